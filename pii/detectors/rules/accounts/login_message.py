"""Accounts in messages that programs write of whoever comes and goes: `User jroe logged in`, `user=jroe has signed out`.

English says the same of any user (`a user can login`, `the user is connected`): the word behind `user` is none of its own, and
the message begins its line or a literal, stands behind a time or a level, or marks the account by a quote or a sign of equality.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import is_somebody
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_DEED = (
    r"(?:logg?(?:ed|ing|s)?[ -]?(?:in|on|out|off)|signed[ -]?(?:in|on|out|off)|(?:re-?)?authenticated|(?:dis|re)?connected"
    r"|(?:joined|left|entered) the (?:chat|server|room|game|session))"
)
_MESSAGE = re.compile(
    r"(?i:user(?:[ _]?name)?)(?P<sign>[ \t]?[:=][ \t]?|[ \t])(?P<open>[\"'`\[<(]?)"
    r"(?P<account>[A-Za-z0-9][\w.@-]{0,38}\w)[\"'`\])>]?"
    rf"(?: (?:has|is|was|just|successfully|now)){{0,3}} (?i:{_DEED})(?![\w-])",
    re.ASCII,
)
_LEAD = re.compile(
    r"[\s>*#|-]*(?:.*(?:\d\d?:\d\d|\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]\d{4}"
    r"|\[[^\[\]]{1,40}\]|\b(?i:trace|debug|info|notice|warn(?:ing)?|error|audit)\b|:{2,}).*[^\w.])?(?i:the )?",
    re.ASCII,
)
"""What stands before the message on its line: nothing, or the time, the level or the source of what a program logs."""
_QUOTES = ("'", '"', "`")
"""Right before the message: it is a literal's first word."""
_OF_THE_LANGUAGE = frozenset(
    """
    a all already also always and any are as at automatically be been being both but by can cannot could currently did do does
    ever every first for from get gets got had has have he how if in into is isn it its just last logged login logout may might
    must need needs never new next no not now of on once only or previously recently she should signed still stays successfully
    that the then they this to tries try until via was we were when where which while who whose will with without would you
    """.split()
)
"""What goes on with a sentence about users, or with no account."""
_COMPOUNDS = frozenset(
    """
    access account action activity agent application authentication browser client data device details
    credentials experience form group handler id info permissions preferences settings
    interface login manager menu message model name page process profile query request role service session socket state status
    terminal token
    """.split()
)
"""What else a program has of its users, which comes and goes as they do."""
_NUMBERED = re.compile(r"[0-9a-f]{8,}|[0-9a-f-]{32,}|\d+|0x[0-9a-f]+")
"""The number of a connection, or of a row of a table."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        match = _MESSAGE.match(text, hit.start, hit.end + REACH)
        if match is None or not _is_somebodys(match["account"]):
            continue
        marked = match["open"] or match["sign"].strip() or text[hit.start - 1 : hit.start] in _QUOTES
        if marked or _LEAD.fullmatch(text, line_before(text, hit.start), hit.start):
            yield Span(*match.span("account"), Label.USERNAME)


def _is_somebodys(value: str) -> bool:
    lower = value.lower()
    if lower in _OF_THE_LANGUAGE or lower in _COMPOUNDS or lower.endswith("ly") or "@" in value:
        return False
    return is_somebody(value) and is_account(value) and _NUMBERED.fullmatch(value) is None


RULE = Rule(
    "login_message",
    {
        "login_message.user": (
            r"(?i)\buser(?:[ _]?name)?(?: |\t| ?[:=] ?)[\"'`\[<(]?[a-z0-9][\w.@-]{1,39}[\"'`\])>]?"
            r" (?:has |is |was |just |successfully |now ){0,3}"
            r"(?:log|sign|authenticated|reauth|re-auth|connect|disconn|reconn|joined the|left the|entered the)"
        ),
    },
    find,
    rank=4,
    hits=(
        "2021-03-28 12:36:54      ::::    User «jroe» login to the system as AS\n"
        "2021-03-28 12:37:02      ::::    User «kroe» log out form the system\n",
        "User «2030st117» logged in\nuser «kroe» has logged out\n[INFO] user=«lroe» logged in\n",
        "[09:12:44] User '«jroe»' signed in\nINFO  o.x.Auth - User «mroe» successfully authenticated\nUSER: «nroe» CONNECTED\n",
        '"template": "user «jroe» logged in", log(\'User «kroe» signed out of it\'); {"message":"User «lroe» connected"}',
        'server said that user "«j.roe»" was disconnected; user [«kroe»] joined the chat\n'
        "2020-01-02 User «lroe» disconnected\n",
    ),
    misses=(
        "User can login\nUser must log in\nUser not logged in\nuser is logged in\nUser session disconnected\n",
        "[INFO] User successfully logged in\n09:12:44 user admin logged in\nUser 42 connected\nUser 5f2b9c1e7a logged out\n",
        '"login.done": "User successfully logged in", "User {name} logged in", "User not signed in", \' user jroe logged in\'',
        "once a user jroe logged in there\nUser jroe logged the error\nUser jroe connectedness\n",
        "user: root logged in; username: Username signed in; User Jane logged in\n",
    ),
)
