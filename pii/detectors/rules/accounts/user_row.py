"""Users in rows beside the hash of their password: `(3, 'jroe_cw', '周敏', '$2a$10$…', …)`.

The hash makes the row a user's. In it, Chinese signs that are a family and a given name together are the name, whatever the
columns are called, and the literal right before or behind is the account.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.own_names import is_full_east_asian
from pii.detectors.rules.rows import Cell, insert_rows
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_ACCOUNT = re.compile(r"[a-z][a-z0-9._-]{2,30}", re.IGNORECASE | re.ASCII)
_HAN = re.compile("[\u3400-\u9fff]{2,4}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names and accounts of the rows at the hits."""
    for hit in hits:
        opening = text.rfind("(", max(line_before(text, hit.start), hit.start - REACH), hit.start)
        if opening < 0:
            continue
        row = next(insert_rows(text, opening), None) or ()
        for number, cell in enumerate(row):
            if cell is None or not _is_name(text[slice(*cell)]):
                continue
            yield Span(*cell, Label.NAME)
            account = next(filter(None, (_account(text, row, beside) for beside in (number - 1, number + 1))), None)
            if account is not None:
                yield Span(*account, Label.USERNAME)


def _is_name(value: str) -> bool:
    return _HAN.fullmatch(value) is not None and is_full_east_asian(value)


def _account(text: str, row: Sequence[Cell | None], number: int) -> Cell | None:
    cell = row[number] if 0 <= number < len(row) else None
    if cell is None or not _ACCOUNT.fullmatch(text, *cell) or not is_account(text[slice(*cell)]):
        return None
    return cell


RULE = Rule(
    "user_row",
    {"user_row.hash": r"['\"](?:\{bcrypt\})?\$(?:2[abxy]|argon2id?|[156])\$[\w./$=,+-]{8}|['\"]pbkdf2_sha256\$"},
    find,
    rank=4,
    hits=(
        "INSERT INTO `sys_user` VALUES (3, '«zhoumin_cw»', '«周敏»', '$2a$10$abcdefghij', 'zhoumin@example.org', '财务部');\n",
        "(7, '$2b$12$abcdefghij', '«李娜»', '«lina7»', 1), (8, '{bcrypt}$2a$10$abcdefghij', '«刘洋»', NULL)\n",
    ),
    misses=(
        "INSERT INTO `sys_dict` VALUES (3, 'sex_male', '周敏', 'sys_user_sex', '1', '财务部');\n",
        "(1, 'admin', '管理员', '$2a$10$abcdefghij', '财务部', '')\n'$2a$10$abcdefghij', 'jroe', '周敏'\n",
    ),
)
