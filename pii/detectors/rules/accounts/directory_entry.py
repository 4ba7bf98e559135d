"""Persons and accounts in the names of a directory's entries: `CN=Jane Roe,OU=People`, `uid=jroe,ou=people,dc=example`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person, starts_with_given_name
from pii.detectors.scan import Hit
from pii.known.system_accounts import is_system_account
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_ACCOUNT = re.compile(r"(?:uid|UID|sAMAccountName)=(?P<account>[A-Za-z][\w.-]*\w),(?: ?)(?i:ou|cn|dc|o)=", re.ASCII)
_PERSON = re.compile(rf"(?:CN|cn)=(?P<name>{NAME_IN_LINE}),(?: ?)(?i:ou|cn|dc|o)=(?P<unit>[\w ]*)")
_PEOPLE = re.compile(r"people|users|staff|eng|sales|team|employees|person", re.IGNORECASE)
_GROUP = re.compile(r" (?:Admins|Users|Guests|Computers|Controllers|Operators|Publishers|Owners|Clients|Servers)$")
"""Groups of accounts, which stand among persons."""
_FIELD = re.compile(r"(?:uid|sAMAccountName|memberUid): (?P<account>[A-Za-z][\w.-]*\w)[ \t]*\r?(?=\n|$)", re.ASCII)
_ATTRIBUTE = re.compile(r"samaccountname[\"'] ?: ?[\"'](?P<account>[A-Za-z][\w.-]*\w)[\"']", re.IGNORECASE)
"""Of Active Directory, in what its collectors write as JSON; accounts of machines end in a dollar sign."""
_ENTRY_ABOVE = re.compile(r"(?:^|\n)(?:dn|objectClass|cn|sn|member\w*|uid|gid\w*): ", re.IGNORECASE)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the persons and accounts at the hits."""
    for hit in hits:
        if hit.pattern == "directory_entry.person":
            match = _PERSON.match(text, hit.start, hit.end + REACH)
            if match and is_person(match["name"]) and not _GROUP.search(match["name"]):
                if starts_with_given_name(match["name"]) or _PEOPLE.match(match["unit"]):
                    yield Span(*match.span("name"), Label.NAME)
            continue
        reading = _ATTRIBUTE if hit.pattern == "directory_entry.attribute" else _ACCOUNT
        match = reading.match(text, hit.start, hit.end + REACH)
        if match is None:
            match = _FIELD.match(text, hit.start, hit.end + REACH)
            if match and not _ENTRY_ABOVE.search(text, hit.start - REACH, hit.start):
                match = None
        if match and not is_system_account(match["account"]):
            yield Span(*match.span("account"), Label.USERNAME)


RULE = Rule(
    "directory_entry",
    {
        "directory_entry.account": r"\b(?:uid|UID|sAMAccountName)=[A-Za-z]|\b(?:uid|memberUid|sAMAccountName): [A-Za-z]",
        "directory_entry.attribute": r"(?i)\bsamaccountname[\"'] ?: ?[\"'][A-Za-z]",
        "directory_entry.person": r"\b(?:CN|cn)=[A-Z\xc3\xc4\xc5]",
    },
    find,
    rank=4,
    hits=(
        "dn: uid=«jroe»,ou=people,dc=example,dc=org",
        "CN=«Jane Roe»,OU=Eng,DC=corp; uid=«jroe»,ou=people",
        "dn: cn=x\nuid: «jroe»\nmemberUid: «kroe»\n",
        '{"samaccountname": "«Jane.Roe»", "x": null, "sAMAccountName":"«kroe»"}',
    ),
    misses=(
        "uid=1000(x) gid=1000, uid = get_uid()",
        "uid=_KEEP and if not uid: continue",
        "uid: stats.uid,",
        "CN=Domain Admins,OU=Groups,DC=corp",
        "CN=Domain Admins,CN=Users,DC=corp",
        "CN=Example Root Authority,O=Example",
        "uid=root,ou=system",
        '{"samaccountname": "HOST7$", "samaccountname": null, "sAMAccountName": "administrator"}, samaccountname: "x y"',
    ),
)
