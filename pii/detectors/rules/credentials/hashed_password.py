"""Passwords that code hashes or encodes: `bcrypt.hash(V)`, `make_password(V)`, `passwordEncoder.encode(V)`, `btoa("jroe:V")`,
and those that seeds give to a column for the hash as they are."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Forms, is_literal, places
from pii.detectors.rules.credentials.credential_values import may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import is_hex

_REACH = 300
"""Characters from a place to the end of its value."""

_VALUE = r"(?P<quote>[\"'])(?P<password>[^\"'\n]{1,80})(?P=quote)"
_PLAIN = r"(?:\[\]byte\(|new String\()?[bu]?(?P<quote>[\"'`])(?P<password>[^\"'`\\\n$]{3,60})(?P=quote)"
_LIBRARIES = (
    r"(?:bcrypt(?:js)?|argon2\w{0,2}|pwd_?context|crypt_?context|pbkdf2_sha(?:1|256|512)"
    r"|(?:sha1|sha256|sha512|md5|des|bsdi)_crypt|bcrypt_sha256|password_?hasher|werkzeug\.security|scrypt)"
)
_VERBS = (
    r"(?:hash|hash_?sync|hash_?pw|hash_?password|encrypt|generate_?from_?password|create|check_?pw|compare(?:_?sync)?"
    r"|generate_password_hash|verify|create_?hash)"
)

_HASH_FIRST = r"(?!PasswordHasher\([^()\n]*\)\.verify\()"
"""No call of argon2-cffi, which takes the hash first."""

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "encoder": (
        r"(?i)passw(?:or)?d_?(?:encoder|hasher|crypt\w{0,6})(?:\(\))?(?:::|\.)\w{3,8}\([\"']",
        re.compile(
            rf"{_HASH_FIRST}\w+(?:\(\))?(?:::|\.)(?:encode|hash|make|check|create|encrypt|matches|verify)\({_VALUE}\s*[,)]",
            re.IGNORECASE,
        ),
    ),
    # Laravel's and Adonis', which hash passwords alone; what other objects hash may be anything.
    "facade": (
        r"\bHash::(?:make|check)\([\"']|\b[Hh]ash\.make\([\"']",
        re.compile(rf"(?:Hash::\w+|Hash\.make|(?<=await )hash\.make)\({_VALUE}\s*[,)]"),
    ),
    "noop": (r"\{noop\}", re.compile(r"\{noop\}(?P<password>[^\s\"'|<>]{2,60})")),
    "encoded": (
        r"(?:\bbtoa|\bb64encode|base64_encode|[bB]ase64(?:\.\w{1,14})?\.\w{0,10}[eE]ncode\w{0,12}|Buffer\.from)\(b?[\"'][\w.@-]{1,40}:",
        re.compile(
            r"(?:Buffer\.from\((?=[^()\n]{3,120}\)\.toString\([\"']base64)|(?!Buffer)[\w.]+\()"
            r"b?(?P<quote>[\"'])[\w.@-]+:(?P<password>[^\s\"':/]{2,60})(?P=quote)"
        ),
    ),
    "hash": (
        r"(?i)(?:bcrypt|argon2|scrypt|password_(?:hash|verify)|hashpw|_password_hash)[\w:.]*\([\w \"'$]",
        re.compile(
            r"(?:bcrypt|argon2|(?<![A-Za-z])scrypt|password_(?:hash|verify)|hashpw|_password_hash)\w{0,8}"
            r"(?:(?:\.|::)(?:Password\.)?(?:(?:add_)?hash\w*|compare\w*|verify|create|checkpw|using))?"
            rf"\(\s*(?![\"'](?:sha\d|md5|bcrypt|blowfish))(?:\$?\w+\s*,\s*)?b?{_VALUE}\s*[,)]",
            re.IGNORECASE,
        ),
    ),
    "valid": (
        r"(?i)PasswordValid\(",
        re.compile(
            rf"PasswordValid\(\s*(?:\$?\w+\s*,\s*|[\"'][^\"'\n]{{0,200}}[\"']\s*,\s*)?{_VALUE}\s*[,)]", re.IGNORECASE
        ),
    ),
    "function": (
        r"(?i)\b(?:make_password|(?:get|generate|create|make)_?password_?hash|hash_?passwd|pw_?hash|crypt\.crypt)\(\s?b?[\"'`]",
        re.compile(rf"[\w.]+\(\s*{_PLAIN}\s*\)?\s*(?:,|\))"),
    ),
    "library": (
        rf"(?i)\b{_LIBRARIES}(?:\(\)|::password|\.password|\.using\([\w=, ]{{0,40}}\))?"
        rf"(?:\.|::){_VERBS}\(\s?(?:\[\]byte\()?[bu]?[\"'`]",
        re.compile(rf"{_HASH_FIRST}\w+(?:\.\w+|\([^()\n]*\)|::\w+)*(?:\.|::)\w+\(\s*{_PLAIN}\s*\)?\s*[,)]"),
    ),
    "spring": (
        r"(?:\b[eE]ncoder|BCryptPasswordEncoder\(\d{0,2}\))\.encode\(\"",
        re.compile(rf"\w+(?:\(\d*\))?\.encode\(\s*{_PLAIN}\s*\)"),
    ),
    "column": (
        r"(?i)(?:password_?hash|hashed_?password)[\"']?\s?(?:=>|[:=])\s?[\"']",
        re.compile(rf"\w+[\"']?\s?(?:=>|[:=])\s?{_PLAIN}(?=\s*[,)}}])"),
    ),
}
_HASHER = "hashed_password.hasher"
"""Objects of argon2-cffi (`PasswordHasher`), passlib (`CryptContext`) and pwdlib (`PasswordHash`), whatever they are called."""
_MADE = re.compile(r"(?<![\w.])(?P<name>[A-Za-z_][\w.]{0,40}) ?= ?(?:\w+\.)?$")
"""Before the constructor: what the object is called."""
_GIVEN = re.compile(
    rf"\.(?:hash|encrypt|verify(?:_and_update)?)\(\s*(?:[\w.\[\]]+\s*,\s*|b?([\"'])\$[^\"'\n]{{1,200}}\1\s*,\s*)?{_PLAIN}\s*[,)]"
)
"""A call of the object's; the hash may be its first argument."""
_MOST_HASHERS = 12
_MOST_CALLS = 100
_REGEXES = {f"hashed_password.{name}": regex for name, (_, regex) in _FORMS.items()}
_ANY_LITERAL = frozenset(
    f"hashed_password.{name}" for name in ("encoder", "facade", "noop", "encoded", "hash", "valid")
)
"""Places that hold nothing but passwords; elsewhere the value must look like one."""
_SPRING = re.compile(r"PasswordEncoder|BCrypt")
"""Every text whose `encoder` encodes passwords contains one of these."""
_ALGORITHMS = frozenset("bcrypt argon2 argon2id argon2i sha256 sha512 sha1 md5 scrypt pbkdf2 auto default salt".split())
_UNHASHED = re.compile(r"[A-Za-z]{4,20}[\d!@#$%*._-]{1,6}|(?i:(?!.*hash)[a-z]{2,10}pass(?:word)?)")
"""What a person would choose and no hash looks like."""
_MADE_UP = re.compile(r"(?i)hash|dummy|fake|mock|digest|cipher|bcrypt|argon|salt|invalid|wrong|\bx+\b")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals at the hits."""
    hashers: set[str] = set()
    for hit in hits:
        if hit.pattern == _HASHER:
            if (made := _MADE.search(text, hit.start - 80, hit.start)) and len(hashers) < _MOST_HASHERS:
                hashers.add(made["name"])
            continue
        match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is None or hit.pattern == "hashed_password.spring" and not _SPRING.search(text):
            continue
        if _fits(hit.pattern, match["password"]):
            yield Span(*match.span("password"), Label.PASSWORD)
    for hasher in sorted(hashers):
        yield from _hashed_by(text, hasher)


def _hashed_by(text: str, hasher: str) -> Iterator[Span]:
    """The literals that are given to the object of this name."""
    position = -1
    for _ in range(_MOST_CALLS):
        position = text.find(f"{hasher}.", position + 1)
        if position < 0:
            return
        call = _GIVEN.match(text, position + len(hasher), position + _REACH)
        if call is not None and not text[position - 1 : position].isalnum() and _fits(_HASHER, call["password"]):
            yield Span(*call.span("password"), Label.PASSWORD)


def _fits(place: str, value: str) -> bool:
    if place in _ANY_LITERAL:
        return is_literal(value)
    if not may_be_password(value) or is_hex(value, 16) or value.lower() in _ALGORITHMS:
        return False
    return place != "hashed_password.column" or bool(_UNHASHED.fullmatch(value)) and not _MADE_UP.search(value)


RULE = Rule(
    "hashed_password",
    places("hashed_password", _FORMS) | {_HASHER: r"(?:PasswordHasher|CryptContext|PasswordHash)\("},
    find,
    rank=4,
    hits=(
        "$encoder->isPasswordValid($hash, '«hunter2»', null)",
        "'password' => Hash::make('«password»'), x.setPassword(passwordEncoder.encode(\"«larkmist»\"));",
        'withUser("jroe").password("{noop}«larkmist»")',
        "btoa('jroe:«larkmist»'), base64.b64encode(b\"jroe:«larkmist»\")",
        "Buffer.from('jroe:«larkmist»').toString('base64')",
        'const hash = await bcrypt.hash("«hunter2»", 10);',
        'Argon2.add_hash("«larkmist»") |> Map.get(:password_hash)',
        "password_verify($given, '«hunter2»')",
        "Hash::check('«larkmist»', $hash); new BCryptPasswordEncoder().encode(\"«123»\")",
        "x = await hash.make('«larkmist»'); y = await Hash.make('«larkmist»')",
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
        '>>> ph = PasswordHasher()\n>>> hash = ph.hash("«lark nine stones»")\n>>> ph.verify(hash, "«lark nine stones»")\n',
        "self.ctx = CryptContext(['x'])\nself.ctx.verify('«larkmist»', known)\nself.ctx.verify('$5$x$y', '«tulip»')\n",
        "argon2.using(rounds=4).hash('«larkmist»'); pwd_context.verify('«tulip»', h); md5_crypt.hash('«moss»')",
        'crypt.crypt("«larkmist»", salt); argon2id.CreateHash("«tulip»", params)',
    ),
    misses=(
        'PasswordHasher().verify("larkmist", "x")',
        "{{ given | password_hash('sha512') }}",
        "{{ given | password_hash('blowfish', 'hunter2') }}",
        "bcrypt.compare(given, hashed)",
        'parse_dnscrypt_stamp("larkmist")',
        "Buffer.from('jroe:larkmist'); btoa('a b: c'); Hash::make($password)",
        'h := hash.Hash("lark-key"); hash.encode("larkmist"); Hash::hash("larkmist"); Hash.create("lark")',
        "x = hash.make('lark-key'); hash.verify('larkmist', h)",
        "bcrypt($password), bcrypt(password, 10), bcrypt('')",
        "password_hash('sha512', 'x')",
        "bcrypt.hash(password, 10); bcrypt.compareSync(a, b); bcrypt.genSaltSync('b')",
        'encoder.encode("larkmist")',
        'PasswordEncoder p; encoder.encode(text); utf8.encode("larkmist")',
        "User(password_hash='hashed_password', x=1); User(password_hash='fakehash1', x=1)",
        "User(password_hash='5f4dcc3b5aa765d61d8327deb882cf99', x=1)",
        "User(password_hash='$2b$12$abc', x=1); password_hash = 'a1b2c3d4e5f6'",
        "make_password('bcrypt')",
        'ph = Hasher()\nph.hash("lark nine stones")\nph.verify(hash, "lark nine stones")\n',
        'ph = PasswordHasher()\nph.verify(hash, given)\nph.check(x, "larkmist")\nalph.hash("larkmist")\nph.hash("argon2id")\n',
        "argon2.using(rounds=4).verify(given, known); sha256.hash('larkmist'); PasswordHasher()\n",
        'crypt.crypt(given, salt); crypt.encode("larkmist", salt)',
    ),
)
