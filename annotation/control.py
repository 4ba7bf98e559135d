"""Control texts: those whose answer was known when workers got them, to check or to teach them. No data set may hold one.

A worker has seen them with their answer, or was measured on them. They are known by digests of their text and of their id, so
that a list of them can lie beside a data set.
"""

from collections.abc import Iterable
from hashlib import sha256

from annotation.offsets import to_lf
from annotation.schema import Document, TaskKind, Vote


def names_of(identifier: str, text: str) -> frozenset[str]:
    """The digests under which a text is listed; newline forms do not matter."""
    return frozenset(sha256(each.encode("utf-8", "surrogatepass")).hexdigest() for each in (identifier, to_lf(text)))


def control_names(votes: Iterable[Vote]) -> frozenset[str]:
    """The digests of all control and training tasks among votes."""
    return frozenset[str]().union(
        *(names_of(vote.document_id, vote.text) for vote in votes if vote.kind is not TaskKind.MAIN)
    )


def is_control(document: Document, control: frozenset[str]) -> bool:
    """Whether the document's text, or its id, is one of these."""
    return bool(control) and not control.isdisjoint(names_of(document.id, document.text))
