"""Accounts before a host: `ssh jroe@host`, `jroe@host:path`, prompts, URLs, Kerberos principals, comments of public keys."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import (
    AT,
    MACHINE_DOMAINS,
    PUBLIC_KEY,
    Rule,
    behind_control,
    logs_in,
    names_machine,
    without_controls,
)
from pii.detectors.scan import Hit
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import text_before

_ACCOUNT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
_HOST = re.compile(r"\[?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?", re.ASCII)
_VARIABLE = re.compile(r"\$\w+|\$[{(][^\s{}()]+[})]|\{\{ ?[^{}\n]+ ?\}\}|\{\w+\}|<[\w -]+>|%\w+%|\[[\w -]+\]")
"""A host that is filled in: `ssh jroe@$host`."""
_REMOTE_PATH = re.compile(r":(?:[~/.]|[\w.-]+/)")
_PROMPT = re.compile(r"(?::?[~/][\w./~-]*| [~/][\w./~-]*\]?| ?\w*\])? ?[$#%>]\s")
_LONGEST_PROMPT = 160
_CONTROL_BEFORE = re.compile(r"(?:\x1b|\\\w{1,5})\[[?\d;]{0,16}[A-Za-z]$")
_TITLE_BEFORE = re.compile(r"(?:\x1b|\\(?:u001[bB]|x1[bB]|0?33|[eE]))\][012];$")
"""A control code of a terminal, in a recording perhaps; one that sets the title of its window."""
_COMMENT = re.compile(
    rf"{PUBLIC_KEY} (?P<account>[A-Za-z][\w.-]{{1,38}})(?P<host>@[\w.-]+)?[ \t]*(?=[\"'`<#\r\n]|\\[nr]|$)"
)
_LONGEST_KEY = 1200
_STANDS_FOR = re.compile(
    r"(?i:(?:\w*[_-])?(?:api|access|app|integration|routing|secret|client)?[_-]?(?:key|token|secret)|(?:\w+_|app|api|client|user|device)id"
    r"|bot_?name|project|credentials|gh[pousr]_\w+|\w*email\w*)"
)
"""In the description of an address: what belongs there."""
_REALM = re.compile(r"[A-Z0-9][A-Z0-9-]+(?:\.[A-Z0-9-]+)*\.[A-Z]{2,}")
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[-+].*)?")
_PROTOCOLS = frozenset("npm patch workspace virtual portal file link git http https".split())
"""A package in a lock file: `widget@npm:~2.3.3`."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        place = _key_comment(text, hit) if hit.pattern == "remote_login.key" else _before_at(text, hit)
        if place is not None:
            yield Span(*place, Label.USERNAME)


def _before_at(text: str, hit: Hit) -> tuple[int, int] | None:
    at = hit.start + 1
    window = text_before(text, at)
    start = behind_control(text, at - len(window) + len(window.rstrip(_ACCOUNT)), at)
    value = text[start:at].lstrip(".-")
    start = at - len(value)
    if not value or value[-1] in "." or not value[0].isalpha() or is_system_account(value):
        return None
    host = _HOST.match(text, at + 1)
    if host is None and (variable := _VARIABLE.match(text, at + 1, at + 60)):
        logged = logs_in(text_before(text, start).rpartition("\n")[2])
        return (start, at) if logged or _REMOTE_PATH.match(text, variable.end()) else None
    if (
        host is None
        or host.group() in _PROTOCOLS
        or _STANDS_FOR.fullmatch(value)
        or _STANDS_FOR.fullmatch(host.group())
    ):
        return None
    before = text_before(text, start)
    if before.endswith(":") and "://" in before:
        return None  # the password of a URL
    if before.endswith("://"):
        return start, at
    return (start, at) if _is_login(text, before.rpartition("\n")[2], value, host) else None


def _is_login(text: str, line: str, account: str, host: re.Match[str]) -> bool:
    """Whether the rest of the line, or what stands before it, makes `account@host` a login."""
    if names_machine(line, account) and not _VERSION.fullmatch(host.group()):
        return True
    if logs_in(line) or text.startswith("'s password:", host.end()) or _TITLE_BEFORE.search(line):
        return True
    coloured = _CONTROL_BEFORE.search(line) is not None
    shown = without_controls(text[host.end() : host.end() + _LONGEST_PROMPT])
    if _PROMPT.match(shown) and (coloured or not line.strip(" \t#>*$[(") or line.endswith("[")):
        return True
    enclosed = line.endswith("<") and text.startswith(">", host.end())  # an address
    spoken = text.startswith(" (", host.end())  # jroe@ROE.ORG (Jane Roe)
    if _REALM.fullmatch(host.group()) and not account.isupper() and not enclosed and not spoken:
        return not (line.endswith("/") and "." in account)  # a Kerberos principal
    rest = text[host.end() : host.end() + 40]
    return _REMOTE_PATH.match(rest) is not None and line[-1:] != "/" and not rest.startswith("://")


def _key_comment(text: str, hit: Hit) -> tuple[int, int] | None:
    """`ssh-ed25519 AAAA… jroe@host`."""
    match = _COMMENT.match(text, hit.end - 4, hit.end + _LONGEST_KEY)
    if match is None or is_system_account(match["account"]):
        return None
    host = match["host"]
    return None if host is None or "." in host and not host.endswith(MACHINE_DOMAINS) else match.span("account")


