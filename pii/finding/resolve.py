"""Merges the spans of many detectors into disjoint ones: one owner per character, a reason for each loss."""

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
"""Ranks of sources other than rules; rules define their own (`pii.detectors.rules.base.Rule.rank`)."""


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
    """The precedence of the span's source; lower comes first. Within a rank the longer span wins, then the more certain one,
    then the first."""
    return _rank_of(span.source)


@cache
def _rank_of(source: str) -> int:
    detector, _, name = source.partition(".")
    if detector == "rules":
        from pii.detectors.rules import RULES  # compiles every rule, which users of other detectors do not need

        return next((rule.rank for rule in RULES if rule.name == name), _OTHERS)
    return {"deny": _DENIED, "secrets": _SECRETS, "encoder": _ENCODER}.get(detector, _OTHERS)


def resolve(
    text: str, spans: Iterable[Span], decoys: Sequence[str] = NOT_PERSONAL, refused: Iterable[Span] = ()
) -> Resolution:
    """Drop decoys, then give every character to at most one span; `refused` are spans that a judge has dropped.

    A span that loses less than half of its characters to stronger ones keeps the rest, in pieces without white space at
    their ends, so that a small value inside a large secret does not expose the secret. One that loses more is dropped, and so
    is an address that overlaps a stronger span, and a network's span across one, except a secret across a non-secret.
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
"""Sort key of losses, by span; comparing spans directly would make two tuples each time."""


def _clusters(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Group spans, sorted by start, so that no group overlaps another."""
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
    """The disjoint spans that remain of overlapping ones; the others are added to `dropped`."""
    candidates.sort(key=_served)
    winner, loser = candidates[:2]
    if len(candidates) == 2 and winner.start <= loser.start and loser.end <= winner.end:
        dropped.append(Dropped(loser, f"overlaps:{winner.source}"))  # such as two rules with the same finding
        return [winner]
    kept: list[Span] = []  # always disjoint and sorted, so that both ends are found by bisection
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
    """Whether a span is kept whole or not at all: half an address is useless, and what remains of a network's span next to a
    rule's name, account or secret is a fragment of a word, such as the host after the password of a URL."""
    if span.label in _ADDRESSES:
        return True
    if _rank_of(span.source) != _ENCODER:
        return False
    return span.label not in CREDENTIALS or any(winner.label in CREDENTIALS for winner in winners)


def _served(span: Span) -> tuple[float | str, ...]:
    """Sort key of overlapping spans, by precedence."""
    start, end, score, source = span.start, span.end, span.score, span.source
    return _rank_of(source), start - end, -score, start, end, span.label, score, source


def _gaps(span: Span, winners: Iterable[Span]) -> Iterator[Span]:
    """The stretches of `span` that none of the (sorted) winners covers."""
    position = span.start
    for winner in winners:
        if position < winner.start:
            yield replace(span, start=position, end=winner.start)
        position = winner.end
    if position < span.end:
        yield replace(span, start=position)


def _stripped(text: str, span: Span) -> Span | None:
    """The span without white space at its ends, or symbols if it is a name: `Jane "Moss" Roe` has two pieces."""
    value, edges = text[span.start : span.end], _AROUND_NAMES if span.label == Label.NAME else None
    start, end = span.end - len(value.lstrip(edges)), span.start + len(value.rstrip(edges))
    return replace(span, start=start, end=end) if start < end else None
