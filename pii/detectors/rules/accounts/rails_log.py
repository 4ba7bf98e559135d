"""Credentials in the logs of Rails: the parameters of a request, `"passphrase"=>"V"`, and values bound to a statement,
`[["reset_password_token", "V"], ["LIMIT", 1]]`. What it filters, it filters by name, so that other names are shown."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import credential
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_LONGEST = 4_000
"""Characters of a line that are read."""
_PARAMETER = re.compile(r"\"(?P<name>\w{2,60})\" ?=> ?\"(?P<value>(?:[^\"\\\n]|\\.){3,200})\"")
_BOUND = re.compile(r"\[\"(?P<name>\w{2,60})\", \"(?P<value>(?:[^\"\\\n]|\\.){3,200})\"\]")
_STATEMENT = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|WHERE|VALUES|LIMIT)\b|\(\d+\.\dms\)|\$\d")
_PLAIN_TOKEN = re.compile(r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])[\w-]{16,128}")
"""A token that a database keeps, which Rails makes of letters and digits."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the credentials on the lines of the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        done = line_after(text, hit.start, _LONGEST)
        bound = hit.pattern == "rails_log.bound"
        if bound and not _STATEMENT.search(text, line_before(text, hit.start, _LONGEST), hit.start):
            continue
        for pair in (_BOUND if bound else _PARAMETER).finditer(text, hit.start, done):
            label = _label(pair["name"], pair["value"], bound)
            if label is not None:
                yield Span(*pair.span("value"), label)


def _label(name: str, value: str, bound: bool) -> Label | None:
    if bound and name.endswith("_token") and _PLAIN_TOKEN.fullmatch(value):
        return Label.KEY
    return credential(name, value)


RULE = Rule(
    "rails_log",
    {
        "rails_log.parameters": r"Parameters: \{\"",
        "rails_log.bound": r" {1,4}\[\[\"\w{2,60}\", ",
    },
    find,
    rank=4,
    hits=(
        'Parameters: {"utf8"=>"x", "user"=>{"email"=>"x@example.org", "passphrase"=>"«fyra små moln»"}, "commit"=>"x"}',
        '  Parameters: {"user" => {"password" => "«larkmist»", "password_confirmation" => "[FILTERED]"}}',
        'User Load (0.3ms)  SELECT x = $1  [["reset_password_token", "«3f9a17c2b8e64d05a1c7»"], ["LIMIT", 1]]',
        'UPDATE x SET y = $1  [["passphrase", "«lark-mist»"], ["id", 4]]',
    ),
    misses=(
        'Parameters: {"password"=>"[FILTERED]", "name"=>"larkmist", "commit"=>"Change password"}',
        'SELECT x  [["name", "larkmist"], ["LIMIT", 1]]',
        'x = [["passphrase", "larkmist"]]\n {"secret"=>"larkmist"}',
        'WHERE x = $1  [["push_token", "none"], ["password", nil]]',
    ),
)
