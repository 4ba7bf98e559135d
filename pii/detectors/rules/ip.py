"""IPv4 and IPv6 addresses of any range; not versions, OIDs, section numbers, netmasks, wildcards, scopes or slices."""

import re
from collections.abc import Iterator, Sequence
from socket import AF_INET6, inet_pton

from pii.detectors.rules.base import Rule, line_after
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.ip"

_IPV4 = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}", re.ASCII)
_IPV6_RUN = re.compile(r"[0-9A-Fa-f:.]+")
_IPV6_CHARACTERS = "0123456789abcdefABCDEF:."

_VERSION_BEFORE = re.compile(
    r"(?:\w ?[=~<>!]=|~>|\^) ?$"
    r"|(?:\b(?:v(?:er(?:sions?)?)?|release[ds]?|rev(?:ision)?|sections?|sec|chapter|clause"
    r"|appendix|figure|table|since|update|upgraded?(?: to)?"
    r"|(?:update|upgrade|bump|patch)[^\n]{1,30} to)"
    r"|version\w*|§+|oids?)[\"'.:=( \t]*$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\.?\s+[A-Z]")
_NETWORK_WORD = re.compile(
    r"ipaddr|_ip|ip_|addr|host|network|subnet|inet|server|gateway|listen|bind|proxy|rout(?:e|ing)|client|cidr|whois|://"
    r"|remote|forward|dhcp|socket|connect|iface|interface"
)
_WHOLE_NETWORK_WORD = re.compile(
    r"\b(?:(?:ips?|ipv[46]|net|ping|dns|gw|mask|deny|allow|nat|vpn|lan|wan|via|dst|src|local)\b|peer|tcp|udp)"
)
"""Both of text in small letters: `re` reads faster what it need not fold."""
_WELL_KNOWN = frozenset({"1.2.3.4", "4.3.2.1", "8.8.4.4", "1.0.0.1", "4.2.2.1", "4.2.2.2"})
"""Small numbers that are addresses all the same."""

