"""E-mail addresses in any script, plain or escaped: `%40`, `&#64;`, `\\u0040`, `\\@`."""

import string
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.addresses.domains import MAIL_PROVIDERS, RARE_TOP_LEVEL_DOMAINS, TOP_LEVEL_DOMAINS
from pii.detectors.rules.base import MACHINE_DOMAINS, PUBLIC_KEY, Rule, behind_control, logs_in, names_machine
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, text_before

_LOCAL = re.compile(r"(?:[\w.+%-]|(?<=\w)['’](?=\w))")
_ASCII_LOCAL = string.ascii_letters + string.digits + "_.+%-"
"""Those of them that nearly all have alone."""
_LONGEST_LOCAL = 64
_QUOTED_LOCAL = re.compile(r'(?<![\w=:])"[\w.+ -]{1,40}"$')
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_LABEL = rf"[^\W_](?:(?:[\w{_ZERO_WIDTH}-]|\\-)*+)"
_DOMAIN = re.compile(rf"{_LABEL}(?:(?:\\?(?:\\?&)?\.|[。．｡])(?:[\w{_ZERO_WIDTH}-]|\\-)++)++")
"""Manual pages write the dot as `\\.` or `\\&.`, the hyphen as `\\-`; Chinese and Japanese keyboards have dots of their own."""
_DOTS = re.compile(r"(?:\\?&)?[.。．｡]")

_BEFORE_LOCAL = re.compile(
    r"(?:.*%[0-9A-Fa-f]{2}|GoogleDrive-|OneDrive-|(?<=/CloudStorage/)[A-Za-z]+-)?+[._%+-]*+", re.ASCII | re.DOTALL
)
"""What a local part does not start with: URL escapes, what macOS calls a folder of an account's drive, and punctuation."""

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
    r"|sntrup761x25519-sha512|zlib|f?statvfs|lsetstat|hardlink|fsync|eow|auth-agent(?:-req)?|hostkeys(?:-prove)?-\d+|posix-rename|expand-path|copy-data|session-bind"
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
_KEY_BEFORE = re.compile(rf"(?:{PUBLIC_KEY}|[\w+/]{{60,}}={{0,3}}) $")
_VERSION = re.compile(r"v?\d+\.\d+\.\d+[-+]")
"""Behind a package in a lock file (semver.org), where the end of a pre-release is one of hosts, too: `widget@8.1.2-rc.io`."""
_BARE_PAIR = re.compile(r"[\"'](?!mailto:)[A-Za-z][\w.-]{1,30}:$", re.IGNORECASE)
"""An account in front of a password and, behind the at sign, a host with its port."""
_MESSAGE_ID_HEADER = re.compile(
    r"(?:message-?id|in-reply-to|references|content-id|(?<!report-)msgid)\b[^\n]*$", re.IGNORECASE
)
_EVENT_BEFORE = re.compile(r"(?:\bUID(?:;[^:\n]*)?:|<(?:gu|u)id>)\s{0,8}$", re.IGNORECASE)
"""Before what tells an entry of a calendar from all others (RFC 5545), which begins as nobody's address does."""
_GENERATED = re.compile(
    r"^(?=.*\d.*\d)[0-9A-Z.]{14,}$|(?<!\d)\d{8}\d*+(?!\+)|\d{6}\.|(?:[0-9a-f]{8}-)|^[0-9A-F.]{12,}$|\$"
)

_NUMBERED_ACCOUNT = re.compile(r"[A-Za-z._-]{0,24}\d{5,14}", re.ASCII)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the addresses around the hits."""
    done = 0
    for hit in hits:
        at = hit.end - 2 if hit.pattern in _LONG else hit.start + 1
        if at <= done:
            continue
        span = _address(text, at, hit.end - 1)
        if span is not None:
            done = span.end
            yield span


_LONG = frozenset({"email.quoted_at", "email.robot"})
"""Patterns that end with an at sign and a character behind a local part of any length."""
_ROBOT = "[bot]"


def _address(text: str, at: int, domain_start: int) -> Span | None:
    start = _start_of_local(text, at - len(_ROBOT) if text.startswith(_ROBOT, at - len(_ROBOT)) else at)
    if start is None:
        return None
    domain = _DOMAIN.match(text, domain_start)
    end = _end_of_domain(domain, _is_told(text, start, domain.end())) if domain is not None else None
    if end is None:
        return _signed(text, start, at, domain_start)
    local, host = text[start:at], text[domain_start:end]
    if _is_something_else(text, start, end, local, host):
        return None
    return Span(start, end, Label.EMAIL)


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether something says that an address stands here."""
    return _is_enclosed(text, start, end) or _LABEL_BEFORE.search(text, start - _LONGEST_LABEL, start) is not None


