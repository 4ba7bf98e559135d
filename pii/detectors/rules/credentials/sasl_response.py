"""Responses of SASL in base64 that hold account and password or a token: `AUTH PLAIN …`, `AUTHENTICATE XOAUTH2 …`."""

import base64
import binascii
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_RESPONSE = re.compile(r"[\w-]++[\"']?,?[ \t]+[\"']?(?P<value>[A-Za-z0-9+/]{8,2000}={0,2})(?![\w+/=])")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the responses at the hits, if they decode to what the mechanism sends."""
    for hit in hits:
        match = _RESPONSE.match(text, hit.start + text[hit.start : hit.end].index(" ") + 1)
        if match is not None and holds_credentials(match["value"]):
            yield Span(*match.span("value"), Label.KEY)


def holds_credentials(value: str) -> bool:
    """Whether the base64 is `[authzid] NUL account NUL password`, or `user=…` and `auth=…` between control characters."""
    try:
        decoded = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    parts = decoded.split("\0")
    if len(parts) == 3:
        return bool(parts[1] and parts[2]) and decoded.replace("\0", "").isprintable()
    return "\1auth=" in decoded or decoded.startswith("auth=")


RULE = Rule(
    "sasl_response",
    {
        "sasl_response.initial": (
            r"(?i)\bauth(?:enticate)? [\"']?(?:plain|xoauth2|oauthbearer)[\"']?,?[ \t]{1,4}[\"']?[a-z0-9+/]{8}"
        )
    },
    find,
    rank=3,
    hits=(
        "AUTH PLAIN «AGpyb2UAbGFya21pc3Q=»\r\n",
        '"a001 AUTHENTICATE PLAIN «AGpyb2UAbGFya21pc3Q=»\\r\\n"',
        "auth plain «anJvZQBqcm9lAGxhcmttaXN0»",
        "AUTH XOAUTH2 «dXNlcj1qcm9lQGV4YW1wbGUub3JnAWF1dGg9QmVhcmVyIGxhcmttaXN0AQE=»",
    ),
    misses=(
        "AUTH PLAIN LOGIN CRAM-MD5",
        "AUTH PLAIN anJvZTpsYXJrbWlzdA==",
        "AUTHENTICATE PLAIN AAECAwQFBgcICQ==",
        "auth plain authentication",
        "AUTH LOGIN anJvZQ==",
    ),
)
