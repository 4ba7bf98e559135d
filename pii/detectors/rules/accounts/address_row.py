"""Accounts in one row with the address of the same person: `Jane Roe | jroe@x.example | jroe`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import AT, Rule, enclosing
from pii.detectors.scan import Hit
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after, line_before

_REACH = 200
_DIGITS = "0123456789"
_BEFORE = 42
"""Characters of an address before its at sign, with what parts it from the cell before."""
_SHORTEST = 4
"""Letters that an account and an address share, whatever numbers follow."""

_PLACE = re.compile(r"[|;,\t][ \t]?[\"']?[\w.+-]{3,40}@[\w-]", re.ASCII)
_ADDRESS = re.compile(r"[|;,\t][ \t]?[\"']?(?P<local>[\w.+-]{3,40})@[\w-]+\.[\w.-]+", re.ASCII)
_CELL = re.compile(r"[ \t]*[\"']?(?P<account>[A-Za-z][\w.-]{2,38})[\"']?[ \t]*\r?", re.ASCII)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in enclosing(text, hits, "address_row.address", _PLACE, _BEFORE, 0):
        yield from _row(text, hit)


def _row(text: str, hit: Hit) -> Iterator[Span]:
    address = _ADDRESS.match(text, hit.start, hit.end + REACH)
    if address is None:
        return
    local, position = address["local"], line_before(text, hit.start, _REACH)
    for part in text[position : line_after(text, hit.end, _REACH)].split(text[hit.start]):
        cell = _CELL.fullmatch(part)
        if cell is not None and _same(cell["account"], local) and not is_system_account(cell["account"]):
            start, end = cell.span("account")
            yield Span(position + start, position + end, Label.USERNAME)
        position += len(part) + 1


def _same(account: str, local: str) -> bool:
    if account.istitle() or account.isupper():
        return False  # a name, an abbreviation
    stem = account.rstrip(_DIGITS)
    return account == local or len(stem) >= _SHORTEST and stem != account and stem == local.rstrip(_DIGITS)


RULE = Rule(
    "address_row",
    AT,
    find,
    rank=4,
    hits=(
        "Jane Roe | jroe20@x.example | 0016148751 | «jroe20» | G02\nKim Roe | kroe20@x.example | 1 | «kroe2» | G02\n",
        "7,'Jane','jroe@x.example','«jroe»','x'\n",
    ),
    misses=(
        "Jane | jane@x.example | Jane | JANE\n",
        "1;info@x.example;info;root\n",
        "Kim | kroe@x.example | lroe\n",
        "1;JROE@x.example;JROE;2\n",
    ),
)
