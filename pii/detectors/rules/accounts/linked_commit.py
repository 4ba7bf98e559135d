"""Who made a change, in brackets before its linked commit in a changelog that a program wrote (conventional-changelog,
semantic-release): `* Update x (jroe)([277aab5](https://…/commit/277aab5…))`, `(from @jroe) (#160) ([0e4dcba](…))`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_HANDLE = r"(?P<account>[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){1,38})"
_ENTRY = re.compile(r"[ \t]*[*+-][ \t]+\S")
_LONGEST_ENTRY = 400
_GLUED = re.compile(rf"[ \t]\({_HANDLE}\)\Z")
"""The writer's template puts the account there: a subject that ends in brackets has a blank behind it."""
_AT = re.compile(
    rf"[ \t]\((?:(?:from|by|via|thanks(?: to)?|contributed by|author:?) )?@{_HANDLE}\)"
    r"(?:,? \(?\[?#\d{1,6}(?:\]\([^()\s]{1,200}\))?\)?){0,3},? ?\Z",
    re.IGNORECASE,
)
_NO_HANDLES = frozenset(
    "again api cli core deps docs fix internal minor major patch revert security test tests ui wip".split()
)
"""Scopes and notes that end a subject."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts before the links to commits, in entries of a list."""
    for hit in hits:
        start = line_before(text, hit.start, _LONGEST_ENTRY)
        if _ENTRY.match(text, start, hit.start) is None:
            continue
        glued = _GLUED.search(text, start, hit.start)
        match = glued or _AT.search(text, start, hit.start)
        if match is not None and _is_persons(match["account"], glued=glued is not None):
            yield Span(*match.span("account"), Label.USERNAME)


def _is_persons(account: str, glued: bool) -> bool:
    if not is_persons_account(account) or account.isdigit():
        return False
    return not glued or is_account(account) and account.lower() not in _NO_HANDLES


_LINK = "https://git.example.org/x/y/commit/277aab5"

RULE = Rule(
    "linked_commit",
    {"linked_commit.link": r"\(\[`?[0-9a-f]{7,40}`?\]\(https?://[\w./-]{1,120}/commits?/[0-9a-f]"},
    find,
    rank=4,
    hits=(
        f"* update lib to latest («jroe-h»)([277aab5]({_LINK}))\n",
        f"- fix it (from @«jroe») (#160) ([0e4dcba]({_LINK}))\n* x (by @«kroe7»), [#12]({_LINK[:-8]}) ([0e4dcba]({_LINK}))\n",
        f"* **core:** mend (@«jroe») ([`277aab5`]({_LINK}))\n",
    ),
    misses=(
        f"* (deps) update lib ([277aab5]({_LINK}))\n* **core:** mend it (core)([277aab5]({_LINK}))\n",
        f"* mend it (jroe) ([277aab5]({_LINK}))\n* mend (at last)([277aab5]({_LINK}))\n* mend (bot)([277aab5]({_LINK}))\n",
        f"mend it (jroe)([277aab5]({_LINK}))\n* mend it (jroe)([277aab5](https://git.example.org/x/y))\n",
        f"* use the scope (@widget/units) ([277aab5]({_LINK}))\n* x (@widget-labs) ([277aab5]({_LINK}))\n",
        f"* x (12)([277aab5]({_LINK}))\n",
    ),
)
