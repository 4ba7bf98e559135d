"""Control texts: texts with known answers, given to workers to check or to teach them. No dataset may hold one.

Workers have seen the answers, or were measured on them. Control texts are listed by digests of text and id, so that the list can
be published with a dataset.
"""

from collections.abc import Iterable
from hashlib import sha256

from annotation.offsets import to_lf
from annotation.schema import Document, TaskKind, Vote


def names_of(identifier: str, text: str) -> frozenset[str]:
    """The digests under which a text is listed, for any form of newlines."""
    return frozenset(sha256(each.encode("utf-8", "surrogatepass")).hexdigest() for each in (identifier, to_lf(text)))


def control_names(votes: Iterable[Vote]) -> frozenset[str]:
    """The digests of all control and training tasks among votes."""
    return frozenset[str]().union(
        *(names_of(vote.document_id, vote.text) for vote in votes if vote.kind is not TaskKind.MAIN)
    )


def is_control(document: Document, control: frozenset[str]) -> bool:
    """Whether the document's text or id is listed."""
    return bool(control) and not control.isdisjoint(names_of(document.id, document.text))
