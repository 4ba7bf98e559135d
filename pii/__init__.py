"""Find and mask personal data and credentials in source code and text."""

from pii.labels import Label
from pii.policies import Action, Policy
from pii.redactor import Redaction, Redactor, Replacement, detect, redact
from pii.spans import Span

__version__ = "0.1.0"

__all__ = ["Action", "Label", "Policy", "Redaction", "Redactor", "Replacement", "Span", "detect", "redact"]
