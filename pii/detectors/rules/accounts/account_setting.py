"""Accounts held by something named for a user name: `username = jroe`, `"userName": "jroe"`, `DB_USER=jroe`."""

import string
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.assignments import among_settings
from pii.detectors.rules.credentials.credential_values import tells_itself
from pii.detectors.scan import Hit
from pii.known.names import known_names
from pii.known.placeholders import is_placeholder
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_after, line_before

_REACH = 80
_AROUND = 160

_VALUE = r"(?P<account>[A-Za-z][\w.-]{1,38})"
_KEY = r"(?:[\w.-]*\w)??(?i:user[ _.-]?name|login[_-]?name|[_-]user|logname)"
_QUOTED = re.compile(
    rf"[\w.-]*(?:\\*[\"'])?\]?\s*(?::=|=>|[:=])\s*(?:[a-z]?|@)(?P<quote>\\*[\"'`]){_VALUE}(?P=quote)(?!\s*[.+\]%:]|\s*=)",
    re.ASCII,
)
"""Characters from the end of the key."""
_ELEMENT = re.compile(rf">\s*{_VALUE}\s*</", re.ASCII)
_BESIDE = re.compile(
    rf"(?P<quote>\\*[\"'])(?:\s+[Vv]alue\s*=|\s*,\s*(?P=quote)[Vv]alue(?P=quote)\s*:)\s*(?P<mark>\\*[\"']){_VALUE}(?P=mark)",
    re.ASCII,
)
"""The value in an attribute or a field of its own, as collections of requests have it."""
_OPTION = re.compile(rf"(?:=| +)[\"']?{_VALUE}[\"']?(?=\s|$|\\)", re.ASCII)
_BARE = re.compile(rf"[ \t]*(?P<sign>[:=])[ \t]*{_VALUE}[ \t]*(?=\r?\n|$|#)", re.ASCII)
_STATEMENT = re.compile(r"[ \t]*(?:export |set |setx |ENV |- |[#;] ?)*$")
_NAME_CHARACTERS = string.ascii_letters + string.digits + "_.-"

_FILE = re.compile(
    r"\.(?:php|html?|js|ts|css|json|xml|py|rb|java|png|jpe?g|svg|txt|md|com|org|net|io|local|name|id|user\w*|value|text|length|get)$",
    re.I,
)

_NO_ACCOUNT = frozenset(
    """
    string str text varchar char int integer number bool boolean required optional true false null none nil any object type value
    field input label key id sub email mail phone title header hidden readonly disabled enabled unique index primary foreign
    string.empty self this request req res params props state data form session config settings env process os args options
    missing invalid empty incorrect not is has the and or of for with by yes no on off ok please enter here abc foobar
    preferred_username preferred cn samaccountname userprincipalname upn basic digest token bearer oidc saml
    alphanumeric text/plain utf8 asc desc password passwd credential credentials login signin signup register logout
    """.split()
)
_ITSELF = frozenset("user users username name login account usr usuario utilisateur nutzer benutzer gebruiker".split())


_BLANK = 400
"""A setting with fewer characters than this on either side is alone in its text."""
_FORM = 400
_COMPONENT = re.compile(r"\bobject \w+: T\w+\r?\n(?:[ \t]+[\w.]+ = [^\n]*\n)*[ \t]*$")
"""A Delphi form, whose components have a property `UserName`."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        place = read_account(text, hit.start, hit.end)
        if place is not None:
            yield Span(*place, Label.USERNAME)


def read_account(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the account assigned to the key that ends at `end` stands, or None."""
    match = _literal(text, start, end)
    if match is None or not is_account(match["account"]) or is_service(text, *match.span("account")):
        return None
    if _COMPONENT.search(text, start - _FORM, start) or _is_application(text, *match.span("account")):
        return None
    return match.span("account")


_BESIDE_ACCOUNT = re.compile(
    rf"(?:{re.any_case(('db', 'database', 'db_?name', 'schema', 'pass', 'password', 'passwd', 'pwd'))}| -(?i:d)|--(?i:dbname))"
    r"(?:[\"'`]\]?)?(?:\s?(?:=>|:=|[:=])\s?| )[\"'`]?([\w.-]+)",
    re.ASCII,
)


