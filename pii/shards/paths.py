"""Where rows hold text: names of columns, paths into nested values, and presets.

content                      the column or field of this name
messages[*].content          of each element of a list
meta.author, tags['a.b']     of an object, a struct or a map
messages.**                  every string at any depth
@traces                      every string of chats and agents' traces, but not what identifies a row or a call
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from pii import expressions as re
from pii.errors import ConfigError


class Wildcard(Enum):
    """A step other than a name."""

    EACH = "[*]"
    DEEP = "**"


Step = str | Wildcard

_STEP = re.compile(r"\[\*\]|\.?\*\*$|\[(?:'([^']*)'|\"([^\"]*)\")\]|\.?([^.\[\]*'\"]+)")

# Keys of identifiers and kinds: changing their values would break references from elsewhere.
_IDENTIFIER_KEY = re.compile(
    r"(?:.*_)?(?:id|ids|uuid|guid|hash|sha|sha1|sha256|md5|digest|checksum|signature|commit|etag|role|type|kind|model|object"
    r"|timestamp|created|created_at|updated_at|finish_reason|stop_reason|encoding|mime_type|media_type|version)|.*[a-z](?:Id|Ids|Uuid|Hash)",
)
_PERSONS_KEY = re.compile(r"user|author|owner|login|account|e?mail|person|member", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[\w.:/+=-]*")


@dataclass(frozen=True, slots=True)
class FieldPath:
    """A path, step by step from the row."""

    steps: tuple[Step, ...]
    spares_identifiers: bool = False
    """Whether identifiers below `**` are spared: values of `id`, `sha`, `role` and the like that look like one."""

    @property
    def plain(self) -> bool:
        """Whether the path is just the name of a column."""
        return len(self.steps) == 1 and isinstance(self.steps[0], str)

    def __str__(self) -> str:
        """The path as a user writes it."""
        return "".join(
            f"{'.' if at and step is not Wildcard.EACH else ''}{_shown(step)}" for at, step in enumerate(self.steps)
        )

    def below(self, key: str | int) -> "FieldPath | None":
        """The rest of the path below a key or an index; None if it does not lead there."""
        step = self.steps[0] if self.steps else None
        if step is Wildcard.DEEP:
            return self
        if step is Wildcard.EACH if isinstance(key, int) else step == key:
            return FieldPath(self.steps[1:], self.spares_identifiers)
        return None

    @property
    def ends(self) -> bool:
        """Whether the path ends here, at a text."""
        return not self.steps or self.deep

    @property
    def deep(self) -> bool:
        """Whether every string from here on is a text."""
        return bool(self.steps) and self.steps[0] is Wildcard.DEEP

    def spares(self, key: str, value: str) -> bool:
        """Whether the string at this key is an identifier to spare."""
        return (
            self.spares_identifiers
            and _IDENTIFIER_KEY.fullmatch(key) is not None
            and _PERSONS_KEY.search(key) is None
            and _IDENTIFIER.fullmatch(value) is not None
        )


PRESETS: dict[str, tuple[FieldPath, ...]] = {
    "@traces": (FieldPath((Wildcard.DEEP,), spares_identifiers=True),),
}


@cache
def parse_fields(given: Sequence[str]) -> tuple[FieldPath, ...]:
    """Parse text fields, presets included.

    Raises:
        ConfigError: there are none, or one cannot be parsed.
    """
    if isinstance(given, str):
        raise ConfigError(f"text fields are a list of names, not the one string {given!r}")
    if not given:
        raise ConfigError("no text field is named; choose with --text-field")
    return tuple(path for text in given for path in (PRESETS[text] if text in PRESETS else (_parse(text),)))


def _parse(text: str) -> FieldPath:
    if text.startswith("@"):
        raise ConfigError(f"there is no preset {text!r}; there are: {', '.join(PRESETS)}")
    steps = list(_steps(text))
    if not steps or steps[0] is Wildcard.EACH:
        raise ConfigError(f"text field {text!r} does not begin with the name of a column")
    return FieldPath(tuple(steps))


def _steps(text: str) -> Iterator[Step]:
    position = 0
    while position < len(text):
        match = _STEP.match(text, position)
        # Names are separated by dots; brackets need none.
        bracket = match is not None and match[0].startswith("[")
        if match is None or (not bracket and (position > 0) != match[0].startswith(".")):
            raise ConfigError(
                f"text field {text!r} cannot be read at character {position}; a path is like messages[*].content, "
                "meta.author, tags['a.b'] or messages.**"
            )
        quoted = match[1] if match[1] is not None else match[2]
        if match[0] == "[*]":
            yield Wildcard.EACH
        elif match[0].endswith("**"):
            yield Wildcard.DEEP
        else:
            yield match[3] if quoted is None else quoted
        position = match.end()


def _shown(step: Step) -> str:
    return step.value if isinstance(step, Wildcard) else step
