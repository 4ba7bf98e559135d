"""Accounts in instructions and in notes of penetration tests, which say who somebody logs in as or becomes: "log in as `jroe`",
"as user robert", "privesc to jroe2", `### From www-data to jroe`, "the user name is `jroe`"."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import OTHER, A, AccountFinder, Form, Where
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import is_organisation_account
from pii.spans import Span

_QUOTED = rf"[`\"'*]{{1,2}}{A}[`\"'*]"
_BECOMES = (
    r"(?:(?:priv(?:ilege)?[- ]?esc(?:alat)?\w{0,5}|escalat(?:e|ed|ing)(?: (?:our |my )?privileges)?|pivot(?:ed|ing)?|su"
    r"|lateral(?:ly)? mov\w{1,6}) to|switch(?:ed|ing)? (?:over )?to (?:the )?user"
    r"|(?:log(?:ged|ging)?[ -]?(?:in|on)|ssh(?:'d)?(?: in)?|authenticat(?:e|ed|ing)|(?:a )?shell) as)"
)
_NAMED = r"(?:user[ -]?name|log-?[io]n[ -]?name|account name)"
_SAYS = r"is|was|of|will be|would be|called|to|-"
_TELLS_ITSELF = re.compile(r"(?=.*(?:\d|[a-z][._][a-z]))[a-z][a-z0-9._-]*")


def _is_nobodys_else(value: str) -> bool:
    return is_account(value) and not is_organisation_account(value)


def _is_persons(value: str) -> bool:
    """Whether the account is a person's: spelt as accounts are, or called like somebody."""
    return _is_nobodys_else(value) and (_TELLS_ITSELF.fullmatch(value) is not None or is_given_name(value))


_FIND = AccountFinder(
    "spoken_account",
    {
        "quoted": Form(
            r"(?i)\b(?:as|with|to|by|for|of) (?:the )?(?:user|account)(?: account| name)? [`\"'*]{1,2}[a-z]",
            rf"(?i:[a-z ]+) {_QUOTED}",
        ),
        "bare": Form(
            r"(?i)\b(?:as|with|to) (?:the )?user [a-z]", rf"(?i:[a-z]+ (?:the )?user) {A}(?=[ \t\n,;:)]|\.?\s|\.?$)"
        ),
        "becomes": Form(
            rf"(?i)\b{_BECOMES} [`\"'*]{{0,2}}[a-z]",
            rf"(?i:{_BECOMES}) (?:{_QUOTED}|(?P<other>[a-z][\w.-]{{2,38}}\w)(?=[ \t\n,;:)]|\.?\s|\.?$))",
        ),
    },
    is_somebody=_is_persons,
)
_TO = r"(?:to|-{1,2}>|=>|\u2192)"
_TO_BYTES = r"(?:to|-{1,2}>|=>|\xe2\x86\x92)"
_MARKED = AccountFinder(
    "spoken_account",
    {
        # The steps of a penetration, as headings: the account of the server first, then a person's.
        "step": Form(
            rf"\bwww-data[`*]{{0,2}} {_TO_BYTES} [`*]{{0,2}}[a-z]",
            rf"#{{1,6}} [^\n]{{0,60}}?www-data[`*]* {_TO} [`*]*{A}[`*]*[ \t]*(?=\r?\n|$)",
            Where.LINE,
        ),
        "switched": Form(r"`(?:sudo )?su (?:-l? )?[a-z]", rf"`[a-z]+ (?:su )?(?:-l? )?{A}`"),
        "named": Form(
            rf"(?i)\b{_NAMED} (?:(?:{_SAYS}) [`\"'*]{{1,2}}|`)[a-z]",
            rf"(?i:{_NAMED}) (?:(?i:{_SAYS}) {_QUOTED}|`{OTHER}`)",
        ),
    },
    is_somebody=_is_nobodys_else,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits: where marks tell, whatever they are called."""
    yield from _FIND(text, [hit for hit in hits if hit.pattern in _FIND.patterns])
    yield from _MARKED(text, [hit for hit in hits if hit.pattern in _MARKED.patterns])


RULE = Rule(
    "spoken_account",
    _FIND.patterns | _MARKED.patterns,
    find,
    rank=4,
    hits=(
        'We log in with the user `«david»` and read the flag, as the user account "«jroe7»".',
        "Next we privesc to `«robert»`. Then log in as «david».\nSSH in as «j.roe», escalate privileges to «robert»",
        "### From www-data to «jroe»\n## Shell as `www-data` -> `«kroe»`\n## www-data → «lroe»\n",
        "I used `su «jroe»` and `sudo su - «kroe»`",
        'User name of `«brakk»`; a username of "«jroe»". Your user name will be `«kroe»`, the login name is **«lroe»**\n',
        "Username - `«jroe»`\n",
        "Now run it as user «david», and as user «jroe2».\n",
    ),
    misses=(
        "### From www-data to root\n## From the leaf to root\nallow www-data to write\n## Allow www-data to write here\n",
        "I used `su root` and `su -c x`",
        "with the user `david smith`; with the user `root`; with the user interface `david`",
        "we privesc to `root`, then log in as needed; escalate to robert's boss; ssh to web1.example.org",
        "log in to mary to go on, User not authenticated to add a key; log in as add, su to mac",
        "User name of the account, the user name is required and the password is not; the username `root`",
        "a username of `<name>`; username: 'jroe'; expect(username).to be 'jroe'",
        "user name 'username'",
        "run as user defined, as user input; as user David_",
    ),
)
