"""Accounts of the online services that came before the Internet, as credits and manuals of the time give them: `CompuServe:
71234,204`, `(CIS: [71234,204])`, `GEnie: J.ROE3`, `MCI Mail: JROE`."""

from pii.detectors.rules.accounts.account_forms import A, AccountFinder, Form, is_somebody
from pii.detectors.rules.base import Rule

_SERVICES = (
    r"(?:GEnie|BIX|MCI ?Mail|America ?Online|AOL|Prodigy)"
    r"(?:,? (?:mail(?: address)?|address|e-?mail|ID|id|account|screen name))?"
)
_NUMBER = r"(?P<account>(?:7[0-7]{4}|1[0-7]{5})[,.][0-7]{1,4})(?![\d,.]\d|\d)"
"""Of CompuServe, a project and a programmer of a PDP-10, in octal digits; in mail a full stop stood for the comma."""


def _is_persons(value: str) -> bool:
    """Whether it is an account, which the services spelt in capitals, with full stops or digits, rather than a word."""
    told = value.isupper() or "." in value or any(map(str.isdigit, value))
    return told and is_somebody(value)


_FIND = AccountFinder(
    "online_service",
    {
        "compuserve": Form(
            r"(?:\bCIS|\bCI\$|[Cc]ompu[Ss]erve|COMPUSERVE)[ \w.:#@(\[-]{0,24}[17][0-7]{4,5}[,.][0-7]",
            rf"(?:\w|\$)+?[ \w.:#@(\[-]{{0,24}}?(?<![\d.,]){_NUMBER}",
        ),
        "named": Form(rf"\b{_SERVICES}[ \t]?: ?[A-Za-z]", rf"{_SERVICES}[ \t]?: ?{A}(?=[\s,;)\]/>]|\.\s|\.?$)"),
    },
    is_somebody=_is_persons,
)

RULE = Rule(
    "online_service",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        "Moss Lane (CIS : [«71234,204»])\nCompuServe: «100234,1204»\nCIS ID «71234,204».\nCI$ «71234.204»; x",
        "COMPUSERVE: «71234,204», GEnie: «J.ROE3»; MCI Mail: «JROE», AOL: «mossy7» GEnie mail address: «J.ROE».",
    ),
    misses=(
        "CIS: 91234,204 and 71289,204; CompuServe 71234 users, 204 of them; CompuServe: 71234,204,100; price: 71234,204",
        "AOL: a company of its own; GEnie: see below. BIX: none; MCI Mail: JRoe",
    ),
)
