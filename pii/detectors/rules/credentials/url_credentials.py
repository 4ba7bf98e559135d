"""User and password in URLs: `scheme://jroe:secret@host`."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from pii import expressions as re
from pii.detectors.rules.base import AT, Rule, enclosing
from pii.detectors.rules.credentials.credential_values import is_secret_value, tells_itself
from pii.detectors.rules.credentials.vendors import is_vendor_key
from pii.detectors.scan import Hit
from pii.known.placeholders import is_mask, is_template, names_what_belongs_there
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.randomness import is_hex
from pii.text.surroundings import text_before

_USERINFO = re.compile(
    r"(?P<user>[^\s:/@\"'`<>]*):(?P<password>(?!\d{2,5};)[^\s/\"'`<>\\]{1,200})@(?=[\w\[{$%(<-]|/{1,2}\w|[\"'] ?[&+.] ?\$?\w)"
)
_MAIL_SERVERS = re.compile(r"(?:(?:smtp|imap|pop3?)s?|submissions?)\Z", re.IGNORECASE)
_SLASHED_USERINFO = re.compile(
    r"(?P<user>[\w.%+-]+@[\w-]+(?:\.[\w-]+)+):(?P<password>(?!\d{2,5}/)[^\s@\"'`<>\\]{1,100})@(?=[\w-]+(?:\.[\w-]+)*(?::\d+)?(?:[/?\s\"'`]|$))"
)
"""With slashes in the password, too, where the scheme is a mail server's."""
_MAIL_USERINFO = re.compile(r"(?P<user>[\w.%+-]+@[\w-]+(?:\.[\w-]+)+):(?P<password>[^\s:/@\"'`<>\\]{1,100})@(?=[\w\[])")
"""Whose account is an address, with its at sign as it is."""
_LOOSE_USERINFO = re.compile(
    r"(?P<user>[\w.%+=,-]*):(?P<password>(?!\d+/)[^\s:\"'`<>\\?#&=]{1,100})@(?=[\w.-]+\.\w+(?::\d+)?(?:[/?\s\"'`]|$)|[\w-]+:\d+)"
)
"""With slashes in the password, as long as no port comes first."""
_STORES = re.compile(r"(?:rediss?|postgres(?:ql)?|mysql|mariadb|mongodb|amqps?)\Z")
_STORE_USERINFO = re.compile(
    r"(?P<user>[\w.-]*):(?P<password>(?!\d{2,5}(?:[/?,]|$))[^\s\"'`<>@{}$]{3,100})@(?=[\w.-]+(?::\d+)?(?:[/?,\s\"'`]|$))"
)
"""With any sign in the password, behind the scheme of a database or a queue."""
_DOMAIN_USERINFO = re.compile(
    r"[\w.-]+(?:\\{1,2}|;)(?P<user>[\w.$-]+):(?P<password>[^\s/\"'`<>\\@]{1,100})@(?=[\w\[{$])"
)
"""Whose account is one of a domain, as clients of SMB write it: `smb://DOMAIN;jroe:V@host`."""
_HOSTED = re.compile(r"@[\w-]+(?:\.[\w-]+)+/")
"""A host and its path within what would be a password."""
_STORE = re.compile(r"(?P<user>[\w-]+):(?P<password>[A-Za-z0-9+/]{86}==)@(?=[\w.-])")
"""An account of Azure's Cosmos DB and its key, whose slashes are as they are."""
_DATA_SOURCE = re.compile(
    r"(?:[\w.-]+=)?(?:[\w:+.-]+://)?(?P<user>[\w.+-]+):(?P<password>(?![\w:]*//)(?:(?!@(?:tcp|unix|udp)\()[^\s\"'`\\])++)@(?:tcp|unix|udp)\("
)
"""What Go's driver of MySQL reads: the account up to the first colon, the password up to the at sign before the network."""
_BARE_PLACE = re.compile(
    r"(?:[\"']|(?<![^\s(=]))[A-Za-z][\w.-]{1,30}:[^\s:/@\"'{}$<>%]{3,40}@[\w.-]{1,60}[:/][\w]", re.ASCII
)
_BARE = re.compile(
    r"(?P<quote>[\"'])?(?P<user>[A-Za-z][\w.-]{1,30}):(?P<password>[^\s:/@\"'{}$<>%\\]{3,40})"
    r"@(?:localhost|[\w-]+(?:\.[\w-]+)*)(?::\d{2,5}(?=[/\"'?,;)\s]|$)|/\w)"
)
"""Without a scheme: `"jroe:hunter2@db1:5432/orders"`; in a message without quotes, too, where the password tells itself."""
_BEFORE_AT, _BEHIND_AT = 73, 62
"""Characters of such a pair and its host."""
_LONGEST_SOURCE = 200
_LONGEST_SCHEME = 12
"""Characters before the slashes of such an address."""
_UP_TO_SOURCE = re.compile(r".*(?:[\s\"'`]|\)/[^\s\"'`]*[,;])", re.DOTALL)
"""What stands before a data source, another one included."""
_THIN = re.compile(r":(?:thin|oci):(?P<user>[\w.$-]+)/(?P<password>[^\s/\"'`<>@]{1,100})@")
_TOKEN_USERS = frozenset(
    {"oauth2", "x-access-token", "x-token-auth", "gitlab-ci-token", "token", "api", "apikey", "bearer", "__token__"}
)
"""Accounts that stand for a token; what follows them is a key."""
_SCHEMES = frozenset("sip sips xmpp mailto acct im pres ssh git svn jdbc urn http https ftp redis mysql docker".split())
"""What stands before a colon without slashes and is no account: `sip:jroe@192.0.2.1:5060`."""
_SECRET_SCHEMES = ("cloudinary",)
_NO_PASSWORDS = frozenset({"x-oauth-basic", "x-oauth-token"})
"""What stands for the password where the account is a token."""
_STAND_IN_HOST = re.compile(r"@(?:HOST(?:NAME)?|SERVER|IP|ADDRESS|DOMAIN)(?:NAME)?\b")
"""Behind placeholders in capitals: `USER:PASS@HOST`."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields a USERNAME (or EMAIL) and a PASSWORD (or KEY) for each URL with both."""
    for hit in enclosing(text, hits, "url_credentials.bare", _BARE_PLACE, _BEFORE_AT, _BEHIND_AT):
        match = _match(text, hit)
        if match is None or "(" in match["user"] or _is_pattern(match.group()):
            continue
        if hit.pattern == "url_credentials.bare" and not _is_bare_pair(match):
            continue
        user, password = match["user"], match["password"]
        if password.isupper() and _STAND_IN_HOST.match(text, match.end() - 1):
            continue
        if password in _NO_PASSWORDS:
            if is_secret_value(user):
                yield Span(*match.span("user"), Label.KEY)
            continue
        if _is_pair_of_keys(user, password):
            yield Span(*match.span("password"), Label.KEY)
            continue
        if (
            not is_template(unquote(password))
            and not _is_masked(password)
            and not ("_" in password and names_what_belongs_there(password))
        ):
            scheme = text_before(text, match.start()).removesuffix("://")
            is_key = (
                user.lower() in _TOKEN_USERS
                or scheme.endswith(_SECRET_SCHEMES)
                or is_vendor_key(password)
                or _STORE.match(text, match.start()) is not None
            )
            yield Span(*match.span("password"), Label.KEY if is_key else Label.PASSWORD)
        if hit.pattern == "url_credentials.mail" and not user.startswith("git@"):
            yield Span(*match.span("user"), Label.EMAIL)
        elif _is_account(user) and not _is_named_for(user, password):
            yield Span(*match.span("user"), Label.USERNAME)


