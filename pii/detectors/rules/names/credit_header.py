"""Names at the heads of files, entries and reports, beside what only persons have there.

A student's number (`// 900000017 - Jane Roe`, `- Jane Roe C00001`), the maintainer of a part of a Debian changelog
(`  [ Jane Roe ]`), `git shortlog` (`Jane Roe (12):`, `12<tab>Jane Roe`), COBOL's `AUTHOR. JANE ROE.`, and copyright
lines whose holder is written family name first, in small letters or behind a dash.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary, known_words, may_be_full_name
from pii.detectors.rules.names.person_name import COMMON_GIVEN_NAMES, NAME_IN_LINE, WORD, is_person
from pii.detectors.scan import Hit
from pii.known.names import is_given_name, kind_of
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after, line_before

_MARK = r"[ \t]{0,8}(?:(?://+|/?\*+|#+|--|;+|%+|'+|<!--|[-*+•]|\d{1,2}[.)])[ \t]{0,4})?"
_NATIVE = r"[^\W\d_a-zA-Z]{2,5}|[^\W\d_a-zA-Z]{2,16}(?: [^\W\d_a-zA-Z]{2,16}){1,2}"
_FULL = rf"(?:{WORD}, {WORD}(?: {WORD}){{0,2}}|{NAME_IN_LINE}(?: {WORD}){{0,2}}|{_NATIVE})"
_ID = r"(?:\d{6,12}|[A-Z]{1,3}\d{5,10}|[A-Z]?\d{2,4}[./-]\d{3,8}(?:[./-]\d{1,6})?)"
_END = r"(?=[ \t]*(?:\*/|-->|#|\r?\n|$|[,;|(]))"
_FORMS = {
    "credit_header.id": re.compile(
        rf"{_MARK}(?:\w{{2,12}}[ :.]{{1,3}})?{_ID}[ \t]*[-–—:,|/.\t ][ \t]*(?P<name>{_FULL}){_END}"
    ),
    "credit_header.id_after": re.compile(
        rf"{_MARK}(?:\w{{2,12}}[:.] {{0,2}})?(?P<name>{_FULL})[ \t]*[-–—:,|/(\t ][ \t(]*{_ID}\)?{_END}"
    ),
    "credit_header.part": re.compile(
        r"[ \t]{2,8}\[ ?(?P<name>[^\W\d_][^\[\]\n()@,]{1,50}?)(?: - @?[\w-]+)?"
        r"(?: \((?P<other>[^\[\]\n()]{2,40})\))? ?\][ \t]*(?=\r?\n|$)"
    ),
    "credit_header.shortlog": re.compile(rf"[ \t]{{0,8}}(?P<name>{_FULL}) \(\d{{1,5}}\):[ \t]*\r?\n[ \t]{{2,}}\S"),
    "credit_header.counted": re.compile(rf"[ \t]{{0,6}}\d{{1,6}}\t(?P<name>{_FULL})(?= <|[ \t]*(?:\r?\n|$))"),
    "credit_header.cobol": re.compile(rf"(?i:author)\.[ \t]{{1,40}}(?P<name>{NAME_IN_LINE}|{WORD})[ \t]*[.\r\n]"),
    "credit_header.holder": re.compile(
        rf"(?:[Cc]opy(?:right|left)|©|\([cC]\)|&copy;|\xa9)(?:[ \t]*(?:\([cC]\)|©|&copy;|[Cc]opyright|:))*"
        rf"[ \t]*(?:\d{{4}}[\d ,–-]*)(?:by )?[ \t]*(?:[^\n<>\d.,-]{{3,50}} [-–|] )?"
        rf"(?P<name>{WORD}, {WORD}|{NAME_IN_LINE}|[^\W\d_A-Z]{{3,14}}(?:"
        rf" [^\W\d_A-Z]{{3,16}})?)"
        r"(?=\.? +All [Rr]ights|\.?[ \t]*(?:\r?\n|$|<|\*/)|[,;] (?i:licen[cs]ed?|mit|bsd|isc|gpl|apache|all rights)\b)"
    ),
}
_PROVED = frozenset({"credit_header.part", "credit_header.shortlog", "credit_header.counted"})
"""Where a single word counts as well, for only persons stand there."""
_NO_NAME = re.compile(
    r"\b(?:version|release|changes|debian|general|misc|fixed|added"
    r"|new|updated?|bugs?|features?|upstream|packaging|security|urgency"
    r"|the|and|of|for|with|all|rights|your|name|company|team|project"
    r"|contributors|authors?|student|nim|nama|phone|tel|fax|total|order)\b",
    re.IGNORECASE,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        start = hit.start
        if hit.pattern == "credit_header.id_after":
            start = line_before(text, hit.start)
        match = _FORMS[hit.pattern].match(text, start, hit.end + REACH)
        if match is None or _is_row(text, match):
            continue
        if hit.pattern == "credit_header.counted" and not _is_among_counts(text, start, match.end()):
            continue
        if _is_name(match["name"], hit.pattern):
            yield Span(*match.span("name"), Label.NAME)
        other = match.groupdict().get("other")
        if other and _is_name(other, hit.pattern):
            yield Span(*match.span("other"), Label.NAME)


def _is_among_counts(text: str, start: int, end: int) -> bool:
    """Whether the line above or below has a number of commits as well."""
    above = line_before(text, start - 1) if start else 0
    below = line_after(text, end) + 1
    return any(_COUNT.match(text, line) for line in ({above} - {start}) | {below})


_COUNT = re.compile(r"[ \t]{0,6}\d{1,6}\t[^\W\d_]")


def _is_row(text: str, match: re.Match[str]) -> bool:
    """Whether the line goes on with cells, which those who read tables know more of."""
    line = text[match.start() : line_after(text, match.end())]
    return max(map(line.count, ",;|\t")) >= _CELLS


_CELLS = 4


def _is_name(value: str, place: str) -> bool:
    if _NO_NAME.search(value) or not is_person(value) or names_organisation(value):
        return False
    parts = value.replace(",", " ").split()
    if not value[0].isascii() and len(parts) == 1:
        return known_words(value)[0] > 0
    if place in _PROVED:
        return 1 < len(parts) < 6 and (any(map(kind_of, parts)) or value.istitle())
    if place == "credit_header.holder" and value[0].islower():
        if len(parts) == 1:
            return is_given_name(value)
        plain = not any(is_ordinary(part) or is_place(part) for part in parts)
        return all(map(kind_of, parts)) and (plain or parts[0] in COMMON_GIVEN_NAMES)
    if len(parts) == 1:
        return place == "credit_header.cobol" and is_given_name(value)
    return known_words(value.title() if value.isupper() else value)[0] > 0 and may_be_full_name(value)


RULE = Rule(
    "credit_header",
    {
        "credit_header.id": r"(?m)^[ \t/*#;%'<!-]{0,12}(?:\w{2,12}[ :.]{1,3})?[A-Z]{0,3}\d[\d./-]{4,14}["
        r" \t]{0,4}[-:,|/.\t \xe2][ \t]{0,4}[A-Z\xc3-\xed]",
        "credit_header.id_after": r"[a-zA-Z\x80-\xff][ \t]{0,4}[-:,|/(\t ][ \t(]{0,4}"
        r"(?:\d{6,12}|[A-Z]{1,3}\d{5,10})\)?[ \t]{0,8}(?:\r?\n|[,;|])",
        "credit_header.part": r"(?m)^[ \t]{2,8}\[ ?[A-Za-z\xc3-\xed][^\[\]\n]{2,80}\][ \t]{0,4}\r?\n",
        "credit_header.shortlog": r"(?m)^[ \t]{0,8}[A-Z\xc3-\xc5][\w.'\x80-\xff-]{1,20}"
        r" [A-Z\xc3-\xc5][^\n():]{1,40} \(\d{1,5}\):",
        "credit_header.counted": r"(?m)^[ \t]{0,6}\d{1,6}\t[A-Z\xc3-\xed][\w.'\x80-\xff-]{1,20} ",
        "credit_header.cobol": r"(?i)\bauthor\.[ \t]{1,40}[A-Z]",
        "credit_header.holder": r"(?:[Cc]opy(?:right|left)|\xc2\xa9|\([cC]\)|&copy;)[^\n]{0,24}\d{4}",
    },
    find,
    rank=5,
    proves=False,
    hits=(
        "//900000017 - «Jane Maria Smith»\n",
        "# NIM 9000000024 - «Anna Smith»\n- «José Arias Smith» C00001\n",
        "  [ «Jane Roe» ]\n  * Fix\n\n  [ «Adam Lee» («王小明») ]\n",
        "      «Hugo Roe» (1):\n            Fix it\n",
        "    37\t«Tomás Brixo»\n    14\t«Julia Hagerkvist» <x>\n     9\tTranslation Team\n     3\tbot\n",
        "       AUTHOR.     «JANE SMITH».\n",
        "//  Copyright © 2018 «anna». All rights reserved.\n# Copyright (c) 2017 «Smith, Anna».  All rights reserved.\n",
        "/* x.js - (c) 2019 «merrick halloway», MIT license */\n# Copyright (c) 2020 «tobias lindgren»; licensed as is\n",
        "<p>© 2025 Moss Sistemi - «Anna SMITH»</p>",
        "# Copyleft 2004 «Anna Smith»\n",
        "//900000017 - «李健秋»\n",
        "//900000017 - «Brixo Anna Fern Glim Hark»\n//900000017 - «Brixo Anna Fern Glim Hark Lark»\n",
        "AUTHOR. «ANNA BRIXO».\n",
        "      «Brixo Fern» (1):\n      Anna Fern (1):\n",
        "      «Éxo Glam» (1):\n      Fix it\n",
        "# Copyright (c) 2017 «Brixo, Anna»\n# Copyright (c) 2018 «anna roe»\n",
        "  [ «Anna Kim Jane Moss Roe» ]\n",
    ),
    misses=(
        "(c) 2019 merrick brixo\n(c) 2019 stone bridge, MIT\n(c) merrick halloway\n(c) 2019 merrick halloway, x\n",
        "    37\tTomás Brixo\n\n    14 Julia Hagerkvist\n    15 Anna Hagerkvist\n",
        "2023-10-10 - Fixed Bug\n20231010 - Release Notes\n",
        "  [ Widget ]\n  [ Debian Janitor ]\n",
        "Order Number 1234567\nTotal Amount, 1234567\n",
        "Copyright (c) 2017 Example Foundation\n// Copyright 2018 widget. All rights reserved.\n",
        "General Changes (2):\n  - x\n",
        "//900000017 - 漢漢漢\n",
        "//900000017 - brixo fern\n",
        "// Copyright 2018 anna brixo. All\n",
        "//900000017 - Brixo Glim\n",
        "  [ Anna Kim Jane Moss Low Roe ]\n",
    ),
)
