"""Transforms a text as detect-secrets does with possible settings files: each `key = value` line with its value in quotes.

detect-secrets tries this with every file whose name implies no type: first as an INI file with sections and, if the plugins
found nothing, again as settings without a section (an `.env` file, flat YAML). That is how it finds unquoted values. Its own
transformers run here; a cheap check of the text first rules out texts on which they must fail. A text of more than 10,000 lines,
with a line of more than 20,000 characters or 200 spaces in one is skipped, though detect-secrets itself would try: its time
grows with the square of the lines, and of the spaces.
"""

import configparser
import io
import re
from functools import lru_cache
from typing import Any

_BEGINS_WITH_SECTION = re.compile(r"(?:[^\S\n]*(?:[#;][^\n]*)?\n)*[^\S\n]*\[")
_NO_SETTING = re.compile(
    r"""
    ^ (?: [^\s\#;\[=:] [^=:\n]* $     # a line that is not indented and has no delimiter
        | \[ [^\]=:\n]* $             # or starts a section header without an end
        | [=:]                        # or has no key
    )""",
    re.MULTILINE | re.VERBOSE,
)

_LONGEST_LINE = 20_000
"""The transformers compile every value to a regex: a longer line (one minified file) would take seconds and gigabytes."""

_LONG_GAP = re.compile(r"\S[^\S\n]{200}")
"""White space inside a line: the parser takes time quadratic in its length, and no setting has so much."""

_MOST_LINES = 10_000
"""The transformers copy the remaining lines once per key."""


def lines_with_sections(text: str) -> list[str]:
    """The lines of an INI file, empty if a line holds no setting; an empty list for any other text."""
    return _transformed(text, "ConfigFileTransformer") if _BEGINS_WITH_SECTION.match(text) else []


def lines_without_section(text: str) -> list[str]:
    """The lines of settings without a section header, empty if a line holds no setting; an empty list for any other text."""
    return [] if _NO_SETTING.search(text) else _transformed(text, "EagerConfigFileTransformer")


def _transformed(text: str, transformer: str) -> list[str]:
    lines = text.split("\n")
    if len(lines) > _MOST_LINES or max(map(len, lines)) > _LONGEST_LINE or _LONG_GAP.search(text):
        return []
    from detect_secrets.transformers.exceptions import ParsingError

    try:
        return getattr(_config(), transformer)().parse_file(io.StringIO(text))
    except ParsingError:
        return []


@lru_cache(maxsize=1)
def _config() -> Any:
    original = configparser.ParsingError
    from detect_secrets.transformers import config

    # The first import replaces this class process-wide by one without messages, which other code may read.
    configparser.ParsingError = original
    return config
