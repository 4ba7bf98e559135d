"""Players of recorded games of chess (Portable Game Notation, 8.1.1): `[White "Roe, Jane"]`, or their accounts on a server."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_cells import known_words
from pii.detectors.rules.names.person_name import WORD, is_person
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_MORE = rf"(?: (?:{WORD}|[A-Z]\b))"
_TAG = re.compile(
    rf"\n\[\w+ \"(?:(?P<turned>{WORD}(?: {WORD})?, {WORD}{_MORE}*)|(?P<name>{WORD}{_MORE}+)"
    r"|(?P<account>[A-Za-z0-9][\w-]{1,29}))\.?\"\]"
)
_SITE = re.compile(r"\n\[Site \"https?://(?:www\.)?(?:lichess\.org|chess\.com|freechess\.org)")
_GAME = 800
"""Characters of a game's tags to each side of one."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the players at the hits."""
    for hit in hits:
        tag = _TAG.match(text, hit.start, hit.end + REACH)
        if tag is None:
            continue
        if tag["account"]:
            if is_account(tag["account"]) and _SITE.search(text, max(0, hit.start - _GAME), hit.end + _GAME):
                yield Span(*tag.span("account"), Label.USERNAME)
        elif tag["turned"] and is_person(tag["turned"]):
            yield Span(*tag.span("turned"), Label.NAME)
        elif tag["name"] and is_person(tag["name"]) and known_words(tag["name"])[0] > 0:
            yield Span(*tag.span("name"), Label.NAME)


RULE = Rule(
    "game_record",
    {"game_record.player": r"\n\[(?:White|Black|Annotator) \"[A-Za-z0-9\xc3-\xd0]"},
    find,
    rank=4,
    hits=(
        '[Event "Open"]\n[Black "«Jane Thistlewort»"]\n',
        '[Event "Open"]\n[White "«Roe, Jane»"]\n[Black "«Ivanchukov, Vasil VR»."]\n',
        '[Event "Open"]\n[White "«Jane Smith»"]\n[Annotator "«Kay, Lee»"]\n',
        '[Event "Blitz"]\n[Site "https://lichess.org/abcd1234"]\n[White "«jroe77»"]\n[Black "«KayLee»"]\n',
    ),
    misses=(
        '[Event "Match"]\n[White "Stockfish 16"]\n[Black "?"]\n[White "Deep Thought"]\n',
        '[Event "Match"]\n[Site "London"]\n[White "jroe77"]\n[WhiteTitle "Roe, Jane"]\n',
    ),
)
