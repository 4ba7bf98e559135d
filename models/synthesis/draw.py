"""A seeded source of choices whose values belong to one split: a value drawn for training is never drawn for validation."""

import hashlib
import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

HEX = "0123456789abcdef"
BASE62 = string.digits + string.ascii_letters
BASE64 = BASE62 + "+/"
BASE64_URL = BASE62 + "-_"

_VALIDATION_SHARE = 0.12
_ATTEMPTS = 200


def belongs(value: str, split: str) -> bool:
    """Whether a value belongs to the split, by the digest of its letters and digits in lower case."""
    core = "".join(filter(str.isalnum, value.lower())) or value
    validation = int.from_bytes(hashlib.blake2b(core.encode(), digest_size=8).digest()) / 2**64 < _VALIDATION_SHARE
    return validation == (split == "validation")


@dataclass(frozen=True, slots=True)
class Draw:
    """Random choices for one split."""

    random: random.Random
    split: str

    def one(self, choices: Sequence[T]) -> T:
        """Any of the choices."""
        return choices[int(self.random.random() * len(choices))]

    def chance(self, probability: float) -> bool:
        """True with the probability."""
        return self.random.random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self.random.randint(low, high)

    def string(self, alphabet: str, length: int) -> str:
        """So many characters of the alphabet."""
        return "".join(self.random.choices(alphabet, k=length))

    def of_split(self, make: Callable[[], str]) -> str:
        """A value that `make` makes and that belongs to the split.

        Raises:
            ValueError: none of many attempts belonged: there are too few values to divide between the splits.
        """
        for _ in range(_ATTEMPTS):
            value = make()
            if belongs(value, self.split):
                return value
        raise ValueError(f"{_ATTEMPTS} attempts made no value of the split {self.split!r}")
