"""Keys by their names: literals of machine-made look given to key-, secret- or token-like names, and authorization headers."""

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from pii import expressions as re
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.credentials.assignments import LONG, Assignment, Form, among_settings, read_assignment
from pii.detectors.rules.credentials.credential_values import (
    SECRET_CHARACTERS,
    TYPES,
    is_prose,
    is_secret_value,
    is_version,
)
from pii.detectors.scan import Hit
from pii.known.credential_names import KEY_QUALIFIERS, KEYS_IN_LANGUAGES, OTHER_KEYS, names_secret, names_some_key
from pii.known.placeholders import is_placeholder, is_template, looks_like_code
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.randomness import entropy, is_machine_made, is_uuid
from pii.text.surroundings import REACH, line_after

_VENDOR_KEY = re.compile(r"[A-Z0-9_]*API_KEY|\w*ApiKey")
_WORDS_ALONE = re.compile(r"[a-z0-9]+(?:[-_ ][a-z0-9]+)*")
_MADE_UP = re.compile(
    r"(?:^|[-_ ])(?:my|mock|dummy|fake|foo|bar|baz|test|testing|super|s[3e]cr[3e]t|change|abc)|abc(?:def|123)|123"
)
"""Words of values that authors of tests and manuals make up; an identifier rarely has them."""
_SAYS_ITSELF = re.compile("-(?:token|secret|key)$")
_SECRET_WORDS = re.compile(r"[a-z0-9][a-z0-9!@#$%^&*_-]{3,63}")
_CAPITALISED = re.compile(r"[A-Za-z]+(?:[A-Z][a-z]+)+[\d!#]{0,4}|[a-z]+[A-Z]")
"""Words put together: `NobodyTellsThisSecret`."""
_SECRET_PHRASE = re.compile(r"[a-z0-9]+(?: [a-z0-9]+){1,4}")
_NO_SECRETS = frozenset(
    """
    body data environment file form header headers hidden input name password plain query random string text token type
    value
    """.split()
)
"""Words in the place of a secret that say where it comes from or what it is."""
_STANDS_FOR_TOKEN = re.compile("token|secret|mock|dummy|fake|abc|123")

_HEADER = re.compile(r"(?P<scheme>basic|bearer|token|apikey)\s+(?:token=)?(?P<value>[\w+/=.~-]{6,2000})", re.IGNORECASE)
"""Rails gives its token a name."""


