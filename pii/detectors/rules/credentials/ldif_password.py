"""Passwords and their hashes as LDIF writes them in base64, behind two colons: `userPassword:: bGFya21pc3Q=` (RFC 2849)."""

import base64
import binascii
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_VALUE = re.compile(r"\w+(?:;[\w-]+)*+::[ \t]*(?P<value>[A-Za-z0-9+/]{4,400}={0,2})(?![\w+/=])")
_SALTED = re.compile(r"\{(?!SHA\}|MD5\}|CLEARTEXT\}|PLAIN\})[\w-]{3,20}\}\S{10,}", re.IGNORECASE)
_UNSALTED = re.compile(r"\{(?:SHA|MD5)\}", re.IGNORECASE)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields what stands at the hits: a password, or a hash with its salt."""
    for hit in hits:
        match = _VALUE.match(text, hit.start, hit.end + 500)
        label = _label(match["value"]) if match else None
        if match is not None and label is not None:
            yield Span(*match.span("value"), label)


def _label(value: str) -> Label | None:
    try:
        decoded = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    if _SALTED.fullmatch(decoded):
        return Label.KEY
    if _UNSALTED.match(decoded) or not decoded.isprintable():
        return None
    return Label.PASSWORD if may_be_password(decoded) else None


RULE = Rule(
    "ldif_password",
    {
        "ldif_password.value": (
            r"(?i)\b(?:userpassword|olcrootpw|unicodepwd|rootpw|olcdbbindpassword|authpassword)[\w;-]{0,30}::"
            r"[ \t]{0,4}[a-z0-9+/]{4}"
        )
    },
    find,
    rank=3,
    hits=(
        "dn: uid=jroe,dc=example\nuserPassword:: «bGFya21pc3Q=»\n",
        "olcRootPW:: «e1NTSEF9Q2pLTFJ0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=»\n",
        "userpassword;lang-de:: «bGFya21pc3Q=»",
    ),
    misses=(
        "userPassword:: e1NIQX1xVXFQNWN5eG02WWNUQWh6MDVIcGg1Z3Z1OU09\n",
        "cn:: bGFya21pc3Q=\n",
        "userPassword:: //79/Pv6+fj39vX08w==\n",
        "std::userPassword::value()",
    ),
)
