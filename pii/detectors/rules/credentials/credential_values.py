"""Whether a literal that was given to the name of a credential is one: no type, template, path, prose or name of a field."""

from pii import expressions as re
from pii.known.credential_names import credential_of
from pii.known.placeholders import is_placeholder, looks_like_code
from pii.labels import Label
from pii.text.randomness import is_hex, is_machine_made, is_uuid

TYPES = frozenset(
    """
    and any argon2 argument arguments ask async await basic bcrypt bool boolean bytes char cleartext const crypt digest
    env false file function getpass hidden if input int integer kerberos lambda let md5 must never new nil no none ntlm
    notimplemented null number object off on option optional or pbkdf2 plain plaintext prompt raw_input required return scrypt
    secretstr self sha sha1 sha256 sha512 should stdin str string symbol text this to true undefined unknown value var
    fail failed varchar void was with yes incomplete alias hash hashed encrypted error warning ascii utf8 utf-8
    bearer oauth oauth2 x-oauth-basic x-access-token
    utf-8 utf8 utf-16 utf16 latin1 latin-1 iso-8859-1 ascii base64 hex
    on_create x-oauth-token notimplemented
    argon2i argon2id stdout windowspe offlineservicing generalize specialize auditsystem audituser oobesystem
    """.split()
)
_PROSE = re.compile(
    r"\b(?:pass(?:word|phrase|code)s?|enter|please|invalid|incorrect|wrong|must|your|forgot(?:ten)?|reset|change|required|not|cannot|the|is"
    r"|are|for|with|of|to|and|or|failed|missing|confirm|new|old|current|repeat|again|login|sign)\b",
    re.IGNORECASE,
)
_PASS = r"pass(?:wd|word|phrase)?s?"
_FIELD_NAME = re.compile(
    r"(?:validate|check|verify|get|set|is|has)_[a-z]+$|(?:.*[._-])?(?:user|new|old|current|hashed|encrypted|plain|salted|confirm(?:ation)?|reset|forgot|change|update|login|account|auth|admin|field|input|form"
    rf"|id|db)s?[._-]?{_PASS}(?:[._-]?\w+)?$"
    rf"|{_PASS}[._-]?(?:confirm(?:ation)?|hash|field|input|file|digest|salt|reset|again|repeat|new|old|verify|set|check|changed?"
    r"|expired|error|required|policy|prompt|auth|authentication|strength|grant|invalid|mismatch|only|less|credentials|id|type)$",
    re.IGNORECASE,
)
WORKING = frozenset(("default", "example", "unused"))
"""Words that say what belongs in a form, and that work all the same where they are set or typed: `POSTGRES_PASSWORD: example`."""
SECRET_CHARACTERS = re.compile(r"[A-Za-z0-9+/=_.:~%@!*$#^-]+")
_ALGORITHM = re.compile(
    r"(?:pbkdf2|hmac|pbe|aes|rsa|ecdsa|sha|md5|des(?:ede)?|blowfish|rc4|gcm|cbc|ecb|pkcs|oaep|mgf1|no|with|and|in|padding|bits?|[\d_/.+-])+",
    re.IGNORECASE,
)
"""`PBKDF2WithHmacSHA256`."""
_ADDRESS = re.compile(r"[A-Z]\w*@[0-9a-f]{5,8}|0x(?:[0-9A-Fa-f]{1,16}|[0-9A-Fa-f]{40})|urn:uuid:.*")
"""Objects of Java by class and hash, numbers of a program, addresses of a blockchain, URNs: none is secret."""
_OWNED = ("AKIA", "ASIA", "AROA", "AIDA", "arn:", "projects/")
"""Access key ids, which have a rule of their own, and names of accounts and of places where secrets are kept."""
_NATIVE_HASH = re.compile(r"\*[0-9A-F]{40}")
"""MySQL's own unsalted hash."""
_OBJECT = re.compile(r"(?:[A-Za-z_]\w*[.$])*[A-Z]\w*@[0-9a-f]{5,8}", re.ASCII)
"""What Java prints of an object that says nothing of itself: its class and a number in hexadecimal, `Credentials@27a6ea4`."""
_VERSION = re.compile(r"[\^~<>=]*v?\d+(?:\.\d+)+")


def may_be_password(value: str) -> bool:
    """Whether a person may have chosen the literal as a password, as far as it tells by itself."""
    if not 3 <= len(value) <= 128 or not any(map(str.isalnum, value)) or value == "Password":
        return False
    if _NATIVE_HASH.fullmatch(value) or value[0].isspace() or value[-1].isspace():
        return False  # between two literals
    if _OF_VAULT.fullmatch(value) or _EXTENSION.fullmatch(value) or _COLOURED.search(value):
        return False
    if _is_chosen(value):
        return True
    return not (is_placeholder(value) or looks_like_code(value) or "anonymous" in value or is_uuid(value))


