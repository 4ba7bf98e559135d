"""Allow marks: comments by which the author of a file lets findings stand.

    password = "swordfish"  # pii: allow
    maintainer = "Jane Roe"  # pii: allow NAME, EMAIL
    # pii: allow-next-line
    token = "…"

`pii: allow-file`, with or without labels, applies to the whole file if it is in the first ten lines. Text after the mark is a
remark unless it is in capitals, so that marks work in comments of any language; words in capitals are labels, so that a
misspelt label allows nothing. A span of several lines may have its mark on any of them.
`pragma: allowlist secret`, the mark of detect-secrets, applies to keys and passwords on its line.
"""

from pii import expressions as re
from pii.labels import Label
from pii.shards.detect import Finding

FILE_LINES = 10
"""`pii: allow-file` must be in the first so many lines, where readers look for remarks about a file."""

_WORD = re.compile(r"\w+")
_MARK = re.compile(
    r"\bpii:\s*allow(?P<scope>-file|-next-line)?(?![\w-])(?P<labels>[ \t]*:?[ \t]*\w+(?:[ \t]*,[ \t]*\w+)*)?"
)
_SECRET = re.compile(r"pragma:\s*allowlist\s+secret", re.I)


def is_allowed(finding: Finding, head: str = "") -> bool:
    """Whether a mark lets the finding stand.

    Args:
        finding: the finding, with the lines around it.
        head: the head of the file.
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
    """Whether the text has a mark of this scope for this label, or for all labels."""
    for match in _MARK.finditer(text):
        if (match["scope"] or "") == scope:
            named = [word for word in _WORD.findall(match["labels"] or "") if word.isupper()]
            if not named or label in named:
                return True
    return False
