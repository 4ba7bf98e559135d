"""Accounts that a Markdown table of settings gives right beside the password's row: `| user | Account of the share | jroe |`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.variable_table import given_column
from pii.detectors.rules.rows import LONGEST_LINE, read_row
from pii.detectors.scan import Hit
from pii.known.credential_names import names_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_above, line_after, line_before

_ACCOUNT = re.compile(r"[A-Za-z][\w.-]{1,38}")
_NAMES_USER = re.compile(r"(?i)[`*]{0,3}(?:[\w.-]*[._-])?(?:user|login)(?:[_-]?name)?[`*]{0,3}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts of the rows at the hits."""
    for hit in hits:
        start = line_before(text, hit.start, LONGEST_LINE)
        cells, end = read_row(text, start, "|")
        if len(cells) < 4 or not _NAMES_USER.fullmatch(text, *cells[1]):
            continue
        if not (_is_of_password(text, line_above(text, start, LONGEST_LINE)) or _is_of_password(text, end + 1)):
            continue
        column = given_column(text, start, len(cells))
        if column is None:
            continue
        value = text[slice(*cells[column])]
        if _ACCOUNT.fullmatch(value) and is_account(value):
            yield Span(*cells[column], Label.USERNAME)


def _is_of_password(text: str, start: int) -> bool:
    """Whether the row there is that of a password."""
    if not text.startswith("|", start) or line_after(text, start) == start:
        return False
    cells, _ = read_row(text, start, "|")
    name = words(text[slice(*cells[1])]) if len(cells) > 3 else []
    return bool(name) and names_password(name)


_HEAD = "| Variable | Value | Description |\n|---|---|---|\n"

RULE = Rule(
    "setting_table",
    {"setting_table.row": r"(?i)\|[ `*]{0,4}[\w.-]{0,30}(?:user|login)(?:[_-]?name)?[`*]{0,3} {0,40}\|"},
    find,
    rank=4,
    proves=False,
    hits=(
        "| Variable | Descripción | Valor |\n|---|---|---|\n| user | Usuario | `«neyroe»` |\n| `password` | Clave | `neyroe` |\n",
        _HEAD + "| SMB_PASSWORD | larkmist | x |\n| SMB_USER | «jroe» | Account of the share |\n",
    ),
    misses=(
        _HEAD + "| SMB_USER | jroe | x |\n| SMB_HOST | larkmist | x |\n",
        _HEAD + "| SMB_USER | - | x |\n| SMB_PASSWORD | larkmist | x |\n",
        _HEAD + "| SMB_USER | root | x |\n| SMB_PASSWORD | larkmist | x |\n",
        _HEAD + "| USER_AGENT | jroe | x |\n| PASSWORD | x | y |\n",
        "| SMB_USER | jroe | x |\n| SMB_PASSWORD | larkmist | x |\n",
    ),
)
