"""Passwords in clear: literals given to password-like names in code, settings, options and connection strings."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.assignments import Assignment, Form, among_settings, read_assignment
from pii.detectors.rules.base import Rule, line_after
from pii.detectors.rules.placeholders import is_placeholder, looks_like_code
from pii.detectors.rules.randomness import is_uuid
from pii.detectors.scan import Hit
from pii.identifiers import words
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.password"

# Words in a name which say that the value is about a password and none itself.
_ABOUT = frozenset(
    """
    action age algorithm alt aria attr attribute attrs autocomplete based box btn button bypass callback cb change
    changed changing char checker class cmd column command comment complexity count crypted css date desc description
    dialog digest dir directory disabled echo el element enabled encoder encrypted encryption entry env error errors
    event exception expiration expired expires expiry ext feature field fields file filename fingerprint flag flow forgot
    forgotten form format free func function generator getter grant handler has hash hashed hasher hashers hashing help helper
    hide hint history href html icon id ids incorrect info input invalid is kind label len length less lifetime
    link listener locator lock manager mask max message messages method min mismatch missing mode msg name names needs
    no only opt option page param parameter path pattern placeholder plugin policy port prefix prompt prop property
    protected provider quality question ref regex rel request required reset response route rule rules salt scheme
    screen section selector service setter show size src state status store strength style suffix supported tab template
    text textbox through time title toggle tooltip type uri url usage use validation validator validators variable view
    visible widget wrong xpath last used
    """.split()
)
_TYPES = frozenset(
    """
    and any argon2 argument arguments ask async await basic bcrypt bool boolean bytes char cleartext const crypt digest
    env false file function getpass hidden if input int integer kerberos lambda let md5 must never new nil no none ntlm
    null number object off on option optional or pbkdf2 plain plaintext prompt raw_input required return scrypt
    secretstr self sha sha1 sha256 sha512 should stdin str string symbol text this to true undefined unknown value var
    varchar void was with yes incomplete alias
    """.split()
)
_PROSE = re.compile(
    r"\b(?:pass(?:word|phrase|code)s?|enter|please|invalid|incorrect|wrong|must|your|forgot(?:ten)?|reset|change|required|not|cannot|the|is"
    r"|are|for|with|of|to|and|or|failed|missing|confirm|new|old|current|repeat|again|login|sign)\b",
    re.IGNORECASE,
)
_PASS = r"pass(?:wd|word|phrase)?s?"
_FIELD_NAME = re.compile(
    r"(?:.*[._-])?(?:user|new|old|current|confirm(?:ation)?|reset|forgot|change|update|login|account|auth|admin|field|input|form"
    rf"|id|db)s?[._-]?{_PASS}(?:[._-]?\w+)?$"
    rf"|{_PASS}[._-]?(?:confirm(?:ation)?|hash|field|input|file|digest|salt|reset|again|repeat|new|old|verify|set|check|changed?"
    r"|expired|error|required|policy|prompt|auth|authentication|strength|grant|invalid|mismatch|only|less|credentials|id|type)$",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"(?:self\.|this\.|@|\$|&|\*)?[A-Za-z_][A-Za-z_]*(?:(?:\.|->|::)[A-Za-z_]\w*)*[.:]?")
_DOTTED = re.compile(r"(?:self\.|this\.|@|\$|&|\*)?[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)+")
_HTML_ATTRIBUTE = re.compile(r"<[^<>]*$")

_NEXT_LITERAL = re.compile(r"[\"'`],\s*[\"'`]")
_LETTERS = re.compile(r"[A-Za-z]+")
"""The keyword in a hit; some patterns go on to the operator."""

_VERBS = frozenset(
    """
    set with use check verify validate authenticate make hash encode encrypt is valid change update try test new
    """.split()
)
"""A call that starts so takes a password: `set_password("...")`."""
_SYSTEMS = frozenset(
    """
    db admin root mail smtp ftp ssh http proxy mysql pg postgres redis ldap wifi wpa database sudo su vpn mqtt rabbitmq
    mongo
    """.split()
)
"""What has a password of its own, set in settings rather than typed into a form."""
_PASS_OF = _SYSTEMS | frozenset(
    """
    user auth login my account key store trust default test bind basic service server client api web app guest master
    """.split()
)
"""Words before `pass` that make it a password; a compiler has passes too."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    done = -1
    for hit in hits:
        if hit.start < done:
            continue
        keyword = _LETTERS.search(text, hit.start, hit.end)
        if keyword is None:
            continue
        assignment = read_assignment(text, *keyword.span())
        if assignment is not None and _is_password(text, assignment):
            done = assignment.start
            yield Span(assignment.start, assignment.end, Label.PASSWORD, source=_SOURCE)


def _is_password(text: str, assignment: Assignment) -> bool:
    value = text[assignment.start : assignment.end]
    if not (3 <= len(value) <= 128 and any(map(str.isalnum, value)) and _names_a_password(assignment)):
        return False
    if is_placeholder(value) or looks_like_code(value) or "anonymous" in value or is_uuid(value):
        return False
    if assignment.form is Form.BARE:
        return _bare_is_password(text, assignment, value)
    if assignment.line.rstrip("\"' ").endswith("?"):
        return False  # ok ? "PASS" : "FAIL"
    if assignment.form is Form.ARGUMENT and _NEXT_LITERAL.match(text, assignment.end):
        return False  # set_password("service", "user", "...")
    if " " in value and (assignment.form is Form.ARGUMENT or _is_prose(value)):
        return False
    if value.lower() in _TYPES:
        return False
    owned = _SYSTEMS.intersection(words(assignment.name))
    if value.lower() == "password" and not owned and _is_markup_or_mapping(text, assignment):
        return False
    return not _names_a_field(value)


