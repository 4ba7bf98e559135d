"""The secret of an access key of AWS, beside the key's id: 40 signs of base64 that nothing else gives away."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import entropy, is_hex

_SECRET = re.compile(r"(?<![A-Za-z0-9/+=_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])")
_ID = re.compile(r"(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])")
_REACH = 160
"""Characters between the id and its secret: the rest of a line, a name, a quote or two."""
_LEAST = 4.0
"""Bits a character: words and paths have fewer."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the secrets behind the ids at the hits."""
    for hit in hits:
        identity = _ID.match(text, hit.start)
        if identity is None:
            continue
        secret = _SECRET.search(text, identity.end(), identity.end() + _REACH)
        if secret is not None and _is_made(secret.group()):
            yield Span(*secret.span(), Label.KEY)


def _is_made(value: str) -> bool:
    kinds = any(map(str.islower, value)), any(map(str.isupper, value)), any(map(str.isdigit, value))
    return all(kinds) and not is_hex(value, 40) and entropy(value) >= _LEAST


RULE = Rule(
    "aws_pair",
    {"aws_pair.id": r"\b(?:AKIA|ASIA)[A-Z2-7]{16}"},
    find,
    rank=3,
    hits=(
        "AKIAMADEUP234567ABCD\n«4ZGrU/Ndqpq0VNbruNA5rb30D2byydVNFsEdUKYZ»\n",
        "jroe,AKIAMADEUP234567ABCD,«4ZGrU+Ndqpq0VNbruNA5rb30D2byydVNFsEdUKYZ»\n",
    ),
    misses=(
        "AKIAMADEUP234567ABCD\n4ZGrU/Ndqpq0VNbruNA5rb30D2byydVNFsEdUKY\n",
        "AKIAMADEUP234567ABCD 4f2a9c71e0b85d364f2a9c71e0b85d36abcdef01\n",
        "AKIAMADEUP234567ABCD src/components/larkmist/Widgets/Fern2/Moss/x\n",
        "AKIAMADEUP234567ABCD " + "x " * 80 + "4ZGrU/Ndqpq0VNbruNA5rb30D2byydVNFsEdUKYZ\n",
    ),
)
