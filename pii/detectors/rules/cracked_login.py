"""Accounts and passwords in what tools that read them out of Windows print: Mimikatz, secretsdump."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.forms import Around, Finder, Forms, places

_A = r"(?P<account>[A-Za-z][\w.-]{0,38}\w)"
_END = r"(?=[ \t]*\r?(?:\n|$))"

_FORMS: Forms = {
    # name: where it may stand (for the scanner), what stands there
    "mimikatz": (
        r"\* (?:Username|Password) {1,4}: \S",
        re.compile(rf"\* (?:Username +: {_A}{_END}|Password +: (?!\(null\))(?P<password>\S[^\r\n]{{2,80}}?){_END})"),
    ),
    "hash": (
        r"(?i)\* (?:NTLM|LM|SHA1) {1,8}: [0-9a-f]{32}",
        re.compile(r"\* \w+ +: (?P<key>[0-9a-fA-F]{32,40})(?!\w)"),
    ),
    "dumped": (
        r":[0-9a-fA-F]{32}:[0-9a-fA-F]{32}:::",
        re.compile(
            rf"(?:[\w.-]+\\)?(?:(?:Administrator|Guest|krbtgt|DefaultAccount|WDAGUtilityAccount|[\w.-]+\$)|{_A})"
            r":\d+:[0-9a-fA-F]{32}:(?P<key>[0-9a-fA-F]{32}):::"
        ),
    ),
}
_AROUND: Around = {
    "mimikatz": re.compile(r"\* (?:Domain|NTLM|LM|SHA1) {1,8}:|msv :|kerberos :|wdigest :"),
}

RULE = Rule(
    "cracked_login",
    places("cracked_login", _FORMS),
    Finder("cracked_login", _FORMS, around=_AROUND, lines=frozenset(("dumped",))),
    rank=4,
    hits=(
        "\t * Username : «jroe»\n\t * Domain   : X\n\t * Password : «lark mist»\n"
        "\t * NTLM     : «8846f7eaee8fb117ad06bdd830b7586c»\n",
        "«jroe»:1105:aad3b435b51404eeaad3b435b51404ee:«8846f7eaee8fb117ad06bdd830b7586c»:::\n"
        "X\\Administrator:500:aad3b435b51404eeaad3b435b51404ee:«9846f7eaee8fb117ad06bdd830b7586c»:::\n",
    ),
    misses=(
        "* Username : jroe\n* Password : larkmist\n",
        "* Password : (null)\n* NTLM     : x\n",
        "a:1105:aad3b435b51404eeaad3b435b51404ee:x:::\n",
    ),
)
