"""Accounts behind a label in a language other than English that tell themselves, or beside their password: `账号：wangls03`,
`계정은 minho.j`, `اسم المستخدم: k.haddad`. `own_account` proposes the others."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.credential_names import PASSWORDS_IN_LANGUAGES
from pii.detectors.rules.accounts import own_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.spans import Span
from pii.surroundings import line_above, line_after, line_before

_TELLS_ITSELF = re.compile(r"(?=.*(?:\d|[a-z][._][a-z]))[a-z][a-z0-9._-]*")
_KEY = re.compile(r"[\"']\]?\s?(?:[:：]|=>)")
"""What closes the name of an entry: programs and translations have those."""
_PASSWORD = re.compile(
    rf"(?i:{'|'.join(PASSWORDS_IN_LANGUAGES)}|\bpass(?:word)?\b)[*`]{{0,2}}[ \t]?[:：]?[ \t]?[\"'`「*]{{0,3}}[!-~]{{3}}"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields those of the accounts that need no judge."""
    labels = [hit for hit in hits if _says_account(text, hit)]
    for span in own_account.find(text, labels):
        start = line_above(text, line_before(text, span.start))
        end = line_after(text, line_after(text, span.end) + 1)
        if _TELLS_ITSELF.fullmatch(text, span.start, span.end) or _PASSWORD.search(text, start, end):
            yield Span(span.start, span.end, span.label, source=_SOURCE)


def _says_account(text: str, hit: Hit) -> bool:
    """Whether it is a label in running text: no name of an entry; a variable's only where an account follows as in prose."""
    if hit.pattern == "own_account.name":
        return own_account.SPOKEN.match(text, hit.end) is not None
    return _KEY.match(text, hit.end) is None


_SOURCE = "rules.told_account"

RULE = Rule(
    "told_account",
    own_account.RULE.patterns,
    find,
    rank=4,
    hits=(
        "- 普通员工账号：«wangls03»\n\nx 계정은 «minho.j» 입니다\n\n# اسم مستخدم المطور: «k.haddad»\n",
        "帐号：«zhangsan» 密码：Zs@12345\n",
        "Логин: «petrov»\nПароль: Qwe123\n",
    ),
    misses=(
        '"用户名": "login.form2", 用户名：zhangsan\n',
        "Логин: petrov\nПароль:\n",
        "用户名：index.php\n",
    ),
)
