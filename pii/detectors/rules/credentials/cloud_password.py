"""Accounts and passwords that chpasswd sets: lines `jroe:V` in cloud-init's user data and behind a shell's `chpasswd <<EOF`, and
cloud-init's users."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import is_somebody
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 2_000
"""Characters of a list."""

_HEAD = re.compile(r"chpasswd:[ \t]*\r?\n(?:[ \t]+(?:expire|#)[^\n]*\n)*[ \t]+list:[ \t]*[|>]?[-+]?[ \t]*\r?\n")
_SHELL = re.compile(r"chpasswd(?: -\w+)* ?<<-?[ \t]*[\"']?\w+[\"']?[^\n]*\n")
_LINE = re.compile(
    r"[ \t]*(?:-[ \t]+)?[\"']?(?P<name>[a-z_][\w-]{0,31}):(?P<password>[^\s\"'`{}$]{3,80})[\"']?[ \t]*\r?(?:\n|$)"
)
_USERS_HEAD = re.compile(r"chpasswd:[ \t]*\r?\n(?:[ \t]+(?:expire|#)[^\n]*\n)*[ \t]+users:[ \t]*\r?\n")
_USERS_LINE = re.compile(
    r"[ \t]+(?:-[ \t]+)?\{?[ \t]*(?:(?:name:[ \t]*[\"']?(?P<name>[a-z_][\w-]{0,31})[\"']?"
    r"|password:[ \t]*(?P<quote>[\"']?)(?P<password>[^\s\"'`{}$,]{3,80})(?P=quote)"
    r"|(?:type|password):[^,}\n]*+)[ \t]*+(?:,[ \t]*+)?)++"
    r"\}?[ \t]*\r?(?:\n|$)"
)
"""A line of a user, or the whole of one in braces."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields accounts and passwords of the lists at the hits; passwords that cloud-init makes up, and hashes, are none."""
    for hit in hits:
        end = hit.end + _REACH
        for head, line in ((_HEAD, _LINE), (_USERS_HEAD, _USERS_LINE), (_SHELL, _LINE)):
            if found := head.match(text, hit.start, end):
                yield from _of_lines(text, line, found.end(), end)


def _of_lines(text: str, expression: re.Pattern[str], start: int, end: int) -> Iterator[Span]:
    while (line := expression.match(text, start, end)) is not None:
        if (password := line["password"]) and password not in _MADE and may_be_password(password):
            yield Span(*line.span("password"), Label.PASSWORD)
        if line["name"] and is_somebody(line["name"]):
            yield Span(*line.span("name"), Label.USERNAME)
        start = line.end()


_MADE = ("R", "RANDOM")
"""In place of a password that cloud-init makes up."""


RULE = Rule(
    "cloud_password",
    {
        "cloud_password.list": r"\bchpasswd:[ \t]{0,8}\r?\n",
        "cloud_password.shell": r"\bchpasswd (?:-\w{1,2} )?<<-?[ \t]{0,3}[\"']?\w",
    },
    find,
    rank=4,
    hits=(
        "#cloud-config\nchpasswd:\n  expire: false\n  list: |\n    root:«larkmist»\n    «jroe»:«mossdrum»\nssh_pwauth: true\n",
        "chpasswd:\n  list:\n    - «jroe»:«larkmist»\n    - «kroe»:RANDOM\n",
        "chpasswd:\n  expire: false\n  users:\n    - name: «jroe»\n      password: «lark+mist»\n      type: text\n"
        "    - {name: «kroe», type: RANDOM}\n    - {name: root, password: '«mossdrum»', type: text}\nssh_pwauth: true\n",
        "sudo chpasswd <<EOF\n«jroe»:«lark+mist»\nroot:«mossdrum»\nEOF\nx:larkmist\nchpasswd -c << 'X'\n«kroe»:«larkmist»\nX\n",
    ),
    misses=(
        "chpasswd:\n  list: |\n    root:RANDOM\n    kroe:$6$abc\n",
        "chpasswd:\n  users: []\nusers:\n  - name: jroe\n    password: larkmist\n",
        "chpasswd <<EOF\n$USER:$PASS\nEOF\nchpasswd < jroe:larkmist\ncat <<EOF\njroe:larkmist\nEOF\n",
        "chpasswd:\n  expire: false\nusers:\n  - name:larkmist\n",
        "chpasswd: { expire: false }\n",
    ),
)
