"""Passwords among the arguments of a call, where the function is declared in the same text and names that parameter so."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials import password
from pii.detectors.rules.credentials.credential_values import TYPES, is_prose, may_be_password, names_a_field
from pii.detectors.scan import Hit
from pii.known.credential_names import names_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words

_REACH = 300
"""Characters between the name of a function and a parameter or argument."""
_NAME = 120
"""Characters up to the parameters: keywords, return type, name."""
_MOST_FUNCTIONS = 12
_MOST_CALLS = 100
_LONGEST_CLASS = 5_000
"""Characters between the name of a class and its constructor."""

_REST = re.compile(r"\w{0,60}(?=\s*[,):=\]\n]|\s+(?:string|text|varchar|String|as\b))")
_PARAMETERS = re.compile(r"[^()\"'`;{}]*?(?P<parameter>[\w$]*)")
_DECLARATION = re.compile(
    r"(?:\b(?P<keyword>def|function|func|fun|fn|sub|procedure|class|constructor|public|private|protected|static|async)\s"
    r"(?:[\w<>\[\],.: ]{0,60}\s|\([^()\n]{0,60}\)\s)?|\b(?:const|let|var)\s)?"
    r"(?<![\w.])(?P<name>\w{2,60})\s?(?:=\s(?:async\s)?)?$",
    re.IGNORECASE,
)
_METHOD = re.compile(r"[^()\"'`;]{0,200}\)\s*(?:\{|=>|throws\b)")
"""How the list of parameters ends where no keyword begins it."""
_GENERIC = re.compile(r"<[^<>]*>")
_SELF = re.compile(r"\s*&?(?:mut\s)?(?:self|cls|this)\b[^,]*,")
_CLASS = re.compile(r"\bclass\s+(\w{2,60})")
_LITERAL = r"[bBuUrRN@]{0,2}(?:\"(?:[^\"\\\n]|\\.){0,200}\"|'(?:[^'\\\n]|\\.){0,200}')"
_ARGUMENT = re.compile(rf"\s*(?:{_LITERAL}|[^,()\"'`\n;]{{1,100}})\s*,")
_VALUE = re.compile(r"\s*[bBN@]?(?P<quote>[\"'])(?P<value>[^\"'\\\n]{3,80})(?P=quote)\s*[,)]")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals that calls give to the parameters at the hits."""
    known: set[tuple[str, int]] = set()
    for hit in hits:
        if len(known) == _MOST_FUNCTIONS:
            return
        declared = _declared(text, hit)
        if declared is not None and declared not in known:
            known.add(declared)
            yield from _arguments(text, *declared)


def _declared(text: str, hit: Hit) -> tuple[str, int] | None:
    """The name of the function whose parameter is at the hit, and the parameter's number."""
    rest = _REST.match(text, hit.end)
    if rest is None:
        return None
    opened = text.rfind("(", max(0, hit.start - _REACH), hit.start)
    parameters = _PARAMETERS.fullmatch(text, opened + 1, hit.start) if opened > 0 else None
    if parameters is None or not names_password(words(parameters["parameter"] + text[hit.start : rest.end()])):
        return None
    declaration = _DECLARATION.search(text, opened - _NAME, opened)
    if declaration is None:
        return None
    if declaration["keyword"] is None and not _METHOD.match(text, rest.end()):
        return None
    name = declaration["name"]
    if name in ("__init__", "constructor"):
        classes = _CLASS.findall(text, hit.start - _LONGEST_CLASS, hit.start)
        name = classes[-1] if classes else ""
    if not name or name in _STATEMENTS:
        return None
    number = _SELF.sub("", _GENERIC.sub("", parameters[0]), count=1).count(",")
    return None if number == 0 and _DECRYPTS.search(name) else (name, number)


_DECRYPTS = re.compile(r"decrypt|decipher|decode|unseal", re.IGNORECASE)
"""Its first parameter takes what is encrypted: the password is what comes out."""
_STATEMENTS = frozenset("if for while switch catch return function fun def func fn new".split())


def _arguments(text: str, name: str, number: int) -> Iterator[Span]:
    position = -1
    for _ in range(_MOST_CALLS):
        position = text.find(f"{name}(", position + 1)
        if position < 0:
            return
        if text[position - 1 : position].isalnum():
            continue
        start = position + len(name) + 1
        for _ in range(number):
            argument = _ARGUMENT.match(text, start)
            if argument is None:
                break
            start = argument.end()
        else:
            value = _VALUE.match(text, start)
            if value is not None and _is_password(value["value"]):
                yield Span(*value.span("value"), Label.PASSWORD)


def _is_password(value: str) -> bool:
    if not may_be_password(value) or value.lower() in TYPES or names_a_field(value):
        return False
    return " " not in value or not is_prose(value)


RULE = Rule(
    "declared_argument",
    {"password.word": password.RULE.patterns["password.word"]},
    find,
    rank=4,
    hits=(
        'def add(user, password):\n    pass\n\nadd("jroe", "«larkmist»")\nadd("kroe", "«tulip»")\n',
        "function logIn(user, password) { x(); }\nlogIn('jroe', '«larkmist»');",
        'const logIn = async (user, password) => { x(); };\nlogIn("jroe", "«larkmist»");',
        'public Account(String name, Map<String, String> x, String password) {\n}\nnew Account("a", m, "«larkmist»");',
        'func (s *S) open(host, password string) error {\ns.open("h", "«larkmist»")',
        'class Account:\n    def __init__(self, name, password=None):\n        pass\n\nAccount("jroe", "«larkmist»")\n',
        "CREATE FUNCTION make(p_login text, p_password text) RETURNS int;\nSELECT make('jroe', '«larkmist»');",
        "open(user, password) {\n}\nx.open('jroe', '«larkmist»');",
        'def add(user, password):\n    pass\n\nadd("jroe", "«lark mist moss»")\n',
        "add(password) {\n}\nadd('«larkmist»')add('«tulip9»')",
    ),
    misses=(
        'def add(user, password):\n    pass\n\nadd("jroe", password)\nadd("jroe")\n',
        'def add(user, password_field):\n    pass\n\nadd("jroe", "larkmist")\n',
        'open(user, password)\nx.open("jroe", "larkmist")\n',
        'def add(user, password):\n    pass\n\nadded("jroe", "larkmist")\nreadd("jroe", "larkmist")\n',
        'def add(user, password):\n    pass\n\nadd("jroe", "user_password")\n',
        'def add(user, password):\n    pass\n\nadd("jroe", "x-oauth-basic")\n',
        'if (same(user, password)) {\n}\nif ("a", "larkmist")\n',
        'if (user, password) {\n}\nif ("jroe", "larkmist")\n',
        'def add(user, password):\n    pass\n\nx = xadd("jroe", "larkmist") or add("jroe", "enter it")\n',
        '("user, password) {\n}\nx("a", "larkmist")\n',
        'def add(user, password):\n    pass\n\nadd("larkmist")\n',
        'def decrypt(password):\n    pass\n\ndecrypt("larkmist7")\n',
    ),
)
