"""Names in the objects that code hosts and networks of people answer with: `{"login": "jroe", "name": "Jane Roe"}`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import known_words
from pii.detectors.rules.names.person_name import is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.known.placeholders import is_placeholder, is_template
from pii.labels import Label
from pii.spans import Span

_REACH = 500
"""Characters of an object to each side of a key."""
_KEY = r"(?:full_?[nN]ame|name|display_?[nN]ame|real_?[nN]ame|nick_?name)"
_NAME = re.compile(
    rf"\\?[\"']{_KEY}\\?[\"']\s{{0,20}}:\s{{0,20}}\\?[\"'](?P<name>[^\W\d_][^\"\\\n<>{{}}@#/|:]{{1,50}})\\?[\"']"
)
_OTHERWISE = re.compile(
    r"[\"'](?:type|kind)[\"']\s?:\s?[\"'](?:Org|Bot|Team|Group|App)|\[bot\]|[\"'](?:isBot|bot)[\"']\s?:\s?true"
)
_BRACE = re.compile(r"[{}]")
_NO_NAME = re.compile(
    r"\b(?:admin|administrator|user|test|demo|bot|root|guest|anonymous"
    r"|unknown|default|system|service|ghost|example|name|account|channel"
    r"|server|public|private|read|write|owner|id|string|all)\b",
    re.IGNORECASE,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names in the objects around the hits."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        start, end = _object(text, hit)
        done = end
        if _OTHERWISE.search(text, start, end):
            continue
        for match in _NAME.finditer(text, start, end):
            if _is_name(match["name"]):
                yield Span(*match.span("name"), Label.NAME)


def _object(text: str, hit: Hit) -> tuple[int, int]:
    """The innermost object around the hit, without those inside it."""
    start = max(0, hit.start - _REACH)
    for brace in _BRACE.finditer(text, start, hit.start):
        start = brace.end()
    end = _BRACE.search(text, hit.end, hit.end + _REACH)
    return start, end.start() if end else hit.end + _REACH


_MOST_WORDS = 4


def _is_name(value: str) -> bool:
    if _NO_NAME.search(value) or is_placeholder(value) or is_template(value) or not is_person(value):
        return False
    parts = value.split()
    if names_organisation(value) or len(parts) > _MOST_WORDS:
        return False
    return not value[0].isascii() or value[0].isupper() and known_words(value)[0] > 0


RULE = Rule(
    "account_object",
    {
        "account_object.key": (
            r"\\?[\"'](?:login|username|user_name|screen_name|avatar_url"
            r"|avatarUrl|avatar|userName|web_url|gravatar_id|public_email"
            r"|profile_image_url|account_id|discriminator)\\?[\"']\s?:"
        )
    },
    find,
    rank=5,
    proves=False,
    hits=(
        '{"id": 1, "username": "jroe", "name": "«Anna Roe»", "state": "active", "avatar_url": "x"}',
        '{"login": "jroe", "name": "«김민준»"}',
        '"author": {"name": "«Jane»", "discriminator": "0417"}',
        '{"login": "x", "name": "«Jane Ann Kim Roe»"}',
        '{"login": "x", "name": "«李伟»"}',
        '{"a": {"name": "Kim Low"}, "login": "x", "name": "«Jane Roe»"}, {"name": "Eva Roe"}',
        '{"login": "x", "b": 1} {"username": "y", "name": "«Jane Roe»"}',
        '"login": "x", "name": "«Jane Roe»"',
        '"name": "«Jane Roe»", "login": "x"',
        '{"login": "x", "type": "Bot", "name": "Jane Roe"}, {"login": "y", "name": "«Kim Low»"}',
        '"name": "«Jane Roe»"' + " " * 482 + '"login": "x"',
        '"login":' + " " * 482 + '"name": "«Jane Roe»"',
        '{"login": "x", "name"' + " " * 20 + ":" + " " * 20 + '"«Jane Roe»"}',
        '{"login": "x", "name": "«Jane R' + "o" * 45 + '»"}',
    ),
    misses=(
        '{"login": "x", "name": "Widget Tools", "type": "Organization"}',
        '{"username": "x", "name": "Admin User"}',
        '{"name": "Jane Smith", "version": "1"}',
        '{"avatar": "x.png", "name": "Grand Hotel"}',
        '{"login": "x", "name": "Jane Ann Kim Mary Roe"}',
        '{"login": "x", "name": "jane roe"}',
        '{"login": "x", "name": "李"}',
        '{"login": "x", "name": "Jane Foundation"}',
        '{"login": "x", "name": "<name>"}',
        '{"login": "x", "name": "Jane Channel"}',
        '{"login": "x", "name": "Bóxir Glam"}',
        '"name": "Jane Roe"' + " " * 483 + '"login": "x"',
        '"login":' + " " * 483 + '"name": "Jane Roe"',
        '{"login": "x", "name"' + " " * 21 + ': "Jane Roe"}',
        '{"login": "x", "name":' + " " * 21 + '"Jane Roe"}',
        '{"login": "x", "name": "Jane R' + "o" * 46 + '"}',
    ),
)
