"""Passwords that code hashes in place: `bcrypt('V')`, `password_hash('V', PASSWORD_DEFAULT)`, `make_password('V')`, and those
that seeds give to a column for the hash as they are."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule
from pii.detectors.rules.credential_values import may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.randomness import is_hex
from pii.spans import Span

_SOURCE = "rules.hashed_literal"
_REACH = 120
"""Characters from a call to the end of its argument."""

_VALUE = r"(?:\[\]byte\(|new String\()?[bu]?(?P<quote>[\"'`])(?P<password>[^\"'`\\\n$]{3,60})(?P=quote)"
_LIBRARIES = (
    r"(?:bcrypt(?:js)?|argon2\w{0,2}|pwd_?context|crypt_?context|pbkdf2_sha256|sha(?:256|512)_crypt|bcrypt_sha256"
    r"|password_?hasher|werkzeug\.security|scrypt)"
)
_VERBS = (
    r"(?:hash|hash_?sync|hash_?pw|hash_?password|encrypt|generate_?from_?password|create|check_?pw|compare(?:_?sync)?"
    r"|generate_password_hash)"
)

_FORMS: dict[str, re.Pattern[str]] = {
    "hashed_literal.call": re.compile(rf"\w+\(\s*{_VALUE}\s*\)?\s*(?:,|\))"),
    "hashed_literal.php": re.compile(rf"\w+\(\s*{_VALUE}\s*,\s*PASSWORD_"),
    "hashed_literal.library": re.compile(rf"\w+(?:\.\w+|\(\)|::\w+)*(?:\.|::)\w+\(\s*{_VALUE}\s*\)?\s*[,)]"),
    "hashed_literal.encoder": re.compile(rf"\w+(?:\(\d*\))?\.encode\(\s*{_VALUE}\s*\)"),
    "hashed_literal.column": re.compile(rf"\w+[\"']?\s?(?:=>|[:=])\s?{_VALUE}(?=\s*[,)}}])"),
}
_ENCODERS = re.compile(r"PasswordEncoder|BCrypt")
"""One is in each text whose `encoder` encodes passwords."""
_UNHASHED = re.compile(r"[A-Za-z]{4,20}[\d!@#$%*._-]{1,6}|(?i:(?!.*hash)[a-z]{2,10}pass(?:word)?)")
"""What a person would choose and no hash looks like."""
_MADE_UP = re.compile(r"(?i)hash|dummy|fake|mock|digest|cipher|bcrypt|argon|salt|invalid|wrong|\bx+\b")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals at the hits."""
    for hit in hits:
        match = _FORMS[hit.pattern].match(text, hit.start, min(len(text), hit.end + _REACH))
        if match is None or not may_be_password(match["password"]) or is_hex(match["password"], 16):
            continue
        if hit.pattern == "hashed_literal.encoder" and not _ENCODERS.search(text):
            continue
        if hit.pattern == "hashed_literal.column" and not _is_unhashed(match["password"]):
            continue
        if match["password"].lower() not in _ALGORITHMS:
            yield Span(*match.span("password"), Label.PASSWORD, source=_SOURCE)


def _is_unhashed(value: str) -> bool:
    return _UNHASHED.fullmatch(value) is not None and not _MADE_UP.search(value)


_ALGORITHMS = frozenset("bcrypt argon2 argon2id argon2i sha256 sha512 sha1 md5 scrypt pbkdf2 auto default salt".split())

RULE = Rule(
    "hashed_literal",
    {
        "hashed_literal.call": (
            r"(?i)\b(?:bcrypt|make_password|(?:get|generate|create|make)_?password_?hash|hash_?passwd|pw_?hash)\(\s?b?[\"'`]"
        ),
        "hashed_literal.php": r"\bpassword_hash\(\s?[\"']",
        "hashed_literal.library": (
            rf"(?i)\b{_LIBRARIES}(?:\(\)|::password|\.password)?(?:\.|::){_VERBS}\(\s?(?:\[\]byte\()?[bu]?[\"'`]"
        ),
        "hashed_literal.encoder": r"(?:\b[eE]ncoder|BCryptPasswordEncoder\(\d{0,2}\))\.encode\(\"",
        "hashed_literal.column": r"(?i)(?:password_?hash|hashed_?password)[\"']?\s?(?:=>|[:=])\s?[\"']",
    },
    find,
    rank=4,
    hits=(
        "'password' => bcrypt('«larkmist»'),",
        "password_hash('«tulip»', PASSWORD_BCRYPT)",
        "make_password('«larkmist»'), User(password=generate_password_hash('«larkmist»', method='scrypt'))",
        'u.setHash(BCrypt.hashpw("«larkmist»", BCrypt.gensalt()));',
        "await bcrypt.hash('«larkmist»', 10); bcrypt.hashSync('«larkmist»', 8)",
        'bcrypt.GenerateFromPassword([]byte("«larkmist»"), bcrypt.DefaultCost)',
        "BCrypt::Password.create('«larkmist»'); pwd_context.hash(\"«larkmist»\"); bcrypt.hashpw(b'«larkmist»', bcrypt.gensalt())",
        'PasswordEncoder encoder;\nu.setPassword(encoder.encode("«larkmist»"));',
        'new BCryptPasswordEncoder().encode("«larkmist»")',
        "User(username='jroe', password_hash='«tulip77»', role='x')",
        "User(username='jroe', password_hash='«strongpassword»')",
    ),
    misses=(
        "bcrypt($password), bcrypt(password, 10), bcrypt('')",
        "{{ given | password_hash('sha512') }}",
        "password_hash('sha512', 'x')",
        "bcrypt.hash(password, 10); bcrypt.compareSync(a, b); bcrypt.genSaltSync('b')",
        'encoder.encode("larkmist")',
        'PasswordEncoder p; encoder.encode(text); utf8.encode("larkmist")',
        "User(password_hash='hashed_password', x=1); User(password_hash='fakehash1', x=1)",
        "User(password_hash='5f4dcc3b5aa765d61d8327deb882cf99', x=1)",
        "User(password_hash='$2b$12$abc', x=1); password_hash = 'a1b2c3d4e5f6'",
        "make_password('bcrypt'); argon2.verify('larkmist')",
    ),
)
