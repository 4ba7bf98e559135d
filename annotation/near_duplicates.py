"""Near-duplicates: exact search for pairs of texts whose word shingles have at least a given Jaccard similarity.

Two sets can only be that similar if they share one of the rarest shingles of each (prefix filtering; Bayardo, Ma and Srikant,
"Scaling up all pairs similarity search", 2007, and Xiao et al., "Efficient similarity joins for near duplicate detection", 2008).
Sets are processed by size, so that the prefix kept of each is shorter than the prefix searched with.

In data made from templates the number of such pairs grows with the square of the documents, so nothing may look at all of them:
`components` compares a text with a group only until the first near-duplicate, `crossing_pairs` only texts of different parts.
"""

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

DEFAULT_SIMILARITY = 0.7
SHINGLE_WORDS = 5
_WORD = re.compile(r"\w+|[^\w\s]")

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """Checksums of all runs of five words or symbols, ignoring whitespace; a shorter text is one shingle."""
    words = _WORD.findall(text)
    runs = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(
        zlib.crc32(" ".join(words[i : i + SHINGLE_WORDS]).encode("utf-8", "surrogatepass")) for i in range(runs)
    )


def jaccard(a: Shingles, b: Shingles) -> float:
    """The Jaccard similarity of two sets of shingles."""
    common = len(a & b)
    return common / (len(a) + len(b) - common)


class UnionFind:
    """Disjoint sets of hashable nodes, with path halving and union by size."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}
        self._size: dict[Hashable, int] = {}

    def find(self, node: Hashable) -> Hashable:
        """The representative of a node's set; a new node is a set of its own."""
        parent = self._parent
        if node not in parent:
            parent[node] = node
            self._size[node] = 1
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, a: Hashable, b: Hashable) -> None:
        """Unite the sets of two nodes."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return
        if self._size[a] > self._size[b]:
            a, b = b, a
        self._parent[a] = b
        self._size[b] += self._size[a]


def components(texts: Mapping[str, str], similarity: float = DEFAULT_SIMILARITY) -> list[list[str]]:
    """The keys of texts connected by chains of near-duplicates; single texts are components, too."""
    sets = {key: shingles(texts[key]) for key in sorted(texts)}
    groups = _Groups(sets, similarity)
    same: dict[Shingles, str] = {}
    for key, searched, kept in _prefixes(sets, similarity):
        twin = same.setdefault(sets[key], key)
        if twin != key:
            groups.union.join(key, twin)
        else:
            groups.add(key, searched, kept)
    found: dict[Hashable, list[str]] = defaultdict(list)
    for key in sets:
        found[groups.union.find(key)].append(key)
    return list(found.values())


class _Groups:
    """Growing groups of texts: a text joins each group with a near-duplicate of it.

    Comparisons are saved in two ways: after the first match in a group no other member matters, and no member can share more
    shingles with a text than the whole group does.
    """

    def __init__(self, sets: Mapping[str, Shingles], similarity: float) -> None:
        self.union = UnionFind()
        self._sets, self._similarity = sets, similarity
        self._all: dict[Hashable, set[int]] = {}
        """The shingles of all members of a group."""
        self._least: dict[Hashable, int] = {}
        """The size of a group's smallest member."""
        self._index: dict[int, dict[Hashable, list[str]]] = defaultdict(dict)
        """The keys indexed under a shingle, by group."""

    def add(self, key: str, searched: Sequence[int], kept: Sequence[int]) -> None:
        """Add a text, which must not be smaller than those before."""
        mine, own = self._sets[key], self.union.find(key)
        self._all[own], self._least[own] = set(mine), len(mine)
        settled: set[Hashable] = set()
        compared: set[str] = set()
        for shingle in searched:
            held = self._index.get(shingle)
            if not held:
                continue
            for group, members in self._current(held):
                own, group = self.union.find(key), self.union.find(group)
                if group == own or group in settled:
                    continue
                if not self._can_hold(mine, group):
                    settled.add(group)
                elif any(self._is_near(mine, other, compared) for other in reversed(members)):
                    self._join(own, group)
        own = self.union.find(key)
        for shingle in kept:
            self._index[shingle].setdefault(own, []).append(key)

    def _current(self, held: dict[Hashable, list[str]]) -> list[tuple[Hashable, list[str]]]:
        """The members under one shingle by group, after joining groups that have been united."""
        for group in [group for group in held if self.union.find(group) != group]:
            held.setdefault(self.union.find(group), []).extend(held.pop(group))
        return list(held.items())

    def _can_hold(self, mine: Shingles, group: Hashable) -> bool:
        """Whether a group can hold a near-duplicate, judging by its shingles in common with the text and its smallest member."""
        least = max(self._least[group], self._similarity * len(mine))
        needed = self._similarity / (1 + self._similarity) * (len(mine) + least)
        return len(mine & self._all[group]) >= needed - 1e-9

    def _is_near(self, mine: Shingles, other: str, compared: set[str]) -> bool:
        if other in compared:
            return False
        compared.add(other)
        return _is_near(mine, self._sets[other], self._similarity)

    def _join(self, a: Hashable, b: Hashable) -> None:
        self.union.join(a, b)
        whole = self.union.find(a)
        small, large = sorted((self._all.pop(a), self._all.pop(b)), key=len)
        large |= small
        self._all[whole] = large
        self._least[whole] = min(self._least.pop(a), self._least.pop(b))


def _is_near(a: Shingles, b: Shingles, similarity: float) -> bool:
    smaller, larger = sorted((len(a), len(b)))
    return smaller >= similarity * larger - 1e-9 and jaccard(a, b) >= similarity


def crossing_pairs(
    texts: Mapping[str, str], part_of: Mapping[str, str], similarity: float = DEFAULT_SIMILARITY
) -> Iterator[tuple[str, str]]:
    """Pairs of keys of near-duplicates in different parts, each once.

    Args:
        texts: by key.
        part_of: the part that each key belongs to.
        similarity: minimum Jaccard similarity.
    """
    sets = {key: shingles(texts[key]) for key in sorted(texts)}
    index: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for key, searched, kept in _prefixes(sets, similarity):
        part = part_of[key]
        others = {
            other
            for shingle in searched
            for name, members in index.get(shingle, {}).items()
            if name != part
            for other in members
        }
        for other in sorted(others):
            if _is_near(sets[key], sets[other], similarity):
                yield (other, key) if other < key else (key, other)
        for shingle in kept:
            index[shingle].setdefault(part, []).append(key)


def _prefixes(sets: Mapping[str, Shingles], similarity: float) -> Iterable[tuple[str, Sequence[int], Sequence[int]]]:
    """Each key, smaller sets first, with the shingles to search with and those to index for later, larger sets.

    If similar sets have n and m <= n shingles, the n - ceil(s n) + 1 rarest of the larger and the m - ceil(2 s / (1 + s) m) + 1
    rarest of the smaller must have one in common.
    """
    frequency = Counter(shingle for mine in sets.values() for shingle in mine)
    for key in sorted(sets, key=lambda key: (len(sets[key]), key)):
        ordered = sorted(sets[key], key=lambda shingle: (frequency[shingle], shingle))
        yield (
            key,
            ordered[: _length(len(ordered), similarity)],
            ordered[: _length(len(ordered), 2 * similarity / (1 + similarity))],
        )


def _length(size: int, share: float) -> int:
    # The small term keeps products such as 0.7 * 10 = 7.000000000000001 from being rounded up.
    return size - math.ceil(share * size - 1e-9) + 1
