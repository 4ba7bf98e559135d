"""Whoever is named in a task tag: `TODO(jroe)`, `FIXME jroe:`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_IN_BRACKETS = re.compile(r"\s*@?([A-Za-z][\w.-]*[A-Za-z0-9])\s*(?=[),:/])", re.ASCII)
_BARE = re.compile(r" @?([a-z][a-z0-9_-]{2,15})(?=: | \d{4}-\d\d-\d\d)", re.ASCII)
_NUMBERED = re.compile(r"[A-Za-z]+-\d+|v?\d[\d.]*|\w+\.\w{2,4}|[A-Z]\w+\d{3,}|[a-z]*\d{3,}")
"""Issues, versions, files."""
_WORDS = frozenset(
    """doc docs perf performance cleanup refactor security test tests i18n api ui ux bug fix feature later soon now remove
    ssl http opt optimization optimize style lint types typing compat deprecated async unsafe memory windows linux macos
    constructor module class method function todo note high low medium important critical minor major high-priority priority
    rename move delete split merge replace add use check handle implement document support investigate maybe question idea hack
    hardcoded urgent next release version beta alpha stable future backend frontend server client network database config this
    error errors warning when after before until why here there following and the for see also not translate translation
    x y z i j n a b c e f g self size len str fmt msg format string text value key me you all everyone anyone someone""".split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        bracket = text[hit.end - 1] == "("
        match = _IN_BRACKETS.match(text, hit.end) if bracket else _BARE.match(text, hit.end - 1, hit.end + REACH)
        if match is not None and _is_account(match[1]):
            yield Span(*match.span(1), Label.USERNAME)


def _is_account(value: str) -> bool:
    if value.lower() in _WORDS or _NUMBERED.fullmatch(value) or is_system_account(value):
        return False
    return not (value.isupper() and len(value) > 4 or value.startswith(("http", "issue", "bug", "python", "PEP")))


RULE = Rule(
    "task_tag",
    {
        "task_tag.brackets": r"\b(?:TODO|FIXME|XXX|HACK|NOTE|BUG|NB)\(",
        "task_tag.bare": r"\b(?:TODO|FIXME|XXX) ",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "# TODO(«jroe»): later",
        "// FIXME(@«jroe») now",
        "// FIXME «jroe»: leaks",
        "TODO(«jroe», kroe): x",
        "# XXX «jroe» 2016-03-11: why",
        "TODO(«ABCD»): x",
        "TODO(«jroe»): x",
        "TODO(«Jane»): x",
    ),
    misses=(
        "NOTE(constructor): same",
        "TODO(BREAKING_CHANGE): x",
        "TODO(#123): x, TODO(http), TODO(python 3), TODO(b123456), TODO(PROJ-12)",
        "TODO fix: x; TODO later: y; FIXME note: z",
        "TODO(ABCDE): x",
    ),
)
