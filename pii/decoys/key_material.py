"""What stands in and around keys and is none: first lines of private keys, lines of certificates, public keys, encrypted text."""

import string

from pii import expressions as re
from pii.decoys.base import line_around
from pii.encoded import LONGEST_KEY, begins_private_key, has_encoded_neighbour, is_encoded_line, token_header
from pii.spans import Span

# The first and last line of a private key without what belongs between them, as parsers and manuals quote them.
_KEY_FRAME = re.compile(
    r"-{4,5}\s?(?:BEGIN|END)[A-Z0-9 ]*-*|[A-Z ]{0,40}PRIVATE KEY[A-Z ]*-*|<[^<>]*>|\[[^\[\]]*\]|[^A-Za-z0-9+/=]"
)
_TOKEN_HEADER = frozenset(("alg", "typ", "kid", "cty"))
"""Of a JSON Web Token: what all tokens of a service have in common."""
_SHORTEST_KEY_BODY = 24
_LONGEST_PIECE = 4000
"""Characters; anything longer was not cut out of a block by mistake."""
_BASE64 = string.ascii_letters + string.digits + "+/_-"
"""Without the equals sign: what follows one is a whole value, as in `TOKEN=...`."""
_PUBLIC_KEY_BEFORE = re.compile(
    re.any_case(
        (
            *(
                rf"{word}[-_ ]?key\w*+[\"'\]]{{0,2}}\s*[:=(]+\s*[\"'\x60]?$"
                for word in (r"p(?<![^\W_].)ub(?:lic|lishable)?", r"v(?<![^\W_].)apid")
            ),
            r"data-cf-beacon=[\"'][^>\n]*\"token\": ?\"$",
            r"s(?<!\w.)sh-(?:rsa|dss|ed25519) +$",
            r"e(?<!\w.)cdsa-sha2-[\w-]++ +$",
        )
    )
    # What keyrings are asked for is the id of a public key: `gpg --recv-keys`, `pacman-key --lsign-key`.
    + r"|--(?:recv|l?sign|edit|delete|export|refresh|send|default|trusted|finger)-keys?[ =]+[\"'\x60]?(?:0x)?$"
)
_PUBLIC_KEY = ("AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh", "AQIAAA5mAAAApAAA")
"""How the base64 of OpenSSH's public keys begins, with the length and the name of the algorithm, and that of a key which Windows
encrypted with one."""


def key_frame(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if value.startswith("eyJ") and "." not in value:
        if text.startswith(("...", "…"), span.end):
            return True
        header = token_header(value).keys()
        return bool(header) and header <= _TOKEN_HEADER
    framed = "PRIVATE KEY" in value or value.startswith(("-----BEGIN", "-----END"))
    return framed and len(_KEY_FRAME.sub("", value)) < _SHORTEST_KEY_BODY


def encoded_block(text: str, span: Span) -> bool:
    if len(span) > _LONGEST_PIECE:
        return False
    if "\x1b" in text[span.start : span.end]:
        return True  # ISO-2022 text: its escapes switch character sets, and what stands between looks random
    if "PRIVATE KEY" in text[span.start : span.end] or begins_private_key(text, span.start):
        return False
    before, after = line_around(text, span)
    beside = len(before) - len(before.rstrip(_BASE64)) + len(after) - len(after.lstrip(_BASE64))
    if beside and beside + len(span) > LONGEST_KEY:
        return True
    lines = (before + text[span.start : span.end] + after).split("\n")
    if not all(map(is_encoded_line, lines)):
        return False
    return len(lines) > 1 or has_encoded_neighbour(text, span.start - len(before), span.end + len(after))


def public_key(text: str, span: Span) -> bool:
    if text.startswith(_PUBLIC_KEY, span.start, span.end):
        return True
    before, after = line_around(text, span)
    return _PUBLIC_KEY_BEFORE.search(before) is not None or _is_strong_name(text[span.start : span.end], before, after)


_STRONG_NAME = re.compile("[0-9a-fA-F]{16}")
_KEY_OF_ASSEMBLY = re.compile(r"(?i:\bpublicKey)(?:Token)?[\"']?\s?[=:]")


def _is_strong_name(value: str, before: str, after: str) -> bool:
    """Whether the value is the end of a digest by which .NET tells who signed an assembly, beside the public key it is of."""
    if not _STRONG_NAME.fullmatch(value):
        return False
    return _KEY_OF_ASSEMBLY.search(before.rpartition("<")[2] + after.partition(">")[0]) is not None


_ENCRYPTED = re.compile(r"ENC[\[(]|\{cipher\}|\$ANSIBLE_VAULT|vault:v\d+:|AQICAH|U2FsdGVkX1[89+/]")
"""How text begins that SOPS, Jasypt, Spring Cloud, Ansible, Vault's transit, KMS and OpenSSL have encrypted; the last writes
`Salted__` before the salt."""
_SEALED = re.compile(r"Ag[A-D][A-Za-z0-9+/=]{60,}")
_SEALED_BEFORE = re.compile(r"^[ \t]*[\"']?encryptedData[\"']?:", re.MULTILINE)
_BLOCK = 4_000
"""Characters of a block of sealed values before one of them."""


def encrypted(text: str, span: Span) -> bool:
    if _ENCRYPTED.match(text, span.start, span.end):
        return True
    begun = text.startswith("Ag", span.start) and text.startswith(("...", "…"), span.end)
    sealed = begun or _SEALED.match(text, span.start, span.end) is not None
    return sealed and _SEALED_BEFORE.search(text, max(0, span.start - _BLOCK), span.start) is not None
