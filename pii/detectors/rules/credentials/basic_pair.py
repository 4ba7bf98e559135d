"""Account and secret of HTTP's basic authentication (RFC 7617), joined by a colon as clients take them: `auth: 'jroe:V'` of Node,
`CURLOPT_USERPWD, "jroe:V"`, `make_headers(basic_auth="jroe:V")` of urllib3; and under other keys that say so,
`usernamePassword` of Jenkins, `token` of Milvus, `userpass`, `credentials`.

What a machine made is a key: services tell `api` or no account at all apart from a person's."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_forms import is_somebody
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import (
    fits_place,
    is_secret_value,
    is_version,
    looks_generated,
    may_be_password,
    tells_itself,
)
from pii.detectors.rules.credentials.vendors import is_vendor_key
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_REACH = 120
"""Characters of a secret, at most."""

_NAME = r"(?i)(?:\bauth|basic_?auth|proxy_?auth|http_?auth|userpwd|user_?name_?pass(?:word|wd)?|userpass|credentials?)"
_PAIR = re.compile(
    r"\w+[\"']?\s?(?::|=>|=|,)\s?b?(?P<quote>[\"'])(?P<account>[A-Za-z][\w.-]{0,38}|[\w.+-]+@[\w.-]+|)"
    r":(?P<secret>[^\s:/\"'`{}$<>\\,;|](?:[^\s:/\"'`{}$<>\\,;|]|/(?!/)){3,99})(?P=quote)(?!\s*(?:[+.%]|:))"
)
"""Quoted, and neither put together nor the name of another value."""
_NAMES_PAIR = re.compile(r"(?:.*[._-])?user(?:_?name_?pass(?:word|wd)?|pass)", re.IGNORECASE)
_TOKEN_ACCOUNTS = frozenset({"api", "apikey", "token", "key"})
"""What services have for an account where a key says whose it is."""
_SCHEMES = frozenset("http https basic bearer digest oauth oauth2 ntlm aws env file vault user username type".split())
"""What stands before a colon and is no account."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the secrets at the hits, and the accounts of persons beside them."""
    for hit in hits:
        match = _PAIR.match(text, hit.start, hit.end + _REACH)
        if match is None or match["account"].lower() in _SCHEMES or is_version(match["secret"]):
            continue
        account, secret = match["account"], match["secret"]
        label = basic_label(secret)
        if label is Label.PASSWORD and not (
            tells_itself(secret) and fits_place(secret, among_words=True) or _is_chosen(secret)
        ):
            continue
        yield Span(*match.span("secret"), label)
        if account and "@" not in account and account.lower() not in _TOKEN_ACCOUNTS and is_somebody(account):
            yield Span(*match.span("account"), Label.USERNAME)


def _is_chosen(secret: str) -> bool:
    """Whether the secret mixes kinds of characters, be it that some of them look like markup's: `Lark&mist1`."""
    return looks_generated(secret, Label.PASSWORD) and may_be_password(secret)


def names_pair(name: str) -> bool:
    """Whether what stands under the name is an account and its password: `usernamePassword`, not `user_password`."""
    return _NAMES_PAIR.fullmatch(name) is not None


def basic_label(secret: str) -> Label:
    """What the secret of basic authentication is: a service's key, or what somebody chose."""
    made = len(secret) >= _LEAST_KEY and is_secret_value(secret) or is_vendor_key(secret)
    return Label.KEY if made else Label.PASSWORD


_LEAST_KEY = 20
"""Characters; password managers make passwords of fewer."""

RULE = Rule(
    "basic_pair",
    {
        "basic_pair.name": rf"{_NAME}[\"']?\s?(?::|=>|=|,)\s?b?[\"'][\w.@+-]{{0,40}}:[^\s:/\"']",
        # Milvus takes the pair as a token; other tokens with a colon are none.
        "basic_pair.token": r"\btoken[\"']?\s?[:=]\s?[\"']root:[^\s:/\"']",
    },
    find,
    rank=4,
    hits=(
        "request.get({ url: u, auth: 'api:«key-0e8pwgtt5ylx0m94xwuzqys2»' })",
        "const o = {\n  host: 'h',\n  auth: '«jroe»:«lark1mist»',\n}; \"auth\": \":«q7Zt3KxW9bRm2VnC8pLd»\"",
        'curl_setopt($ch, CURLOPT_USERPWD, "«jroe»:«lark1mist»"); c.setopt(pycurl.USERPWD, "admin:«lark1mist»")',
        "MilvusClient(uri, token='root:«Lark&mist1»'); ConnectConfig{uri='x', token='root:«Lark&mist1»', username='null'}",
        "make_headers(basic_auth='«jroe»:«lark!mist»'); make_headers(proxy_basic_auth=\"jane@example.org:«lark1mist»\")",
        "CURLOPT_USERPWD => '«jroe»:«lark1mist»', 'httpAuth' => \"api:«q7Zt3KxW9bRm2VnC8pLd»\"",
        "usernamePassword: '«jroe»:«La@rk/77»'\ncredentials: \"«kroe»:«Lark!77»\"\n{'userpass': '«lroe»:«Lark!77»'}",
    ),
    misses=(
        "credentials: 'same-origin', credentials: 'user:pass', credentials: 'https://x1', userPassword: 'jroe:Lark!77'",
        "token='jroe:Lark&mist1'; token: 'root:${pw}'; token = 'root:larkmist'; csrf_token='root:Lark&mist1'",
        "auth: 'http:basic', auth: 'oauth2:google', auth: 'user:password', auth: 'jroe'",
        "auth: 'jroe:' + pw, auth: `jroe:lark1mist`, auth: 'jroe:${pw}', auth: \"a:b\": 'jroe:lark1mist'",
        "author: 'jroe:lark1mist', oauth: 'jroe:lark1mist', auth: 'https://jroe', 'auth:signin2': x",
        "auth: 'scope:read', auth: 'keycloak:v2.1', auth: 'jroe:larkmist'",
        'curl_setopt($ch, CURLOPT_USERPWD, "$user:$password")',
    ),
)
