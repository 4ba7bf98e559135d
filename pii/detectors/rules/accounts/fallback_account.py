"""Accounts that settings fall back to: `os.getenv("GH_USER", "jroe")`, `process.env.GH_OWNER || "jroe"`, `${GH_OWNER:-jroe}`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account, is_service
from pii.detectors.rules.base import Rule, identifier_around
from pii.detectors.scan import Hit
from pii.known.names import known_names
from pii.known.organisations import is_organisation_account
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import REACH, line_before, text_before

_NAME = r"(?:user(?:_?name|_?id)?|login|owner|author|handle|nick(?:_?name)?|account|maintainer)"
_A = r"(?P<account>[A-Za-z][\w.-]{1,38})"

_FORMS: dict[str, tuple[str, str]] = {
    # name: where it may stand (for the scanner), what stands there
    "argument": (
        rf"(?i){_NAME}[\"'],\s?(?:\w{{1,12}}\s?=\s?)?[\"']\w",
        rf"(?i:{_NAME})[\"'],\s?(?:\w+\s?=\s?)?(?P<quote>[\"']){_A}(?P=quote)",
    ),
    "operator": (
        rf"(?i){_NAME}[\"'\])]{{0,3}}\s?(?:\|\||\?\?|\?:|\bor\b|\|\|=)\s?[\"'`]\w",
        rf"(?i:{_NAME})[\"'\])]{{0,3}}\s?(?:\|\||\?\?|\?:|or|\|\|=)\s?(?P<quote>[\"'`]){_A}(?P=quote)",
    ),
    "expansion": (
        rf"(?i)(?:{_NAME}|namespace):-\w|\.(?:user(?:name)?|owner|login):\w",
        rf"\.?(?i:{_NAME}|namespace):-?{_A}\}}",
    ),
    "conditional": (
        r"(?:USER(?:NAME)?|LOGIN|OWNER|AUTHOR|ACCOUNT) ?\?= ?\w",
        rf"[A-Z]+ ?\?= ?{_A}(?=[ \t]*(?:#[^\n]*)?\r?(?:\n|$))",
    ),
}
_REGEXES = {f"fallback_account.{name}": re.compile(regex, re.MULTILINE) for name, (_, regex) in _FORMS.items()}
_LOOK_UP = re.compile(
    r"(?:(?:get_?env|environ\.get|environ\.setdefault|\benv(?:\.(?:str|get|fetch))?|ENV\.fetch|env_or|env\w*Or\w*|get\w*Or\w*"
    r"|\bconfig|lookup|SetDefault|setdefault|getProperty|flag\.String|var\.get|os\.Getenv)\((?:\"|')[\w.:/-]*"
    r"|(?:process\.env|import\.meta\.env|\benv)\.\w*|(?:process\.env|\bENV|\$_(?:ENV|SERVER)|environ|\benv)\[[\"'][\w.]*"
    r"|(?:--[\w-]*|[\"'][\w-]*)[\"'], ?default\s?=\s?)$",
    re.IGNORECASE,
)
"""Up to the word that ends the name of what is looked up."""
_FALLBACK = re.compile(r"(?:, ?[\"']|:-|=|[|?:] ?[\"'])([\w.-]+)(?=[\"'}\s])")
"""What something beside falls back to."""
_BEFORE = {
    "fallback_account.expansion": re.compile(r"\$\{[\w.]*$"),
    "fallback_account.conditional": re.compile(r"^(?:export )?[A-Z0-9_]*$"),
}


_DATABASES = frozenset("db database sql mysql mariadb postgres postgresql pg mongo mongodb redis".split())
"""Whose accounts are applications', unless they are called like a person."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + REACH)
        if match is None or not _is_looked_up(text, hit):
            continue
        place = match.span("account")
        value = match["account"]
        if not _DATABASES.isdisjoint(words(identifier_around(text, hit.start))) and not any(known_names(value.title())):
            continue
        if is_account(value) and not _is_everywhere(text, *place) and not is_organisation_account(value, owner=True):
            yield Span(*place, Label.USERNAME)


def _is_everywhere(text: str, start: int, end: int) -> bool:
    """Whether what stands beside falls back to the same word: the name of a database, its user and its password."""
    around = text_before(text, start) + " " + text[end : end + REACH]
    return is_service(text, start, end) or text[start:end] in _FALLBACK.findall(around)


def _is_looked_up(text: str, hit: Hit) -> bool:
    before = text[line_before(text, hit.start) : hit.start]
    return _BEFORE.get(hit.pattern, _LOOK_UP).search(before) is not None


RULE = Rule(
    "fallback_account",
    {f"fallback_account.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    proves=False,
    hits=(
        "username = os.getenv('SWITCH_USER', '«jroe»')",
        'os.environ.get("GITHUB_OWNER", default="«jroe»")',
        'ENV.fetch("DEPLOY_USER", "«jroe»")',
        'env("MAIL_USERNAME", "«jroe»")',
        'System.getenv().getOrDefault("VPN_USER", "«jroe»")',
        'getenv("DB_USER", "«jane»")',
        "const owner = process.env.GH_OWNER || '«jroe»';",
        'Deno.env.get("GH_USER") ?? "«jroe»"',
        "user: ENV['DEPLOY_USER'] || '«jroe»'",
        'export TF_VAR_github_owner="${GH_OWNER:-«jroe»}"',
        '@Value("${switch.username:«jroe»}")',
        "GH_OWNER ?= «jroe»\n",
    ),
    misses=(
        'getenv("DB_USER", "jroe"); user: ${TAX_DB_USERNAME:-tax}',
        "os.getenv('DB_USER', 'root')",
        "os.getenv('DB_USER', 'postgres') ${DB_USER:-admin}",
        "attributes.put('user', 'jroe')",
        "user.login || 'jroe'",
        "os.getenv('USER_ROLE', 'jroe')",
        "process.env.GH_OWNER || 'widget-labs'",
        "${USER:-$(whoami)} ${OWNER:-}",
        "DB_NAME = env('DB_NAME', 'orders'); user = env('DB_USER', 'orders'); password = env('DB_PASS', 'orders')",
        "OWNER ?= $(shell whoami)\n",
        "x = env('SHOP_QUEUE', 'orders'); user = env('SHOP_USER', 'orders')",
        "user = env('SHOP_USER', 'orders'); x = env('SHOP_QUEUE', 'orders')",
    ),
)