_OF_VAULT = re.compile(r"!?(?:var )?[\w.-]+(?:/[\w.-]+)+/(?:db)?(?:password|passwd|pass|pwd|secret|token)")
"""The path of a variable in a vault."""
_EXTENSION = re.compile(r"[a-p]{32}")
"""The id of a browser's extension."""
_COLOURED = re.compile(r"\\(?:0?33|e|x1[bB]|u001[bB])\[[\d;]*m")
"""What a terminal is told, around a word that it shows."""
_SIGNS = re.compile(r"\d|[A-Za-z][!#$%^&*@+~][A-Za-z]")
_MARKUP = re.compile(r"[\\%{}<>$&]\w|:\w+:|^[(\[{@/#&$]|https?:|[a-z]\(|\w/\w+/")


def tells_itself(value: str) -> bool:
    """Whether the value is no word, number or piece of markup: a label in running text is followed by all of those."""
    if not value.isascii() or " " in value or not any(map(str.isalpha, value)):
        return False
    return _SIGNS.search(value) is not None and _MARKUP.search(value) is None


_LOWER, _UPPER, _DIGIT, _SIGN = (re.compile(kind) for kind in ("[a-z]", "[A-Z]", r"[0-9]", r"[^A-Za-z0-9_]"))


_ESCAPED_QUOTE = re.compile(r"[^\W_]\\[\"'][^\W_]")
"""Amid a word, which only who chose it for a password would put there."""
_BLANK = re.compile(r"\s")


def looks_generated(value: str, label: str) -> bool:
    """Whether a value under the name of a credential needs no judge: it mixes kinds of characters as words, names and paths of
    code do not. Of such values that were read under a password's or key's name, more than 98 of 100 were one."""
    if len(value) < 8 or not _DIGIT.search(value):
        return False
    lower, upper, sign = _LOWER.search(value), _UPPER.search(value), _SIGN.search(value)
    if label == Label.PASSWORD:
        if lower and upper:
            return True
        told = _ESCAPED_QUOTE.search(value) or any(map(str.islower, value)) and any(map(str.isupper, value))
        return bool(told) and not _BLANK.search(value)
    return bool(lower and upper) or bool(lower or upper) and not sign


def is_prose(value: str) -> bool:
    """Whether the value is a sentence or a label rather than a password with spaces."""
    return _PROSE.search(value) is not None or value.count(" ") > 5 or value[:1].isupper()


def names_a_field(value: str) -> bool:
    """Whether the value is itself the name of a field: `field = "user_password"`."""
    return not any(map(str.isdigit, value)) and _FIELD_NAME.match(value) is not None


def fits_place(value: str, among_words: bool) -> bool:
    """Whether the value may be a password at a place that suggests one; where words stand as often, it has to tell itself."""
    if (
        not may_be_password(value)
        or value.lower() in TYPES
        or names_a_field(value)
        or "@" in value[1:]
        and "." in value
    ):
        return False
    if among_words:
        return tells_itself(value) or value.isdigit() and len(value) > 5
    return not is_prose(value) or any(map(str.isdigit, value))


def is_version(value: str) -> bool:
    """Whether the value is a version or a range of them: packages have names such as `auth-token`."""
    return _VERSION.match(value) is not None


def is_secret_value(value: str) -> bool:
    """Whether the value is one that a machine made to be a secret."""
    if (
        value.startswith(_OWNED)
        or not SECRET_CHARACTERS.fullmatch(value)
        or "://" in value
        or is_version(value)
        or _ADDRESS.fullmatch(value)
        or _OBJECT.fullmatch(value)
        or not value.isdigit()
        and _ALGORITHM.fullmatch(value)
    ):
        return False
    return is_machine_made(value) or is_hex(value, 32) or len(value) >= 32 and value.isdigit()


_CALL = re.compile(r"[\w.]+\(|.*://|[/~.]|\$\d?\w*\$|[A-Za-z]:\\")


def _is_chosen(value: str) -> bool:
    """Whether a literal has signs of every kind, as rules for passwords demand, be it that some of them look like code's."""
    if not 8 <= len(value) <= 64 or " " in value or is_placeholder(value) or _CALL.match(value):
        return False
    return all(kind.search(value) for kind in (_LOWER, _UPPER, _DIGIT, _SIGN))


def credential(name: str, value: str) -> Label | None:
    """What the literal is that stands under the name, in a table or an element, or None."""
    label = credential_of(name)
    if label is Label.PASSWORD:
        fits = _is_chosen(value) or may_be_password(value) and value.lower() not in TYPES and not names_a_field(value)
        return label if fits and not is_hex(value, 32) and not (" " in value and is_prose(value)) else None
    return label if label and is_secret_value(value) else None
