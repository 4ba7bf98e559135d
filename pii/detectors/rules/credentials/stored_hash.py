"""Salted password hashes that their store spells in a way of its own: ASP.NET Identity, CouchDB, PostgreSQL's md5, RabbitMQ,
Keycloak, Mosquitto, Transmission, ZNC, Oracle, SQL Server, passwd(5), what JunOS makes of secrets, crypt behind doubled dollar
signs."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Forms, places
from pii.detectors.scan import Hit
from pii.known.placeholders import is_mask
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import entropy

_REACH = 400
"""Characters from a place to the end of its hash."""

_QUOTE = r"(?P<quote>\\{0,3}[\"'])"
_BASE64 = r"[A-Za-z0-9+/]"
_CRYPT = r"[./A-Za-z0-9]"
_SIGN = r"\\?\$\$"
"""A dollar sign, doubled for Compose; for Make, whose shell would read it as well, escaped in front of that."""

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "identity": (
        r"AQAAAA(?:EAACcQ|IAAYag)AAAAE",
        re.compile(rf"(?P<password>AQAAAA(?:EAACcQ|IAAYag)AAAAE{_BASE64}{{60,70}}={{0,2}})"),
    ),
    "junos": (
        r"(?:[\"' ]|&quot;)\$9\$[A-Za-z0-9./-]{4}",
        re.compile(
            r"(?:[\"' ]|&quot;)(?P<password>\$9\$(?!\w{14}\$)[A-Za-z0-9./-]{4,80})(?=[\"';&]|[ \t]*(?:;|\r?$))",
            re.MULTILINE,
        ),
    ),
    "couch": (
        r"-(?:hashed|pbkdf2)-[0-9a-f]{40},",
        re.compile(r"-\w+-(?P<password>[0-9a-f]{40},[0-9a-f]{16,64}(?:,\d{1,7})?)(?!\w)"),
    ),
    "postgres": (
        r"(?i)password\s{1,3}'md5[0-9a-f]{32}'|\"[\w.-]{1,60}\"\s{1,3}\"md5[0-9a-f]{32}\"",
        re.compile(r"(?:\w+\s+|\"[\w.-]+\"\s+)[\"'](?P<password>md5[0-9a-f]{32})[\"']", re.IGNORECASE),
    ),
    "named": (
        r"(?i)(?:pass(?:word|wd)?|pwd)_?-?(?:hash(?:ed)?|digest)\\{0,3}[\"']\s?(?::|=>|,)\s{0,3}\\{0,3}[\"'][A-Za-z0-9+/]{40}",
        re.compile(rf"[\w-]+\\{{0,3}}[\"']\s?(?::|=>|,)\s*{_QUOTE}(?P<password>{_BASE64}{{40,130}}={{0,2}})(?P=quote)"),
    ),
    "salted": (
        r"\\{0,7}\"(?:value|password|hash)\\{0,7}\"\s{0,3}:\s{0,3}\\{0,7}\"[A-Za-z0-9+/]{20,128}={0,2}\\{0,7}\",\s{0,40}\\{0,7}\"salt\\{0,7}\"",
        re.compile(rf"\\*\"\w+\\*\"\s*:\s*\\*\"(?P<password>{_BASE64}{{20,128}}={{0,2}})\\*\""),
    ),
    "long": (
        r"\"password\"\s{0,3}:\s{0,3}\"[A-Za-z0-9+/]{86}==\"",
        re.compile(r"\"password\"\s*:\s*\"(?P<password>[^\"]+)\""),
    ),
    "des": (
        r"\{(?:CRYPT|crypt|Crypt)\}[./A-Za-z0-9]{11}|\bCRYPT:[./A-Za-z0-9]{11}",
        re.compile(rf"(?P<password>\{{\w+\}}{_CRYPT}{{13}}(?![\w./$])|(?<=CRYPT:){_CRYPT}{{13}}(?![\w./]))"),
    ),
    "passwd": (
        r"(?m)^[a-z_][\w-]{0,31}:[./A-Za-z0-9]{13}:\d{1,6}:",
        re.compile(rf"[\w-]+:(?P<password>{_CRYPT}{{13}}):\d+:(?:\d+:|\d*:\d*:)"),
    ),
    "notebook": (
        r"\bsha1:[0-9a-f]{12}:[0-9a-f]{40}",
        re.compile(r"(?P<password>sha1:[0-9a-f]{12}:[0-9a-f]{40})(?!\w)"),
    ),
    "doubled": (
        r"\\?\$\$(?:apr1|1|5|6|2[aby])\\?\$\$",
        re.compile(
            rf"(?P<password>{_SIGN}(?:apr1|1|5|6){_SIGN}(?:rounds=\d+{_SIGN})?{_CRYPT}{{1,16}}{_SIGN}"
            rf"(?:{_CRYPT}{{86}}|{_CRYPT}{{43}}|{_CRYPT}{{22}})"
            rf"|{_SIGN}2[aby]{_SIGN}\d\d{_SIGN}{_CRYPT}{{53}})(?![\w./])"
        ),
    ),
    # The digest of the password and its salt, of eight letters and signs.
    "transmission": (
        r"\"rpc-password\" ?: ?\"\{[0-9a-f]{40}",
        re.compile(r"\"rpc-password\" ?: ?\"(?P<password>\{[0-9a-f]{40}[./A-Za-z0-9]{8})\""),
    ),
    "bouncer": (
        r"<Pass \w{1,20}>\s",
        re.compile(
            r"<Pass \w+>(?:\s++(?!Hash\b)\w++\s?=[^\n]*+)*+\s++Hash\s?=\s?(?P<password>[0-9a-fA-F]{32,128}|\$argon2\S+)"
        ),
    ),
    "bouncer_line": (
        r"\bPass\s?=\s?(?:sha256|md5)#[0-9a-f]{32}",
        re.compile(r"Pass\s?=\s?\w+#(?P<password>[0-9a-f]{32,64})#[^#\n]{1,40}#"),
    ),
    "oracle": (
        r"(?i)identified by values '(?:S:|[0-9A-F]{16})",
        re.compile(
            r"identified by values '(?P<password>S:[0-9A-F]{60}(?:;[A-Z0-9:;]{16,400})?|[0-9A-F]{16})'", re.IGNORECASE
        ),
    ),
    "sqlserver": (
        r"(?i)password\s?=\s?0x0[12]00[0-9A-F]{40}",
        re.compile(r"password\s?=\s?(?P<password>0x0[12]00[0-9A-F]{40,140})\s+hashed\b", re.IGNORECASE),
    ),
}
_REGEXES = {f"stored_hash.{name}": regex for name, (_, regex) in _FORMS.items()}
_DIGITS_AND_LETTERS = re.compile(r"(?=[^a-z]*[a-z])(?=[^A-Z0-9./+]*[A-Z0-9./+])")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the hashes at the hits, with what says how they were made where that is part of the string."""
    for hit in hits:
        start = hit.start
        if hit.pattern == "stored_hash.des" and text.startswith("CRYPT:", start):
            start += len("CRYPT:")
        match = _REGEXES[hit.pattern].match(text, start, hit.end + _REACH)
        if match is not None and _is_hash(hit.pattern, match["password"]):
            yield Span(*match.span("password"), Label.KEY)


