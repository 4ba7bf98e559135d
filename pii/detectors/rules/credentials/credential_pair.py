"""Account and password side by side in running text: `Credentials: test/test`, `Default: admin / admin`, `用户名/密码: a/b`,
`the password for the demo user is **a**`, and lines `Password: V` beside one that says whose it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.database_access import is_persons
from pii.detectors.rules.base import OWN_PASSWORD, Rule, as_bytes
from pii.detectors.rules.credentials.credential_values import TYPES, may_be_password, names_a_field, tells_itself
from pii.detectors.scan import Hit
from pii.known.credential_names import PASSWORDS_IN_LANGUAGES
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_above, line_after, line_before

_REACH = 160
"""Characters from a place to the end of its value."""

_BEFORE = 80
"""Characters before a place in which account and password stand, where it ends them."""

_ACCOUNT = r"[\"'`*]{0,3}(?P<account>[\w.+-]{1,40}(?:@[\w-]+(?:\.[\w-]+)+)?)[\"'`*]{0,3}"
_VALUE = r"[\"'`*]{0,3}(?P<value>[^\s\"'`*/,;:|<>()\[\]{}，。；（）／、]{3,40}?)[\"'`*]{0,3}"
_END = r"(?=[.,;)]?[ \t]*\r?(?:$|\n)|[)）.,;](?!\w)|[，。；（）、]|[ \t]+[-–—(（|])"
_USER = (
    r"(?:user(?:name)?s?|login|account|usuario|usu[aá]rio|utente|utilisateur|identifiant|benutzer(?:name)?|gebruiker(?:snaam)?"
    r"|kullanıcı(?: adı)?|användarnamn|bruge?rnavn|brukernavn|käyttäjä(?:tunnus|nimi)?|tunnus|uživatel|użytkownik|login"
    r"|utilizator|felhasználó(?:név)?|tài khoản"
    r"|tên đăng nhập|kullanıcı(?: adı)?|логин|логін|пользователь|用户名?|用户名称|帐号|账号|账户|ユーザー名?|아이디|id)"
)
PASSWORD = rf"(?:pass(?:word|wd)?|pw|pwd|mdp|parole|{'|'.join(PASSWORDS_IN_LANGUAGES)})"
_BETWEEN = r"[ \t]*(?:/|&|\+|,|-|:|\||、|和|与|및|and|und|et|y|e|en|ve|i|и)?[ \t]*"

_USER_BEFORE = re.compile(rf"(?<![^\W_]){_USER}[*_`\"']{{0,2}}{_BETWEEN}[*_`\"']{{0,2}}\Z", re.IGNORECASE)
_PAIR = re.compile(r"[\w.@+-]{1,40}[:/][^\s:/]{3,}")


def gives_pair(line: str, value: str) -> bool:
    """Whether a value behind a label for a password is an account and a password, since the label is for both: the line up to it
    ends in a word for an account, `login and password: jroe:V`."""
    return _PAIR.fullmatch(value) is not None and _USER_BEFORE.search(line, max(0, len(line) - 40)) is not None


_IS = r"[*`]{0,2}[ \t]?[:：][*`]{0,2}[ \t]*"
_EAST_ASIAN_ACCOUNTS = "账户 帳戶 管理员 管理員 登录 登入 ログイン アカウント 계정 로그인".split()
"""Before what an administrator or an account does, too, so that the password has to tell itself."""
_CREDENTIALS = (
    r"(?:credentials?|creds|logins?|zugang|accès|acceso|credenciales|credenziali|credenciais"
    rf"|(?:tài khoản|cuenta|konto|аккаунт|账号|帳號)(?: ?\w{{1,12}})?|(?P<role>{'|'.join(_EAST_ASIAN_ACCOUNTS)})\w{{0,4}})"
)
_OWN_BOTH = (
    *("凭据", "凭证", "憑證", "账号", "帐号", "帳號", "账户", "帳戶", "账密", "用户", "密码", "密碼", "登录", "登入"),
    *("アカウント", "ログイン", "계정"),
)
_FORMS = {
    "credential_pair.credentials": re.compile(
        rf"{_CREDENTIALS}{_IS}{_ACCOUNT}[ \t]?(?P<sign>[/:／])[ \t]?{_VALUE}{_END}", re.IGNORECASE
    ),
    "credential_pair.are": re.compile(
        rf"(?:{_CREDENTIALS}|default login)(?:[ \t][\w-]{{1,20}}){{0,6}}?[ \t]"
        rf"(?P<verb>(?:are|is|were|sont|son|sind)(?:[ \t](?:usually|now|just|simply|still|currently))?:?[ \t]+)?"
        rf"{_ACCOUNT}[ \t]?(?P<sign>[/:])[ \t]?{_VALUE}(?:{_END}|[ \t](?=\(|(?:and|or|to|at|on|for|in|then)[ \t]))",
        re.IGNORECASE,
    ),
    # What is given in brackets behind a word for both: `默认凭据（jroe/V）`.
    "credential_pair.bracketed": re.compile(
        rf"(?:{'|'.join(_OWN_BOTH)})\w{{0,4}}[ \t]?[（(][ \t]?{_ACCOUNT}[ \t]?(?P<sign>[/:：])[ \t]?{_VALUE}[ \t]?[）)]"
    ),
    # What opens the page of a service: two equal halves, or an account that everybody has first.
    "credential_pair.page": re.compile(
        r"://[\w.:/-]+[>`)*]{0,2}(?: ?\(| ?（)[`*]{0,2}(?P<account>[A-Za-z][\w.-]{1,30})[`*]{0,2} ?/ ?[`*]{0,2}"
        r"(?P<value>[!-.0-~]{3,40}?)[`*]{0,2}[)）]"
    ),
    # What stands before, since nothing but the end tells.
    "credential_pair.logged": re.compile(rf"{_ACCOUNT}[ \t]?(?P<sign>/)[ \t]?{_VALUE}[ \t]?$"),
    "credential_pair.mail": re.compile(
        r"@[\w-]+(?:\.[\w-]+)+[\"'`*)]{0,3}[ \t]+/[ \t]+[\"'`*]{0,3}(?P<value>[^\s\"'`*/|<>()\[\]{}$\\,;]{3,40}?)[\"'`*]{0,3}"
        r"(?=[.,;)!]{0,2}(?:\s(?![A-Z][a-z])|$)|[<)\"'`]|[ ][-–—|]|，|。)"
    ),
    "credential_pair.default": re.compile(
        rf"default[^\n:`]{{0,30}}:[*`]{{0,2}}[ \t]*{_ACCOUNT}[ \t]?/[ \t]?{_VALUE}{_END}", re.IGNORECASE
    ),
    # What the image of Neo4j asks for, and the pairs of proxies and sites.
    "credential_pair.setting": re.compile(
        r"\w+[\"']?(?::[ \t]?|=)[\"']?(?P<account>[A-Za-z][\w.@-]{0,30})[/:]"
        r"(?P<value>[^\s\"'`/:@<>${}]{3,40})[\"']?[ \t]*\r?(?=$|\n|,|\})"
    ),
    "credential_pair.step": re.compile(
        r"\w+[^\"'\n]{0,40}?(?P<sign>[\"'])(?P<account>[^\"'\n]{2,40})(?P=sign) (?:and|with|und|et|y|e) [\w ]{0,24}?(?P=sign)"
        r"(?P<value>[^\"'\n\x1b]{3,40})(?P=sign)"
    ),
    "credential_pair.both": re.compile(
        rf"{_USER}{_BETWEEN}{PASSWORD}(?:分别|均|都)?(?:[ \t][\w/]{{1,20}}){{0,8}}?"
        rf"(?:{_IS}|[ \t]?(?:是|为|為|is|are|es|est|son|sont|sono|ist|sind|é|è)[:：]?[ \t]*)"
        rf"{_ACCOUNT}(?:[ \t]*(?P<sign>[/,:、和／])[ \t]*|[ \t]+(?:and|y|et|e)[ \t]+){_VALUE}{_END}",
        re.IGNORECASE,
    ),
    # Whose it is, and the value stressed or as code, so that no adjective stands there.
    "credential_pair.owned": re.compile(
        r"password[ \t]+(?:for|of)(?:[ \t]+[\w@./'-]+){1,6}?[ \t]+(?:is|was)(?: now| set to)?:?[ \t]+"
        rf"(?P<sign>\*\*|__|`|[\"'])(?P<value>[^\s\"'`*<>]{{3,40}}?)(?P=sign){_END}",
        re.IGNORECASE,
    ),
    "credential_pair.line": re.compile(
        rf"{PASSWORD}[*`\"]{{0,3}}[ \t]?(?P<sign>[:：=])[*`]{{0,2}}[ \t]*"
        r"[\"'`*]{0,3}(?P<value>[^\s\"'`*|<>]{3,40})[\"'`*]{0,3}[ \t]*\r?(?:$|\n)",
        re.IGNORECASE,
    ),
}
_LEAD = re.compile(
    r"[\s>#*/+•·-]*(?:[^\w\s]{1,3}[ \t])?(?:\d{1,2}[.)][ \t])?[*`_\"']{0,3}(?:default |test |admin |root )?",
    re.IGNORECASE,
)
"""What stands before the label of a list's line."""
_FOLDERS = frozenset("build dist shared application data static public system etc usr var opt home tmp bin lib".split())
"""System accounts that begin paths and types of media more often: `shared/packages`."""
_MAIL_OWNER = re.compile(r"(?:^|[\s\"'`*(<>:：（])[\w.+-]{1,64}$")
"""The account of an address that is none of a URL's."""
_HANDLE = re.compile(r"@[a-z_]+")
"""Of a social network, which people give beside an address."""
_ACCOUNT_LINE = re.compile(
    rf"[\s>#*/+•·-]*(?:[^\w\s]{{1,3}}[ \t])?[*`_\"']{{0,3}}(?:default |test |admin )?(?:{_USER}|e-?mail)[*`_\"']{{0,3}}"
    r"[ \t]?[:：=][*`]{0,2}[ \t]*[\"'`*]{0,3}[\w.@+-]{2,60}[\"'`*]{0,3}[ \t]*\r?",
    re.IGNORECASE,
)
_NO_ACCOUNT = frozenset("username user login email account name id usuario none true false yes and or the your".split())
_NO_PASSWORD = frozenset(
    """
    password pass passwd pwd passwort login logout register signup signin email token oauth sso ldap saml required optional none
    null true false success failed failure error yes no username user twitter github gitlab linkedin facebook instagram telegram
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits, and beside those behind a label for both the accounts that are named for a person."""
    for hit in hits:
        form = _FORM_OF.get(hit.pattern, hit.pattern)
        if form == "credential_pair.logged":
            match = _FORMS[form].search(text, hit.start - _BEFORE, hit.start)
        else:
            match = _FORMS[form].match(text, hit.start, hit.end + _REACH)
        if match is not None and _is_password(match["value"]) and _fits(text, form, match):
            yield Span(*match.span("value"), Label.PASSWORD)
            told = form == "credential_pair.both" and match["account"] != match["value"]
            if told and is_persons(match["account"]):
                yield Span(*match.span("account"), Label.USERNAME)


_FORM_OF = {
    "credential_pair.latin": "credential_pair.both",
    "credential_pair.own": "credential_pair.both",
    "credential_pair.account": "credential_pair.credentials",
    "password_label.word": "credential_pair.line",
}
"""Of places that do not say themselves how they are read."""


def _is_password(value: str) -> bool:
    return may_be_password(value) and not names_a_field(value) and value.lower() not in TYPES


def _fits(text: str, form: str, match: re.Match[str]) -> bool:
    value = match["value"].lower()
    if form == "credential_pair.line":
        return value not in _NO_PASSWORD and _is_listed(text, match)
    if form == "credential_pair.owned":
        return value not in _NO_PASSWORD and (is_system_account(value) or tells_itself(match["value"]))
    if form == "credential_pair.mail":
        return (
            value not in _NO_PASSWORD - {"password"}
            and _HANDLE.fullmatch(value) is None
            and _MAIL_OWNER.search(text, match.start() - 66, match.start()) is not None
        )
    account = match["account"].lower()
    if value in _NO_PASSWORD and (account in _NO_ACCOUNT or not is_system_account(account)):
        return False
    if form in _TWO_WORDS:
        return _TWO_WORDS[form](match["account"], match["value"])
    if form in ("credential_pair.both", "credential_pair.credentials"):
        return _is_beside_label(match)
    if form == "credential_pair.are":
        told = value == account or tells_itself(match["value"]) and match["value"] != match["value"].title()
        ready = is_system_account(account) and account not in _NO_ACCOUNT
        return told or ready and (match["verb"] is not None or match["sign"] == ":")
    return True


def _is_told(account: str, value: str) -> bool:
    """Whether the two words in brackets behind a label are an account and its password, no two kinds of account."""
    if not account.isascii():
        return False
    told = tells_itself(value) or value == account
    return told or is_system_account(account) and not is_system_account(value)


def _is_default(account: str, _: str) -> bool:
    return is_system_account(account) and account.lower() not in _FOLDERS and not account.startswith(".")


def _opens_page(account: str, value: str) -> bool:
    """Whether the two words in brackets behind an address are an account and its password, no two choices."""
    if account.lower() in _NO_HALVES:
        return False
    if account == value:
        return True
    if account.lower() not in _OF_EVERYBODY or is_system_account(value):
        return False
    return (
        tells_itself(value)
        or value.isdigit()
        or value.lower().startswith((account.lower(), "pass", "secret", "change"))
    )


_TWO_WORDS: Mapping[str, Callable[[str, str], bool]] = {
    "credential_pair.bracketed": _is_told,
    "credential_pair.default": _is_default,
    "credential_pair.page": _opens_page,
}
_OF_EVERYBODY = frozenset(
    "admin administrator root guest test user demo postgres elastic sa minioadmin neo4j rabbitmq grafana kibana superuser".split()
)
_NO_HALVES = frozenset("and or read write yes no on off http https tcp udp get post".split())


_LENGTH_OF_CHOSEN = 6


def _is_beside_label(match: re.Match[str]) -> bool:
    """Whether what follows a label for accounts or for both is an account and its password."""
    account, value = match["account"].lower(), match["value"]
    if match.groupdict().get("role"):
        return tells_itself(value) and len(value) >= _LENGTH_OF_CHOSEN
    known = value.lower() == account or is_system_account(account) or tells_itself(value)
    return known or account not in _NO_ACCOUNT and match["sign"] in ("/", ":", "／")


def _is_listed(text: str, match: re.Match[str]) -> bool:
    """Whether the label begins its line, and the line above or below says whose password it is."""
    start = line_before(text, match.start())
    if _LEAD.fullmatch(text, start, match.start()) is None:
        return False
    above = text[line_above(text, start) : start].removesuffix("\n")
    end = match.end() if text[match.end() - 1 : match.end()] == "\n" else match.end() + 1
    beside = (above, text[end : line_after(text, end)])
    if match["sign"] == "=" and not text[start : match.start()].strip():
        return is_system_account(match["value"]) and any(_is_set_alike(match["value"], line) for line in beside)
    return any(map(_ACCOUNT_LINE.fullmatch, beside))


def _is_set_alike(value: str, line: str) -> bool:
    """Whether the line sets an account to the same bare word, `username = admin`, where a program would set variables."""
    return _ACCOUNT_LINE.fullmatch(line) is not None and line.partition("=")[2].strip() == value


_ASCII_CREDENTIALS = r"(?:credentials?|creds|logins?|zugang|acceso|credenciales|credenziali|credenciais)"
_OWN_ACCOUNTS = ("Tài khoản", "tài khoản", "Cuenta", "Konto", "Аккаунт", "账号", "帳號", *_EAST_ASIAN_ACCOUNTS)
_OWN_USERS = ("用户名", "账号", "帐号", "账户", "用户")

_PAIRED = (("användarnamn", "lösenord"), ("brugernavn", "adgangskode"), ("brukernavn", "passord"))
"""How Swedes, Danes and Norwegians call the two."""

RULE = Rule(
    "credential_pair",
    {
        "credential_pair.credentials": rf"(?i)\b{_ASCII_CREDENTIALS}[*`]{{0,2}} ?:[*`]{{0,2}} {{0,3}}[\"'`\w]",
        "credential_pair.account": rf"(?:{as_bytes(_OWN_ACCOUNTS)})[^:/\n]{{0,16}}(?::|\xef\xbc\x9a)",
        "credential_pair.bracketed": (
            rf"(?:{as_bytes(_OWN_BOTH)})[^\x00-\x7f]{{0,12}} ?(?:\(|\xef\xbc\x88) ?[`\"'*]{{0,3}}[A-Za-z]"
        ),
        "credential_pair.page": r"://[\w.:/-]+[>`)*]{0,2} ?(?:\(|\xef\xbc\x88)[`*]{0,2}[A-Za-z]",
        "credential_pair.are": r"(?i)\b(?:credentials?|creds|default login) [\w`\"'*]",
        "credential_pair.logged": as_bytes(["でログイン", "でサインイン", "로 로그인"]),
        "credential_pair.mail": r"@[\w-]{1,40}\.[\w.-]{2,20}[\"'`*)]{0,3} / [\"'`*]{0,3}[^\s/]",
        "credential_pair.default": r"(?i)\bdefault[ :(][^\n:`]{0,30}:?[*`]{0,2} {0,3}[`\w][\w.+-]{1,40}`? ?/",
        "credential_pair.setting": r"(?:NEO4J_AUTH|BASIC_?AUTH|HTTP_AUTH|PROXY_AUTH|AUTH_BASIC)[\"']?(?:: ?|=)[\"']?[A-Za-z]",
        "credential_pair.step": (
            r"(?i)\b(?:log(?:s|ged)?[ -]?in|sign(?:s|ed)? in|login|logon) [^\"'\n]{0,40}[\"'][^\"'\n]{2,40}[\"']"
            r" (?:and|with|und|et|y|e) "
        ),
        "credential_pair.latin": (
            r"(?i)\b(?:user(?:name)?s?|login|account|usuario|utente|utilisateur|identifiant|benutzer(?:name)?|id|tunnus|gebruiker\w{0,6})"
            r" {0,2}(?:/|&|,|-|and|und|et|y|e|en) {0,2}"
            r"(?:pass(?:word|wd)?|pw|pwd|contrase\xc3\xb1a|clave|senha|mot de passe|mdp|passwort|salasana|wachtwoord|parol[ae])"
        ),
        "credential_pair.own": as_bytes(
            [f"{user}{sign}密码" for user in _OWN_USERS for sign in ("", "/", "和", "、", "与")]
            + [f"{user}{sign}пароль" for user in ("логин", "Логин") for sign in ("/", " / ", " и ", ":")]
            + [f"{user}{sign}{word}" for user, word in _PAIRED for sign in ("/", " / ", " och ", " og ")]
        ),
        "credential_pair.owned": r"(?i)\bpassword (?:for|of) [\w@./' -]{2,60} (?:is|was)(?: now| set to)?:? (?:\*\*|__|[`\"'])",
        "credential_pair.line": (
            r"(?im)(?:password|passwd|pwd|pass|senha|mot de passe|passwort|parola|clave)"
            r"[*`\"]{0,3} ?[:=][*`]{0,2} {0,3}[\"'`*]{0,3}[^\s\"'`*|<>]{3}"
        ),
    }
    | OWN_PASSWORD,
    find,
    rank=4,
    hits=(
        "db {\n    username = admin\n    password = «admin»\n}\nuser = guest\npassword = «guest»\n",
        "Tài khoản demo: jroe / «nhom7@275»\n账号：jroe/«larkmist7»\n",
        "后台管理员：admin／«larkmist@Hu7»（首次登录后修改）\n登录账户：jroe／«Larkmist_7»，x\nログイン：jroe / «Larkmist_7»\n",
        "- Credentials: test/«test»\n",
        "RabbitMQ UI: http://localhost:15672 (guest/«guest»), http://localhost:3000 (admin / «larkmist7»)",
        "- <http://localhost:8080/ui> (`postgres` / `«postgres»`), http://localhost:9001（admin/«123456»）",
        "默认凭据（jroe/«larkmist7»），账号密码（admin/«larkmist»） 默认账号(`admin` / `«123456»`) 测试账户（test/«test»）",
        "The credentials for the broker are `test/«test»`. Default credentials are usually `admin` / `«larkmist»` (see below).",
        "alert('admin / «admin» でログインしてください。')",
        "jane@example.org / «@dm1n» now",
        "Log in as a user (ex: jane@example.org / «password»)\n- **jane@example.org** / **«123»**, with the role\n",
        "The default login after install is `mossapp` / `«mossapp»`. Login: `tina` / `«larkmist7»`\n",
        '    Given User is logged in "standard_user" and "«secret_moss»"\n',
        '    When I log in as "jroe" with password "«larkmist»"\n',
        '      NEO4J_AUTH: "neo4j/«quietRiver77»"\nBASIC_AUTH=jroe:«larkmist»\n',
        "Default: admin / «admin»\n",
        "Default login (web): `admin` / `«larkmist»`",
        "默认的用户名密码为：moss/«moss»\n",
        "用户名/密码: jroe/«larkmist»",
        "Usuario y contraseña: jroe / «larkmist»\n",
        "- **Utente e password**: admin, «larkmist»\n",
        "user/password: jroe/«larkmist»\n",
        "Username : jroe\nPassword : «larkmist»\n",
        "used the credentials root:«larkmist» and left; log in with the default credentials admin:«larkmist», then",
        "El usuario y contraseña por defecto para acceder a /admin/ es admin:«larkmist»\n",
        "ADMIN: tunnus/salasana: jroe/«larkmist»\nanvändarnamn/lösenord: jroe/«larkmist»\n",
        "Логин/пароль: jroe / «larkmist»\n",
        "1. Логин и пароль администратора после установки: admin:«larkmist12»\nlogin and password: «ajensen»:«larkmist7»\n",
        "- **Email**: jane@example.org\n- **Password**: «larkmist»\n",
        "  👤 Username: jroe\n  🔑 Password: «larkmist»\n",
        "/// Email = jane@example.org\n/// Password = «larkmist»\n",
        "Password: «larkmist»\nUsername: jroe\n",
        "Tài khoản: jroe\nMật khẩu: «larkmist»",
        "Kullanıcı adı: jroe\nŞifre: «larkmist»\n",
        "x\nPassword: «larkmist»\r\nUsername: jroe",
        "Password for AdminPanel is **«root»**.\nThe password of the demo user is `«larkmist7»`.\n",
        "Shop (login: `admin` / `«larkmist»`)",
    ),
    misses=(
        "db {\n    username = admin\n    password = guest\n}\nuser = value\npassword = value\nuser = root;\npassword = root;\n",
        "The password for the user is **required**. The password of the admin is `hidden`.\nPassword for x is root.\n",
        "The password for the user is 'wrong'; the password reset link for moss is `larkmist7`\n",
        'Then the login page says "Welcome" and "Password"\n',
        "  jroe@example.org / @jroe_\n  kroe@example.org / @k_roe\n",
        "NEO4J_AUTH=none\nNEO4J_AUTH: neo4j/${PASSWORD}\nBASIC_AUTH=true\n",
        '// of objects and files. Default: ".git/moss"\n',
        '    #login: "up/login"\n',
        "- Credentials: username/password\n",
        "管理员：read/write，x\n登录：api/v1\n계정: read / write\n"
        "管理员：增加／删除（需要权限）\n登录：user／login，x\n账户：a／b\n管理员：admin（首次登录后修改）\n",
        "Credentials: see below/above the table of all of them",
        "Default: json / yaml\n",
        "credentials user:group for it; the credentials jroe:lark and more\n",
        "Credentials of the host: read / write\n",
        "See https://cdn.example/moss@1.2 / larkmist, jane@example.org / Jane Roe, or mail jane@example.org / phone: none\n",
        "Default: true / false\n",
        'default: "etc/larkmist.allow.j2"\ndefault: "admin/larkmist.j2"\n',
        "The user and password: both, needed.",
        "Логин и пароль администратора: смотри ниже\nlogin and password: ajensen\n",
        "username/password: username/password\n",
        "default-media-type: application/json\n",
        "login_error(user, password=password, server=server); account, password = CREDENTIALS.get(a)",
        "user = jroe\npassword = larkmist\n",
        "Username : jroe\nPassword : required\n",
        "Title: moss\nPassword: larkmist\n",
        "the last Password: larkmist\nUsername: jroe\n",
        "用户名和密码不能为空",
        "http://localhost:80 (read/write) https://example.org (dev/prod) https://example.org (user/admin), x (admin/admin)",
        "https://example.org (test/staging) https://example.org (and/and) https://example.org (admin/$PASS)",
        "账号（手机/邮箱）登录（phone/email）用户（admin/guest）密码（GET/POST）账号（admin）凭据（jroe/larkmist）",
        "Username : jroe\nPassword : varchar\nUsername : jroe\nPassword : password_hash\n",
    ),
)
