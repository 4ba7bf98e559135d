r"""Passwords behind a label in running text, in the languages that people write: `Пароль: …`, `the password for staging is …`,
`(PW: …)`, `Kennwort lautet **…**`, `初始密码为「…」`, `heslo \texttt{…}`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import OWN_PASSWORD, Rule
from pii.detectors.rules.credentials.credential_pair import gives_pair
from pii.detectors.rules.credentials.credential_values import TYPES, is_version, may_be_password, names_a_field
from pii.detectors.scan import Hit
from pii.known.credential_names import PASSWORD_LABELS, mentions_password, names_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.randomness import is_hex
from pii.text.surroundings import line_after, line_before

_REACH = 140
"""Characters from a label to the end of its value."""

_OWN = "|".join(sorted(PASSWORD_LABELS, key=len, reverse=True))
_ENGLISH = r"(?i:pass(?:word|wd|code|phrase)|pwd|pw|mdp|haslo|contrasena|lozinka)"
_VERBS = "|".join(
    (
        *"is was are ist lautet war est était es era son è era sono é eh são är er var on to jest je era is был".split(),
        *"olarak هي هو ist heißt heisst".split(),
    )
)
_NAMELY = (
    r",[ \t]+(?:nämlich|und zwar|namely|viz\.?|à savoir|a saber|ossia|cioè|namelijk|nemlig|nämligen)[ \t]*:?(?=[ \t])"
)
_SIGN = (
    r"(?:[ \t\u3000]*(?::|：|=>|->|→|=(?!=)|＝(?!＝))|[ \t]+[-–—](?=[ \t])"
    rf"|[ \t]+(?:{_VERBS})(?:[ \t]+(?:now|set[ \t]to|called|jetzt))?[ \t]*:?(?=[ \t])|{_NAMELY}|是|为|為|は|：|는|은)"
)
_FILL = (
    rf"(?:[ \t](?!(?:{_VERBS})[ \t])"
    r"(?:[^\W\d_](?:[^\W\d_]|['’]){0,13}|\d{1,3}(?=[ \t])|\([^()\n]{1,40}\)|`[\w.@-]{1,30}`)){0,8}?"
)
"""Whose it is, between the label and its value."""
_MARKS = r"[\"'`*“”„«»‹›「」『』‘’]"
_VALUE = (
    rf"(?:(?:\\?{_MARKS}{{1,3}}|__|<(?:b|code|strong|em|i|tt|kbd)>|\\(?:texttt|verb|textbf|emph)[{{|]|\{{@code )"
    rf"(?P<marked>(?:[^\s<>{{}}|\"'`*“”„«»‹›「」『』‘’\\]|\\(?!\")){{3,60}})(?:\\?{_MARKS}|__|</|[}}|])"
    r"|(?P<bare>(?![\"'`*<])[!-~\u00c0-\u024f\u0370-\u052f]{4,60}?)"
    r"(?=[.,;)!]*(?:[\s\"'`<]|\\[nrt\"]|[^ -~\u00c0-\u024f\u0370-\u052fのにをもへと]|$)))"
)
_LABELLED = (
    rf"\w{{0,3}}(?:\*\*|`|(?P<closed>[\"']))?"
    rf"(?:(?P<of>{_FILL})(?:(?P<sign>{_SIGN})(?:\*\*)?[ \t\u3000]*|[ \t]*(?={_MARKS}|__|[<\\{{]))"
    rf"|[ \t]+(?=[^\s\d]{{0,40}}\d)(?=[^\sA-Za-z]{{0,40}}[A-Za-z]))"
    rf"{_VALUE}"
)
_COMPOUND = "passwort|kennwort|wachtwoord|lösenord|adgangskode|passord"
"""Of languages that write compounds as one word: `Datenbankpasswort`."""
_BEGINS = rf"(?<![A-Za-z0-9_.-])|(?<=[A-Za-zäöüßåæø]-)|(?<=[a-zäöüßåæø])(?={_COMPOUND})|(?=[\u0e00-\uffff])"
_FORMS = {
    "password_label.word": re.compile(rf"(?:{_BEGINS})(?:{_OWN}){_LABELLED}"),
    "password_label.english": re.compile(rf"{_ENGLISH}{_LABELLED}"),
}
_NO_PASSWORDS = frozenset(
    """
    logout register signup signin email success failed failure username user field column here below above stored saved
    correct wrong different same empty blank missing invalid incorrect changed reset allowed valid
    ok match matching known given right accepted sha256 md5 bcrypt argon2 base64 sha1
    """.split()
)
_IDENTIFIER = re.compile(r"[a-z]+(?:_[a-z]+){2,}")
"""What programs call things: three words and more, which nobody joins so in a password, `{ clave: 'max_no_visto' }`."""
_CODE = re.compile(
    r"[(){}<>\[\]\\/=]|\.(?!\d{2,}$)\w|::|->|^[-@#:.]|^[A-Z]+(?:_[A-Z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$|_(?:pass|password|pwd)$|^(?:AES|RSA|SHA|HMAC|ED|DES|MD)-?\d"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        match = _FORMS[hit.pattern].match(text, hit.start, line_after(text, hit.end, _REACH))
        if match is None:
            continue
        group = "marked" if match["marked"] else "bare"
        start, end = match.span(group)
        line = text[line_before(text, match.start()) : match.start()]
        if _ELIDED.search(text, start - len("qu\\'"), start) or gives_pair(line, match[group]):
            continue
        if _may_be(match[group]) and _is_given(match) and _tells(text, match, hit.pattern == "password_label.word"):
            yield Span(start, end if group == "marked" else _last(text, match), Label.PASSWORD)


_ELIDED = re.compile(r"(?<!\w)(?:[ldjtmnscLDJTMNSC]|[Qq]u)\\?['’]\Z")
"""Before a word of French: the apostrophe is no quote."""


def _last(text: str, match: re.Match[str]) -> int:
    """Where the bare value ends, with the signs at its end that belong to it."""
    end = match.end("bare")
    quote = text[match.start() - 1 : match.start()]
    alone = match["sign"] is None and quote in ("'", '"') and text.startswith(f"!{quote}", end)
    if alone:  # a literal that holds nothing but label and value
        return end + 1
    sign = _LAST_SIGN.match(text, end) if (match["sign"] or "").strip() in _COLONS else None
    return sign.end() if sign else end


_COLONS = (":", "：", "＝", "-", "–", "—")
_LAST_SIGN = re.compile(r"[!?]+(?=[*`]{0,2}[ \t]*(?:\r?\n|$))|!(?=[\"'`]| [a-zß-öø-ÿа-џ])")
"""Signs that end a password which ends its line or its literal, where a label and a colon are all that comes before; before
a word in small letters they end no sentence."""


def _is_given(match: re.Match[str]) -> bool:
    """Whether what stands between label and value gives the one to the other."""
    sign, of = match["sign"], words(match["of"] or "")
    if _CODE_OR_PASSWORD.match(match.group()) and not _OF_THINGS.isdisjoint((match["of"] or "").lower().split()):
        return False
    if match["closed"] and sign and not sign.strip().isalpha() or of and not names_password(["password", *of]):
        return False  # "passwords" => "users"; the password algorithm is
    if not sign:
        return not (match.group().lower().startswith(_AMBIGUOUS) or (_FOR | _OWNERS).intersection(of[-1:]))
    return not (sign == "=" and of) and not _GLUED.match(match.group(), match.start("sign") - match.start())


_CODE_OR_PASSWORD = re.compile("(?i:κωδικός)")
_OF_THINGS = frozenset(
    "μαθήματος προϊόντος πελάτη είδους χώρας τμήματος εργασίας σφάλματος αποθήκης παραγγελίας κράτησης γλώσσας".split()
)
"""What has a code in Greek that is no password."""
_FOR = frozenset("for of pour de fur para per von voor do till a en dla для".split())
"""Words before the owner rather than before the password."""
_OWNERS = frozenset(
    "user account login utilisateur compte benutzers benutzer nutzers nutzer kontos usuario usuário cuenta conta utente account"
    " gebruiker brugeren användaren brukeren użytkownika uživatele пользователя користувача kullanıcısının pengguna".split()
)
"""Who has the password, right before what they are called: `# Passwort des Benutzers "jroe"`."""
_GLUED = re.compile(r"[ \t]:\w")
"""A message's placeholder: `:count`."""


