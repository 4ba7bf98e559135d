"""Passwords and secrets among settings whose right side is always a literal, be it an ordinary word: the environment of a
container, the data of a Kubernetes secret, and properties or YAML beside the address of what the password opens."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials import key_assignment, password
from pii.detectors.rules.credentials.credential_values import TYPES, WORKING, is_version
from pii.detectors.scan import Hit
from pii.known.credential_names import PASSWORD_LABELS, credential_of, names_password, names_secret
from pii.known.placeholders import is_placeholder, looks_like_code
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_before, text_before

_SIGHT = 1_500
"""Characters above a setting in which its block begins."""
_BESIDE = 5
"""Settings to each side that are looked at."""

_SETTING = re.compile(
    r"(?P<lead>[ \t]*(?:(?:[#;]+|-)[ \t]+|[#;])?(?:export[ \t]+)?)(?P<quote>[\"']?)(?P<name>[A-Za-z_][\w.-]{1,80})(?P=quote)"
    r"(?P<sign>=|:[ \t]+)(?P<quoted>[\"']?)"
    r"(?P<value>[^\s\"'`$(){}\[\]<>,;|&*!%][^\s\"'`(){}\[\]<>,;|]{0,79})(?P=quoted)[ \t]*\r?$",
    re.MULTILINE,
)
_GIVEN = re.compile(r"[\w.-]{0,80}+[\"']?(?:=|:[ \t])[^=]")
_LINE = re.compile(
    r"(?P<lead>[ \t]*(?:(?:[#;]+|-)[ \t]+|[#;])?(?:export[ \t]+)?)[\"']?(?P<name>[A-Za-z_][\w.-]{1,80})[\"']?"
    r"(?P<sign>=|:(?=\s|$))[ \t]*(?P<value>.*?)[ \t]*\r?"
)
_BLOCK = re.compile(r"(?:environment|stringData|env):[ \t]*\r?")
_USERS = re.compile(r"[ \t]*users:[ \t]*\r?")
"""The users of a kubeconfig."""

_BESIDE_PASSWORDS = frozenset(
    """
    host hostname url uri server address addr port user username login db database dbname driver dialect schema ssid account
    email mail dn basedn binddn endpoint broker dsn
    """.split()
)
"""What a password is set beside: the address of what it opens, and the account."""
_TECHNICAL = re.compile(r"[\w.+-]*[\d:/@._][\w.+:/@?&=%;,{}$-]*|localhost", re.ASCII)
_LABELS = frozenset(label.lower() for label in PASSWORD_LABELS)
_INSTRUCTION = re.compile(
    r"[A-Z]+(?:_[A-Z]+){2,}|[a-z]+(?:-[a-z]+){3,}|[a-z]+(?:_[a-z]+){3,}|(?:[a-z]+[-_])?random[-_]\w+(?:[-_]\w+)?|\W+"
)
"""What says what belongs there, in any language."""
_HEADING = re.compile(r"[A-Z][a-z]+")
"""A label of a form rather than a password: beside an address such words stand in catalogues of messages, too."""
_TOKENS = frozenset(
    "secret token apikey secretkey accesskey key sharedsecret authtoken accesstoken bottoken clientsecret".split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done or not _GIVEN.match(text, hit.start):
            continue
        start = line_before(text, hit.start)
        setting = _SETTING.match(text, start)
        if setting is None or not setting.start("name") <= hit.start < setting.end("name"):
            continue
        done = setting.end()
        label = credential_of(setting["name"])
        if (
            label
            and (_is_literal(setting, label) or label is Label.PASSWORD and setting["value"] in WORKING)
            and (
                _is_in_block(text, setting)
                or not setting["quoted"]
                and setting["value"] not in WORKING
                and not _HEADING.fullmatch(setting["value"])
                and _has_address(text, setting)
            )
        ):
            yield Span(*setting.span("value"), label)


def _is_literal(setting: re.Match[str], label: Label) -> bool:
    name, value = setting["name"], setting["value"]
    if value.lower() in TYPES or value.lower() in _LABELS or is_placeholder(value) or looks_like_code(value):
        return False
    if _INSTRUCTION.fullmatch(value) or "\\" in value or value.lower() == name.lower():
        return False
    if label is Label.PASSWORD:
        return not _repeats(name, words(value))
    parts = words(name)
    told = names_secret(parts) and "".join(parts[-1:]) in _TOKENS and not names_secret(words(value))
    return told and len(value) >= 6 and not value.isdigit() and not is_version(value)


def _repeats(name: str, said: list[str]) -> bool:
    """Whether the value says what the name says: `MQTT_PASS: mqtt_password`."""
    return len(said) > 1 and names_password(said) and set(said) <= {*words(name), "password"}


def _is_in_block(text: str, setting: re.Match[str]) -> bool:
    """Whether the lines above, up to one that is less indented, belong to the environment of a container or to a secret."""
    lead = setting["lead"]
    indent = len(lead) - len(lead.lstrip(" \t"))
    item = lead.lstrip().startswith("-")
    if not indent and not item:
        return False  # nothing is less indented
    above = text_before(text, setting.start(), _SIGHT).split("\n")[:-1]
    for line in reversed(above):
        bare = line.strip()
        at = len(line) - len(line.lstrip())
        listed = at == indent and item and not bare.startswith(("-", "#"))
        if bare and not bare.startswith("#") and (at < indent or listed):
            return _BLOCK.fullmatch(bare) is not None or bare == "user:" and any(map(_USERS.fullmatch, above))
    return False


def _has_address(text: str, setting: re.Match[str]) -> bool:
    """Whether one of the settings beside is the address or the account of what the password opens, and none is code."""
    before = text_before(text, setting.start(), _SIGHT).rsplit("\n", _BESIDE + 1)[:-1]
    after = text[setting.end() + 1 : setting.end() + _SIGHT].split("\n", _BESIDE)
    told = False
    for lines in (reversed(before), after):
        for line, _ in zip(lines, range(_BESIDE), strict=False):
            if not line.strip():
                break
            beside = _LINE.fullmatch(line)
            if beside is None or beside["lead"] != setting["lead"]:
                if line.rstrip().endswith((",", ";", "{", "(", ")")):
                    return False
                continue
            if beside["sign"] != setting["sign"].strip():
                return False
            told = told or _is_address(beside)
    return told


def _is_address(setting: re.Match[str]) -> bool:
    parts = words(setting["name"])
    value = setting["value"].strip("\"'")
    if not parts or parts[-1] not in _BESIDE_PASSWORDS:
        return False
    return _TECHNICAL.fullmatch(value) is not None or is_system_account(value)


RULE = Rule(
    "literal_setting",
    {
        place: pattern
        for place, pattern in {**password.RULE.patterns, **key_assignment.RULE.patterns}.items()
        if place.startswith("password.") or place == "key_assignment.word"
    },
    find,
    rank=4,
    hits=(
        "  environment:\n    ldap_user: app\n    ldap_password: «password»\n    size: 20\n",
        "    environment:\n      - DB_HOST=db\n      - DB_PASS=«larkmist»\n",
        "  environment:\n  - DB_PASS=«hh»\n",
        '  environment:\n    DB_PASS: "«hh»"\n    SECRET_KEY: "«DASISTGEHEIM»"\n',
        "kind: Secret\nstringData:\n  user: app\n  password: «larkmist»\n",
        "jdbc.url=jdbc:mysql://db1/shop?a=b;\njdbc.username=shop\njdbc.password=«shop»\n",
        "jdbc.url=jdbc:mysql://db1/shop\r\njdbc.password=«shop»\r\nx.y=z\r\n",
        "# mail.host=mail.example.org\n# mail.password=«larkmist»\n",
        "spring:\n  datasource:\n    username: root\n    password: «root»\n",
        "environment:\n  JWT_SECRET: «larkmist»\n",
        "    env:\n      MARIADB_ROOT_PASSWORD: «example»\n",
        "env:\n  X_ACCESSTOKEN: «dummytoken»\n",
        "users:\n- name: a\n  user:\n    token: «LarkMist»\n",
        "environment:\n# x\n  A: b\n  DB_PASSWORD: «larkmist»\n",
        "  environment:\n  # x\n  - DB_PASS=«hh»\n",
        "environment:\n  JWT_SECRET: «larkmi»\n",
        "db_host: db1.example\na: b\nc: d\ne: f\ng: h\npassword: «larkmist»\n"
        "a: b\nc: d\ne: f\ng: h\npassword: «lark»\ni: k\nl: m\nn: o\np: q\nhost: db2.example\n",
        "host: db1.example\nin words\npassword: «larkmist»\n",
    ),
    misses=(
        "  environment:\n    MQTT_PASS: mqtt_password\n",
        "login:\n  username: User name\n  password: Password\n  submit: Login\n",
        "username=User name\npassword=Kennwort\n",
        "user: nutzer\npassword: passwort\n",
        "host: string\nport: number\npassword: Secret\n",
        "    this.host = host_1\n    this.password = password\n",
        "{\n  host: 'db1',\n  port: 5432,\n  password: password\n}",
        "environment:\n  DB_PASSWORD: ${DB_PASSWORD}\n  DB_PASS: your-password\n",
        "environment:\n  PASSWORD_LENGTH: twelve\n  DB_PASSWORD_FILE: a\n",
        "permissions:\n  contents: read\n  id-token: write\n",
        "host = db_1\npassword = larkmist\n",
        "services:\n  password: larkmist\n",
        "user:\n  token: LarkMist\n",
        "port: 22\ntoken: 123456\n",
        "mail_url: https://example.org\nmail_password: Password\n",
        "environment:\n  A_PASSWORD: PUT_YOUR_OWN\n  A_TOKEN: ci-placeholder\n  B_SECRET: any-long-random-string\n",
        "environment:\n  A_PASSWORD: password_of_the_other_user\n  A_SECRET: random_secret_string\n",
        "environment:\n  SECRET_KEY_FILE: larkmist\n  API_TOKEN: the-token\n  JWT_SECRET: larkm\n"
        "  JWT_SECRET: 123456\n  JWT_SECRET: 1.2.3.4\n",
        "environment:\npassword: larkmist\n",
        "  a: b\n  DB_PASSWORD: larkmist\n",
        "db_host: db1.example\na: b\nc: d\ne: f\ng: h\ni: k\npassword: larkmist\n"
        "a: b\nc: d\ne: f\ng: h\ni: k\ndb_host: db2.example\n",
        "db_host: db1.example\nfoo(a, b);\npassword: larkmist\n",
        "db_host=db1.example\npassword: larkmist\n",
        "colour: a/b\npassword: larkmist\n",
    ),
)
