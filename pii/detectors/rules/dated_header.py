"""Whoever a dated line of a file's head names: `Created: 2024/11/15 17:14:57 by jroe`, `[jroe] 9/10/2004 Created`."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.account_setting import is_account
from pii.detectors.rules.base import Rule, line_before
from pii.detectors.rules.names import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.names import is_given_name
from pii.spans import Span

_SOURCE = "rules.dated_header"

_WHO = rf"(?:(?P<name>{NAME_IN_LINE})|(?P<account>[A-Za-z][\w.-]{{1,30}}))"
_DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
_DEED = r"(?:[Cc]reated|[Uu]pdated?|[Mm]odified|[Cc]hanged|[Ee]dited|[Aa]dded|[Ff]ixed|[Ss]aved|[Ii]nitial|[Ss]tarted)"
_MARK = r"(?:/?\*+|//+|#+|;+|'+|--+|%+|\(\*+|<!--)"
"""What a comment begins with."""

_FORMS: dict[str, tuple[str, re.Pattern[str], re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands before it on its line, what stands there
    "time": (
        r"\d\d:\d\d(?::\d\d)? by [A-Za-z]",
        re.compile(rf"{_DEED}[ \w]{{0,8}}:?[ \t]+{_DATE}[ \t]+$"),
        re.compile(rf"[\d:]+ by {_WHO}(?=[ \t]*(?:$|\r?\n|[ \t]{{2}}|\*/|[#*]))"),
    ),
    "history": (
        r"\w\][ \t]{1,8}\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[ \t]",
        re.compile(rf"^[ \t]*{_MARK}[ \t]*\[{_WHO}$"),
        re.compile(rf"\w\][ \t]+{_DATE}[ \t]+{_DEED}\b"),
    ),
    "weekday": (
        r"(?:Started on|Last update) {1,3}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d ",
        re.compile(rf"^[ \t]*{_MARK}[ \t]*$"),
        re.compile(
            rf"[A-Z][a-z]+ \w+ +\w{{3}} \w{{3}} [ \d]\d (?:\d{{4}} )?\d\d:\d\d:\d\d (?:\d{{4}} )?{_WHO}(?=[ \t]*(?:\r?\n|$))"
        ),
    ),
}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts and names at the hits."""
    for hit in hits:
        form = hit.pattern.partition(".")[2]
        _, before, there = _FORMS[form]
        split = hit.start + (form == "history")
        head = before.search(text[line_before(text, split) : split])
        match = there.match(text, hit.start, hit.end + 80)
        if head is None or match is None:
            continue
        yield from _who(head, line_before(text, split)) if form == "history" else _who(match, 0)


def _who(match: re.Match[str], shift: int) -> Iterator[Span]:
    group = "name" if match["name"] else "account"
    value, (start, end) = match[group], match.span(group)
    if group == "name" and is_person(value) or group == "account" and _is_account(value):
        label = Label.NAME if group == "name" or value.istitle() and is_given_name(value) else Label.USERNAME
        yield Span(start + shift, end + shift, label, source=_SOURCE)


def _is_account(value: str) -> bool:
    return is_account(value) or value.istitle() and is_account(value.lower()) and is_person(value)


RULE = Rule(
    "dated_header",
    {f"dated_header.{name}": place for name, (place, _, _) in _FORMS.items()},
    find,
    rank=4,
    hits=(
        "/*   Created: 2024/11/15 17:14:57 by «jroe»          #+#    #+#             */\n",
        "#    Updated: 2024/03/10 14:27:39 by «k-roe»             ###   ########.fr        #\n",
        "// Last modified: 2020-01-02 10:11 by «jroe»\n",
        "''' \t[«Jane»]\t2005-12-1\tCreated\n''' [«kroe»] 9/10/2004 Changed x\n''' [«Kim Roe»]  9/10/2004  Modified\n",
        "** Started on  Mon Jan  6 13:36:10 2014 «Jane Roe»\n** Last update Mon Jan  6 13:36:10 2014 «jroe»\n",
    ),
    misses=(
        "The train was created: 2024/11/15 17:14:57 by the system\n",
        "/*   Created: 2024/11/15 17:14:57 by root          */\n",
        "Seen: 2024/11/15 17:14:57 by jroe\n",
        "[main] 2005-12-1 Created\n# [jroe] 2005-12-1 12:00 started\n",
        "Started on  Mon Jan  6 13:36:10 2014 jroe\n",
    ),
)
