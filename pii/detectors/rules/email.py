"""E-mail addresses, plain, escaped (`%40`, `&#64;`, `\\@`) and spelled out (`jane at roe dot org`)."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule, line_before
from pii.detectors.rules.domains import TOP_LEVEL_DOMAINS
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.email"

_LOCAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"
_LONGEST_LOCAL = 64
_DOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*+(?:\\?\.[A-Za-z0-9-]++)++", re.ASCII)
"""Manual pages write the dot as `\\.`."""

_BEFORE_LOCAL = re.compile(r"(?:.*%[0-9A-Fa-f]{2})?+[._%+-]*+", re.ASCII | re.DOTALL)
"""What a local part does not start with: URL escapes and punctuation."""

# A letter or code after a backslash belongs to the string literal, not to the address: "\njane@roe.org", "<jane@roe.org".
_ESCAPE = re.compile(r"u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|f[BIRP]|[nrtbfav0]")
_QUOTED_PRINTABLE = re.compile(r"(?:3D|3C|3E|20|22|27|0A|0D|09)(?=[A-Za-z])")

_TRANSPORT_ACCOUNTS = frozenset({"git", "hg", "svn"})
_KEYWORDS = frozenset({"this", "super", "self", "return", "break", "continue"})
"""Before an at sign these are Kotlin labels and the like."""

_ALGORITHM_OWNERS = frozenset({"openssh.com", "libssh.org", "lysator.liu.se"})
"""Domains that SSH algorithms and extensions are named after: `aes256-gcm@openssh.com`."""

_MESSAGE_ID_HEADER = re.compile(
    r"(?:message-id|in-reply-to|references|content-id|(?<!report-)msgid)\b[^\n]*$", re.IGNORECASE
)
_GENERATED = re.compile(r"\d{8}|\d{6}\.|(?:[0-9a-f]{8}-)|^[0-9A-F.]{12,}$|\$")

_SPELLED_DOMAIN = (
    r"(?P<domain>[A-Za-z0-9-]+(?:(?:\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+|[ _-]dot[ _-]|\.)[A-Za-z0-9-]+)++)"
)
_SPELLED = re.compile(
    r"(?P<local>[A-Za-z0-9][\w.+-]*)"
    r"(?:\s*[\[({<]\s*at\s*[\])}>]\s*|\s+at\s+|[ _-]at[ _-]|\s*&lt;at&gt;\s*)" + _SPELLED_DOMAIN,
    re.ASCII | re.IGNORECASE,
)
_DOMAIN_AHEAD = re.compile(r"at[\s\])}>_-]+" + _SPELLED_DOMAIN, re.ASCII | re.IGNORECASE)
"""Hardly any `at` has it; to search the whole line for an address takes far longer."""
_SPELLED_LOCAL_DOT = re.compile(
    r"(?:[A-Za-z0-9][\w+-]*(?:\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+))+$", re.ASCII | re.IGNORECASE
)
_DOT = re.compile(r"\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+|[ _-]dot[ _-]|\.", re.IGNORECASE)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the addresses around the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        if hit.pattern == "email.spelled":
            span = _spelled(text, hit)
        else:
            span = _plain(text, hit)
        if span is not None:
            done = span.end
            yield span


def _plain(text: str, hit: Hit) -> Span | None:
    domain_start = hit.end - 1
    domain = _DOMAIN.match(text, domain_start)
    if domain is None:
        return None
    end = _end_of_domain(domain)
    if end is None:
        return None
    at = hit.start + 1
    start = _start_of_local(text, at)
    if start is None:
        return None
    local, host = text[start:at], text[domain_start:end]
    if _is_something_else(text, start, end, local, host):
        return None
    return Span(start, end, Label.EMAIL, source=_SOURCE)


def _end_of_domain(domain: re.Match[str]) -> int | None:
    """Where the host name ends; a sentence that runs on (`jane@roe.org.Then`) is cut, an unknown top level refused."""
    labels = domain.group().split(".")
    dropped = 0
    while len(labels) > 1:
        last = labels[-1]
        if last.lower().rstrip("-") in TOP_LEVEL_DOMAINS and not labels[-2].isdigit():
            return domain.end() - dropped - (len(last) - len(last.rstrip("-")))
        if len(labels) == 2 or not last[:1].isupper():
            return None
        dropped += len(last) + 1
        labels.pop()
    return None


def _start_of_local(text: str, at: int) -> int | None:
    window = text[max(0, at - _LONGEST_LOCAL) : at]
    start = at - len(window) + len(window.rstrip(_LOCAL))
    before = text[start - 1] if start else ""
    skip = _BEFORE_LOCAL.match(text, start, at)
    assert skip is not None
    if before == "\\" and skip.end() == start:
        escape = _ESCAPE.match(text, start, at)
        start = escape.end() if escape else start
    elif before == "=" and (code := _QUOTED_PRINTABLE.match(text, start, at)):
        start = code.end()
    else:
        if before in ("$", "%") and skip.end() == start:
            return None  # $user@host, a variable
        start = skip.end()
        if text[start - 1 : start] == "%":
            return None  # %s@host, a template
    if start >= at or text[at - 1] == ".":
        return None
    return start


def _is_something_else(text: str, start: int, end: int, local: str, host: str) -> bool:
    after = text[end : end + 2]
    lower = local.lower()
    if lower in _KEYWORDS or after[:1] in ("(", "@"):
        return True
    if lower in _TRANSPORT_ACCOUNTS and after[:1] in (":", "/"):
        return True
    before = text[max(0, start - 80) : start]
    if before.endswith("://") or before.endswith(":") and "://" in before[-40:].split()[-1]:
        return True  # account of a URL
    if after[:1] == ":" and after[1:] in ("/", "~", "."):
        return True  # target of scp, rsync or git
    if host.isupper() and (not local.isupper() or before.endswith("/")):
        return True  # Kerberos principal
    if host.lower() in _ALGORITHM_OWNERS:
        return True
    if before.lower().endswith(("<", "%3c", "&lt;")) and _GENERATED.search(local):
        return True  # message id
    line = before.rsplit("\n", 1)[-1]
    return ":" in line and _MESSAGE_ID_HEADER.search(line) is not None


def _spelled(text: str, hit: Hit) -> Span | None:
    if _DOMAIN_AHEAD.match(text, hit.start + 1, hit.end + 120) is None:
        return None
    ahead = text[hit.end : hit.end + 100]
    if "dot" not in ahead.lower() and (text[hit.start] in " _-" and ">" not in ahead or "." not in ahead):
        return None
    line_start = line_before(text, hit.start, 160)
    for match in _SPELLED.finditer(text, line_start, min(len(text), hit.end + 120)):
        if not match.start() <= hit.start < match.end():
            continue
        dots = _DOT.split(match["domain"])
        if dots[-1].lower() not in TOP_LEVEL_DOMAINS:
            return None
        separator = text[match.end("local") : match.start("domain")]
        plain_separator = separator.strip().lower() == "at" and "dot" not in match["domain"].lower().split()
        if plain_separator and not (
            text[match.start() - 1 : match.start()] == "<" and text[match.end() : match.end() + 1] == ">"
        ):
            return None  # "look at roe.org"
        start = match.start()
        lead = _SPELLED_LOCAL_DOT.search(text, line_start, start)
        return Span(lead.start() if lead else start, match.end(), Label.EMAIL, source=_SOURCE)
    return None


RULE = Rule(
    "email",
    {
        "at": r"[\w.+-]@\w",
        "email.escaped_at": r"\w\\@\w",
        "email.doubled_at": r"\w@@\w",
        "email.url_at": r"\w%40\w",
        "email.entity_at": r"\w&#64;\w",
        "email.spelled": r"(?i)[ \[({<_-]at[ \])}>_-]",
    },
    find,
    rank=1,
)
