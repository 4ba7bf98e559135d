"""Credential material as machines make it: vendors' formats, generic secrets, JWTs, private keys, salted hashes."""

import base64
import json
import re
import re._parser as parser  # type: ignore[import-not-found]
import string
import zlib
from collections.abc import Callable, Sequence
from typing import Any, cast

from models.synthesis.draw import BASE62, BASE64, BASE64_URL, HEX, Draw
from pii.detectors.rules.credentials.vendors import FORMATS, KeyFormat, crc32_base62

_LONGEST_REPEAT = 48
_WORD = BASE62 + "_"


def key(draw: Draw) -> str:
    """Any one-line key."""
    roll = draw.random.random()
    if roll < 0.14:
        return draw.of_split(lambda: handmade_key(draw))
    if roll < 0.38:
        return vendor_key(draw)
    if roll < 0.46:
        return jwt(draw)
    return generic_key(draw)


def vendor_key(draw: Draw) -> str:
    """A key of a known format: prefix, alphabet, length, and checksum where the format has one."""
    key_format = draw.one(FORMATS)
    return draw.of_split(lambda: _of_format(draw, key_format))


def _of_format(draw: Draw, key_format: KeyFormat) -> str:
    parsed = cast(Sequence[tuple[Any, Any]], parser.parse(key_format.rest.pattern, re.ASCII))
    body = _sample(draw, parsed)
    value = draw.one(key_format.prefixes) + body
    if key_format.checksum is crc32_base62:
        secret = value[value.index("_") + 1 : -6]
        value = value[:-6] + _base62(zlib.crc32(secret.encode())).rjust(6, "0")
    if key_format.vendor in ("Azure storage", "Slack webhook", "Discord webhook"):
        return body
    return value


def _base62(number: int) -> str:
    digits = string.digits + string.ascii_uppercase + string.ascii_lowercase
    text = ""
    while number:
        number, digit = divmod(number, 62)
        text = digits[digit] + text
    return text


def _sample(draw: Draw, pattern: Sequence[tuple[Any, Any]]) -> str:
    """A string that a parsed regular expression matches; assertions add nothing."""
    text = ""
    for operation, argument in pattern:
        match str(operation):
            case "LITERAL":
                text += chr(argument)
            case "NOT_LITERAL":
                text += draw.one([c for c in BASE62 if c != chr(argument)])
            case "ANY":
                text += draw.one(BASE62)
            case "IN":
                text += draw.one(_alphabet(argument))
            case "BRANCH":
                text += _sample(draw, draw.one(argument[1]))
            case "SUBPATTERN":
                text += _sample(draw, argument[3])
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                low, high, inner = argument
                for _ in range(draw.number(low, max(low, min(int(high), low + _LONGEST_REPEAT)))):
                    text += _sample(draw, inner)
            case "ASSERT" | "ASSERT_NOT" | "AT":
                pass
            case other:
                raise ValueError(
                    f"a key format uses the regular expression operation {other}, which cannot be drawn from"
                )
    return text


def _alphabet(items: Sequence[tuple[Any, Any]]) -> str:
    found = ""
    negated = False
    for operation, argument in items:
        match str(operation):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found += chr(argument)
            case "RANGE":
                found += "".join(map(chr, range(argument[0], argument[1] + 1)))
            case "CATEGORY":
                found += string.digits if "DIGIT" in str(argument) else _WORD
            case other:
                raise ValueError(f"a key format uses {other} in a class, which cannot be drawn from")
    return "".join(c for c in _WORD if c not in found) if negated else found


_ADJECTIVES: Sequence[str] = (
    "my test fake dummy mock some-other super sample good bad old new valid invalid first second very demo".split()
)
_NOUNS: Sequence[str] = (
    "secret token key api-key access-token refresh-token auth-token client-secret session-token signing-key apikey".split()
)
_ALONE = (
    "abc abcd abcdef abc123 foo bar baz secret s3cr3t topsecret changeme token123 key123 12345 deadbeef xyz".split()
)


def handmade_key(draw: Draw) -> str:
    """What authors of tests and manuals write for a token or a secret."""
    if draw.chance(0.3):
        return draw.one(_ALONE)
    words = f"{draw.one(_ADJECTIVES)}-{draw.one(_NOUNS)}".split("-")
    if draw.chance(0.2):
        words.append(str(draw.number(1, 999)))
    match draw.number(0, 4):
        case 0:
            return "".join([words[0], *(word.capitalize() for word in words[1:])])
        case 1:
            return "".join(words)
        case 2:
            return "_".join(words)
        case _:
            return "-".join(words)


def generic_key(draw: Draw) -> str:
    """A key without a format of its own: hexadecimal, base64, base62, a UUID, with a prefix or in groups."""
    return draw.of_split(lambda: _generic(draw))


def _generic(draw: Draw) -> str:
    length = draw.one([16, 20, 24, 28, 32, 32, 32, 36, 40, 40, 43, 48, 56, 64, 64, 86, 128])
    match draw.number(0, 13):
        case 0 | 1 | 2:
            return draw.string(HEX, draw.one([16, 24, 32, 32, 32, 40, 40, 48, 64, 64, 96, 128]))
        case 3 | 4 | 5:
            return draw.string(BASE62, length)
        case 6:
            return draw.string(BASE64_URL, length)
        case 7 | 8:
            return base64.b64encode(draw.random.randbytes(draw.one([12, 16, 18, 20, 24, 32, 32, 48, 64]))).decode()
        case 9:
            return uuid(draw)
        case 10:
            prefix = draw.one("sk pk tok key live test api svc usr app prod dev secret at rt acc".split())
            return (
                prefix
                + draw.one(["_", "-", "_live_", "_test_", "-v1-", "."])
                + draw.string(draw.one([BASE62, HEX]), draw.number(16, 48))
            )
        case 11:
            return "-".join(
                draw.string(string.ascii_uppercase + string.digits, draw.one([4, 5])) for _ in range(draw.number(4, 6))
            )
        case 12:
            return draw.string(string.ascii_lowercase + string.digits, draw.number(16, 40))
        case _:
            return draw.string(string.ascii_letters + string.digits + "!@#%^&*(-_=+)", draw.number(40, 52))


