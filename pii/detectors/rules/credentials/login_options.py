"""Passwords among the options of a command that nobody listed: `-u jroe -p V`, `--user jroe --pass V`, `-l jroe --pwd=V`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import fits_place
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_REACH = 160
"""Characters from an account to the end of the password."""

_ACCOUNT = (
    r"-{1,2}(?:u|U|l|user|username|login|admin-?user)(?:[ \t]+|=)[\"']?(?P<account>[A-Za-z][\w.@\\-]{1,60})[\"']?"
    r"[ \t]+(?:[\\^`]\r?\n[ \t]*)?"
)
_PASSWORD = (
    r"(?:-[pPw]|--(?:pass(?:wd)?|pwd|pw))(?:[ \t]+|=)(?P<quote>[\"']?)"
    r"(?P<value>(?<=[\"'])[^\"'\n]{3,60}(?=[\"'])|(?<![\"'])[^\s\"'`|;&<>()\[\]{}$=,-][^\s\"'`|;&<>()\[\]{}$=,]{2,60})(?P=quote)"
    r"(?=\s|$|[\"'`)|;&\\,\]<])"
)
_PAIR = re.compile(_ACCOUNT + _PASSWORD)
_OTHERWISE = re.compile(
    r"(?:\b(?:mysql|mariadb)\w*|\b(?:docker|podman) (?:run|exec)|\bsudo|\bmkdir|\bcp|\bssh|\bscp|\btar|\bpsql|\bpg_\w+)\b"
)
"""Commands to which `-p` is a port, a prompt, a path or a project."""
_NO_PASSWORD = re.compile(r"[\d:.-]+(?:/(?:tcp|udp))?|[./~].*|.*/.*|\w+\.(?:\w{2,4})")
"""Ports, addresses, paths and files."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits, and the accounts beside them."""
    for hit in hits:
        match = _PAIR.match(text, hit.start + 1, hit.end + _REACH)
        if match is None or not fits_place(match["value"], among_words=False) or _NO_PASSWORD.fullmatch(match["value"]):
            continue
        if _OTHERWISE.search(text, line_before(text, hit.start), hit.start) is None:
            yield Span(*match.span("value"), Label.PASSWORD)
            if is_account(match["account"]) and "@" not in match["account"]:
                yield Span(*match.span("account"), Label.USERNAME)


RULE = Rule(
    "login_options",
    {"login_options.account": r"[ \t]-{1,2}(?:u|U|l|user|username|login|admin-?user)[ =][\"']?[A-Za-z]"},
    find,
    rank=5,
    proves=False,
    hits=(
        '"args": "monitor -u «jroe» -p «Merle_88» -h x"',
        "./manage.py -s x -u «jroe» -p «larkmist» create",
        "tool --user «jroe» --pass «larkmist»\ntool -U sa -P '«lark mist»' go\ntool -l «jroe» --pwd=«larkmist»",
        "tool login --username=«jroe» \\\n  -p «larkmist7» \\\n",
    ),
    misses=(
        "docker run -u jroe -p 8080:80 x; docker run -u jroe -p larkmist x",
        "mysqldump -u jroe -p larkmist; sudo -u jroe -p larkmist; psql -U jroe -p 5432; pg_dump -U jroe -p larkmist",
        "ssh -l jroe -p 2222 db; tool -u jroe -p ./moss; tool -u jroe -p moss/lark; tool -u jroe -p $PASS",
        "tool -u jroe -p moss.json; tool -u jroe -p --force; tool -u jroe -v larkmist; tool -u 1000 -p larkmist",
    ),
)
