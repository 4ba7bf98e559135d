"""Keys in lists that are named for them: `tokens = ["…", "…"]`, `Tokens: []string{"…"}`, `apiKeys: ['…']`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, identifier_around
from pii.detectors.rules.credentials.credential_values import is_secret_value
from pii.detectors.scan import Hit
from pii.known.credential_names import names_secret
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.randomness import is_uuid

_LIST = re.compile(r"\w+[\"']?\s?(?::=|=>|=|:)\s?(?:\[\]string|array|list|tuple)?[\[({]\s*(?=[\"'])")
_ITEM = re.compile(r"(?P<quote>[\"'])(?P<value>[A-Za-z0-9+/=_.:-]{16,200})(?P=quote)(?:,\s*|\s*[\])}])")
_MOST = 1_000
"""Items of a list."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the keys of the lists at the hits."""
    for hit in hits:
        opened = _LIST.match(text, hit.start)
        if opened is None or not names_secret(words(identifier_around(text, hit.start))):
            continue
        position = opened.end()
        for _ in range(_MOST):
            item = _ITEM.match(text, position)
            if item is None:
                break
            if is_secret_value(item["value"]) and not is_uuid(item["value"]) and not is_placeholder(item["value"]):
                yield Span(*item.span("value"), Label.KEY)
            position = item.end()


RULE = Rule(
    "key_list",
    {
        "key_list.named": (
            r"(?:[Tt]okens|TOKENS|[Ss]ecrets|SECRETS|[Kk]eys|KEYS)[\"']? ?(?::=|=>|=|:) ?[A-Za-z\[\] ]{0,12}[\[({]"
            r"[ \r\n\t]{0,20}[\"'][A-Za-z0-9+/_-]{16}"
        )
    },
    find,
    rank=4,
    hits=(
        'Tokens: []string{"«4f2a9c71e0b85d364f2a9c71e0b85d36»", "«5f2a9c71e0b85d364f2a9c71e0b85d37»"},',
        "tokens = [\n    '«q7Zt3KxW9bRm2VnC8pLd»',\n    '«r7Zt3KxW9bRm2VnC8pLe»',\n]",
        '"apiKeys": ["«q7Zt3KxW9bRm2VnC8pLd»", "larkmist-of-the-lane"]',
        'BOT_TOKENS=("«q7Zt3KxW9bRm2VnC8pLd»")',
        "tokens = ['«q7Zt3KxW9bRm2VnC»']",
        "tokens = ['«" + "q7Zt3KxW9bRm2VnC8pLd" * 10 + "»']",
        "tokens = ['«q7Zt3KxW9bRm2VnC»', 'q7Zt3KxW9bRm2Vn', 'q7Zt3KxW9bRm2VnC']",
        "tokens = [" + " " * 20 + "'«q7Zt3KxW9bRm2VnC8pLd»']",
        "csrf" + "_" * 57 + "tokens = ['«q7Zt3KxW9bRm2VnC8pLd»']",
        "tokens = [" + "'«q7Zt3KxW9bRm2VnC»'," * 1_000 + "'q7Zt3KxW9bRm2VnC']",
    ),
    misses=(
        "tokens = ['identifier-of-a-thing', 'name-of-another-thing']",
        "keys = ['4f2a9c71e0b85d364f2a9c71e0b85d36']",
        "csrf_tokens = ['q7Zt3KxW9bRm2VnC8pLd']",
        "tokens = ['q7Zt3KxW9bRm2V']",
        "tokens = ['q7Zt3KxW9bRm2Vn']",
        "tokens = ['" + "q7Zt3KxW9bRm2VnC8pLd" * 10 + "q']",
        "secrets: ['f218dad7-6cf6-9dd8-fd7b-f7500bb7a425']",
        "tokens = tokenize('q7Zt3KxW9bRm2VnC8pLd')",
        "tokens = [" + " " * 21 + "'q7Zt3KxW9bRm2VnC8pLd']",
        "dtokens = ['q7Zt3KxW9bRm2VnC8pLd']",
        "csrf" + "_" * 56 + "tokens = ['q7Zt3KxW9bRm2VnC8pLd']",
    ),
)
