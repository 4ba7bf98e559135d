"""Passwords in SQL: of users and roles that are made, altered or granted something."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account, is_service
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.scan import Hit
from pii.known.names import is_family_name, kind_of
from pii.known.organisations import is_organisation_account
from pii.labels import Label
from pii.spans import Span

_VALUE = r"(?P<quote>[\"'])(?P<password>(?!\*[0-9A-F]{40})(?:\\.|(?P=quote){2}|(?!(?P=quote))[^\n\\]){1,80}+)(?P=quote)"
"""Not MySQL's own password hash."""
_SPACE = r"(?:\+|%20)"

_FORMS: Forms = {
    "identified": (
        r"(?i)identified\s",
        re.compile(
            rf"(?:IDENTIFIED|identified(?=[^\"\n]*'))\s+(?i:WITH\s+\S+\s+(?:BY|AS)|BY)\s+(?i:PASSWORD\s+)?{_VALUE}"
        ),
    ),
    # Within a command of a shell, whose quotes are escaped.
    "granted": (
        r"(?i)\b(?:grant [a-z]|(?:create|alter) user )",
        re.compile(
            r"\w+\s[^\n;]*?\sidentified by (?P<quote>\\?\")(?P<password>(?:(?!(?P=quote))[^\n]){1,80})(?P=quote)",
            re.IGNORECASE,
        ),
    ),
    "role": (
        r"(?i)\b(?:create|alter) (?:role|user) ",
        re.compile(rf"(?:CREATE|ALTER)\s+(?:ROLE|USER)\s+[^\n;]{{1,80}}?PASSWORD\s*[(=]?\s*{_VALUE}", re.IGNORECASE),
    ),
    "unquoted": (
        r"IDENTIFIED BY \w|(?i:(?:create|alter) user|connect to) [\w#]{1,30} (?i:identified by) \w",
        re.compile(
            r"(?:\w+ (?:user|to) [\w#]+ )?identified by (?P<password>[\w!#@$%^*.-]{3,80})"
            r"\s*(?:;|$|\s(?:replace|using|account|profile|quota|(?:default|temporary) tablespace)\b)",
            re.IGNORECASE,
        ),
    ),
    "owner": (
        r"(?i)\b(?:create|alter) (?:user|role|login) [\"'`\[]?[a-z]",
        re.compile(
            r"\w+ \w+ (?:if (?:not )?exists )?[\"'`\[]?(?P<account>[A-Za-z][\w.-]{2,38})[\"'`\]]?(?:@[\w'\"%`.-]+)?\s+"
            r"(?:identified\s+(?:by|with|externally)|(?:with\s+)?(?:\w+\s+){0,4}?(?:encrypted\s+)?password)\b",
            re.IGNORECASE,
        ),
    ),
    "procedure": (
        r"(?i)\bsp_password\s",
        re.compile(rf"sp_password (?:NULL|N?'[^'\n]*'), ?N?{_VALUE}", re.IGNORECASE),
    ),
    # Procedures of SQL Server and Sybase, by place or by name.
    "added": (
        r"(?i)\bsp_addlogin\s",
        re.compile(
            rf"\w+\s+(?:@loginame ?= ?)?N?'(?P<account>[^'\n]{{1,60}})'\s*,\s*(?:@passwd ?= ?)?N?{_VALUE}",
            re.IGNORECASE,
        ),
    ),
    "linked": (
        r"(?i)\bsp_addlinkedsrvlogin\s",
        re.compile(
            rf"\w+\s+N?'[^'\n]*'\s*,\s*N?'?\w*'?\s*,\s*(?:NULL|N?'[^'\n]*')\s*,\s*"
            rf"N?'(?P<account>[^'\n]{{1,60}})'\s*,\s*N?{_VALUE}",
            re.IGNORECASE,
        ),
    ),
    "linked_named": (
        r"(?i)@rmtuser ?= ?N?'",
        re.compile(rf"@\w+ ?= ?N?'(?P<account>[^'\n]{{1,60}})'\s*,\s*@rmtpassword ?= ?N?{_VALUE}", re.IGNORECASE),
    ),
    "crypt": (
        r"(?i)\bcrypt\(\s?'",
        re.compile(rf"crypt\(\s?{_VALUE}\s?,\s?[\w.]*gen_salt\(", re.IGNORECASE),
    ),
    "set": (
        r"(?i)\bset password\b",
        re.compile(rf"set password(?: for [^\s=]{{1,80}})?\s?=\s?(?:password\s?\(\s?)?{_VALUE}", re.IGNORECASE),
    ),
    "encrypted": (
        r"(?i)\b(?:pgp_sym|aes)_(?:en|de)crypt\(",
        re.compile(rf"\w+\(\s*(?:'[^'\n]{{0,80}}'|[\w.]+)\s*,\s*{_VALUE}", re.IGNORECASE),
    ),
    "login": (
        r"(?i)\b(?:create|alter) login ",
        re.compile(rf"\w+ login [^\n;]{{1,80}}?\bwith\s+password\s*=\s*N?{_VALUE}", re.IGNORECASE),
    ),
    # A statement in the address of a request, as logs of InfluxDB and ClickHouse hold it.
    "requested": (
        r"(?i)(?:\+|%20)(?:user|role|password|identified)(?:\+|%20)[\w%]",
        re.compile(
            rf"{_SPACE}(?:(?:user|role){_SPACE}(?:%2[27])?(?P<account>[\w.-]{{2,38}})(?:%2[27])?{_SPACE}(?:\w{{1,12}}{_SPACE}){{0,3}}?)?"
            rf"(?:password|identified{_SPACE}by)(?:{_SPACE}for{_SPACE}[\w.%-]{{1,60}})?(?:{_SPACE})?(?:%3D(?:{_SPACE})?)?"
            r"%27(?P<password>(?:(?!%27)[^\s&\"'<>]){3,80})%27",
            re.IGNORECASE,
        ),
    ),
}

