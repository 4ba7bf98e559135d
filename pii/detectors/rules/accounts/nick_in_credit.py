"""Nicks in quotes amid a name on a line that says whose something is: `© 2020 Jane "Kestrox7" Roe`.

There a nick that is spelt as no word is proved; elsewhere, and for words, `quoted_nick` proposes it.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.quoted_nick import BETWEEN, CREDIT, between, group_of
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_NO_WORD = re.compile(r"\w*[a-z]\w*[A-Z]\w*|[A-Za-z]{2}\w*\d\w*")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the nicks at the hits."""
    for hit in hits:
        name = between(text, hit)
        if name is None or not CREDIT.search(text, line_before(text, name.start()), name.start()):
            continue
        group = group_of(name)
        if _NO_WORD.fullmatch(name[group]) and not names_organisation(name.group()):
            yield Span(*name.span(group), Label.USERNAME)


RULE = Rule(
    "nick_in_credit",
    BETWEEN,
    find,
    rank=3,
    hits=(
        '2020 © Кромов "«GolfNord»" Вадим\n// Copyright: Moss "«KesTrox»" Jane\n',
        "# Author: Jane '«moss7»' Roe\n(c) 2001 Jane [«Kestrox_7»] Roe, Maintainer: Jane “«kesTrox»” Roe\n",
    ),
    misses=(
        '2020 Кромов "GolfNord" Вадим\n// Author: Jane "moss" Roe\n',
        "# Author: Moss 'moss7' Widget\n# Author: Jane '1977' Roe, Copyright Jane 'moss7'\n",
    ),
)
