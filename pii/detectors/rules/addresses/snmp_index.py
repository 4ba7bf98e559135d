"""IPv4 addresses as the indexes of SNMP's tables (RFC 2578, 7.7), where they stand behind a column's name as the last arcs of an
identifier: `IP-MIB::ipAdEntIfIndex.192.0.2.9 = INTEGER: 3`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 80

_INDEXES = {
    # tables by how the names of their columns begin: what the index consists of, addresses (A), masks (m) and numbers (n)
    "ipAdEnt": "A",
    "ipRoute": "A",
    "ipNetToMedia": "nA",
    "ipCidrRoute": "AmnA",
    "at(?=If|Phys|Net)": "nnA",
    "tcpConn": "AnAn",
    "udpLocal": "An",
    "bgpPeer": "A",
    "ospf(?:Nbr|If)": "An",
}
"""Of RFC 1213, 4293, 2096, 4273 and 4750."""
_ARC = re.compile(r"\d+")
_ARCS = {"A": 4, "m": 4, "n": 1}
_NAMES = "|".join(f"(?P<t{number}>{table})" for number, table in enumerate(_INDEXES))
_COLUMN = re.compile(rf"(?:{_NAMES})[A-Z]\w{{1,24}}\.(?P<arcs>\d{{1,10}}(?:\.\d{{1,10}}){{3,12}})(?![\w.])")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the addresses at the hits."""
    for hit in hits:
        column = _COLUMN.match(text, hit.start, hit.end + _REACH)
        if column is None:
            continue
        index = next(parts for number, parts in enumerate(_INDEXES.values()) if column[f"t{number}"] is not None)
        arcs = list(_ARC.finditer(text, *column.span("arcs")))
        if len(arcs) == sum(_ARCS[part] for part in index):
            yield from _addresses(arcs, index)


def _addresses(arcs: Sequence[re.Match[str]], index: str) -> Iterator[Span]:
    at = 0
    for part in index:
        octets = arcs[at : at + _ARCS[part]]
        at += _ARCS[part]
        numbers = [int(octet.group()) for octet in octets]
        if part == "A" and max(numbers) < 256 and any(numbers):
            yield Span(octets[0].start(), octets[-1].end(), Label.IP_ADDRESS)


RULE = Rule(
    "snmp_index",
    {
        "snmp_index.column": (
            r"\b(?:ipAdEnt|ipRoute|ipNetToMedia|ipCidrRoute|at(?:If|Phys|Net)|tcpConn|udpLocal|bgpPeer|ospf(?:Nbr|If))"
            r"[A-Z]\w{1,24}\.\d"
        )
    },
    find,
    hits=(
        "IP-MIB::ipAdEntIfIndex.«192.168.14.9» = INTEGER: 3\nIP-MIB::ipAdEntNetMask.«192.168.14.9» = IpAddress: 255.255.255.0\n",
        "ipAdEntIfIndex.«10.1.14.9» = 3",
        "RFC1213-MIB::ipRouteNextHop.«10.1.14.0» = IpAddress: x\nipRouteNextHop.0.0.0.0 = IpAddress: x\n",
        "IP-MIB::ipNetToMediaPhysAddress.2.«10.1.14.77» = STRING: 0:0:5e:0:53:1\n",
        "TCP-MIB::tcpConnState.«10.1.14.9».22.«10.1.14.7».50022 = INTEGER: established(5)\nudpLocalPort.«10.1.14.9».53 = 53",
        "ipCidrRouteProto.«10.1.14.0».255.255.255.0.0.«10.1.14.1» = INTEGER: 2",
        "snmpget -v2c -c x host ipAdEntAddr.«10.1.14.9»",
    ),
    misses=(
        "SNMPv2-SMI::enterprises.8072.3.2.10 = 3\nNET-SNMP-MIB::netSnmpAgentOIDs.10.1.2.3\n",
        "ipAdEntIfIndex.10.1.14 = 3\nipAdEntIfIndex.10.1.14.9.2 = 3\nipAdEntIfIndex.10.1.14.912 = 3\n",
        "ipNetToMediaPhysAddress.10.1.14.77 = x\nsysORIndex.10.1.14.9 = 3\nipAdEntIfIndex.1\n",
    ),
)
