"""Accounts as the text of a link whose address names them as its owner: `[jroe](https://github.com/jroe/tool)`,
`<a href="https://github.com/jroe">jroe</a>`, `jroe <https://github.com/jroe>`.

Links to a profile in Markdown prove it, on the page `profile_link`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import is_persons_thing
from pii.detectors.rules.base import HANDLE, Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_NAME = r"@?(?P<account>[A-Za-z0-9][\w-]{1,38})"
_BEFORE = re.compile(
    rf"(?:\[{_NAME}\]\(<?|(?<![\w/.-]){_NAME.replace('account', 'other')}[`*]{{0,2}} [(<])\Z", re.ASCII
)
_AFTER = re.compile(
    rf"[^\s\"'<>]{{0,120}}[\"'](?: [^<>]{{0,120}})?>\s*(?:<(?:b|i|em|strong|code)>)?{_NAME}\s*</", re.ASCII
)
_THING = re.compile(r"/([\w.-]+)", re.ASCII)
_LONGEST = 48
"""Characters of a link's text and the signs behind it."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the texts of the links at the hits."""
    for hit in hits:
        owner = HANDLE.match(text, hit.end)
        if owner is None:
            continue
        thing = _THING.match(text, owner.end(), owner.end() + REACH)
        if not is_persons_thing(owner.group(), thing[1] if thing else ""):
            continue
        place = _text_of_link(text, hit, owner.end())
        if place is not None and text[slice(*place)].lower() == owner.group().lower():
            yield Span(*place, Label.USERNAME)


def _text_of_link(text: str, hit: Hit, end: int) -> tuple[int, int] | None:
    """Where what is shown stands: before the bracket of the address, or behind the quotes of one in HTML."""
    if text[hit.start] in "\"'":
        after = _AFTER.match(text, end, end + 3 * REACH)
        return after.span("account") if after else None
    before = _BEFORE.search(text, hit.start - _LONGEST, hit.start + 1)
    if before is None:
        return None
    return before.span("account" if before["account"] else "other")


RULE = Rule(
    "named_link",
    {
        "named_link.address": (
            r"[(<\"']https?://(?:www\.)?(?:github|gitlab|bitbucket|codeberg|gitee|twitter|x|instagram)\.(?:com|org)/"
        )
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "by [«jroe»](https://github.com/jroe/tool), [@«kroe»](https://github.com/Kroe/x.y#z) and [«lroe»](<https://x.com/lroe>)",
        '<a href="https://github.com/jroe">«jroe»</a>, <a href=\'https://gitlab.com/kroe/x\' target="_blank"><b>@«Kroe»</b></a>',
        "«jroe» <https://github.com/jroe>, `«kroe» <https://github.com/kroe/tool>`_ and @«lroe» (https://codeberg.org/lroe)",
    ),
    misses=(
        "[tool](https://github.com/jroe/tool), [jroes](https://github.com/jroe), [jroe/tool](https://github.com/jroe/tool)",
        '<a href="https://github.com/jroe">tool</a>, <a href="https://github.com/jroe">Jane Roe</a> jroe',
        "tool <https://github.com/jroe>, x/jroe <https://github.com/jroe>, x.jroe (https://github.com/jroe)",
        "[microsoft](https://github.com/microsoft/x), [moss](https://github.com/moss/moss-tool)",
    ),
)
