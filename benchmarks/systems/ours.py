"""This project's own `Redactor`, by its public interface."""

from collections.abc import Sequence
from typing import Any

from benchmarks.systems.base import Detect, Finding, Item

PACKAGES = ("detect-secrets", "hyperscan", "numpy", "onnxruntime", "tokenizers")


def load(**options: Any) -> Detect:
    from pii.redactor import Redactor

    redactor = Redactor(**options)

    def detect(items: Sequence[Item]) -> list[list[Finding]]:
        found = redactor.detect_batch([item.text for item in items])
        return [[Finding(span.start, span.end, str(span.label), span.score) for span in spans] for spans in found]

    return detect
