"""Public ledger addresses, which are published to receive payments; private keys are longer or start with another letter."""

import hashlib
from base64 import b32decode
from binascii import crc_hqx

from pii import expressions as re
from pii.spans import Span

_SHAPE = re.compile(
    r"0x[0-9a-fA-F]{40}"  # Ethereum and its like: 20 bytes of a digest, where a private key has 32
    r"|(?P<stellar>[GC][A-Z2-7]{55})"  # an account or a contract; a seed begins with S
    r"|(?:bc|tb|ltc|addr|cosmos|osmo|terra|juno|celestia)1[02-9ac-hj-np-z]{38,103}"  # bech32 (BIP 173)
    r"|(?P<bitcoin>[1-9A-HJ-NP-Za-km-z]{26,35})"  # also Litecoin, Dogecoin, Tron; a private key has 51 or 52 characters
)
_BASE_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def ledger_address(text: str, span: Span) -> bool:
    match = _SHAPE.fullmatch(text, span.start, span.end)
    if match is None:
        return False
    if match["stellar"]:
        return _is_strkey(match["stellar"])
    return not match["bitcoin"] or _is_base_58_check(match["bitcoin"])


def _is_strkey(value: str) -> bool:
    """Whether the last two bytes are the checksum of the rest, as in Stellar's SEP 23."""
    data = b32decode(value)
    return crc_hqx(data[:-2], 0) == int.from_bytes(data[-2:], "little")


def _is_base_58_check(value: str) -> bool:
    """Whether the last four of 25 bytes begin the double digest of the rest, as in Bitcoin addresses."""
    number = 0
    for character in value:
        number = number * 58 + _BASE_58.index(character)
    if number >= 1 << 200:
        return False
    data = number.to_bytes(25)
    return hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()[:4] == data[-4:]
