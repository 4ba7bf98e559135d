"""Keys where a format lists them or hides them: `"secret" : [ "V" ]` of an exported realm, a hash in hexadecimal beside the
password it was made of, and a token in the comment behind its placeholder."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule
from pii.detectors.rules.credential_values import is_secret_value, may_be_password
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.randomness import is_machine_made, is_uuid
from pii.spans import Span

_SOURCE = "rules.listed_key"
_LIST = re.compile(r"\"\w+\"\s?:\s?\[\s?\"(?P<key>[\w+/=.-]{12,8000})\"\s?\]")
_COMMENT = re.compile(
    r"\w+\s?[=:]\s?[\"']?<[^<>\n]+>[\"']?[ \t]+(?:#|//)[ \t]*(?P<key>[\w.-]{16,200})[ \t]*\r?(?:$|\n)"
)
_HASH = re.compile(
    r"(?:[xX]|decode\()'(?P<key>[0-9A-Fa-f]{40,128})'(?:,\s?'hex'\))?,?[ \t]*--[ \t]*'(?P<password>[^'\s]{3,40})'"
)
_MOST = 8_100


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the keys at the hits."""
    for hit in hits:
        if hit.pattern == "listed_key.list":
            match = _LIST.match(text, hit.start, hit.start + _MOST)
            if match is not None and (is_machine_made(match["key"]) or is_secret_value(match["key"])):
                yield Span(*match.span("key"), Label.KEY, source=_SOURCE)
        elif hit.pattern == "listed_key.comment":
            match = _COMMENT.match(text, hit.start, hit.end + 260)
            if match is not None and (is_uuid(match["key"]) or is_machine_made(match["key"])):
                yield Span(*match.span("key"), Label.KEY, source=_SOURCE)
        elif (match := _HASH.match(text, hit.start, hit.start + 240)) is not None:
            yield Span(*match.span("key"), Label.KEY, source=_SOURCE)
            if may_be_password(match["password"]):
                yield Span(*match.span("password"), Label.PASSWORD, source=_SOURCE)


RULE = Rule(
    "listed_key",
    {
        "listed_key.list": r"\"(?:secret|privateKey|private_key|client_?[sS]ecret)\" ?: ?\[ ?\"",
        "listed_key.comment": r"(?i)(?:token|secret|key)(?:_value)?\s?[=:] ?[\"']?<[\w -]{2,40}>[\"']?\s{1,8}(?:#|//)",
        "listed_key.hash": r"(?:[xX]|decode\()'[0-9A-Fa-f]{40}",
    },
    find,
    rank=4,
    hits=(
        '"secret" : [ "«bq7Wx2hT5c8bZ4FgTrQjtg»" ],',
        '"privateKey" : [ "«MIIEpAIBAAKCAQEAq7Wx2hT5c8bZ4FgTrQjtgzJ0»" ]',
        "GATE_TOKEN_VALUE=<token-value>  # «5f2a7c10-3b9d-4e6f-8a21-9c0d7e5b4f38»",
        "x'«CA4520001112223334445556667778889990AAAABBBBCCCCDDDDEEEEFFFF0123»',  -- '«larkmist»'",
        "decode('«CA4520001112223334445556667778889990AAAABBBBCCCCDDDDEEEEFFFF0123»', 'hex'),  -- '«larkmist»'",
    ),
    misses=(
        '"secret" : [ "true" ], "algorithm" : [ "bq7Wx2hT5c8bZ4FgTrQjtg" ]',
        '"secret" : [ "read", "write" ], "secret" : [ "names-of-things" ]',
        "GATE_TOKEN_VALUE=<token-value>  # from the settings page",
        "GATE_TOKEN_VALUE=<token-value>",
        "x'CA4520001112223334445556667778889990AAAABBBBCCCCDDDDEEEEFFFF0123', -- the digest",
    ),
)
