"""Train, validation and test splits that share no repository, no near-duplicate and no secret.

Documents that share any of these form one group (union-find), and groups are dealt out whole, rarest labels first, so that
every split gets its share of every label. `annotation.leaks` checks the result independently.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotation.control import is_control
from annotation.near_duplicates import DEFAULT_SIMILARITY, UnionFind, components
from annotation.schema import Document
from pii.errors import ConfigError, InputError
from pii.labels import Label

DEFAULT_SHARES: Mapping[str, float] = {"train": 0.8, "validation": 0.1, "test": 0.1}

SECRET_LABELS: frozenset[Label] = frozenset({Label.KEY, Label.PASSWORD})
"""Labels whose values must not be shared between splits: a model that saw a key in training has memorised it."""

_REPOSITORY_KEYS = ("repository", "repo", "package")

Splits = dict[str, list[Document]]


def repository_of(meta: Mapping[str, Any]) -> str | None:
    """The repository or package that a text with this `meta` comes from, or `None` if it does not say."""
    return next((str(meta[key]) for key in _REPOSITORY_KEYS if meta.get(key)), None)


def values_of(document: Document, labels: Collection[Label] = SECRET_LABELS) -> Iterator[tuple[str, str]]:
    """The labelled values whose sharing would leak, with their label."""
    for span in document.spans:
        if span.label in labels:
            yield span.label, document.text[span.start : span.end]


def split(
    documents: Iterable[Document],
    *,
    shares: Mapping[str, float] = DEFAULT_SHARES,
    similarity: float = DEFAULT_SIMILARITY,
    secret_labels: Collection[Label] = SECRET_LABELS,
    seed: int = 0,
    control: frozenset[str] = frozenset(),
) -> Splits:
    """Divide documents into splits; control texts go into none.

    Args:
        shares: the wanted share of each split, in documents and in spans of each label; scaled to sum to one.
        similarity: minimum Jaccard similarity of word shingles for near-duplicates.
        secret_labels: labels whose values must not occur in two splits.
        seed: another seed deals the groups out in another order.
        control: digests of control texts.

    Raises:
        ConfigError: shares are not positive numbers.
        InputError: two documents have the same id.
    """
    if not shares or min(shares.values()) <= 0:
        raise ConfigError(f"split shares must be positive, not {dict(shares)}")
    kept = [document for document in documents if not is_control(document, control)]
    repeated = [key for key, count in Counter(document.id for document in kept).items() if count > 1]
    if repeated:
        raise InputError(
            f"{len(repeated)} document ids occur more than once, first {repeated[0]!r}; ids must be unique"
        )
    groups = _groups(kept, similarity, secret_labels)
    return _deal(groups, shares, seed)


def _groups(documents: Sequence[Document], similarity: float, secret_labels: Collection[Label]) -> list[list[Document]]:
    """Documents that must stay together, each group sorted by id."""
    union = UnionFind()
    for document in documents:
        node = ("document", document.id)
        union.find(node)
        if repository := repository_of(document.meta):
            union.join(node, ("repository", repository))
        for _, value in values_of(document, secret_labels):
            union.join(node, ("value", value))
    for first, *others in components({document.id: document.text for document in documents}, similarity):
        for other in others:
            union.join(("document", first), ("document", other))
    groups: dict[Any, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda document: document.id):
        groups[union.find(("document", document.id))].append(document)
    return list(groups.values())


def _deal(groups: Sequence[Sequence[Document]], shares: Mapping[str, float], seed: int) -> Splits:
    """Give each group, heaviest first, to the split where it brings the shares of all labels closest to those wanted.

    Closest is measured by the chi-square distance: the squared difference of shares over the wanted share.
    """
    contents = [_content(group) for group in groups]
    total = sum(contents, Counter[str]())
    parts = [{key: count / total[key] for key, count in content.items()} for content in contents]
    whole = sum(shares.values())
    lacking = {name: dict.fromkeys(total, share / whole) for name, share in shares.items()}

    def order(index: int) -> tuple[float, str]:
        # Groups with most of any label come first, while every split still has room for them.
        shuffled = hashlib.sha256(f"{seed}:{groups[index][0].id}".encode()).hexdigest()
        return -max(parts[index].values()), shuffled

    splits: Splits = {name: [] for name in shares}
    for index in sorted(range(len(groups)), key=order):
        part = parts[index]

        def gain(name: str, part: Mapping[str, float] = part) -> float:
            return sum(share * (2 * lacking[name][key] - share) for key, share in part.items()) / shares[name]

        chosen = max(shares, key=gain)
        splits[chosen].extend(groups[index])
        for key, share in part.items():
            lacking[chosen][key] -= share
    return {name: sorted(documents, key=lambda document: document.id) for name, documents in splits.items()}


def _content(group: Iterable[Document]) -> Counter[str]:
    content: Counter[str] = Counter()
    for document in group:
        content["documents"] += 1
        content.update(str(span.label) for span in document.spans)
    return content
