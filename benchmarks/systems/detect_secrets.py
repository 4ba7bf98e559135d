"""detect-secrets as its makers run it: a file on disk, the library's default plugins and filters, no network verification.

It reports values with line numbers; each is looked up in its line. Its keyword plugin does not say what a value is: on a
line that mentions passwords it counts as PASSWORD, like basic auth, elsewhere as KEY, like all others.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath

from benchmarks.systems.base import Detect, Finding, Item, line_bounds, occurrences, one_by_one

PACKAGES = ("detect-secrets",)

PASSWORD_LINE = re.compile(r"pass|pwd", re.IGNORECASE)


@contextmanager
def file_of(item: Item, suffix: str | None = None) -> Iterator[str]:
    """The document as a file of its own, with its own suffix unless another is given."""
    ending = PurePath(item.path).suffix if suffix is None else suffix
    handle, path = tempfile.mkstemp(suffix=ending)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(item.text)
        yield path
    finally:
        os.unlink(path)


def load() -> Detect:
    """The plugins of its default settings."""
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import default_settings

    def find(item: Item) -> Iterable[Finding]:
        lines = line_bounds(item.text)
        # Not a `SecretsCollection`, which keeps only one line of a value that occurs on several.
        with file_of(item) as path, default_settings():
            secrets = list(scan_file(path))
        found: set[Finding] = set()
        for secret in secrets:
            start, end = lines[min(secret.line_number, len(lines)) - 1]
            label = _label(secret.type, item.text[start:end])
            for span in occurrences(item.text, secret.secret_value or "", start, end):
                found.add(Finding(*span, label))
        return sorted(found)

    return one_by_one(find)


def _label(kind: str, line: str) -> str:
    readable = kind == "Basic Auth Credentials" or (kind == "Secret Keyword" and PASSWORD_LINE.search(line))
    return "PASSWORD" if readable else "KEY"
