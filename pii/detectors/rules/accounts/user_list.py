"""Accounts in lists of who may enter: `valid users = jroe` of Samba, `AllowUsers jroe` of OpenSSH, `trusted-users` of Nix.

Their grammar leaves nothing else than accounts and groups, and groups have a sign in front.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.organisations import is_known_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_LISTS = (
    r"valid users|invalid users|force user|force group|admin users|write list|read list|auth users|AllowUsers|DenyUsers"
    r"|Match User|Require user|User_Alias {1,3}\w{1,30}|trusted-users|allowed_users"
)
"""Settings of Samba, rsync, OpenSSH, sudo and Nix: names separated by blanks or commas, groups with a sign in front."""
_LIST = re.compile(rf"(?:(?i:{_LISTS})\s*=|(?:(?:Allow|Deny)Users|Match User|Require user)\s)\s*(?P<list>[^\n#;]*)")
_BEFORE_LIST = re.compile(r"[ \t#;]*(?:\w+\.)*")
_ENTRY = re.compile(r"(?<![\w@+&%$\\.*/{\[-])[A-Za-z][\w.-]{1,30}(?=$|[\s,\"'\]@])")
_GROUP = re.compile(r"(?i)force group\b")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts of the lists at the hits."""
    found: set[str] = set()
    groups: list[tuple[int, int]] = []
    for hit in hits:
        for start, end in _listed(text, hit):
            value = text[start:end]
            if not is_account(value) or is_known_organisation(value):
                continue
            if _GROUP.match(text, hit.start):
                groups.append((start, end))
                continue
            found.add(value)
            yield Span(start, end, Label.USERNAME)
    for start, end in groups:  # most groups have many members; a person's own is named after the person
        if text[start:end] in found:
            yield Span(start, end, Label.USERNAME)


def _listed(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The names of a list that stands alone on its line."""
    if _BEFORE_LIST.fullmatch(text, line_before(text, hit.start), hit.start) is None:
        return
    line = _LIST.match(text, hit.start, line_after(text, hit.start))
    if line is not None and not line["list"].strip().endswith((".", ":")):
        yield from (entry.span() for entry in _ENTRY.finditer(text, *line.span("list")))


RULE = Rule(
    "user_list",
    {"user_list.name": rf"(?i)\b(?:{_LISTS})\s"},
    find,
    rank=4,
    hits=(
        "[share]\n   valid users = «jroe» @staff kroe$ «lroe»\n   force user = «jroe»\n   force group = «jroe»\n",
        "  write list = «jroe», +editors, «kroe» # x\n",
        "AllowUsers «jroe» «kroe»@192.0.2.*\nMatch User «lroe»\nRequire user «mroe»\nUser_Alias  OPS = «nroe», %wheel\n",
        '  nix.settings.trusted-users = [ "root" "«jroe»" ];\n',
    ),
    misses=(
        "valid users = %S @staff +ops root\n",
        "force user = nobody\nforce group = sambashare\n",
        "# Admin users have shell access\nThe valid users of it:\n",
    ),
)
