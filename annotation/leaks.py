"""The leak certificate: an independent check that no two splits share a repository, a secret or a near-duplicate."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from annotation.control import is_control
from annotation.near_duplicates import DEFAULT_SIMILARITY, crossing_pairs
from annotation.schema import Document
from annotation.splits import SECRET_LABELS, repository_of, values_of
from pii.errors import PiiError
from pii.labels import Label

_SHOWN = 20
"""Most crossings that a certificate lists, to keep it readable; it counts all."""


class LeakError(PiiError):
    """Splits share something that they must not."""


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of thing that must not cross splits: how many were checked, how many cross, and examples.

    Examples are document ids, never shared values.
    """

    what: str
    checked: int
    crossing: int
    examples: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """The checks of a dataset's splits, and their outcome."""

    documents: Mapping[str, int]
    labels: Mapping[str, Mapping[str, int]]
    similarity: float
    secret_labels: tuple[str, ...]
    checks: tuple[Check, ...]
    digest: str
    """SHA-256 over every split's name, document ids and texts, which identifies the certified data."""

    @property
    def clean(self) -> bool:
        """Whether nothing crosses."""
        return not any(check.crossing for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        """A JSON-serialisable form; `clean` first."""
        return {"clean": self.clean, **asdict(self)}

    def require_clean(self) -> None:
        """Raise if anything crosses.

        Raises:
            LeakError: names what crosses and documents that show it.
        """
        if not self.clean:
            found = "; ".join(
                f"{check.crossing} {check.what} (such as in {', '.join(check.examples[0])})"
                for check in self.checks
                if check.crossing
            )
            raise LeakError(f"the splits share {found}. Divide the documents anew with `python -m annotation split`")


def certify(
    splits: Mapping[str, Sequence[Document]],
    *,
    similarity: float = DEFAULT_SIMILARITY,
    secret_labels: Collection[Label] = SECRET_LABELS,
    control: frozenset[str] = frozenset(),
) -> Certificate:
    """Compare all splits with one another and with the digests of control texts, which no split may hold."""
    place = {(name, document.id): document for name, documents in splits.items() for document in documents}
    occurrences = [
        ("document ids", ((document.id, key) for key, document in place.items())),
        (
            "repositories",
            ((repository, key) for key, document in place.items() if (repository := repository_of(document.meta))),
        ),
        (
            "secret values",
            ((value, key) for key, document in place.items() for _, value in values_of(document, secret_labels)),
        ),
    ]
    checks = [_crossing(what, pairs) for what, pairs in occurrences]
    checks.append(_near_duplicates(place, similarity))
    found = sorted(document.id for document in place.values() if is_control(document, control))
    checks.append(Check("control texts", len(control), len(found), tuple((key,) for key in found[:_SHOWN])))
    return Certificate(
        {name: len(documents) for name, documents in splits.items()},
        {name: _label_counts(documents) for name, documents in splits.items()},
        similarity,
        tuple(sorted(secret_labels)),
        tuple(checks),
        digest(splits),
    )


def digest(splits: Mapping[str, Sequence[Document]]) -> str:
    """SHA-256 over split names, document ids and texts, whatever the order of the documents."""
    state = hashlib.sha256()
    for name in sorted(splits):
        for document in sorted(splits[name], key=lambda document: document.id):
            row = json.dumps([name, document.id, document.text])
            state.update(row.encode())
    return state.hexdigest()


def _crossing(what: str, pairs: Iterable[tuple[Hashable, tuple[str, str]]]) -> Check:
    holders: dict[Hashable, set[tuple[str, str]]] = defaultdict(set)
    for thing, key in pairs:
        holders[thing].add(key)
    crossing = sorted(sorted(keys) for keys in holders.values() if len({name for name, _ in keys}) > 1)
    examples = tuple(
        tuple(f"{name}:{document}" for name, document in _one_per_split(keys)) for keys in crossing[:_SHOWN]
    )
    return Check(what, len(holders), len(crossing), examples)


def _one_per_split(keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted({name: (name, document) for name, document in keys}.values())


def _near_duplicates(place: Mapping[tuple[str, str], Document], similarity: float) -> Check:
    names = {f"{name}:{document}": name for name, document in place}
    texts = {f"{name}:{key}": document.text for (name, key), document in place.items()}
    crossing = sorted(crossing_pairs(texts, names, similarity))
    return Check("near-duplicate pairs", len(texts), len(crossing), tuple(crossing[:_SHOWN]))


def _label_counts(documents: Iterable[Document]) -> dict[str, int]:
    counts = Counter(str(span.label) for document in documents for span in document.spans)
    return dict(sorted(counts.items()))