_LETTERS = re.compile(r"[^\W\d_]+")
_QUERY_VALUE = re.compile(r"[?&]\w*=(?P<value>[\w-]{12,200})(?![\w(.-])")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the keys at the hits."""
    done = 0
    for hit in hits:
        if hit.pattern in _READERS:
            place = _READERS[hit.pattern](text, hit)
            if place is not None:
                yield Span(*place, Label.KEY)
            continue
        start, end = _keyword(text, hit)
        if start < done:
            continue
        assignment = read_assignment(text, start, end)
        if assignment is None:
            continue
        if " " in text[hit.start : start]:
            assignment = replace(assignment, name=text[hit.start : end])  # Secret key: …
        if _is_key(text, assignment):
            done = assignment.start
            parameter = _PARAMETER.match(text, assignment.start, assignment.end)
            first = parameter.end() if parameter else assignment.start
            if assignment.operator == "=" and text.startswith("3D", first) and _is_quoted_printable(text, first):
                first += len("3D")
            yield Span(first, assignment.end, Label.KEY)
        elif assignment.form is Form.BARE and assignment.end - assignment.start > LONG:
            done = assignment.end


_EQUALS_SIGN = re.compile(r"=3D[\"'\w]")
_SAYS_QUOTED_PRINTABLE = re.compile(r"(?i)quoted-printable")
_MESSAGE = 4000
"""Characters of a message before a value that are read."""


def _is_quoted_printable(text: str, position: int) -> bool:
    """Whether an equals sign is written as `=3D` here (RFC 2045): the message says so, or several are."""
    if _SAYS_QUOTED_PRINTABLE.search(text, position - _MESSAGE, position):
        return True
    return sum(1 for _ in _EQUALS_SIGN.finditer(text, position - REACH, position + 2 * REACH)) > 1


def _is_fingerprint(parts: Sequence[str], value: str) -> bool:
    """Whether the value says which public key of OpenPGP is meant."""
    return not _OF_OPENPGP.isdisjoint(parts) and _FINGERPRINT.fullmatch(value) is not None


_OF_OPENPGP = frozenset(("gpg", "pgp", "openpgp"))
_FINGERPRINT = re.compile(r"(?:0x)?(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{16}|[0-9A-Fa-f]{8})")


def _ends_alike(value: str, name: str) -> bool:
    """Whether a variable is given to a name that it ends with: `apiKey: mossApiKey`."""
    parts = words(name)
    return value == name or value.isidentifier() and len(parts) > 1 and words(value)[-len(parts) :] == parts


def _keyword(text: str, hit: Hit) -> tuple[int, int]:
    """The word for a key at the hit."""
    if hit.pattern == "key_assignment.key":
        end = hit.end - 1
        return end - (4 if text[end - 1] in "sS" else 3), end
    if hit.pattern == "key_assignment.material":
        return hit.start, hit.start + 3
    if hit.pattern in ("key_assignment.made", "key_assignment.call"):
        return hit.start + 1, hit.start + 4
    if hit.pattern == "key_assignment.other":
        keyword = _LETTERS.search(text, hit.start, hit.end)
        assert keyword is not None
        return keyword.span()
    return hit.start, hit.end


def _is_key(text: str, assignment: Assignment) -> bool:
    value = text[assignment.start : assignment.end]
    parts = words(assignment.name)
    if _REFERENCE.match(text, assignment.end, assignment.end + REACH) or names_component(assignment.name):
        return False
    secret = bool(parts) and names_secret(parts)
    if assignment.line.endswith("::") and "." not in assignment.name or not secret and not names_some_key(parts):
        return False
    if RESOURCE.search(assignment.line) or _is_fingerprint(parts, value):
        return False
    if is_template(value) or is_version(value) or value[:2] == "0x" and len(value) <= _LONGEST_NUMBER:
        return False
    if _ACCOUNT_ADDRESS.fullmatch(value) or _counts_visits(parts, value, assignment):
        return False
    if assignment.form is Form.BARE and _ends_alike(value, assignment.name.rpartition(".")[2]):
        return False  # exports.SomeKey = SomeKey
    if parts[-1] == "auth" and (_PAIR.match(value) or _is_pair(value)):
        return _is_pair(value)
    if assignment.form is Form.ARGUMENT and parts[-2:] == ["set", "key"] and not _CIPHERS.search(assignment.name):
        return False  # of a member of a list
    if assignment.operator == "," and names_secret(words(value)) and "_" in value:
        return False  # get("credentials", "aws_secret_access_key")
    if is_secret_value(value):
        return (
            secret
            or any(map(str.isdigit, value))
            and (
                not is_uuid(value)
                or assignment.form is Form.QUOTED
                or _VENDOR_KEY.fullmatch(assignment.name) is not None
            )
        )
    if not secret:
        return False
    if value.isdigit() and len(value) in _CIPHER_KEYS or _is_generated(value):
        return True
    if assignment.operator in ("==", "===") and assignment.form is Form.BARE:
        return False
    if assignment.form is Form.BARE and (
        _is_setting(text, parts, value, assignment) or _is_sent(text, parts, value, assignment)
    ):
        return True
    return _is_made_by_hand(parts, value, assignment)


_BEFORE_PARAMETER = ("?", "&", "&amp;")


def _counts_visits(parts: Sequence[str], value: str, assignment: Assignment) -> bool:
    """Whether a number is put into the link of a page under the name of a token, which says neither whose nor what for.

    Sites number visits and editors' sessions so (`&token=14520128`); who may enter shows more than a number.
    """
    if not value.isdigit() or parts[-1] != "token" or assignment.operator != "=":
        return False
    return assignment.line.endswith(_BEFORE_PARAMETER) and KEY_QUALIFIERS.isdisjoint(parts)


_ATTRIBUTE = "data-"
_IN_ATTRIBUTE = re.compile(rf"(?<![\w-]){_ATTRIBUTE}[a-z-]*$")


def names_component(name: str) -> bool:
    """Whether an attribute of HTML tells scripts which component they look at, rather than a secret: `data-hydrate-key`."""
    return name.startswith(_ATTRIBUTE) and name.endswith("key") and not names_secret(words(name))


RESOURCE = re.compile(r"\barn:(?:aws|acs)[\w:-]*:$")
"""Before the name of a secret in the cloud: `arn:aws:secretsmanager:…:secret:name`."""
_ACCOUNT_ADDRESS = re.compile(r"0x[0-9A-Fa-f]{40}")
"""Of an account or a contract of Ethereum, which is public (EIP-55)."""
_PARAMETER = re.compile(
    r"[?&](?:access_token|api_?key|key|token|auth)=|[\w.-]{1,60}@[\w.-]{1,30}![\w.-]{1,60}[=:](?=[0-9a-f]{8}-)",
    re.IGNORECASE,
)
"""Before a key that is put into a URL, or behind the name of a token of Proxmox, its user and realm."""
_REFERENCE = re.compile(r"[\"']?\s*\n\s*remoteRef:")
"""Below the name that an external secret of Kubernetes gets."""
_CIPHERS = re.compile(r"(?i)ci(?:ph|f)er|crypt|aes|hmac|mac\b|jwt|sign|secret|token|auth|client|api")
"""What is given a key to open or sign with."""
_PAIR = re.compile(r"[a-z]\w*[/:]\w")
"""Account and password, whose second half a rule of its own finds."""
_LONGEST_NUMBER = len("0x") + 16
"""Characters of a number of a program, of 64 bits at most."""
_CIPHER_KEYS = (16, 24, 32)
"""Lengths of AES keys, which people make up of digits."""
_PRINTABLE = re.compile(r"[!-~]{40,128}")


def _is_generated(value: str) -> bool:
    """Whether the value is a long run of signs of every kind, as frameworks write it for a new project."""
    if not _PRINTABLE.fullmatch(value) or looks_like_code(value) or is_placeholder(value) or value != unquote(value):
        return False
    return entropy(value) > 4 and any(map(str.isdigit, value)) and not value.isalnum()


def _is_setting(text: str, parts: list[str], value: str, assignment: Assignment) -> bool:
    """Whether a word is given to a secret among the settings of a file, where nothing but a literal can stand."""
    if parts[-1] not in _LAST or assignment.name.startswith(("self.", "this.", "@", "$", "_")):
        return False
    if (
        not is_written(value)
        or is_placeholder(value)
        or value.lower() in TYPES
        or value[:1].isupper()
        and value.isalpha()
    ):
        return False
    if parts == ["secret"] and _OBJECT.fullmatch(value) and _is_manifest(text, assignment.start):
        return False
    if names_secret(words(value)) or text[assignment.end : line_after(text, assignment.end)].strip():
        return False
    return among_settings(text, assignment.start, assignment.end)


_OBJECT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_KIND = re.compile(r"(?m)^kind:[ \t]*(?P<kind>\w+)")
_MANIFEST = 2000
"""Characters before a setting in which the kind of its object stands."""


def _is_manifest(text: str, place: int) -> bool:
    """Whether an object of Kubernetes other than a secret is described here, which names the secret that it uses."""
    kinds = list(_KIND.finditer(text, max(0, place - _MANIFEST), place))
    return bool(kinds) and kinds[-1]["kind"] != "Secret"


_HEADER_NAME = re.compile(r"(?:[A-Z][a-z]*-)+[A-Z][A-Za-z]*")
_SENT = re.compile(r"[A-Za-z0-9][\w.~+/=-]{5,200}")


def _is_sent(text: str, parts: list[str], value: str, assignment: Assignment) -> bool:
    """Whether a word is given to a secret in the query of a URL or in a header of HTTP."""
    if parts[-1] not in _LAST or not _SENT.fullmatch(value) or is_placeholder(value) or value.lower() in TYPES:
        return False
    if _letters(value) in _letters(assignment.name) or looks_like_code(value):
        return False
    if assignment.operator == "=":
        return assignment.line.endswith(_BEFORE_PARAMETER)
    ends = text[assignment.end : assignment.end + 1]
    return _HEADER_NAME.fullmatch(assignment.name) is not None and ends in ("", '"', "'", "`", "\n", "\r", "\\")


def _is_made_by_hand(parts: list[str], value: str, assignment: Assignment) -> bool:
    """Whether the name leaves no doubt and the value is no word, or says that it is made up."""
    if assignment.form is Form.BARE and assignment.name.isupper() and assignment.operator == "=":
        return parts[-1] in _LAST and is_written(value) and not is_placeholder(value)
    if assignment.form in (Form.BARE, Form.ARGUMENT) or is_placeholder(value) or value in TYPES:
        return False
    if _SECRET_PHRASE.fullmatch(value):
        told = parts[-1] == "secret" or parts[-2:] == ["secret", "key"]
        return told and assignment.form is Form.QUOTED and not is_prose(value)
    if not SECRET_CHARACTERS.fullmatch(value):
        return False
    if _WORDS_ALONE.fullmatch(value) and _letters(value) not in _letters(assignment.name):
        if _MADE_UP.search(value):
            return parts[-1] not in ("token", "tokens") or len(parts) > 1 or _STANDS_FOR_TOKEN.search(value) is not None
        if len(parts) > 1 and _SAYS_ITSELF.search(value):
            return True
    secret_key = parts[-1] == "key" and "secret" in parts
    if (parts[-1] == "secret" or secret_key) and assignment.form is Form.QUOTED:
        if (
            _CAPITALISED.fullmatch(value)
            and _letters(value) not in _letters(assignment.name)
            or secret_key
            and value == "secret"
        ):
            return True
        if not secret_key and _SECRET_WORDS.fullmatch(value):
            return value not in _NO_SECRETS
    if parts[-1] in _LAST and len(parts) > 1 and parts[-2] in _OF and len(value) >= 4:
        known = (
            value.lower() in TYPES or looks_like_code(value) or value != unquote(value) or "_" in value or "/" in value
        )
        return not (known or value.isupper() or _letters(value) in _letters(assignment.name))
    if parts[-1] in ("token", "credentials") and assignment.form is Form.QUOTED:
        return len(value) >= 8 and value.isalnum() and any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return parts[-1] in ("secret", "apikey") and len(value) >= 8 and _is_no_identifier(value)


_LONGEST_LITERAL = 200
_LITERAL = re.compile(r"(?P<quote>\\?[\"'`])(?P<value>[A-Za-z0-9+/_-]{20,200}={0,2})(?P=quote)")


def _plain(text: str, hit: Hit) -> tuple[int, int] | None:
    """`"key": "…"`, where only the value says that it is none of a mapping: base64 of every kind of character."""
    literal = _LITERAL.search(text, hit.start, hit.end + _LONGEST_LITERAL)
    if literal is None or _IN_ATTRIBUTE.search(text, hit.start - REACH, hit.start):
        return None
    value = literal["value"]
    mixed = any(map(str.isdigit, value)) and not value.islower() and not value.isupper()
    return literal.span("value") if mixed and is_secret_value(value) else None


_SLICE = re.compile(r"\[\]byte\((?P<quote>[\"`])(?P<value>[!-~]{16,64})(?P=quote)\)")


def _slice(text: str, hit: Hit) -> tuple[int, int] | None:
    """`key := []byte("…")`: of the length that a cipher asks for, or of a machine's look."""
    literal = _SLICE.search(text, hit.start, hit.end + _LONGEST_LITERAL)
    if literal is None or is_placeholder(literal["value"]) or "/" in literal["value"][:1]:
        return None
    value = literal["value"]
    return literal.span("value") if len(value) in _CIPHER_KEYS or is_secret_value(value) else None


