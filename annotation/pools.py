"""Merges what several pools say of one document, where each pool asked for other labels.

A pool that did not ask for a label says nothing about it: the merged document's `asked` is the union of what was asked for, and
whatever stays outside it is unknown through to the training loss.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotation.offsets import Alignment, Escapes, Newlines, to_lf
from annotation.schema import CrowdSpan, Document, Vote
from pii.errors import InputError
from pii.spans import Span, overlap


def merge(documents: Sequence[Document]) -> Document:
    """One document from the results of several pools on the same text.

    Where spans of different pools overlap the longest stays, for a label that fits the whole stretch is the right one (a name
    inside an e-mail address is only the address); among equals the likelier, then the earlier in order of labels.

    Raises:
        InputError: the documents differ in id or text.
    """
    first = documents[0]
    if any((each.id, each.text) != (first.id, first.text) for each in documents):
        raise InputError(f"document {first.id!r}: pools to merge hold different ids or texts under it")
    kept: list[Span] = []
    every = {span for each in documents for span in each.spans}
    for span in sorted(every, key=lambda span: (-len(span), -span.score, span.start, span.label)):
        if not any(overlap(span, other) for other in kept):
            kept.append(span)
    return Document(
        first.id,
        first.text,
        tuple(sorted(kept)),
        tuple(sorted({span for each in documents for span in each.ignored})),
        frozenset[str]().union(*(each.asked for each in documents)),
        {key: value for each in reversed(documents) for key, value in each.meta.items()},
    )


def on_one_text(votes: Iterable[Vote]) -> list[Vote]:
    """The votes on one document with their offsets in the text of the first, since pools may hold the same source with other
    newlines.

    Raises:
        InputError: the texts differ in more than newlines.
    """
    votes = list(votes)
    return [vote if vote.text == votes[0].text else _on_text(vote, votes[0].text) for vote in votes]


def _on_text(vote: Vote, text: str) -> Vote:
    if to_lf(vote.text) != to_lf(text):
        raise InputError(f"document {vote.document_id!r}: two different texts have this id; give each text its own")
    alignment = Alignment(text, Newlines.LF, Escapes.AS_IS)

    def moved(spans: tuple[CrowdSpan, ...]) -> tuple[CrowdSpan, ...]:
        places = (
            alignment.given(len(to_lf(vote.text[: span.start])), len(to_lf(vote.text[: span.end]))) for span in spans
        )
        return tuple(replace(span, start=start, end=end) for span, (start, end) in zip(spans, places, strict=True))

    return replace(vote, text=text, spans=moved(vote.spans), gold=None if vote.gold is None else moved(vote.gold))
