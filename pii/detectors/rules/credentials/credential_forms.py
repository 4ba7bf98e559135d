"""Rules that are a table of forms: where a credential may stand, for the scanner, and the expression of what stands there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import is_somebody
from pii.detectors.scan import Hit
from pii.known.placeholders import is_placeholder, is_placeholder_alone, looks_like_code, names_what_belongs_there
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

Forms = Mapping[str, tuple[str, re.Pattern[str]]]
"""By name: the scanner's pattern, and the regex that matches from its start on, with what stands there as groups `account`,
`password` or `key`, numbered where there are several."""

Around = Mapping[str, re.Pattern[str]]
"""By name of a form: what must stand near it, since its words mean something else elsewhere."""

_REACH = 300
"""Characters behind a place up to the end of its value."""
_SIGHT = 1_500
"""Characters around in which the rest of the file says what it is."""


def places(rule: str, forms: Forms) -> dict[str, str]:
    """The patterns of a rule of these forms."""
    return {f"{rule}.{name}": pattern for name, (pattern, _) in forms.items()}


@dataclass(frozen=True, slots=True)
class Finder:
    """The `find` of a rule of these forms: persons' accounts, and the literals that are passwords or keys.

    What the group `password` holds is a key at the forms of `keys`.
    """

    rule: str
    forms: Forms
    keys: tuple[str, ...] = ()
    around: Around = field(default_factory=dict[str, re.Pattern[str]])
    lines: frozenset[str] = frozenset()
    """Forms whose expression is read from the start of the line: what begins there with any word has no literal to scan for."""
    literal: frozenset[str] = frozenset()
    """Forms in which nothing but a literal stands, whatever code it looks like."""

    def __call__(self, text: str, hits: Sequence[Hit]) -> Iterator[Span]:
        for hit in hits:
            form = hit.pattern.removeprefix(f"{self.rule}.")
            start = line_before(text, hit.start, _REACH) if form in self.lines else hit.start
            match = self.forms[form][1].match(text, start, hit.end + _REACH)
            if match is None or not self._fits(text, form, match):
                continue
            for group, value in match.groupdict().items():
                label = _LABELS.get(group.rstrip("0123456789"))
                if label is None or not value:
                    continue
                if not (_is_key if form in self.literal else _CHECKS[label])(value):
                    continue
                if form in self.keys and label is Label.PASSWORD:
                    label = Label.KEY
                yield Span(*match.span(group), label)

    def _fits(self, text: str, form: str, match: re.Match[str]) -> bool:
        around = self.around.get(form)
        return around is None or around.search(text, max(0, match.start() - _SIGHT), match.end() + _SIGHT) is not None


_LABELS = {"account": Label.USERNAME, "password": Label.PASSWORD, "key": Label.KEY}
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


def _is_key(value: str) -> bool:
    """Whether the value is no placeholder, as a whole: a machine may put together what looks like code or a template."""
    return not (is_placeholder_alone(value) or names_what_belongs_there(value))


_CHECKS = {Label.USERNAME: is_somebody, Label.PASSWORD: is_literal, Label.KEY: _is_key}
