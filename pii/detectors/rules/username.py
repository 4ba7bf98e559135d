"""Account names of persons: in home folders, on code hosts, before hosts, in tags and directory entries."""

import re
from collections.abc import Callable, Iterator, Sequence

from pii.detectors.rules.accounts import is_generic, is_organisation, is_project
from pii.detectors.rules.base import HANDLE, Rule, line_before
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.username"
_Place = tuple[int, int]
"""Start and end."""

_NAME = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?", re.ASCII)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the account names at the hits."""
    for hit in hits:
        place = _FINDERS[hit.pattern](text, hit)
        if place is not None and place[1] > place[0]:
            yield Span(*place, Label.USERNAME, source=_SOURCE)


def _home(text: str, hit: Hit) -> _Place | None:
    """`/home/jroe`, `/Users/jroe`, `C:\\\\Users\\\\jroe`."""
    start = hit.end - 1
    name = _NAME.match(text, start, start + 64)
    if name is None:
        return None
    before = text[hit.start - 1 : hit.start] if hit.start else ""
    if text[hit.start] == "/" and (before.isalnum() or before in "_-." and before):
        # a path below something else: /export/home/jroe is one, docs/users/index.html is none
        root = text[max(0, hit.start - 24) : hit.start]
        if text[hit.start : hit.start + 6] != "/home/" or "." in root or not _ROOT.search(root):
            return None
    if name.group() in ("users", "Users") and (nested := _NAME.match(text, name.end() + 1)):
        name = nested  # /home/users/jroe
    value = name.group()
    after = text[name.end() : name.end() + 1]
    if _ENDING.search(value) and after != "/" or value.lower() in _SHARED_FOLDERS or is_generic(value):
        return None
    return name.span()


_ROOT = re.compile(r"(?:^|[\s\"'=:(`])/?[\w/]*$")
_ENDING = re.compile(r"\.[a-z]{1,5}$")
_SHARED_FOLDERS = frozenset(
    {"public", "shared", "default", "all users", "alluserprofile", "users", "index", "linuxbrew"}
)


def _host(text: str, hit: Hit) -> _Place | None:
    """`github.com/jroe`, `git@github.com:jroe/tool.git`."""
    before = text[max(0, hit.start - 24) : hit.start]
    subdomain = _SUBDOMAIN.search(before) if before.endswith(".") else None
    if subdomain and subdomain[1] not in ("www", "api", "raw", "gist", "search"):
        return None
    start = hit.end
    for segment in ("users/", "user/", "repos/", "u/", "in/", "author/", "id/", "orgs/", "raw/", "sponsors/", "~", "@"):
        if text.startswith(segment, start):
            if segment == "orgs/":
                return None
            start += len(segment)
            break
    name = HANDLE.match(text, start)
    if name is None:
        return None
    value, after = name.group(), text[name.end() : name.end() + 1]
    if (
        after in ("(", "{", "*", "<")
        or after == "."
        and text[name.end() : name.end() + 5] in (".html", ".com/", ".php?")
    ):
        return None
    if is_organisation(value, owner=after == "/") or is_generic(value):
        return None
    if after != "/" and text.startswith("gopkg", hit.start):
        return None  # a package without an owner
    if after == "/":
        repository = _REPOSITORY.match(text, name.end() + 1)
        if repository and is_project(value, repository.group()):
            return None
    return name.span()


_SUBDOMAIN = re.compile(r"([\w-]+)\.$")
_REPOSITORY = re.compile(r"[\w.-]+", re.ASCII)


def _uses(text: str, hit: Hit) -> _Place | None:
    """`uses: jroe/setup-tool@v1`: the owner of an action."""
    match = _ACTION.match(text, hit.end - 1, hit.end + 120)
    if match is None or is_organisation(match[1], owner=True) or is_generic(match[1]) or is_project(match[1], match[2]):
        return None
    return match.span(1)


_ACTION = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)/([\w.-]+)(?:/[\w./-]+)?@\w", re.ASCII)


def _tilde(text: str, hit: Hit) -> _Place | None:
    """`http://roe.org/~jroe/`: a home page."""
    name = _NAME.match(text, hit.end - 1, hit.end + 40)
    before = text[line_before(text, hit.start, 100) : hit.start + 1]
    if name is None or is_generic(name.group()) or not _URL_BEFORE.search(before):
        return None
    return name.span()


_URL_BEFORE = re.compile(r"https?://[\w./:-]+$", re.ASCII)


def _pages(text: str, hit: Hit) -> _Place | None:
    """`jroe.github.io`."""
    window = text[max(0, hit.start - 39) : hit.start + 1]
    value = _PAGES.search(window)
    if value is None or is_organisation(value.group(), owner=True) or is_generic(value.group()):
        return None
    return hit.start + 1 - len(value.group()), hit.start + 1