def _names_a_password(assignment: Assignment) -> bool:
    """Whether the name is that of a password, rather than of something about passwords."""
    parts = words(assignment.name)
    known = _KEYWORDS.intersection(parts)
    if not known and not any(
        part.endswith(_ENDINGS) or len(part) > 4 and part.endswith("pw") or part in _COMPOUNDS for part in parts
    ):
        return False
    if not known - {"pass"} and "pass" in parts and len(parts) > 1 and not _PASS_OF.intersection(parts):
        return False
    if assignment.form is Form.ARGUMENT:
        call = words(assignment.name.rpartition(".")[2])
        return bool(_KEYWORDS.intersection(call)) and (call[0] in _VERBS or len(call) == 1)
    return not _ABOUT.intersection(parts) and parts[-1] not in ("key", "keys")  # a private key has a password


def _is_prose(value: str) -> bool:
    return _PROSE.search(value) is not None or value.count(" ") > 5 or value[:1].isupper()


def _is_markup_or_mapping(text: str, assignment: Assignment) -> bool:
    """Where the word itself names a field: `<input password="password">`, `{password: "password"}` without a user near it."""
    mapped = assignment.operator in (":", "=>", ",") and assignment.line[-1:] not in ('"', "'")
    if mapped and _account_near(text, assignment):
        mapped = False
    return mapped or _HTML_ATTRIBUTE.search(assignment.line) is not None


def _account_near(text: str, assignment: Assignment) -> bool:
    return _ACCOUNT_NEAR.search(text, max(0, assignment.start - 120), assignment.end + 80) is not None


_ACCOUNT_NEAR = re.compile(
    r"(?:\b|_)(?:user(?:_?name)?|login)[\"']?\s*(?::|=>|=)\s*[\"']\w|(?:start|connect|new|create)\(", re.IGNORECASE
)
_ENDINGS = ("password", "passwd", "passphrase", "passwort")
"""Of words grown together: dbpassword."""
_COMPOUNDS = frozenset(
    "dbpass userpass mypass rootpass dbpwd userpwd mypwd adminpass smtppass ftppass pgpassword".split()
)
_KEYWORDS = frozenset(
    """
    password passwd passphrase pwd pass passcode passw psw pw passwort kennwort contrasena senha motdepasse wachtwoord
    haslo
    """.split()
)


def _names_a_field(value: str) -> bool:
    """Whether the value is itself the name of a field: `field = "user_password"`."""
    if value.lower() in ("password", "passwd") or any(map(str.isdigit, value)):
        return False
    return _FIELD_NAME.match(value) is not None


_SETTING_BEFORE = re.compile(
    r"\b(?:host(?:addr)?|port|user(?:name)?|uid|dbname|database|server|sslmode)\s?=\s?[^\s=,(){}]+$", re.IGNORECASE
)


_CONNECTION = re.compile(r"\w=[^;]+;?\s*$|[\"']")
_SETTABLE = re.compile(r"(?:(?:\$|export|set|ENV|ARG|declare -x|[-#;/*]++|<!--)\s*+)*+", re.IGNORECASE)
_COMMAND = re.compile(r"\w[\w.-]* ")


def _bare_is_password(text: str, assignment: Assignment, value: str) -> bool:
    lead = assignment.line.strip(" \t\"'")
    if (
        value.lower().rstrip(".:") in _TYPES
        or _DOTTED.fullmatch(value)
        or value[:1] in "-=*&@$%\\/?+|!"
        or "\\" in value
    ):
        return False
    after = text[assignment.end : assignment.end + 1]
    joined = assignment.operator == "=" and text[assignment.start - 1] == "="
    if lead.endswith(("?", "&")) or "://" in lead[-200:] and joined:
        return True  # a URL's query
    if (lead.endswith(";") or after == ";") and joined and _CONNECTION.search(lead):
        return True  # a connection string
    if joined and _SETTING_BEFORE.search(lead):
        return True  # host=db.example.com password=...
    if not _SETTABLE.fullmatch(lead):
        return False
    tail = text[assignment.end : line_after(text, assignment.end, 200)].strip()
    inherited = joined and assignment.name.isupper() and _COMMAND.match(tail + " ") is not None  # PGPASSWORD=x psql
    number = value.isdigit() and len(value) >= 4 and tail == "," and _account_near(text, assignment)  # JSON
    if tail and not inherited and not number and not tail.startswith(("#", ";;")) or after in ("(", "[", "{"):
        return False
    if _IDENTIFIER.fullmatch(value):
        if assignment.operator == ":" and value[:1].isupper():
            return False  # a type
        if not joined and (
            _KEYWORDS.intersection(words(value)) or assignment.name.startswith(("self.", "this.", "@", "$"))
        ):
            return False  # a variable
        if joined and assignment.name.isupper():
            return True
        return among_settings(text, assignment.start, assignment.end)
    return True


RULE = Rule(
    "password",
    {
        "password.word": r"(?i)passw",
        "password.phrase": r"(?i)passphrase|passcode",
        "password.pwd": r"(?i)pwd[\"'\]]?\s?[:=>(,]",
        "password.grown": r"(?i)[a-z]{3}pw[\"'\]]?\s?[:=]",
        "password.pass": r"(?i)pass[\"'\]]? ?[:=(,]|<pass>|--pass ",
        "password.other": r"(?i)\b(?:psw|pw|kennwort|contrasena|senha|motdepasse|wachtwoord|haslo)\b[\"'\]]?\s?[:=]",
    },
    find,
    rank=4,
    proves=False,
)
