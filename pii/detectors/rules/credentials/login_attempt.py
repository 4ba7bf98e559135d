"""Passwords that honeypots write down: `login attempt [root/V] failed`, `[b'root'/b'V']` and `b'root':b'V'` of Cowrie."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_BYTES = r"b'(?P<password>[^'\n]{2,80})'"

_FORMS: Forms = {
    "bytes": (
        r"(?:login attempt \[|Found cached: |succeeded: |failed: )b'[^'\n]{0,60}'[/:]b'",
        re.compile(rf"[\w ]+:? ?\[?b'[^'\n]*'[/:]{_BYTES}"),
    ),
    "text": (
        r"login attempt \[[\w.@ -]{1,40}/[^\]\n]{2}",
        re.compile(r"login attempt \[[^/\]\n]+/(?P<password>[^\]\n]{2,80})\] (?:failed|succeeded)"),
    ),
}

RULE = Rule(
    "login_attempt",
    places("login_attempt", _FORMS),
    Finder("login_attempt", _FORMS),
    rank=4,
    hits=(
        "[HoneyPotSSHTransport,4,192.0.2.7] login attempt [b'root'/b'«larkmist»'] failed",
        "[CowrieTelnetTransport,2,192.0.2.7] Found cached: b'root':b'«larkmist»'",
        "[SSHService ssh-userauth on HoneyPotTransport] login attempt [root/«moss/lark»] failed",
    ),
    misses=(
        "login attempt [root/...] failed",
        "the login attempt [see above/below] of x",
        "login attempt failed for b'root', b'x'",
        "Found cached: b'x'",
    ),
)
