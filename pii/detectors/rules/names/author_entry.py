"""Names beside an address in entries of persons, as manifests, lock files and fixtures have them.

`{"name": "Jane O'Roe", "email": "…"}`, `['nama' => 'Jane Roe', 'surel' => '…']`, `{"姓名": "王小明", "邮箱": "…"}`.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import ENTRY, Rule, as_bytes
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.rules.names.person_values import is_plain_east_asian_name
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_LONGEST = 240
"""Characters from a name to the end of its entry."""

_ENTRY = re.compile(
    rf"\"name\"\s?:\s?\"(?P<name>{NAME_IN_LINE})\",\s*\"(?:email|mail)\"\s?:\s?\"(?P<account>[\w.+%-]+)@[\w.-]+\"",
    re.IGNORECASE,
)
_OWN = ("name", "nama", "nombre", "nome", "nom", "naam", "isim", "имя", "姓名", "이름", "名前", "氏名", "名字")
"""The field in the writer's own language."""
_SIGN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_NATIVE = rf"(?P<native>{_SIGN}{{2,6}}(?:[ \u3000]{_SIGN}{{1,6}})?)"
_OWN_ENTRY = re.compile(
    rf"[\"'](?:{'|'.join(_OWN)})[\"']\s?(?:=>|:)\s?[\"'](?P<name>{NAME_IN_LINE}|{_NATIVE})[\"']"
    r",\s*[\"'][\w-]+[\"']\s?(?:=>|:)\s?[\"'](?P<account>[\w.+%-]+)@[\w.-]+[\"']"
)
_BEFORE = re.compile(r"[\[({,]\s*$")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        own = hit.pattern == "author_entry.own"
        entry = (_OWN_ENTRY if own else _ENTRY).match(text, hit.start, hit.end + _LONGEST)
        if entry is None or not _BEFORE.search(text, hit.start - REACH, hit.start):
            continue
        if own and entry["native"] and not is_plain_east_asian_name(entry["native"]):
            continue
        if is_person(entry["name"]) and not names_organisation(entry["name"]) and not is_role(entry["account"]):
            yield Span(*entry.span("name"), Label.NAME)


_ROLE = re.compile(
    r"(?:info|contact|hello|support|admin|dev\w*|team|packages|opensource|office|sales|mail|community|security|service|billing"
    r"|news(?:letter)?|notifications?|alerts?|webmaster|postmaster|do[-_.]?not[-_.]?reply|no[-_.]?reply)",
    re.IGNORECASE,
)


def is_role(account: str) -> bool:
    """Whether an address's account is that of a desk, and not of a person."""
    return _ROLE.fullmatch(account) is not None


RULE = Rule(
    "author_entry",
    ENTRY
    | {
        "author_entry.own": rf"[\"'](?:{as_bytes(_OWN[1:])})[\"']\s?(?:=>|:)\s?[\"'][A-Z\xc3-\xed]"
        r"|[\"']name[\"']\s?(?:=>\s?[\"'][A-Z\xc3-\xed]|:\s?[\"'][\xc3-\xed]|:\s?'[A-Z])"
    },
    find,
    rank=3,
    hits=(
        '{"name": "«김민준»", "email": "kim@example.org"}, {"姓名": "«王小明»", "邮箱": "wang@example.org"}',
        "insert([ 'nama' => '«Wulan Prasetya»',\n 'surel' => 'wulan@example.org'\n])",
        '"authors": [\n  {\n    "name": "«Colin O\'Roe»",\n    "email": "roe@example.org",\n    "homepage": "x"\n  }',
        '{"name": "«Jürgen van Roe»", "email": "j.roe@example.org"}',
    ),
    misses=(
        '{"имя": "сервис", "почта": "x7@example.org"}',
        "{\"name\": \"通知\", \"email\": \"x7@example.org\"}, ['nama' => 'Toko Kami', 'url' => 'x']",
        '{"name": "Widget Community", "email": "jroe@example.org"}',
        '{"name": "Fancy Widget", "version": "1"}',
        '{"name": "Fancy Widget", "email": "info@example.org"}',
        '{"name": "jroe", "email": "jroe@example.org"}',
        '"name": "Jane Roe", "role": "x"',
    ),
)
