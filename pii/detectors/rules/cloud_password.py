"""Accounts and passwords in cloud-init's user data: the lines of `chpasswd`'s list, `jroe:V`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.account_forms import is_somebody
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credential_values import may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.cloud_password"
_REACH = 2_000
"""Characters of a list."""

_HEAD = re.compile(r"chpasswd:[ \t]*\r?\n(?:[ \t]+(?:expire|#)[^\n]*\n)*[ \t]+list:[ \t]*[|>]?[-+]?[ \t]*\r?\n")
_LINE = re.compile(
    r"[ \t]+(?:-[ \t]+)?[\"']?(?P<name>[a-z_][\w-]{0,31}):(?P<password>[^\s\"'`{}$]{3,80})[\"']?[ \t]*\r?(?:\n|$)"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields accounts and passwords of the lists at the hits; passwords that cloud-init makes up, and hashes, are none."""
    for hit in hits:
        head = _HEAD.match(text, hit.start, hit.end + _REACH)
        position = head.end() if head else len(text)
        while (line := _LINE.match(text, position, hit.end + _REACH)) is not None:
            if line["password"] not in ("R", "RANDOM") and may_be_password(line["password"]):
                yield Span(*line.span("password"), Label.PASSWORD, source=_SOURCE)
                if is_somebody(line["name"]):
                    yield Span(*line.span("name"), Label.USERNAME, source=_SOURCE)
            position = line.end()


RULE = Rule(
    "cloud_password",
    {"cloud_password.list": r"\bchpasswd:[ \t]{0,8}\r?\n"},
    find,
    rank=4,
    hits=(
        "#cloud-config\nchpasswd:\n  expire: false\n  list: |\n    root:«larkmist»\n    «jroe»:«mossdrum»\nssh_pwauth: true\n",
        "chpasswd:\n  list:\n    - «jroe»:«larkmist»\n",
    ),
    misses=(
        "chpasswd:\n  list: |\n    jroe:RANDOM\n    kroe:$6$abc\n",
        "chpasswd:\n  expire: false\nusers:\n  - name:larkmist\n",
        "chpasswd: { expire: false }\n",
    ),
)
