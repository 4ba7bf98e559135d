"""Places of accounts that a format fixes, as tables: the building blocks of pages on logs, listings and mark-up."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from pii import expressions as re
from pii.detectors.scan import Hit
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

A = r"(?P<account>[A-Za-z][\w.-]{0,38}\w)"
"""An account in an expression; its second and third are named `other` and `third`."""
OTHER = A.replace("account", "other")
THIRD = A.replace("account", "third")

_REACH = 200
"""Characters after a place within which its accounts stand."""
_WORDS = frozenset(
    """
    user users the for from by name account auth session to total size and date none unknown anonymous null nil undefined
    username login password false true yes no unset owner group host local remote default console vty uid
    """.split()
)
"""Words that stand in an account's place without being one."""


class Where(Enum):
    """Where the expression of a form is read."""

    HERE = "from the place on"
    LINE = "from the start of its line on"
    REST = "anywhere between the place and the end of its line"


@dataclass(frozen=True, slots=True)
class Form:
    """A place for the scanner, and the expression that reads the accounts there."""

    place: str
    reads: str
    where: Where = Where.HERE


def is_somebody(value: str) -> bool:
    """Whether what a format calls an account is a person's: neither a system's nor a word for none."""
    return value.lower().rstrip("0123456789") not in _WORDS and not is_system_account(value)


@dataclass(frozen=True, slots=True)
class AccountFinder:
    """The `find` of a rule of such forms, and its patterns."""

    rule: str
    forms: Mapping[str, Form]
    is_somebody: Callable[[str], bool] = is_somebody
    """Whether what stands there is an account of a person."""
    _reads: dict[str, tuple[re.Pattern[str], Where]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        reads = {
            f"{self.rule}.{name}": (re.compile(form.reads, re.ASCII), form.where) for name, form in self.forms.items()
        }
        object.__setattr__(self, "_reads", reads)

    @property
    def patterns(self) -> dict[str, str]:
        """The patterns of the rule."""
        return {f"{self.rule}.{name}": form.place for name, form in self.forms.items()}

    def __call__(self, text: str, hits: Sequence[Hit]) -> Iterator[Span]:
        for hit in hits:
            for match in self._matches(text, hit):
                for group in match.re.groupindex:
                    if match[group] and self.is_somebody(match[group]):
                        yield Span(*match.span(group), Label.USERNAME)

    def _matches(self, text: str, hit: Hit) -> Iterator[re.Match[str]]:
        expression, where = self._reads[hit.pattern]
        end = min(len(text), hit.end + _REACH)
        if where is Where.REST:
            yield from expression.finditer(text, hit.start, line_after(text, hit.start, _REACH))
            return
        start = hit.start
        if where is Where.LINE:
            start = line_before(text, hit.start)
            if start and text[start - 1] != "\n":
                return
        match = expression.match(text, start, end)
        if match is not None:
            yield match
