"""User and password in URLs: `scheme://jroe:secret@host`."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from pii.detectors.rules.base import Rule
from pii.detectors.rules.placeholders import is_mask, is_template, names_what_belongs_there
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.system_accounts import is_system_account

_SOURCE = "rules.url_credentials"

_USERINFO = re.compile(r"(?P<user>[^\s:/@\"'`<>]*):(?P<password>[^\s/\"'`<>\\]{1,200})@(?=[\w\[{$%(<-])")
_TOKEN_USERS = frozenset(
    {"oauth2", "x-access-token", "x-token-auth", "gitlab-ci-token", "token", "api", "apikey", "bearer", "__token__"}
)
"""Accounts that stand for a token; what follows them is a key."""
_SECRET_SCHEMES = frozenset({"cloudinary"})


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields a USERNAME and a PASSWORD (or KEY) for each URL with both."""
    for hit in hits:
        start = text.index("://", hit.start) + 3
        match = _USERINFO.match(text, start)
        if match is None or "(" in match["user"] or _is_pattern(match.group()):
            continue
        user, password = match["user"], match["password"]
        if not is_template(unquote(password)) and not ("_" in password and names_what_belongs_there(password)):
            scheme = text[max(0, start - 13) : start - 3]
            is_key = user.lower() in _TOKEN_USERS or scheme.endswith(tuple(_SECRET_SCHEMES))
            yield Span(*match.span("password"), Label.KEY if is_key else Label.PASSWORD, source=_SOURCE)
        if (
            user
            and not is_system_account(user)
            and not is_template(user)
            and user.lower() not in _TOKEN_USERS
            and not user.isdigit()
            and not (is_mask(user) and not user[0].isalnum())
        ):
            yield Span(*match.span("user"), Label.USERNAME, source=_SOURCE)


def _is_pattern(userinfo: str) -> bool:
    """Whether this is a regex or a route rather than a URL."""
    return any(sign in userinfo for sign in ("[^", ".*", ".+", "\\w", "(?", "...", "|", "{1,"))


RULE = Rule("url_credentials", {"url_credentials.url": r"://[\w.%+~$!*{}-]*:[^\s/]"}, find, rank=1)
