"""Addresses of nobody: reserved for documentation, loopback, netmasks, private networks, public resolvers."""

import ipaddress
from functools import lru_cache

from pii.labels import CREDENTIALS, Label
from pii.spans import Span

# RFC 2606 and RFC 6761 reserve these domains for documentation and tests.
_RESERVED_DOMAINS = tuple(
    f".{domain}"
    for domain in (
        *("example.com", "example.net", "example.org", "example.edu"),
        *("example", "test", "invalid", "localhost"),
    )
)
_DOCUMENTATION_NETWORKS = tuple(
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"))
)
_POPULAR_DNS = frozenset(
    map(
        ipaddress.ip_address,
        """
        1.0.0.1 1.1.1.1 8.8.4.4 8.8.8.8 9.9.9.9 149.112.112.112 208.67.220.220 208.67.222.222 4.2.2.1 4.2.2.2 64.6.64.6 64.6.65.6
        77.88.8.1 77.88.8.8 94.140.14.14 94.140.15.15 8.26.56.26 8.20.247.20 84.200.69.80 84.200.70.40 114.114.114.114
        114.114.115.115 119.29.29.29 180.76.76.76 185.228.168.9 185.228.169.9 223.5.5.5 223.6.6.6
        2001:4860:4860::8888 2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe
        """.split(),
    )
)


def _address(text: str, span: Span) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    return _parsed(text[span.start : span.end])


@lru_cache(maxsize=4096)
def _parsed(value: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(value.split("%")[0].strip("[]"))
    except ValueError:
        return None


def documentation(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if span.label is Label.EMAIL:
        return f".{value.rpartition('@')[2]}".lower().endswith(_RESERVED_DOMAINS)
    if span.label in CREDENTIALS:
        return value.upper().rstrip("=").endswith(("EXAMPLE", "EXAMPLEKEY"))
    address = _address(text, span)
    return address is not None and any(
        address.version == network.version and address in network for network in _DOCUMENTATION_NETWORKS
    )


def loopback(text: str, span: Span) -> bool:
    address = _address(text, span)
    return address is not None and address.is_loopback


def unspecified(text: str, span: Span) -> bool:
    address = _address(text, span)
    return address is not None and address.is_unspecified


def netmask(text: str, span: Span) -> bool:
    address = _address(text, span)
    if address is None:
        return False
    value, bits = int(address), address.max_prefixlen
    inverted = value ^ ((1 << bits) - 1)
    of_network = value >> (bits - 8) == 255 and inverted & (inverted + 1) == 0
    return of_network or bits == 32 and 1 < value < 1 << 24 and value & (value + 1) == 0


def private_ip(text: str, span: Span) -> bool:
    address = _address(text, span)
    if address is None or address.is_loopback or documentation(text, span):
        return False
    return address.is_private or address.is_link_local


def popular_dns(text: str, span: Span) -> bool:
    return _address(text, span) in _POPULAR_DNS