_PASSWORD_BELOW = re.compile(
    r"[\"']?[,;]?[ \t]*\r?\n[ \t#-]*[\"']?[\w.-]{0,60}(?:password|passwd|pwd|pass)[\"']?\s?(?:=>|[:=])\s?[\"']?"
    r"(?P<value>[^\s\"',;]{4,60})[\"']?,?[ \t]*(?:\r?\n|$)",
    re.IGNORECASE,
)
"""On the next line."""
_DATABASE = re.compile(
    r"(?i)\b(?:adapter|dialect|driver|dsn)[\"']?\s?(?:=>|[:=])|jdbc:|\bdb_?(?:host|name|port|pass)|mysql|mariadb|postgres|pgsql"
)


def is_service(text: str, start: int, end: int) -> bool:
    """Whether the account at `start` to `end` is named like the database or password beside it: a service's, no person's."""
    beside = _BESIDE_ACCOUNT.findall(text, start - _AROUND, end + _AROUND)
    return _plain(text[start:end]) in map(_plain, beside)


_SEPARATORS = str.maketrans("", "", "-_.")


def _plain(value: str) -> str:
    """Without what divides its words, which databases write otherwise than accounts: `moss-app` and `moss_app`."""
    return value.translate(_SEPARATORS)


def _is_application(text: str, start: int, end: int) -> bool:
    """Whether it stands among the settings of a database, and is no name: an application's account there.

    A password that somebody chose right beside it leaves it to the judge.
    """
    beside = _DATABASE.search(text, max(0, start - _AROUND), end + _AROUND)
    if beside is None or any(known_names(text[start:end].title())):
        return False
    password = _PASSWORD_BELOW.match(text, end, end + _AROUND)
    return password is None or not tells_itself(password["value"]) or is_placeholder(password["value"])


def _literal(text: str, start: int, end: int) -> re.Match[str] | None:
    limit = min(len(text), end + _REACH)
    if text[end : end + 1] == ">":
        return _ELEMENT.match(text, end, limit)
    quoted = _QUOTED.match(text, end, limit) or _BESIDE.match(text, end, limit)
    if quoted is not None:
        return quoted
    before = text[line_before(text, start) : start]
    lead = before.rstrip(_NAME_CHARACTERS)
    key = before[len(lead) :]
    if key.startswith("-") and "." not in key and not lead[-1:].strip():
        option = _OPTION.match(text, end, limit)
        named = text[start:end].lower() != "user"  # pip's --user takes no value
        return option if option and (named or text[end] == "=") else None
    bare = _BARE.match(text, end, limit)
    if bare is None or not _STATEMENT.fullmatch(lead):
        return None
    return bare if _is_setting(text, start - len(key), bare) else None


def _is_setting(text: str, start: int, bare: re.Match[str]) -> bool:
    """Whether a name and a bare word make a setting: among others in a file, alone in a text, or as a shell variable."""
    key = text[start : bare.start()].strip()
    if bare["sign"] == "=" and key.isupper() and not text[bare.start() : bare.start("account")].count(" "):
        return True
    alone = max(start, len(text) - bare.end()) < _BLANK and not (text[:start] + text[bare.end() :]).strip()
    return alone or among_settings(text, start, line_after(text, bare.end()))


def is_account(value: str) -> bool:
    """Whether a literal is the account of a person: no placeholder, no word of the program, nobody's."""
    lower = value.lower()
    if lower in _NO_ACCOUNT or is_system_account(value) or value.endswith((".", "-", "_")):
        return False
    if _FILE.search(value):
        return False
    if value.istitle() and value.isalpha() or value.isupper() and "_" in value:
        return False  # a label, a constant
    return _ITSELF.isdisjoint(words(value)) and not any(word in lower for word in ("username", "nutzer", "user_"))