def _is_bare_pair(match: re.Match[str]) -> bool:
    if match["user"].lower() in _SCHEMES:
        return False
    return (
        match["quote"] is not None or tells_itself(match["password"]) and _FULL_HOST.search(match.group()) is not None
    )


_FULL_HOST = re.compile(r"@[\w-]+(?:\.[\w-]+)+:\d+$")
_PREFIXED = {"url_credentials.mail": _MAIL_USERINFO, "url_credentials.domain": _DOMAIN_USERINFO}
"""Accounts that hold more than a word."""


def _match(text: str, hit: Hit) -> re.Match[str] | None:
    if hit.pattern == "url_credentials.source":
        before = _UP_TO_SOURCE.match(text, hit.start - _LONGEST_SOURCE, hit.start)
        return _DATA_SOURCE.match(text, before.end() if before else hit.start - _LONGEST_SOURCE)
    if hit.pattern == "url_credentials.bare":
        return _BARE.match(text, hit.start)
    if hit.pattern == "url_credentials.thin":
        return _THIN.match(text, hit.start)
    start = text.index("://", hit.start) + 3
    if hit.pattern == "url_credentials.mail" and _MAIL_SERVERS.search(text, hit.start - _LONGEST_SCHEME, hit.start):
        return _SLASHED_USERINFO.match(text, start)
    if hit.pattern in _PREFIXED:
        return _PREFIXED[hit.pattern].match(text, start)
    if store := _STORE.match(text, start):
        return store
    if _STORES.search(text, max(0, hit.start - _LONGEST_SCHEME), hit.start) and (
        store := _STORE_USERINFO.match(text, start)
    ):
        return store
    match = _USERINFO.match(text, start)
    loose = _LOOSE_USERINFO.match(text, start)
    if loose is not None and match is not None and _HOSTED.search(loose["password"]):
        return match
    if (
        loose is not None
        and (match is None or loose.end() > match.end())
        and "@" not in text[start : loose.start("password")]
    ):
        return loose
    return match


