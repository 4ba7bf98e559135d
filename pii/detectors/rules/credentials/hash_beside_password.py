"""A hash in hexadecimal beside the password it was made of, in the comment behind it: `x'9c0d7e…', -- 'V'`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_SOURCE = "rules.hash_beside_password"
_REACH = 200
"""Characters from the first digits of the hash to the end of the password."""

_HASH = re.compile(
    r"(?:[xX]|decode\()'(?P<key>[0-9A-Fa-f]{40,128})'(?:,\s?'hex'\))?,?[ \t]*--[ \t]*'(?P<password>[^'\s]{3,40})'"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the hashes and the passwords at the hits."""
    for hit in hits:
        match = _HASH.match(text, hit.start, hit.end + _REACH)
        if match is None:
            continue
        yield Span(*match.span("key"), Label.KEY, source=_SOURCE)
        if may_be_password(match["password"]):
            yield Span(*match.span("password"), Label.PASSWORD, source=_SOURCE)


RULE = Rule(
    "hash_beside_password",
    {"hash_beside_password.literal": r"(?:[xX]|decode\()'[0-9A-Fa-f]{40}"},
    find,
    rank=4,
    hits=(
        "x'«CA4520001112223334445556667778889990AAAABBBBCCCCDDDDEEEEFFFF0123»',  -- '«larkmist»'",
        "decode('«CA4520001112223334445556667778889990AAAABBBBCCCCDDDDEEEEFFFF0123»', 'hex'),  -- '«larkmist»'",
    ),
    misses=("x'CA4520001112223334445556667778889990AAAABBBBCCCCDDDDEEEEFFFF0123', -- the digest",),
)
