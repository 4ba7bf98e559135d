"""Labels: what a span is. Six come with the package; a detector, a bundle or a policy may add others by name."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pii import expressions as re
from pii.errors import ConfigError

_NAME = re.compile(r"[A-Z][A-Z0-9_]*")


class Label(StrEnum):
    """The labels that the packaged detectors find. Definitions follow the labelling guidelines of the benchmark."""

    NAME = "NAME"
    """A natural person's name, whole or part."""
    EMAIL = "EMAIL"
    """An e-mail address, including role and list addresses and spelled-out ones."""
    USERNAME = "USERNAME"
    """An account name that identifies one person."""
    IP_ADDRESS = "IP_ADDRESS"
    """An IPv4 or IPv6 address in any range, without port and prefix length."""
    KEY = "KEY"
    """Machine-made credential material: API keys, tokens, private keys, salted hashes."""
    PASSWORD = "PASSWORD"
    """A secret that a person chose or types, in plain text."""


CREDENTIALS: frozenset[str] = frozenset({Label.KEY, Label.PASSWORD})
"""Labels of values that grant access rather than identify somebody."""

_SHIPPED: dict[str, Label] = {str(label): label for label in Label}


def label_named(name: str) -> str:
    """Return the label of this name: a member of `Label` if it is one of the six, else the name itself.

    Raises:
        ValueError: the name is not made of capital letters, digits and underscores.
    """
    shipped = _SHIPPED.get(name)
    if shipped is not None:
        return shipped
    if not _NAME.fullmatch(name):
        raise ValueError(f"label {name!r}: expected capital letters, digits and underscores, such as PHONE")
    return str(name)


def check_thresholds(thresholds: Mapping[str, float]) -> dict[str, float]:
    """Return the thresholds by label, checked.

    Raises:
        ConfigError: a name cannot be a label, or a threshold is not a number from 0 to 1.
    """
    checked: dict[str, float] = {}
    for name, value in thresholds.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:  # pyright: ignore[reportUnnecessaryIsInstance]
            given = value if isinstance(value, int | float) else f"a {type(value).__name__}"  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigError(f"threshold of {name} is {given}; expected a number from 0 to 1")
        try:
            checked[label_named(name)] = float(value)
        except ValueError as error:
            raise ConfigError(str(error)) from None
    return checked


OUTSIDE = "O"


def bio_tags(labels: Iterable[str]) -> tuple[str, ...]:
    """BIO tags for token classification: `O`, then `B-` and `I-` for each label."""
    return (OUTSIDE, *(f"{prefix}-{label}" for label in labels for prefix in ("B", "I")))


def labels_of(tags: Iterable[str]) -> tuple[str, ...]:
    """The labels of a model's tags, in order; the inverse of `bio_tags`.

    Raises:
        ValueError: the tags do not correspond to a list of labels.
    """
    tags = tuple(tags)
    labels = tuple(label_named(tag[2:]) for tag in tags[1::2])
    if tags != bio_tags(labels) or len(set(labels)) != len(labels):
        raise ValueError(f"tags {', '.join(tags)}: expected O, then B- and I- of each label")
    return labels


TAGS: tuple[str, ...] = bio_tags(Label)
"""The tags of the packaged model, in the order of its output."""

TAG_IDS: dict[str, int] = {tag: index for index, tag in enumerate(TAGS)}
