"""E-mail addresses in any script: plain, escaped (`%40`, `&#64;`, `\\u0040`, `\\@`) and spelled out (`jane at roe dot org`)."""

import string
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, logs_in
from pii.detectors.rules.domains import TOP_LEVEL_DOMAINS
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.surroundings import REACH, line_before, text_before

_SOURCE = "rules.email"

_LOCAL = re.compile(r"(?:[\w.+%-]|(?<=\w)['’](?=\w))")
_ASCII_LOCAL = string.ascii_letters + string.digits + "_.+%-"
"""Those of them that nearly all have alone."""
_LONGEST_LOCAL = 64
_QUOTED_LOCAL = re.compile(r'(?<![\w=:])"[\w.+ -]{1,40}"$')
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_LABEL = rf"[^\W_](?:[\w{_ZERO_WIDTH}-]*+)"
_DOMAIN = re.compile(rf"{_LABEL}(?:(?:\\?\.|[。．｡])[\w{_ZERO_WIDTH}-]++)++")
"""Manual pages write the dot as `\\.`; Chinese and Japanese keyboards have dots of their own."""
_DOTS = re.compile(r"[.。．｡]")

_BEFORE_LOCAL = re.compile(r"(?:.*%[0-9A-Fa-f]{2})?+[._%+-]*+", re.ASCII | re.DOTALL)
"""What a local part does not start with: URL escapes and punctuation."""

# A letter or code after a backslash belongs to the string literal, not to the address: "\njane@roe.org", "<jane@roe.org".
_ESCAPE = re.compile(r"u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|f[BIRP]|[nrtbfav0]")
_QUOTED_PRINTABLE = re.compile(r"(?:3D|3C|3E|20|22|27|0A|0D|09)(?=[A-Za-z])")

_TRANSPORT_ACCOUNTS = frozenset({"git", "hg", "svn"})
_KEYWORDS = frozenset({"this", "super", "self", "return", "break", "continue"})
"""Before an at sign these are Kotlin labels and the like."""

_ALGORITHM_PART = (
    r"(?:aes|chacha|poly|umac|hmac|sha|md|curve|x|ecdsa|ecdh|ed|rsa|dss|dsa|nistp|mlkem|sntrup|rijndael|arcfour|blowfish|kex|strict|cert"
    r"|seed|gcm|cbc|ctr|ocb|etm|ssh|sk|diffie|hellman|group|exchange|ripemd|xmss|webauthn|twofish|serpent|cast|des|c|s|v)?+\d*"
)
_ALGORITHM = re.compile(
    rf"(?:{_ALGORITHM_PART}-)+{_ALGORITHM_PART}"
    r"|zlib|f?statvfs|lsetstat|hardlink|fsync|eow|auth-agent(?:-req)?|hostkeys(?:-prove)?-\d+|posix-rename|expand-path|copy-data|session-bind"
    r"|no-more-sessions|(?:(?:forwarded|cancel|direct)-)?streamlocal(?:-forward)?|restrict-destination\w*|publickey-hostbound(?:-v\d+)?"
)
"""What SSH calls its ciphers and extensions, before the domain of who defined them: `aes256-gcm@openssh.com`."""

_IDENT_BEFORE = re.compile(r"[(\[](?:~|[in]=)$")
"""The account of a client that cannot be asked for it, in the logs of channels: `(~jroe@host) has joined`."""
_NICK_BEFORE = re.compile(r"[\w\[\]`^{}|-]!~?$")
_ACCOUNT_BEFORE = re.compile(r"(?:^|\s)[\w.-]+:$")
_MOVES_AFTER = re.compile(r"[)\]] (?:has (?:joined|left|quit)|[Qq]uits?\b|[Jj]oins?\b|[Ll]eft\b)")
_ALGORITHMS = frozenset("zlib fstatvfs statvfs lsetstat hardlink fsync eow streamlocal".split())
"""Those without a hyphen."""
_URL_PASSWORD = re.compile(r"://[^\s/=&\"'<>:@]*+:[^\s/=&\"'<>]*$")
"""A password up to here, whatever signs it has."""
_BARE_PAIR = re.compile(r"[\"'](?!mailto:)[A-Za-z][\w.-]{1,30}:$", re.IGNORECASE)
"""An account in front of a password and, behind the at sign, a host with its port."""
_MESSAGE_ID_HEADER = re.compile(
    r"(?:message-id|in-reply-to|references|content-id|(?<!report-)msgid)\b[^\n]*$", re.IGNORECASE
)
_GENERATED = re.compile(
    r"^(?=.*\d.*\d)[0-9A-Z.]{14,}$|(?<!\d)\d{8}\d*+(?!\+)|\d{6}\.|(?:[0-9a-f]{8}-)|^[0-9A-F.]{12,}$|\$"
)

