"""From many detectors' spans to one list of disjoint spans: one owner per character, each loss with its reason."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from pii.decoys import NOT_PERSONAL, decoy_class
from pii.labels import CREDENTIALS, Label
from pii.spans import Span

_ADDRESSES = frozenset({Label.EMAIL, Label.IP_ADDRESS})
_DENIED, _SECRETS, _OTHERS, _ENCODER = 1, 3, 4, 5
"""Ranks of what is no rule; the rules' own are theirs (`pii.detectors.rules.base.Rule.rank`)."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A span that did not survive, and why: `decoy:<class>`, `overlaps:<source of the winner>`, or `refused` by a judge."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Disjoint spans and what was dropped on the way, both sorted by place."""

    spans: tuple[Span, ...]
    dropped: tuple[Dropped, ...]


def rank(span: Span) -> int:
    """How early the span's source is served; lower is earlier. Within a rank the longer span wins, then the more certain one,
    then the first."""
    return _rank_of(span.source)


@cache
def _rank_of(source: str) -> int:
    detector, _, name = source.partition(".")
    if detector == "rules":
        from pii.detectors.rules import RULES  # compiles every rule, which users of other detectors need not wait for

        return next((rule.rank for rule in RULES if rule.name == name), _OTHERS)
    return {"deny": _DENIED, "secrets": _SECRETS, "encoder": _ENCODER}.get(detector, _OTHERS)


def resolve(
    text: str, spans: Iterable[Span], decoys: Sequence[str] = NOT_PERSONAL, refused: Iterable[Span] = ()
) -> Resolution:
    """Drops decoys, then gives every character to at most one span; `refused` are what a judge dropped before.

    A span that loses less than half of its characters to stronger ones keeps the rest, in pieces without white space at
    their ends, so that a small value inside a large secret does not lay the secret open. One that loses more is dropped, and
    so is an address that overlaps a stronger span, and what a network finds across one, save a secret across what is none.
    """
    dropped = [Dropped(span, "refused") for span in refused]
    candidates: list[Span] = []
    for span in spans:
        name = decoy_class(text, span, decoys)
        if name is None:
            candidates.append(span)
        else:
            dropped.append(Dropped(span, f"decoy:{name}"))
    candidates.sort(key=_START)
    kept: list[Span] = []
    for cluster in _clusters(candidates):
        if len(cluster) == 1:
            kept += cluster
        else:
            kept += _settled(text, cluster, dropped)
    return Resolution(tuple(kept), tuple(sorted(dropped, key=by_span)))


_START = attrgetter("start")
by_span = attrgetter("span.start", "span.end", "span.label", "span.score", "span.source")
"""The order of losses: that of their spans, whose own comparison makes two tuples each time."""


def _clusters(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Spans, sorted by start, in groups of which none reaches into another."""
    cluster: list[Span] = []
    end = 0
    for span in spans:
        if cluster and span.start >= end:
            yield cluster
            cluster = []
        cluster.append(span)
        end = max(end, span.end)
    if cluster:
        yield cluster


def _settled(text: str, candidates: list[Span], dropped: list[Dropped]) -> list[Span]:
    """The disjoint spans that stay of those that overlap; what does not is added to `dropped`."""
    candidates.sort(key=_served)
    winner, loser = candidates[:2]
    if len(candidates) == 2 and winner.start <= loser.start and loser.end <= winner.end:
        dropped.append(Dropped(loser, f"overlaps:{winner.source}"))  # as of two rules that find the same
        return [winner]
    kept: list[Span] = []  # disjoint and sorted at all times, so both ends are found by bisection
    for span in candidates:
        first = bisect_right(kept, span.start, key=lambda winner: winner.end)
        last = bisect_left(kept, span.end, lo=first, key=lambda winner: winner.start)
        winners = kept[first:last]
        if not winners:
            kept.insert(first, span)
            continue
        gaps = [] if _stands_whole(span, winners) else list(_gaps(span, winners))
        pieces = [piece for gap in gaps if (piece := _stripped(text, gap))]
        if 2 * sum(map(len, gaps)) > len(span) and pieces:
            kept[first:last] = sorted((*winners, *pieces))
        else:
            dropped.append(Dropped(span, f"overlaps:{winners[0].source}"))
    return kept


_AROUND_NAMES = " \t\r\n\"'`“”„‘’«»()[]<>,;:"


def _stands_whole(span: Span, winners: Iterable[Span]) -> bool:
    """Whether a span stays whole or not at all: half an address is none, and what a network leaves beside a rule's name,
    account or secret is the rest of a word, such as the host behind the password of a URL."""
    if span.label in _ADDRESSES:
        return True
    if _rank_of(span.source) != _ENCODER:
        return False
    return span.label not in CREDENTIALS or any(winner.label in CREDENTIALS for winner in winners)


def _served(span: Span) -> tuple[float | str, ...]:
    """The order in which spans that overlap are served."""
    start, end, score, source = span.start, span.end, span.score, span.source
    return _rank_of(source), start - end, -score, start, end, span.label, score, source


def _gaps(span: Span, winners: Iterable[Span]) -> Iterator[Span]:
    """The stretches of `span` that none of the winners, sorted, covers."""
    position = span.start
    for winner in winners:
        if position < winner.start:
            yield replace(span, start=position, end=winner.start)
        position = winner.end
    if position < span.end:
        yield replace(span, start=position)


def _stripped(text: str, span: Span) -> Span | None:
    """What is left of a span without blanks at its ends, nor signs where it is a name: `Jane "Moss" Roe` has two pieces."""
    value, edges = text[span.start : span.end], _AROUND_NAMES if span.label == Label.NAME else None
    start, end = span.end - len(value.lstrip(edges)), span.start + len(value.rstrip(edges))
    return replace(span, start=start, end=end) if start < end else None
