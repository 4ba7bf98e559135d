"""Owners in lists of repositories: `["jroe/tool", "kroe/widget"]`, `- jroe/tool`, `| jroe/tool |`, plugins of Neovim.

One string of two words and a slash may be a folder, a type or a zone; several with different words before the slash are not.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import OWNER, belongs_to_person
from pii.detectors.rules.accounts.repository_name import is_path
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after, line_before

_OWNED = r"[A-Za-z0-9][\w-]{1,38}/[\w.-]{1,60}"
_REPOSITORY = rf"{OWNER}/(?P<thing>[A-Za-z0-9_.-]{{1,100}})"
_QUOTED = re.compile(
    rf"[ \t\[({{]*[\"']@?(?:{_REPOSITORY}(?:[#@:][\w.-]*)?|[^\"'\n]{{1,120}})[\"'][)\]}}]?\s?,?[ \t]*(?:(?:#|//|--)[^\n]*)?\s*",
    re.ASCII,
)
_BULLETED = re.compile(
    rf"[ \t]*[-*+] [\"'`]?{_REPOSITORY}[\"'`]?(?:@[\w.-]+)?(?:[ \t]*(?:#|[-–—:(]\s)[^\n]*)?[ \t]*\r?(?:\n|$)"
)
_BARE = re.compile(rf"{_REPOSITORY}(?:@[\w.-]+)?[ \t]*(?:[ \t]#[^\n]*)?\r?(?:\n|$)")
_ROW = re.compile(rf"(?:[^\n]*?\|)??[ \t]*[\"'`*]*{_REPOSITORY}[\"'`*]*[ \t]*\|[^\n]*(?:\n|$)")
_LISTS = {
    "repository_list.quoted": _QUOTED,
    "repository_list.bulleted": _BULLETED,
    "repository_list.bare": _BARE,
    "repository_list.row": _ROW,
}
_SPEC = re.compile(rf"[\"']{_REPOSITORY}[\"']", re.ASCII)
_COMMENT = re.compile(
    rf"[#;]+[ \t]*(?![\w/-]*[A-Z]){_REPOSITORY}(?: (?:plugin|theme|config|project))?[ \t]*\r?(?:\n|$)", re.ASCII
)
_PLUGIN = re.compile(r"\.(?:lua|vim|el|zsh)$")
"""Of an editor or shell, whose plugins are named like files."""
_NAMES = re.compile(r"(?![\d.]+$|\w+[-/]\d+\.\d)[A-Za-z][\w.-]{2,}|\d+[a-z-]{3,}[\w.-]*")
"""A version is none, nor the grade of a colour."""
_MOST = 400
"""Entries of a list."""
_LONGEST = 320
"""Characters of an entry."""
_FEWEST = {"repository_list.bare": 4}
"""Owners of a list; paths, too, are lists of lines."""
_NO_OWNERS = frozenset(
    """
    application text image audio video font multipart message model chemical
    africa america antarctica arctic asia atlantic australia brazil canada chile etc europe indian mexico pacific us
    react vue import jsx-a11y node n unicorn jest import-x react-hooks security prettier plugin recommended promise
    """.split()
)
"""What stands before the slash of media types, zones of time and rules of linters."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the owners of the lists at the hits."""
    done: dict[str, int] = {}
    for hit in hits:
        if hit.pattern in _LISTS:
            if hit.start < done.get(hit.pattern, 0):
                continue
            entries, done[hit.pattern] = _read(text, hit)
            if not _names_repositories(entries, _FEWEST.get(hit.pattern, 2)):
                continue
        else:
            start = hit.start + text[hit.start : hit.end].startswith("\n")
            expression = _COMMENT if hit.pattern.endswith(".comment") else _SPEC
            match = expression.match(text, start, hit.end + REACH)
            entries = [match] if match else []
        for entry in entries:
            owner, thing = entry["owner"], _PLUGIN.sub("", entry["thing"])
            if _is_repository(owner, thing) and belongs_to_person(owner, thing):
                yield Span(*entry.span("owner"), Label.USERNAME)


