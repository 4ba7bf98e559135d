"""Policies: what happens to a span of each label, and which decoys are let stand.

Presets by name (`PRESETS`), a TOML file, or `Policy` itself:

    base = "tag"                    # start from a preset
    decoys = ["placeholder", "private-ip"]

    [labels]
    NAME = "hash"
    IP_ADDRESS = "keep"
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

from pii.decoys import NOT_PERSONAL, check_names
from pii.errors import ConfigError
from pii.labels import Label


class Action(StrEnum):
    """What to put in the place of a value."""

    TAG = "tag"
    """The label in angle brackets: `<NAME>`."""
    PRIVATE_IP = "private-ip"
    """A private address of the same family, the same for the same value; for IP addresses only."""
    MASK = "mask"
    """An asterisk for each character; white space stays, so that lines stay lines."""
    HASH = "hash"
    """The label and a keyed digest, `<NAME:0f3a…>`: the same value gets the same digest under the same key."""
    REMOVE = "remove"
    """Nothing."""
    KEEP = "keep"
    """The value itself: reported, not replaced."""


# As StarCoderData did: a handful of fixed private addresses, so that the replacement tells next to nothing of the value.
_PRIVATE_V4 = ("172.16.31.10", "172.16.58.3", "172.16.17.32", "192.168.127.12", "192.168.3.11")
_PRIVATE_V6 = ("fd00:c2b6:b24b::67", "fdf8:f53e:61e4::18", "fc00:db20:35b:7399::5", "fd00:a516:7c1b::6", "fdc4:2a8::9")


def _digest(value: str, key: bytes | None) -> bytes:
    key = key or b""
    if len(key) > blake2b.MAX_KEY_SIZE:
        key = blake2b(key).digest()  # as HMAC does, so that any key will do
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest()


def fingerprint(key: bytes) -> str:
    """Tells one key from another without telling the key: a run that goes on must use the key that it began with."""
    return _digest("fingerprint of the key", key).hex()


def _private_ip(value: str, label: Label, key: bytes | None) -> str:
    del label
    choices = _PRIVATE_V6 if ":" in value else _PRIVATE_V4
    return choices[int.from_bytes(_digest(value, key)) % len(choices)]


def _hash(value: str, label: Label, key: bytes | None) -> str:
    if not key:
        raise ConfigError("the action 'hash' needs a key; pass key=… or set the environment variable PII_KEY")
    digest = _digest(f"{label}\0{value}", key).hex()
    return f"<{label}:{digest}>"


_REPLACEMENTS: dict[Action, Callable[[str, Label, bytes | None], str]] = {
    Action.TAG: lambda value, label, key: f"<{label}>",
    Action.PRIVATE_IP: _private_ip,
    Action.MASK: lambda value, label, key: "".join(c if c.isspace() else "*" for c in value),
    Action.HASH: _hash,
    Action.REMOVE: lambda value, label, key: "",
    Action.KEEP: lambda value, label, key: value,
}


def _tag_everything() -> dict[Label, Action]:
    # StarCoder's tag for an address is an address: code that parses it goes on working.
    return {label: Action.PRIVATE_IP if label is Label.IP_ADDRESS else Action.TAG for label in Label}


@dataclass(frozen=True, slots=True)
class Policy:
    """One action per label and the decoy classes that are let stand.

    Raises:
        ConfigError: a label, an action or a decoy class is unknown, or an action does not fit its label.
    """

    actions: Mapping[Label, Action] = field(default_factory=_tag_everything)
    decoys: tuple[str, ...] = NOT_PERSONAL

    def __post_init__(self) -> None:
        actions = _tag_everything()
        for name, value in self.actions.items():
            try:
                label, action = Label(name), Action(value)
            except ValueError as error:
                expected = f"labels are {', '.join(Label)}, actions are {', '.join(Action)}"
                raise ConfigError(f"{name} = {value!r}; {expected}") from error
            if action is Action.PRIVATE_IP and label is not Label.IP_ADDRESS:
                raise ConfigError(f"the action 'private-ip' is for IP_ADDRESS, not for {label}")
            actions[label] = action
        object.__setattr__(self, "actions", actions)
        object.__setattr__(self, "decoys", check_names(self.decoys))

    def replacement(self, value: str, label: Label, key: bytes | None = None) -> str:
        """What to put in the place of `value`: a function of the value, its label and the key alone."""
        return _REPLACEMENTS[self.actions[label]](value, label, key)

    def describe(self) -> dict[str, object]:
        """The policy as JSON-serialisable settings."""
        return {"actions": {str(label): str(self.actions[label]) for label in Label}, "decoys": list(self.decoys)}

    @classmethod
    def from_toml(cls, path: str | Path) -> "Policy":
        """Reads a policy file (see the module's docstring).

        Raises:
            ConfigError: the file cannot be read or holds an unknown key, label, action or decoy class.
        """
        try:
            table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"policy file {path}: {error}") from error
        return _from_table(table, str(path))


def _from_table(table: Mapping[str, Any], where: str) -> Policy:
    if unknown := sorted(table.keys() - {"base", "decoys", "labels"}):
        raise ConfigError(f"{where}: unknown key {', '.join(unknown)}; expected base, decoys, labels")
    base = PRESETS.get(str(table.get("base", "tag")))
    if base is None:
        raise ConfigError(f"{where}: base {table['base']!r} is no preset; there are: {', '.join(PRESETS)}")
    labels = table.get("labels", {})
    if not isinstance(labels, dict):
        raise ConfigError(f'{where}: labels is {labels!r}; expected a table such as [labels] with NAME = "hash"')
    decoys = table.get("decoys", list(base.decoys))
    if not isinstance(decoys, list) or not all(isinstance(name, str) for name in cast(list[object], decoys)):
        raise ConfigError(f'{where}: decoys is {decoys!r}; expected a list of names such as ["placeholder"]')
    try:
        return Policy({**base.actions, **cast(dict[Label, Action], labels)}, tuple(cast(list[str], decoys)))
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from error


PRESETS: dict[str, Policy] = {
    "tag": Policy(),
    "mask": Policy(dict.fromkeys(Label, Action.MASK)),
    "hash": Policy(dict.fromkeys(Label, Action.HASH)),
    "remove": Policy(dict.fromkeys(Label, Action.REMOVE)),
    "keep": Policy(dict.fromkeys(Label, Action.KEEP)),
    # What BigCode's redaction step did for StarCoder's training data: user names stay, and so do one-word names, keys of at
    # most eight characters, private addresses, popular name servers and example addresses.
    "starcoder": Policy(
        {Label.USERNAME: Action.KEEP},
        (*NOT_PERSONAL, "documentation", "loopback", "private-ip", "popular-dns", "one-word-name", "short-key"),
    ),
}
"""The policies that have a name."""


def load_policy(policy: "str | Path | Policy") -> Policy:
    """A policy by preset name or by the path of a TOML file; a `Policy` is given back as it is.

    Raises:
        ConfigError: neither a preset nor a readable policy file.
    """
    if isinstance(policy, Policy):
        return policy
    preset = PRESETS.get(str(policy))
    if preset is not None:
        return preset
    if not Path(policy).exists():
        raise ConfigError(f"policy {str(policy)!r} is neither a preset ({', '.join(PRESETS)}) nor a file")
    return Policy.from_toml(policy)
