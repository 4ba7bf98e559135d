"""Policies: what is reported, and what happens to a span of each label.

Presets by name (`PRESETS`), a TOML file, or `Policy` itself:

    base = "tag"                    # start from a preset
    default = "tag"                 # the action of every label not named below
    decoys = ["placeholder", "private-ip"]
    only = ["NAME", "EMAIL"]        # report no others

    [labels]
    NAME = "hash"
    IP_ADDRESS = "keep"

    [thresholds]                    # report spans of at least this score
    NAME = 0.8

    [allow]                         # reported, not replaced
    values = ["Ada Lovelace"]
    patterns = ['\\w+@acme\\.example']
    files = ["allowed.txt"]         # a value a line; relative to this file

    [deny.NAME]                     # always found, whatever the detectors say
    values = ["Project Falcon"]
"""

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

from pii import expressions as re
from pii.decoys import NOBODYS, NOT_PERSONAL, check_names
from pii.errors import ConfigError
from pii.labels import Label, check_thresholds, label_named
from pii.terms import Terms, read_settings


class Action(StrEnum):
    """What replaces a value."""

    TAG = "tag"
    """The label in angle brackets: `<NAME>`."""
    NUMBER = "number"
    """The label and a number, `<NAME_1>`: the same value gets the same number in a document."""
    PRIVATE_IP = "private-ip"
    """A private address of the same family; distinct addresses of a document stay distinct and neighbours stay neighbours. For IP
    addresses only; other values are tagged."""
    MASK = "mask"
    """An asterisk for each character; white space stays, so that lines stay lines."""
    HASH = "hash"
    """The label and a keyed digest, `<NAME:0f3a…>`: the same value gets the same digest under the same key."""
    SURROGATE = "surrogate"
    """A made-up value of the same kind, the same for the same value under the same key (`pii.replacing.surrogates`)."""
    REMOVE = "remove"
    """Nothing."""
    KEEP = "keep"
    """The value itself: reported, not replaced."""


Replace = Callable[[str], str]
"""A function from a value to its replacement."""

# An address is replaced by an address, so that code that parses it keeps working.
_PRIVATE: dict[str, Action | Replace] = {Label.IP_ADDRESS: Action.PRIVATE_IP}

_KEYED = (Action.HASH, Action.SURROGATE)
SHORTEST_KEY = 16
"""Bytes: a shorter key can be guessed, and with it every value that it hides."""
FEWEST_DIFFERENT = 8
"""Different bytes of a key: a repeated character is as easy to guess."""


def _digest(value: str, key: bytes | None) -> bytes:
    key = key or b""
    if len(key) > blake2b.MAX_KEY_SIZE:
        key = blake2b(key).digest()  # as HMAC does, so that any key will do
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest()


def fingerprint(key: bytes) -> str:
    """Identifies a key without revealing it: a resumed run must use the key that it began with."""
    return _digest("fingerprint of the key", key).hex()


def hash_tag(value: str, label: str, key: bytes | None) -> str:
    """The label and the keyed digest of the value."""
    if not key:
        raise ConfigError("the action 'hash' needs a key; pass key=… or set the environment variable PII_KEY")
    digest = _digest(f"{label}\0{value}", key).hex()
    return f"<{label}:{digest}>"


@dataclass(frozen=True, slots=True)
class Policy:
    """What is reported, and what replaces it.

    Raises:
        ConfigError: a label, an action, a decoy class, a threshold or a list is not valid.
    """

    actions: Mapping[str, Action | Replace] = field(default_factory=lambda: dict(_PRIVATE))
    """What is done with the spans of a label: an `Action`, its name, or a function of the value."""
    decoys: tuple[str, ...] = (*NOT_PERSONAL, *NOBODYS)
    """The decoy classes to keep: those that are not personal data are dropped, the others reported with the reason."""
    default: Action | Replace = Action.TAG
    """The action for every other label."""
    only: tuple[str, ...] | None = None
    """The labels that are reported; all if None."""
    thresholds: Mapping[str, float] = field(default_factory=dict[str, float])
    """Minimum score to report a span, by label; 0 for labels not named."""
    allow: Terms = field(default_factory=Terms)
    """Values to keep, reported with the reason."""
    deny: Mapping[str, Terms] = field(default_factory=dict[str, Terms])
    """Values that are always found, whatever the detectors say, by label."""

    def __post_init__(self) -> None:
        actions = {_label(name): _action(f"{name} =", value) for name, value in self.actions.items()}
        for label, action in actions.items():
            if action is Action.PRIVATE_IP and label is not Label.IP_ADDRESS:
                raise ConfigError(f"the action 'private-ip' is for IP_ADDRESS, not for {label}")
        default = _action("default =", self.default)
        if default is Action.PRIVATE_IP:
            raise ConfigError("the action 'private-ip' is for IP_ADDRESS, not for every label")
        if isinstance(self.only, str):
            raise ConfigError(f"only: expected a list of labels, not the one string {self.only!r}")
        only = None if self.only is None else tuple(map(_label, self.only))
        checked: dict[str, Any] = {"actions": actions, "default": default, "only": only}
        checked["decoys"] = check_names(self.decoys)
        checked["thresholds"] = check_thresholds(self.thresholds)
        checked["deny"] = {_label(name): terms for name, terms in self.deny.items()}
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    def action(self, label: str) -> Action | Replace:
        """The action for a label."""
        return self.actions.get(label, self.default)

    @property
    def labels(self) -> set[str]:
        """The labels that the policy mentions."""
        return {*self.actions, *(self.only or ()), *self.thresholds}

    @property
    def needs_key(self) -> Action | None:
        """The action that needs a key, if there is one."""
        return next((action for action in _KEYED if action in (*self.actions.values(), self.default)), None)

    def describe(self) -> dict[str, object]:
        """The policy as JSON-serialisable settings; lists of values appear as digests, functions as names."""
        return {
            "actions": {str(label): _name(action) for label, action in sorted(self.actions.items())},
            "default": _name(self.default),
            "decoys": list(self.decoys),
            "only": None if self.only is None else list(map(str, self.only)),
            "thresholds": {str(label): value for label, value in sorted(self.thresholds.items())},
            "allow": self.allow.describe(),
            "deny": {str(label): terms.describe() for label, terms in sorted(self.deny.items())},
        }

    @classmethod
    def from_toml(cls, path: str | Path) -> "Policy":
        """Read a policy file (see the module's docstring).

        Raises:
            ConfigError: the file cannot be read or holds an unknown key, label, action or decoy class.
        """
        try:
            table = tomllib.loads(read_settings(path))
        except (OSError, ValueError, RecursionError) as error:
            raise ConfigError(f"policy file {path}: {error}") from error
        try:
            return _from_table(table, Path(path).parent)
        except ConfigError as error:
            raise ConfigError(f"{path}: {error}") from None


