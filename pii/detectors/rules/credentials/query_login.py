"""Accounts and passwords beside each other in an address under a letter each, as servers of Subsonic and InfluxDB take them:
`?u=jroe&p=V`. Alone, `p` is a page and `u` a number or an address."""

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_forms import Finder, Forms, places

_ACCOUNT = r"u=(?P<account>(?![0-9a-f]{16,})[A-Za-z][\w.-]{1,38})"
_PASSWORD = r"p=(?:enc:)?+(?P<password>(?!\d{1,4}(?:[^\w%]|\Z))(?:[^\s&\"'<>#;%{}()\[\]\\|`]|%[0-9A-Fa-f]{2}){4,80})"
"""Subsonic's clients may give its hexadecimal digits: `p=enc:6c61726b`."""
_END = r"(?=[&\s\"'`)\]<]|\Z)"

_FORMS: Forms = {
    "account": (r"[?&]u=[A-Za-z][\w.-]{1,38}&p=[^&\s]", re.compile(rf".{_ACCOUNT}&{_PASSWORD}{_END}")),
    "password": (r"[?&]p=[^&\s=]{4,80}&u=[A-Za-z]", re.compile(rf".{_PASSWORD}&{_ACCOUNT}{_END}")),
}

RULE = Rule(
    "query_login",
    places("query_login", _FORMS),
    Finder("query_login", _FORMS),
    rank=4,
    proves=False,
    hits=(
        "GET http://music.example.org/rest/ping.view?v=1.2.0&u=«wendelaar»&p=«three%20Slow%20rivers%207»&title=x",
        "curl 'http://db:8086/query?u=«wendelaar»&p=«larkmist»' /ping?p=enc:«6c61726b6d697374»&u=«wendelaar»&c=x",
    ),
    misses=(
        "/forum?u=wendelaar&p=3 /forum?p=12&u=wendelaar /x?u=17&p=larkmist /x?u=0a1b2c3d4e5f60718293a4b5c&p=larkmist",
        "/x?u=https://example.org&p=larkmist /x?p=larkmist&v=1&u=wendelaar /x?menu=jroe&up=larkmist /x?u=wendelaar&p=${PASS}",
    ),
)
