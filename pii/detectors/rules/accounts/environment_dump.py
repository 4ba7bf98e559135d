"""Whoever is logged in, in dumps of an environment, who git is told, and for whom a service builds: `USERNAME=Jane Roe`, `git
config user.name jroe`, `map[GITHUB_ACTOR:jroe …]`."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import HANDLE, Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.organisations import is_organisation_account
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_AROUND = 3000

_VARIABLE = re.compile(r"\n(?:USERNAME|LOGNAME)=(?P<account>[^\W\d_][\w.-]*(?: [\w.-]+){0,3})[ \t]*(?=\r?\n|$)")
_WINDOWS = re.compile(
    r"\n(?i:COMPUTERNAME|USERDOMAIN|USERPROFILE|SystemRoot|PROCESSOR_ARCHITECTURE|OS|PATHEXT|APPDATA|PATH)="
)
_GIT = re.compile(
    rf"git (?:config (?:--\w+ )?user\.name |-c user\.name=)(?P<quote>[\"']?)"
    rf"(?:(?P<name>{NAME_IN_LINE})|(?P<account>[A-Za-z][\w.-]{{1,38}}))(?P=quote)"
    r"(?=[\s;&|`)]|$)"
)
_BUILT_FOR = re.compile(rf"(?P<variable>\w+)[:=](?P<account>{HANDLE.pattern})(?=[\s\"',;\]}}]|$)", re.ASCII)
"""As a shell prints a variable, and Go a map of them, each up to a blank."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts and names at the hits."""
    dump: _Dump | None = None
    for hit in hits:
        if hit.pattern == "environment_dump.git":
            match = _GIT.match(text, hit.start, hit.end + REACH)
            if match is not None:
                yield from _identity(text, match)
        elif hit.pattern == "environment_dump.built":
            built = _BUILT_FOR.match(text, hit.start, hit.end + REACH)
            if built is not None and is_persons_account(built["account"], owner="OWNER" in built["variable"]):
                yield Span(*built.span("account"), Label.USERNAME)
        elif (match := _VARIABLE.match(text, hit.start, hit.end + REACH)) and not is_system_account(match["account"]):
            dump = dump or _Dump(text)
            if dump.is_windows(hit.start, hit.end):
                yield Span(*match.span("account"), Label.USERNAME)


class _Dump:
    """Where the variables of Windows stand in a text: looked for once, whatever the number of accounts among them."""

    def __init__(self, text: str) -> None:
        self._places = [match.span() for match in _WINDOWS.finditer(text)]
        names = [text[start:end] for start, end in self._places]
        self._other = list(range(1, len(names) + 1))
        """The next variable of another name."""
        for index in range(len(names) - 2, -1, -1):
            if names[index] == names[index + 1]:
                self._other[index] = self._other[index + 1]

    def is_windows(self, start: int, end: int) -> bool:
        """Whether two of them stand nearby."""
        first = bisect_left(self._places, (start - _AROUND,))
        other = self._other[first] if first < len(self._places) else len(self._places)
        return other < len(self._places) and self._places[other][1] <= end + _AROUND


def _identity(text: str, match: re.Match[str]) -> Iterator[Span]:
    if match["name"]:
        if is_person(match["name"]) and match["quote"]:
            yield Span(*match.span("name"), Label.NAME)
    elif is_account(match["account"]) and (match["account"][-1].isdigit() or _has_address(text, match)):
        yield Span(*match.span("account"), Label.USERNAME)


def _has_address(text: str, match: re.Match[str]) -> bool:
    """Whether the address beside is called like an account without a digit, which by itself is mostly a program's."""
    account = match["account"].lower()
    if not account.isalpha() or _OF_PROGRAM.search(account) or is_organisation_account(account, owner=True):
        return False
    beside = _ADDRESS.search(text, match.start() - REACH, match.end() + REACH)
    if beside is None or is_system_account(account):
        return False
    parts = _PART.findall(beside["local"].lower())
    return any(part in account or account in part for part in parts)


