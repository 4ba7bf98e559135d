"""Finds spans in texts and in their encoded parts, resolved under a policy."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import chain

from pii.decoys import NOT_PERSONAL, decoy_class
from pii.detectors import Detector
from pii.detectors.base import Judge, Places, PlaceScanner, Proposer
from pii.errors import DetectorError
from pii.finding.everywhere import everywhere
from pii.finding.masks import unmasked
from pii.finding.resolve import Dropped, Resolution, by_span, resolve
from pii.finding.single_words import settled
from pii.known.honorifics import without_degree, without_title
from pii.labels import Label
from pii.policies import Policy
from pii.spans import Span, overlap
from pii.text import hidden


class Finder:
    """Runs detectors and settles their spans: drops decoys, resolves overlaps, propagates values.

    The result for a text is a function of that text and the settings alone, whatever other texts are in the batch.

    Args:
        detectors: judges among them decide on the proposals of the others.
        policy: which labels, scores and decoys pass.
        labels_everywhere: the labels whose values, once found, are found throughout the same text.
    """

    def __init__(self, detectors: Sequence[Detector], policy: Policy, labels_everywhere: Set[str]) -> None:
        self._detectors = tuple(detectors)
        self._policy = policy
        self._labels_everywhere = labels_everywhere
        self._scanning = next((each for each in self._detectors if isinstance(each, PlaceScanner)), None)
        self._dropped = tuple(name for name in policy.decoys if name in NOT_PERSONAL)
        self._standing = tuple(name for name in policy.decoys if name not in NOT_PERSONAL)

    def explain(self, texts: Sequence[str]) -> list[Resolution]:
        """Return the spans of each text, disjoint and sorted by start, and the dropped ones with the reason for each.

        Raises:
            DetectorError: a detector returned more or fewer lists than it was given texts.
            ValueError: a detector returned a span outside its text.
        """
        places = self._scanning.scan_places(texts) if self._scanning else None
        spans, refused = self._find(texts, places)
        decoded = self._find_hidden(texts, spans, places)
        return [
            self._everywhere(text, self._resolve(text, mine, losses, below)) if mine or losses or below else _NOTHING
            for text, mine, losses, below in zip(texts, spans, refused, decoded, strict=True)
        ]

    def _everywhere(self, text: str, found: Resolution) -> Resolution:
        spans = everywhere(text, found.spans, self._labels_everywhere)
        if Label.NAME in self._labels_everywhere and any(span.label == Label.NAME for span in spans):
            # Imported here because it loads the rules' word lists, which users of other detectors do not need.
            from pii.finding.named_again import named_again

            spans = named_again(text, spans)
        return Resolution(tuple(spans), found.dropped)

    def _find(
        self, texts: Sequence[str], places: Sequence[Places] | None = None
    ) -> tuple[list[list[Span]], list[list[Span]]]:
        """The spans that all detectors find in each text, and those that judges refuse."""
        judges = [detector for detector in self._detectors if isinstance(detector, Judge)]
        found: list[list[list[Span]]] = []
        for detector in self._detectors:
            if isinstance(detector, Judge):
                continue
            find = detector.propose if judges and isinstance(detector, Proposer) else detector.detect
            known = {"places": places} if detector is self._scanning else {}
            found.append(_checked(detector.name, texts, find(texts, **known)))
        spans = [list(chain.from_iterable(per_detector)) for per_detector in zip(*found, strict=True)]
        spans = spans or [[] for _ in texts]
        refused: list[list[Span]] = [[] for _ in texts]
        for judge in judges:
            judgements = judge.judge(texts, spans)
            _checked(judge.name, texts, [judgement.found for judgement in judgements])
            spans = [[*judgement.kept, *judgement.found] for judgement in judgements]
            for losses, judgement in zip(refused, judgements, strict=True):
                losses += judgement.refused
        return spans, refused

    def _find_hidden(
        self, texts: Sequence[str], known: Sequence[Sequence[Span]], places: Sequence[Places] | None = None
    ) -> list[list[Span]]:
        """The spans found in the decoded parts of each text, as spans of the text."""
        views = [(index, view) for index, each in enumerate(hidden.views_batch(texts, places)) for view in each]
        found: list[list[Span]] = [[] for _ in texts]
        if not views:
            return found
        shown = [view.text for _, view in views]
        for (index, view), text, spans, losses in zip(views, shown, *self._find(shown), strict=True):
            for span in self._resolve(text, spans, losses).spans if spans else ():
                original = None if span.reason else view.original(span)
                if original is None:
                    continue
                if original.label in _OF_A_PAIR and hidden.is_pair(texts[index], original):
                    original = replace(original, label=Label.KEY)
                # A span without decoded characters only counts if the plain text yielded none there.
                if view.is_decoded(span) or not any(overlap(original, other) for other in known[index]):
                    found[index].append(original)
        return found

    def _resolve(
        self, text: str, spans: Iterable[Span], judged: Iterable[Span], below: Sequence[Span] = ()
    ) -> Resolution:
        wanted: list[Span] = []
        refused: list[Dropped] = []
        for span in spans:
            reason = self._refusal(span)
            pieces = () if reason else unmasked(text, settled(text, without_title(text, without_degree(text, span))))
            if pieces:
                wanted += pieces
            else:
                refused.append(Dropped(span, reason or "mask"))
        resolution = resolve(text, wanted, self._dropped, judged)
        kept = tuple(self._with_reason(text, span) for span in resolution.spans)
        if below:
            kept = tuple(hidden.merged(kept, below))
        dropped = resolution.dropped
        if refused:
            dropped = tuple(sorted((*dropped, *refused), key=by_span))
        return Resolution(kept, dropped)

    def _refusal(self, span: Span) -> str:
        """Why a span is not reported at all; empty if it is."""
        policy = self._policy
        if policy.only is not None and span.label not in policy.only:
            return "label"
        if policy.thresholds and span.score < policy.thresholds.get(span.label, 0.0):
            return "threshold"
        return ""

    def _with_reason(self, text: str, span: Span) -> Span:
        name = decoy_class(text, span, self._standing)
        if name is not None:
            return replace(span, reason=f"decoy:{name}")
        if self._policy.allow and self._policy.allow.match(text[span.start : span.end]):
            return replace(span, reason="allowed")
        return span

    def within(self, text: str) -> list[Span]:
        """The spans to replace in a decoded text, without looking for encoded parts in it."""
        spans, refused = self._find([text])
        return [span for span in self._resolve(text, spans[0], refused[0]).spans if not span.reason]


_NOTHING = Resolution((), ())
_OF_A_PAIR = frozenset((Label.PASSWORD, Label.USERNAME))


def _checked(detector: str, texts: Sequence[str], found: list[list[Span]]) -> list[list[Span]]:
    """Return what a detector found, checked against its texts.

    Raises:
        DetectorError: the number of lists differs from that of texts.
        ValueError: a span lies outside its text.
    """
    if len(found) != len(texts):
        raise DetectorError(
            f"detector {detector!r} gave {len(found)} lists for {len(texts)} texts: expected one for each"
        )
    for text, spans in zip(texts, found, strict=True):
        for span in spans:
            if not 0 <= span.start < span.end <= len(text):
                raise ValueError(
                    f"detector {detector!r} gave a span from {span.start} to {span.end} of a text of {len(text)} characters"
                )
    return found
