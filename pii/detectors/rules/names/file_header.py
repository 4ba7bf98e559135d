"""Who the head of a file says made or changed it: `// Created by jroe on 4/5/24.`, ` * User: jroe` above a date,
`Created: 2024/11/15 17:14:57 by jroe`, `[jroe] 9/10/2004 Created`, `--changeset jroe:1`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.names import is_given_name
from pii.organisations import names_organisation
from pii.placeholders import is_placeholder
from pii.spans import Span
from pii.surroundings import REACH, line_above, line_before

_SOURCE = "rules.file_header"

_REACH = 100
"""Characters from a place to the end of what it names."""

_WORD = r"[^\W\d_][\w.-]{1,30}"
_CREATED = re.compile(
    rf"\w+ by:? (?:(?P<name>{NAME_IN_LINE})|(?P<account>{_WORD})),? (?:on|at)[: ] ?"
    r"(?=\d{1,4}[./-]\d|\d{1,2} [A-Z]|[A-Z][a-z]{2,8} \d)"
)
_LINE = re.compile(r"[ \t]*(?://+|/?\*+|#+|;+|--+|%+|\(\*|REM|<!--)?[ \t]*")
"""What stands before on the line: marks of a comment, no sentence."""
_USER = re.compile(r"User: (?P<account>[A-Za-z][\w.-]{1,30})[ \t]*\r?\n", re.ASCII)
_HEADER = re.compile(
    r"[ \t]*(?:\*|//|#|;|--|%|\()+[ \t]*(?:User|Date|Time|Copyright|Author|File|Created|Project|License|Version|To change)\b"
)
"""A line of the comment that editors and themes put first."""
_CHANGE_SET = re.compile(r"--[ \t]*changeset (?P<account>[A-Za-z][\w.-]{1,30}):\S", re.ASCII)
_WHO = rf"(?:(?P<name>{NAME_IN_LINE})|(?P<account>[A-Za-z][\w.-]{{1,30}}))"
_DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
_DEED = r"(?:[Cc]reated|[Uu]pdated?|[Mm]odified|[Cc]hanged|[Ee]dited|[Aa]dded|[Ff]ixed|[Ss]aved|[Ii]nitial|[Ss]tarted)"
_MARK = r"[ \t]*(?:/?\*+|//+|#+|;+|'+|--+|%+|\(\*+|<!--)[ \t]*"
_TIME = re.compile(rf"[\d:]+ by {_WHO}(?=[ \t]*(?:$|\r?\n|[ \t]{{2}}|\*/|[#*]))")
_BEFORE_TIME = re.compile(rf"{_DEED}[ \w]{{0,8}}:?[ \t]+{_DATE}[ \t]+$")
_HISTORY = re.compile(rf"{_MARK}\[{_WHO}\][ \t]+{_DATE}[ \t]+{_DEED}\b")
_STAMP = re.compile(rf"[Tt]ime-stamp: {{1,3}}[<\"](?:{_DATE}[ T][\d:]+ )?{_WHO}(?: {_DATE}[ T][\d:]+)?[>\"]")
"""What Emacs keeps up to date."""
_WEEKDAY = re.compile(
    rf"{_MARK}[A-Z][a-z]+ \w+ {{1,3}}\w{{3}} \w{{3}} [ \d]\d (?:\d{{4}} )?\d\d:\d\d:\d\d (?:\d{{4}} )?{_WHO}(?=[ \t]*(?:\r?\n|$))"
)
_WORDS = frozenset(
    """
    default design hand me us you the it them him her unknown anonymous none null auto system admin user name author script tool
    generator template codegen client server api cron team everyone somebody date time
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names and accounts at the hits."""
    for hit in hits:
        match = _FINDERS[hit.pattern](text, hit)
        if match is None:
            continue
        name = match.groupdict().get("name")
        if name is not None:
            if is_person(name) and not names_organisation(name):
                yield Span(*match.span("name"), Label.NAME, source=_SOURCE)
        elif _is_account(match["account"]):
            # Editors write the account that somebody is logged in with.
            account = match["account"]
            named = not account.islower() and is_given_name(account) or account.lower() == account.upper()
            label = Label.NAME if named else Label.USERNAME
            yield Span(*match.span("account"), label, source=_SOURCE)


def _created(text: str, hit: Hit) -> re.Match[str] | None:
    if _LINE.fullmatch(text, line_before(text, hit.start), hit.start) is None:
        return None
    return _CREATED.match(text, hit.start, hit.end + _REACH)


def _user(text: str, hit: Hit) -> re.Match[str] | None:
    """` * User: jroe`, among other lines of the head of a file."""
    match = _USER.match(text, hit.end - len("User: x"), hit.end + REACH)
    if match is None:
        return None
    start = line_before(text, hit.start)
    around = _HEADER.match(text, match.end()) or _HEADER.match(text, line_above(text, start), start)
    return match if around else None


def _time(text: str, hit: Hit) -> re.Match[str] | None:
    before = _BEFORE_TIME.search(text[line_before(text, hit.start) : hit.start])
    return _TIME.match(text, hit.start, hit.end + _REACH) if before else None


def _history(text: str, hit: Hit) -> re.Match[str] | None:
    return _HISTORY.match(text, line_before(text, hit.start), hit.end + _REACH)


def _weekday(text: str, hit: Hit) -> re.Match[str] | None:
    return _WEEKDAY.match(text, line_before(text, hit.start), hit.end + _REACH)


def _stamp(text: str, hit: Hit) -> re.Match[str] | None:
    return _STAMP.match(text, hit.start, hit.end + _REACH)


def _change_set(text: str, hit: Hit) -> re.Match[str] | None:
    return _CHANGE_SET.match(text, hit.start, hit.end + REACH)


_FINDERS = {
    "file_header.created": _created,
    "file_header.user": _user,
    "file_header.change_set": _change_set,
    "file_header.time": _time,
    "file_header.history": _history,
    "file_header.weekday": _weekday,
    "file_header.stamp": _stamp,
}


def _is_account(value: str) -> bool:
    if value.lower() in _WORDS or is_placeholder(value) or names_organisation(value) or value.endswith((".", "-", "_")):
        return False
    return is_persons_account(value, owner=True)


RULE = Rule(
    "file_header",
    {
        "file_header.created": r"(?:[Cc]reated|[Mm]odified|[Cc]hanged|[Uu]pdated|[Gg]enerated) by:? [A-Za-z\xc3-\xed]",
        "file_header.user": r"[*/#;%-][ \t]{1,3}User: [A-Za-z]",
        "file_header.change_set": r"--[ \t]?changeset [A-Za-z]",
        "file_header.time": r"\d\d:\d\d(?::\d\d)? by [A-Za-z]",
        "file_header.history": r"\w\][ \t]{1,8}\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[ \t]",
        "file_header.stamp": r"[Tt]ime-stamp: {1,3}[<\"]",
        "file_header.weekday": r"(?:Started on|ast update) ",
    },
    find,
    rank=4,
    hits=(
        "//  Created by «山田太郎» on 2022/07/23.\n",
        "//  Created by «jroe» on 28.05.18.\n",
        "//  Created by «shaun» on 4/5/24.\n * Created by «Roejay» on 2015/6/12.\n",
        "//  Created by «Jane Roe» on 12 May 2019.\n//  Created by «王小明» on 2022/07/31.\n",
        " * Created by an editor.\n * User: «jroe»\n * Date: 1/2/15\n",
        " * Theme\n * User: «Qroe»\n * Copyright: Jane Roe\n",
        "--changeset «jroe»:1\n",
        ";; Time-stamp: <2007-07-12 20:45:38 «jroe»>\n# Time-stamp: <«Jane Roe» 2007-07-12 20:45:38>\n",
        "/*   Created: 2024/11/15 17:14:57 by «jroe»          #+#    #+#             */\n",
        "#    Updated: 2024/03/10 14:27:39 by «k-roe»             ###   ########.fr        #\n",
        "// Last modified: 2020-01-02 10:11 by «jroe»\n",
        "''' \t[«Jane»]\t2005-12-1\tCreated\n''' [«kroe»] 9/10/2004 Changed x\n''' [«Kim Roe»]  9/10/2004  Modified\n",
        "** Started on  Mon Jan  6 13:36:10 2014 «Jane Roe»\n** Last update Mon Jan  6 13:36:10 2014 «jroe»\n",
        " * Date: 1/2/15\n * User: «jroe»\n",
        "//  Created by «jane» on 4/5/24.\n//  Created by «Jane» on 4/5/24\n",
        "// Created by «jane» on 4/5/24.\n// Created by «Jane» on 4/5/24\n",
        "/*\n * User: «jroe»\n * Date: x\n",
        "// Created by «" + "jroex" * 6 + "j» on 4/5/24\n--changeset «" + "jroex" * 6 + "j»:1\n",
        " * User: «" + "jroex" * 6 + "j»\n * Date: x\n",
        "/* Updated: 2024/11/15 17:14:57 by «" + "jroex" * 6 + "j»\n",
        "// Created by «jroe» on September 1\n// Created by «kroe» on 2019-1\n",
        "# Created aaaaaaa: 2024/11/15 17:14:57 by «jroe»\n",
        "# Time-stamp:   <«jroe»>\n# [«kroe»]        2005-12-1 Created\n",
        " *   User: «jroe»\n * Date: x\n",
        "** Last update   Mon Jan  6 13:36:10 2014 «jroe»\n",
    ),
    misses=(
        " * User: jroe\n",
        "// Created by default on 4/5/24\n",
        "// Created by Widget Software on 4/5/24\n",
        "The file was created by jroe on 4/5/24.",
        "# Created by jroe on every start\n",
        "--changeset admin:1\n",
        "The train was created: 2024/11/15 17:14:57 by the system\n",
        "/*   Created: 2024/11/15 17:14:57 by root          */\n",
        "Seen: 2024/11/15 17:14:57 by jroe\n",
        "[main] 2005-12-1 Created\n# [jroe] 2005-12-1 12:00 started\n",
        "Started on  Mon Jan  6 13:36:10 2014 jroe\n",
        "// Created by username on 4/5/24\n",
        "// Created by Jane Foundation on 4/5/24\n",
        "// Created by widget-labs on 4/5/24\n// Created by jroe- on 4/5/24\n// Created by your_name on 4/5/24\n",
        " * User: jroe\n\n * Date: 1/2/15\n",
        "// Created by Jane Foundation on 4/5/24\n// Created by widget-labs on 4/5/24\n",
        "x\n * User: jroe\n\n * Date: 1/2/15\n",
        "// Created by Jane Admin on 4/5/24\n// Created by Visual Studio on 4/5/24\n// Created by roelabs on 4/5/24\n",
        "// Created by " + "jroex" * 6 + "jr on 4/5/24\n--changeset " + "jroex" * 6 + "jr:1\n",
        " * User: " + "jroex" * 6 + "jr\n * Date: x\n",
        "/* Updated: 2024/11/15 17:14:57 by " + "jroex" * 6 + "jr\n",
        "// Created by jroe on Septembers 1\n// Created by jroe on 20190-1\n// Created by jroe on 123 May\n",
        "# Created aaaaaaaa: 2024/11/15 17:14:57 by jroe\n",
        "# Time-stamp:    <jroe>\n# [kroe]         2005-12-1 Created\n",
        " *    User: jroe\n * Date: x\n",
        "** Last update    Mon Jan  6 13:36:10 2014 jroe\n",
    ),
)
