"""Lists of persons, one to a line, and nothing else in them: three lines or more, some with a common given name."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule
from pii.detectors.rules.names import NAME_IN_LINE, is_person, starts_with_given_name
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.contributor_list"
_REACH = 600
"""Characters from the start of a text in which its first line may be one of a list."""

_BULLET = re.compile(rf"[ \t]*[*-][ \t]+(?:(?P<name>{NAME_IN_LINE})[.,;]?[ \t]*(?=\r?\n|$)|[^\n]*)(?:\r?\n|$)")
_PREVIOUS_BULLET = re.compile(r"\n {0,4}[*-] [A-Z][^\n]*$")
_FIRST_BULLET = re.compile(r"[ \t]*[*-][ \t][^\n]*$")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    bullets = _Bullets(text)
    for hit in hits:
        if hit.start < done:
            continue
        for start, end in bullets.names(hit):
            done = max(done, end)
            yield Span(start, end, Label.NAME, source=_SOURCE)


class _Bullets:
    """Lists with one name to a line: three lines or more, nothing else on them, some with a common given name.

    A list that turned out to be none from one of its lines may be one from a later line, so what was read is kept: how many
    lines, persons and common given names there are before each line.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._before: dict[int, tuple[int, int, int]] = {}
        self._places: list[tuple[int, int]] = []
        self._all = (0, 0, 0)

    def names(self, hit: Hit) -> Iterator[tuple[int, int]]:
        if _PREVIOUS_BULLET.search(self._text, max(0, hit.start - 200), hit.start):
            return  # amid a list that was seen from its start
        first = hit.start < _REACH and _FIRST_BULLET.match(self._text, 0, hit.start)
        position = 0 if first else hit.start + 1
        if position not in self._before:
            self._read(position)
        lines, persons, known = (
            end - start for start, end in zip(self._before.get(position, self._all), self._all, strict=True)
        )
        if persons > 2 and 2 * persons > lines and 4 * known >= persons:
            yield from self._places[len(self._places) - persons :]

    def _read(self, position: int) -> None:
        """Read the list that begins there, to its end."""
        self._before, self._places = {}, []
        lines = known = 0
        while position < len(self._text) and (line := _BULLET.match(self._text, position)) is not None:
            self._before[position] = (lines, len(self._places), known)
            if line["name"] and is_person(line["name"]):
                self._places.append(line.span("name"))
                known += starts_with_given_name(line["name"])
            lines += 1
            position = line.end()
        self._all = (lines, len(self._places), known)


RULE = Rule(
    "contributor_list",
    {
        "contributor_list.bullet": r"\n[*-] [A-Z]",
        "contributor_list.bullet_1": r"\n[ \t][*-] [A-Z]",
        "contributor_list.bullet_2": r"\n[ \t]{2}[*-] [A-Z]",
        "contributor_list.bullet_4": r"\n {4}[*-] [A-Z]|\n\t{4}[*-] [A-Z]",
    },
    find,
    rank=4,
    proves=False,
    hits=("* «Richard Roe»\n* «Simone Doe»\n* «Stephan Poe»",),
    misses=("* Added Feature\n* Fixed Bug\n* New Release",),
)
