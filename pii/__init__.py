"""Find and mask personal data and credentials in source code and text."""

from typing import TYPE_CHECKING, Any

from pii import detectors as _detectors
from pii.labels import Label
from pii.policies import Action, Policy
from pii.redaction import Redaction, Replacement
from pii.redactor import Redactor, detect, redact
from pii.spans import Span

if TYPE_CHECKING:
    from pii.detectors import Encoder, Rules, Secrets

__version__ = "0.1.0"

__all__ = [
    "Action",
    "Encoder",
    "Label",
    "Policy",
    "Redaction",
    "Redactor",
    "Replacement",
    "Rules",
    "Secrets",
    "Span",
    "detect",
    "redact",
]


def __getattr__(name: str) -> Any:
    if name in ("Encoder", "Rules", "Secrets"):
        return getattr(_detectors, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