def _label(name: str) -> str:
    try:
        return label_named(name)
    except ValueError as error:
        raise ConfigError(str(error)) from None


def _action(where: str, value: object) -> Action | Replace:
    if callable(value):
        return cast(Replace, value)
    try:
        return Action(cast(str, value))
    except ValueError:
        raise ConfigError(f"{where} {value!r}; actions are {', '.join(Action)}") from None


def _name(action: Action | Replace) -> str:
    if isinstance(action, Action):
        return str(action)
    kind = type(action) if not hasattr(action, "__qualname__") else action
    return f"{kind.__module__}.{kind.__qualname__}"


_KEYS = ("base", "default", "decoys", "only", "labels", "thresholds", "allow", "deny")


def _from_table(table: Mapping[str, Any], folder: Path) -> Policy:
    _check_keys(table, _KEYS, "")
    base = PRESETS.get(str(table.get("base", "tag")))
    if base is None:
        raise ConfigError(f"base {table['base']!r} is no preset; there are: {', '.join(PRESETS)}")
    changes: dict[str, Any] = {}
    if "default" in table:
        changes["default"] = table["default"]
    for name in ("decoys", "only"):
        if name in table:
            changes[name] = tuple(_strings(table[name], name))
    if "labels" in table:
        changes["actions"] = {**base.actions, **_table(table, "labels", 'NAME = "hash"')}
    if "thresholds" in table:
        changes["thresholds"] = _table(table, "thresholds", "NAME = 0.8")
    if "allow" in table:
        changes["allow"] = _terms(_table(table, "allow", 'values = ["Ada Lovelace"]'), folder, "allow")
    deny = _table(table, "deny", "NAME, itself a table")
    if deny:
        changes["deny"] = {
            label: _terms(_table(deny, label, 'values = ["Ada Lovelace"]'), folder, f"deny.{label}") for label in deny
        }
    return replace(base, **changes)


def _check_keys(table: Mapping[str, Any], expected: Iterable[str], where: str) -> None:
    if unknown := sorted(table.keys() - set(expected)):
        # In a malformed file, an allowed or denied value may be where a key should be.
        named = [key if _KEY.fullmatch(key) else "***" for key in unknown]
        raise ConfigError(f"{where}unknown key {', '.join(named)}; expected {', '.join(expected)}")


_KEY = re.compile(r"[A-Za-z_-]{1,20}")


def _table(table: Mapping[str, Any], name: str, example: str) -> dict[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise ConfigError(f"{name} is {value!r}; expected a table such as [{name}] with {example}")
    return cast(dict[str, Any], value)


def _strings(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in cast(list[object], value)):
        raise ConfigError(f'{name} is {value!r}; expected a list of names such as ["placeholder"]')
    return cast(list[str], value)


def _terms(table: Mapping[str, Any], folder: Path, where: str) -> Terms:
    _check_keys(table, ("values", "patterns", "files"), f"{where}: ")
    given = {name: _strings(table.get(name, []), f"{where}.{name}") for name in ("values", "patterns", "files")}
    return Terms.read(given["values"], given["patterns"], [folder / name for name in given["files"]])


PRESETS: dict[str, Policy] = {
    "tag": Policy(),
    "number": Policy(default=Action.NUMBER),
    "mask": Policy({}, default=Action.MASK),
    "hash": Policy({}, default=Action.HASH),
    "surrogate": Policy({}, default=Action.SURROGATE),
    "remove": Policy({}, default=Action.REMOVE),
    "keep": Policy({}, default=Action.KEEP),
    # What BigCode's redaction step did for StarCoder's training data: user names stay, and so do one-word names, keys of at
    # most eight characters, private addresses, popular name servers and example addresses.
    "starcoder": Policy(
        {**_PRIVATE, Label.USERNAME: Action.KEEP},
        (*NOT_PERSONAL, *NOBODYS, "private-ip", "popular-dns", "one-word-name", "short-key"),
    ),
}
"""The policies by name."""


def load_policy(policy: "str | Path | Policy") -> Policy:
    """Return a policy by preset name or by the path of a TOML file; a `Policy` is returned unchanged.

    Raises:
        ConfigError: neither a preset nor a readable policy file.
    """
    if isinstance(policy, Policy):
        return policy
    preset = PRESETS.get(str(policy))
    if preset is not None:
        return preset
    if not os.path.exists(policy):  # accepts names of any length, and NUL bytes
        raise ConfigError(f"policy {str(policy)!r} is neither a preset ({', '.join(PRESETS)}) nor a file")
    return Policy.from_toml(policy)
