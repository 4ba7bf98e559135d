"""A credential that code puts together of several literals: `password = "Lark" + "mist_7"`, `["…", "…"].join("")`, `concat("…",
"…")`, literals below one another in C and Python. Each is a span; whether they are a credential is told by the whole."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials import key_assignment, password
from pii.detectors.rules.credentials.credential_values import credential, looks_generated, tells_itself
from pii.detectors.scan import Hit
from pii.known.credential_names import takes_password
from pii.labels import Label
from pii.spans import PROPOSED, Span
from pii.text.surroundings import text_before

_KEYWORD = re.compile(r"(?i)[^\W\d_]+")
_PATTERNS = {
    place: pattern
    for place, pattern in {**password.RULE.patterns, **key_assignment.RULE.patterns}.items()
    if place not in ("key_assignment.header", "key_assignment.query", "key_assignment.plain")
}
_LONGEST = 1_000
"""Characters from the end of a name to that of its last literal."""
_LONGEST_NAME = 60

_LITERAL = r"(?:[bBrRuUFLN@]|u8)?(?:\"(?:[^\"\\\n]|\\.){1,80}\"|'(?:[^'\\\n]|\\.){1,80}')"
_VALUE = re.compile(r"[bBrRuUFLN@8]{0,2}(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote))(?:[^\\\n]|\\.))+)(?P=quote)")
_SIGN = r"(?:\+{1,2}|\.{1,2}|[&~\\]|<>|\|\|)"
_BREAK = r"(?:_[ \t]{0,8})?\r?\n[+-]?"
"""Behind the underscore of Visual Basic, and up to the sign of an added or removed line in a diff."""
_JOINT = (
    rf"[ \t]{{0,80}}(?:{_SIGN}[ \t]?(?:{_BREAK}[ \t]{{0,80}})?"
    rf"|{_BREAK}(?:[ \t]{{1,80}}{_SIGN}[ \t]?|[ \t]{{0,80}}))"
)
_CHAIN = rf"(?P<chain>{_LITERAL}(?:{_JOINT}{_LITERAL}){{1,8}})"
_LIST = rf"{_LITERAL}(?:,\s{{0,40}}{_LITERAL}){{1,8}}"
_NONE = r"(?:\"\"|'')"
_JOINED = re.compile(
    rf"""(?P<rest>[\w.-]{{0,60}})[\"'`]?[\])}}]{{0,2}}(?:\[\w{{0,30}}\])?
        (?:[ ]?:[ ]?[\w<>&]{{1,20}}|\s(?:string|String|As[ ]String))?
        (?:\s{{0,20}}(?:[:?]?=|:|=>)\s{{0,80}}|(?P<call>\())
        (?:\(\s{{0,80}})?
        (?:{_CHAIN}(?=\s*(?:[;,)\]}}]|\Z|\n(?!\s*["'])))
          |\[\s{{0,40}}(?P<array>{_LIST}),?\s{{0,40}}\]\.join\({_NONE}\)
          |{_NONE}\.join\([\[(]\s{{0,40}}(?P<iterable>{_LIST}),?\s{{0,40}}[\])]\)
          |(?:[Cc]oncat|CONCAT|[Ss]tring\.Concat|paste0|strcat)\((?P<arguments>{_LIST})\)
          |(?:join|implode|[Ss]tring\.Join)\({_NONE},\s?\[?(?P<last>{_LIST})\]?\))""",
    re.VERBOSE,
)
_CLOSED_SETTING = re.compile(
    rf"""\w{{0,30}}[ ]?=(?P<quote>["'])\s{{0,40}}{_SIGN}\s{{0,80}}
        (?P<literal>(?P=quote)(?:[^"'\\\n;]|\\.){{3,80}}(?P=quote))(?=\s*(?:{_SIGN}|[;,)]))""",
    re.VERBOSE,
)
"""A setting of a connection string whose value is the next literal: `"…;Password=" + "…" + ";…"`."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals at the hits."""
    done = 0
    for hit in hits:
        keyword = _KEYWORD.search(text, hit.start, hit.end)
        if hit.start < done or keyword is None:
            continue
        place, label, whole = _read(text, keyword.start(), keyword.end())
        if label is None:
            continue
        proven = looks_generated(whole, label) or label is Label.PASSWORD and tells_itself(whole)
        for literal in _VALUE.finditer(text, *place):
            done = literal.end()
            yield Span(*literal.span("value"), label, score=1.0 if proven else PROPOSED)


_NOTHING = ((0, 0), None, "")


def _read(text: str, start: int, end: int) -> tuple[tuple[int, int], Label | None, str]:
    """Where the literals stand that are given to the name around, what they are, and what they make together."""
    if closed := _CLOSED_SETTING.match(text, end, end + _LONGEST):
        value = closed["literal"][1:-1]
        return closed.span("literal"), credential(_name(text, start, closed.start("quote")).rstrip(" ="), value), value
    joined = _JOINED.match(text, end, end + _LONGEST)
    if joined is None:
        return _NOTHING
    group = next(group for group in _GROUPS if joined[group])
    whole = "".join(literal["value"] for literal in _VALUE.finditer(joined[group]))
    name = _name(text, start, joined.end("rest"))
    if joined["call"] and not takes_password(name) or any(map(str.isspace, whole)):
        return _NOTHING
    return joined.span(group), credential(name, whole), whole


_GROUPS = ("chain", "array", "iterable", "arguments", "last")
_NAME = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.$-"


def _name(text: str, start: int, end: int) -> str:
    before = text_before(text, start, _LONGEST_NAME)
    return text[start - len(before) + len(before.rstrip(_NAME)) : end]


RULE = Rule(
    "joined_literals",
    _PATTERNS,
    find,
    rank=4,
    hits=(
        'static const char *secret_pw = "«Alder»"\n                               "«-Sluice29»";\n',
        'char ap_password[32] =\n    "«Alder»"\n    "«-Sluice29»";\n',
        'PASSWORD = (\n    "«Alder»"\n    b"«-Sluice29»"\n)\n',
        '     private static final String SMTP_PASSWORD = "«Thorn_»" +\n         "«Acre71»";\n',
        '+    private static final String SMTP_PASSWORD = "«Thorn_»" +\n+        "«Acre71»";\n',
        "const password = 'Lark' + x; const password = '«Lark»'\n  + '«mist_7»';\n",
        "$password = '«Lark»' . '«mist_7»'; $cfg['password'] = \"«Lark»\" . \"«mist_7»\";",
        "local password = '«Lark»' .. '«mist_7»'\n",
        'Dim password As String = "«Lark»" & _\n    "«mist_7»"\n',
        'password <> "x"; password = "«Lark»" <> "«mist_7»"\n',
        'const password = ["«Quarry»", "«Lantern55»"].join("");\npassword = concat("«slate-»", "«marten-82»")\n',
        "password = ''.join(['«Quarry»', '«Lantern55»'])\npassword = ''.join(('«Quarry»', '«Lantern55»'))\n",
        'string password = string.Concat("«Quarry»", "«Lantern55»"); password = join("", ["«Quarry»", "«Lantern55»"])\n',
        "password <- 'x'; password = paste0('«Quarry»', '«Lantern55»')\n$password = implode('', ['«Quarry»', '«Lantern55»']);",
        'db.setPassword("«Quarry»" + "«Lantern55»");',
        'x = "…;User Id=x;Password=" + "«Secant-Barn12»" + ";Encrypt=true"; y = "Pwd=" + "«Secant-Barn12»";',
        'api_key = "«q7Rm2xTz9LbK4wVn»" + "«8sYc3HdJ6gPf1aUe»"\n',
    ),
    misses=(
        'const char *secret_pw = "Alder";\n"-Sluice29";\n',
        'const char *password_prompt = "Alder"\n    "-Sluice29";\n',
        'String password = "Please enter " +\n    "your password 7";\n',
        'String password = "Thorn_" + suffix + "Acre71"; password = f("Thorn_") + "Acre71";',
        '{"password": "Thorn_Acre"\n "x_7": "y"}\n',
        'const passwordRules = ["length", "digit9"].join(", ");\nconst password = ["length", "digit9"].join(" ");\n',
        'const password = ["Quarry", "Lantern55"];\npassword = f("slate-", "marten-82")\n',
        'x = "Server=x;Password=" + password + ";"; y = "Password=" + "${PASSWORD}"; z = "Password=" + ";Encrypt=true" + x',
        'x = "Password: " + "Secant-Barn12"; passwordField = "Lark" + "mist_7"',
        "password = '<pass' + 'word>'; password = 'your-' + 'password'",
    ),
)