_PART = re.compile(r"[a-z]{3,}")
_ADDRESS = re.compile(r"user\.email[ =]+[\"']?(?P<local>[\w.+-]{1,64})@", re.ASCII)
_OF_PROGRAM = re.compile(
    r"bot|auto|releas|deploy|publish|build|action|commit|updat|sync|runner|github|gitlab|test|user|name|team|docs"
)
"""Part of what programs that commit are called."""


RULE = Rule(
    "environment_dump",
    {
        "environment_dump.variable": r"\n(?:USERNAME|LOGNAME)=[A-Za-z\x80-\xff]",
        # Of GitHub's, GitLab's and CircleCI's runners.
        "environment_dump.built": (
            r"\b(?:GITHUB_(?:TRIGGERING_)?ACTOR|GITHUB_REPOSITORY_OWNER|GITLAB_USER_LOGIN|CIRCLE_(?:PROJECT_)?USERNAME)[:=][A-Za-z0-9]"
        ),
        "environment_dump.git": r"git (?:config (?:--\w{1,10} )?user\.name |-c user\.name=)[\"']?[A-Za-z]",
    },
    find,
    rank=4,
    hits=(
        "Environment Variables:\nPATH=C:\\x\nUSERNAME=«Jane ROE»\nOS=Windows_NT\nPROCESSOR_ARCHITECTURE=x\n",
        "git config --global user.name «jroe92»\ngit config user.name '«Jane Roe»' && x\n",
        "env => map[ACT:true GITHUB_ACTOR:«mlindqvist» GITHUB_REPOSITORY_OWNER:«kroe92» GITHUB_TOKEN: USER:root]\n",
        "GITHUB_TRIGGERING_ACTOR=«mlindqvist»\nGITLAB_USER_LOGIN=«kroe92»\nx='CIRCLE_USERNAME=«mlindqvist»'\n",
        "\nPATH=a\nPATH=b\nOS=c\nUSERNAME=«Jane Roe»\n",
        f"\nUSERNAME=«Jane»\nPATH={'x' * 2987}\nOS=y\n",
        "git config user.name «jroe9»\n",
        'git config user.name "«jroe»"\ngit config user.email "5119+jroe@users.noreply.github.com"\n',
        "git config --global user.email jane.roe@example.org && git config --global user.name «jroe»\n",
        "git -c user.name=«kestrel» -c user.email=kestrel@example.org commit\n",
        "\nPATH=a\nPATH=b\nUSERNAME=«Jane Roe»\nPATH=c\nOS=d\n",
    ),
    misses=(
        "map[GITHUB_ACTOR: GITHUB_API_URL:x GITHUB_ACTOR:root GITHUB_ACTION:build GITHUB_REPOSITORY_OWNER:microsoft]\n",
        "GITHUB_ACTOR: ${{ x }}\nGITHUB_ACTOR=$ACTOR\nGITHUB_ACTOR=github-actions[bot]\nMY_GITHUB_ACTOR=x.y\n",
        "A=1\nUSERNAME=Jane Roe\nB=2\n",
        "PATH=C:\\x\nUSERNAME=Administrator\nOS=Windows_NT\n",
        "git config user.name\ngit config user.name widget-releaser\ngit config user.name $NAME\n",
        "git config user.name 'GitHub Actions'\n",
        "git config user.name jroe\ngit config user.email dev@example.org\ngit -c user.name=kroe -c core.pager=cat log\n",
        "git config user.name mossbot\ngit config user.email mossbot@example.org\n",
        "git config user.name deploy\ngit config user.email deploy@example.org\n",
        "git config user.name microsoft\ngit config user.email microsoft@example.org\n",
        "\nPATH=a\nUSERNAME=Jane Roe\nPATH=b\n",
        f"\nPATH=a\nOS=b{'x' * 3000}\nUSERNAME=Jane Roe\n",
        f"\nUSERNAME=Jane\nPATH={'x' * 2988}\nOS=y\n",
        "git config user.name roe9x\n",
    ),
)
