"""Accounts in instructions and in notes of penetration tests, which say who somebody logs in as or becomes: "log in as `jroe`",
"as user robert", "privesc to jroe2"."""

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import A, AccountFinder, Form
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.names import is_given_name
from pii.organisations import is_organisation_account

_QUOTED = rf"[`\"'*]{{1,2}}{A}[`\"'*]"
_BECOMES = (
    r"(?:(?:priv(?:ilege)?[- ]?esc(?:alat)?\w{0,5}|escalat(?:e|ed|ing)(?: (?:our |my )?privileges)?|pivot(?:ed|ing)?|su"
    r"|lateral(?:ly)? mov\w{1,6}) to|switch(?:ed|ing)? (?:over )?to (?:the )?user"
    r"|(?:log(?:ged|ging)?[ -]?(?:in|on)|ssh(?:'d)?(?: in)?|authenticat(?:e|ed|ing)|(?:a )?shell) as)"
)
_TELLS_ITSELF = re.compile(r"(?=.*(?:\d|[a-z][._][a-z]))[a-z][a-z0-9._-]*")


def _is_persons(value: str) -> bool:
    """Whether the account is a person's: spelt as accounts are, or called like somebody."""
    return (
        is_account(value)
        and not is_organisation_account(value)
        and (_TELLS_ITSELF.fullmatch(value) is not None or is_given_name(value))
    )


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

RULE = Rule(
    "spoken_account",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        'We log in with the user `«david»` and read the flag, as the user account "«jroe7»".',
        "Next we privesc to `«robert»`. Then log in as «david».\nSSH in as «j.roe», escalate privileges to «robert»",
        "Now run it as user «david», and as user «jroe2».\n",
    ),
    misses=(
        "with the user `david smith`; with the user `root`; with the user interface `david`",
        "we privesc to `root`, then log in as needed; escalate to robert's boss; ssh to web1.example.org",
        "log in to mary to go on, User not authenticated to add a key; log in as add, su to mac",
        "run as user defined, as user input; as user David_",
    ),
)