def _tells(text: str, match: re.Match[str], own: bool) -> bool:
    """Whether the value is no word of the sentence."""
    sign, value = match["sign"], match["bare"]
    if value is None:
        return own or sign is not None or _has_account_before(text, match)
    if _MIXED.fullmatch(value):
        return sign is not None or not match["closed"]
    if sign is None:
        return False
    if own and (value.isdigit() or not _LATIN.match(match.group()) and not _NOT_LATIN.search(value)):
        return True
    return _has_account_before(text, match)


def _has_account_before(text: str, match: re.Match[str]) -> bool:
    return _ACCOUNT_BEFORE.search(text, line_before(text, match.start()), match.start()) is not None


_MIXED = re.compile(
    r"(?=\D*\d)(?=[^A-Za-z\u00c0-\u024f]*[A-Za-z\u00c0-\u024f])[!-~\u00c0-\u024f]{4,}"
    r"|[\u0370-\u052f][!-~\u0370-\u052f]{2,}\d[!?]?|[A-Za-z]+(?:[!#$%&*+@^?][A-Za-z]+)+[!?.]?|[a-z]+(?:-[a-z]+){2,}"
)
_NOT_LATIN = re.compile(r"[\u0370-\u052f]")
"""Greek and Cyrillic, in which a label is followed by words of its sentence."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ACCOUNT_BEFORE = re.compile(
    r"(?i:\b(?:user(?:[ _-]?name)?|login|account|e-?mail|usuario|usu[aá]rio|utente|utilisateur|identifiant|benutzer(?:name)?"
    r"|nutzer|gebruiker(?:snaam)?|kullanıcı(?: adı)?|felhasználó|użytkownik|uživatel|käyttäjä|konto|логин|пользователь|tài khoản)"
    r"|用户名?|帐号|账号|账户|ユーザー名?|아이디|계정)"
    rf"(?:[ \t]*[:：=]|[ \t]+(?:{_VERBS})|[ \t]*(?=[`\"'*]))[ \t]*[`\"'*]{{0,3}}[\w.@+-]{{2,40}}[`\"'*]{{0,3}}[ \t]*[,;|/&·，、]?"
    r"[ \t]*(?:\w{1,4}[ \t]+)?[`\"'*]{0,3}$"
)
"""The account, named and given right before the label of the password."""
_AMBIGUOUS = ("clave", "parola", "sifra", "pwd")
"""Labels that are a key, a word or a number as well."""


def _may_be(value: str) -> bool:
    first = value.lower().partition("-")[0].partition("+")[0]
    if not may_be_password(value) or value.lower() in TYPES or first in _NO_PASSWORDS or names_a_field(value):
        return False
    return not (
        value.isascii()
        and _CODE.search(value)
        or is_hex(value, 32)
        or _IDENTIFIER.fullmatch(value)
        or mentions_password(words(value))
        and (value.isalpha() or "_" in value)
        or is_version(value)
    )


RULE = Rule(
    "password_label",
    {
        **OWN_PASSWORD,
        "password_label.english": (
            r"(?i)\b(?:pass(?:word|wd|code|phrase)|pwd|pw|mdp|haslo|contrasena|lozinka)"
            r"s?[*`\"']{0,2}(?: ?(?::|=>|->|\xe2\x80|\xe2\x86\x92) ?| |, (?:namely|viz\.?):? )"
            r"[\w`\"'*(@!#$-]"
        ),
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "# mdp wifi atelier : «ChatNoir-1893» (demander)",
        "Das Admin-Passwort ist «Larkmist7_x», bitte ändern; das Datenbankpasswort lautet «Larkmist7_x».",
        "WLAN-Kennwort: «Larkmist7_x»",
        "ＰＡＳＳＷＯＲＤ＝«Larkmist_38»\nパスワード　：　«lark-Mist64»\nＰａｓｓｗｏｒｄ：«Larkmist_38»",
        "x('Kennwort «Larkmist_2!»'); x(\"Kennwort: «Larkmist_2!»\"); x('Kennwort «Larkmist_2»! Bitte')",
        "пароль от вайфая в зале — «larkmist20!»\nпароль от сейфа — «larkmist20!» спросите; пароль — «larkmist20»! Смените его",
        "κωδικος: «Larkmist_7»",
        "Пароль: «IhqTb1Gw»; пользователь — логин: jroe, пароль: «Снегирь-7».",
        "MySQL: user `moss`, password `«moss»`; benutzer `jroe`, password `«larkmist»`",
        "계정: root 비밀번호: «IhqTb1Gw»",
        "密码：«IhqTb1Gw»，请修改",
        "Benutzer: root  Passwort: «IhqTb1Gw»",
        "Mot de passe : «IhqTb1Gw»",
        "Contraseña: «Trucha#77»",
        "Parola: `«trucha77»`",
        "The password for staging is «Moss!Lane42».",
        "login is test@example.org with a password => «Moss!Lane42»",
        "ssh jroe@192.0.2.7 (PW:«IhqTb1Gw»)",
        "login jroe, pw: «IhqTb1Gw»",
        "Alle Konten haben dasselbe Passwort, nämlich `«Larkmist7»`.",
        "Das Kennwort heißt `«larkmist»`; le mot de passe, à savoir «lark-mist7»",
        "All accounts use the same password, namely `«larkmist»`, or another password, viz. «larkmist7»",
        "The password is called `«lark»`",
        "Das Kennwort lautet **«larkmist»**. Das Passwort für den Messrechner ist «larkmist7», sonst nichts.",
        "初始密码为 `«KinoMeubel»`，数据库密码 «r7@73gy» ，テスト用パスワードは「«larkmist»」。",
        "логин `admin`, пароль `«admin»`. Для ученика пароль: «1111»",
        "كلمة المرور: «totam»",
        "Felhasználó: admin, jelszó: «larkmist»",
        "das Passwort lautet \\texttt{«larkmist»}; la senha `«hasta»`; heslo „«larkmist»“",
        "// Default account (password: «admin123»), password - «qwerty123456», needs this password: `«larkmist»'",
        "PassLog: Username: root Password: «metallica»",
        "senha do wifi do lab -> «rapsen765»",
        "password: «12345678x9» password of larkmist",
        "Passwort: «123456»",
        "contraseña «larkmist7»",
        "Passwort des Benutzers: '«larkmist7»', mot de passe de l'utilisateur : \"«larkmist»\"",
        "пароль: «12345»",
        "The password for the admin account is __«larkmist»__.",
        "パスワードは«larkmist»です",
        "contraseña para Moss `«larkmist7»`",
        "La contraseña del router de la planta 2 es «lark-Mist31», cámbiala. A senha do roteador é «Lark-Mist31».",
        "Das Passwort für den Router in Raum 101 lautet «Lark-Mist31», bitte ändern; пароль от роутера — «Lark_31», смените",
        '"# लॉगिन \\"x\\" पासवर्ड \\"«genda@71»\\"\\n"; "密码：«Larkmist_7»\\n", пароль \\"«larkmist»\\"',
    ),
    misses=(
        "Пароль: введите; пароль: 8-символьный; пароль: минимум 8",
        "dasselbe Passwort, nämlich eines mit Ziffern",
        "the same password, namely one with digits; the password is called a PIN here",
        "Логин и пароль: jroe:larkmist7\nthe field `user`, password `larkmist`; user and password `larkmist`",
        "das Admin-Passwort ist falsch, das Datenbankpasswort lautet anders, _Passwort ist Larkmist7_x",
        "パスワード最小文字数＝８\nパスワード最小文字数＝8128\nパスワード　：　必須\nＰＡＳＳＷＯＲＤ＝＝Larkmist_38",
        "Κωδικός: υποχρεωτικό πεδίο; Kennwort Larkmist! x",
        "Passwort: ",
        "Passwort: erforderlich",
        "Mot de passe : oublié",
        "Contraseña: incorrecta",
        "The password is required.",
        "The password is stored in /etc/x.",
        "the password for this is: {password}",
        'f(x, password=None, pwd="")',
        "clave: valor",
        "Senhas: bcrypt+pepper, política de força",
        "erreur: 'Le nouveau mot de passe ne peut pas être identique à l\\'ancien7.'",
        "campos = [{ clave: 'max_no_visto', label: 'Max', grupo: 'x' }]",
        '// mot de passe de l\'utilisateur "guest"\n# password of user "jroe"\n// Passwort des Benutzers \'jroe\'\n',
        "la contraseña del usuario `jroe` y la senha do usuário 'kroe', пароль пользователя «jroe»\n".replace(
            "«", "„"
        ).replace("»", "“"),
        "this.dataSenha = novaSenha1;",
        "S_Senha = @senha2",
        "the password is set, but 2 users",
        "'passwords' => 'users', the password algorithm is `MD5x`, the password no `larkmist`",
        'la clave `larkmist`, la parola "SSD", nueva clave ED25519',
        "either password or password_base64 must be set; password in Adodc1 is invalid",
        "the `password` field, password `your-password`, the password: secretKeyRef.name, password for user (optional) x1",
        "Пароль larkmist, пароль 2024, pas de mot de passe pour `root`, pwd test42",
        "the password from users where username='larkmist', this password reset link will expire in :count",
        "password => '*6C8989366EAF75BB670AD8EA7A7FC1176A95CEF4'; Clave de Sesión: 'AES-256-CTS-HMAC-SHA1-96'",
        "the password is 7f8e9d0c1b2a39485766574839201a2b",
        "password: pass_word1",
        "`user password` base64-encoded; パスワードはlarkmistのメモにある",
        "the password :count8",
        'user: jroe, contraseña larkmist"8',
        "the 'password' larkmist7",
        "La contraseña del router de la planta 2 es obligatoria, cámbiala; das Passwort für Router 2 ist falsch",
        "le mot de passe est 8 caractères; la contraseña del router 2 es la misma que la de 2019; password 2 is x",
        '"# पासवर्ड \\"\\"\\n", "密码：\\n", "пароль \\"x\\""',
    ),
)
