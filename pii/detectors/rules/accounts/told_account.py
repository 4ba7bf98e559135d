"""Accounts behind a label in a language other than English that tell themselves, or beside their password: `账号：wangls03`,
`계정은 minho.j`, `اسم المستخدم: k.haddad`, `la contraseña es … y el usuario es jroe`. `own_account` proposes the others."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts import own_account
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import tells_itself
from pii.detectors.scan import Hit
from pii.known.credential_names import PASSWORDS_IN_LANGUAGES
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_above, line_after, line_before

_TELLS_ITSELF = re.compile(r"(?=.*(?:\d|[a-z][._][a-z]))[a-z][a-z0-9._-]*")
_KEY = re.compile(r"[\"']\]?\s?(?:[:：]|=>)")
"""What closes the name of an entry: programs and translations have those."""
_PASSWORD = re.compile(
    rf"(?i:{'|'.join(PASSWORDS_IN_LANGUAGES)}|\bpass(?:word)?\b)[*`]{{0,2}}[ \t]?[:：]?[ \t]?[\"'`「*]{{0,3}}[!-~]{{3}}"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields those of the accounts that need no judge."""
    yield from _in_sentences(text, hits)
    labels = [hit for hit in hits if _says_account(text, hit)]
    for span in own_account.find(text, labels):
        start = line_above(text, line_before(text, span.start))
        end = line_after(text, line_after(text, span.end) + 1)
        if _TELLS_ITSELF.fullmatch(text, span.start, span.end) or _PASSWORD.search(text, start, end):
            yield Span(span.start, span.end, span.label)


def _says_account(text: str, hit: Hit) -> bool:
    """Whether it is a label in running text: no name of an entry; a variable's only where an account follows as in prose."""
    if hit.pattern == "own_account.name":
        return own_account.SPOKEN.match(text, hit.end) is not None
    return _KEY.match(text, hit.end) is None


_IS = r"(?:es|è|é|est|ist|lautet|is|är|er|jest|je|este|on)"
_SENTENCE = re.compile(
    rf"\w{{0,4}} {_IS}:? [`\"'*«]{{0,2}}(?P<account>[a-z][a-z0-9._-]{{2,30}}[a-z0-9])(?=[`\"'*»]{{0,2}}(?:[,;!?)]|\.?(?:\s|$)))"
)
_PASSWORD_IN_SENTENCE = re.compile(
    rf"(?i:{'|'.join(PASSWORDS_IN_LANGUAGES)})(?: {_IS}|:) [`\"'*«]{{0,2}}(?P<value>[!-~]{{4,40}}?)(?=[`\"'*»,;.!?)]*(?:\s|$))"
)


def _in_sentences(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Those of sentences that say the password, too, which tells itself: `der Benutzer ist jroe, das Passwort ist …`."""
    for hit in hits:
        match = _SENTENCE.match(text, hit.end, hit.end + REACH)
        if match is None or not is_account(match["account"]) or text[hit.start - 1 : hit.start].isalnum():
            continue
        told = _PASSWORD_IN_SENTENCE.search(text, line_before(text, hit.start), line_after(text, match.end()))
        if told is not None and tells_itself(told["value"]) and told["value"] != match["account"]:
            yield Span(*match.span("account"), Label.USERNAME)


RULE = Rule(
    "told_account",
    own_account.RULE.patterns,
    find,
    rank=4,
    hits=(
        "- 普通员工账号：«wangls03»\n\nx 계정은 «minho.j» 입니다\n\n# اسم مستخدم المطور: «k.haddad»\n",
        "# la contraseña es nieve_Gris88 y el usuario es «mquiroga»\nDer Benutzername ist «jroe», das Passwort: Larkmist_7.\n",
        "帐号：«zhangsan» 密码：Zs@12345\n",
        "Логин: «petrov»\nПароль: Qwe123\n",
    ),
    misses=(
        '"用户名": "login.form2", 用户名：zhangsan\n',
        "Логин: petrov\nПароль:\n",
        "la contraseña es obligatoria y el usuario es mquiroga\nel usuario es mquiroga\nDer Benutzer ist: Larkmist_7\n",
        "用户名：index.php\n",
    ),
)
