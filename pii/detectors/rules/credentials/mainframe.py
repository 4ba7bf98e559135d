"""Logins on mainframes: the JOB statement of JCL (`//PAY JOB (4410),'J. ROE',USER=JROE,PASSWORD=V`, z/OS MVS JCL Reference) and
literals that COBOL moves to or declares for a password (`MOVE 'V' TO WS-PASSWORD`)."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, may_be_password
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.known.names import is_family_name
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_before

_REACH = 400
"""Characters of a statement."""

_STATEMENT = re.compile(r"//(?:[^\n]*,\r?\n//[ \t])*+[^\n]*")
"""It goes on where a line ends in a comma and the next one leaves the name out."""
_PROGRAMMER = re.compile(r"[ ,]'(?P<name>(?:(?P<initial>[A-Z]\.) ?|[A-Z]{1,12} )(?P<family>[A-Z][A-Z'-]{2,17}))',")
_USER = re.compile(r",\s*(?://\s+)?USER=(?P<account>[A-Z@#$][A-Z0-9@#$]{1,7})(?=[,\s]|$)")
_PASSWORD = re.compile(
    r",\s*(?://\s+)?PASSWORD=(?:\((?P<old>[A-Z0-9@#$]{3,8}),(?P<new>[A-Z0-9@#$]{3,8})\)|(?P<password>[A-Z0-9@#$]{3,8})(?=[,\s]|$))"
)
_IBMS = frozenset(("IBMUSER", "START1", "STCUSER"))
"""Users that every system has."""

_DATA = r"(?P<name>[A-Z][A-Z0-9-]{1,29})"
_LITERAL = r"(?P<quote>[\"'])(?P<value>[^\"'\n]{3,30})(?P=quote)"
_COBOL = {
    "mainframe.moved": re.compile(rf"MOVE\s+{_LITERAL}\s+TO\s+{_DATA}(?=[\s.,]|$)", re.IGNORECASE),
    "mainframe.declared": re.compile(
        rf"[^\n]*?[ \t]{_DATA}\s+PIC(?:TURE)?\s+(?:IS\s+)?X[\w()]*\s+VALUE\s+(?:IS\s+)?{_LITERAL}", re.IGNORECASE
    ),
}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields names, accounts and passwords at the hits."""
    for hit in hits:
        if hit.pattern == "mainframe.job":
            yield from _of_job(text, hit)
            continue
        start = hit.start if hit.pattern == "mainframe.moved" else line_before(text, hit.start, _REACH)
        match = _COBOL[hit.pattern].match(text, start, hit.end + _REACH)
        if match and credential_of(match["name"]) is Label.PASSWORD and _is_password(match["name"], match["value"]):
            yield Span(*match.span("value"), Label.PASSWORD)


def _of_job(text: str, hit: Hit) -> Iterator[Span]:
    statement = _STATEMENT.match(text, hit.start, hit.end + _REACH)
    assert statement is not None
    end = statement.end()
    programmer = _PROGRAMMER.search(text, hit.end - 1, end)
    if programmer and (programmer["initial"] or is_family_name(programmer["family"].title())):
        yield Span(*programmer.span("name"), Label.NAME)
    user = _USER.search(text, hit.start, end)
    if user and user["account"] not in _IBMS and is_account(user["account"].lower()):
        yield Span(*user.span("account"), Label.USERNAME)
    password = _PASSWORD.search(text, hit.start, end)
    for group in ("old", "new", "password") if password else ():
        if password and password[group] and not _STANDS_FOR.fullmatch(password[group]):
            yield Span(*password.span(group), Label.PASSWORD)


_STANDS_FOR = re.compile(r"X+|\*+|#+|(?:NEW|YOUR|USER|MY)?(?:PASSW(?:OR)?D|PASS|PW|PSWD)")


def _is_password(name: str, value: str) -> bool:
    lower = value.lower()
    return may_be_password(value) and lower not in TYPES and lower not in words(name) and " " not in value.strip()


RULE = Rule(
    "mainframe",
    {
        "mainframe.job": r"(?m)^//[A-Z@#$][A-Z0-9@#$]{0,7} {1,12}JOB ",
        "mainframe.moved": r"(?i)\bMOVE {1,4}[\"'][^\"'\n]{3,30}[\"'] {1,4}TO ",
        "mainframe.declared": r"(?i)(?:PASSWORD|PASSWD|PSWD|PWD) +PIC",
    },
    find,
    rank=3,
    hits=(
        "//PAYJOB  JOB (4410),'«J. LINDQVIST»',CLASS=A,USER=«JLINDQV»,PASSWORD=«LARK7»\n",
        "//PAYJOB   JOB 4410,CLASS=A,\n//             USER=«JLINDQV»,\n//             PASSWORD=(«LARK7»,«MOSS8»)\n",
        "       01  WS-PASSWORD            PIC X(8) VALUE '«LARK88»'.\n           MOVE '«LARK88»' TO WS-PASSWORD.\n",
        '           move "«larkmist»" to db-pwd\n',
    ),
    misses=(
        "//PAYJOB  JOB (4410),'NIGHTLY RUN',CLASS=A,USER=IBMUSER,PASSWORD=XXXXXXXX\n",
        "//S1 EXEC PGM=X,USER=JLINDQV\n",
        "//PAYJOB  JOB (4410),'PAYROLL',CLASS=A,USER=&SYSUID,NOTIFY=&SYSUID\n",
        "// the JOB USER=JLINDQV,PASSWORD=LARK7\n",
        "       01  WS-PASSWORD  PIC X(8) VALUE SPACES.\n           MOVE 'INVALID PASSWORD' TO WS-PASSWORD-MSG.\n",
        "           MOVE 'LARK88' TO WS-NAME.\n",
        "           MOVE SPACES TO WS-PASSWORD.\n",
        "           MOVE 'PASSWORD' TO WS-PASSWORD.\n           DISPLAY 'PASSWORD MUST HAVE 8 CHARACTERS'.\n",
    ),
)