RULE = Rule(
    "remote_login",
    AT
    | {
        "remote_login.filled": r"[\w.-]@[$<{%\[]",
        "remote_login.key": r"(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3})(?:@openssh\.com)? AAAA",
    },
    find,
    rank=4,
    hits=(
        'DEPLOY_HOST="«jroe»@ci.roe.org"; nixos-rebuild --target-host «kroe»@ci.roe.org; nix-copy-closure --to «jroe»@ci.roe.org',
        "ssh «jroe»@build.example.org uptime",
        "ssh -L 80:$target:80 «jroe»@$target && scp x «kroe»@${HOST}:/x; ssh «lroe»@{{ ip }}; «jroe»@192.0.2.7's password: ",
        "scp -r «jroe»@203.0.113.5:/var/log .",
        "rsync x «jroe»@backup:data/",
        "[«jroe»@web01 ~]$ ls",
        "«jroe»@web01:~$ ls",
        "    «jroe»@hk-47~/dev/go/src$ go build",
        "ftp://«jroe»@ftp.example.org/",
        "kinit «jroe»@EXAMPLE.ORG",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIfx6mmZMDzQbY5TKLu9PXc9hCYk1H+CX4IPikvLSf/zW «jroe»@kestrel\n",
        'KEY="ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIfx6mmZMDzQbY5TKLu9PXc9hCYk1H+CX4IPikvLSf/zW «jroe»@moss-fern.local"\n'
        "- 'sk-ssh-ed25519@openssh.com AAAAC3NzaC1lZDI1NTE5AAAAIfx6mmZMDzQbY5TKLu9PXc9hCYk1H+CX4IPikvLSf/zW «kroe»@moss.lan'\\n",
        '"ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAA...IPikvLSf/zW «jroe»@moss.home.arpa", `ssh-dss AAAAC3…zW «kroe»@fern.local`',
        "ssh «j»@web01",
        "# «jroe»@web01:~$ ls",
        "\x1b[1;32m«jroe»@moss\x1b[0m:\x1b[34m~/src\x1b[0m$ ls; \\x1b[32m«kroe»@moss\\x1b[0m:~$ ls",
        '[0.52, "o", "\\u001b[?2004h\\u001b[01;32m«jroe»@moss\\u001b[00m:\\u001b[01;34m~\\u001b[00m$ "]',
        '[0.5, "o", "\\u001b]0;«jroe»@moss: ~/src\\u0007\\u001b[?2004h«kroe»@moss:~/src$ "]',
        "«jroe»@EXAMPLE.ORG",
        "http/«jroe»@EXAMPLE.ORG «jroe.x»@EXAMPLE.ORG",
        "x:«jroe»@web01:/x",
        "«jroe»@web01:/x .«jroe»@web01:/x",
        "ssh «jroe»@host x",
        "ssh «jroe»@<" + "x" * 57 + ">",
        "<«jroe»@EXAMPLE.ORG x",
        "«jroe»@web01:" + "x" * 38 + "/",
    ),
    misses=(
        "\x1b[1;32mroot@moss\x1b[0m:~# ls; \\x1b[32mjroe@moss\\x1b[0m is here; [32mjroe@moss[0m; x]0;jroe@moss",
        '"moss-import-node": ["moss-import-node@0.3.9", ""]',
        "target = jroe@roe.org; alert_target = jroe@roe.org; the host jroe@roe.org; MAIL_HOST=root@roe.org",
        "ssh root@example.org; ssh ${user}@host; mail jroe@$host",
        'x = y@z.T uri@U.URI plugin="credentials@2.1.17-SNAPSHOT" jroe@ROE.ORG (Jane Roe)',
        "dot://apikey@device_id/ fcm://project@apikey/ line://Token@User https://ghp_xxx@github.com/x",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIfx6mmZMDzQbY5TKLu9PXc9hCYk1H+CX4IPikvLSf/zW root@kestrel\n",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIfx6mmZMDzQbY5TKLu9PXc9hCYk1H+CX4IPikvLSf/zW jroe@mail.example.org\n",
        'KEY="ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIfx6mmZMDzQbY5TKLu9PXc9hCYk1H+CX4IPikvLSf/zW jroe@moss-fern.org"\n'
        'ssh-rsa AAAAC3 jroe@fern.local"',
        "git clone git@host:x/y",
        "jroe@web01 x",
        "x jroe@web01 ~ x",
        "Jane Roe <jroe@EXAMPLE.ORG>",
        "JROE@EXAMPLE.ORG jroe@EXAMPLE jroe@Example.ORG http/jroe.x@EXAMPLE.ORG",
        "x ssh\njroe@web01",
        "://x:jroe@web01:~/x",
        "a/jroe@web01:/x",
        "jroe@web01://x jroe.@web01:/x 9roe@web01:/x",
        "<jroe@host.example>",
        "ssh <jroe@host.example>",
        "ssh jroe@http",
        "ssh jroe@<" + "x" * 58 + ">",
        "jroe@web01:" + "x" * 39 + "/",
    ),
)