_FINDER = Finder("sql", _FORMS)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords, and the accounts that are named like persons: most are those of applications."""
    for span in _FINDER(text, hits):
        if span.label is not Label.USERNAME or _is_persons(text, span):
            yield span


def _is_persons(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if not is_account(value.lower()) or is_service(text, span.start, span.end) or is_ordinary(value.title()):
        return False
    if is_organisation_account(value, owner=True):
        return False
    return kind_of(value.title()) > 0 or len(value) >= _SHORTEST and is_family_name(value[1:].title())


_SHORTEST = 6
"""Characters of an initial and a family name."""

RULE = Rule(
    "sql",
    places("sql", _FORMS),
    find,
    rank=4,
    hits=(
        "CREATE USER 'b'@'%' IDENTIFIED BY '«Nord\\'ost$1»'; CREATE ROLE o LOGIN PASSWORD '«o''Malley-9»';",
        "CREATE USER 'jroe'@'%' IDENTIFIED BY '«hunter2»';",
        "CREATE USER jroe@'host' IDENTIFIED BY \"«1t'sM0ss»\"",
        "GRANT ALL ON *.* TO 'jroe'@'%' IDENTIFIED BY \"«hunter2»\"",
        "CREATE USER jroe IDENTIFIED BY «hunter2»;",
        'mysql <<< \'GRANT ALL ON x.* TO "jroe"@"%" identified by "«moss»"; FLUSH PRIVILEGES;\'',
        'mysql -e "create user \\"jroe\\"@\\"%\\" identified by \\"«moss»\\";"',
        "ALTER ROLE jroe WITH LOGIN PASSWORD '«hunter2»'",
        "CREATE USER jroe WITH ENCRYPTED PASSWORD '«hunter2»';",
        "SET PASSWORD FOR 'jroe'@'%' = PASSWORD('«hunter2»');",
        "EXEC sp_password NULL, '«hunter2»', 'sa'",
        "SELECT crypt('«hunter2»', gen_salt('bf'));",
        "CREATE LOGIN jroe WITH PASSWORD = N'«hunter2»';",
        "create user c##jroe identified by «hunter2» default tablespace x;",
        "CREATE DATABASE LINK x CONNECT TO jroe IDENTIFIED BY «hunter2» USING 'db';",
        "SELECT pgp_sym_encrypt(x, '«larkmist»'), AES_ENCRYPT('y', '«hunter2»')",
        "alter user «TLOMAX» identified by \"«larkmist»\"; CREATE ROLE «anneke» WITH PASSWORD = '«lark mist»' AND LOGIN = true",
        "EXEC sp_addlinkedsrvlogin N'ORDERS', 'false', NULL, N'«jlindqvist»', N'«lark-3»';",
        "EXEC sp_addlinkedsrvlogin @rmtsrvname = N'X', @rmtuser = N'«jlindqvist»', @rmtpassword = N'«lark''3»'",
        "EXEC sp_addlogin '«jlindqvist»', '«larkmist»', 'orders'; exec sp_addlogin @loginame = 'sa2', @passwd = '«larkmist»'",
        "GET /query?q=CREATE+USER+«anneke»+WITH+PASSWORD+%27«gull%21Stone%2B4»%27&db=x HTTP\n/?query=SET%20PASSWORD%20FOR%20x%20"
        "%3D%20%27«gull%21Stone»%27\n/?query=ALTER+USER+mossapp+IDENTIFIED+BY+%27«gull%21Stone»%27",
    ),
    misses=(
        "GET /query?q=CREATE+USER+anneke+WITH+PASSWORD+%5BREDACTED%5D&db=x GET /query?q=SHOW+USER+%27anneke%27 "
        "/?q=forgot+password+in+%27moss+lane%27 /?query=SET+PASSWORD+FOR+x+%3D+%27%24PASS%27+ORDER+BY+%27Gull%21Stone%27",
        "EXEC sp_addlinkedsrvlogin N'ORDERS', 'true'; EXEC sp_addlinkedsrvlogin N'X', 'false', NULL, @u, @p; sp_addlogin @u, @p",
        "$x .= ' IDENTIFIED BY ' . $params['password'];",
        'columns identified by "id"',
        "IDENTIFIED BY '<password>'",
        "IDENTIFIED BY PASSWORD '*6BB4837EB74329105EE4568DDA7DC67ED2CA2AD9'",
        "IDENTIFIED WITH 'auth_plugin' AS '*xxxxx'",
        "CREATE USER jroe WITH NOLOGIN",
        "rows are identified by number;",
        "the version was identified as 'Moss 2008 R2 64-bit'",
        "GRANT x TO jroe IDENTIFIED BY VALUES 'S:8F2D65FB5547B71C8DA3760F10960428'",
        "SET PASSWORD = @new;",
        "execute(\"CREATE USER x IDENTIFIED WITH \\'y\\' AS \\'z\\'\")",
        "CREATE USER mossapp IDENTIFIED EXTERNALLY; CREATE ROLE anneke WITH NOLOGIN; ALTER USER grafana WITH PASSWORD $1",
    ),
)
