"""Passwords that a name and spaces give: `rcon_password V`, `AuthLDAPBindPassword "V"`, `requirepass V;`, `--senha V`, in
daemons' settings, in what is commented out of them, and in consoles of devices."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials import password
from pii.detectors.rules.credentials.credential_values import (
    TYPES,
    is_prose,
    is_version,
    may_be_password,
    names_a_field,
)
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of, mentions_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_after, line_before

_LINE = re.compile(
    r"[ \t]*(?:(?:#|;|//|--|>)+[ \t]*)?[!/.]?"  # what is commented out, the sign of a command
    r"(?P<before>(?:[\w./:-]{1,40}[ \t]+){0,6}?)"
    r"(?P<name>-{0,2}[A-Za-z_][\w.-]{1,60})[ \t]+(?:(?:0|7|ascii|plain|plaintext|sha|md5)[ \t]+)?"
    r"(?:(?P<quote>[\"'])(?P<quoted>[^\"'\n]{3,80})(?P=quote)|(?P<bare>[^\s\"'`<>{}()\[\];]{4,80}))"
    r"[ \t]*(?P<end>;|\}|\r?$|#|</|all\b|[ \t]+-)",
)
_REST_OF_NAME = re.compile(r"[\w.-]+[ \t]")
"""What follows in every such line and behind few words; a line is read far longer."""
_DIRECTIVES = frozenset(
    """
    set setenv option enable username user aaa server password default crypto ppp wlan vtp ntp snmp config add no ip interface
    neighbor sethc tunnel line standby define let env system global section radius tacacs racadm priv privilege secret login
    """.split()
)
"""What begins a line on which the credential's name is not the first word."""
_MIXED = re.compile(r"(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[!-~]{5,80}")
_SIGNED = re.compile(r"(?=.*[!#%&*+^$@])[!-~]{6,80}")
_CODE = re.compile(r"[(){}<>=]|://|^[-/.~$@:%]|\.\w{1,5}$|->|::|/\w+/|\\|:\d+$")

_UPSTREAM = re.compile(r"(?:fastcgi|proxy|uwsgi|scgi|grpc|memcached|tcp)_pass")
"""nginx's directives that pass requests on."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the values at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        start = line_before(text, hit.start)
        done = line_after(text, hit.start)
        setting = _LINE.match(text, start, done) if _REST_OF_NAME.match(text, hit.start, done) else None
        if setting is None or not setting.start("name") <= hit.start < setting.end("name"):
            continue
        group = "quoted" if setting["quoted"] else "bare"
        if _is_password(setting, setting[group]):
            yield Span(*setting.span(group), Label.PASSWORD)


def _is_password(setting: re.Match[str], value: str) -> bool:
    """Whether the value is one: literals are told by a directive's quotes, or by letters, digits and signs that make no word."""
    name, before = setting["name"], setting["before"].split()
    if before and before[0].lower() not in _DIRECTIVES or not (setting["quoted"] or _is_directive(name)):
        return False
    if setting["bare"] and before[:1] == ["define"]:
        return False  # a macro of C, whose text stands in quotes
    if credential_of(name) is not Label.PASSWORD or value.lower() in TYPES or is_version(value):
        return False
    if _CODE.search(value) or names_a_field(value) or _UPSTREAM.fullmatch(name) or " " in value and is_prose(value):
        return False
    if not may_be_password(value) or mentions_password(words(value)) and "_" in value:
        return False
    return bool(setting["quoted"] or _MIXED.fullmatch(value) or _SIGNED.fullmatch(value))


def _is_directive(name: str) -> bool:
    """Whether the name is written as settings write theirs, rather than as a word of a sentence."""
    return "_" in name or "-" in name or "." in name or not name.istitle()


RULE = Rule(
    "spaced_setting",
    {
        place: pattern
        for place, pattern in password.RULE.patterns.items()
        if place in ("password.word", "password.phrase", "password.own")
    }
    | {"spaced_setting.short": r"(?i)\w(?:pass|pwd?|pw)[ \t]{1,8}[\"']?[!-~]{4}"},
    find,
    rank=5,
    proves=False,
    hits=(
        "rcon_password «RZk6qJ7UDd»",
        "/set irc.server.example.sasl_password «moss77Lane»",
        "!set udp_listen_pass «s00p3rQuiet!»",
        "-- rcon_password «RZk6qJ7UDd»",
        '  AuthLDAPBindPassword "«larkmist»"',
        '#\tPassword "«larkmist»"',
        "cachemgr_passwd «blazen17» all",
        'link x { y }\n  passwd "«larkmist»";',
        "username backup priv 15 password «Lark0mist»",
        "enable password «lark.mist#8»",
        "  SetEnv APP_DB_PASS «lark8mist»",
        "rootpw «Ja0Q^vt,Vm»",
        "db-password «RZk6qJ7UDd»\ndb.password «RZk6qJ7UDd»\nPassword_x «RZk6qJ7UDd»",
        "db_password «my_RZk6qJ7UDd»",
        "password «larkmist7»\nuser x\nport 1\n",
    ),
    misses=(
        "the password hunter2 of the user",
        "Password length",
        "rcon_password larkmist",
        "password sufficient pam_unix.so",
        "passwd files sss",
        "rcon_password $PASSWORD8",
        "password_length 12abc",
        "import password from './x1'",
        "fastcgi_pass php5-fpm-sock;",
        '#define PASSWORD_WRONG "Lark is wrong\\n"',
        "#define OBJ_moss_challengePassword OBJ_moss,7L@",
        "Password RZk6qJ7UDd\ncheck rcon_password RZk6qJ7UDd",
        "rcon_password user_password8\nrcon_password string\nrcon_password 10.2.3\nrcon_password f(x1)",
        "password 1.2.3\nuser x\nport 1\n",
        "password user_password\nuser x\nport 1\n",
        '#\tPassword "generalize"',
        '#\tPassword "^1.2-lark"',
        '#\tPassword "loginpassword"',
        '#\tPassword "lark<mist"',
    ),
)
