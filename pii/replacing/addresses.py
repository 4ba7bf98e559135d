"""Private addresses that replace real ones, for one document.

Addresses are numbered as they come: networks (/16 and /24, /48 and /64), then hosts within a network. Distinct addresses stay
distinct and neighbours stay neighbours; nothing reveals the original address, and nothing is shared between documents. An
address made here maps to itself when its document is redacted again. A network address (`.0`) remains one, and so does a
broadcast address (`.255`).
"""

from collections.abc import Collection, Hashable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

_Address = IPv4Address | IPv6Address


def parse_address(value: str) -> tuple[str, _Address, str] | None:
    """The text before the address (`[`), the address, and the text after it (`%eth0`, `/24`, `]`); None if there is none."""
    opened = value[: len(value) - len(value.lstrip("["))]
    middle = value[len(opened) :]
    end = min((place for mark in "%/]" if (place := middle.find(mark)) >= 0), default=len(middle))
    try:
        return opened, ip_address(middle[:end]), middle[end:]
    except ValueError:
        return None


def local_addresses(values: Iterable[str], taken: Collection[str] = ()) -> dict[str, str]:
    """Map each value that is an address to a private address in the same form.

    Args:
        values: the values of a document, in order.
        taken: addresses present in the document, which are not assigned to another.
    """
    parsed = {value: parts for value in values if (parts := parse_address(value)) is not None}
    addresses = list(dict.fromkeys(parts[1] for parts in parsed.values()))
    standing = {parts[1] for value in taken if (parts := parse_address(value)) is not None}
    new: dict[_Address, _Address] = {
        **_version4([address for address in addresses if isinstance(address, IPv4Address)], standing),
        **_version6([address for address in addresses if isinstance(address, IPv6Address)], standing),
    }
    return {value: f"{before}{new[address]}{after}" for value, (before, address, after) in parsed.items()}


class _Numbers:
    """Numbers things in the order in which they are first requested."""

    def __init__(self, order: Iterable[int]) -> None:
        self._order = iter(order)
        self._given: dict[Hashable, int] = {}

    def __call__(self, thing: Hashable) -> int:
        if thing not in self._given:
            self._given[thing] = next(self._order)
        return self._given[thing]


_LAST = 255


def _version4(addresses: list[IPv4Address], standing: Collection[_Address]) -> dict[_Address, _Address]:
    """Map into 10.0.0.0/8. If a document has more networks than fit, only the smaller ones are kept together."""
    if len({int(address) >> 8 for address in addresses}) > 1 << 16:
        every = _Numbers(range(1, 1 << 24))
        return {address: _ten(every(address)) for address in addresses}
    wide = len({int(address) >> 16 for address in addresses}) <= 1 << 8
    seconds, flat = _Numbers(range(1 << 8)), _Numbers(range(1 << 16))
    thirds: dict[int, _Numbers] = {}
    hosts: dict[int, _Numbers] = {}
    new: dict[_Address, _Address] = {}
    for address in addresses:
        number = int(address)
        if wide:
            third = thirds.setdefault(number >> 16, _Numbers(range(1, 1 << 8)))
            network = seconds(number >> 16) << 8 | (third(number >> 8) if number >> 8 & 255 else 0)
        else:
            network = flat(number >> 8)
        last = number & 255
        if last not in (0, _LAST):
            last = hosts.setdefault(number >> 8, _Numbers(_free_hosts(network, standing)))(number)
        new[address] = _ten(network << 8 | last)
    return new


def _ten(number: int) -> IPv4Address:
    """The private address of this number. The second octet begins at 100, since small numbers look like a version."""
    return IPv4Address(10 << 24 | ((number >> 16) + 100 & 255) << 16 | number & 0xFFFF)


def _free_hosts(network: int, standing: Collection[_Address]) -> Iterable[int]:
    if not standing:
        return range(1, _LAST)
    # Addresses in the document come last: a full network has to share.
    first = int(_ten(network << 8))
    taken = {int(address) - first for address in standing if isinstance(address, IPv4Address)}
    return sorted(range(1, _LAST), key=taken.__contains__)


def _version6(addresses: list[IPv6Address], standing: Collection[_Address]) -> dict[_Address, _Address]:
    """Map into fd00::/8."""
    sites = _Numbers(range(1, 1 << 40))
    networks: dict[int, _Numbers] = {}
    hosts: dict[int, _Numbers] = {}
    new: dict[_Address, _Address] = {}
    for address in addresses:
        number = int(address)
        site = sites(number >> 80)
        network = networks.setdefault(number >> 80, _Numbers(range(1, 1 << 17)))
        host = hosts.setdefault(number >> 64, _Numbers(range(1, 1 << 64)))
        inside = (number >> 64) & 0xFFFF
        prefix = 0xFD << 120 | site << 80 | (network(inside) & 0xFFFF if inside else 0) << 64
        local = number & ((1 << 64) - 1)
        made = IPv6Address(prefix | (host(local) if local else 0))
        while made in standing and local:
            made = IPv6Address(int(made) + (1 << 32))
        new[address] = made
    return new
