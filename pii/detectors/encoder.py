"""`EncoderDetector`: the trained token classifier. It judges what rules propose, and finds spans of its own behind the gate."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pii.detectors.base import Judgement
from pii.detectors.gate import Gate
from pii.errors import ConfigError
from pii.labels import CREDENTIALS, Label, check_thresholds
from pii.network.agreement import agreed
from pii.network.bundle import TOKENIZER, Bundle, load_bundle
from pii.network.columns import Column, columns
from pii.network.encoding import (
    Encoding,
    Tokenizer,
    TokenScores,
    decode,
    load_tokenizer,
    verdicts,
    window_bounds,
)
from pii.network.evidence import Marker
from pii.network.pairs import BESIDE, paired
from pii.network.session import EncoderSession, LookSession, Remembering, Row
from pii.spans import Span, is_proposed, is_proved, rescored

_CHARACTERS = 2_000_000
"""Characters encoded before the session runs, which bounds memory for any batch."""
_LOOK_OVERLAP = 16
"""Tokens that neighbouring windows of the first look share."""


SURE = 0.88
"""Minimum probability for a span that a rule only asks about; below it most are wrong."""
RELABELLED, ALIKE = 0.5, 0.2
"""Minimum probabilities to accept a proposal under a label unlike the rule's, and under a similar one."""
_ALIKE = ({Label.NAME, Label.USERNAME}, set(CREDENTIALS))

_UNPROVED = {Label.EMAIL, Label.IP_ADDRESS}
"""The first look often takes an account for one of these, so they are read although the network finds no addresses."""

