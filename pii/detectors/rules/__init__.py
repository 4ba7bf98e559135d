"""Rules: what a pattern and a validator can decide without a model."""

import importlib
import pkgutil
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from operator import attrgetter, itemgetter
from types import ModuleType
from typing import Any

from pii.detectors.base import Places
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import looks_generated
from pii.detectors.scan import Engine, Hit, Scanner
from pii.errors import ConfigError
from pii.labels import CREDENTIALS, Label
from pii.spans import ASKED, PROPOSED, PROVED, Span, is_proved, rescored
from pii.text.hidden import TRIGGERS


def _modules() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        yield importlib.import_module(module.name)


RULES: tuple[Rule, ...] = tuple(
    sorted((module.RULE for module in _modules() if hasattr(module, "RULE")), key=lambda rule: (rule.rank, rule.name))
)
"""All rules: every module below this package that defines `RULE`, those that are served first in front."""

_BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}


class RuleDetector:
    """Applies rules to texts: one scan for all of them, then each rule's validator on its hits.

    Args:
        rules: rules, or names of rules of `RULES`; all by default.
        engine: see `pii.detectors.scan.Engine`; never changes what is found.

    Raises:
        ConfigError: a name is not one of a rule, or two rules use one pattern name for different patterns.
    """

    name = "rules"

    def __init__(self, rules: Sequence[Rule | str] | None = None, engine: Engine | str = Engine.AUTO) -> None:
        self.rules: tuple[Rule, ...] = tuple(map(_rule, RULES if rules is None else rules))
        self.labels: tuple[str, ...] = (*Label, *sorted({label for rule in self.rules for label in rule.labels}))
        patterns: dict[str, str] = {}
        for rule in self.rules:
            for place, pattern in rule.patterns.items():
                if patterns.setdefault(place, pattern) != pattern:
                    raise ConfigError(
                        f"rule {rule.name!r} uses the pattern name {place!r} for another pattern: rename it"
                    )
        self.scanner = Scanner({**patterns, **TRIGGERS}, engine)
        self._rules_of = {
            asking: {
                place: [
                    number
                    for number, rule in enumerate(self.rules)
                    if place in rule.patterns and (asking or not rule.asks)
                ]
                for place in self.scanner.patterns
            }
            for asking in (False, True)
        }

    def scan_places(self, texts: Sequence[str]) -> list[Places]:
        """The hits of the one scan in each text, those of `pii.text.hidden.TRIGGERS` among them."""
        return list(self.scanner.scan_batch(texts))

    def detect(self, texts: Sequence[str], places: Sequence[Places] | None = None) -> list[list[Span]]:
        """The spans of each text, in characters, sorted by start; spans of different rules may overlap.

        Args:
            texts: in any number.
            places: what `scan_places` gave for them, if they were scanned before.
        """
        return self._find(texts, places, asking=False)

    def propose(self, texts: Sequence[str], places: Sequence[Places] | None = None) -> list[list[Span]]:
        """The same, and where no rule finds anything what rules that only ask would have judged."""
        return self._find(texts, places, asking=True)

    def _find(self, texts: Sequence[str], places: Sequence[Places] | None, asking: bool) -> list[list[Span]]:
        found = self.scanner.scan_batch(texts) if places is None else places
        return [self._spans(text, hits, asking) if hits else [] for text, hits in zip(texts, found, strict=True)]

    def _spans(self, text: str, places: Places, asking: bool) -> list[Span]:
        rules_of = self._rules_of[asking]
        parts: defaultdict[int, list[list[Hit]]] = defaultdict(list)
        for place, hits in places.items():
            for number in rules_of[place]:
                parts[number].append(hits)
        spans: list[Span] = []
        for number, mine in sorted(parts.items()):
            hits = mine[0] if len(mine) == 1 else sorted(chain.from_iterable(mine), key=_START)
            rule = self.rules[number]
            found = rule.spans(text, hits)
            if rule.asks:
                found = [rescored(span, ASKED) for span in _beside(found, spans)]
            elif not rule.proves:
                found = (span if _proves_itself(text, span) else rescored(span, PROPOSED) for span in found)
            spans += found
        proved = {(span.start, span.end, span.label) for span in spans if is_proved(span)}
        if 0 < len(proved) < len(spans):  # what one rule proves need not be judged because another proposes it
            spans = [
                span if is_proved(span) or (span.start, span.end, span.label) not in proved else rescored(span, PROVED)
                for span in spans
            ]
        by_place: dict[tuple[Any, ...], Span] = {}
        for span in spans:  # a rule may find one twice, and of two that find a name the first is served
            start, end, label, score, source = _PLACE(span)
            by_place.setdefault((start, end, label, score, "" if label is Label.NAME else source), span)
        return [by_place[place] for place in sorted(by_place)]

    def describe(self) -> Mapping[str, object]:
        """The names of the rules; the engine is left out, since it does not change the result."""
        return {"rules": [rule.name for rule in self.rules]}


def _proves_itself(text: str, span: Span) -> bool:
    return span.label in CREDENTIALS and looks_generated(text[span.start : span.end], span.label)


def _beside(found: Iterable[Span], known: Iterable[Span]) -> list[Span]:
    """The spans found that overlap none of those known."""
    asked = list(found)
    if not asked:
        return asked
    taken = sorted((span.start, span.end) for span in known)
    reached = list(accumulate((end for _, end in taken), max, initial=0))
    # The last that starts before a span's end, and all before it, must end before its start.
    return [span for span in asked if reached[bisect_left(taken, (span.end,))] <= span.start]


_START = itemgetter(Hit._fields.index("start"))
_PLACE = attrgetter("start", "end", "label", "score", "source")
"""What tells spans apart and puts them in order; their own hash and comparison are calls of Python's."""


def _rule(rule: Rule | str) -> Rule:
    if isinstance(rule, Rule):
        return rule
    if rule not in _BY_NAME:
        raise ConfigError(f"no rule is named {rule!r}: expected some of {', '.join(_BY_NAME)}")
    return _BY_NAME[rule]


__all__ = ["RULES", "Rule", "RuleDetector"]
