"""Logins that are written into code: an account and a password compared with literals in one condition (`$user == 'jroe' && $pass
== 'V'`), and passwords in comparisons that take as long for any value (`hash_equals('V', $_POST['pin'])`)."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, may_be_password, names_a_field
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words

_REACH = 240
"""Characters of a condition."""

_NAME = r"[$@]?[A-Za-z_](?:\w|->|::|\?\.|\.(?=[A-Za-z_])|\[[\"']?[\w-]{1,40}[\"']?\]|\(\)(?=\.)){0,60}"
_SIGN = r"\s?(?:={1,3}|\beq\b|\.[eE]quals(?:IgnoreCase)?\()\s?"
_AND = r"\s?\){0,2}\s*(?:&&|\b(?:and|AND|And|AndAlso|andalso)\b|-and\b)\s*\(?\s?"
_CONDITION = re.compile(
    rf"\w+(?:[\"'\]]|\(\)){{0,3}}{_SIGN}(?P<mark>[\"'])(?P<account>[A-Za-z][\w.-]{{1,38}})(?P=mark){_AND}"
    rf"(?P<name>{_NAME}){_SIGN}(?P<quote>[\"'])(?P<password>[^\"'\\\n]{{3,80}})(?P=quote)"
)

_LITERAL = r"(?:\[\]byte\(|Buffer\.from\(|b)?(?P<quote>[\"'`])(?P<password>[^\"'`\\\n]{3,80})(?P=quote)\)?"
_OTHER = rf"(?:\[\]byte\(|Buffer\.from\()?(?P<name>{_NAME})(?:\.encode\([^()]*\))?\)?"
_CALLS = tuple(
    re.compile(rf"\w+\(\s*{arguments}\s*\)")
    for arguments in (rf"{_LITERAL}\s*,\s*{_OTHER}", rf"{_OTHER}\s*,\s*{_LITERAL}")
)
_PARTS = re.compile(r"->|::|\?\.|\.|\[[\"']?|[\"']?\]|\(\)")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields accounts and passwords at the hits."""
    for hit in hits:
        regexes = _CALLS if hit.pattern == "compared_login.constant" else (_CONDITION,)
        for regex in regexes:
            match = regex.match(text, hit.start, hit.end + _REACH)
            if match is None or not _takes_password(match["name"]):
                continue
            if not _is_password(match["name"], match["password"]):
                continue
            yield Span(*match.span("password"), Label.PASSWORD)
            if "account" in regex.groupindex and is_account(match["account"]):
                yield Span(*match.span("account"), Label.USERNAME)


def _takes_password(name: str) -> bool:
    """Whether the last part of a name is one of a password: `$_POST['pin']`, `request.body.password`."""
    last = [part for part in _PARTS.split(name) if part][-1].lstrip("$@")
    return last.lower() == "pin" or credential_of(last) is Label.PASSWORD


def _is_password(name: str, value: str) -> bool:
    if value.lower() in TYPES or names_a_field(value) or value.lower() in words(name):
        return False
    return may_be_password(value) or value.isdigit()


RULE = Rule(
    "compared_login",
    {
        "compared_login.condition": (
            r"(?i)(?:user(?:_?name|_?id)?|usr|uname|login)(?:[\"'\]]|\(\)){0,3} ?"
            r"(?:={1,3}|eq|\.equals(?:ignorecase)?\() ?[\"'][a-z]"
        ),
        "compared_login.constant": (
            r"\b(?:hash_equals|compare_digest|timingSafeEqual|ConstantTimeCompare|constant_time_compare|secure_compare"
            r"|constant_time_eq|safe_str_cmp)\("
        ),
    },
    find,
    rank=4,
    hits=(
        "if ($_POST['usr'] === '«jroe»' && $_POST['pass'] === '«lark!9»') { }",
        'if ($user == "«kroe»" and $pw == "«larkmist»") {}',
        "if username == '«jroe»' and password == '«larkmist»':\nIf userName = \"«kroe»\" And password = \"«lark mist 7»\" Then\n",
        'if (user.equals("«jroe»") && pass.equals("«larkmist»")) {}',
        'if (u.getLogin().equals("admin") && u.pin.equals("«4471»")) {}',
        "if ($login eq '«jroe»' && $passwd eq '«larkmist»') { }",
        "(req.body.user === '«kroe»') && (req.body.pwd === '«lark»')",
        "elseif (hash_equals('«lark77»', $_GET['pin'])) {}; hmac.compare_digest(password, \"«larkmist»\")",
        'secrets.compare_digest(form.password.encode("utf8"), b"«larkmist»"); secure_compare(password, "«larkmist»")',
        'subtle.ConstantTimeCompare([]byte(pass), []byte("«larkmist»"))',
        "timingSafeEqual(Buffer.from('«larkmist»'), Buffer.from(req.password))",
        "select id from users where login = '«jroe»' and password='«larkmist»'",
    ),
    misses=(
        "select x where username = @u and password = @p; where login = 'jroe' and city = 'Moss'",
        "if ($user == 'jroe' && $city == 'Moss') {}; if (user == 'jroe' || password == 'larkmist') {}",
        "if ($user == '' && $pass == '') {}",
        "if (user == name and password == other) {}; if (user === 'jroe') {}; if (user == 'user' && pass == 'pass') {}",
        "hash_equals($hash, $pin); compare_digest(digest, 'larkmist')",
        "hash_equals('larkmist', $token); secure_compare(password, other)",
        "if (field.username === 'jroe' && field.password_type === 'larkmist') {}",
        "if user == 'jroe' and password == 'string': x",
    ),
)
