"""Accounts after a label or name that says user name in a language other than English: `用户名：jroe`, `usuario = 'jroe'`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.rules.credentials.credential_pair import PASSWORD
from pii.detectors.scan import Hit
from pii.known.account_names import ACCOUNT_LABELS, ACCOUNT_VARIABLES
from pii.known.organisations import is_organisation_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_above, line_after, line_before

_LABELS = sorted(
    {form for label in ACCOUNT_LABELS for form in (label, label[0].upper() + label[1:])},
    key=lambda label: (-len(label), label),
)

_VALUE = r"(?P<account>[A-Za-z][\w.-]{1,38}\w)"
_GIVEN = re.compile(
    rf"\w*[\"'`\]*]{{0,3}}(?P<sign>\s?(?:==|:=|=>?|[:：]|[はは为為是]|은|는))[ \t]?[*]{{0,2}}(?P<quote>[\"'`]?){_VALUE}(?P=quote)"
    r"(?![\w.(\[/\\@-]|\s*[=:(])",
    re.ASCII,
)
SPOKEN = re.compile(
    r"(?: [^\W\d_]{1,14}){0,2}?(?P<sign>(?: ?[:：])? )(?P<quote>[«\"'`]?)"
    r"(?P<account>[a-z][a-z0-9]{0,20}[._][a-z][a-z0-9_.-]{0,20})"
    r"(?P=quote)(?![\w(/@-])(?!\.\w)"
)
"""In a sentence, where the account has two parts: `Пользователь i.petrov вошёл`."""
_QUOTE = r"(?:\\?[\"'`]|[«„“])"
_BESIDE_PASSWORD = re.compile(
    rf"[ \t]+{_QUOTE}(?P<account>[A-Za-z][\w.-]{{1,38}}\w)(?:\\?[\"'`]|[»“”])[,;/|]?[ \t]+"
    r"(?:(?:y|e|et|und|and|en|ve|i|и|та|og|och|a)[ \t]+)?"
    rf"{PASSWORD}[ \t]*[:=]?[ \t]*{_QUOTE}",
    re.IGNORECASE,
)
"""Label and account side by side, as are those of the password behind them: `логин "jroe" пароль "…"`."""
_FILE = re.compile(
    r".*\.(?:php|py|js|ts|html?|json|xml|txt|md|ya?ml|css|conf|ini|log|sh|com|org|net|io|ru|de|fr|sql|vue|java|cs|go|rb|ly|me|tv|cn|jp|kr|it|es|pl|cz|uk|us|eu|app|dev)"
)
_UNSPACED = "\u0e00"
"""Thai, Chinese, Japanese and Korean write words together; what comes before them in Unicode does not."""
_ELEMENT = re.compile(rf"\w*>{_VALUE}</", re.ASCII)
_WORD = re.compile(r"[^\W\d_]")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        start = hit.end
        own = hit.pattern == "own_account.label"
        spoken = own or text[hit.start - 1 : hit.start] in ("", " ", "\n", "(")
        if own and text[hit.start] < _UNSPACED and _WORD.match(text[hit.start - 1 : hit.start]):
            continue
        given = (SPOKEN.match(text, start, start + REACH) if spoken else None) or _GIVEN.match(
            text, start, start + REACH
        )
        match = (
            given or _ELEMENT.match(text, start, start + REACH) or _BESIDE_PASSWORD.match(text, start, start + REACH)
        )
        if match is None or not _is_account(match["account"]):
            continue
        bare = given is not None and not given["quote"]
        if bare and not own and not _is_setting(text, match):
            continue
        yield Span(*match.span("account"), Label.USERNAME)


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
    return (
        is_account(value) and not value.isupper() and not _FILE.fullmatch(value) and not is_organisation_account(value)
    )


RULE = Rule(
    "own_account",
    {
        "own_account.name": rf"(?i)(?:{'|'.join(ACCOUNT_VARIABLES)})",
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
        'लॉगिन "«kavita.rn»" पासवर्ड "x@71", логин „«jroe»“, пароль „x“, usuario "«jroe»" y contraseña "x"',
        '"用户名 \\"«jroe»\\" 密码 \\"x\\"\\n"; utilisateur \'«kroe»\' mot de passe \'x\'',
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
        'usuario "jroe" rol "x"; usuario "jroe" contraseña x; usuario "jroe" sin contraseña "x"',
        "xbenutzername: jroe",
        "Benutzername: jroe",
        "GEBRUIKER=jroe x",
        "GEBRUIKER = jroe\n",
        "benutzername = jroe\n",
    ),
)
