"""Accounts and passwords that a script types or logs in with on a desktop: `Send jroe{Tab}V{Enter}` and `RunAs, jroe, V` of
AutoHotkey, `RunAs("jroe", "CORP", "V")` of AutoIt, `SendKeys "jroe{TAB}V{ENTER}"` of Windows' script host and VBA."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import is_somebody
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.placeholders import is_mask, names_what_belongs_there
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_REACH = 300
"""Characters of a line on either side of a place."""

_A = r"(?P<account>[A-Za-z][\w.-]{0,38}\w)"
_FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    # name: where it may stand (for the scanner), what its line holds
    "sent": (
        r"(?i)\{tab(?: \d)?\}[^\s{}%\"']",
        re.compile(
            rf"[^\n]*?\bsend(?:input|event|play|keys|raw|text)?[,( ]+[\"']?(?:{_A}|[\w.+-]+@[\w.-]+)\{{tab(?: \d)?\}}"
            r"(?P<password>[^\s{}%\"'][^{}%\"'\n]{1,60}[^\s{}%\"'])(?:\{(?:enter|return|tab)\}|[\"']|[ \t]*(?:\r?\n|$))",
            re.IGNORECASE,
        ),
    ),
    # AutoHotkey's command takes its arguments as they are; the function of its second version takes strings.
    "run_as": (
        r"(?im)^[ \t]{0,8}RunAs[, ]",
        re.compile(
            rf"[ \t]*RunAs(?:, ?{_A}, ?(?P<password>[^\s,%][^,%\n]{{1,60}}[^\s,%])[ \t]*(?=,|\r?\n|$)"
            rf"| ?(?P<mark>[\"'])(?:{_A.replace('account', 'account2')})(?P=mark), ?"
            r"(?P<quote>[\"'])(?P<password2>[^\"'\n]{3,60})(?P=quote))",
            re.IGNORECASE,
        ),
    ),
    "run_as_call": (
        r"\bRunAs(?:Wait)?\(\"\w",
        re.compile(rf"[^\n]*?\bRunAs(?:Wait)?\(\"{_A}\", ?[^\s,]+, ?\"(?P<password>[^\"\n]{{3,60}})\","),
    ),
}
_LABELS = {"account": Label.USERNAME, "password": Label.PASSWORD}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts and passwords of the lines at the hits."""
    for hit in hits:
        form = _FORMS[hit.pattern.removeprefix("keystrokes.")][1]
        match = form.match(text, line_before(text, hit.start, _REACH), line_after(text, hit.end, _REACH))
        for group, value in match.groupdict().items() if match else ():
            label = _LABELS.get(group.rstrip("2"))
            if label and value and _is_given(label, value):
                yield Span(*match.span(group), label)  # pyright: ignore[reportOptionalMemberAccess]


def _is_given(label: Label, value: str) -> bool:
    """Whether it is no stand-in; braces are signs of a password like others here."""
    if label is Label.USERNAME:
        return is_somebody(value)
    if value.istitle() and value.isalpha():
        return False  # a form's next field
    return not (is_mask(value) or names_what_belongs_there(value) or value.lower() in ("password", "pass"))


RULE = Rule(
    "keystrokes",
    {f"keystrokes.{name}": pattern for name, (pattern, _) in _FORMS.items()},
    find,
    rank=4,
    hits=(
        "^!p::\nRunAs, «jroe», «Lark{Mist}7», FERN\nSendInput, «jroe»{Tab}«lark-mist»{Enter}\nreturn\n",
        'Send "«jroe»{Tab}«larkmist»{Enter}"\nSend «kroe»{tab 2}«lark mist»{enter}\nSendInput jane@example.org{TAB}«larkmist»\n',
        'WshShell.SendKeys "«jroe»{TAB}«larkmist»{ENTER}"\nSend("«kroe»{TAB}«larkmist»{ENTER}")\n',
        'RunAs "«jroe»", "«larkmist»", "FERN"\nRunAs, administrator, «larkmist»\n'
        'RunAs("«kroe»", @ComputerName, "«larkmist»", 0, "x.exe")\n',
    ),
    misses=(
        "RunAs, %user%, %password%\nRunAs\nRunAs, jroe\nRunAs, administrator, %pw%, FERN\n",
        "Send {Tab}{Enter}\nSend %user%{Tab}%pass%{Enter}\nSend ^c{Tab}{Down 3}\nMsgBox, jroe{Tab}larkmist{Enter}\n"
        "Send {Tab}lark mist{Enter}\n",
        'SendKeys "{TAB}" & pass & "{ENTER}"\nSend, username{Tab}password{Enter}\nRunAs(user, domain, "larkmist")\n',
    ),
)
