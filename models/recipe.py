"""Recipes: TOML files read into frozen dataclasses; a key that is not known, or a value of the wrong type, is an error."""

import dataclasses
import tomllib
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pii.errors import ConfigError

T = TypeVar("T")


def load_recipe(kind: type[T], path: str | Path, **overrides: Any) -> T:
    """Reads a recipe of the given dataclass.

    Args:
        kind: a dataclass; nested dataclasses are TOML tables, tuples are arrays, `Path`s are strings.
        overrides: top-level fields that win over the file's; None leaves the file's value.

    Raises:
        ConfigError: the file cannot be read, a key is unknown or missing, or a value has the wrong type; names the key.
    """
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"recipe {path}: {error}") from error
    table |= {key: value for key, value in overrides.items() if value is not None}
    return _build(kind, table, str(path), "")


def _build(kind: type[T], table: Mapping[str, Any], where: str, prefix: str) -> T:
    hints = typing.get_type_hints(kind)
    fields = {item.name: item for item in dataclasses.fields(typing.cast(Any, kind))}
    if unknown := sorted(table.keys() - fields.keys()):
        names = ", ".join(prefix + name for name in unknown)
        raise ConfigError(f"recipe {where}: unknown key {names}; known: {', '.join(fields)}")
    missing = [
        name
        for name, item in fields.items()
        if name not in table and item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise ConfigError(f"recipe {where}: missing key {', '.join(prefix + name for name in missing)}")
    values = {name: _convert(hints[name], value, where, prefix + name) for name, value in table.items()}
    try:
        return kind(**values)
    except ValueError as error:
        raise ConfigError(f"recipe {where}: {error}") from error


def _convert(hint: Any, value: Any, where: str, key: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return value
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        hint = next(argument for argument in arguments if argument is not type(None))
        return _convert(hint, value, where, key)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if isinstance(value, hint):
            return value
        if isinstance(value, Mapping):
            return _build(hint, value, where, f"{key}.")
    elif origin is tuple and isinstance(value, (list, tuple)):
        return tuple(_convert(arguments[0], item, where, f"{key}[{index}]") for index, item in enumerate(value))
    elif origin in (dict, Mapping) or hint is dict:
        if isinstance(value, Mapping):
            return {
                name: _convert(arguments[1] if arguments else Any, item, where, f"{key}.{name}")
                for name, item in value.items()
            }
    elif hint is Path and isinstance(value, (str, Path)):
        return Path(value)
    elif hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    elif isinstance(hint, type) and isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    raise ConfigError(f"recipe {where}: {key} = {value!r}, expected {getattr(hint, '__name__', hint)}")