def uuid(draw: Draw) -> str:
    """A UUID: a key or the name of a thing, depending on its place."""
    text = "-".join(draw.string(HEX, length) for length in (8, 4, 4, 4, 12))
    return text.upper() if draw.chance(0.15) else text


def jwt(draw: Draw) -> str:
    """A signed token with a decodable head and body."""

    def make() -> str:
        head = {"alg": draw.one(["HS256", "RS256", "ES256", "HS512"]), "typ": "JWT"}
        body: dict[str, object] = {
            "sub": draw.one([draw.string(string.digits, 10), uuid(draw)]),
            "iat": draw.number(1_300_000_000, 1_900_000_000),
        }
        if draw.chance(0.5):
            body |= {"exp": draw.number(1_300_000_000, 1_900_000_000), "scope": draw.string(string.ascii_lowercase, 6)}
        parts = [
            base64.urlsafe_b64encode(json.dumps(part, separators=(",", ":")).encode()).decode().rstrip("=")
            for part in (head, body)
        ]
        return ".".join([*parts, draw.string(BASE64_URL, draw.one([43, 86, 342]))])

    return draw.of_split(make)


def private_key(draw: Draw, newline: str = "\n") -> str:
    """A PEM block, BEGIN and END lines included."""
    kind = draw.one(["RSA ", "RSA ", "", "", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", "PGP "])
    size = {
        "RSA ": draw.one([320, 610, 1190]),
        "": draw.one([120, 635, 1220]),
        "EC ": 121,
        "DSA ": 450,
        "OPENSSH ": draw.one([270, 1800]),
    }.get(kind, 640)
    body = base64.b64encode(draw.random.randbytes(size)).decode()
    start = {"RSA ": "MIIE", "": "MIIE", "EC ": "MHcC", "OPENSSH ": "b3BlbnNzaC1rZXktdjEA"}.get(kind, "MIIB")
    body = start + body[len(start) :]
    lines = [body[index : index + 64] for index in range(0, len(body), 64)]
    if kind == "RSA " and draw.chance(0.15):
        lines = ["Proc-Type: 4,ENCRYPTED", f"DEK-Info: AES-128-CBC,{draw.string('0123456789ABCDEF', 32)}", "", *lines]
    name = f"{kind}PRIVATE KEY" + (" BLOCK" if kind == "PGP " else "")
    return newline.join([f"-----BEGIN {name}-----", *lines, f"-----END {name}-----"])


def salted_hash(draw: Draw) -> str:
    """A password's salted hash."""
    crypt = "./" + BASE62
    forms: tuple[Callable[[], str], ...] = (
        lambda: f"$1${draw.string(crypt, 8)}${draw.string(crypt, 22)}",
        lambda: f"$5$rounds=5000${draw.string(crypt, 16)}${draw.string(crypt, 43)}",
        lambda: f"$6${draw.string(crypt, draw.one([8, 16]))}${draw.string(crypt, 86)}",
        lambda: f"$2{draw.one('aby')}${draw.one(['04', '05', '10', '12'])}${draw.string(crypt, 53)}",
        lambda: f"$apr1${draw.string(crypt, 8)}${draw.string(crypt, 22)}",
        lambda: f"pbkdf2_sha256${draw.number(10, 60)}0000${draw.string(BASE62, 12)}${draw.string(BASE64, 43)}=",
        lambda: f"$argon2id$v=19$m=65536,t=3,p=4${draw.string(BASE64, 22)}${draw.string(BASE64, 43)}",
        lambda: f"{{SSHA}}{draw.string(BASE64, 32)}",
    )
    return draw.of_split(draw.one(forms))


def basic_pair(draw: Draw, user: str, password: str) -> str:
    """The value of an `Authorization: Basic` header."""
    return base64.b64encode(f"{user}:{password}".encode()).decode()


_FIXED = re.compile(r"-----(?:BEGIN|END)[^-\n]*-----|(?:Proc-Type|Version|Comment): ?[^\n]*|DEK-Info: ?[^,\n]*|\\[a-z]")
"""The parts of a private key that all keys have in common."""


def scrambled(draw: Draw, value: str, keep: int = 0) -> str:
    """The value with every letter and digit redrawn from its kind, its first `keep` characters as they are.

    The head and foot lines of a private key stay; a value without anything to redraw gives a generic key.
    """
    hexadecimal = re.fullmatch(r"[0-9a-fA-F:-]+", value) is not None
    fixed = [match.span() for match in _FIXED.finditer(value)]
    places = [i for i in range(keep, len(value)) if not any(start <= i < end for start, end in fixed)]
    characters = list(value)
    for place in places:
        characters[place] = _redrawn(draw, characters[place], hexadecimal)
    text = "".join(characters)
    return text if text != value else generic_key(draw)


def _redrawn(draw: Draw, character: str, hexadecimal: bool) -> str:
    if character in string.digits:
        return draw.one(string.digits)
    if character in string.ascii_lowercase:
        return draw.one("abcdef" if hexadecimal else string.ascii_lowercase)
    if character in string.ascii_uppercase:
        return draw.one("ABCDEF" if hexadecimal else string.ascii_uppercase)
    return character
