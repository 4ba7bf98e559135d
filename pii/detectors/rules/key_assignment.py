"""Keys by their names: literals of machine-made look given to key-, secret- or token-like names, and authorization headers."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.assignments import Assignment, Form, read_assignment
from pii.detectors.rules.base import Rule
from pii.detectors.rules.placeholders import is_placeholder, is_template
from pii.detectors.rules.randomness import is_hex, is_machine_made, is_uuid
from pii.detectors.scan import Hit
from pii.identifiers import words
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.key_assignment"

_ABOUT = frozenset(
    """
    alg algorithm audience button cache callback cancellation checksum class close code color column commit continuation
    count csrf css cursor delimiter desc description dict digest end endpoint error etag event expire expires expiry
    field file filename fingerprint first foreign form format guid handler hash hashed header headers helper href icon id
    ident identifier ids idx image index input integrity issuer iv keyword kid kind label last len length lexer
    lifetime literal lookup manager map md5 message method msg name names next nonce object open operator page param
    parameter params parse parser partition path pattern placeholder pos position prefix prev previous primary
    provider pub public punctuation regex request response rev revision row salt scope scopes selector sep service
    sha site sitekey size sort src start storage store strategy string style suffix symbol sync syntax tab table
    test_id text thumbprint title ttl type uri url usage uuid version xsrf change lock idempotency unit
    """.split()
)
_SECRET = frozenset(
    {
        "secret",
        "secrets",
        "token",
        "tokens",
        "apikey",
        "apitoken",
        "authtoken",
        "accesstoken",
        "clientsecret",
        "secretkey",
        "accesskey",
        "credential",
        "credentials",
        "authkey",
        "privatekey",
    }
)
_QUALIFIERS = frozenset(
    """
    access account activation admin aes api app application auth authentication authorization bearer bot cipher
    client consumer cookie crypto deploy deployment encoding encrypt encryption hmac jwt license master oauth
    private read refresh root rsa secret server service session shared sign signing ssh storage symmetric user
    webhook wrapping write
    """.split()
)
_CHARACTERS = re.compile(r"[A-Za-z0-9+/=_.:~%@!*$#^-]+")
_DIGEST_BEFORE = re.compile(r"(?:sha\d*|md5|integrity|digest|checksum)[-\"':= ]*$", re.IGNORECASE)

_ADDRESS = re.compile(r"0x[0-9A-Fa-f]{40}|urn:uuid:.*")
"""Of a blockchain's account, and names: public both."""
_WORDS_ALONE = re.compile(r"[a-z0-9]+(?:[-_ ][a-z0-9]+)*")
_MADE_UP = re.compile(
    r"(?:^|[-_ ])(?:my|mock|dummy|fake|foo|bar|baz|test|testing|super|s[3e]cr[3e]t|change|abc)|abc(?:def|123)|123"
)
"""Words of values that authors of tests and manuals make up; an identifier rarely has them."""
_SAYS_ITSELF = re.compile("-(?:token|secret|key)$")
_SECRET_WORDS = re.compile(r"[a-z0-9][a-z0-9!@#$%^&*_-]{3,63}")
_NO_SECRETS = frozenset(
    """
    body data environment file form header headers hidden input name password plain query random string text token type
    value
    """.split()
)
"""Words in the place of a secret that say where it comes from or what it is."""
_STANDS_FOR_TOKEN = re.compile("token|secret|mock|dummy|fake|abc|123")

_HEADER = re.compile(r"(?P<scheme>basic|bearer|token|apikey)\s+(?P<value>[\w+/=.~-]{6,2000})", re.IGNORECASE)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the keys at the hits."""
    done = -1
    for hit in hits:
        if hit.pattern == "key_assignment.header":
            place = _header(text, hit)
            if place is not None:
                yield Span(*place, Label.KEY, source=_SOURCE)
            continue
        start, end = hit.start, hit.end
        if hit.pattern == "key_assignment.key":
            end -= 1
            start = end - (4 if text[end - 1] in "sS" else 3)
        if start < done:
            continue
        assignment = read_assignment(text, start, end)
        if assignment is not None and _is_key(text, assignment):
            done = assignment.start
            yield Span(assignment.start, assignment.end, Label.KEY, source=_SOURCE)


def _is_key(text: str, assignment: Assignment) -> bool:
    value = text[assignment.start : assignment.end]
    parts = words(assignment.name)
    if (
        assignment.line.endswith(":")
        or not _names_a_key(parts)
        or not _CHARACTERS.fullmatch(value)
        or is_template(value)
    ):
        return False
    if is_machine_made(value) or is_hex(value, 32) or len(value) >= 32 and value.isdigit():
        return (
            not (is_uuid(value) and not _SECRET.intersection(parts) or _ADDRESS.fullmatch(value)) and "://" not in value
        )
    if assignment.form is Form.BARE or assignment.form is Form.ARGUMENT or is_placeholder(value):
        return False
    # Made by hand: only where the name leaves no doubt and the value is no word, or says that it is made up.
    if _WORDS_ALONE.fullmatch(value) and _letters(value) not in _letters(assignment.name):
        if _MADE_UP.search(value):
            return parts[-1] not in ("token", "tokens") or len(parts) > 1 or _STANDS_FOR_TOKEN.search(value) is not None
        if len(parts) > 1 and _SAYS_ITSELF.search(value):
            return True
    if parts[-1] == "secret" and assignment.form is Form.QUOTED and _SECRET_WORDS.fullmatch(value):
        return value not in _NO_SECRETS
    if parts[-1] in ("secret", "token") and parts[-2:-1] and parts[-2] in _QUALIFIERS and len(value) >= 4:
        return any(map(str.isdigit, value))
    return parts[-1] in ("secret", "apikey") and len(value) >= 8 and _is_no_identifier(value)


def _names_a_key(parts: list[str]) -> bool:
    if _ABOUT.intersection(parts):
        return False
    if _SECRET.intersection(parts):
        return True
    return any(a in _QUALIFIERS and b in ("key", "keys") for a, b in zip(parts, parts[1:], strict=False))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _is_no_identifier(value: str) -> bool:
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value)) or value.isalpha() and value.islower()


def _header(text: str, hit: Hit) -> tuple[int, int] | None:
    """`Authorization: Basic am9lOm1hZGV1cA==`, `Bearer ...`."""
    match = _HEADER.match(text, hit.start)
    if match is None:
        return None
    value = match["value"].rstrip(".")
    start, end = match.start("value"), match.start("value") + len(value)
    if match["scheme"].lower() == "basic":
        return (start, end) if _is_pair(value) else None
    return (start, end) if is_machine_made(value) and not is_placeholder(value) else None


def _is_pair(value: str) -> bool:
    """Whether the base64 holds `user:password`."""
    try:
        decoded = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return False
    return ":" in decoded[1:] and decoded.isprintable()


RULE = Rule(
    "key_assignment",
    {
        "key_assignment.word": r"[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Cc]redential|CREDENTIAL",
        # Without a qualifier before it a key is one of a mapping.
        "key_assignment.key": rf"(?i:{'|'.join(sorted(_QUALIFIERS))})[_ .-]?(?:[Kk]ey|KEY)[sS]?[\"' :=>(,\]]",
        "key_assignment.header": r"(?i)\b(?:basic|bearer|token|apikey) +[\w+/=.-]{6}",
    },
    find,
    rank=4,
    proves=False,
)
