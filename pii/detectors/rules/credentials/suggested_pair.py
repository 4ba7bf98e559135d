"""Account and password side by side where nothing but their place says so: `("jane@example.org", "V")`, `192.0.2.7 (root/V)`,
`ID/PW: jroe/V`. What proves itself is found by `credential_pair`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import AT, Rule, enclosing
from pii.detectors.rules.credentials.credential_pair import gives_pair
from pii.detectors.rules.credentials.credential_values import fits_place
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_REACH = 200
"""Characters after a place in which the password may stand."""

_MAIL = r"[\w.+-]{1,64}@[\w-]{1,60}\.[\w.-]{1,60}"
_WORD = r"(?P<value>(?!\w+=)[^\s\"'`*|,;()<>\[\]]{3,40})"

_LIST = re.compile(r"[(\[][\"'][\w.+-]{1,64}@[\w.-]{1,60}[\"'], ?[\"']", re.ASCII)

_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what stands there
    "list": (
        "",  # where `_LIST` matches
        re.compile(rf".[\"']{_MAIL}[\"'], ?(?P<quote>[\"'])(?P<value>[^\"'\s\\]{{3,60}})(?P=quote)\s?[)\]]"),
    ),
    "mail": (
        r"@[\w-]{1,40}\.\w{2,10}[`*]{0,3} / [`*]{0,3}\S",
        re.compile(rf"@[\w.-]+[`*]{{0,3}} / [`*]{{0,3}}{_WORD}(?=[`*\s,;).|]|$)"),
    ),
    "account": (
        r"(?i)\b(?:user(?:name)?|login|account|id)[`*]{0,2}:? ?[`*\"']{0,3}[\w.@-]{2,40}[`*\"']{0,3},? ?(?:/|and|,|&|\|)?"
        r" ?[`*]{0,2}pass",
        re.compile(
            r"(?i:user(?:name)?|login|account|id)(?![A-Za-z])[^\n/@]{2,60}?(?i:passw(?:or)?d|pass)[`*]{0,3}"
            rf"(?: is |: ?| )[`*\"']{{0,3}}{_WORD}(?=[`*\"'\s,;).]|$)"
        ),
    ),
    "attempt": (
        r"login attempt \[|[(`](?:root|admin):[\w!@#$%]{4}",
        re.compile(
            rf"(?:login attempt \[b?'?[\w.-]+'?/b?'?|[(`](?:root|admin):)(?!\w+[: ]0?[0-7]{{3}}\b){_WORD}(?=['\]`)])"
        ),
    ),
    "labelled": (
        r"(?i)(?:\b(?:login|credentials?)|/ ?(?:password|passwd|pass|pw)):? [\w.@-]{2,30} ?/ ?[!-~]",
        re.compile(
            r"(?:login|credentials?|/ ?(?:password|passwd|pass|pw)):? [\w.@-]{2,40} ?/ ?"
            r"(?:(?P<quote>[\"'`])(?P<quoted>[^\"'`/\n]{3,60})(?P=quote)"
            r"|(?P<value>[!-.0-~]{4,60}?)(?=[.,;)!]*(?:[\s\"'`<]|[^ -~]|$)))",
            re.IGNORECASE,
        ),
    ),
    "host": (
        r"\d ?[(\[]\w{2,20} ?/ ?[!-~]",
        re.compile(
            r"\d\s?[(\[](?!kworker|migration|ksoftirqd|cpuhp|watchdog)[a-z]\w{1,20} ?/ ?(?P<value>[!-.0-~]{4,40}?)[)\]]"
        ),
    ),
}
_TOLD = re.compile(r"(?i:pass|pwd|\bpw\b|credential|log_?in|sign_?in|auth)")
_SIGHT = 600
"""Characters around a list in which something says that passwords are in it: others have names and companies beside addresses."""
_ADDRESSEE = re.compile(r"(?i:address|mailbox|contact|recipient|sender)\w*(?:\s\w{1,20})?$")
"""What takes an address and the name that is shown beside it."""
_ROLES = frozenset("user member owner editor viewer customer guest manager moderator staff".split())
"""What users may do, which helpers of tests take behind an address; `admin` is a password as often."""
_TELEPHONE = re.compile(r"\+?\d{9,15}")
_REGEXES = {f"suggested_pair.{name}": regex for name, (_, regex) in _FORMS.items()}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in enclosing(text, hits, "suggested_pair.list", _LIST, REACH, REACH):
        match = _REGEXES[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is None:
            continue
        group = "quoted" if match.groupdict().get("quoted") else "value"
        before, label, _ = text[hit.start : match.start(group)].lower().rpartition("pass")
        if label and gives_pair(before, match[group]):
            continue
        listed = hit.pattern == "suggested_pair.list"
        told = listed and _TOLD.search(text, max(0, hit.start - _SIGHT), match.end() + _SIGHT) is not None
        if listed and (match[group] in _ROLES or _ADDRESSEE.search(text, max(0, hit.start - REACH), hit.start)):
            continue
        if fits_place(match[group], among_words=not told) and not (listed and _TELEPHONE.fullmatch(match[group])):
            yield Span(*match.span(group), Label.PASSWORD)


RULE = Rule(
    "suggested_pair",
    AT | {f"suggested_pair.{name}": pattern for name, (pattern, _) in _FORMS.items() if pattern},
    find,
    rank=4,
    proves=False,
    hits=(
        'login("jane@example.org", "«larkmist»"), ("jane@example.org", "«larkmist»"),',
        "- Demo: `jane@example.org` / `«larkmist7»`",
        "FTP username: jroe, password: «ccna77»)",
        "login attempt [b'root'/b'«xc3511»'] failed",
        'logins = ("jane@example.org", "«a@b»"), ("jane@example.org", "«lark.x»")',
        '("jane@example.org", "max@example.org"), ("jane@example.org", "password"), ("jane@example.org", "«larkmist»")',
        "ID/PW: jroe/«Moss!Lane42»",
        "login/password: jroe/«Moss!Lane42»",
        "Default login: admin / «tin-Drum_77»",
        "192.0.2.7 (root/«IhqTb1Gw»)",
    ),
    misses=(
        "check('de_DE.utf8@euro', 'de_DE.ISO8859-15')",
        "the copy is `root:wheel:0755` and `root:staff 644` there",
        '("jane@example.org", "password"),',
        "login and password: jroe:larkmist7",
        "SELECT tests.create_login('jane@example.org', 'user'); login('jane@example.org', 'viewer')",
        '("jane@example.org", "larkmist"), ("max@example.org", "Larkmist"), ("jane@example.org", "lark.x")',
        "mail_user=USER mail_pass=PASS mail_host=HOST:587 x",
        "jane@example.org / Jane Roe",
        'auth MessageAddress to("jane@example.org", "larkmist"); newContact("jane@example.org", "larkmist")',
        "user name and password are required",
        "usernamePassword: 'jroe:Lark77!'",
        "root:x:0:0:root:/root:/bin/bash",
        "user/repository, user:group, WORKDIR /root/widget-1.2",
        "mysql://user:password@localhost:3306/db",
        "(1, 'jane@example.org', '1234567890', 'x'), Contact('jane@example.org', '1199123456')",
        "192.0.2.7 (root/admin)",
        "1.2 (and/or)",
        "id: app/v2/users",
        "user: me/project1/x",
        "v2.1 [updated 04/18 (mm/dd/yy8)]",
    ),
)
