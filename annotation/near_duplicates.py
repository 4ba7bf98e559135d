"""Near-duplicate texts: pairs of documents whose word shingles have at least a given Jaccard similarity.

Two ways to the same pairs. `likely_pairs` asks MinHash LSH for candidates and then compares their shingles: fast on any
corpus, and it may miss a pair with the probability that `miss_probability` tells. `all_pairs` is exact: it indexes only the
rarest shingles of each text (prefix filtering: two sets can only be that similar if they share one of these), and serves
the certificate, so that what divides the data is not what checks it.
"""

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from datasketch import MinHash, MinHashLSH

DEFAULT_SIMILARITY = 0.7
SHINGLE_WORDS = 5
_BANDS, _ROWS = 42, 3
_WORD = re.compile(r"\w+|[^\w\s]")

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """Checksums of all runs of five words or signs; a shorter text is one shingle, and white space does not count."""
    words = _WORD.findall(text)
    runs = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(
        zlib.crc32(" ".join(words[i : i + SHINGLE_WORDS]).encode("utf-8", "surrogatepass")) for i in range(runs)
    )


def jaccard(a: Shingles, b: Shingles) -> float:
    """The share of shingles that two sets have in common."""
    common = len(a & b)
    return common / (len(a) + len(b) - common)


def miss_probability(similarity: float) -> float:
    """With which probability `likely_pairs` misses a pair of exactly this similarity."""
    return (1 - similarity**_ROWS) ** _BANDS


def likely_pairs(texts: Mapping[str, str], similarity: float = DEFAULT_SIMILARITY) -> Iterator[tuple[str, str]]:
    """Pairs of keys of near-duplicates, each once, found by MinHash LSH and then compared."""
    index = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    seen: dict[str, Shingles] = {}
    for key in sorted(texts):
        mine = shingles(texts[key])
        signature = MinHash(num_perm=_BANDS * _ROWS, hashfunc=_identity)
        signature.update_batch(list(mine))
        for other in sorted(map(str, index.query(signature))):
            if jaccard(mine, seen[other]) >= similarity:
                yield other, key
        index.insert(key, signature)
        seen[key] = mine


def all_pairs(texts: Mapping[str, str], similarity: float = DEFAULT_SIMILARITY) -> Iterator[tuple[str, str]]:
    """Pairs of keys of near-duplicates, each once, exactly."""
    sets = {key: shingles(texts[key]) for key in sorted(texts)}
    frequency = Counter(shingle for mine in sets.values() for shingle in mine)
    index: dict[int, list[str]] = defaultdict(list)
    for key, mine in sets.items():
        prefix = _rarest(mine, frequency, similarity)
        for other in sorted({other for shingle in prefix for other in index[shingle]}):
            if jaccard(mine, sets[other]) >= similarity:
                yield other, key
        for shingle in prefix:
            index[shingle].append(key)


def _rarest(mine: Shingles, frequency: Counter[int], similarity: float) -> Sequence[int]:
    ordered = sorted(mine, key=lambda shingle: (frequency[shingle], shingle))
    # The small term keeps a product such as 0.7 * 10 = 7.000000000000001 from being rounded up past its true value.
    needed = math.ceil(similarity * len(ordered) - 1e-9)
    return ordered[: len(ordered) - needed + 1]


def _identity(shingle: int) -> int:
    return shingle