def _is_repository(owner: str, thing: str) -> bool:
    words = owner.isupper() or owner.istitle() and owner.isalpha() and thing.isalpha()
    return _NAMES.fullmatch(thing) is not None and not words and not is_path(owner, thing)


def _read(text: str, hit: Hit) -> tuple[list[re.Match[str]], int]:
    """The entries with an owner, and where the list ends."""
    expression = _LISTS[hit.pattern]
    start = hit.start + text[hit.start : hit.end].startswith("\n")
    if hit.pattern.endswith(".row"):
        start = line_before(text, hit.start)
    entries: list[re.Match[str]] = []
    for _ in range(_MOST):
        entry = expression.match(text, start, start + _LONGEST)
        if entry is None or entry.end() == start:
            break
        start = entry.end()
        if entry["owner"]:
            entries.append(entry)
        if hit.pattern.endswith(".quoted") and "," not in text[entry.end("owner") : start]:
            break  # the last one
    return entries, max(start, line_after(text, hit.start))


def _names_repositories(entries: Sequence[re.Match[str]], fewest: int) -> bool:
    """Whether the words before the slash differ as those of owners do, and are none of what else has a slash."""
    owners = {entry["owner"].lower() for entry in entries}
    if len(owners) < fewest or 5 * len(owners) < 2 * len(entries) or not owners.isdisjoint(_NO_OWNERS):
        return False
    return 5 * sum(is_path(entry["owner"], entry["thing"]) for entry in entries) < len(entries)


_SPECIFIED = (
    "event|config|opts|dependencies|keys|cmd|lazy|build|branch|version|ft|init|priority|enabled|cond|tag|main|dev|requires|run"
    "|after|as|opt|rev"
)

RULE = Rule(
    "repository_list",
    {
        "repository_list.quoted": rf"[\"']{_OWNED}[\"'],\s{{1,24}}[\"']{_OWNED}[\"']",
        "repository_list.bulleted": rf"\n[ \t]{{0,8}}[-*+] [\"'`]?{_OWNED}[\"'`]?\r?\n",
        "repository_list.bare": rf"\n{_OWNED}\r?\n{_OWNED}\r?\n",
        "repository_list.row": rf"\| [\"'`*]{{0,3}}{_OWNED}[\"'`*]{{0,3}} {{0,40}}\|",
        "repository_list.spec": rf"[\"']{_OWNED}[\"'],\s{{1,24}}(?:{_SPECIFIED}) ?= ?[\w\"'{{\[]",
        "repository_list.comment": (
            r"\n[#;][ \t]?[a-z][a-z0-9-]{1,38}/[a-z0-9.-]{1,40}(?: (?:plugin|theme|config|project))?\r?\n"
        ),
    },
    find,
    rank=4,
    proves=False,
    hits=(
        '[\n  "«jroe»/tool-a",\n  "«kroe7»/widget",\n  "«LRoe»/xy.z"\n]',
        "repos = ['«jroe»/tool-a', '«kroe7»/widget', '«jroe»/other']",
        "repos:\n  - «jroe»/tool-a\n  - «kroe7»/widget # x\n  - «lroe»/xyz\n",
        "| Project | x |\n| --- | --- |\n| `«jroe»/tool-a` | y |\n| `«kroe7»/widget` | z |\n",
        "\n«jroe»/tool-a\n«kroe7»/widget\n«lroe»/unit.zsh\n«mroe»/other\n",
        'return {\n  "«jroe»/finder.lua",\n  event = "VeryLazy",\n}, { "«kroe»/blink.cmp", opts = {} }',
        "x\n# «jroe»/sbt-thing plugin\n.idea/\n",
    ),
    misses=(
        '["application/json", "text/html", "image/png"] ["Europe/Berlin", "Asia/Tokyo"]',
        '["src/main", "lib/util", "docs/x.md"] ["vue/no-x", "vue/no-y", "vue/no-z"]',
        "- src/main\n- docs/guide\n- tests/unit\n",
        '["widget-labs/xyz", "microsoft/yes"]',
        "\nsrc/main\nlib/util\n",
        "x\n# read/write\n# build/test plugin\n",
    ),
)
