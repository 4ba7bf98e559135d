"""Accounts of systems and services, by name or by the program they run: `User=fernd`, `ExecStart=/usr/bin/fernd`."""

from functools import lru_cache

from pii import expressions as re
from pii.known.system_accounts import is_system_account
from pii.spans import Span

_AROUND = 800
"""Characters to each side of an account in a unit, an init script or a section of settings."""
_NAME = re.compile(r"[a-z_][a-z0-9_-]{2,31}")
_SETTING_BEFORE = re.compile(r"(?i:user|owner|group|login)\w{0,8}[\"']?\s?(?:[=:]|\s)\s?[\"']?$|[\s:]$")


def system_account(text: str, span: Span) -> bool:
    """Whether the account is named like a system, or like the program or group that it was created for."""
    value = text[span.start : span.end]
    return is_system_account(value) or _runs_program(text, span, value)


def _runs_program(text: str, span: Span, value: str) -> bool:
    """Whether the surrounding text makes the account run a program or own a system folder of the same name."""
    if not _NAME.fullmatch(value) or not _SETTING_BEFORE.search(text, span.start - 20, span.start):
        return False
    around = text[max(0, span.start - _AROUND) : span.end + _AROUND]
    if around.count(value) < _FEWEST or f"/home/{value}" in around or f"/Users/{value}" in around:
        return False
    return _program(value).search(around) is not None


_FEWEST = 2
"""Minimum places with the name: the account's, and the program's."""


@lru_cache(maxsize=256)
def _program(name: str) -> re.Pattern[str]:
    name = re.escape(name)
    return re.compile(
        rf"(?m)(?:^|[\s=\"':!])(?:/usr(?:/local)?)?/s?bin/{name}(?![\w./-])"
        rf"|(?:^|[\s=\"':])/(?:etc(?:/default|/init\.d)?|var/(?:lib|log|run|cache|spool)|run|usr/(?:share|lib))/{name}(?![\w-])"
        rf"|^\[(?:program|service|container):{name}\]|^[ \t]*(?:NAME|DAEMON|prog|PROG|name|SERVICE)=[\"']?{name}[\"']?\s*$"
    )