def _is_enclosed(text: str, start: int, end: int) -> bool:
    """Whether angle brackets or quotes hold the address alone."""
    return text[start - 1 : start] + text[end : end + 1] in ("<>", '""', "''", "``")


_LABEL_BEFORE = re.compile(r"mail\w{0,9}[\"'*\])]{0,3}[ \t]{0,2}[:=][ \t]{0,4}$", re.IGNORECASE)
"""`mailto:`, `E-Mail: `."""
_LONGEST_LABEL = 24


def _signed(text: str, start: int, at: int, host: int) -> Span | None:
    """An address at a machine without a domain, as it stands behind whoever committed there: `Jane Roe <jane@laptop>`."""
    name = _NAME_BEFORE.search(text, start - REACH, start) if text.startswith("<", start - 1) else None
    machine = _MACHINE.match(text, host)
    if name is None or machine is None or text[start:at].lower() in _NO_LOCAL or len(set(text[start:at])) < _FEWEST:
        return None
    return Span(start, machine.end(), Label.EMAIL)


_NAME_BEFORE = re.compile(r"(?:(?<!\w)[^\W\d_][\w.'’-]+[\"']?[ \t]|[\w.]>[ \t])<$")
_MACHINE = re.compile(r"[A-Za-z][\w.-]{2,60}(?:\.\(none\))?(?=>)", re.ASCII)
_NO_LOCAL = frozenset("email mail nobody user you name".split())
_FEWEST = 3
"""Different characters of an account; `xxx` is none."""


def _end_of_domain(domain: re.Match[str], told: bool) -> int | None:
    """Where the host name ends; a sentence that runs on (`jane@roe.org.Then`) is cut, an unknown top level refused.

    Where something tells that an address stands here, a rare top level will do, and a name of digits below it.
    """
    run_on = _RUN_ON.search(domain.group())
    written = domain.group()[: run_on.start(run_on.lastgroup or 0)] if run_on else domain.group()
    labels = _DOTS.split(written)
    dropped = len(domain.group()) - len(written)
    if labels[-1].endswith("E") and domain.string.startswith("<gt>", domain.start() + len(written)):
        labels[-1] = labels[-1][:-1]  # an escape of Perl's documentation: E<gt>
        dropped += 1
    while True:
        last = labels[-1]
        known = _is_top_level(last) or told and last.lower() in RARE_TOP_LEVEL_DOMAINS
        if known and (not labels[-2].isdigit() or told or _may_be_numbered(labels)):
            return domain.end() - dropped - (len(last) - len(last.rstrip("-")))
        ends_sentence = domain.group()[: len(domain.group()) - dropped - len(last)].endswith(("。", "｡"))
        if len(labels) == 2 or not (last[:1].isupper() or ends_sentence):
            return None
        dropped += len(last) + 1
        labels.pop()


def _may_be_numbered(labels: Sequence[str]) -> bool:
    """Whether a name of digits is that of a provider, as many are in China, and no version."""
    return 3 <= len(labels[-2]) <= 5 and labels[-1].lower() in _NUMBERED and not any(map(str.isdigit, labels[:-2]))


_NUMBERED = frozenset("com net org cn hk tw vn jp kr ru eu info biz".split())

