"""Keys passed to a client's constructor: machine-made literals among its arguments, `ApiClient("…", "…")`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import is_secret_value
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import is_hex, is_uuid
from pii.text.surroundings import text_before

_REACH = 400
"""Characters of the arguments."""

_MADE = (
    r"(?:[Oo]ptions|OPTIONS|[Cc]lient|[Aa]uth|[Cc]redentials?|[Aa]pi|API|[Aa]ccess_?[Tt]oken|[Ss]dk|SDK|[Oo]?[Aa]uth1?_?[Hh]andler"
    r"|[Ss]igner|[Aa]lgoliasearch|[Pp]usher|[Tt]wilio|[Gg]it[Hh]ub|[Gg]it[Ll]ab|OSS|COS|BCE|[Bb]inance|[Ss]endGrid|[Mm]ailgun)"
)
_ARGUMENTS = re.compile(
    rf"{_MADE}\((?P<arguments>(?:[^()\"'\n]|\n|\"[^\"\n]{{0,200}}\"|'[^'\n]{{0,200}}'){{1,{_REACH}}}?)\)"
)
_LITERAL = re.compile(r"(?<![^\s(,bB@])(?P<quote>[\"'])(?P<value>[\w+/=.-]{16,120})(?P=quote)\s*(?=,|$)")
_PUBLIC = re.compile(r"AC[0-9a-f]{32}|(?:pk|G|UA)[_-].*|\d+-.*apps\.googleusercontent\.com|[\w-]+\.[a-z]{2,4}")
"""Ids of accounts, publishable keys, hosts."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the keys among the arguments of the calls at the hits."""
    for hit in hits:
        call = _ARGUMENTS.match(text, hit.start, hit.end + 2 * _REACH)
        for literal in _LITERAL.finditer(text, *call.span("arguments")) if call else ():
            before = text_before(text, literal.start()).rstrip()
            if before.endswith(("(", ",")) and _is_key(literal["value"]):  # an argument without a name
                yield Span(*literal.span("value"), Label.KEY)


def _is_key(value: str) -> bool:
    if not is_secret_value(value) or is_uuid(value) or _PUBLIC.fullmatch(value):
        return False
    return is_hex(value) or not value.islower() and any(map(str.isdigit, value))


RULE = Rule(
    "client_call",
    {"client_call.made": rf"{_MADE}\(\s?[\"'@b\w\n]"},
    find,
    rank=4,
    proves=False,
    hits=(
        'Set Options = Pay.CreateOptions("«62B2FzHv838Yjt7wDddKOmcxMijGBQYj»", "«1wIl3hHs8zt4wgkJpZDECSAWQDVEiDO8»", "x")',
        'client = Client("«q7Zt3KxW9bRm2VnC8pLd»", "«w8Qs4LyX1cSn3WoD9qMe»")',
        "TwilioClient('AC4f2a9c71e0b85d364f2a9c71e0b85d36', '«4f2a9c71e0b85d364f2a9c71e0b85d36»')",
        'tweepy.OAuthHandler(\n    "«q7Zt3KxW9bRm2VnC8pLdA1b2C»",\n    "«w7Zt3KxW9bRm2VnC8pLdA1b2C»"\n)',
        'Github("«4f2a9c71e0b85d364f2a9c71e0b85d36abcdef01»")',
        "algoliasearch('X1B2C3D4E5', '«4f2a9c71e0b85d364f2a9c71e0b85d36»')",
    ),
    misses=(
        'Client("https://api.example.org/v1", "my-project-name")',
        'Image("4f2a9c71e0b85d364f2a9c71e0b85d36")',
        'getClient("f218dad7-6cf6-9dd8-fd7b-f7500bb7a425")',
        "ApiClient(config, timeout)",
        "Options(appName: 'q7Zt3KxW9bRm2VnC8pLd')",
        'Credentials("$USER", "q7Zt3KxW9bRm2VnC8pLd" + x)',
        'Auth("pk_q7Zt3KxW9bRm2VnC8pLd", "some_long_name_of_a_setting")',
        'Auth("q7zt3kxw9brm2vnc8pld", "QZTXWBRMVNCPLDKSHJQZ")',
    ),
)
