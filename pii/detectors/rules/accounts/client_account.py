"""Accounts among the arguments of clients that take no other word there: `mysql -ujroe -p`, `ssh -p 22 -l jroe`,
`xfreerdp /u:jroe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import A
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after

_REACH = 200
"""Characters of a command."""

_WORDS = r"(?:[^\s|;&#]+ +){0,12}?"
_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # clients: where they are called (for the scanner), and their arguments up to the account
    "mysql": (
        r"\b(?:mysql|mariadb)(?:-?(?:dump|admin|import|check|pump|show))? -",
        re.compile(
            rf"[\w-]+ +(?=[^\n|;&#]*? (?:-p|--password)){_WORDS}(?:-u ?|--user[= ])(?P<quote>[\"']?){A}(?P=quote)(?=\s|$)"
        ),
    ),
    # All options of OpenSSH, those that take a word and those that take none.
    "ssh": (
        r"\b(?:ssh|slogin) -\w",
        re.compile(
            r"\w++ ++(?:-[46AaCfGgKkMNnqsTtVvXxYy]++ ++|-[BbcDEeFIiJLmOoPpQRSWw] *+(?:\"[^\"\n]*+\"|[^\s\"]\S*+) ++){0,8}+"
            rf"-l *+{A}(?=[\s\"'`]|$)"
        ),
    ),
    "desktop": (
        r"\b(?:[xw]l?freerdp3?|sdl-freerdp3?)(?:\.exe)? ",
        re.compile(rf"[\w.-]+ +{_WORDS}/u:(?P<quote>[\"']?)(?:[\w.-]+\\{{1,2}})?{A}(?:@[\w.-]+)?(?P=quote)(?=\s|$)"),
    ),
    "rdesktop": (
        r"\brdesktop -",
        re.compile(rf"rdesktop +{_WORDS}-u +(?P<quote>[\"']?)(?:[\w.-]+\\{{1,2}})?{A}(?P=quote)(?=\s|$)"),
    ),
}
_REGEXES = {f"client_account.{name}": regex for name, (_, regex) in _FORMS.items()}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is not None and is_account(match["account"]) and not _is_program(text, match):
            yield Span(*match.span("account"), Label.USERNAME)


_ARGUMENT = re.compile(r"(?<=\s)(?:-p|--password=)?[\"']?(?P<word>[\w.-]+)")


def _is_program(text: str, command: re.Match[str]) -> bool:
    """Whether the database, the host or the password is called like the account, which then is a program's."""
    end = line_after(text, command.start(), _REACH)
    return any(argument["word"] == command["account"] for argument in _ARGUMENT.finditer(text, command.end(), end))


RULE = Rule(
    "client_account",
    {f"client_account.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    hits=(
        "mysqldump -u«jroe» -pLarkmist=4 core > core.sql\nmysql -h db1 -p -u «kroe» core\nmariadb --user=«lroe» --password core",
        "ssh -l«mroe» -p 2222 192.0.2.7",
        "ssh -p 2222 -l «jroe» 192.0.2.7; ssh -tt -o BatchMode=yes -i ~/.ssh/id -l «kroe» web1 uptime",
        "xfreerdp /v:192.0.2.8 /u:«jroe» /p:x; xfreerdp3 /u:FERN\\«kroe» /v:x; wlfreerdp /u:'«lroe»@fern.test'",
        "rdesktop -g 80% -u «jroe» -p x 192.0.2.8",
    ),
    misses=(
        "mysql -uroot -p core; mysql -ujroe core; mysql -h db1 < jroe -p; mysql -u $USER -p",
        "mysql -uorders -porders orders",
        "ssh -l root web1; ssh -p 22 web1 ls -l jroe; ssh -p 2222 web1; ssh web1 -l",
        "xfreerdp /v:192.0.2.8 /u:administrator; xfreerdp /u:$USER; rdesktop -u Administrator x",
    ),
)
