"""Accounts and passwords in Robot Framework's tests, whose cells two or more blanks, tabs or bars divide, so that single blanks
are part of a value: `${PASSWORD}    Ferry Slip 88`, `Input Password    id=pin    5520`, `Input Text    id=user    jroe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import may_be_password
from pii.detectors.scan import Hit
from pii.known.credential_names import names_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_before

_REACH = 240
"""Characters of a line."""

_GAP = r"(?:[ ]{2,}|[ ]*\t\s*|[ ]+\|[ ]+)"
_CELL = r"[^\s|](?:[^\s|]|[ ](?!\s|\|(?:\s|$))|\|(?=\S))*"
_END = r"(?=[ ]{2}|[ ]*\t|[ ]+\||[ ]*(?:\r?\n|$))"
_VARIABLE = re.compile(
    rf"[$&@]\{{(?P<name>[\w -]{{1,60}})\}}[ ]?=?{_GAP}(?P<set>Set[ ](?:\w+[ ])?Variable{_GAP})?(?P<value>{_CELL}){_END}"
)
_HOLDS = re.compile(rf"(?:\|[ ]+)?|[^\n]*\bSet[ ](?:Test|Suite|Global|Task|Local)[ ]Variable{_GAP}")
"""Before a variable that is given what follows; within a test it is given what a keyword returns."""
_KEYWORD = re.compile(
    rf"(?:Input|Fill|Type|Enter|Set|Clear And Input)[ ](?P<what>Password|Secret|Text|Username)(?:[ ][A-Za-z]+)?{_GAP}"
    rf"(?P<place>{_CELL}){_GAP}(?P<value>{_CELL}){_END}",
    re.IGNORECASE,
)
_ACCOUNTS = frozenset("username user login account".split())
_OF_PASSWORD = re.compile(r"(?i)passw|pwd|passphrase|(?<![a-z])(?:pass|pin)(?![a-z])")
_OF_ACCOUNT = re.compile(r"(?i)user[-_ ]?name|(?<![a-z])(?:user|login)(?![a-z])")
"""In the place of a field."""
_REFERS = re.compile(r"[$@&%]\{|^(?:css|id|xpath|name|link)[=:]|^//")
"""What stands for a variable or a place."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts and passwords in the cells at the hits."""
    for hit in hits:
        expression = _VARIABLE if hit.pattern == "robot_test.variable" else _KEYWORD
        match = expression.match(text, hit.start, hit.end + _REACH)
        if match is None or _REFERS.search(match["value"]):
            continue
        if (
            expression is _VARIABLE
            and not match["set"]
            and not _HOLDS.fullmatch(text, line_before(text, hit.start), hit.start)
        ):
            continue
        label = _named(match["name"]) if expression is _VARIABLE else _typed(match["what"].lower(), match["place"])
        if label and _CHECKS[label](match["value"]):
            yield Span(*match.span("value"), label)


def _named(name: str) -> Label | None:
    """What a variable of this name holds."""
    parts = words(name)
    if names_password(parts):
        return Label.PASSWORD
    return Label.USERNAME if parts[-1:] and parts[-1] in _ACCOUNTS or parts[-2:] == ["user", "name"] else None


def _typed(what: str, place: str) -> Label | None:
    """What a keyword types into the field at this place."""
    if what in ("password", "secret") or _OF_PASSWORD.search(place):
        return Label.PASSWORD
    return Label.USERNAME if what == "username" or _OF_ACCOUNT.search(place) else None


_CHECKS = {Label.PASSWORD: may_be_password, Label.USERNAME: is_account}

RULE = Rule(
    "robot_test",
    {
        "robot_test.variable": r"(?i)\$\{[\w -]{0,30}(?:pass|pwd|user|login|account)[\w -]{0,20}\} ?=?(?:  |\t| \|)",
        "robot_test.keyword": (
            r"(?i)\b(?:input|fill|type|enter|set|clear and input) (?:password|secret|text|username)(?: [a-z]{2,12})?(?:  |\t| \|)"
        ),
    },
    find,
    rank=4,
    hits=(
        "*** Variables ***\n${USER}           «jroe»\n${PASSWORD}       «Lark Mist 88»\n${DB_PASSWORD} =    «larkmist»   # x\n",
        "    Input Password    id=pin-repeat    «5520»\n    Input Text    id=username    «jroe»\n"
        "    Input Text    id=password    «lark|mist»\n",
        "| Input Password | id=p | «lark mist» |\n| ${LOGIN PASSWORD} | «larkmist» |\n",
        "    Fill Text    css=#user    «jroe»    delay=0\n    Fill Secret    css=#x    «larkmist»\n"
        "    Set Suite Variable    ${PASSWORD}    «lark mist»\n    ${pwd}=\tSet Variable\t«larkmist»\n",
    ),
    misses=(
        "    Input Password    id=login-password    ${PASSWORD}\n    Fill Secret    css=#x    $password\n"
        "    Input Password    id=pin\n    ${password}=    Generate Random String    8\n"
        "    Should Be Equal    ${password}    x9y\n",
        "${PASSWORD} Lark Mist 88\n${PASSWORD_FIELD}    id=password\n${USER}    Get User    x\n${password}    ${EMPTY}\n",
        "    Input Text    id=city    jroe\n    Input text for the user    now\n    Input Text    id=username    ${USER}\n",
    ),
)
