"""Whoever is named at the end of a changelog's entry: `* Fix the parser (jroe)`, `- Add a test (Jane Roe)`, `[Jane Roe]`,
`(Xavi)`."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import is_ordinary
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person, starts_with_given_name
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.places import is_place
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_above, line_before

_END = re.compile(
    rf"[ \t]+[(\[](?:(?P<name>{NAME_IN_LINE})|(?P<account>[A-Za-z][\w-]{{2,30}})(?:, (?P<other>[A-Za-z][\w-]{{2,30}}))?)[)\]]"
    r"(?: \(#\d{1,6}\))?[.,]?[ \t]*(?=\r?\n|$)"
)
_ENTRY = re.compile(r"[ \t]*(?:[-*+•]|\d+\.)[ \t]+\S")
_NEXT = re.compile(r"\r?\n[ \t]*(?:[\r\n]|[-*+•=#\d]|\Z)|\Z")
_LONGEST_ENTRY = 600
_FEWEST_PERSONS = 2
"""Entries that end with a common given name: then what ends the others so are persons too."""
_OFTEN = 5
"""Entries of one account: it maintains the changelog."""
_RELEASE = re.compile(r"(?:\A|\n)[=#]* ?(?:[vV]|[Vv]ersion )?\d+\.\d+(?:\.\d+)?\b|\n\d{4}-\d\d-\d\d")
"""The head of a release."""
_WORDS = frozenset(
    """
    int float str bool dict list string number boolean object array bytes text uuid timestamp date none null optional required
    default deprecated experimental opinionated
    beta alpha new old again unit minor major breaking internal draft done todo wip breaking-change security docs tests deferred
    windows linux macos android ios web api cli server client all partial partially removed added fixed changed
    """.split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields those who end entries, once it is clear that entries of this text end with persons."""
    matches = [match for hit in hits if (match := _END.match(text, hit.start, hit.end + REACH))]
    if not _may_credit(matches):
        return
    ends: list[re.Match[str]] = []
    done = 0
    for match in matches:
        if match.start() >= done and _ends_entry(text, match.start(), match.end()):
            ends.append(match)
            done = match.end()
    given = sum(bool(end["name"]) and starts_with_given_name(end["name"]) for end in ends)
    times = Counter(end["account"] for end in ends if end["account"])
    released = _RELEASE.search(text) is not None
    alone = {value for end in ends for value in (end["account"], end["other"]) if value and _is_given(value)}
    credited = given >= _FEWEST_PERSONS and 4 * given >= sum(bool(end["name"]) for end in ends)
    for end in ends:
        name, account = end["name"], end["account"]
        if name and is_person(name) and (credited or starts_with_given_name(name)):
            yield Span(*end.span("name"), Label.NAME)
        elif account in alone and (released or credited or len(alone) >= _FEWEST_PERSONS):
            for group in ("account", "other"):
                if end[group] in alone:
                    yield Span(*end.span(group), Label.NAME)
        elif credited or released and max(times.values(), default=0) >= _OFTEN:
            for group in ("account", "other"):
                if end[group] and (credited or account and _is_spelt(end[group], times)) and _is_account(end[group]):
                    yield Span(*end.span(group), Label.USERNAME)


def _may_credit(matches: Sequence[re.Match[str]]) -> bool:
    """Whether persons may be among what stands in brackets at ends of lines: a known given name, or one account often."""
    if any(match["name"] and starts_with_given_name(match["name"]) for match in matches):
        return True
    if any(match["account"] and _is_given(match["account"]) for match in matches):
        return True
    return max(Counter(match["account"] for match in matches if match["account"]).values(), default=0) >= _OFTEN


def _is_given(value: str) -> bool:
    """Whether the word is a given name alone, and neither an ordinary word nor a program's, a planet's or a town's name."""
    if not (value.istitle() and value.isalpha()) or is_ordinary(value) or is_place(value):
        return False
    return is_given_name(value) and value.lower() not in _WORDS | _CALLED_LIKE_PERSONS and is_person(value)


_CALLED_LIKE_PERSONS = frozenset(
    """
    ada alexa apollo ariel athena atlas buster callisto casper cassandra catalina celeste claude cosmo ember galileo
    gregorian griffin hera hermes homer hugo jessie julia julian juno karma kate lenny loki luna marlin mars maxwell
    nemo neo nova odin pandora pascal polly rex rosetta safari sid sierra siri thor travis tyr venus wayland weston zed
    """.split()
)
"""Languages, programs, releases of systems and calendars with given names."""