_PAGES = re.compile(r"(?<![\w.-])[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$")


def _tag(text: str, hit: Hit) -> _Place | None:
    """`TODO(jroe)`."""
    match = _TAGGED.match(text, hit.end)
    if match is None:
        return None
    value = match[1]
    if is_generic(value) or not _is_handle_like(value) or _NUMBERED.fullmatch(value):
        return None
    return match.span(1)


_TAGGED = re.compile(r"\s*@?([A-Za-z][\w.-]*[A-Za-z0-9])\s*(?=[),:/])", re.ASCII)
_NUMBERED = re.compile(r"[a-z]+-\d+|[A-Z]+-\d+|v?\d[\d.]*|\w+\.\w{2,4}")
"""Issues, versions, files."""


def _is_handle_like(value: str) -> bool:
    return (
        value not in _TAG_WORDS
        and not (value.isupper() and len(value) > 4)
        and not value.startswith(("http", "issue", "bug", "python", "PEP"))
    )


_TAG_WORDS = frozenset(
    """doc docs perf performance cleanup refactor security test tests i18n api ui ux bug fix feature later soon now remove
    ssl http opt optimization optimize style lint types typing compat deprecated async unsafe memory windows linux macos
    constructor module class method function todo note
    x y z i j n a b c e f g self size len str fmt msg format string text value key""".split()
)


def _before_at(text: str, hit: Hit) -> _Place | None:
    """`ssh jroe@host`, `jroe@host:path`, `[jroe@host ~]$`, `ssh://jroe@host`, `jroe@EXAMPLE.COM`."""
    at = hit.start + 1
    window = text[max(0, at - 40) : at]
    start = at - len(window) + len(window.rstrip(_ACCOUNT))
    value = text[start:at].lstrip(".-")
    start = at - len(value)
    if not value or value[-1] in "." or not value[0].isalpha() or is_generic(value):
        return None
    host = _HOST.match(text, at + 1)
    if host is None:
        return None
    before = text[max(0, start - 60) : start]
    if before.endswith(":") and "://" in before:
        return None  # the password of a URL
    if before.endswith("://"):
        return start, at
    line = before.rsplit("\n", 1)[-1]
    after = text[host.end() : host.end() + 3]
    if _REMOTE_COMMAND.search(line):
        return start, at
    if _PROMPT.match(text, host.end()) and (not line.strip(" \t#>*$[(") or line.endswith("[")):
        return start, at
    if host.group().isupper() and "." in host.group() and not value.isupper():
        return None if before.endswith("/") and "." in value else (start, at)  # a Kerberos principal
    if _REMOTE_PATH.match(text[host.end() : host.end() + 40]) and "/" not in line[-1:] and not after.startswith("://"):
        return start, at
    return None


_ACCOUNT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
_HOST = re.compile(r"\[?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?", re.ASCII)
_REMOTE_COMMAND = re.compile(
    r"(?:^|[\s`\"'(/])(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id|sshfs|autossh|kinit|rlogin|rsh|slogin)"
    r"(?:\s+-{1,2}[\w-]++(?:=[\w./:~-]++| (?!-{1,2}[\w-]++(?![./:~]))[\w./:~-]++)?)*+\s+$"
)
"""What looks like an option is one, and not the value of the option before it."""
_REMOTE_PATH = re.compile(r":(?:[~/.]|[\w.-]+/)")
_PROMPT = re.compile(r"(?::[~/][\w./~-]*| [~/][\w./~-]*\]?| ?\w*\])? ?[$#%>]\s")


def _rcs(text: str, hit: Hit) -> _Place | None:
    """`$Id: file.c,v 1.2 2003/01/01 12:00:00 jroe Exp $`."""
    line_start = line_before(text, hit.start, 200)
    match = _CHECKED_IN.search(text[line_start : hit.start])
    if match is None or is_generic(match[1]):
        return None
    return line_start + match.start(1), line_start + match.end(1)


_CHECKED_IN = re.compile(r"\d\d:\d\d:\d\dZ? ([\w.-]+)$", re.ASCII)


def _keyword(text: str, hit: Hit) -> _Place | None:
    """`$Author: jroe $`, `uid=jroe`, `dev="jroe"`: the name follows the hit."""
    name = _NAME.match(text, hit.end - 1, hit.end + 40)
    if name is None or is_generic(name.group()) or name.group().isdigit():
        return None
    value, after = name.group(), text[name.end() : name.end() + 2]
    if value == "uid":
        return None
    if hit.pattern == "username.uid" and (
        after[:1] not in (",", ")", "<", '"', "\n", "\r", ";", "+", "@", "") or value[0].isdigit()
    ):
        return None
    if after[:1] in ("(", "[", ".") and after[1:].strip() or value.endswith((".uid", ".id")):
        return None
    return name.span()


