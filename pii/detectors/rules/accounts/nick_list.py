"""Lists of people who go by a nick, with their name behind it where it is known: `* jroe (Jane Roe)`, `* kroe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, WORD, is_person
from pii.detectors.rules.names.person_values import holds_common_name
from pii.detectors.scan import Hit
from pii.known.organisations import is_organisation_account, names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_above, line_before

_LINE = re.compile(
    rf"(?P<bullet>[ \t]{{0,8}}[*+-][ \t]+)?@?(?P<nick>[A-Za-z0-9][\w.-]{{1,38}})"
    rf"(?:[ \t\u00a0]+\((?:(?P<name>{NAME_IN_LINE}|{WORD})|[^()\n]{{1,60}})\))?[ \t]*(?:\r?\n|$)"
)
_LONGEST = 120
"""Characters of a line."""
_FURTHEST_BACK = 50
"""Lines before the first hit in which its list may begin."""
_FEWEST = 3
"""Lines with a name that make a list."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the nicks and names of the lists at the hits."""
    done = 0
    for hit in hits:
        if hit.end <= done:
            continue
        lines = list(_lines(text, _start(text, line_before(text, hit.end), done)))
        done = lines[-1].end() if lines else hit.end
        named = [line for line in lines if line["name"] and is_person(line["name"])]
        if len(named) < _FEWEST or 3 * len(named) < len(lines):
            continue
        if 3 * sum(holds_common_name(line["name"]) for line in named) < len(named):
            continue
        if not all(bool(line["bullet"]) == bool(lines[0]["bullet"]) for line in lines):
            continue
        for line in lines:
            if line["name"] and names_organisation(line["name"]):
                continue
            if is_account(line["nick"]) and not is_organisation_account(line["nick"]):
                yield Span(*line.span("nick"), Label.USERNAME)
            if line in named:
                yield Span(*line.span("name"), Label.NAME)


def _start(text: str, start: int, floor: int) -> int:
    """Where the list of the line that begins at `start` begins."""
    for _ in range(_FURTHEST_BACK):
        above = line_above(text, start, _LONGEST)
        if start <= floor or above < floor or above == start or _line(text, above) is None:
            return start
        start = above
    return start


def _lines(text: str, start: int) -> Iterator[re.Match[str]]:
    while start < len(text) and (line := _line(text, start)) is not None:
        yield line
        start = line.end()


def _line(text: str, start: int) -> re.Match[str] | None:
    return _LINE.match(text, start, start + _LONGEST)


RULE = Rule(
    "nick_list",
    {"nick_list.named": r"\n[ \t]{0,8}(?:[*+-][ \t]{1,3})?@?[A-Za-z0-9][\w.-]{1,38} {1,3}\([A-Z\xc3-\xd0]"},
    find,
    rank=4,
    hits=(
        "Contributors\n\n* «jroe7» («Jane Roe»)\n* «moss»\n* «kroe» («Adam Low»)\n* «lroe» («Simone Doe»)\n",
        "x\n«jroe7» («Jane Roe»)\n«kroe» («Adam Low»)\n«lroe» («Simone Doe»)\n«mroe» (x, y)\n",
        "\n- @«jroe7» («Jane»)\n- @«kroe» («Adam»)\n- @«lroe» («Simone»)",
    ),
    misses=(
        "\n* git (Version Control)\n* make (Build Tool)\n* vim (Text Editor)\n",
        "\n* jroe7 (Jane Roe)\n* kroe (Adam Low)\n",
        "\n* jroe7 (Jane Roe)\n* a b\n* kroe (Adam Low)\n* lroe (Simone Doe)\n",
        "\n* jroe7 (Jane Roe)\n* kroe (Adam Low)\n* lroe (Simone Doe)\n* aa\n* bb\n* cc\n* dd\n* ee\n* ff\n* gg\n* hh\n",
        "\n* jroe7 (Jane Roe)\n* kroe (Adam Low)\n- lroe (Simone Doe)\nx7 (Jane Roe)\n",
    ),
)
