r"""Passwords behind a label in running text, in the languages that people write: `Пароль: …`, `the password is …`, `(PW: …)`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.credential_names import PASSWORD_LABELS
from pii.detectors.rules.base import OWN_PASSWORD, Rule
from pii.detectors.rules.credential_values import may_be_password, tells_itself
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.password_label"
_REACH = 120
"""Characters from a label to the end of its value."""

_AFTER_LABEL = r"(?:[ \t]|\*\*|[\"'])*(?::|：|=|\bis\b|\best\b|\bist\b|\bes\b)(?:[ \t]|\*\*)*"
_VALUE = r"(?:(?P<quote>[\"'`])(?P<quoted>[^\"'`\n]{3,60})(?P=quote)|(?P<bare>[!-~]{4,60}?)(?=[.,;)!]*(?:[\s\"'`<]|[^ -~]|$)))"
_LABEL = re.compile(
    rf"(?<![A-Za-z0-9_.-])(?:{'|'.join(sorted(PASSWORD_LABELS, key=len, reverse=True))}){_AFTER_LABEL}{_VALUE}"
)
_SENTENCE = re.compile(
    rf"passw\w{{1,4}}(?: \w{{1,12}}){{0,4}}? (?:is|was|=>)(?: now| set to)?:? {_VALUE}", re.IGNORECASE
)
_SHORT = re.compile(rf"[( ,/]pw ?: ?{_VALUE}", re.IGNORECASE)
_FORMS = {
    "password_label.word": _LABEL,
    "password_label.sentence": _SENTENCE,
    "password_label.short": _SHORT,
}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        match = _FORMS[hit.pattern].match(text, hit.start, min(len(text), hit.end + _REACH))
        if match is None:
            continue
        group = "quoted" if match.groupdict().get("quoted") else "bare"
        value = match[group]
        if (
            may_be_password(value)
            and tells_itself(value)
            and not (hit.pattern == "password_label.short" and "/" in value)
        ):
            yield Span(*match.span(group), Label.PASSWORD, source=_SOURCE)


RULE = Rule(
    "password_label",
    {
        **OWN_PASSWORD,
        "password_label.sentence": r"(?i)passw\w{1,4} (?:\w{1,12} ){0,4}(?:is|was|=>)[ :]",
        "password_label.short": r"(?i)[( ,/]pw ?: ?[!-~]",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "Пароль: «IhqTb1Gw»",
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
    ),
    misses=(
        "Пароль: введите",
        "Passwort: ",
        "Passwort: erforderlich",
        "Mot de passe : oublié",
        "Contraseña: incorrecta",
        "The password is required.",
        "The password is stored in /etc/x.",
        "the password for this is: {password}",
        'f(x, password=None, pwd="")',
        "clave: valor",
        "this.dataSenha = novaSenha1;",
        "S_Senha = @senha2",
        "the password is set, but 2 users",
    ),
)
