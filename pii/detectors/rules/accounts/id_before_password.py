"""Accounts that a note calls an ID, before a password on the same line or the next: `User ID: jroe`, `Password: V`. What else
has an ID has no password behind it."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import A
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_pair import PASSWORD
from pii.detectors.rules.credentials.credential_values import tells_itself
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 160

_IS = r"[*_`]{0,3}[ \t]?[:：=][*_`]{0,2}[ \t]*[\"'`]?"
_NOTE = re.compile(
    rf"[A-Z]*[_-]?id{_IS}{A}[\"'`*_]{{0,3}}(?:[ \t]*[,;/|、，·][ \t]*|[ \t]+|[ \t]*\r?\n[ \t>*#/-]*)"
    rf"[*_`]{{0,3}}{PASSWORD}{_IS}(?P<password>[^\s\"'`,;|<>(){{}}]{{4,60}})",
    re.IGNORECASE,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        note = _NOTE.match(text, hit.start, hit.end + _REACH)
        if note is not None and is_account(note["account"]) and tells_itself(note["password"]):
            yield Span(*note.span("account"), Label.USERNAME)


RULE = Rule(
    "id_before_password",
    {"id_before_password.id": r"(?i)\b(?:user_?|login_?|account_?)?id[*_`]{0,3} ?(?::|=|\xef\xbc\x9a)"},
    find,
    rank=4,
    hits=(
        "ID: «jroe», 비밀번호: larkmist77!!",
        "User ID: «TRH40817»\n  Password: LM72QX09\n",
        "ID：«jroe88» 密码：Lark77!",
        "- **Login ID**: `«jroe»`\n- **Password**: `lark!Mist`\nuserid=«kroe» password=lark4mist\n",
    ),
    misses=(
        "ID: 4711\nPassword: lark!Mist\nID: order-55, price: 12\n",
        "{ id: uuid, password: string, x: 1 }; id: jroe\n\nPassword: lark!Mist\n",
        "ID: root, password: lark!Mist; ID: jroe, password: required\nvalid: jroe, password: lark!Mist\n",
    ),
)
