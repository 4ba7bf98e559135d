"""Chooses the replacements of a document's values under a policy."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from pii import expressions as re
from pii.errors import ConfigError
from pii.policies import Action, Policy, hash_tag
from pii.replacing.addresses import local_addresses
from pii.replacing.surrogates import Surrogates

Value = tuple[str, str]
"""A value and its label."""


def replacements(
    policy: Policy,
    values: Sequence[Value],
    key: bytes | None = None,
    text: str = "",
    standing: Collection[str] = (),
    scope: str = "all",
) -> list[str]:
    """Return the replacement of each value of a document.

    Args:
        policy: the action for each label.
        values: in document order, in which numbers and private addresses are assigned.
        key: the secret of keyed actions.
        text: the document; numbers that occur in it are not reused.
        standing: values of the document that are kept.
        scope: within which the same value has the same surrogate.

    Raises:
        ConfigError: a keyed action without a key, or a policy function that does not return a text.
    """
    numbered = _Numbered(text)
    addresses: dict[str, str] = {}
    wanted = [value for value, label in values if policy.action(label) is Action.PRIVATE_IP]
    if wanted:
        addresses = local_addresses(wanted, standing)
    stateless = _STATELESS
    new: list[str] = []
    for value, label in values:
        action = policy.action(label)
        if not isinstance(action, Action):
            new.append(_called(action(value), label))
        elif action is Action.NUMBER:
            new.append(numbered(value, label))
        elif action is Action.SURROGATE:
            new.append(surrogates_of(key, scope)(value, label))
        elif action is Action.PRIVATE_IP:
            new.append(addresses.get(value, f"<{label}>"))
        else:
            new.append(stateless[action](value, label, key))
    return new


@lru_cache(maxsize=16)
def surrogates_of(key: bytes | None, scope: str) -> Surrogates:
    """The surrogates under a key and in a scope, with a cache of words."""
    if not key:
        raise ConfigError("the action 'surrogate' needs a key; pass key=… or set the environment variable PII_KEY")
    return Surrogates(key, scope)


_STATELESS: dict[Action, Callable[[str, str, bytes | None], str]] = {
    Action.TAG: lambda value, label, key: f"<{label}>",
    Action.MASK: lambda value, label, key: "".join(c if c.isspace() else "*" for c in value),
    Action.HASH: hash_tag,
    Action.REMOVE: lambda value, label, key: "",
    Action.KEEP: lambda value, label, key: value,
}


def _called(made: object, label: str) -> str:
    if not isinstance(made, str):
        raise ConfigError(f"the policy's function for {label} gave a {type(made).__name__}; expected text")
    return made


class _Numbered:
    """Numbered tags, in the order in which values are first seen."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._given: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._last: dict[str, int] = {}

    def __call__(self, value: str, label: str) -> str:
        given = self._given[label]
        if value not in given:
            if label not in self._last:
                standing = re.findall(rf"\b{label}_(\d{{1,9}})\b", self._text)
                self._last[label] = max(map(int, standing), default=0)
            self._last[label] += 1
            given[value] = self._last[label]
        return f"<{label}_{given[value]}>"