_TRIES = 3
"""Maximum times a text is judged, the last time without columns."""

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a text: its tokens with offsets in the text, their marks of evidence, and which of them may be skipped."""

    document: int
    encoding: Encoding
    evidence: NDArray[np.int8]
    settled: NDArray[np.bool_]

    def rows(self, bounds: Sequence[tuple[int, int]]) -> Iterator[Row]:
        for start, end in bounds:
            yield Row(self.encoding.ids[start:end], self.evidence[start:end])


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """The token scores of a part of the text with index `document`; offsets are those of the whole text."""

    document: int
    encoding: Encoding
    scores: TokenScores


class EncoderDetector:
    """Finds spans with a bundle's model.

    Args:
        model: the folder of a bundle, by default the one inside the package.
        device: `cpu`, `cuda`, `tensorrt` or `auto`.
        operating_point: which of the bundle's thresholds to use.
        gate: false to read every character regardless of the bundle's gate.
        thresholds: minimum token probabilities for some labels, overriding the operating point's.

    Raises:
        ModelError, ConfigError, MissingDependencyError, DeviceError: see `load_bundle` and `EncoderSession`.
    """

    name = "encoder"

    def __init__(
        self,
        model: str | Path | None = None,
        device: str = "cpu",
        operating_point: str = "balanced",
        gate: bool = True,
        thresholds: Mapping[str, float] | None = None,
    ) -> None:
        self._model, self._device, self._operating_point, self._gated = model, device, operating_point, gate
        self._own_thresholds = check_thresholds(thresholds or {})
        self._open()

    def _open(self) -> None:
        self._bundle: Bundle = load_bundle(self._model)
        self.labels = self._bundle.labels
        if unknown := sorted(self._own_thresholds.keys() - set(self.labels)):
            raise ConfigError(f"thresholds for {', '.join(unknown)}: the bundle finds {', '.join(self.labels)}")
        self._thresholds = {**self._bundle.thresholds(self._operating_point), **self._own_thresholds}
        self._asked_about, self._alone = dict(self._thresholds), 0.0
        if BESIDE < self._thresholds.get(Label.USERNAME, 0.0) <= 1 and Label.USERNAME not in self._own_thresholds:
            self._alone, self._asked_about[Label.USERNAME] = self._thresholds[Label.USERNAME], BESIDE
        finds = {label for label, threshold in self._thresholds.items() if threshold <= 1}
        self._gate = Gate.from_settings(self._bundle.gate, finds) if self._gated else Gate({}, 0)
        self._session = EncoderSession(self._bundle, self._device)
        self._look = (
            LookSession(self._bundle, self._device, finds | _UNPROVED) if self._bundle.look and self._gated else None
        )
        self._mark = Marker(self._bundle.evidence)
        self._asking = np.zeros(max(1, len(self._bundle.evidence)), dtype=bool)
        self._asking[self._mark.proposals] = True
        self._proved = np.zeros_like(self._asking)
        self._proved[self._mark.proofs] = True
        self._scores = Remembering(self._session)
        self._looks = Remembering(self._look) if self._look else None
        self._characters = self._encoded = 0

    @property
    def workload(self) -> Mapping[str, float]:
        """Of all that was read so far: the share of characters that the gate let through (`encoded`), and the share of padding
        among the tokens that were run (`padding`)."""
        run = self._session.tokens + self._session.padding
        return {
            "encoded": self._encoded / max(1, self._characters),
            "padding": self._session.padding / max(1, run),
        }

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer(self._bundle.path / TOKENIZER)

    def __reduce__(self) -> tuple[type["EncoderDetector"], tuple[object, ...]]:
        # Sessions cannot be pickled: the other process opens its own.
        return EncoderDetector, (self._model, self._device, self._operating_point, self._gated, self._own_thresholds)

    def describe(self) -> Mapping[str, object]:
        own = {"thresholds": self._own_thresholds} if self._own_thresholds else {}
        return {"bundle": self._bundle.digest, "operating_point": self._operating_point, "gate": self._gated, **own}

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        return [judgement.found for judgement in self.judge(texts, [()] * len(texts))]

    def judge(self, texts: Sequence[str], given: Sequence[Sequence[Span]]) -> list[Judgement]:
        """Return what the network finds in each text, and which of the given spans it accepts.

        Proved spans and those of labels that the operating point leaves to the rules are always accepted. The network reads all
        given spans in addition to the text, so its findings depend on them.
        """
        limits = self._verdicts
        kept: list[list[Span]] = [[] for _ in texts]
        doubted: list[list[Span]] = [[] for _ in texts]
        for stands, mine, spans in zip(kept, doubted, given, strict=True):
            for span in spans:
                judged = not is_proved(span) and (span.label in limits or not is_proposed(span))
                (mine if judged else stands).append(span)
            mine.sort(key=_START)
        told = [columns(text, mine) for text, mine in zip(texts, doubted, strict=True)]
        judgements: dict[int, Judgement] = {}
        for attempt in range(_TRIES):
            waiting = [index for index in range(len(texts)) if index not in judgements]
            alike = [told[index] if attempt < _TRIES - 1 else [] for index in waiting]
            judged = self._judge(
                [texts[index] for index in waiting],
                [given[index] for index in waiting],
                [doubted[index] for index in waiting],
                alike,
            )
            for index, mine, (judgement, held) in zip(waiting, alike, judged, strict=True):
                told[index] = held
                if held == mine:
                    stands = [*kept[index], *judgement.kept]
                    found = agreed(texts[index], judgement.found, stands, self.name)
                    found = paired(texts[index], found, stands, self._alone)
                    judgements[index] = replace(judgement, kept=stands, found=found)
        return [judgements[index] for index in range(len(texts))]

    def _judge(
        self,
        texts: Sequence[str],
        given: Sequence[Sequence[Span]],
        doubted: Sequence[Sequence[Span]],
        alike: Sequence[list[Column]],
    ) -> list[tuple[Judgement, list[Column]]]:
        """Judge the doubted spans, reading only the first few cells of columns; also return the columns that these cells settle:
        if the columns changed, the text must be judged again."""
        limits = self._verdicts
        judgements = [Judgement([], [], []) for _ in texts]
        outcomes: list[dict[Span, Span | None]] = [{} for _ in texts]
        settled = [{span for column in mine for span in column.rest} for mine in alike]
        asked = [
            [span for span in spans if span not in rest] if rest else spans
            for spans, rest in zip(doubted, settled, strict=True)
        ]
        places = [[(span.start, span.end) for span in spans] for spans in asked]
        lines = [
            sorted(place for column in mine for place in column.settled(text))
            for text, mine in zip(texts, alike, strict=True)
        ]
        for part in self.score(texts, given, places, lines):
            text, judgement = texts[part.document], judgements[part.document]
            if part.scores.score.any():  # else it was not read
                found = decode(
                    text,
                    part.encoding,
                    part.scores,
                    self._asked_about,
                    self.name,
                    self.labels,
                    self._unfamiliar,
                    self._east_asian,
                )
                judgement.found.extend(found)
            first, last = int(part.encoding.starts[0]), int(part.encoding.ends[-1])
            mine = asked[part.document]
            mine = mine[bisect_left(mine, first, key=_START) : bisect_left(mine, last, key=_START)]
            for span, (label, score) in zip(
                mine, verdicts(mine, part.encoding, part.scores, self.labels) if mine else (), strict=True
            ):
                akin = {label, span.label} in _ALIKE
                limit = limits.get(span.label if akin else label, 2.0)
                stands = score >= (limit if is_proposed(span) else SURE)
                if label != span.label:
                    stands = stands and score >= (ALIKE if akin else RELABELLED)
                if label == Label.USERNAME and span.label == Label.NAME and " " in text[span.start : span.end]:
                    label = span.label  # an account has no space
                judged = rescored(span, score, label if stands else None)
                outcomes[part.document][span] = judged if stands else None
                if stands or is_proposed(span):
                    (judgement.kept if stands else judgement.refused).append(judged)
        return [
            (judgement, _told(text, judgement, mine, known, spans) if mine else [])
            for text, judgement, mine, known, spans in zip(texts, judgements, alike, outcomes, given, strict=True)
        ]

    @property
    def _unfamiliar(self) -> float:
        own = self._own_thresholds.get(Label.NAME)
        return self._bundle.unfamiliar.get(self._operating_point, 0.0) if own is None else own

    @property
    def _east_asian(self) -> float:
        own = self._own_thresholds.get(Label.NAME)
        return self._bundle.east_asian.get(self._operating_point, 1.0) if own is None else own

    @property
    def _verdicts(self) -> Mapping[str, float]:
        return self._bundle.verdicts.get(self._operating_point, {})

    def score(
        self,
        texts: Sequence[str],
        given: Sequence[Sequence[Span]] | None = None,
        places: Sequence[Sequence[tuple[int, int]]] | None = None,
        settled: Sequence[Sequence[tuple[int, int]]] | None = None,
    ) -> Iterator[ScoredPart]:
        """The token scores behind `judge`, before any threshold: calibration chooses thresholds from them.

        `places` are stretches to read regardless of the gate, `settled` those that may be skipped.
        """
        waiting: list[_Part] = []
        characters = 0
        nothing = [()] * len(texts)
        for part in self._parts(texts, given or nothing, places or nothing, settled or nothing):
            waiting.append(part)
            characters += int(part.encoding.ends[-1] - part.encoding.starts[0])
            if characters >= _CHARACTERS:
                yield from self._score_parts(waiting)
                waiting, characters = [], 0
        yield from self._score_parts(waiting)

    def _parts(
        self,
        texts: Sequence[str],
        given: Sequence[Sequence[Span]],
        places: Sequence[Sequence[tuple[int, int]]],
        settled: Sequence[Sequence[tuple[int, int]]],
    ) -> Iterator[_Part]:
        """The parts of every text that pass the gate, and those around the places."""
        stretches = self._gate.parts_batch(texts, places)
        for document, (text, spans, mine) in enumerate(zip(texts, given, stretches, strict=True)):
            self._characters += len(text)
            if not mine:
                continue
            ordered = sorted(spans, key=_START)
            position, inside = 0, list[Span]()
            for group in _groups(mine):
                start, end = group[0][0], group[-1][1]
                self._encoded += sum(last - first for first, last in group)
                # Groups come in order: what ended before one is not needed by the next.
                inside = [span for span in inside if span.end > start]
                following = bisect_left(ordered, end, lo=position, key=_START)
                inside += (span for span in ordered[position:following] if span.end > start)
                position = following
                encoding, borders = self._tokenizer.encode_parts(text, group)
                evidence = self._mark(text, encoding, inside, group)
                done = _touched(encoding, settled[document])
                if done.any():
                    done &= ~_touched(encoding, places[document])
                for first, last in pairwise((0, *borders)):
                    if first < last:
                        yield _Part(document, encoding[first:last], evidence[first:last], done[first:last])

    def _score_parts(self, parts: Sequence[_Part]) -> Iterator[ScoredPart]:
        pieces = [self._bounds(len(part.encoding)) for part in parts] if self._looks is None else self._looked_at(parts)
        scores = iter(
            self._scores.run([row for part, mine in zip(parts, pieces, strict=True) for row in part.rows(mine)])
        )
        for part, mine in zip(parts, pieces, strict=True):
            merged = _merge([next(scores) for _ in mine], mine, len(part.encoding))
            yield ScoredPart(part.document, part.encoding, merged)

    def _looked_at(self, parts: Sequence[_Part]) -> list[list[tuple[int, int]]]:
        """The windows of each part around the interest of the first look and the rules' proposals."""
        assert self._looks is not None and self._bundle.look is not None
        # The first look sees a few tokens to each side and so needs little overlap.
        overlap = min(self._bundle.overlap, _LOOK_OVERLAP)
        bounds = [
            [
                (start, end)
                for start, end in window_bounds(len(part.encoding), self._bundle.window, overlap)
                if not part.settled[start:end].all()
            ]
            for part in parts
        ]
        looks = iter(
            self._looks.run([row for part, mine in zip(parts, bounds, strict=True) for row in part.rows(mine)])
        )
        chosen: list[list[tuple[int, int]]] = []
        for part, mine in zip(parts, bounds, strict=True):
            wanted = np.zeros(len(part.evidence), dtype=bool)
            for start, end in mine:
                wanted[start:end] |= next(looks)
            wanted &= ~self._proved[part.evidence]
            wanted |= self._asking[part.evidence]
            wanted &= ~part.settled
            chosen.append(
                [
                    (first + start, first + end)
                    for first, last in _runs(wanted, self._bundle.look.context)
                    for start, end in self._bounds(last - first)
                ]
            )
        return chosen

    def _bounds(self, length: int) -> list[tuple[int, int]]:
        """The network's windows over `length` tokens."""
        return window_bounds(length, self._bundle.window, self._bundle.overlap)