_RUN_ON = re.compile(rf"[.。．｡][^.。．｡]*?[a-zA-Z](?P<rest>[\u2e80-\uffff])|(?P<zero>[{_ZERO_WIDTH}]+)$")
"""Behind the host name in scripts without blanks: `jane@roe.org联系`, `jane@roe.org和kim@fern.org`."""


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
    while start > floor and (_LOCAL.match(text, start - 1) or text[start - 1 : start + 1] == "\\-"):
        start -= 1
    start = behind_control(text, _without_sentence(text, start, at), at)
    before = text[start - 1] if start else ""
    skip = _BEFORE_LOCAL.match(text, start, at)
    assert skip is not None
    if before == "\\" and text[start] == "%" or text[start : start + 2] == "%%" and text.count("%", start, at) == 2:
        start = skip.end()  # how manual pages keep a word whole; a comment of TeX
    elif before == "\\" and skip.end() == start:
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
    if start >= at or text[at - 1] == "." or start == floor > 0 and _LOCAL.match(text, start - 1):
        return None  # ... or longer than any
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
    if lower in _KEYWORDS and not _is_enclosed(text, start, end) or after[:1] in ("(", "@"):
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
    numbered = _NUMBERED_ACCOUNT.fullmatch(local) and _NAME_BEFORE.search(before) and host.lower() in MAIL_PROVIDERS
    opened = before.lower().endswith(("<", "%3c", "&lt;")) or _EVENT_BEFORE.search(before) is not None
    if opened and not numbered and _GENERATED.search(local):
        return True  # message id
    line = before.rpartition("\n")[2]
    if (
        _NICK_BEFORE.search(line)
        or _IDENT_BEFORE.search(line)
        or _MOVES_AFTER.match(text, end)
        or "curl" in line
        and _ACCOUNT_BEFORE.search(line)
    ):
        return True  # an IRC prefix (RFC 2812), an account with its password
    if logs_in(line) or names_machine(line, lower) and host.lower() not in MAIL_PROVIDERS or _VERSION.match(host):
        return True
    if host.lower().endswith(MACHINE_DOMAINS) and _KEY_BEFORE.search(line):
        return True  # who made a public key, and on which machine
    return ":" in line and _MESSAGE_ID_HEADER.search(line) is not None