_GROUPS = re.compile(r"[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){3,7}(?![\w-])")


def _grouped(text: str, hit: Hit) -> tuple[int, int] | None:
    """`key=5KD2M-…`: groups of capitals and digits, as shops and licences have them."""
    groups = _GROUPS.search(text, hit.start, hit.end + _LONGEST_LITERAL)
    if groups is None or not any(map(str.isdigit, groups.group())) or not any(map(str.isalpha, groups.group())):
        return None
    return None if is_placeholder(groups.group()) else groups.span()


_OF = KEY_QUALIFIERS | {"secret", "id", "hash", "temp"}
"""Words before `secret`, `token` or `key` after which a word in quotes is one."""
_LAST = frozenset("secret token key apikey secretkey accesskey sharedsecret authtoken".split())


def is_written(value: str) -> bool:
    """Whether a setting of the environment is a literal rather than a path, a number or a word such as `true`."""
    return len(value) >= 6 and _WRITTEN.fullmatch(value) is not None and not value.isdigit()


_WRITTEN = re.compile(r"[A-Za-z0-9][\w!@#%^&*+=-]*")


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
    made = is_machine_made(value) or _AUTHORIZATION.search(text, hit.start - REACH, hit.start) and _is_word(value)
    return (start, end) if made and not is_placeholder(value) else None