def _ends_entry(text: str, start: int, end: int) -> bool:
    """Whether an entry starts at most some lines before, and another one or nothing follows."""
    if _NEXT.match(text, end, end + REACH) is None:
        return False
    line = line_before(text, start, _LONGEST_ENTRY)
    for _ in range(6):
        if _ENTRY.match(text, line, line + REACH):
            return True
        above = line_above(text, line, _LONGEST_ENTRY)
        if not text[above:line].strip() or above == line:
            return False
        line = above
    return False


def _is_spelt(value: str, times: Counter[str]) -> bool:
    """Whether who maintains a changelog stands there, or what is no word of a language: with them, others end entries."""
    return times[value] >= _OFTEN or _NO_WORD.match(value) is not None


_NO_WORD = re.compile(r"\w*\d|[A-Z]?\w*[a-z]\w*[A-Z]|[a-z]{5,}\Z")


def _is_account(value: str) -> bool:
    return not (value.istitle() or value.isupper() or value.lower() in _WORDS or is_system_account(value))


RULE = Rule(
    "changelog_entry",
    {
        "changelog_entry.end": (
            r" [(\[](?:[A-Za-z][\w-]{2,30}(?:, [A-Za-z][\w-]{2,30})?"
            r"|[A-Z\xc3\xc4\xc5][^\n()\[\]]{2,40})[)\]](?: \(#\d{1,6}\))?[.,]?\r?\n"
        )
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "* Fix the parser («jroe»)\n* Add tests («kroe»)\n\n* Read\n  more («Adam Roe»)\n* Close («Eva Roe»)\n",
        " * Fix the parser («Miroslav Roe»)\n\n * Add («Adam McRoe»)\n\n * Close («Jane Roe»)\n",
        "* Removed a file [«Jane Roe»]\n* x\n",
        "## 1.0\n\n=== 0.9\n* A («jroe»)\n* B («jroe»)\n* C («jroe»)\n* D («jroe»)\n* E («jroe»)\n",
        "* A («Jane Roe»)\n* B (Comma Value)\n* C (Sick Leave)\n",
        "Changes\n\n## 1.0\n\n* Various fixes («Xavi»)\n* New loader (Windows)\n* Clean («Wolfgang», «Xavi») (#12)\n",
        "* Various fixes («Xavi»)\n* New loader («Wolfgang»)\n",
        "## 1.0\n\n=== 0.9\n* A («jroex»)\n* B («jroex»)\n* C («jroex»)\n* D («jroex»)\n* E («jroex»)\n"
        "* F («kroe7», «jroex»)\n* G («AlexRoe») (#12)\n* H (ssl)\n",
        "* A («Jane Roe»)\n* B (Comma Value)\n* C («Eva Roe»)\n"
        "* D (Brixo Thing)\n* E (Glim Hark)\n* F (Trosk Fern)\n* G (Quell Poe)\n* H (Plum Tar)\n* I (Grill Tar)\n",
        "* x\n  a\n  b\n  c\n  d («Jane Roe»)\n* y",
        "* A («Jane Roe»)\n* B («Trosk Poe»)\n* C («Eva Roe»)\n"
        "* D («Glim Hark»)\n* E («Brixo Fern»)\n* F («Trosk Tar»)\n* G («Quell Poe»)\n* H («Plum Tarn»)\n",
    ),
    misses=(
        "\n## 1.0\n\n* A (breaking)\n* B (Breaking)\n* C (Windows)\n* D (Python)\n* E (Julia)\n* F (Paris)\n",
        "* Various fixes (Xavi)\n* New loader (Windows)\n",
        "\n## 1.0\n\nVarious fixes (Xavi)\n",
        "* Fix the parser (again)\n* Add tests (unit)\n",
        "call(foo)\nif (bar)\n  x\n",
        "* Supports Tool (Example Corporation)\n* x\n",
        "* CSV (Comma Separate Values)\n* A (Sick Leave)\n* B (SSH)\n* C (deferred)\n* D (deferred)\n",
        "A text (Jane Roe)\nthat goes on\n",
        "* A (jroe)\n* B (jroe)\n* C (jroe)\n* D (jroe)\n* E (jroe)\n",
        "## 1.0\n\n* A (jroe)\n* B (jroe)\n* C (jroe)\n* D (jroe)\n",
        "## 1.0\n\n* A (Jroe)\n* B (Jroe)\n* C (Jroe)\n* D (Jroe)\n* E (Jroe)\n",
        "## 1.0\n\n* A (JROE)\n* B (JROE)\n* C (JROE)\n* D (JROE)\n* E (JROE)\n",
        "## 1.0\n\n* A (root)\n* B (root)\n* C (root)\n* D (root)\n* E (root)\n",
        "* x\n  a\n  b\n  c\n  d\n  e\n  f (Jane Roe)\n* y",
        "* x\n\n  d (Jane Roe)\n* y",
    ),
)
