"""Accounts after a label or name that says user name in a language other than English: `用户名：jroe`, `usuario = 'jroe'`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.account_setting import is_account
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.credential_pair import PASSWORD
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.organisations import is_organisation_account
from pii.spans import Span
from pii.surroundings import REACH, line_above, line_after, line_before

_SOURCE = "rules.own_account"

_LATIN = (
    "usuario|utilisateur|identifiant|benutzer|nutzer|kennung|benutzerkennung|anmeldename|gebruiker|gebruikersnaam|utente|nomeutente"
    "|kullanici|kullaniciadi|uzytkownik|uzivatel|felhasznalo|kayttaja|tunnus|anvandare|brukernavn|bruker|brugernavn|utilizador"
    "|korisnik|korisnicko_ime|utilizator|pengguna|polzovatel|nombre_usuario|nombreusuario|nom_utilisateur|nomutilisateur|konto"
).split("|")
"""In small letters, as variables and columns are called; a word of another kind may stand before and behind them."""
_OWN: dict[str, str] = {
    # ISO 639: labels, apart by blanks; an underscore stands for a blank
    "ar": "اسم_المستخدم المستخدم اسم_الدخول اسم_مستخدم",
    "bg": "потребител потребителско_име",
    "bn": "ব্যবহারকারী ব্যবহারকারীর_নাম",
    "ca": "nom_d'usuari",
    "cs": "uživatel uživatelské_jméno přihlašovací_jméno",
    "el": "χρήστης όνομα_χρήστη",
    "es": "nombre_de_usuario",
    "et": "kasutaja kasutajanimi",
    "fa": "نام_کاربری کاربر",
    "fi": "käyttäjä käyttäjätunnus käyttäjänimi",
    "fr": "nom_d'utilisateur",
    "he": "משתמש שם_משתמש",
    "hi": "उपयोगकर्ता उपयोगकर्ता_नाम यूज़रनेम",
    "hr": "korisničko_ime",
    "hu": "felhasználó felhasználónév",
    "ja": "ユーザー ユーザー名 ユーザ名 ユーザーid ユーザid ログイン名 ログインid 会員id アカウント アカウント名",
    "ko": "아이디 계정 계정명 사용자 사용자명 사용자_이름 로그인_아이디 유저명",
    "lt": "naudotojas vartotojas",
    "lv": "lietotājs lietotājvārds",
    "nl": "gebruikersnaam",
    "pl": "użytkownik nazwa_użytkownika",
    "pt": "usuário nome_de_usuário",
    "ro": "nume_utilizator nume_de_utilizator",
    "ru": "логин пользователь учётка учетка имя_пользователя учётная_запись",
    "sk": "používateľ používateľské_meno prihlasovacie_meno",
    "sr": "корисник корисничко_име",
    "sv": "användare användarnamn",
    "ta": "பயனர் பயனர்பெயர்",
    "th": "ชื่อผู้ใช้ ผู้ใช้ ชื่อบัญชี ผู้ใช้งาน",
    "tr": "kullanıcı kullanıcı_adı",
    "uk": "логін користувач ім'я_користувача",
    "vi": "tài_khoản tên_đăng_nhập",
    "zh": "用户 用户名 用户名称 账号 帐号 账户 登录名 登录账号 登陆名 微信 微信号 測試帳號 帳號 帳戶 使用者 使用者名稱 用戶名",
}
_SMALL = {label.replace("_", " ") for row in _OWN.values() for label in row.split()}
_LABELS = sorted(_SMALL | {label[0].upper() + label[1:] for label in _SMALL}, key=lambda label: (-len(label), label))

_VALUE = r"(?P<account>[A-Za-z][\w.-]{1,38}\w)"
_GIVEN = re.compile(
    rf"\w*[\"'`\]*]{{0,3}}(?P<sign>\s?(?:==|:=|=>?|[:：]|[はは为為是]|은|는))[ \t]?[*]{{0,2}}(?P<quote>[\"'`]?){_VALUE}(?P=quote)"
    r"(?![\w.(\[/\\@-]|\s*[=:(])",
    re.ASCII,
)
_ELEMENT = re.compile(rf"\w*>{_VALUE}</", re.ASCII)
_WORD = re.compile(r"[^\W\d_]")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        start = hit.end
        if hit.pattern == "own_account.label" and _WORD.match(text[hit.start - 1 : hit.start]):
            continue
        given = _GIVEN.match(text, start, start + REACH)
        match = given or _ELEMENT.match(text, start, start + REACH)
        if match is None or not _is_account(match["account"]):
            continue
        bare = given is not None and not given["quote"]
        if bare and hit.pattern == "own_account.name" and not _is_setting(text, match):
            continue
        yield Span(*match.span("account"), Label.USERNAME, source=_SOURCE)


def _is_setting(text: str, match: re.Match[str]) -> bool:
    """Whether a bare word is what a setting holds, `GEBRUIKER=jroe` on a line, or a line beside that of the password: in a
    program it would be a name of its own."""
    after = text[match.end("account") : match.end("account") + 2].lstrip(" \t")
    if after and after[0] not in "\r\n#":
        return False
    if match["sign"] == "=":
        return match.start("account") == match.end("sign")
    start, end = line_before(text, match.start()), line_after(text, match.end())
    beside = text[line_above(text, start) : start], text[end + 1 : line_after(text, end + 1)]
    return match["sign"].strip() == ":" and any(map(_PASSWORD_LINE.match, beside))


_PASSWORD_LINE = re.compile(rf"[\s>#*/+•·-]*{PASSWORD}[*`]{{0,2}}[ \t]?[:：]", re.IGNORECASE)


def _is_account(value: str) -> bool:
    return is_account(value) and not value.isupper() and not is_organisation_account(value)


RULE = Rule(
    "own_account",
    {
        "own_account.name": rf"(?i)(?:{'|'.join(_LATIN)})",
        "own_account.label": f"(?i)(?:{as_bytes(_LABELS)})",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "Identifiant : «jroe»\nMot de passe : larkmist\n",
        "Contraseña: x\nUsuario: «jroe»",
        "const usuario = '«jroe»'; $benutzer = \"«kroe7»\"; dict(kennung='«lroe»', x=1)",
        'GEBRUIKER=«jroe»\njdbc.benutzer=«kroe»\nkullaniciAdi == "«lroe»"',
        "用户名：«jroe»\n账号: «kroe7» / 密码 x\nユーザー名：«lroe»",
        "Логин: «jroe»\nпользователь = '«kroe»'\nлогін: «lroe»; x",
        "Tài khoản: «jroe» / mật khẩu: x\nاسم المستخدم: «kroe» \nמשתמש: «lroe», x",
        "<Usuario>«jroe»</Usuario>",
        "GEBRUIKER=«jroe»\n",
        "GEBRUIKER=«jroe» # x",
    ),
    misses=(
        "Identifiant : jroe\nNom : x\n",
        "usuario: jroe,\nsenha: larkmist,\n",
        "usuario = get_user()\nusuario = request.user\nusuario: string\nusuario = nombre\n".replace("nombre", "f(x)"),
        "String usuario = campo;\nbenutzer = None\n",
        "用户名: 必填\nЛогин: admin\nusuario = 'admin'",
        "<usuario>usuario</usuario> usuario: 'Usuario'",
        "usuario.nombre = 'x'; usuario='x",
        "xbenutzername: jroe",
        "Benutzername: jroe",
        "GEBRUIKER=jroe x",
        "GEBRUIKER = jroe\n",
        "benutzername = jroe\n",
    ),
)
