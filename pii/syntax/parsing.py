"""Whether a text parses, by the available parsers: the standard library's, PyYAML's, tree-sitter's (extra `syntax`)."""

import ast
import configparser
import csv
import io
import json
import tomllib
import warnings
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, cast
from xml.parsers import expat

from pii import expressions as re

_CHECKED_CHARACTERS = 4_000_000
"""Longer texts are not checked: parsing them would take longer than everything else."""


def shape(language: str, text: str) -> object:
    """The structure that replacing values must preserve; None for a text that does not parse, or for a language without an
    available parser."""
    if len(text) > _CHECKED_CHARACTERS:
        return None
    parser = _PARSERS.get(language)
    if parser is None:
        return _grammar_shape(language, text)
    try:
        return parser(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError, configparser.Error, csv.Error, expat.ExpatError):
        return None
    except Exception as error:
        if type(error).__module__.startswith("yaml"):
            return None
        raise


def _python(text: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ast.parse(text)
    return True


def _json(text: str) -> object:
    document = json.loads(text)
    return _documents_within(document) if _NESTS.search(text) else 1


def _json_lines(text: str) -> object:
    documents = [json.loads(line) for line in text.splitlines() if line.strip()]
    return sum(map(_documents_within, documents)) if _NESTS.search(text) else len(documents)


_NESTS = re.compile(r"\"[^\S\r\n]*+[\[{\\]")
"""A string that may begin with a bracket, which is rare: none of these three can follow the end of a string."""
_NESTED = 3
"""Levels of JSON nested in JSON strings that are checked."""


def _documents_within(document: Any) -> int:
    """The number of documents in a document: itself, and those in its strings."""
    count, rest = 1, [(document, _NESTED)]
    while rest:
        value, levels = rest.pop()
        if isinstance(value, dict):
            rest += [(each, levels) for each in cast(dict[str, Any], value).values()]
        elif isinstance(value, list):
            rest += [(each, levels) for each in cast(list[Any], value)]
        elif isinstance(value, str) and levels and value.lstrip()[:1] in ("{", "["):
            try:
                rest.append((json.loads(value), levels - 1))
            except (ValueError, RecursionError):
                continue
            count += 1
    return count


def _toml(text: str) -> object:
    tomllib.loads(text)
    return True


def _ini(text: str) -> object:
    parser = configparser.RawConfigParser(allow_no_value=True)
    parser.read_string(text)
    return len(parser.sections())


def _table(delimiter: str) -> Callable[[str], object]:
    def rows(text: str) -> object:
        # The limit on a field's length is a process-wide setting, which is not ours to change.
        return tuple(map(len, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)))

    return rows


def _xml(text: str) -> object:
    parser = expat.ParserCreate("utf-8")
    depth = parser.Parse(text.encode("utf-8", "strict"), True)
    return depth


def _yaml(text: str) -> object:
    try:
        yaml: Any = import_module("yaml")
    except ImportError:
        return None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(type(event).__name__ for event in yaml.parse(text, Loader=loader))


_PARSERS: dict[str, Callable[[str], object]] = {
    "python": _python,
    "json": _json,
    "jsonl": _json_lines,
    "toml": _toml,
    "ini": _ini,
    "csv": _table(","),
    "tsv": _table("\t"),
    "xml": _xml,
    "yaml": _yaml,
}

_GRAMMARS: dict[str, tuple[str, str]] = {
    "bash": ("tree_sitter_bash", "language"),
    "c": ("tree_sitter_c", "language"),
    "cpp": ("tree_sitter_cpp", "language"),
    "csharp": ("tree_sitter_c_sharp", "language"),
    "go": ("tree_sitter_go", "language"),
    "java": ("tree_sitter_java", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "ruby": ("tree_sitter_ruby", "language"),
    "rust": ("tree_sitter_rust", "language"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
}
_ALSO = {"c": ("cpp",)}
"""Grammars of other languages that a language's files often use: most headers named `.h` are C++."""
PARSED: tuple[str, ...] = tuple(sorted({*_PARSERS, *_GRAMMARS}))
"""The languages that can be parsed with every extra installed."""


@cache
def _grammar(language: str) -> Any:
    if language not in _GRAMMARS:
        return None
    module, function = _GRAMMARS[language]
    try:
        tree_sitter: Any = import_module("tree_sitter")
        return tree_sitter.Parser(tree_sitter.Language(getattr(import_module(module), function)()))
    except ImportError:
        return None


def _grammar_shape(language: str, text: str) -> object:
    data = text.encode("utf-8", "replace")
    for name in (language, *_ALSO.get(language, ())):
        parser = _grammar(name)
        if parser is not None and not parser.parse(data).root_node.has_error:
            return name
    return None
