"""Rules that are a table of forms: where a password may stand, for the scanner, and the expression of what stands there."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from pii.detectors.scan import Hit
from pii.labels import Label
from pii.placeholders import is_placeholder, looks_like_code
from pii.spans import Span

Forms = Mapping[str, tuple[str, re.Pattern[str]]]
"""By name: the scanner's pattern, and the regex that matches from its start on, with the value as group `password`."""

_REACH = 300
"""Characters behind a place up to the end of its value."""


def places(rule: str, forms: Forms) -> dict[str, str]:
    """The patterns of a rule of these forms."""
    return {f"{rule}.{name}": pattern for name, (pattern, _) in forms.items()}


def finder(rule: str, forms: Forms, keys: Collection[str] = ()) -> Callable[[str, Sequence[Hit]], Iterator[Span]]:
    """The `find` of a rule of these forms: the literals at the hits, which are passwords, and keys at the forms of `keys`."""
    regexes = {f"{rule}.{name}": regex for name, (_, regex) in forms.items()}
    labels = {f"{rule}.{name}": Label.KEY if name in keys else Label.PASSWORD for name in forms}

    def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
        for hit in hits:
            match = regexes[hit.pattern].match(text, hit.start, min(len(text), hit.end + _REACH))
            if match is not None and not (is_placeholder(match["password"]) or looks_like_code(match["password"])):
                yield Span(*match.span("password"), labels[hit.pattern], source=f"rules.{rule}")

    return find
