"""Accounts in arrays of strings under a key that says whose they are: `"assignees": ["jroe"]`, `$admins = ['jroe', 'kroe'];`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.accounts.credited_account import NOBODY
from pii.detectors.rules.accounts.owners import is_persons_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.names import kind_of
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_KEYS = (
    r"assignees|reviewers|approvers|code_?owners|contributors|collaborators|maintainers|admins|admin_?users|administrators"
    r"|moderators|super_?users|allowed_?users|trusted_?users|white_?list(?:ed)?_?(?:users|players)|banned_?users"
    r"|user_?names|nick_?names|nicks|logins|github_?users|author_?names|owners|team_?members|subscribers|followers"
)
_OPENS = re.compile(
    rf"(?i:(?:\w*_)?(?:{_KEYS}))[\"']?\]?(?:\s?:\s?[\w<>\[\], ]{{1,30}})?\s?(?:=>|:=|[:=])\s?(?:new )?"
    r"(?:(?:List|Set|Arrays|ImmutableSet|ImmutableList)\.\w+|array|list|set|frozenset|tuple|listOf|setOf|arrayOf|vec!|String|Set"
    r"|(?:\[\])?string)?(?:\[\])?\s?[\[({]\s*",
    re.ASCII,
)
_ITEM = re.compile(
    r"[a-z]?\\?[\"'](?:@?(?P<account>[A-Za-z0-9_][\w.-]{1,38})|[^\"'\n\\]{0,80})\\?[\"'](?!\s*(?::|=>))(?:\.to_string\(\)|\.into\(\))?"
    r"\s*(?P<more>,)?\s*(?:(?://|#|--)[^\n]*\n\s*)*",
    re.ASCII,
)
_MOST = 300
"""Entries of an array."""
_PERMISSIONS = re.compile(r"[a-z]+[.:][a-z.]+|[A-Z_]+|\w+\.(?:com|org|net|io|dev)$")
"""What those who are listed may do, roles, and hosts."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts of the arrays at the hits."""
    for hit in hits:
        opened = _OPENS.match(text, hit.start, hit.end + REACH)
        start = opened.end() if opened else len(text)
        for _ in range(_MOST):
            item = _ITEM.match(text, start, start + REACH)
            if item is None:
                break
            if item["account"] and _is_account(item["account"]):
                label = Label.NAME if _is_name(item["account"]) else Label.USERNAME
                yield Span(*item.span("account"), label)
            start = item.end()
            if not item["more"]:
                break


def _is_name(value: str) -> bool:
    return value.istitle() and value.isalpha() and kind_of(value) > 0


def _is_account(value: str) -> bool:
    if value.lower() in NOBODY or value.isdigit() or _PERMISSIONS.fullmatch(value) or names_organisation(value):
        return False
    known = value.strip("_").istitle() and value.strip("_").isalpha()
    return (known or is_account(value.strip("_"))) and is_persons_account(value)


RULE = Rule(
    "account_array",
    {"account_array.key": rf"(?i)(?:\b|_)(?:{_KEYS})[\"']?\]?\s?(?::|=)[^\n]{{0,24}}?[\[({{]\s{{0,24}}[a-z]?\\?[\"']"},
    find,
    rank=5,
    proves=False,
    hits=(
        '  "assignees": ["«jroe»"],\n  "global_admins": ["«kroe_x»", "«lroe»"],',
        "$admins = ['«jroe7»']; // names\nADMIN_USERS = (\n    '«kroe»',  # x\n    'root',\n    \"«lroe»\",\n)",
        '"contributors": [\n\t"«JRoe»",\n\t"«Kroe_»",\n\t"«Brixaroe»"\n]',
        'let nicks = vec!["«jroe»".to_string()]; owners: ["@«kroe»"]'.replace(
            'let nicks = vec!["«jroe»".to_string()]; ', ""
        ),
        'List<String> moderators = List.of("«jroe»", "«kroe»");',
        'followers = ["«Jane»", "«jroe»"]',
        'admins = ["«Jane»", "BRIXO", "«brixo»", "«Brixo»", "«jane»", "«Moss_x»"]',
        'owners = ["facebook", "«jroe»"]',
        'admins = ["«jroe»" "kroe"]',
        'admins = ["_Jane_", "_jroe_", "«Jane2»", "JANE"]',
        'admins = ["«' + "jroex" * 7 + 'jroe»"]',
        'admins = ["' + "x " * 40 + '", "«jroe»"]',
        "admins = List." + "o" * 18 + '("«jroe»")',
        "admins = [" + " " * 24 + '"«jroe»"]',
        "admins = [" + '"",' * 299 + '"«jroe»", "kroe"]',
    ),
    misses=(
        '"admins": ["admin", "root"], "owners": ["team", "microsoft"], "reviewers": ["a.b.c"]',
        "contributors: []\nowners = [x, y]\nnames = ['jroe']",
        '"followers": ["READ", "user:write", "example.com"]',
        "admins = get('jroe')",
        'admins = ["jroenutzer"]',
        'admins = ["' + "jroex" * 8 + '"]',
        'admins = ["' + "x " * 40 + 'x", "jroe"]',
        "admins = List." + "o" * 19 + '("jroe")',
        "admins = [" + " " * 25 + '"jroe"]',
    ),
)
