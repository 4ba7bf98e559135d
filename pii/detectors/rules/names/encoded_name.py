"""Names in headers of mail that are written as encoded words (RFC"
" 2047): `From: =?UTF-8?q?Jane=20R=C3=B8e?= <jane@example.org>`."""

import binascii
import quopri
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.known.places import is_place
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_LONGEST = 300
"""Characters of encoded words side by side."""
_WORD = re.compile(r"=\?(?P<charset>[\w.-]{2,20})(?:\*\w+)?\?(?P<form>[bBqQ])\?(?P<value>[^?\s]{2,120})\?=", re.ASCII)
_FIELD = re.compile(
    r"(?:^|[>\"'\n ])(?:From|To|Cc|Bcc|Reply-To|Sender|Author|"
    r"(?:Signed-off|Co-authored|Reported|Reviewed|Tested|Acked)-by):[^\n]*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\"?\s{0,8}(?:=\?[^?\s]+\?[bBqQ]\?[^?\s]+\?=\s{0,8}){0,3}(?:<|&lt;)[^<>\s@]{1,64}@")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields what the encoded words before an address hold."""
    for hit in hits:
        word = _WORD.match(text, hit.start, hit.start + _LONGEST)
        if word is None:
            continue
        addressed = _ADDRESS.match(text, word.end(), word.end() + _LONGEST)
        if addressed is None and not _FIELD.search(text, line_before(text, hit.start) - 1, hit.start):
            continue
        name = _decoded(word)
        if name is not None and _is_name(name):
            yield Span(*word.span("value"), Label.NAME)


def _decoded(word: re.Match[str]) -> str | None:
    value = word["value"].encode()
    try:
        raw = binascii.a2b_base64(value) if word["form"] in "bB" else quopri.decodestring(value, header=True)
        return raw.decode(word["charset"])
    except (binascii.Error, LookupError, UnicodeDecodeError):
        return None


_MOST_WORDS = 5


def _is_name(value: str) -> bool:
    parts = value.split()
    if any(map(is_place, parts[1:])):
        return False  # a company's branch in a country
    return len(parts) <= _MOST_WORDS and value[:1].isalpha() and is_person(value) and not names_organisation(value)


RULE = Rule(
    "encoded_name",
    {"encoded_name.word": r"=\?[\w.-]{2,20}\?[bBqQ]\?"},
    find,
    rank=3,
    hits=(
        "From: =?UTF-8?q?«Jane=20R=C3=B8e»?= <jane@example.org>",
        "Cc: =?utf-8?B?«SmFuZSBSw7hl»?= <jane@example.org>\n",
        "From: =?iso-8859-1?Q?«J=F6rg_Roe»?= via x\n",
        "From: =?UTF-8?q?«Jane»?= <j@x.example>",
        "From: =?UTF-8?b?«SmFuZSBBbm4gTWFyeSBLaW0gUm9l»?= <j@x.example>",
        "From: =?UTF-8?q?«Germany=20Roe»?= <j@x.example>",
        "x\n=?UTF-8?q?Jane=20Roe?= x =?UTF-8?q?«Kim=20Low»?= <j@x.example>",
    ),
    misses=(
        "Subject: =?UTF-8?q?Jane=20R=C3=B8e?=\n",
        "From: =?UTF-8?q?Example=20Foundation?= <x@example.org>",
        "From: =?UTF-8?B?***?= <x@example.org>",
        "From: =?UTF-8?b?SmFuZSBBbm4gTWFyeSBLaW0gRXZhIFJvZQ==?= <j@x.example>",
        "From: =?UTF-8?q?1=20Roe?= <j@x.example>",
        "From: =?UTF-8?q?Moss=20Germany?= <j@x.example>",
        "From: =?UTF-8?q?=20?= <j@x.example>",
    ),
)
