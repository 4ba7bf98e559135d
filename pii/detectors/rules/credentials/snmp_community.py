"""Communities of SNMP (RFC 3584), which are its passwords, in the settings of agents and of what polls them: Junos, VyOS and
EdgeOS, receivers of traps of Cisco's IOS, exporters of Prometheus and inventories in YAML, JSON or properties."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.placeholders import is_placeholder, looks_like_code
from pii.labels import Label
from pii.spans import Span

_REACH = 200
"""Characters behind a place in which the community stands."""

_QUOTED = r"(?P<quote>\\{0,3}[\"'])(?P<quoted>[^\"'\\\s]{3,64})(?P=quote)"
_BARE = r"(?P<bare>[^\s\"'`<>{}()\[\];,\\$]{3,64})"

_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "agent": (
        r"\bcommunity \\{0,3}[\"'\w]",
        re.compile(
            rf"community (?!(?:add|replace|delete|none|members|set)\b)(?:{_QUOTED}|{_BARE})"
            r"(?=[ \t]*(?:\{|;|\\[nr]|\\?[\"']|$)|[ \t]+(?:authorization|clients?|network|view|routing-instance)\b)",
            re.MULTILINE,
        ),
    ),
    "receiver": (
        r"\bsnmp-server host ",
        re.compile(
            r"snmp-server host [\w.:-]+ (?:vrf \S+ )?(?:(?:traps?|informs?) )?(?:version (?:1|2c) )?"
            rf"(?!(?:version|vrf|traps?|informs?|udp-port|auth|noauth|priv)\b){_BARE}(?=\s|\\[nr]|$)"
        ),
    ),
    "polled": (
        r"(?i)(?:\b|_)community(?:_?(?:string|name))?[\"']?[ \t]{0,4}[:=] ?[\"']?\w",
        re.compile(
            rf"\w+[\"']?[ \t]*[:=][ ]?(?:{_QUOTED}|(?!self\.|this\.){_BARE})(?=[ \t]*(?:[,}}\r]|$|[ \t]#))",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
}
_REGEXES = {f"snmp_community.{name}": regex for name, (_, regex) in _FORMS.items()}
_SPOKEN_OF = re.compile(r"snmp|\bif_mib\b|\boids?\b|community_?string", re.IGNORECASE)
"""What communities of SNMP stand beside, and those of people, of BGP and of graphs do not."""
_SIGHT = 400
"""Characters on both sides in which it is looked for."""
_OF_ROUTES = re.compile(r"\d+:\d+(?::\d+)?|(?:no|local)-[a-z-]+|internet|additive")
"""Communities of BGP (RFC 1997)."""
_NOBODYS = frozenset(
    "public private community string str none null true false yes no default required optional".split()
)
"""Communities that everybody knows, and words that stand for one."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the communities at the hits."""
    for hit in hits:
        match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is None or not _SPOKEN_OF.search(text, max(0, hit.start - _SIGHT), hit.end + _SIGHT):
            continue
        group = match.lastgroup or 0
        if _is_community(match[group]):
            yield Span(*match.span(group), Label.PASSWORD)


def _is_community(value: str) -> bool:
    if value.lower() in _NOBODYS or _OF_ROUTES.fullmatch(value) or "://" in value:
        return False
    return not (is_placeholder(value) or looks_like_code(value))


RULE = Rule(
    "snmp_community",
    {f"snmp_community.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    hits=(
        "set service snmp community «lark-rw-52» authorization rw\n",
        'set snmp community "«lark-mist»" authorization read-only\n',
        '{"msg": "edit snmp\\nset community \\"«lark-mist»\\" clients 192.0.2.0/24"}',
        "snmp {\n    community «lark-mist» {\n        authorization read-only;\n",
        "snmp-server host 192.0.2.3 version 2c «larkmist»\nsnmp-server host 192.0.2.3 «larkmoss» bgp\n",
        'auths:\n  moss:\n    community_string: "«lark-mist»"\n    version: 2\n',
        "snmp:\n  version: 2c\n  community: «l4rkmist»\n",
        '{"snmp": {"host": "db1", "community": "«lark-mist»"}}',
        "snmp_ro_community = «larkmist»\nsnmp.community.name=public\n",
    ),
    misses=(
        "set service snmp community public authorization ro\n",
        "set policy-options community CUST members 65010:300\n",
        "no snmp-server\nroute-map OUT permit 10\n set community 65010:300 additive\n set community no-export\n",
        "set community add '65010:300'\nset large-community '65010:1:2'\n",
        "set community internal-only\n",
        "snmp-server host 192.0.2.3 version 3 auth jroe\n",
        "snmp:\n  community: '{$SNMP_COMMUNITY}'\n  community: ${COMMUNITY}\n  community: <community>\n",
        "community: friendly\nlinks:\n  community: https://forum.example.org\n",
        "snmp = Client(community=self.community, port=161)\nsnmp.community = get_community(x)\n",
        "the SNMP community of the router, a community name and its view\n",
    ),
)