RULE = Rule(
    "account_setting",
    {
        "account_setting.name": r"(?i)user[ _.-]?name\b",
        "account_setting.variable": r"[A-Z0-9]_USER\b",
        "account_setting.login": r"(?i)login[_-]?name\b|\blogname\b",
        "account_setting.administrator": r"(?i)\badministrator_?login\b",
        "account_setting.mail": r"\b(?:imap|smtp|pop|nntp)_user\b",
        "account_setting.shell": r"\bUSER\b",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        'set imap_user = "«jroe»"\nset smtp_user="«kroe»"',
        '{"username": "«jroe»", "role": "editor"}',
        '"administrator_login": "«jroe»",\nadministrator_login = "«kroe»"\nadministratorLogin: \'«lroe»\'',
        'username = "«jroe»"',
        "username = '«jroe»'",
        "    url: jdbc:mysql://db.example.org:3306/shop\n    username: «ldk»\n    password: 9o8i7u!K@J#H\n",
        "jdbc.driver=x\njdbc.username=«ldk»\njdbc.password=mossLane42\nserver.port=1\n",
        "<username>«jroe»</username>",
        "port: 22\nuserName: «jroe»\nhost: db1\nretries: 3\n",
        '"userName": "«jroe»"',
        "  port: 22\n  user_name: «jroe»\n  host: db1\n  tries: 3\n",
        'connect(username="«jroe»", host="db1")',
        "smtp:\n  username: «jroe»\n  password: x\n",
        "DB_USER=«jroe»",
        "USER=«jroe»\nLOGNAME=«jroe»\n",
        "mongosh --host m1 --username «jroe» --password x admin\n",
        '<add key="Username" value="«jroe»" />',
        '[{"key": "username", "value": "«jroe»"}, {"name": "username",\n"value": "«kroe»"}]',
        '{\\"msg\\": \\"{\\\\\\"username\\\\\\": \\\\\\"«jroe»\\\\\\"}\\"}',
        ":username => '«jroe»'",
        "spring.datasource.ttl=1\nspring.datasource.username=«jroe»\nspring.datasource.url=x\nserver.port=1\n",
        '$config["username"] = "«jroe»";',
        "[db]\nport: 1\nlogin_name: «jroe»\nhost: x\n",
        "--username «jroe» --username=«jroe»",
        "USER_NAME=«jroe»\nx\nUSER_NAME: jroe\nx",
        '"username": "«ROE»" "username": "«Jroe2»"',
    ),
    misses=(
        "db_name: moss_kiln\nusername: moss-kiln\n",
        "    url: jdbc:mysql://db.example.org:3306/shop\n    username: ldk\n    password: ${DB_PASSWORD}\n",
        "    url: jdbc:mysql://db.example.org:3306/shop\n    username: ldk\n    password: larkmist\n",
        "MAIN_USER = jroe_main\n\ndef find(x):\n    return x\n",
        "  object pipe1: TppDBPipeline\n    DataSource = jroe\n    UserName = 'jroe'\n    Left = 41\n",
        'username = request.form["username"]',
        '"username": "root"',
        '{"key": "username", "value": "{{username}}"}, {"key": "username", "type": "jroe"}, {"key": "username"}, "value": "jroe"',
        '"username": "Username"',
        "username: string;",
        'administrator_login = var.login; "administrator_login": "${x}", "administrator_login_password": "larkmist"',
        "userName = user.name\nx = foo(y)\n",
        "username: 'your_username'",
        '"username": "Benutzername"',
        "def f(username, x): pass",
        'if (username == "") return;',
        "<username>${user}</username>",
        "username: {type: String}",
        "DB_USER=$USER",
        "irc-user = \"hazel\"; 'Vendor-User-Role': 'cracked'",
        "DB_NAME=crm\nDB_USERNAME=crm\nDB_PASSWORD=x\n",
        "username: backend\npassword: backend\n",
        "x-username jroe",
        "user_name = jroe\nx",
        "x\nuser_name = jroe",
        "username=jroe\nx",
        '"username": "Jroe" "username": "JROE_X" "username": "username1" "username": "user_x" "username": "benutzernutzer"',
        "x(-username jroe)",
    ),
)
