"""scrubadub with its default detectors.

Its e-mail addresses, Twitter handles and the two halves of its credentials map to our labels; phone numbers, cards and the
like do not and are left out.
"""

from collections.abc import Iterable
from typing import Any

from benchmarks.systems.base import Detect, Finding, Item, one_by_one

PACKAGES = ("scrubadub",)

LABELS = {"email": "EMAIL", "twitter": "USERNAME"}


def load() -> Detect:
    """The detectors of its default scrubber."""
    import scrubadub

    scrubber = scrubadub.Scrubber()  # pyright: ignore[reportAttributeAccessIssue]  taken for this file where the package is missing

    def find(item: Item) -> Iterable[Finding]:
        for filth in scrubber.iter_filth(item.text):
            for part in getattr(filth, "filths", None) or [filth]:
                yield from _findings(part)

    return one_by_one(find)


def _findings(filth: Any) -> Iterable[Finding]:
    if filth.type in LABELS:
        yield Finding(filth.beg, filth.end, LABELS[filth.type])
    elif filth.type == "credential":
        for label in ("USERNAME", "PASSWORD"):
            start, end = filth.match.span(label.lower())
            if start < end:
                yield Finding(start, end, label)