def _is_masked(password: str) -> bool:
    """Whether somebody put asterisks in the password's place."""
    return password[:1] in "*%" and not unquote(password).strip("*")


def _is_pair_of_keys(user: str, password: str) -> bool:
    """Whether a service made both: the two keys of a Sentry DSN, a key's id and its secret."""
    return is_hex(user, 32) and is_hex(password, 32)


def _is_account(user: str) -> bool:
    return bool(
        user
        and not is_system_account(user)
        and not is_template(user)
        and not names_what_belongs_there(user)
        and user.lower() not in _TOKEN_USERS
        and not user.isdigit()
        and "=" not in user
        and not (is_mask(user) and not user[0].isalnum())
    )


def _is_named_for(user: str, password: str) -> bool:
    """Whether the password is a variable called after the account, which then is a program's: `agenda:${AGENDA_DB_PASSWORD}`."""
    variable = _VARIABLE.search(password) if is_template(unquote(password)) else None
    if variable is None:
        return False
    own = words(user)
    if len(own) > 1 and own[-1] in _ROLES:
        del own[-1]
    parts = words(variable.group())
    return len(parts) > len(own) and parts[: len(own)] == own


_VARIABLE = re.compile(
    r"(?!(?:env|vars?|secrets?|process|values?|config)[.:])(?<!\w)[A-Za-z]\w*", re.ASCII | re.IGNORECASE
)
_ROLES = frozenset("user app admin svc service owner rw ro".split())
"""What a program's accounts are told apart by, behind its name."""


def _is_pattern(userinfo: str) -> bool:
    """Whether this is a regex or a route rather than a URL."""
    return any(sign in userinfo for sign in ("[^", ".*", ".+", "\\w", "(?", "...", "|", "{1,"))


