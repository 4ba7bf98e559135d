"""Marks in a file by which its author lets findings stand.

    password = "swordfish"  # pii: allow
    maintainer = "Jane Roe"  # pii: allow NAME, EMAIL
    # pii: allow-next-line
    token = "…"

`pii: allow-file`, with or without labels, in the first ten lines stands for the whole file. What follows the mark in small
letters is a remark, so that marks work in the comments of any language; words in capitals are labels, so that a slip in one
allows nothing. A span of several lines may carry its mark on any of them.
`pragma: allowlist secret`, the mark of detect-secrets, lets keys and passwords of its line stand.
"""

import re

from pii.labels import Label
from pii.shards.detect import Finding

FILE_LINES = 10
"""`pii: allow-file` is looked for in so many lines."""

_WORD = re.compile(r"\w+")
_MARK = re.compile(
    r"\bpii:\s*allow(?P<scope>-file|-next-line)?(?![\w-])(?P<labels>[ \t]*:?[ \t]*\w+(?:[ \t]*,[ \t]*\w+)*)?"
)
_SECRET = re.compile(r"pragma:\s*allowlist\s+secret", re.I)


def is_allowed(finding: Finding, head: str = "") -> bool:
    """Whether a mark lets the finding stand.

    Args:
        finding: with the lines round it.
        head: the start of the file.
    """
    lines = finding.excerpt
    label = finding.span.label
    return (
        _marks(lines.text, "", label)
        or _marks(lines.line_before, "-next-line", label)
        or _marks("\n".join(head.split("\n", FILE_LINES)[:FILE_LINES]), "-file", label)
        or (label in (Label.KEY, Label.PASSWORD) and _SECRET.search(lines.text) is not None)
    )


def _marks(text: str, scope: str, label: str) -> bool:
    """Whether a mark of this scope names the label, or none at all."""
    for match in _MARK.finditer(text):
        if (match["scope"] or "") == scope:
            named = [word for word in _WORD.findall(match["labels"] or "") if word.isupper()]
            if not named or label in named:
                return True
    return False