_MULTIADDRESS = re.compile(r"(?:ip4|ipcidr|://[^\s/]*(?:/[^\s]*)?)/$")
_WORDS = frozenset({"dead", "beef", "cafe", "babe", "face", "feed", "fade", "ace", "add", "bad", "bed", "dad", "fed"})


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the addresses around the hits."""
    done = run_end = 0
    for hit in hits:
        if hit.start < done:
            continue
        if hit.pattern == "ip.dotted":
            place = _ipv4(text, hit)
        else:
            start = _start_of_run(text, hit)
            if start >= run_end:  # a run may be the whole text, and each of its hits in no address
                run = _IPV6_RUN.match(text, start)
                run_end = run.end() if run else start
            place = _ipv6(text, hit, start, run_end)
        if place is None:
            continue
        start, end, address = place
        done = end
        if address:
            yield Span(start, end, Label.IP_ADDRESS, source=_SOURCE)


def _ipv4(text: str, hit: Hit) -> tuple[int, int, bool] | None:
    start = hit.start
    while start > 0 and start > hit.start - 3 and text[start - 1] in "0123456789":
        start -= 1
    match = _IPV4.match(text, start)
    if match is None:
        return None
    end = match.end()
    before, after = text[start - 1 : start], text[end : end + 2]
    if before == "." or before.isalnum() or before == "_" or after[:1].isalnum() or after[:1] == "_":
        return None if not (before.isalnum() and _escaped(text, start)) else (start, end, _plausible(text, start, end))
    if after[:1] == "." and (after[1:].isdigit() or after[1:] == "*"):
        return None
    if before == ":" and text[max(0, start - 12) : start].rpartition("::")[1]:
        return None  # the tail of an IPv6 address, found by its colons
    return start, end, _plausible(text, start, end)


def _escaped(text: str, start: int) -> bool:
    r"""Whether the letter before is an escape of a string literal: "\n10.0.0.1"."""
    return (
        text[start - 2 : start] in ("\\n", "\\r", "\\t") or text[start - 3 : start - 1] == "\\f"
    )  # roff: \\fB10.0.0.1


def _plausible(text: str, start: int, end: int) -> bool:
    octets = text[start:end].split(".")
    if any(len(octet) > 1 and octet[0] == "0" or int(octet) > 255 for octet in octets):
        return False
    first, second, third, _ = numbers = [int(octet) for octet in octets]
    if _is_netmask(numbers) or not any(numbers):
        return False
    if (
        (first, second, third) == (2, 5, 4)
        or (first, second, third) == (2, 5, 29)
        or (first, second) == (1, 3)
        and third == 6
    ):
        return False  # object identifiers of X.500 and the internet
    before = text[max(0, start - 40) : start]
    line = before.rsplit("\n", 1)[-1]
    if _VERSION_BEFORE.search(line):
        return False
    if line.endswith("-") and line[-2:-1].isalpha() and max(numbers) < 100:
        return False  # package-1.2.3.4
    if line.endswith("/") and line[-2:-1].isalpha() and not _MULTIADDRESS.search(line):
        return False  # product/1.2.3.4
    after = text[end : end + 3]
    if after[:1] in ("-", "+", "~") and (after[1:2].isalpha() or after[2:] == ")") and max(numbers) < 100:
        return False  # 1.2.3.4-beta, (1.2.3.4-1)
    if not line.strip(" \t/*#;%-") and _HEADING.match(text, end) and max(numbers) < 30:
        return False  # 3.1.2.1. A heading
    if (
        (first < 10 and max(numbers) < 64 or first < 32 and first != 10 and max(numbers) < 40)
        and len(set(numbers)) > 1
        and text[start:end] not in _WELL_KNOWN
    ):
        # More often a version than an address: something on the line must speak of a network.
        around = line + text[end : line_after(text, end, 80)]
        return after[:1] in ("/", ":") and after[1:2].isdigit() or _speaks_of_network(around)
    return True


def _speaks_of_network(line: str) -> bool:
    small = line.lower()
    found = _NETWORK_WORD.search(small) or _WHOLE_NETWORK_WORD.search(small)
    return found is not None or "IP" in line or "Ip" in line


def _is_netmask(octets: list[int]) -> bool:
    value = int.from_bytes(bytes(octets))
    inverted = value ^ 0xFFFFFFFF
    return octets[0] == 255 and inverted & (inverted + 1) == 0


def _start_of_run(text: str, hit: Hit) -> int:
    """Where the digits and colons around the hit begin, or 45 characters before its first colon."""
    place = text.index(":", hit.start)
    window = text[max(0, place - 45) : place]
    return place - len(window) + len(window.rstrip(_IPV6_CHARACTERS))


def _ipv6(text: str, hit: Hit, start: int, end: int) -> tuple[int, int, bool] | None:
    before = text[start - 1 : start]
    if (before.isalnum() or before == "_") and not _escaped(text, start):
        return None
    while start < end and (text[start] == "." or text[start] == ":" and text[start + 1 : start + 2] != ":"):
        start += 1
    while start < end and (text[end - 1] == "." or text[end - 1] == ":" and text[end - 2 : end - 1] != ":"):
        end -= 1
    after = text[end : end + 1]
    value = text[start:end]
    if after.isalnum() or after == "_" or not 3 <= len(value) <= 45:
        return start, max(end, hit.end), False
    try:
        address = int.from_bytes(inet_pton(AF_INET6, value))
    except OSError:
        return start, max(end, hit.end), False
    return start, end, not _is_ipv6_mask(address) and _looks_like_ipv6(text, start, end, value)


def _is_ipv6_mask(value: int) -> bool:
    """Whether the address is the wildcard, or a mask of a network or of its hosts (`::1` is none)."""
    inverted = value ^ (2**128 - 1)
    return value == 0 or inverted & (inverted + 1) == 0 or value > 1 and value & (value + 1) == 0


def _looks_like_ipv6(text: str, start: int, end: int, value: str) -> bool:
    groups = [group for group in value.split(":") if group]
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    if "::" not in value:
        return not all(len(group) == 2 for group in groups)  # a hardware address of eight bytes
    if before[-1:] in "$@%&>" and before and not (before[-1:] in ">@" and after in "<:/]"):
        return False  # a scope of Perl, PHP or Tcl
    if after == "(":
        return False
    quoted = before[-1:] != "" and before[-1:] in "\"'`" and after != "" and after in "\"'`/%"
    bracketed = before[-1:] == "[" and after in ("]", "%") and not (before[:1].isalnum() or before[:1] in "_])\"'")
    marked = quoted or bracketed or after in ("/", "%")
    if before[-1:] == "[" and not bracketed and not marked:
        return False  # a slice: rows[1::2]
    if not any(character.isdigit() for group in groups for character in group):
        return marked and groups[0].lower() not in _WORDS or len(groups) > 2 and max(map(len, groups)) > 2
    if len(groups) == 1:
        return marked or value == "::1" or value.endswith("::") and len(groups[0]) == 4 and not groups[0].isdigit()
    if len(groups) == 2 and all(group.isdigit() and len(group) < 3 for group in groups):
        return marked  # 1::2
    return True


RULE = Rule(
    "ip",
    {
        "ip.dotted": r"\d\.\d{1,3}\.\d{1,3}\.\d",
        "ip.groups": r"[0-9a-fA-F]:[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}:[0-9a-fA-F]",
        "ip.leading": r"[^\w:]::[0-9a-fA-F]",
        "ip.gap1": r"\b[0-9a-fA-F]::",
        "ip.gap2": r"\b[0-9a-fA-F]{2}::",
        "ip.gap3": r"\b[0-9a-fA-F]{3}::",
        "ip.gap4": r"\b[0-9a-fA-F]{4}::",
    },
    find,
)
