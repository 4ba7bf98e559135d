"""Any function as a system: `my_module:detect` takes a list of texts and returns the spans of each.

A span may be an object with `start`, `end`, `label` (and `score`), a mapping with these keys, or a tuple in this order.
"""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.systems.base import Detect, Finding, Item

PACKAGES = ()


def load(name: str) -> Detect:
    """The function `module:name` of a list of texts that gives the spans of each."""
    module, _, function = name.partition(":")
    sys.path.insert(0, os.getcwd())
    call = getattr(importlib.import_module(module), function)

    def detect(items: Sequence[Item]) -> list[list[Finding]]:
        return [[_finding(span) for span in spans] for spans in call([item.text for item in items])]

    return detect


def _finding(span: Any) -> Finding:
    if isinstance(span, Mapping):
        return Finding(span["start"], span["end"], str(span["label"]), float(span.get("score", 1.0)))
    if isinstance(span, tuple):
        return Finding(*span)
    return Finding(span.start, span.end, str(span.label), float(getattr(span, "score", 1.0)))
