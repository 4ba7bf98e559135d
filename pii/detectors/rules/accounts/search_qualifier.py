"""Accounts in searches on code hosts: `is:open author:jroe`, `?q=user%3Ajroe+label%3Abug`, `author_username=jroe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import HANDLE, Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after, line_before

_QUALIFIERS = (
    r"user|author|assignee|assigned|involves|commenter|mentions|committer|reviewed-by|review-requested"
    r"|user-review-requested"
)
"""Qualifiers of GitHub's search of issues, code, commits and users, and of Gitea's."""
_PARAMETERS = (
    r"(?:author|assignee|reviewer|approver|merge_user)_username|(?:approved_by|approver|assignee)_usernames"
    r"|created_by|poster"
)
"""Parameters of the lists of GitLab, GitHub and Gitea."""

_ACCOUNT = re.compile(r"[:=]*(?:%3[Aa]|%5[Bb]%5[Dd]=|\[\]=)?(?:@|%40)?(?P<account>[A-Za-z0-9][A-Za-z0-9-]*+)", re.ASCII)
_SEARCH = re.compile(r"[?&](?:q|query|search|filter)=[^\s\"'<>]*$")
_URL = re.compile(r"https?://[^\s\"'<>]*$")
_OTHER = re.compile(
    r"(?:^|[\s\"'`+(])-?(?:is:(?:open|closed|issue|pr|merged|draft|public)|(?:repo|org|label|milestone|state|type|archived"
    r"|created|updated|merged|closed|sort|language|no|in|review|draft|status|head|base|team|project|linked):[\w\"<>*.@-])"
)
"""Another qualifier: `author:jroe` alone may say anything."""
_STARTS = (" ", "\t", "+", '"', "'", "`", "(", "-", "=")
_ME = frozenset(("me", "copilot", "app"))


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        account = _account(text, hit)
        if account is None or not _asks(text, hit, account.end("account")):
            continue
        value = account["account"].rstrip("-")
        start = account.start("account")
        if value.lower() in _ME or not is_persons_account(value):
            continue
        yield Span(start, start + len(value), Label.USERNAME)


def _account(text: str, hit: Hit) -> re.Match[str] | None:
    sign = _SIGN.search(text, hit.start, hit.end)
    account = _ACCOUNT.match(text, sign.start(), sign.start() + REACH) if sign else None
    if account is None or HANDLE.fullmatch(account["account"].rstrip("-")) is None:
        return None
    # A bot is `app/name`, and a longer word is no handle.
    return None if text[account.end() : account.end() + 1] in ("/", "_", "(", "[", "{", ":", "=") else account


_LONGEST_ADDRESS = 300
_SIGN = re.compile(r"[:=\[]|%3[Aa]|%5[Bb]")


def _asks(text: str, hit: Hit, end: int) -> bool:
    """Whether the place is in the address of a search, or has other qualifiers beside it."""
    before = text[line_before(text, hit.start, _LONGEST_ADDRESS) : hit.start]
    if hit.pattern == "search_qualifier.parameter":
        return _URL.search(before) is not None
    if _URL.search(before):
        return _SEARCH.search(before) is not None
    if before and not before.endswith(_STARTS):
        return False
    return (
        _OTHER.search(before[-REACH:] + " ") is not None or _OTHER.match(text, end, line_after(text, end)) is not None
    )


RULE = Rule(
    "search_qualifier",
    {
        "search_qualifier.term": rf"(?:\b|%2[0BC8])(?:{_QUALIFIERS})(?::|%3[Aa])(?:@|%40)?[A-Za-z0-9]",
        "search_qualifier.parameter": rf"[?&;](?:{_PARAMETERS}|author)(?:\[\]|%5[Bb]%5[Dd])?=(?:@|%40)?[A-Za-z0-9]",
    },
    find,
    rank=4,
    hits=(
        "https://github.com/search?q=is%3Aopen+is%3Aissue+user%3A«jroe»+label%3Abug",
        "https://github.com/x/y/issues?q=is:pr+author:«jroe»+sort:updated",
        "https://github.com/x/y/pulls?q=is%3Apr%20author%3A«j-roe»%20is%3Amerged",
        "https://github.com/search?q=user%3A«jroe»&type=code",
        "https://github.com/x/y/commits?author=«jroe»",
        "https://github.com/issues?q=involves%3A%40«jroe»+-commenter%3A«kroe»",
        "https://gitlab.com/x/y/-/merge_requests?scope=all&author_username=«jroe»&assignee_username[]=«kroe»",
        "gh search prs 'is:open review-requested:«jroe»'",
        'gh api -X GET search/issues -f q="repo:x/y author:«jroe» created:>2024-01-01"',
        "mentions:«jroe» is:open",
        "is:issue assignee:@«jroe»",
        "https://github.com/search?q=author:«jroe» label:bug",
        "is:issue author:«jroe»-",
    ),
    misses=(
        "https://github.com/search?q=user%3A%40me+is%3Aopen",
        "https://github.com/issues?q=author%3Aapp%2Fdependabot+author:app/renovate",
        "https://github.com/search?q=org%3Ajroe+is%3Aopen",
        "https://github.com/search?q=user%3Amicrosoft",
        "a.user:before { } .author:hover",
        "const x = {user:jroe,author:kroe}",
        "author:jroe",
        "chown user:group x",
        "https://example.org/user:jroe",
        "function({author=jroe})",
        "is:open author:jroe_x label:x",
        "is:open author:jroe/x",
    ),
)