RULE = Rule(
    "email",
    {
        "at": r"[\w.+-]@\w",
        "email.escaped_at": r"\w\\@\w",
        "email.doubled_at": r"\w@@\w",
        "email.url_at": r"\w%40\w",
        "email.url_twice": r"\w%2540\w",
        "email.entity_at": r"(?i)\w&(?:#0{0,4}64|#x0{0,4}40|commat);\w|\w&#0{0,4}64[a-z]",
        "email.unicode_at": r"(?i)\w\\(?:u0040|x40|u\{40\})\w",
        "email.wide_at": r"[\w.+-](?:\xef\xbc\xa0|\xef\xb9\xab)\w",
        "email.letter_at": r"[\x80-\xff]@[\w\x80-\xff]",
        "email.quoted_at": r"\"[\w\x80-\xff.+ -]{1,160}\"@[\w\x80-\xff]",
        "email.at_letter": r"\w@[\x80-\xff]",
        "email.robot": r"\w\[bot\]@\w",
    },
    find,
    rank=1,
    hits=(
        "u=«jane%2540roe.org» %%«j.roe@example.org» or «kim@roe.org»",
        "<«jane@roe.coffee»> '«kim@roe.photography»' E-Mail: «jroe@moss.bike» mailto:«kroe@fern.Coffee»",
        "write to «info@fern.htb», «jroe@fern.intra» or «jroe@files.private»; «jroe@fern.lab»",
        "UID:«jane@example.org»\n<guid>«roe2024@example.org»</guid>\n",
        "target = «jane@roe.org»; remote: «jane@roe.org»; alert_target: «jane@roe.org»; DEPLOY_HOST=«jane@gmail.com»",
        "see «jane@8.roe.org»",
        "~/Library/CloudStorage/GoogleDrive-«jroe@example.org»/x OneDrive-«jroe@example.org»",
        "/Users/x/Library/CloudStorage/Box-«jroe@example.org»/x '~/Library/CloudStorage/ProtonDrive-«jane.roe@roe.org»/x'",
        "see «Box-jroe@example.org», ~/CloudStorage/x/«Dropbox-jroe@example.org»",
        "请联系«jane@roe.org»或者«mali_2@roe.org»。电话400",
        "抄送«jane.roe@fern.test»和«kim.88@fern.test»，或«lee@例子.公司»，«li@mail.例え.jp»; «moss@fern商店.com»",
        "8;Jane;Roe;«jane@mail.couk»;x\n",
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
        "href=3D«jane@roe.org»",
        "to=%3C«jane@roe.org»%3E",
        "q=«jane%40roe.org»&x=1",
        "«jane&#64;roe.org»",
        'my $m = "«jane\\@roe.org»";',
        "@email{«jane@@roe.org»}",
        "«JANE@ROE.ORG» and Jane <«jane@ROE.ORG»>",
        "Ask «jane@roe.org».Then wait.",
        'KEY="ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIfx6mmZMDzQbY5TKLu9PXc9hCYk1H+CX4IPikvLSf/zW «jroe@moss-fern.org»"\n'
        "ssh-rsa «jroe@fern.local»\n",
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
        "«jane@例子.公司» jane@例子.公",
        "see <«jroe@EXAMPLE.ORG»>",
        'git config user.email "«12345678+widget[bot]@users.example.org»"',
        "Jane Roe <«jane@roe-laptop»>\nKim Low <«kim@low.org»> <«kim@desk.(none)»>",
        "Jane E<lt>«jane@roe.org»E<gt>",
        "/*   By: jroe <«jroe@student.42.fr»>  */",
        "<«jane@state\\-of\\-roe\\&.org»> <\\%«jane@roe\\.org»\\%>",
        "Jane <«12345678901@qq.com»>, \"«self@roe.org»\", '«info@747.org»'",
        "«jane&#064roe.org»",
        "«jane@roe.org»<gt> and E<lt>«jane@larkmist.org»E<gt>",
        "«kim@54321.cn», kim@654321.cn",
        "«jane@roe.абвгдежзикл» jane@roe.абвгдежзиклм",
        "«jane\\-roe@roe.org»",
        "联«jane@roe.org»",
        "«联éjane@roe.org»",
        "x://a/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb:«jane@roe.org»",
        "\x1b[32m«jane@roe.org»\x1b[0m, \\u001b[1;32m«jane@roe.org»\\u001b[0m, \\033[0m«jane@roe.org» and [«32mjane@roe.org»",
    ),
    misses=(
        "info@fern.htbx, jroe@fern.privates, jroe@fern.ctfs, x@lab\n",
        "UID:20240102T101010Z-7f3a@example.org\n<guid>CAL-0a1b2c3d-4e5f6071-8293calendar@example.org</guid>\n",
        'target = root@roe.org; TARGET ?= pi@shed.local; "build_host": "jroe@ci.roe.org"; x --target-host jroe@ci.roe.org',
        '"@roe/core@8.1.2-rc.io", widget@1.2.3-alpha.dev:, widget@v8.1.2+x.dev',
        '"messageid": "hwK7pzjzJtz0RF9Y@relay3.example.com"',
        "x" * 65 + "@roe.org",
        "ask jane@roe.coffee; <jane@roe.coffees> 'jane@roe.zip' x:jane@roe.coffee mails jane@roe.bar",
        "callq  401230 <moss@plt>",
        "抄送jane@fern.texts和kim@fern.texts，谢谢",
        "git clone git@github.com:example/tool.git",
        "url = git@gitlab.example.com/tool",
        'KEY="ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIfx6mmZMDzQbY5TKLu9PXc9hCYk1H+CX4IPikvLSf/zW jroe@moss-fern.local"\n',
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
        "sntrup761x25519-sha512@openssh.com",
        "principal jane@EXAMPLE.ORG",
        "ssh -p 22 jane@build.example.org",
        "krbtgt/EXAMPLE.ORG@EXAMPLE.ORG",
        "memcpy@@GLIBC_2.14 call foo@plt.got",
        "echo $user@example.com ${user}@example.com %s@example.com",
        "List<T@x> f[a].b f(a)(b) arr[a].length fn (a) x.map, listing. (A) www.roe.org",
        "FIRST AUTHOR <EMAIL@ADDRESS> and article <xxx.xxx@xxx-xxx>",
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
        "<jroe@EXAMPLE.ORG x",
        "%%%jane@roe.org %-%jane@roe.org",
        "--@roe.org jane.@roe.org",
        "x jane@roe.org:/tmp/x",
        "zlib@roe.org",
        "x://a/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb:jane@roe.org",
    ),
)
