"""Keys in HTTP's Authorization header behind whatever scheme a service has made up: `Authorization: KakaoAK 3f8b…`, `SSWS 00Qc…`,
`Token token=…` (RFC 9110, 11.4: a scheme, a blank, then a token or parameters). `key_assignment` knows Basic and Bearer."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import is_secret_value
from pii.detectors.scan import Hit
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after

_JOINT = r"(?:[ ]?(?P<quote>[\"'`]) ?[+.&,]{1,2} ?(?P=quote)|[ ])"
"""Between a scheme and its token: a blank, which may end one literal of two that are joined."""
_TOKEN = r"(?P<token>[\w.~+/-]{12,2000}={0,2})(?::fx)?(?![\w.~+/:=@(\[{%$<*-])"
"""A `token68`; DeepL ends the keys of its free service in `:fx`."""
_HEADER = re.compile(
    r"(?i:authorization)[\"'`\])]{0,3}\s?(?:=>|[:=,])\s?(?:\{?\s?[\"']?value[\"']?\s?:\s?)?\\?[\"'`]{0,2}"
    rf"(?P<scheme>[A-Za-z][\w-]{{1,30}}){_JOINT}(?:{_TOKEN})?",
    re.ASCII,
)
_ANSWERS = frozenset(
    "basic bearer digest ntlm negotiate kerberos hawk signature hmac scram-sha-1 scram-sha-256 hoba mutual sharedkey".split()
)
"""Lower case; schemes whose token is an answer to a challenge or a signature, and those that `key_assignment` reads."""
_PARAMETER = re.compile(
    r"(?i:\b(?:access_?|auth_?|api_?)?(?:token|key|secret)|\bauth)=\\?[\"']?(?P<token>[\w.~+/-]{12,400}={0,2})(?![\w.~+/=(\[{%$<-])",
    re.ASCII,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the tokens at the hits, and the values of parameters that are called like one."""
    for hit in hits:
        header = _HEADER.match(text, hit.start)
        if header is None or header["scheme"].lower() in _ANSWERS:
            continue
        if header["token"] is not None:
            places = [header]
        else:
            places = list(_PARAMETER.finditer(text, header.end("scheme"), line_after(text, header.end("scheme"))))
        for place in places:
            if _is_credential(place["token"]):
                yield Span(*place.span("token"), Label.KEY)


def _is_credential(token: str) -> bool:
    """Whether a machine made the token, or a part of it between dots, as Zoho's behind the number of a data centre."""
    return not is_placeholder(token) and any(map(is_secret_value, (token, *token.split("."))))


_HEX = "3f8ba81f351f88bb4cd56113f479b984"

RULE = Rule(
    "authorization",
    {
        "authorization.header": (
            r"(?i)\bauthorization[\"'`\])]{0,3}\s?(?:=>|[:=,])\s?(?:\{?\s?[\"']?value[\"']?\s?:\s?)?\\?[\"'`]{0,2}"
            r"[a-z][\w-]{1,30}[ \"'`]"
        ),
    },
    find,
    rank=4,
    hits=(
        f"curl -H 'Authorization: KakaoAK «{_HEX}»' https://example.org\nAuthorization: `KakaoAK «{_HEX}»`.",
        f'headers = {{"Authorization": "Klaviyo-API-Key «pk_{_HEX}»"}}',
        '-H "Authorization: SSWS «00QcKq3xJ9aLm2Zt7YbN5vRw8sDf1gHj4kUp6eXo0i»"\n',
        "  authorization: 'GenieKey «f218dad7-6cf6-4dd8-8d7b-f7500bb7a425»'",
        f"req.Header.Set(\"Authorization\", \"ApiKey «{_HEX}»\")\n'Authorization' => 'Zoho-oauthtoken «1000.{_HEX}.{_HEX}»',",
        "Authorization: DeepL-Auth-Key «f218dad7-6cf6-4dd8-8d7b-f7500bb7a425»:fx\n",
        f"http['authorization'] = 'Apikey ' + '«{_HEX}»'",
        f'Authorization: Token token="«{_HEX}»"\nAuthorization: Discogs key=«{_HEX}», secret=«{_HEX}»\n',
        f'{{"Authorization": {{"value": "Bot «{_HEX}»"}}}}',
    ),
    misses=(
        f"Authorization: KakaoAK {_HEX}****\\n",
        "Authorization: Basic\nAuthorization: KakaoAK ${key}\nAuthorization: KakaoAK {REST_API_KEY}\n",
        "Authorization: KakaoAK YOUR_REST_API_KEY_HERE\n'Authorization': 'ApiKey ' + token_of_the_application1",
        "Authorization: SSWS credentials_of_the_application\nThe authorization: header carries what a client is given",
        f"Authorization: Digest {_HEX}\nAuthorization: Hawk {_HEX}\nAuthorization: AWS AKXAMADEUPMADEUP:{_HEX}",
        f"x-correlation: KakaoAK {_HEX}\nAuthorization: Widget id={_HEX}, nonce={_HEX}\n",
    ),
)
