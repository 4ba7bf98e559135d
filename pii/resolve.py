"""From many detectors' spans to one list of disjoint spans: one owner per character, each loss with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pii.decoys import NOT_PERSONAL, decoy_class
from pii.spans import Span

# Structure decides before guesses: a PEM block owns the address inside it, an e-mail address the name inside it. Sources that
# are not listed come after those that are. Within a rank the longer span wins, then the more certain one, then the first.
_RANKS: tuple[tuple[str, ...], ...] = (
    ("rules.private_key",),
    ("rules.email", "rules.url_credentials", "rules.jwt", "rules.key_formats"),
    ("rules.ip",),
    ("secrets",),
)
_RANK_OF: dict[str, int] = {source: rank for rank, sources in enumerate(_RANKS) for source in sources}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A span that did not survive, and why: `decoy:<class>` or `overlaps:<source of the winner>`."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Disjoint spans, sorted by start, and what was dropped on the way."""

    spans: tuple[Span, ...]
    dropped: tuple[Dropped, ...]


def rank(span: Span) -> int:
    """How early the span's source is served; lower is earlier."""
    found = _RANK_OF.get(span.source)
    return found if found is not None else _RANK_OF.get(span.source.split(".")[0], len(_RANKS))


def resolve(text: str, spans: Iterable[Span], decoys: Sequence[str] = NOT_PERSONAL) -> Resolution:
    """Drops decoys, then gives every character to at most one span.

    Of a span that loses some characters to a stronger one, a piece that is more than half of it stays, so that a small
    value inside a large secret does not lay the secret open; smaller pieces are dropped.
    """
    dropped: list[Dropped] = []
    candidates: list[Span] = []
    for span in spans:
        name = decoy_class(text, span, decoys)
        if name is None:
            candidates.append(span)
        else:
            dropped.append(Dropped(span, f"decoy:{name}"))
    if len(candidates) < 2:
        return Resolution(tuple(candidates), tuple(dropped))
    candidates.sort(key=lambda span: (rank(span), -len(span), -span.score, span))
    kept: list[Span] = []
    for span in candidates:
        winners = [winner for winner in kept if winner.start < span.end and span.start < winner.end]
        if not winners:
            kept.append(span)
            continue
        start, end = _longest_gap(span, winners)
        if 2 * (end - start) > len(span):
            kept.append(replace(span, start=start, end=end))
        else:
            dropped.append(Dropped(span, f"overlaps:{winners[0].source}"))
    return Resolution(tuple(sorted(kept)), tuple(dropped))


def _longest_gap(span: Span, winners: list[Span]) -> tuple[int, int]:
    """The longest stretch of `span` that no winner covers; empty if there is none."""
    best, position = (span.start, span.start), span.start
    for winner in sorted(winners):
        if winner.start - position > best[1] - best[0]:
            best = (position, winner.start)
        position = max(position, winner.end)
    if span.end - position > best[1] - best[0]:
        best = (position, span.end)
    return best
