"""Persons among the users of pg_hba.conf, where PostgreSQL is told who may connect, and in messages that quote a line of it.

A line has a kind, databases, users, an address unless the kind is local, and a method. Most users are services, whatever their
name, so that only those who are named for a person count.
"""

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import OTHER, THIRD, A, AccountFinder, Form
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.known.names import is_family_name, is_given_name

_USERS = rf"{A}(?:,{OTHER})?(?:,{THIRD})?"
_ADDRESS = (
    r"(?:\d+\.\d+\.\d+\.\d+|[0-9a-fA-F]*:[0-9a-fA-F:]+|all|samehost|samenet|\.?[a-z][\w-]*(?:\.[\w-]+)+)"
    r"(?:/\d+|[ \t]+\d+\.\d[\d.]*)?"
)
_METHOD = r"(?:md5|scram-sha-256|trust|peer|ident|password|cert|reject|gss|sspi|ldap|pam|radius|bsd|oauth)\b"
_PARTS = re.compile(r"[._-]")
_SHORTEST = 4
"""Letters of a family name behind an initial; fewer begin any word."""


def is_persons(value: str) -> bool:
    """Whether an account is named for a person: `anna`, `jane.roe`, `ajensen`."""
    if not is_account(value):
        return False
    words = [word for word in _PARTS.split(value.rstrip("0123456789")) if len(word) > 1]
    known = [is_given_name(word) or is_family_name(word) for word in words]
    last = words[-1][1:] if words else ""
    return bool(known) and all(known) or len(words) == 1 and len(last) >= _SHORTEST and is_family_name(last)


_FIND = AccountFinder(
    "database_access",
    {
        "host": Form(
            r"\bhost(?:ssl|nossl|gssenc|nogssenc)?[ \t]+[\w\".*][\w\",.*+-]{0,40}[ \t]+[A-Za-z][\w.-]",
            rf"\w+[ \t]+[\w\",.*+-]+[ \t]+{_USERS}[ \t]+{_ADDRESS}[ \t]+{_METHOD}",
        ),
        "local": Form(
            r"(?m)^local[ \t]+[\w\",.*+-]{1,40}[ \t]+[A-Za-z][\w.,-]{1,60}[ \t]+"
            r"(?:md5|scram|trust|peer|ident|password|reject|ldap|pam)",
            rf"local[ \t]+\S+[ \t]+{_USERS}[ \t]+{_METHOD}",
        ),
    },
    is_somebody=is_persons,
)

RULE = Rule(
    "database_access",
    _FIND.patterns,
    _FIND,
    rank=4,
    hits=(
        "hostssl  orders  «ajensen»,«kari.jensen»  192.0.2.0/24  scram-sha-256\n"
        "host all «jjensen2» 192.0.2.0 255.255.255.0 md5\n",
        'matched file "/etc/pg_hba.conf" line 14: "host all  «ajensen»  2001:db8::/32  ldap x=y"',
        "local   all   «ajensen»   peer map=x\n",
    ),
    misses=(
        "host all all 192.0.2.0/24 md5\nhost all +ajensen 192.0.2.0/24 md5\nhost all postgres ::1/128 trust\n"
        "local all all peer\n",
        "host orders orders_app 192.0.2.0/24 md5\nlocal replication replicator trust\nhost all darttrust 0.0.0.0/0 trust\n",
        "the host runs ajensen 192.0.2.7 here\nlocal all ajensen = peer\nhost a ajensen b md5\nlocal x ajensen 7\n",
    ),
)
