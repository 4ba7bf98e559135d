"""This project's own `Redactor`, by its public interface."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from benchmarks.systems.base import Detect, Finding, Item, Work

if TYPE_CHECKING:
    from pii.detectors.base import Detector
    from pii.redactor import Redactor

PACKAGES = ("detect-secrets", "hyperscan", "numpy", "onnxruntime", "tokenizers")


def load(**options: Any) -> Detect:
    """A redactor with these options; its spans before any replacement."""
    redactor = build(**options)

    def detect(items: Sequence[Item]) -> list[list[Finding]]:
        found = redactor.detect_batch([item.text for item in items])
        return [[Finding(span.start, span.end, str(span.label), span.score) for span in spans] for spans in found]

    return detect


class Redaction:
    """Scan, resolve and replace: whole redacted texts."""

    def __init__(self, **options: Any) -> None:
        self._redactor = build(**options)

    def __call__(self, items: Sequence[Item]) -> object:
        return self._redactor.redact_batch([item.text for item in items])

    def workload(self) -> dict[str, float]:
        """The share of the text that the encoder was given, and its padding; empty without an encoder."""
        from pii.detectors.encoder import EncoderDetector

        encoders = [detector for detector in self._redactor.detectors if isinstance(detector, EncoderDetector)]
        return {name: round(share, 4) for encoder in encoders for name, share in encoder.workload.items()}


def load_redaction(**options: Any) -> Work:
    """What `pii redact` does to texts in memory."""
    return Redaction(**options)


def build(
    detectors: Sequence[str] | None = None,
    secrets: str | None = None,
    gate: bool = True,
    **options: Any,
) -> "Redactor":
    """A `Redactor`, by default as a user gets it.

    Args:
        detectors: names of detectors.
        secrets: the preset of plugins that the detector `secrets` runs instead of its default.
        gate: false to let the encoder read every character.
        options: `model`, `device` and `operating_point` go to the encoder, the others to the redactor.
    """
    from pii.redactor import DEFAULT_DETECTORS, Redactor

    of_encoder = {key: options.pop(key) for key in ("model", "device", "operating_point") if key in options}

    def built(name: str) -> "str | Detector":
        if name == "secrets" and secrets:
            from pii.detectors.secrets import SecretsDetector

            return SecretsDetector(preset=secrets)
        if name == "encoder" and (of_encoder or not gate):
            from pii.detectors.encoder import EncoderDetector

            return EncoderDetector(**of_encoder, gate=gate)
        return name

    _compile()
    return Redactor(detectors=[built(name) for name in detectors or DEFAULT_DETECTORS], **options)


def _compile() -> None:
    """Run the examples of the rules' pages: expressions are compiled at first use, which counts as loading, not as speed."""
    from pii.detectors.rules import RULES
    from pii.redactor import Redactor

    rows = (row for rule in RULES for row in (*rule.hits, *rule.misses))
    Redactor(detectors=["rules"]).redact_batch([row.replace("«", "").replace("»", "") for row in rows])
