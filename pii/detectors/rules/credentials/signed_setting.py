"""Passwords in files of settings, YAML and properties, whose signs others take for syntax: `PASSWORD: tR^8wq{Lm`,
`x.password = (ab!9C`. Neither format has brackets amid a word; those of code close again. And in a shell, a single quote within
single quotes: `PGPASSWORD='it'\\''s-V' psql`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials import password
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_REACH = 200

_SETTING = re.compile(
    r"[ \t]*(?:[#;][ \t]*|-[ \t]+)?(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]{1,80})(?:[ \t]*=[ \t]*|:[ \t]+)"
    r"(?P<value>[^\s\x00-\x1f\"'`<>$,;|&]{8,64})[ \t]*\r?(?=\n|$)"
)
_AMID = r"[^\s\x00-\x1f\"'`<>(){}\[\],;|&]"
_WITH_QUOTE = re.compile(
    r"[ \t]*(?:[#;][ \t]*)?(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]{1,80})(?:[ \t]*=[ \t]*|:[ \t]+)"
    rf"(?P<value>(?!\$){_AMID}{{2}}(?:{_AMID}|[\"']){{5,60}}(?<![\"'+]))[ \t]*\r?$",
    re.MULTILINE,
)
"""Quotes amid a word, which open nothing and close nothing."""
_QUOTED_FOR_SHELL = re.compile(
    r"(?:^|[\s;&|(])(?P<name>[A-Za-z_]\w{1,60})='(?P<value>[^'$\n]{0,60}(?:'(?:\\'|\"'\")'[^'$\n]{0,60})+)'(?=[\s;&|)]|$)",
    re.MULTILINE,
)
"""Closed for the quote and opened again, as nothing but a shell reads it."""
_OPENING = tuple("([{,:=.+*/&|\\")
"""How a line of code ends that the next one goes on with."""
_CALL = re.compile(r"[A-Za-z_][\w.:]*\(")
_KINDS = tuple(re.compile(kind) for kind in ("[a-z]", "[A-Z]", "[0-9]", r"[^\w(){}\[\].-]"))
"""Characters of a password that mixes them, brackets and what joins names left out."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords of the lines at the hits."""
    done = 0
    for hit in hits:
        start = line_before(text, hit.start)
        if start < done:
            continue
        quoted = _QUOTED_FOR_SHELL.search(text, start, hit.end + _REACH)
        if quoted is not None and quoted.start("name") <= hit.start < quoted.end("name"):
            done = quoted.end()
            if credential_of(quoted["name"]) is Label.PASSWORD:
                yield Span(*quoted.span("value"), Label.PASSWORD)
            continue
        setting = _SETTING.match(text, start, hit.end + _REACH) or _WITH_QUOTE.match(text, start)
        if setting is None or not setting.start("name") <= hit.start < setting.end("name"):
            continue
        done = setting.end()
        if credential_of(setting["name"]) is Label.PASSWORD and _is_chosen(setting["value"]):
            yield Span(*setting.span("value"), Label.PASSWORD)


def _is_chosen(value: str) -> bool:
    """Whether the value mixes signs of all kinds, and brackets or quotes as no code has them."""
    if not _is_open(value) or _CALL.match(value) or value.endswith(_OPENING) or is_placeholder(value):
        return False
    return sum(kind.search(value) is not None for kind in _KINDS) >= 3 and _KINDS[-1].search(value) is not None


def _is_open(value: str) -> bool:
    """Whether a bracket or quote is opened or closed without its other."""
    brackets = any(value.count(opening) != value.count(closing) for opening, closing in zip("({[", ")}]", strict=True))
    return brackets or value.count('"') == 1 or value.count("'") == 1


RULE = Rule(
    "signed_setting",
    {place: pattern for place, pattern in password.RULE.patterns.items() if place.startswith("password.")},
    find,
    rank=4,
    hits=(
        "PASSWORD: «lR^8wq{Mm20zK»",
        "db:\n  PASSWORD: «lR^8wq]Mm20zK»\n  host: x",
        "ldap.bind.password = «(larkMist!9»\nldap.bind.password=«[larkMist!9»\r\n",
        "# export DB_PASSWORD=«lark)Mist#9»\n",
        "cat > .env <<'EOF'\nSMTP_PASSWORD=«Brine$Kettle'88»\nSMTP_HOST=x\nEOF\n",
        '$x = @"\r\nuser=x\r\npassword=«Drumlin\'Fog"8»\r\n"@\r\ndb.password: «Drumlin"Fog8»\n',
        "PGPASSWORD='«it'\\''s-late»' psql\nexport MYSQL_PWD='«lark'\"'\"'mist»'\n",
    ),
    misses=(
        "DB_PASSWORD=\x1b[31mLarkmist{9!\x1b[0m\n",
        "password = (os.environ[x9])\npassword: {{vault_Pw9!}}\npassword = getpass(prompt!9\npassword = f(Xa9!b)\n",
        "password = [Larkmist9\npassword = (Lark+9M,\npassword = decode9!(\nPASSWORD: ${lark{Mist!9\n",
        "password = 'Drumlin-Fog8\npassword = r'Drumlin-Fog8\npassword = Drumlin-Fog8'\npassword = Drumlin'Fog8'\n",
        "password=$PASS'Fog8\npassword = drumlin'fog\npassword_hint = Drumlin'Fog8\npassword=Drumlin'-'Fog8\n",
        "password_file: lR^8wq{Mm20zK\nhost: lR^8wq{Mm20zK\nx(password = lR^8wq{Mm20zK\n",
        "password: lR^8wq{Mm20zK and more\n",
        "PGTITLE='it'\\''s-late' psql; PGPASSWORD='$PASS'\\''x' psql; PGPASSWORD=''x'' y; PGPASSWORD='' 'x'\\''y'\n",
    ),
)
