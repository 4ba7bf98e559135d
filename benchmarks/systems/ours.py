"""This project's own `Redactor`, by its public interface."""

from collections.abc import Sequence
from typing import Any

from benchmarks.systems.base import Detect, Finding, Item, Work

PACKAGES = ("detect-secrets", "hyperscan", "numpy", "onnxruntime", "tokenizers")


def load(**options: Any) -> Detect:
    from pii.redactor import Redactor

    redactor = Redactor(**options)

    def detect(items: Sequence[Item]) -> list[list[Finding]]:
        found = redactor.detect_batch([item.text for item in items])
        return [[Finding(span.start, span.end, str(span.label), span.score) for span in spans] for spans in found]

    return detect


def load_redaction(detectors: Sequence[str], secrets: str | None = None, **options: Any) -> Work:
    """Scan, resolve and replace: whole redacted texts.

    Args:
        detectors: names of our detectors.
        secrets: the preset of plugins that the detector `secrets` runs, in place of its default.
    """
    from pii.detectors.secrets import SecretsDetector
    from pii.redactor import Redactor

    built = [SecretsDetector(preset=secrets) if name == "secrets" and secrets else name for name in detectors]
    redactor = Redactor(detectors=built, **options)
    return lambda items: redactor.redact_batch([item.text for item in items])