RULE = Rule(
    "url_credentials",
    AT
    | {
        "url_credentials.url": r"://[\w.%+~$!*{}=,-]*:[^\s/]",
        "url_credentials.mail": r"://[\w.%+-]{1,64}@[\w.-]{1,80}:[^\s@:]{1,60}@",
        "url_credentials.domain": r"://[\w.-]{1,40}(?:\\{1,2}|;)[\w.$-]{1,40}:[^\s/@]{1,60}@",
        "url_credentials.source": r"@(?:tcp|unix|udp)\(",
        "url_credentials.thin": r":(?:thin|oci):[\w.$-]{1,30}/",
    },
    find,
    rank=0,
    hits=(
        "cannot connect to «jroe»:«Lark9mist»@db.example.org:5432/core (dsn=«kroe»:«lark!Mist»@db.example.org:5432)",
        "redis://:«pine/cone:88»@cache.example.org:6379/0 postgres://«jroe»:«a7/Rb=quartz»@db.example.org:5432/app",
        "git+https://«jroe»:«larkmist»@git.example.org/libs/x@1.0.1\n",
        'u = "ftp://«jroe»:«larkmist»@" & Host',
        "mongodb://«roeacct»:«q7Zt3KxW9/Rm2VnC8pLdq7Zt3KxW9/Rm2VnC8pLdq7Zt3KxW9/Rm2VnC8pLdq7Zt3KxW9/Rm2VnC8pLdq7Zt+3==»@x.example.org:1/?x",
        "postgresql://«jroe»:«s3cret!pw»@db.example.com:5432/app",
        "curl ftp://«jroe»:«hunter2»@203.0.113.7/x",
        '"redis://:«p4ss»@localhost:6379/0"',
        "mysql+pymysql://«jroe»:«a:b»@localhost/app",
        "http_proxy=http://«jroe»:«proxypass»@proxyhost:3128",
        "amqp://«jroe»:«p@ss»@mq.example.com",
        "mongodb+srv://«jroe»:«Kes@trel@42»@cluster0.example.net/orders",
        "https://«jroe»:«pa?ss#word9x»@git.example.org/x.git",
        "amqp://«jroe»:«pa/ss9word»@mq1:5672/vhost",
        "https://«jroe»:«%3F%23x»@example.com",
        "imap[s]://«jroe»:«password»@host[:port]/folder",
        "smtp://root:«toor99»@mail.example.com",
        "ssh://«jroe»:«PASSWORD»@[2001:db8::1]/",
        "https://«jroe»:«pw%40x»@roe.org, https://«kroe»:«pw2»@roe.org",
        'dsn = "«jroe»:«Moss42Lane»@tcp(db1:3306)/orders?parseTime=true"',
        "jdbc:oracle:thin:«jroe»/«Lichen99»@//db.example.org:1521/ORCL",
        "ldap://cn=reader:«tin-Drum_77»@ldap1:389/dc=example",
        "https://x-access-token:«0123abcd4567efgh»@git.example.com/x.git",
        'parse("«jroe»:«hunter2»@db1:5432/orders"); dsn = "root:«hunter2»@db1/shop"',
        "(a:x https://(a:hunter2@x and https://«jroe»:«hunter2»@x.org",
        " «jroe»:«Moss42Lane»@tcp(db1:3306)/orders",
        'dsn="«jroe»:«l@rk#Mist»@tcp(db1:3306)/x?a=b" '
        "DSN=«kroe»:«a=b:c/d@e»@unix(/tmp/x)/y «jroe»:«x»@tcp(a)/b,«kroe»:«y»@tcp(c)/d",
        "x=«jroe»:«Moss42Lane»@unix(/tmp/x)/orders jdbc:mysql://«jroe»:«Moss42Lane»@tcp(db1:3306)/orders",
        "«jroe»:«Moss42Lane»@udp(db1:3306)/orders",
        "https://---:«hunter2»@x.org and https://«-jroe»:«hunter2»@x.org and https://oauth2:«hunter2»@x.org",
        "https://12345:«hunter2»@x.org and https://a=b:«hunter2»@x.org and https://xxx:«hunter2»@x.org",
        "https://jroe:<pass>@x.org https://«jroe»:«my_word»@x.org",
        '"unix://:«larkmist»@/run/redis.sock", "mysql://«jroe»:«larkmist»@//cloudsql/x:y/db"',
        "smtps://«jane@example.org»:«larkmist»@smtp.example.org:587",
        "DSN=smtp://«jane@example.org»:«moss/2031»@smtp.example.org:587 'smtp://«jroe»:«%%23lark%%23»@smtp.example.org:587'",
        "dsn: https://4f2a9c71e0b85d364f2a9c71e0b85d36:«4f2a9c71e0b85d364f2a9c71e0b85d37»@sentry.example.org/2",
        "https://«4f2a9c71e0b85d364f2a9c71e0b85d36abcdef01»:x-oauth-basic@example.org/x.git",
        "cloudinary://1:«hunter2»@x",
        "postgresql://«agenda»:«AGENDA_POSTGRES_PASSWORD9»@db:5432/x postgresql://«agenda»:${POSTGRES_PASSWORD}@db/x mysql://«jroe»:$JROE@db",
        "x://token:«hunter2»@h",
        "smb://ACME\\«jroe»:«larkmist»@192.0.2.7/x [smb://ACME;«jroe»:«larkmist»@files.example](110: x)",
    ),
    misses=(
        "postgres://db1:5432/app?x=a@b redis://host:6379/0 jane@example.org",
        "postgres://:%2A%2A%2A%2A@db1/app",
        "http://localhost:8080/@scope/package",
        "http://host:80/path?mail=jane@roe.org",
        "http://host:80/jane@roe.org",
        "postgres://${USER}:${PASSWORD}@host/db",
        "postgresql://agenda:${AGENDA_POSTGRES_PASSWORD}@db:5432/x amqp://agenda_app:$AGENDA_MQ_PASS@mq mysql://agenda:{{agenda_pw}}@db",
        "redis://agenda:${{ secrets.AGENDA_PASSWORD }}@db mysql://agenda:${env.AGENDA_PW:-x}@db/y",
        "postgres://{user}:{password}@host/db",
        "mysql://<user>:<password>@host",
        "mysql://${USER}:TOOL_DBPASS@controller/db",
        "redis://%s:%s@%s:%d",
        "ecto://USER:PASS@HOST/DATABASE",
        "postgres://CHANGE_ME:CHANGE_ME_STRONG_SECRET@db.example.net/x mysql://REPLACE_ME:REPLACE_ME@db/x",
        "https://jane@example.org:8080/a@b git+ssh://git@example.org:roe/x.git@v1 smtp://jane@example.org:25/x@y",
        "https://jroe@roe.org/",
        "jdbc:sqlserver://db1.example.org:1433;database=x;user=jroe@db1;password={p}",
        r"re.compile('://[^:]+:[^@]+@')",
        "jdbc:oracle:thin:@host:1521:sid",
        "user@tcp(localhost:3306)/db <user>:<pass>@tcp(<host>)/db mysql://jroe@tcp(x)/y jdbc:mysql://jroe@tcp(x)/y "
        "%s:%s@tcp(%s) ${DB_USER}:${PW}@tcp(x)/y",
        "uri: 'sip:service@192.0.2.9:5060'",
        '"npm:left-pad@1.2", "a:b@c", "git:path@host", "jroe:$PASS@db1:5432/x"',
        "'***:hunter2@db1:5432/x'",
        "jroe:hunter2@db1:5432/x",
        "retry moss:15@db.example.org, moss:larkmist@db.example.org:80 and node:18@sha256:12345",
        "sip:lark1mist@db.example.org:5060",
        "smb://ACME;jroe@files.example/x smb://ACME;jroe:/x@y http://x.example;a/b:c",
    ),
)