def _query(text: str, hit: Hit) -> tuple[int, int] | None:
    value = _QUERY_VALUE.match(text, hit.start)
    return value.span("value") if value and is_secret_value(value["value"]) else None


_AUTHORIZATION = re.compile(r"(?i)authorization[\"']?\]?[ \t]*(?:=>|[:=,])[ \t]*[\"'`]?$")
_JOINED = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+|(?=[^\W\d]*\d)\w{6,}", re.ASCII)


def _is_word(value: str) -> bool:
    """Whether authors of tests wrote the token themselves: `secret-token`, `token123`."""
    return _JOINED.fullmatch(value) is not None and not looks_like_code(value)


def _is_pair(value: str) -> bool:
    """Whether the base64 holds `user:password`."""
    try:
        decoded = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return False
    return ":" in decoded[1:] and decoded.rstrip("\n").isprintable()


_READERS: dict[str, Callable[[str, Hit], tuple[int, int] | None]] = {
    "key_assignment.header": _header,
    "key_assignment.query": _query,
    "key_assignment.plain": _plain,
    "key_assignment.slice": _slice,
    "key_assignment.grouped": _grouped,
}
"""Of places that are no name with a value."""

_OWN_KEYS = as_bytes(sorted({*KEYS_IN_LANGUAGES, *("".join(words(word)) for word in KEYS_IN_LANGUAGES)}))