def _told(
    text: str,
    judgement: Judgement,
    alike: Sequence[Column],
    outcomes: Mapping[Span, Span | None],
    given: Sequence[Span],
) -> list[Column]:
    """Accept the rest of each column if all cells that were read were accepted under one label; return those columns, and
    whether they are alone on their lines."""
    found, given = sorted(judgement.found), sorted(given)
    told: list[Column] = []
    for column in alike:
        read = [outcomes.get(span) for span in column.read]
        standing = [span for span in read if span is not None]
        if len(standing) == len(read) and len({span.label for span in standing}) == 1:
            label, score = standing[0].label, min(span.score for span in standing)
            judgement.kept.extend(rescored(span, score, label) for span in column.rest)
            told.append(column._replace(alone=column.alone and not column.has_more(text, found, given)))
    return told


def _touched(encoding: Encoding, places: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which tokens share a character with one of the places."""
    touched = np.zeros(len(encoding), dtype=bool)
    if places:
        bounds = np.array(places, dtype=np.int32)
        firsts = np.searchsorted(encoding.ends, bounds[:, 0], side="right").tolist()
        lasts = np.searchsorted(encoding.starts, bounds[:, 1], side="left").tolist()
        for first, last in zip(firsts, lasts, strict=True):
            touched[first:last] = True
    return touched


def _groups(parts: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Group the parts of a text for encoding, which bounds memory for any length of text."""
    group: list[tuple[int, int]] = []
    size = 0
    for start, end in parts:
        group.append((start, end))
        size += end - start
        if size >= _CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group


def _runs(wanted: NDArray[np.bool_], context: int) -> list[tuple[int, int]]:
    """The stretches of wanted tokens, grown by `context` on both sides and joined where they touch."""
    indices = np.flatnonzero(wanted)
    if not len(indices):
        return []
    gaps = np.diff(indices) > 2 * context + 1
    firsts = np.maximum(0, indices[np.concatenate(([True], gaps))] - context).tolist()
    lasts = np.minimum(len(wanted), indices[np.concatenate((gaps, [True]))] + context + 1).tolist()
    return list(zip(firsts, lasts, strict=True))


def _merge(scores: Sequence[TokenScores], bounds: Sequence[tuple[int, int]], length: int) -> TokenScores:
    """The scores of a part's tokens, each from the window with the most context; 0 for tokens that were not read."""
    if len(scores) == 1 and bounds[0] == (0, length):
        return scores[0]
    merged = TokenScores(np.zeros(length, np.int32), np.zeros(length, np.float32), np.zeros(length, bool))
    position = 0
    for number, (window, (start, end)) in enumerate(zip(scores, bounds, strict=True)):
        following = bounds[number + 1][0] if number + 1 < len(bounds) else end
        first, last = max(start, position), (end + following) // 2 if following < end else end
        for mine, theirs in (
            (merged.label, window.label),
            (merged.score, window.score),
            (merged.begins, window.begins),
        ):
            mine[first:last] = theirs[first - start : last - start]
        position = last
    return merged
