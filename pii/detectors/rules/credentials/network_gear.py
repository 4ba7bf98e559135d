"""Secrets of networks: keys of wireless networks, passwords and communities of routers, switches and telephones, of PPP."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.placeholders import is_placeholder, looks_like_code
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_REACH = 200
"""Characters after a place in which the secret may stand."""

_VALUE = r"(?:(?P<quote>\\{0,3}[\"'])(?P<quoted>[^\"'\n]{3,80}?)(?P=quote)|(?P<bare>[^\s\"'`<>{};\\]{3,80})(?=\s|;|\\[nr]|$))"
"""Logs in JSON escape the quotes and the end of the line."""
_END = r"[ \t]*\r?$"

_BLOCK = 2_000
"""Characters above a shared secret in which its block begins, comments and all."""
_RADIUS = re.compile(
    r"(?m)^[ \t]*(?:client|home_server|listen)[ \t]+[\w.:/-]+[ \t]*\{|^[ \t]+(?:ipv?[46]?addr|nas_?type|shortname|nastype)[ \t]*="
)
"""What a shared secret of RADIUS stands beside."""

_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "wireless": (
        r"(?i)\b(?:wpa2?-)?pre-?shared-key ?=|\bwpa_(?:passphrase|psk)=|\bwpa-(?:psk|ssid-psk|passphrase) |\bpsk ?= ?[\"'\w]"
        r"|\bsae_password=|\bwep[_-](?:key|tx)\w{0,6}=|\bwifi_?psk[\"']?\s?[:=]",
        # hostapd reads a passphrase to the end of its line, and a password of SAE to the bar before its options.
        re.compile(
            r"(?:(?<![^\n])wpa_passphrase=(?P<passphrase>[^\s\"'`$<{][^\n\"\\]{6,61}[^\s\"'\\])(?=[ \t]*\r?$)"
            r"|sae_password=(?P<shared>[^\s\"'`$<{|][^\n\"\\|]{1,78}[^\s\"'\\|])(?=\||[ \t]*\r?$)"
            rf"|[\w-]++[\"']?[ ]?[:=]?[ ]?{_VALUE})",
            re.MULTILINE,
        ),
    ),
    "option": (
        r"\boption (?:key|psk|password|secret|sae_password|auth_secret) ",
        re.compile(rf"option \w+ {_VALUE}{_END}", re.MULTILINE),
    ),
    "community": (
        r"snmp-server community |\bro_?community6? |\brw_?community6? |\bcommunity=\w",
        re.compile(rf"[\w-]+(?: community)?[ =]{_VALUE}", re.MULTILINE),
    ),
    "server": (
        r"\b(?:tacacs|radius)-server |\bisakmp key |\bneighbor [\w.:]{2,40} password |\bkey-string |\bmd5 \d{1,3} \w"
        r"|\b(?:chap|pap) password |\bpre-shared-key (?:ascii|local|remote|hexadecimal)"
        r"|\bip(?:v6)? (?:nhrp authentication|ospf authentication-key|ftp password|http client password) ",
        re.compile(
            rf"(?:\S+ (?:[^\n]{{0,60}}?)key|isakmp key|neighbor \S+ password|key-string|md5|\w+ password|pre-shared-key \S+"
            rf"|ip(?:v6)? (?:nhrp authentication|ospf authentication-key|ftp password|http client password))"
            rf"(?: [0-9])? {_VALUE}",
            re.MULTILINE,
        ),
    ),
    "line": (
        r"\n {1,24}(?:plaintext-)?(?:password|secret) (?:\d )?\S",
        re.compile(rf"\n +(?:plaintext-)?(?:password|secret) (?:\d )?(?![=:]){_VALUE}{_END}", re.MULTILINE),
    ),
    "radius": (
        r"\n[ \t]{1,8}secret[ \t]{0,8}=[ \t]{0,8}\S",
        re.compile(rf"\n[ \t]+secret[ \t]*=[ \t]*{_VALUE}{_END}", re.MULTILINE),
    ),
    "telephone": (
        r"\n(?:secret|md5secret|vmsecret|remotesecret) ?=>? ?\w",
        re.compile(rf"\n\w+ ?=>? ?{_VALUE}", re.MULTILINE),
    ),
    "ppp": (
        r"\w\"?[ \t]\*[ \t][\"\w]",
        re.compile(rf"\w\"?\s\*\s{_VALUE}[ \t]+(?:\*|\d+\.\d+\.\d+\.\d+){_END}", re.MULTILINE),
    ),
}
_REGEXES = {f"network_gear.{name}": regex for name, (_, regex) in _FORMS.items()}
_CLIENT = re.compile(r"[\"\w.@-]{2,40}")
"""Who a line of `chap-secrets` is about."""
_WORD = re.compile(r"[a-z]{3,20}[.,:]")
"""The last word of a sentence that goes on from the line before."""
_NONE = frozenset(
    """
    ieee8021x wpa-eap owe none false true yes no auto wpa wpa2 wpa-psk wpa2-psk sae ascii hex default public private required
    encrypted null
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the secrets at the hits."""
    for hit in hits:
        match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is None:
            continue
        if hit.pattern == "network_gear.ppp" and not _CLIENT.fullmatch(
            text, line_before(text, hit.start), hit.start + 1
        ):
            continue
        if hit.pattern == "network_gear.radius" and not _RADIUS.search(
            text, max(0, hit.start - _BLOCK), hit.end + _REACH
        ):
            continue
        group = match.lastgroup or 0
        if hit.pattern == "network_gear.line" and _WORD.fullmatch(match[group]):
            continue
        if _is_secret(match[group]):
            yield Span(*match.span(group), Label.PASSWORD)


def _is_secret(value: str) -> bool:
    return not (value.lower() in _NONE or value[:1] in "$-/(|" or is_placeholder(value) or looks_like_code(value))


RULE = Rule(
    "network_gear",
    {f"network_gear.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    proves=False,
    hits=(
        'add name=home wpa2-pre-shared-key="«larkmist77»" mode=dynamic-keys',
        "set wpa-pre-shared-key=«larkmist77» wpa2-pre-shared-key=«tin-Drum_77»",
        "ssid=moss\nwpa_passphrase=«seven-geese»\n",
        "    wpa-ssid moss\n    wpa-psk «larkmist77»\n",
        "[wifi-security]\nkey-mgmt=wpa-psk\npsk=«larkmist77»\n",
        "\toption encryption 'psk2'\n\toption key '«larkmist77»'\n",
        "snmp-server community «larkmist» RO",
        "tacacs-server host 192.0.2.7 key «larkmist»",
        "crypto isakmp key «larkmist» address 192.0.2.7",
        " ip nhrp authentication «larkmist»\n ip ospf authentication-key 7 «larkmist»\nip ftp password «larkmist»\n",
        "line vty 0 4\n password 7 «094F471A1A0A»\n login\n",
        "\n[600]\ntype=friend\nsecret=«larkmist»\nhost=dynamic\n",
        'jroe * "«larkmist»" *\n',
        'login {\n    user jroe {\n        authentication {\n            plaintext-password "«1234»"\n        }\n',
        "client home {\n    ipaddr = 192.0.2.1\n    secret = «testing321»\n}",
        "ppp chap password 0 «larkmist»",
        "wpa_psk=$X\nwpa_passphrase=«larkmist9»",
        "wpa_passphrase=«seven grey geese 4»\nwpa_key_mgmt=WPA-PSK\nsae_password=«lark mist»|mac=02:00:5e:00:53:01|vlanid=3\n",
        'msg: "tacacs-server host 192.0.2.7 key 0 \\"«Lark*mist»\\""',
    ),
    misses=(
        "key-mgmt=wpa-psk\npsk-flags=1\n",
        "wpa_passphrase=$PASS\nwpa_psk=<key>\n",
        "wpa_passphrase=\n#wpa_psk_file=/etc/hostapd.wpa_psk\nsae_password=|mac=02:00:5e:00:53:01\n",
        "snmp-server community public RO",
        "option key 'value' of the list",
        "a * b * c\n* item * other *\n",
        "the password is set\n password for the user\n",
        "headers with no user and\n  password present.\n",
        "secret=${SECRET}\n",
        "app {\n    secret = testing321\n    name = x\n}",
    ),
)
