"""Reconcile votes from several pools on the same text."""

from collections.abc import Iterable
from dataclasses import replace

from annotation.offsets import Alignment, Escapes, Newlines, to_lf
from annotation.schema import CrowdSpan, Vote
from pii.errors import InputError


def on_one_text(votes: Iterable[Vote]) -> list[Vote]:
    """The votes on one document with their offsets in the text of the first, since pools may hold the same source with
    different newlines.

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