RULE = Rule(
    "key_assignment",
    {
        "key_assignment.word": r"[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Cc]redential|CREDENTIAL",
        # Without a qualifier before it a key is one of a mapping.
        "key_assignment.key": rf"(?i:{'|'.join(sorted(KEY_QUALIFIERS))})[_ .-]?(?:[Kk]ey|KEY)[sS]?[\"' :=>(,\]]",
        # ... unless a machine made the value.
        "key_assignment.made": (
            r"[A-Za-z0-9_-](?:[Kk]ey|KEY)[\"'\]\\]{0,4}[ \t]{0,12}(?::|=|=>|:=)[ \t]{0,12}[\"'`\\]{0,4}[A-Za-z0-9+/_-]{16}"
        ),
        "key_assignment.other": (
            rf"(?i)(?:{'|'.join(OTHER_KEYS)}|{_OWN_KEYS})\w{{0,20}}[\"'\]\\]{{0,4}}[ \t]{{0,12}}(?::|=|=>|:=|,|\()"
            r"[ \t]{0,12}[\"'`\\]{0,4}[A-Za-z0-9+/_-]{12}"
        ),
        "key_assignment.plain": (
            r"\b[Kk]ey[\"'\\]{0,3}[ \t]{0,3}(?::|=|=>|:=)[ \t]{0,3}(?:String\()?[\"'`\\]{1,2}[A-Za-z0-9+/_-]{20}"
        ),
        "key_assignment.material": (
            r"[Kk]ey_?(?:[Vv]alue|[Bb]ytes|[Mm]aterial|[Dd]ata|[Bb]ase64|[Hh]ex)[\"']?[ \t]{0,3}(?::|=|:=)[ \t]{0,3}"
            r"[\w.]{0,30}\(?b?[\"'`][A-Za-z0-9+/_-]{16}"
        ),
        "key_assignment.grouped": (
            r"(?i)\b(?:key|serial|licen[cs]e|activation)(?:_?key)?[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?"
            r"[A-Z0-9]{4,8}-[A-Z0-9]{4,8}-[A-Z0-9]{4,8}-"
        ),
        "key_assignment.slice": r"\b[Kk]ey[ \t]{0,3}:?=[ \t]{0,3}\[\]byte\([\"`]",
        "key_assignment.call": r"[a-z_](?:[Kk]ey|KEY)\([\"'][A-Za-z0-9+/_-]{16}",
        "key_assignment.query": r"(?i)[?&](?:[a-z]{0,12}key|auth)=[\w-]{12}",
        "key_assignment.header": r"(?i)\b(?:basic|bearer|token|apikey) +[\w+/=.-]{6}",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "app.secret_key = (\n    '«96a38c57-d066-44f8-a263-ff408a6f105b»'\n)\n",
        'String secretKey =\n    "«96a38c57d06644f8a263ff408a6f105b»";\n',
        'std::string mqttSecret("«Lark_Mist_12»"); const QString apiToken("«9xRqOCj8M7gyzCB6dS»");',
        "Content-Transfer-Encoding: quoted-printable\n\nreset_password_token=3D«Qx8zk1mvP0aLw93nB7cd»\n",
        'href=3D"https://example.org/?token=3D«Qx8zk1mvP0aLw93nB7cd»"',
        'prvkey: "«n/e3umwIbmUZF5F2DLGhdYKX/EPof4Ho4eI7a+inA5k=»"',
        "var accessToken = '?access_token=«q7Zt3KxW9bRm2VnC8pLd»';",
        'nøkkel: "«hLS7WMDpzgw7uHdf1DIXIVgcH3fPk»"; String kljucVreme = "«d6D5P1CDsy9WVZ2kuPraQqACMW8=»"',
        "kind: Secret\nstringData:\n  secret: «lark-mist»\n",
        "kind: Middleware\nspec:\n  jwt:\n    secret: «larkmist7»\n",
        "config.pepper = '«bdd7b8b14aa1233f8e94e788fb72cbdc»'",
        "[jwt]\nport = 8080\njwt_secret: «larkmist7»\n",
        'AES_KEY = "«2095132720951327»"',
        "SECRET_KEY = '«hin6bab8ge25*r=x&+5$0kn=-#log$pt^#@vrqjld!^2ci@g*b»'",
        "Depot::Application.config.secret_token = '«4f2a9c71e0b85d364f2a9c71e0b85d36»'",
        'secret, _ := hex.DecodeString("«d11c6cbbd9efe7fed5bc0db220b09665»")',
        'byte[] secretKey = base64Decode("«mZzmzoURXI3Vk0vdsPkcFw==»");',
        'String keyValue = "«mZzmzoURXI3Vk0vdsPkcFw==»"; keyBytes = b64decode(b"«mZzmzoURXI3Vk0vdsPkcFw==»")',
        'key := []byte("«larkmist-lane-16»"); var key = []byte("«4f2a9c71e0b85d364f2a9c71e0b85d364f2a9c71»")',
        '{"auths": {"example.org": {"auth": "«ajpsYXJrbWlzdA==»"}}}',
        "Secret key: «q7Zt3KxW9bRm2VnC8pLdq7Zt3KxW9bRm2VnC8pLd»",
        "key=«7K2MLARK-4W8XM0SS-XV8RLANE-GR0VEYYU-2FQVM1ST»; license: «5KD2M-K7TR1-XW2QS-PL93A»",
        '{"key_id": 12, "key": "«2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8rdB7TJyvv1234»"}',
        "refresh_token: '«i-Am-The-Refresh-Token»',",
        '"headers": {"Authorization": "Bearer «secret-token»"},',
        "https://example.org/vote?id=3&akey=«7cc2652f9715b525»",
        "curl -H 'X-Auth-Token: «larkmist»' https://example.org/?api_token=«larkmist»&y=1",
        'token: "«4k2h9fjw7sda1»"',
        'masterKey = "«0f8fad5b-d9cb-469f-a165-70867728950e»"',
        "bucket: docs\nregion: eu\naccess-key: «lenglong»\nzone: 3\n",
        "api_key = '«q7Zt3KxW9bRm2VnC8pLd»'",
        '"apiKey": "«4f2a9c71e0b85d364f2a9c71e0b85d36»",',
        "SECRET_KEY=«q7Zt3KxW9bRm2VnC8pLdq7Zt3KxW9bRm2VnC8pLd»",
        "client_secret: «4f2a9c71e0b85d364f2a9c71e0b85d36»",
        "const authToken = `«q7Zt3KxW9bRm2VnC8pLd»`;",
        "aws_secret_access_key = «q7Zt3KxW9bRm2VnC8pLd/q7Zt3KxW9b+4f2a9c71»",
        "--token «q7Zt3KxW9bRm2VnC8pLd»",
        "https://example.org/x?access_token=«q7Zt3KxW9bRm2VnC8pLd»&y=1",
        "https://example.org/x?access_token=«14520128»&y=1 https://example.org/x?id=3&token=«q7Zt3KxW»",
        "Authorization: Bearer «q7Zt3KxW9bRm2VnC8pLd»",
        "curl -H 'Authorization: Bearer «larkmist-token»' x",
        "-H 'Authorization: token «4f2a9c71e0b85d364f2a9c71e0b85d36abcdef01»'",
        "Authorization: Basic «am9lOm1hZGV1cHNlY3JldA==»",
        "<api-key>«4f2a9c71e0b85d364f2a9c71e0b85d36»</api-key>",
        "client_secret = '«0f8fad5b-d9cb-469f-a165-70867728950e»'",
        '"secret": "«secretsecret»"',
        'AccessToken: "«12ab»",',
        'api_token: "«secret-token»",',
        "client_secret = '«mysecret»'",
        'token: "«dummy-token»",',
        'jwt({ secret: "«shhhhh»" })',
        "const secret = '«ALarkNeverTells»'; jwt({ secret: '«larkB»' }); \"secretKey\": \"«secret»\"",
        "session({ secret: '«moss lark»', resave: false })",
        "app.secret_key = '«super moss string»'",
        "LASTFM_KEY=«4f2a9c71e0b85d364f2a9c71e0b85d36»",
        "SNYK_API_KEY=«f218dad7-6cf6-9dd8-fd7b-f7500bb7a425»",
        "MISTRAL_API_KEY=«AHIShlyosbohKagkXGStSOyLzXSQuwe»",
        'cipher.SetKey("«q7Zt3KxW9bRm2VnC8pLd»");',
        "https://example.org/x?key=«q7Zt3KxW9bRm2VnC8pLd»&y=1",
        '"token": "«agarxhqb98rpajloaxn34ga8xrunpagkjwlaw3ruxnpaagl29w4rxn»"',
        "JWT_SECRET=«supersecretvalue»",
        "//registry.example.org/:_authToken=«q7Zt3KxW9bRm2VnC8pLd»",
        '<meta-data android:name="com.example.API_KEY" android:value="«q7Zt3KxW9bRm2VnC8pLd»" />',
        'client_secret = secret\nclient_secret = "«hunter2»"',
        'token = "«moss9grove»"',
        'credentials = "«moss9grove»"',
        'apikey = "«mossgrov»"',
        'apikey = "«moss9gro»"',
        'client_secret = "«moss»"',
        'x_token = "«auth-token»"',
        'auth_token = "«my-token»"',
        "SECRET_KEY=«mossy1»",
        "Authorization: Basic am9lbWFkZXVw Basic «am9lOm1hZGV1cA==»",
        'api_key = x\nclient_secret = "«hunter2»"',
        '?key=short then client_secret = "«hunter2»"',
        'Authorization: Bearer x then client_secret = "«hunter2»"',
        'token: "«4k2h9fj3»"',
        'token: "' + "moss lark " * 13 + "client_secret = '«hunter2»'\"",
        "token=client_secret='«hunter2»'",
        'if client_secret == "«hunter2»"',
        'lastfm_key = "«0f8fad5b-d9cb-469f-a165-70867728950e»"',
        'lark_token = "«my-moss»"',
        '<x data-api-key="«x7Kd93mZp2QwLr8TnV4bYc»"></x> data_key = "«4f2a9c71e0b85d364f2a9c71e0b85d36»" '
        'metadata-key="«q7Zt3KxW9bRm2VnC8pLd»"',
        "Authorization: Basic «ajpsYXJrbWlzdA==»",
    ),
    misses=(
        "Config(credentials=Credentials@27a6ea4, apiKey=Key@7b1d2c3f)",
        'return mqttSecret("Lark_Mist_12"); std::string mqttSecret(length, "Lark_Mist_12");',
        "GPG_KEY=5AE0D27C81B9F3465AE0D27C81B9F3465AE0D27C\napiKey: mossApiKey,\n"
        'spreadsheet_key = "1q-Z7tKxW9bRm2VnC8pLd-T4HsYgFa6cJ3eUoXi_P5MN"\n',
        'token: "0x6c762590ae193eec2988d3136e3ef7dda40bd4c6", // ERC-20',
        'x = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:fern/db-Qx7LpA"',
        "- secretKey: admin-password\n  remoteRef:\n    key: x\n",
        "config.pepper = 'larkmist-of-the-long-lane'; nøkkel: 'larkmist-of-the-lane'; schluesselLaenge = 128; chave = 'b5c1'",
        "api_key = 'YOUR_API_KEY'",
        'keyValue = "larkmist-of-the-long-lane"; key := []byte("larkmist-lane-x-1"); key := []byte("XXXXXXXXXXXXXXXX")',
        '{"auth": "jroe:larkmist/lane7"}',
        "moss = settings.get('credentials', 'aws_secret_access_key')",
        "key=LARK-MIST-MOSS-LANE; key=1234-5678-1234-5678; key=5KD2M-K7TR1-XW2QS; key: XXXXX-XXXXX-XXXXX-XXXXX",
        "secret key: larkmist-of-the-lane",
        "MOSS_INVALID_TOKEN = 0xC0000465; REMOVE_ENCRYPTION_KEY = 0xC0000465C0000465",
        'member.setKey("q7Zt3KxW9bRm2VnC8pLd"); if [ "x$auth_token" != "x$otherToken7" ]; then',
        'const tokenUser = "x-access-token"; auth_token = "x-access-token"',
        "api_key = os.environ['API_KEY']",
        "  api_key: !secret moss_widget_key2",
        'SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")',
        "token = tokenizer.next()",
        "token_type = 'Bearer'",
        "secret_name = 'my-database-secret'",
        "public_key = '4f2a9c71e0b85d364f2a9c71e0b85d36'",
        "token_hash = '4f2a9c71e0b85d364f2a9c71e0b85d36'",
        "csrf_token = '4f2a9c71e0b85d364f2a9c71e0b85d36'",
        '<input name="authenticity_token" value="q7Zt3KxW9bRm2VnC8pLd4f2a9c71e0b85d36">',
        "primary_key = '4f2a9c71e0b85d36'",
        '"AWS::IAM::AccessKey": "4f2a9c71e0b85d36"',
        "sha256: 4f2a9c71e0b85d364f2a9c71e0b85d364f2a9c71e0b85d364f2a9c71e0b85d36",
        "commit 4f2a9c71e0b85d364f2a9c71e0b85d36abcdef01",
        "ACCESS_TOKEN_URL = 'https://example.org/oauth/token'",
        "api_key='{key}'",
        "Basic authentication, Bearer tokens",
        "SECRET_KEY=32byteHEXKEY\nSESSION_SECRET=64-char-random-secret\nsecret_key = '32characterstring'\n",
        "secret = 'Some words here'; oauth2ClientSecret = 'ClientSecret'; app_secret: 'appSecret'",
        "secret: 'enter the secret'",
        "token = 'moss lark'",
        "secret: 'header'",
        'access_token: "access_token"',
        'token: "test"',
        'code_token: "my_code"',
        '"key": "some-name-of-a-setting-here"',
        '"key": "4f2a9c71e0b85d364f2a9c71e0b85d36"',
        "interface Props {\n  authToken: string;\n  api_key: Buffer\n}",
        "auth_token: tokens.pop()",
        "def f(self, api_key):\n    self.x = x\n    self.api_key = api_key\n    self.y = y\n",
        'client_key: "certs/client.key"',
        'consumer_key="Consumer%20Key"',
        "https://example.org/x?hotkey=the-name-of-a-key",
        '"Authorization": "Bearer token"',
        "-H 'X-Auth-Token: token' https://example.org/?api_token=<token>&token=token",
        "safeEqual('secret', 'secret-and-longer'); strcmp('token', 'lark7mist8'); assertSame('apikey', 'lark-mist-7')",
        "[x](https://example.org/x?id=3&token=14520128&lang=en) https://example.org/x?share_token=1452012814520128",
        '<a href="https://example.org/x?id=3&amp;token=1452012814520128">',
        "KEYWORD_TOKEN = 'identifier'",
        'existingSecret="redis-tls"',
        'sort_key: "q7Zt3KxW9bRm2VnC8pLd"',
        'encryptedKey: "4f2a9c71e0b85d364f2a9c71e0b85d36"',
        "SOME_KEY=a_setting_of_the_app",
        '"registry-auth-token": "^4.0.0"',
        "exports.Aes256CbcHmac256Key = Aes256CbcHmac256Key; Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==",
        "X_AUTH: moss/larkMIST12345678",
        'account_key = "AROAINXWJF2AIJOZMQXO"',
        "X-Amz-Credential=AKIAMADEUP234567ABCD%2F20260101%2Feu-west-1",
        "forKey:hasRunAppOnceBeforeKey",
        "JWT_SECRET=$SECRET",
        "JWT_SECRET=12345678",
        "https://example.org/x?key=the-name-of-a-setting&y=1",
        "PAGE_KEY=f218dad7-6cf6-9dd8-fd7b-f7500bb7a425",
        'api_token = "${X}"',
        'app_secret = "1.2.3.4-5"',
        'token = "moss9gr"',
        'token = "mossgrove"',
        "token: moss9grove",
        'credentials = "moss-9-grove"',
        'value = "moss9grove"',
        'apikey = "mossgro"',
        'apikey = "MossGrove"',
        'name = "mossgrove"',
        'token = "auth-token"',
        'x = "my-token"',
        "SECRET_KEY=mossy",
        "SECRET_KEY=123456",
        "Authorization: Basic am9lOm1hZGV1cA==x",
        "Authorization: Bearer mytoken",
        "Authorization: Bearer token",
        'token: "4k2h9fj"',
        "curl -H 'X-Token-Name: larkmist' -H 'X-Auth-Token: auth-token' -H 'X-Auth-Token: your-token' -H 'X-Auth-Token: string'",
        "Authorization: Basic OmxhcmttaXN0",
        "[jwt]\nport = 8080\nself.jwt_secret: larkmist7\njwt_secret: Larkmist\n",
        'client_secret = "%q7Zt3KxW9bRm2VnC8pLd"',
        "if client_secret == other:",
        "LASTFM_KEY=f218dad7-6cf6-9dd8-fd7b-f7500bb7a425",
        '<x data-hydrate-key="moss_main__4f2a9c71e0b85d364f2a9c71e0b85d36q7Zt__Header" data-key="q7Zt3KxW9bRm2VnC8pLd">',
        "client_secret: larkmist+moss+grove+larkmist+moss+grove+moss",
        "X-Auth-Token: larkmist; x",
        "client_secret: lark+mos1nethidulark+mos1nethidulark+mos1nethidu",
        'client_secret = "lärkmist"',
        'my_token = "my-token"',
        'secretKey: "LARKMIST"',
        "kind: Secret\n---\nkind: Middleware\nspec:\n  basicAuth:\n    secret: moss-auth\n",
    ),
)
