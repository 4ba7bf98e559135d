"""Accounts listed under a key that says whose they are: `assignees: [jroe, kroe]`, `approvers:` and a line for each, in YAML."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.organisations import is_organisation_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_after, line_before

_KEYS = (
    r"assignees?|reviewers|approvers|maintainers|owners|code_?owners|collaborators|contributors|members|admins|users"
    r"|allowed_?users|emeritus_approvers|voters|authors|operators|team_members|github_ids|usernames|logins"
    r"|github|patreon|ko_fi|liberapay|buy_me_a_coffee|issuehunt|polar"
)
"""The last ones name who is sponsored."""
_LEAD = re.compile(r"[ \t]*+#?[ \t]*+[\"']?")
"""What stands before a key on its line."""
_LONGEST = 240
"""Characters of a line that is left out."""
_LONGEST_LIST = 420
"""Characters of a list on one line."""
_MOST = 500
"""Entries of a list."""
_ITEM = re.compile(r"[ \t]*- [\"']?@?(?P<account>[A-Za-z0-9][\w-]{1,38})[\"']?[ \t]*(?:#[^\n]*)?\r?(?:\n|$)", re.ASCII)
_SKIPPED = re.compile(r"[ \t]*(?:#[^\n]{0,200})?\r?\n|[ \t]*- [^\n]{0,120}\r?\n")
_INLINE = re.compile(r"[ \t]*+\[?+[ \t]*+(?P<list>[\"'@\w, -]{2,400}?)\]?(?<!,)[ \t]*(?:#[^\n]*)?\r?(?:\n|$)", re.ASCII)
_ENTRY = re.compile(r"[^,]+")
_HANDLE = re.compile(r"(?<![\w-])[A-Za-z0-9][\w-]{1,38}(?![\w-])", re.ASCII)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts of the lists at the hits."""
    for hit in hits:
        # Checked here: anchoring so many words to the start of a line costs the scanner an eighth of its time.
        if _LEAD.fullmatch(text, line_before(text, hit.start), hit.start) is None:
            continue
        end = line_after(text, hit.end, _LONGEST_LIST)
        if text[hit.end : end].strip():
            places = _inline(text, hit.end, end)
        else:
            places = _items(text, end + 1)
        for start, stop in places:
            value = text[start:stop]
            if is_account(value) and not value.isdigit() and not is_organisation_account(value):
                yield Span(start, stop, Label.USERNAME)


def _items(text: str, position: int) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST):
        item = _ITEM.match(text, position, position + REACH)
        if item is not None:
            yield item.span("account")
        line = item or _SKIPPED.match(text, position, position + _LONGEST)
        if line is None or line.end() == position:
            return
        position = line.end()


def _inline(text: str, position: int, end: int) -> Iterator[tuple[int, int]]:
    line = _INLINE.match(text, position, end + 1)
    if line is None:
        return
    for part in _ENTRY.finditer(line["list"]):
        start = line.start("list") + part.start()
        handle = _HANDLE.search(text, start, start + len(part.group()))
        if handle is not None and not part.group().strip(" \t\"'@").removeprefix(handle.group()):
            yield handle.span()


RULE = Rule(
    "account_list",
    {"account_list.key": rf"(?:{_KEYS})[\"']?:"},
    find,
    rank=4,
    proves=False,
    hits=(
        "approvers:\n- «jroe»\n- «kroe99»\nreviewers:\n  - '«lroe»'\n",
        "    assignees: [«jroe», «kroe»]\n",
        "assignees: «jroe», «kroe»\n",
        "github: [«jroe», «kroe»] # Replace with up to 4\n#ko_fi: «jroe»\npatreon: «lroe»\n",
        "users:\n  # x\n  - «jroe»\n  - name: x\n  - «kroe» # y\n",
        "see users:\n- x\nusers: «jroe»",
        "users:«jroe»,«kroe»\n",
    ),
    misses=(
        "users:\n  - admin\n  - root\n",
        "owners: the people who own it\n",
        "labels: [bug, help]\n",
        "members:\n  name: string\n  - x\n",
        "users: {}\nauthors: 3\n",
        "github: # Replace with up to 4 names\npatreon: |\n",
        "  github: FaRoe,\n",
        "reviewers: jroe kroe, x/y, the jroe\n",
    ),
)
