"""Names without capitals right beside the job of whoever is called so: `{"nombre": "ana rojas", "cargo": "cocinera"}`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_object import is_in_small_letters
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_JOB = (
    r"(?:cargo|puesto|position|job(?:_?title)?|fun\xc3\xa7\xc3\xa3o|funcao|beruf|poste|jabatan|mansione|ruolo|stanowisko"
    r"|functie|meslek)"
)
_ENTRY = re.compile(
    r"(?<![\w.-])(?P<quote>[\"']?)(?:full_?name|name|nombre|nome|nom|nama|naam|nazwisko|isim)(?P=quote)\s?(?::|=>)\s?(?P<mark>[\"'`])"
    r"(?P<name>[^\W\d_][^\"'`\n]{2,60})(?P=mark),\s{0,24}[\"']?\Z",
    re.IGNORECASE,
)
_SIGHT = 120


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names right before the jobs."""
    for hit in hits:
        entry = _ENTRY.search(text, hit.start - _SIGHT, hit.start)
        if entry is not None and entry["name"].islower() and is_in_small_letters(entry["name"]):
            yield Span(*entry.span("name"), Label.NAME)


RULE = Rule(
    "staff_entry",
    {"staff_entry.job": rf"(?i)\b{_JOB}[\"']?\s?(?::|=>)\s?[\"'`][a-z\x80-\xff]"},
    find,
    rank=4,
    hits=(
        '{"id":"1","nombre":"«basti romero»","cargo":"cocinero"}, {name: \'«jane roe»\', position: \'cook\'}',
        "['nama' => '«dewi roe»',\n  'jabatan' => 'kasir'], {\"nome\": \"«joão silva»\", \"função\": \"chef\"}",
    ),
    misses=(
        '{"name": "kitchen staff", "position": "left"}, {"name": "basti romero", "position": 3}, {"name": "jane", "job": "x"}',
        '{"nombre": "basti romero", x: 1, "cargo": "y"}, {"rename": "ana rojas", "job": "y"}, {"name": "jane page", "job": "x"}',
    ),
)
