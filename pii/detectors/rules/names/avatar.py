"""Names beside the picture of an account on a code host, as tables of contributors have them:
`<img src="https://avatars.…" alt="Jane Roe"/><br /><sub><b>Jane Roe</b></sub>`, `![Jane Roe](https://avatars.…)`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.names.person_name import NAME_IN_LINE, is_person
from pii.detectors.scan import Hit
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after, line_before

_REACH = 300
"""Characters from the address of a picture to the names that go with it."""

_NAME = rf"(?P<name>{NAME_IN_LINE})"
_BEFORE = re.compile(rf"(?:!\[|(?:alt|title)\s?=\s?[\"']){_NAME}(?:\]\(|[\"'][^<>\n]{{0,120}})(?:https?:)?//$")
_AFTER = re.compile(rf"(?:(?:alt|title)\s?=\s?[\"']|<(?:b|sub|strong)>){_NAME}(?=[\"']|</)")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    for hit in hits:
        before = _BEFORE.search(text, line_before(text, hit.start, _REACH), hit.start)
        matches = [before] if before else []
        end = line_after(text, hit.end, _REACH)
        another = text.find("<img", hit.end, end)
        matches += _AFTER.finditer(text, hit.end, another if another >= 0 else end)
        for match in matches:
            if is_person(match["name"]) and not names_organisation(match["name"]):
                yield Span(*match.span("name"), Label.NAME)


RULE = Rule(
    "avatar",
    {"avatar.picture": r"avatars\d?\.githubusercontent\.com/|secure\.gravatar\.com/avatar/|avatars\.dicebear\.com/"},
    find,
    rank=4,
    proves=False,
    hits=(
        '<a href="https://github.com/x"><img src="https://avatars.githubusercontent.com/u/77?v=4?s=100" width="100px;"'
        ' alt="«Jane Roe»"/><br /><sub><b>«Jane Roe»</b></sub></a>',
        "![«Jane Roe»](https://avatars.githubusercontent.com/u/77?v=4)",
        '<img title="«Jane Roe»" width="9" src="https://secure.gravatar.com/avatar/0a"/>',
        '<img src="https://avatars.githubusercontent.com/u/77"><img alt="x"> '
        '<img src="https://secure.gravatar.com/avatar/0a"/><b>«Jane Roe»</b>',
    ),
    misses=(
        '<img src="https://avatars.githubusercontent.com/u/77" alt="Widget Foundation"/> <img alt="Jane Roe" src="/x.png">',
        '<img src="https://avatars.githubusercontent.com/u/77" alt="avatar"/><b>Widgets</b>',
        "![Jane Roe](https://example.org/u/77?v=4)",
        '<img src="https://avatars.githubusercontent.com/u/77" alt="Jane Foundation"/> <b>Main Page</b>',
    ),
)