_SPELLED_DOMAIN = (
    r"(?P<domain>[A-Za-z0-9-]+(?:(?:\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+|[ _-]dot[ _-]|\.)[A-Za-z0-9-]+)++)"
)
_SPELLED = re.compile(
    r"(?:(?<=\\)u00[0-7][0-9A-Fa-f])?(?P<local>[A-Za-z0-9][\w.+-]*)"
    r"(?:\s*[\[({<]\s*at\s*[\])}>]\s*|\s+at\s+|[ _-]at[ _-]|\s*&lt;at&gt;\s*)" + _SPELLED_DOMAIN,
    re.ASCII | re.IGNORECASE,
)
_DOMAIN_AHEAD = re.compile(r"at[\s\])}>_-]+" + _SPELLED_DOMAIN, re.ASCII | re.IGNORECASE)
"""Hardly any `at` has it, and searching the whole line for an address takes far longer."""
_SPELLED_LOCAL_DOT = re.compile(
    r"(?:[A-Za-z0-9][\w+-]*(?:\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+))+$", re.ASCII | re.IGNORECASE
)
_DOT = re.compile(r"\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+|[ _-]dot[ _-]|\.", re.IGNORECASE)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the addresses around the hits."""
    done = 0
    for hit in hits:
        at = hit.end - 2 if hit.pattern == "email.quoted_at" else hit.start + 1
        if at <= done:
            continue
        if hit.pattern == "email.spelled":
            span = _spelled(text, hit)
        else:
            span = _plain(text, at, hit.end - 1)
        if span is not None:
            done = span.end
            yield span


def _plain(text: str, at: int, domain_start: int) -> Span | None:
    domain = _DOMAIN.match(text, domain_start)
    if domain is None:
        return None
    end = _end_of_domain(domain)
    if end is None:
        return None
    start = _start_of_local(text, at)
    if start is None:
        return None
    local, host = text[start:at], text[domain_start:end]
    if _is_something_else(text, start, end, local, host):
        return None
    return Span(start, end, Label.EMAIL, source=_SOURCE)


def _end_of_domain(domain: re.Match[str]) -> int | None:
    """Where the host name ends; a sentence that runs on (`jane@roe.org.Then`) is cut, an unknown top level refused."""
    labels = _DOTS.split(domain.group())
    dropped = 0
    run_on = _RUN_ON.search(labels[-1])
    if run_on:
        dropped = len(labels[-1]) - run_on.start()
        labels[-1] = labels[-1][: run_on.start()]
    while len(labels) > 1:
        last = labels[-1]
        if _is_top_level(last) and (not labels[-2].isdigit() or _may_be_numbered(labels)):
            return domain.end() - dropped - (len(last) - len(last.rstrip("-")))
        if len(labels) == 2 or not last[:1].isupper():
            return None
        dropped += len(last) + 1
        labels.pop()
    return None


def _may_be_numbered(labels: Sequence[str]) -> bool:
    """Whether a name of digits is that of a provider, as many are in China, and no version."""
    return 3 <= len(labels[-2]) <= 5 and labels[-1].lower() in _NUMBERED and not any(map(str.isdigit, labels[:-2]))


_NUMBERED = frozenset("com net org cn hk tw vn jp kr ru eu info biz".split())

_RUN_ON = re.compile(rf"(?<=[a-zA-Z])[\u2e80-\uffff][\s\S]*$|[{_ZERO_WIDTH}]+$")
"""Behind the host name in scripts without blanks: jane@roe.org联系."""


def _is_top_level(label: str) -> bool:
    """Whether the label ends real host names; one of another script does, if it is written in it wholly."""
    if label.isascii():
        lower = label.lower().rstrip("-")
        return lower in TOP_LEVEL_DOMAINS or lower.startswith("xn--")
    return label.isalpha() and 1 < len(label) < 12 and not any(map(str.isascii, label))


def _start_of_local(text: str, at: int) -> int | None:
    floor = max(0, at - _LONGEST_LOCAL)
    quoted = _QUOTED_LOCAL.search(text, floor, at) if text[at - 1] == '"' else None
    if quoted:
        return quoted.start()
    start = floor + len(text[floor:at].rstrip(_ASCII_LOCAL))
    while start > floor and _LOCAL.match(text, start - 1):
        start -= 1
    start = _without_sentence(text, start, at)
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


def _without_sentence(text: str, start: int, at: int) -> int:
    """Where the local part starts behind words of a script without blanks: 联系王小明@ is left whole, 联系jane@ is cut."""
    if text[start:at].isascii():
        return start
    last = max((index for index in range(start, at) if text[index] >= "\u2e80"), default=-1)
    return last + 1 if 0 <= last < at - 1 and text[last + 1 : at].isascii() else start


def _is_something_else(text: str, start: int, end: int, local: str, host: str) -> bool:
    after = text[end : end + 2]
    lower = local.lower()
    local = local.removesuffix("\\")  # an at sign that a markup escapes
    if lower in _KEYWORDS or after[:1] in ("(", "@"):
        return True
    if lower in _TRANSPORT_ACCOUNTS and after[:1] in (":", "/"):
        return True
    before = text_before(text, start)
    if _URL_PASSWORD.search(before):
        return True
    if before.endswith(("://", "cid:", "mid:")) or before.endswith(":") and "://" in before[-40:].split()[-1]:
        return True  # account of a URL, or part of a message (RFC 2392)
    if after[:1] == ":" and after[1:].isdigit() and _BARE_PAIR.search(before):
        return True
    if after[:1] == ":" and after[1:] in ("/", "~", "."):
        return True  # target of scp, rsync or git
    enclosed = before.endswith("<") and after.startswith(">")
    if host.isupper() and (not local.isupper() or before.endswith("/")) and not enclosed:
        return True  # Kerberos principal
    if ("-" in local or local in _ALGORITHMS) and _ALGORITHM.fullmatch(local):
        return True
    if before.lower().endswith(("<", "%3c", "&lt;")) and _GENERATED.search(local):
        return True  # message id
    line = before.rsplit("\n", 1)[-1]
    if (
        _NICK_BEFORE.search(line)
        or _IDENT_BEFORE.search(line)
        or _MOVES_AFTER.match(text, end)
        or "curl" in line
        and _ACCOUNT_BEFORE.search(line)
    ):
        return True  # an IRC prefix (RFC 2812), an account with its password
    if logs_in(line):
        return True
    return ":" in line and _MESSAGE_ID_HEADER.search(line) is not None


def _spelled(text: str, hit: Hit) -> Span | None:
    ahead = text[hit.end : hit.end + REACH]
    if "dot" not in ahead.lower() and (text[hit.start] in " _-" and ">" not in ahead or "." not in ahead):
        return None
    if _DOMAIN_AHEAD.match(text, hit.start + 1, hit.end + REACH) is None:
        return None
    line_start = line_before(text, hit.start)
    for match in _SPELLED.finditer(text, line_start, hit.end + REACH):
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
        start = match.start("local")
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
        "email.entity_at": r"(?i)\w&(?:#64|#x40|commat);\w",
        "email.unicode_at": r"(?i)\w\\(?:u0040|x40|u\{40\})\w",
        "email.wide_at": r"[\w.+-](?:\xef\xbc\xa0|\xef\xb9\xab)\w",
        "email.letter_at": r"[\x80-\xff]@[\w\x80-\xff]",
        "email.quoted_at": r"\"[\w\x80-\xff.+ -]{1,160}\"@[\w\x80-\xff]",
        "email.at_letter": r"\w@[\x80-\xff]",
        "email.spelled": r"(?i)[ \[({<_-]at[ \])}>_-]",
    },
    find,
    rank=1,
    hits=(
        "Contact «jane@roe.org».",
        '"Report-Msgid-Bugs-To: «tool@lists.example.org»\\n"',
        r"written by Jane Roe \fI«jane@lists\.example\.org»\fR",
        "«jane.roe+lists@mail.roe.org», «info@example.com»; «x_y-z%w@a-b.example.co.uk»",
        "Jane Roe <«jane@roe.org»>",
        '"author": "Jane <«jane@roe.org»>"',
        "mailto:«jane@roe.org»?subject=x",
        "http://lists.example.org/lists/«ant@example.com»/held",
        "emailAddress=«me@myhost.example»",
        'print("hello\\n«jane@roe.org»")',
        "\\u003c«jane@roe.org»\\u003e",
        "\\\\u003c«jane at roe dot org»\\\\u003e",
        "href=3D«jane@roe.org»",
        "to=%3C«jane@roe.org»%3E",
        "q=«jane%40roe.org»&x=1",
        "«jane&#64;roe.org»",
        'my $m = "«jane\\@roe.org»";',
        "@email{«jane@@roe.org»}",
        "«JANE@ROE.ORG» and Jane <«jane@ROE.ORG»>",
        "Ask «jane@roe.org».Then wait.",
        "«jane at roe dot org»",
        "(«jane DOT roe AT example DOT com»)",
        "«jane [at] roe [dot] org»",
        "«jane (at) roe.org»",
        "<«jane at roe.org»>",
        "foo='«foo@bar.com»'",
        "联系 «王小明@邮件.中国» 谢谢，或«jane@roe.org»联系",
        "«josé.roe@roe.org» and «jane@bücher.example» and «jane@xn--bcher-kva.example»",
        "«p.o'neill@roe.org» said",
        '"\\u003c«jane\\u0040roe.org»\\u003e"',
        '"«"jane roe"@roe.org»"',
        "連絡先: «jane＠roe.org»",
        "<«jane@ro\u200be.org»>",
        "«jane@openssh.com» and «rsa@roe.org» and «marsa@lysator.liu.se»",
        "login «jane@corp.local»",
        "super@roe.org then «jane@roe.org»",
        "«jane@roe.org»:x «jane@roe.org»;/x «jane@roe.org»/~",
        "jane@roe.org.then and «jane@roe.org»-",
        "«jane@roe.org».Then.Now",
        "«wei@163.com», «kim77@vip.126.com», «lee@360.cn»",
        "«王@roe.org» 联«a@roe.org» 联.«a@roe.org»",
        "look at b, at c, mail «jane (at) roe (dot) org»",
        "«jane@例子.公司» jane@例子.公",
        "mail «jane at roe dot org» or «max at fry dot org»",
        "see <«jroe@EXAMPLE.ORG»>",
    ),
    misses=(
        "git clone git@github.com:example/tool.git",
        "url = git@gitlab.example.com/tool",
        "npm install lodash@4.17.21 react@next pkg@1.2.3-beta.com1",
        "uses: actions/checkout@v4.1",
        "[jane@host ~]$ ls",
        "scp jane@host.example.org:/tmp/x .",
        "@decorator.call",
        "x = a@b.T + q@w.shape",
        "y = x@weights.to(device)",
        "return@forEach.apply",
        "this@Activity.name",
        '<img src="icon@2x.png">',
        "https://jane:secret@roe.org/ and https://jane:se?cr#et@roe.org/ and x://jane:se@cr@42@roe.org/",
        "ftp://jane@roe.org/",
        "Message-ID: <20240102030405.1234@mail.example.com>",
        "In-Reply-To: <abc@mail.example.com>",
        "<20240102.123456.78@mail.example.com>",
        "aes256-gcm@openssh.com",
        "principal jane@EXAMPLE.ORG",
        "ssh -p 22 jane@build.example.org",
        "krbtgt/EXAMPLE.ORG@EXAMPLE.ORG",
        "memcpy@@GLIBC_2.14 call foo@plt.got",
        "echo $user@example.com ${user}@example.com %s@example.com",
        "look at roe.org for dots",
        "at 10 dot 5",
        "getty@tty1.service",
        "* jroe (~jroe@host-7.example.net) has joined #x, kroe (n=kroe@example.org) Quit, lroe (lroe@example.org) has left",
        "'jroe:moss77@proxy.example.com:8080'",
        "tool@1.0.7.com x@123.py pin@12.com lib@2.163.com",
        "with ESMTP id <01K5CWRKUM2O8X1X1E@mail.example.org> for x",
        "ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,rijndael-cbc@lysator.liu.se",
        "diffie-hellman-group18-sha512\\@ssh.com <img src='cid:picture1@mail.example'/> mid:960830.1639@mail.example",
        "jroe!~jroe@host-7.example.net joined; curl -T x jroe:jane@up.example.net",
        "hmac-sha2-256-etm@openssh.com kex-strict-c-v00@openssh.com posix-rename@openssh.com",
        'f = @(x) x.^2; s = @"a.b"; x@example',
        "openvpn-client@corp.service, /a/b.jar!/x@1.0.jar; org.x.Y@6d06d69c",
        "EMAIL = r'[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}'",
        "<jane at roe.org and jane at roe.org>",
        "<jroe@EXAMPLE.ORG x",
    ),
)
