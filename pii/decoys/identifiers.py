"""Random-looking values that identify content: digests, integrity hashes, UUIDs."""

from functools import lru_cache

from pii import expressions as re
from pii.decoys.base import line_around
from pii.spans import Span
from pii.text.randomness import is_uuid
from pii.text.surroundings import text_before

_DIGEST_LENGTHS = frozenset((32, 40, 56, 64, 96, 128))  # md5, sha1, sha224, sha256, sha384, sha512 in hexadecimal
_HEX = re.compile(r"[0-9a-fA-F]+")
_DIGEST_WORD = re.compile(
    re.any_case(
        f"{word[0]}(?<![a-z].){word[1:]}(?![a-z])"
        for word in (
            *("md5", r"sha\d*", r"sha[-_]?(?:1|224|256|384|512)", r"blake\w*", "crc", "etag", "checksums?", "digests?"),
            *(
                "hash(?:es|sum)?",
                "commits?",
                "revision",
                "rev",
                "git",
                "blob",
                "tree",
                "fingerprint",
                "thumbprint",
                "oid",
            ),
            "integrity",
        )
    )
    + "|"
    + re.any_case((r"sha\d+[:=-]", "md5[:=]"))
)
_INTEGRITY = re.compile(r"(?:sha(?:1|256|384|512)|md5)[-:=][A-Za-z0-9+/=_-]{20,}")
_CREDENTIAL_WORD = re.compile(re.any_case("key secret token passw pwd auth cred webhook".split()) + "|/(?i:hook)/")


_SESSION_TOKEN = re.compile(r"\bX-(?:[a-z]{2,20}-)?Session[\"']?\s?[:,]\s?[\"']?$", re.IGNORECASE)
_AMONG_TOKENS = re.compile(r"\btokens[\"']?\s?[:=]?\s?\{[^{}]*$")
"""The object, named some lines above, whose UUIDs grant access: of sessions or Consul's access lists."""
_OF_BOUNCER = re.compile(r"<Pass \w{1,20}>[^<>]*$|\bPass\s?=\s?\w+#$")
"""Precedes the salted digest of a password in ZNC's settings."""
_SIGNS = frozenset(("rules.signing_call",))
"""The key among the arguments of a call, beside the name of the digest that is made with it: `createHmac("sha256", "…")`."""
_SIGHT = 600


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


_OF_NOTHING = frozenset(
    (
        "31d6cfe0d16ae931b73c59d7e0c089c0",
        "aad3b435b51404eeaad3b435b51404ee",
        "aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0",
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    )
)
"""Digests of an empty password: NT and LM, alone and together, for accounts without one; then MD5, SHA-1 and SHA-256."""


@lru_cache(maxsize=2)  # all rows of a text are checked in a row
def _holds_checksums_of_pods(text: str) -> bool:
    return "SPEC CHECKSUMS:" in text


def digest(text: str, span: Span) -> bool:
    if text[span.start : span.end].lower() in _OF_NOTHING:
        return True
    if len(span) not in _DIGEST_LENGTHS or not _HEX.fullmatch(text[span.start : span.end]):
        return False
    if span.source in _SIGNS or _OF_BOUNCER.search(text, span.start - _SIGHT, span.start):
        return False
    if _POD_BEFORE.search(text, span.start - 60, span.start) and _holds_checksums_of_pods(text):
        return True
    before, after = line_around(text, span)
    # The nearest word decides: `git token: …` is a token, `key fingerprint: …` a fingerprint.
    digest, credential = _last(_DIGEST_WORD, before), _last(_CREDENTIAL_WORD, before)
    return digest > credential or (credential == 0 and bool(_DIGEST_WORD.search(after)))


_POD_BEFORE = re.compile(r"\n  [\w/+\"-]+: $")
"""Precedes the digest of a pod in a Podfile.lock."""


def integrity(text: str, span: Span) -> bool:
    before = text_before(text, span.start, 8)
    return bool(_INTEGRITY.search(before + text[span.start : span.end]))


def uuid(text: str, span: Span) -> bool:
    """A UUID, unless its line mentions credentials, or it is a session's token or in an object of tokens; or an id containing
    one, assigned to a mere `key`."""
    value = text[span.start : span.end]
    if is_uuid(value):
        if _REQUEST_BEFORE.search(text, span.start - 20, span.start):
            return True
        if any(map(_CREDENTIAL_WORD.search, line_around(text, span))):
            return False
        before = text_before(text, span.start, _SIGHT)
        return _SESSION_TOKEN.search(before) is None and _AMONG_TOKENS.search(before) is None
    built = _BUILT_ID.fullmatch(value)
    return (
        built is not None
        and bool(built[1] or built[2])
        and _BARE_KEY.search(text, span.start - 16, span.start) is not None
    )


_REQUEST_BEFORE = re.compile(r"(?i)postman-token[\"']?\s?[:,=]\s?[\"']?$")
"""Precedes the number that Postman gives each request, despite its name."""
_BUILT_ID = re.compile(
    r"(?!\w*(?i:key|tok|secret|sk|pk|api|live|test|auth))([A-Za-z]{1,16}[-_:.])?"
    r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}([-_:.]\w{1,8})?"
)
_BARE_KEY = re.compile(r"(?<![\w.-])[\"']?key[\"']?\s?[:=]\s?[\"']$")
"""The key of a list element, as numbered by dashboards and UI frameworks: `"key": "Q-…-0"`."""
