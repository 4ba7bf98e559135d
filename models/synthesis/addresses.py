"""IP addresses of every range and spelling."""

import ipaddress

from models.synthesis.draw import HEX, Draw


def ip_address(draw: Draw) -> str:
    """An IPv4 address, or an IPv6 address now and then."""
    return ipv6(draw) if draw.chance(0.25) else ipv4(draw)


def ipv4(draw: Draw) -> str:
    """A dotted quad of a private, shared, public, documentation, link-local, loopback or multicast range."""
    return draw.of_split(lambda: ".".join(map(str, _quad(draw)))) if draw.chance(0.97) else "127.0.0.1"


def _quad(draw: Draw) -> tuple[int, int, int, int]:
    def byte(low: int = 0) -> int:
        return draw.number(low, 254) if draw.chance(0.75) else draw.one([0, 1, 2, 10, 20, 50, 100, 200, 254])

    match draw.number(0, 19):
        case 0 | 1 | 2 | 3:
            return 192, 168, byte(), byte(1)
        case 4 | 5 | 6 | 7:
            return 10, byte(), byte(), byte(1)
        case 8 | 9:
            return 172, draw.number(16, 31), byte(), byte(1)
        case 10:
            first, second, third = draw.one([(192, 0, 2), (198, 51, 100), (203, 0, 113)])
            return first, second, third, byte(1)
        case 11:
            return 127, byte(), byte(), byte(1)
        case 12:
            return 169, 254, byte(), byte(1)
        case 13:
            return draw.number(224, 239), byte(), byte(), byte(1)
        case 14:
            first = byte(1)
            return draw.one(
                [(first, first, first, first), (1, 2, 3, draw.number(1, 9)), (first, 0, 0, draw.number(0, 9))]
            )
        case _:
            return draw.number(1, 223), draw.number(0, 255), draw.number(0, 255), draw.number(0, 255)


def ipv6(draw: Draw) -> str:
    """An address in full, shortened, with an embedded IPv4 address, in capitals or with leading zeroes."""
    return draw.of_split(lambda: _ipv6(draw)) if draw.chance(0.97) else "::1"


def _ipv6(draw: Draw) -> str:
    heads = [0x20010DB8, 0x20010DB8, 0x2A000000 + draw.number(0, 0xFFFFF), 0x26000000 + draw.number(0, 0xFFFFF)]
    high = draw.one(
        [*heads, 0xFE800000, 0xFD000000 + draw.number(0, 0xFFFFFF), 0xFF020000, draw.number(0x20000000, 0x3FFFFFFF)]
    )
    style = draw.number(0, 9)
    if style == 0:
        return f"::ffff:{'.'.join(map(str, _quad(draw)))}"
    if style == 1:
        return f"::{draw.number(1, 0xFFFF):x}" + draw.one(["", f":{draw.number(1, 0xFFFF):x}"])
    low = draw.number(1, 0xFF) if draw.chance(0.35) else draw.random.getrandbits(64)
    middle = 0 if draw.chance(0.4) else draw.random.getrandbits(32)
    address = ipaddress.IPv6Address((high << 96) | (middle << 64) | low)
    if style in (2, 3):
        return address.exploded
    if style == 4:
        return str(address).upper()
    if style == 5:
        return ":".join(f"{int(group, 16):x}" for group in address.exploded.split(":"))
    return str(address)


def mac_address(draw: Draw) -> str:
    """A hardware address, which is not an IP address."""
    separator = draw.one([":", ":", "-", "."])
    pairs = [draw.string(HEX, 2) for _ in range(6)]
    return (
        ".".join(a + b for a, b in zip(pairs[::2], pairs[1::2], strict=True))
        if separator == "."
        else separator.join(pairs)
    )


def netmask(draw: Draw) -> str:
    """A netmask or a wildcard, which is not a machine's address."""
    return draw.one(
        [
            "255.255.255.0",
            "255.255.0.0",
            "255.0.0.0",
            "255.255.255.128",
            "255.255.255.252",
            "255.255.255.255",
            "0.0.0.0",
            "0.0.0.255",
        ]
    )


def dotted_number(draw: Draw) -> str:
    """A version, an object identifier or a section number: dotted like an address."""
    match draw.number(0, 4):
        case 0:
            return "1.3.6.1." + ".".join(str(draw.number(0, 400)) for _ in range(draw.number(2, 6)))
        case 1:
            return (
                "2.5.29." + str(draw.number(1, 60))
                if draw.chance(0.5)
                else "1.2.840.113549.1." + f"{draw.number(1, 12)}.{draw.number(1, 15)}"
            )
        case 2:
            return ".".join(str(draw.number(0, 30)) for _ in range(3)) + draw.one(
                ["", "-rc1", ".dev0", "b2", "-SNAPSHOT", "+git2019"]
            )
        case _:
            return ".".join(str(draw.number(0, 90)) for _ in range(4))
