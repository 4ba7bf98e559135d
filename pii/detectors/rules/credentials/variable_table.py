"""Passwords that a Markdown table of settings gives as what they are unless set otherwise: `| DB_PASSWORD | Password | V |`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, may_be_password, names_a_field
from pii.detectors.rules.rows import LONGEST_LINE, Cell, read_row
from pii.detectors.scan import Hit
from pii.known.credential_names import mentions_password, names_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_above, line_before

_MOST_ROWS = 60
"""Rows up to the headings."""

_RULER = re.compile(r"[|:\s-]+")
_GIVES = re.compile(
    r"(?i)default|value|example|standard|vorgabe|wert\b|valeur|d[ée]faut|valor|por defecto|padr[aã]o"
    r"|predefinit|ejemplo|domy[śs]ln"
    r"|умолч|значени|默认|預設|值|示例|デフォルト|기본"
)
"""A heading over what is given."""
_VALUE = re.compile(r"[!-~]{3,40}")
_NO_PASSWORDS = frozenset(
    """
    required optional password passwd secret string empty blank none unset random generated auto yes no your-password n/a null
    text varchar credential sensitive hidden masked docker runtime build env secrets
    """.split()
)
_NAMES = re.compile(
    r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[/~.<\[({$-].*|.*[)\]}>/:]|\w+(?:\.\w+)+|.*_(?:pass|password|pwd|secret)"
)
"""A variable, a path, what is filled in."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords of the rows at the hits."""
    for hit in hits:
        start = line_before(text, hit.start, LONGEST_LINE)
        cells, _ = read_row(text, start, "|")
        if len(cells) < 4 or not _names_setting(text[slice(*cells[1])]):
            continue
        column = given_column(text, start, len(cells))
        if column is None:
            continue
        value = _without_name(text, cells[1], cells[column])
        if _is_password(text, cells[1], value):
            yield Span(*value, Label.PASSWORD)


def _names_setting(name: str) -> bool:
    parts = words(name.strip("`*"))
    return " " not in name and bool(parts) and names_password(parts)


def given_column(text: str, start: int, width: int) -> int | None:
    """Which cell of a row of settings the headings say gives the value."""
    below = start
    for _ in range(_MOST_ROWS):
        if below == 0:
            return None
        above = line_above(text, below, LONGEST_LINE)
        if _RULER.fullmatch(text[above:below]) and "-" in text[above:below]:
            headings, _ = read_row(text, line_above(text, above, LONGEST_LINE), "|") if above else ([], 0)
            if len(headings) != width:
                return None
            return next((i for i, cell in enumerate(headings) if i > 1 and _GIVES.search(text[slice(*cell)])), None)
        if not text[above:below].lstrip().startswith("|"):
            return None
        below = above
    return None


def _without_name(text: str, name: Cell, cell: Cell) -> Cell:
    """The value of a cell that repeats the setting's name: `password=hunter2`."""
    head = text[slice(*name)].strip("`*") + "="
    return Cell(cell[0] + len(head), cell[1]) if text.startswith(head, *cell) else cell


def _is_password(text: str, name: Cell, cell: Cell) -> bool:
    value = text[slice(*cell)]
    if (
        not _VALUE.fullmatch(value)
        or value.lower() in _NO_PASSWORDS
        or value.lower() in TYPES
        or _NAMES.fullmatch(value)
    ):
        return False
    said = words(value)
    if (
        len(said) > 1
        and mentions_password(said)
        and set(said) <= {*words(text[slice(*name)]), "password", "your", "my"}
    ):
        return False
    return may_be_password(value) and not names_a_field(value)


_HEAD = "| Variable | Default | Description |\n|---|---|---|\n"

RULE = Rule(
    "variable_table",
    {"variable_table.row": r"(?i)(?:pass|passwd|password|passphrase|pwd)\w{0,12}[*`]{0,3} {0,40}\| {0,3}[^\s|]"},
    find,
    rank=4,
    hits=(
        "| Name | What | Example |\n| --- | --- | --- |\n| `password` | Password | `password=«larkmist7»` |\n",
        _HEAD + "| `DB_USER` | `moss` | x |\n| `DB_PASSWORD` | `«moss»` | Password of it |\n",
        "| Name | What | Standard |\n| --- | --- | :---: |\n| ADMIN_PASSWORD | Password | `«changeit!»` |\n",
    ),
    misses=(
        _HEAD
        + "| `DB_PASSWORD` | - | Password of it |\n| `DB_PASSWORD_FILE` | `moss` | x |\n| `DB_PASS` | *required* | x |\n",
        _HEAD
        + "| `DB_PASSWORD` | `$DB_PASSWORD` | x |\n| `DB_PASS` | `DB_PASS` | x |\n| `PASSWORD` | `/run/secrets/x` | x |\n",
        "| Variable | Needed | Description |\n|---|---|---|\n| `DB_PASSWORD` | always | x |\n",
        "| `DB_PASSWORD` | `moss` | x |\n",
    ),
)
