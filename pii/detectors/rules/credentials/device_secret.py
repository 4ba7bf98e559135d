"""Secrets of network devices where the vendor's grammar puts them: ASA, JunOS, FortiOS, VRP, ProCurve, YAMAHA, VyOS,
pfSense."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_VALUE = (
    r"(?P<quote>[\"']?)(?P<password>(?!ENC\b|encrypted\b|\*+)[^\s\"'`<>{};$]{3,80})(?P=quote)(?=;?[ \t]*\r?(?:\n|$))"
)
_PHRASE = (
    r"(?P<quote>[\"']?)(?P<password>(?<=[\"'])[^\"'\n]{3,80}(?=[\"'])|(?<![\"'])(?!\*+)[^\s\"'`<>{};$]{3,80})(?P=quote)"
    r"(?=[ \t]*\r?(?:\n|$))"
)
_AUTHORISED = _VALUE.replace(r"(?=;?[ \t]*", r"(?=;?[ \t]*(?:authorization [\w-]+)?")

_FORMS: Forms = {
    "tunnel": (
        r"\b(?:ikev[12] (?:(?:local|remote)-authentication )?pre-shared-key|radius-common-pw|ldap-login-password) \S",
        re.compile(rf"(?:ikev[12] (?:\S+-authentication )?pre-shared-key|[\w-]+) (?:\d )?{_VALUE}"),
    ),
    "junos": (
        r"\bset system (?:radius|tacplus)-server \S{3,40} secret ",
        re.compile(rf"set system \S+ \S+ secret {_VALUE}"),
    ),
    "neighbour": (
        r"\bset protocols (?:bgp|ospf|isis|ldp|rip) ",
        re.compile(rf"set protocols [^\n]*? authentication-key {_VALUE}"),
    ),
    "community": (
        r"\bset snmp community \S|\bsnmp(?:-agent)? community (?:read|write)(?:-only|-write)? \S",
        re.compile(
            rf"(?:set snmp community|snmp(?:-agent)? community [\w-]+) (?!public\b|private\b|cipher\b|simple\b){_AUTHORISED}"
        ),
    ),
    "fortios": (
        r"\bset (?:psksecret|passwd|ppp?k?secret|auth-pwd|priv-pwd|sae-password|logon-password|(?:secondary|tertiary)-secret) ",
        re.compile(rf"set [\w-]+ (?!ENC\b){_PHRASE}"),
    ),
    "simple": (
        r"\b(?:password|shared-key|key authentication|pre-shared-key) simple \S",
        re.compile(rf"[\w -]+ simple {_VALUE}"),
    ),
    "manager": (
        r"\bpassword (?:manager|operator) user-name \"?[\w.-]{1,40}\"? plaintext ",
        re.compile(rf"[^\n]*? plaintext {_VALUE}"),
    ),
    "ike": (
        r"\bipsec ike pre-shared-key \d{1,4} text ",
        re.compile(rf"[\w -]+ text {_VALUE}"),
    ),
    # VyOS and EdgeOS, as commands and as the tree that they make.
    "vyos": (
        r"\b(?:plaintext-password|pre-shared-secret) [\"'\w]",
        re.compile(rf"(?:[^\n]*?\bset [^\n]*? |[ \t]*)(?:plaintext-password|pre-shared-secret) {_PHRASE}"),
    ),
    "vyos_peer": (
        r"\bset vpn ipsec authentication psk \S{1,40} secret ",
        re.compile(rf"set vpn ipsec authentication psk \S+ secret {_PHRASE}"),
    ),
    "wireguard": (
        r"\b(?:preshared-key|private-key) [\"']?[A-Za-z0-9+/]{4}",
        re.compile(r"[\w-]+ (?P<quote>[\"']?)(?P<key>[A-Za-z0-9+/]{43}=)(?P=quote)(?![\w=])"),
    ),
    # Of a tunnel, which a person chose unless it is long and has no blank.
    "element": (
        r"<(?:pre-shared-key|preshared-key|presharedkey|ipsecpsk)>[^<]",
        re.compile(r"<[\w-]+>(?P<password>(?![\w+/=-]{24,}<)[^<>\n]{3,80})</"),
    ),
    "peer": (
        r"\bpp auth myname [\w.@-]{1,60} ",
        re.compile(rf"pp auth myname \S+ {_VALUE}"),
    ),
}

_LINES = frozenset(("vyos",))

_KEY = "q7Zt3KxW9bRm2VnC8pLdA1b2q7Zt3KxW9bRm2VnC8pL="

RULE = Rule(
    "device_secret",
    places("device_secret", _FORMS),
    Finder("device_secret", _FORMS, lines=_LINES),
    rank=4,
    hits=(
        'set logon-password «larkmist»\n set psksecret "«lark mist 7»"\n',
        " ikev1 pre-shared-key «larkmist»\n ikev2 remote-authentication pre-shared-key «mossdrum»\n radius-common-pw «moss»\n",
        'set system radius-server 192.0.2.7 secret "«larkmist»"\nset system tacplus-server 192.0.2.8 secret «mossdrum»\n',
        "set protocols bgp group up neighbor 192.0.2.9 authentication-key «larkmist»\n",
        "set snmp community «larkmist» authorization read-only\nsnmp-agent community read «larkmist»\n",
        "set psksecret «larkmist»\nset passwd «mossdrum»\n",
        "local-user jroe password simple «larkmist»\nradius-server shared-key simple «mossdrum»\n",
        'password manager user-name "jroe" plaintext "«larkmist»"\n',
        " ipsec ike pre-shared-key 1 text «larkmist»\n pp auth myname jroe «mossdrum»\n",
        "set system login user jroe authentication plaintext-password '«lark mist»'\n"
        "$ set vpn ipsec site-to-site peer x authentication pre-shared-secret «larkmist»\n"
        "        plaintext-password \"«larkmist»\"\nset vpn ipsec authentication psk x secret '«larkmist»'\n",
        f"set interfaces wireguard wg0 peer x preshared-key «{_KEY}»\n    private-key '«{_KEY}»'\n",
        "<pre-shared-key>«lark mist 4»</pre-shared-key><ipsecpsk>«lärkmist»</ipsecpsk>",
    ),
    misses=(
        'set logon-password ENC q7Zt3KxW9bRm2VnC8pLd\nset logon-user "larkmist"\n',
        " ikev1 pre-shared-key *****\n ikev1 pre-shared-key is asked\n",
        "set system radius-server 192.0.2.7 port 1812\n",
        "set snmp community public authorization read-only\nsnmp-agent community read cipher %x%\n",
        "set psksecret ENC bGFya21pc3Q=\nset passwd-policy mossdrum\n",
        "the password simple enough to guess\nlocal-user jroe password cipher larkmist\n",
        'password manager user-name "jroe" sha1 "larkmist"\n',
        " ipsec ike pre-shared-key 1\n pp auth accept pap chap\n",
        "the plaintext-password option\nset user plaintext-password <password>\nset x pre-shared-secret $SECRET\n",
        f"peer {_KEY} preshared-key /config/x\npublic-key {_KEY}\nprivate-key {_KEY[:40]}\n",
        f"<pre-shared-key></pre-shared-key><pre-shared-key>{_KEY}</pre-shared-key><name>lark mist</name>",
    ),
)