def _is_hash(place: str, value: str) -> bool:
    if is_mask(value) or place in ("stored_hash.oracle", "stored_hash.sqlserver", "stored_hash.couch"):
        return not is_mask(value)
    if place == "stored_hash.postgres":
        return entropy(value) > 2
    return _DIGITS_AND_LETTERS.match(value) is not None and entropy(value) > 2


_B64 = "q7Zt3KxW9bRm2VnC8pLdA1b2"
_HEX = "4f2a9c71e0b85d36"

RULE = Rule(
    "stored_hash",
    places("stored_hash", _FORMS),
    find,
    rank=3,
    hits=(
        f"('«AQAAAAEAACcQAAAAE{(_B64 * 3)[:66]}=»', '«AQAAAAIAAYagAAAAE{(_B64 * 3)[:65]}==»')",
        'set protocols ldp session 192.0.2.3 authentication-key "«$9$BmXr-lbw.gJZ»"\n'
        "    secret «$9$BmXr-lbw.gJZ»; ## SECRET-DATA",
        f"admin = -hashed-«{_HEX}{_HEX}{_HEX[:8]},{_HEX}»\njroe = -pbkdf2-«{_HEX}{_HEX}{_HEX[:8]},{_HEX}{_HEX},10»\n",
        f"CREATE ROLE jroe ENCRYPTED PASSWORD 'md5x', x;\n"
        f'ALTER ROLE jroe PASSWORD \'«md5{_HEX * 2}»\'; "jroe" "«md5{_HEX * 2}»"\n',
        f'{{"name": "jroe", "password_hash": "«{_B64 * 2}»", "passwordHash": "«{_B64 * 2}==»"}}',
        f'"secretData" : "{{\\"value\\":\\"«{(_B64 * 2)[:43]}=»\\",\\"salt\\":\\"x\\"}}"',
        f'"password":\t"«{(_B64 * 4)[:86]}==»",',
        "userPassword: «{CRYPT}ab1Cd2Ef3Gh4I»\njroe: CRYPT:«ab1Cd2Ef3Gh4I»,user\n",
        "jroe:«ab1Cd2Ef3Gh4I»:1000:1000:Jane:/home/x:/bin/sh\n",
        "\tusermod -p «\\$$5\\$$mistmoss\\$$" + "aB3./" * 8 + "aB3» jroe\n",
        f"c.NotebookApp.password = u'«sha1:{_HEX[:12]}:{_HEX}{_HEX}{_HEX[:8]}»'",
        "traefik.http.middlewares.a.basicauth.users: jroe:«$$apr1$$abcdefgh$$aB3./aB3./aB3./aB3./ab»",
        f'"rpc-password": "«{{{_HEX}{_HEX}{_HEX[:8]}ab.1/cD2»"',
        f"<Pass password>\n\tHash = «{_HEX * 4}»\n\tMethod = SHA256\n</Pass>\n<Pass p>\n\tMethod = MD5\n\tHash = «{_HEX * 2}»\n"
        f"Pass = sha256#«{_HEX * 4}»#*t4y.Yx#\n",
        f"IDENTIFIED BY VALUES '«S:{(_HEX * 4)[:60].upper()};{_HEX.upper()}»' PASSWORD = «0x0200{_HEX.upper() * 4}» HASHED",
    ),
    misses=(
        f"AQAAAAIAAAAAEAB{_B64 * 3}",
        'echo "$9$x" $9$10 print "$9$"',
        f"rev-hashed-{_HEX}, x-hashed-{_HEX}{_HEX}{_HEX[:8]}",
        f'md5{_HEX * 2}, file \'md5{_HEX * 2}\', etag "x": "md5{_HEX * 2}"',
        f'"password_hash": "sha256", "password_hash": "{_HEX}", "file_hash": "{_B64 * 2}"',
        f'"value": "{_B64 * 2}", "name": "salt"',
        "{CRYPT}%s, {crypt}hash, CRYPT: see crypt(3)",
        "root:x:0:0:root:/root:/bin/sh\nabc:larkmistmossy:1: two\n",
        f"sha1:{_HEX}{_HEX}{_HEX[:8]}",
        f'"rpc-password": "{{{_HEX}" "rpc-password": "{{larkmist" "rpc-digest": "{{{_HEX}{_HEX}{_HEX[:8]}ab.1/cD2"',
        f"<Pass password>\n\tSalt = x\n</Pass>\n<File x>\n\tHash = {_HEX * 4}\nPass = sha256#x#y#\n",
        "$$1$$2 and $$apr1$$ of the shell",
        "IDENTIFIED BY VALUES ' x' and password = 0x0100AB hashed",
    ),
)
