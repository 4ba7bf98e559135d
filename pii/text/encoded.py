"""Encoded data: certificates, attachments and pictures in base64, no part of which is a value by itself."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any, cast

from pii import expressions as re
from pii.text.surroundings import text_before

LONGEST_KEY = 200
"""Characters; part of a longer base64 run on one line is data, not a key."""
_LINE = re.compile(r"[\s\"'#*>|+]*+[A-Za-z0-9+/]{48,}={0,2}(?:\\n)?[\s\"'+,;\\]*")
_MIXED = re.compile(r"[A-Za-z0-9][^A-Za-z0-9\\]*[^A-Za-z0-9+/=\\][^A-Za-z0-9\\]*[A-Za-z0-9]")
"""Rules out an encoded line: a symbol between letters or digits, other than the backslash of a line end."""
_RUN = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
_PRIVATE_KEY = re.compile(
    r"MII[BCEJ][A-Za-z0-9+/]{2}IBA(?:A[JK]|DANBgkqhkiG9w0B)"  # PKCS#1, PKCS#8 of RSA
    r"|MII[A-Za-z0-9+/]{3}[A-Z][A-Za-z0-9]BgkqhkiG9w0BBQ"  # PKCS#8, encrypted
    r"|MHcCAQEEI|MIGkAgEBBD|MI[A-Za-z0-9+/]{2}AgEAMBMGByqGSM49AgEG|MEECAQAwEwYHKoZIzj0CAQ|MC4CAQAwBQYDK2V[uw]BCIEI"  # curves
)
_PEM = re.compile(r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{30,}")
_LONGEST_LINE = 400
"""Characters of a line read to each side."""


def is_encoded_line(line: str) -> bool:
    """Whether the line belongs to a base64 block, quoted or not."""
    return _LINE.fullmatch(line) is not None


def begins_private_key(text: str, start: int) -> bool:
    """Whether the base64 at `start` begins a private key, by its DER prefix or the first line of a PEM file."""
    if _PRIVATE_KEY.match(text, start):
        return True
    pem = _PEM.match(text, start, start + 80)
    return pem is not None and b"PRIVATE KEY" in base64.b64decode(pem.group()[: -(len(pem.group()) % 4) or None])


def token_header(part: str) -> Mapping[str, Any]:
    """The header in the first part of a JSON Web Token; empty if it is not one."""
    part = part.rstrip("=")
    try:
        header: Any = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError):
        return {}
    return cast("dict[str, Any]", header) if isinstance(header, dict) else {}


def is_plain_text(part: str) -> bool:
    """Whether a JSON Web Token part is plain text rather than claims, as in the RFC's examples; tokens hold a JSON object."""
    start = part[: min(64, len(part) // 4 * 4)]
    try:
        decoded = base64.urlsafe_b64decode(start).decode("ascii")
    except (binascii.Error, ValueError):
        return False
    return decoded.isprintable() and not decoded.lstrip().startswith("{")


def line_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The text before and after `text[start:end]` on its line, at most 400 characters each."""
    before = text_before(text, start, _LONGEST_LINE)
    return before[before.rfind("\n") + 1 :], text[end : end + _LONGEST_LINE].partition("\n")[0]


def has_encoded_neighbour(text: str, start: int, end: int) -> bool:
    """Whether the line above the one that starts at `start`, or the one below that ends at `end`, is encoded."""
    above = text[max(0, start - 201) : max(0, start - 1)].rpartition("\n")[2]
    below = text[end + 1 : end + 201].partition("\n")[0]
    return is_encoded_line(above) or is_encoded_line(below)


def is_amid_data(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` lies in a block of encoded lines, or is a longer run of base64 than any key."""
    if end - start > LONGEST_KEY:
        return _RUN.fullmatch(text, start, end) is not None
    if _MIXED.search(text, start, end):
        return False
    before, after = line_around(text, start, end)
    line = before + text[start:end] + after
    return is_encoded_line(line) and has_encoded_neighbour(text, start - len(before), end + len(after))
