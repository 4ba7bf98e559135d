"""Rules that are a table of forms: where a password may stand, for the scanner, and the expression of what stands there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pii import expressions as re
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


@dataclass(frozen=True, slots=True)
class Finder:
    """The `find` of a rule of these forms: the literals at the hits are passwords, and keys at the forms of `keys`."""

    rule: str
    forms: Forms
    keys: tuple[str, ...] = ()

    def __call__(self, text: str, hits: Sequence[Hit]) -> Iterator[Span]:
        for hit in hits:
            form = hit.pattern.removeprefix(f"{self.rule}.")
            match = self.forms[form][1].match(text, hit.start, hit.end + _REACH)
            if match is not None and is_literal(match["password"]):
                label = Label.KEY if form in self.keys else Label.PASSWORD
                yield Span(*match.span("password"), label, source=f"rules.{self.rule}")


_JOINED = re.compile(r"^[\"'] ?[+.&] | [+.&] ?[\"']$")
"""What stands between two literals that are put together."""


def is_literal(value: str) -> bool:
    """Whether the value is no placeholder and no code, such as what stands between two literals."""
    return value != "Password" and not (
        is_placeholder(value)
        or looks_like_code(value)
        or _JOINED.search(value)
        or value[0].isspace()
        and value[-1].isspace()
    )
