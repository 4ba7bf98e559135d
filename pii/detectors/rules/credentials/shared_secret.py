"""Secrets that persons share between a device and its server: `secret="V"` of RADIUS, TACACS+, IPsec and of clients that log in
to routers. A person chose them, so they are passwords, whatever the word; what a machine made is a key elsewhere."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.assignments import Form, among_settings, read_assignment
from pii.detectors.rules.credentials.credential_values import TYPES, is_secret_value, may_be_password
from pii.detectors.scan import Hit
from pii.known.placeholders import is_placeholder, looks_like_code
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words

_SIGHT = 600
"""Characters around in which something says what the secret is shared with."""

_NETWORK = re.compile(
    r"radius|radclient|radtest|\bnas_?(?:type|ip|identifier)|\bauth_?port\b|\bacct_?port\b|tacacs|\bpyrad\b|netmiko|device_type"
    r"|cisco_\w|\bikev?[12]\b|\bxauth\b|\bswanctl\b|\bnapalm\b|enable secret",
    re.IGNORECASE,
)
_OTHERS = frozenset(
    """
    client consumer app application api jwt oauth oauth2 token session cookie webhook signing sign access aws azure
    django flask hmac csrf resource owner key keys
    """.split()
)
"""Words of names whose secrets a service hands out."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the secrets at the hits."""
    networks: list[int] | None = None
    for hit in hits:
        assignment = read_assignment(text, hit.start, hit.end)
        if assignment is None or assignment.form not in (Form.QUOTED, Form.BARE, Form.PAIR):
            continue
        parts = words(assignment.name)
        value = text[assignment.start : assignment.end]
        if parts[-1:] != ["secret"] or not _OTHERS.isdisjoint(parts) or not _is_chosen(value):
            continue
        if assignment.form is Form.BARE and not (
            _LITERAL.fullmatch(value)
            and (
                among_settings(text, assignment.start, assignment.end)
                or _BLOCK.search(text, max(0, hit.start - _SIGHT), hit.start)
            )
        ):
            continue
        if networks is None:  # one pass over the text, however many secrets it has
            networks = [match.start() for match in _NETWORK.finditer(text)]
        if bisect_left(networks, hit.start - _SIGHT) < bisect_left(networks, assignment.end + _SIGHT):
            yield Span(assignment.start, assignment.end, Label.PASSWORD)


_BLOCK = re.compile(r"^[ \t]*secrets[ \t]*\{", re.MULTILINE)
"""The secrets of swanctl.conf."""
_LITERAL = re.compile(r"(?=\D*\d)[\w!@#%^&*+-]{4,40}")


def _is_chosen(value: str) -> bool:
    if not may_be_password(value) or value.lower() in TYPES or is_placeholder(value) or looks_like_code(value):
        return False
    return not is_secret_value(value) and len(value) > 3 and value.lower() not in ("client_secret", "shared secret")


RULE = Rule(
    "shared_secret",
    {"shared_secret.word": r"[Ss]ecret|SECRET"},
    find,
    rank=3,
    hits=(
        'client = Client(server="127.0.0.1", authport=1812, secret=b"«moss4711»", dict=d)',
        "var packet = radius.decode({ packet: raw, secret: '«lark-mist»' });",
        '{"device_type": "cisco_ios", "host": "r1", "password": x, "secret": "«larkmist»"}',
        "connections {\n  xauth {\n  }\n}\nsecrets {\n  xauth-eva {\n    id = eva\n    secret = «larkm1stG»\n  }\n}\n",
    ),
    misses=(
        'app.config["secret"] = "larkmist"',
        'radius = 4; client_secret = "larkmist"',
        'radius.decode({ packet: raw, secret: secret }); secret = "<shared secret>"',
        'device_type="cisco_ios", secret="q7Zt3KxW9bRm2VnC8pLdq7Zt3KxW9b"',
    ),
)