def _listing(text: str, hit: Hit) -> _Place | None:
    """`-rw-r--r-- 1 jroe staff 42 Jan 1 12:00 file`."""
    match = _LISTING.match(text, hit.end)
    if match is None or is_generic(match[1]):
        return None
    return match.span(1)


_LISTING = re.compile(r"[rwxsStT-]{4,6}[.+@]?\s+\d+\s+([A-Za-z_][\w.-]*)\s+[\w.-]+\s+\d", re.ASCII)


def _own_address(text: str, hit: Hit) -> _Place | None:
    """`jroe <jroe@example.com>`: an author who signs with the account."""
    if _LOCAL_PART.match(text, hit.end - 1, hit.end + 40) is None:
        return None  # a comparison, a type's argument, an element
    window_start = line_before(text, hit.start, 40)
    for match in _SIGNED.finditer(text, window_start, hit.end + 40):
        if match.start(2) - 3 != hit.start:
            continue
        before = text[max(window_start, match.start() - 2) : match.start()]
        if (
            before.strip(" \t") == ""
            and before
            and before[-1:] == " "
            and before.strip() == ""
            and _word_before(text, match.start())
        ):
            return None
        signed = text.startswith(" -- ", window_start) and match.start() == window_start + 4
        if match[1].lower() == match[2].lower() and (signed or not match[1].istitle()) and not is_generic(match[1]):
            return match.span(1)
    return None


_LOCAL_PART = re.compile(r"[A-Za-z0-9][\w.+-]*(?=@)", re.ASCII)
_SIGNED = re.compile(rf"([A-Za-z][\w.-]*) <({_LOCAL_PART.pattern})", re.ASCII)


def _word_before(text: str, start: int) -> bool:
    """Whether another word of a name precedes on the line: `Jane jroe <jroe@...>` is a name."""
    line = text[line_before(text, start, 80) : start].rstrip(" ")
    return bool(line) and line[-1:].isalpha()


_HOSTS = (
    r"github\.com[/:]|gitlab\.com[/:]|bitbucket\.org[/:]|codeberg\.org[/:]|gist\.github\.com/|githubusercontent\.com/"
    r"|twitter\.com/|gopkg\.in/|rawgit\.com/|dev\.to/|travis-ci\.(?:org|com)/|coveralls\.io/github/|purl\.org/net/|keybase\.io/|launchpad\.net/~|linkedin\.com/in/|metacpan\.org/author/|cpan\.org/~|sr\.ht/~|npmjs\.com/~"
    r"|patreon\.com/|instagram\.com/|medium\.com/@|mastodon\.social/@|t\.me/|ko-fi\.com/|hub\.docker\.com/u/|paypal\.me/"
    r"|news\.ycombinator\.com/user\?id=|rubygems\.org/profiles/|gravatar\.com/|people\.\w+\.org/~"
)

_FINDERS: dict[str, Callable[[str, Hit], _Place | None]] = {
    "username.home": _home,
    "username.users": _home,
    "username.profile": _home,
    "username.host": _host,
    "username.uses": _uses,
    "username.tilde": _tilde,
    "username.pages": _pages,
    "username.tag": _tag,
    "at": _before_at,
    "username.rcs": _rcs,
    "username.rcs_author": _keyword,
    "username.uid": _keyword,
    "username.changes": _keyword,
    "username.listing": _listing,
    "username.own_address": _own_address,
}

RULE = Rule(
    "username",
    {
        "at": r"[\w.+-]@\w",
        "username.home": r"/home/\w|/Users/\w",
        "username.users": r"\\[Uu]sers\\\w",
        "username.profile": r"\\\\[Uu]sers\\\\\w|Documents and Settings\\+\w",
        "username.host": _HOSTS,
        "username.uses": r"\buses: [\"']?\w",
        "username.tilde": r"\w/~[A-Za-z]",
        "username.pages": r"\w\.github\.io",
        "username.tag": r"\b(?:TODO|FIXME|XXX|HACK|NOTE|BUG)\(",
        "username.rcs": r" Exp \$",
        "username.rcs_author": r"\$(?:Author|LastChangedBy): \w",
        "username.uid": r"(?i)\buid[=:] ?\w",
        "username.changes": r"<action dev=\"\w",
        "username.listing": r"(?:-r|dr|lr)[w-]",
        "username.own_address": r"\w <\w",
    },
    find,
    rank=4,
    proves=False,
)
