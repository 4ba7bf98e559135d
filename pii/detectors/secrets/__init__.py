"""Credentials as detect-secrets finds them, with offsets, fast."""

from pii.detectors.secrets.detector import Finding, SecretsDetector
from pii.detectors.secrets.presets import Preset

__all__ = ["Finding", "Preset", "SecretsDetector"]
