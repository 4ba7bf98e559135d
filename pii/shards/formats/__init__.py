"""The formats: each is a module of this package with `FORMATS`, and is found without being registered."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pii.errors import ConfigError
from pii.shards.base import Format
from pii.shards.compression import ENDINGS

TEXT = "text"
"""The format of files whose name implies no other."""


@cache
def formats() -> dict[str, Format]:
    """All formats by name."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found: list[Format] = [format for module in modules for format in getattr(module, "FORMATS", ())]
    return {format.name: format for format in sorted(found, key=lambda format: format.name)}


def check_format(name: str) -> str:
    """Return the name if there is such a format.

    Raises:
        ConfigError: there is none.
    """
    if name not in formats():
        raise ConfigError(f"unknown format {name!r}; there are: {', '.join(formats())}")
    return name


def format_of(name: str, asked: str | None = None) -> str:
    """The requested format, else that of the file name's ending, else plain text."""
    if asked is not None:
        return check_format(asked)
    return next((format for ending, format in _endings() if name.lower().endswith(ending)), TEXT)


@cache
def _endings() -> list[tuple[str, str]]:
    """Endings and their formats, the longest first."""
    pairs = [
        (ending + packed, format.name)
        for format in formats().values()
        for ending in format.endings
        for packed in ("", *(ENDINGS if format.compressed else ()))
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))
