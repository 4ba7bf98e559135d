"""The labels: the only list of them in the repository, and their BIO tags for token classification."""

from enum import StrEnum


class Label(StrEnum):
    """What a span is. Definitions follow the labelling guidelines of the benchmark."""

    NAME = "NAME"
    """A natural person's name, whole or part."""
    EMAIL = "EMAIL"
    """An e-mail address, role and list addresses and spelled-out ones too."""
    USERNAME = "USERNAME"
    """An account name that points at one person."""
    IP_ADDRESS = "IP_ADDRESS"
    """An IPv4 or IPv6 address of any range, without port and prefix length."""
    KEY = "KEY"
    """Credential material that a machine made: API keys, tokens, private keys, salted hashes."""
    PASSWORD = "PASSWORD"
    """A secret that a person chose or types, in clear."""


OUTSIDE = "O"

TAGS: tuple[str, ...] = (OUTSIDE, *(f"{prefix}-{label}" for label in Label for prefix in ("B", "I")))
"""BIO tags in the order of every model's output: `O`, then `B-` and `I-` of each label."""

TAG_IDS: dict[str, int] = {tag: index for index, tag in enumerate(TAGS)}
