"""Icons of the public sets, by the class that draws them: `user: 'bi-person-fill'`, `self::USER => 'fas-magnifying-glass'`."""

from pii import expressions as re
from pii.spans import Span

_SETS = (
    r"fa[srldbt]|fa-(?:solid|regular|light|thin|duotone|brands)"
    r"|mdil?|glyphicon|heroicons?(?:-[omsc])?|lucide|bx[sl]?|tabler"
)
"""Font Awesome's styles, Material Design, Bootstrap 3, Heroicons, Lucide, Boxicons and Tabler; no name begins like that."""
_SHORT = r"fa|bi|ri|ti|pi|icon|feather|fe"
"""Font Awesome, Bootstrap, Remix, Tabler, Prime, Feather and sets of one's own: names begin like that as well."""
_BASE = r"(?:fa[srldbt]?|fa-(?:solid|regular|light|thin|duotone|brands)|mdi|bi|ti|pi|glyphicon|bx[sl]?) "
"""A set's own class, before that of the icon."""
_ICON = re.compile(
    rf"(?:(?P<base>{_BASE})(?:{_SETS}|{_SHORT})|(?P<set>{_SETS})|(?P<short>{_SHORT}))[-:](?P<picture>[a-z]+(?:-[a-z0-9]+){{0,6}})"
)
_QUOTE = frozenset("\"'`")
_PICTURES = frozenset(
    """
    account address avatar badge card circle cog contact face fill friends gear group house id key line lock mail outline
    pencil people person persons plus profile shield sign solid square tie unlock user users worker
    """.split()
)
"""What icons beside accounts show, and how they are drawn."""
_AROUND = 400
"""Characters to each side in which another icon of the set tells that this is one."""


def icon(text: str, span: Span) -> bool:
    """Whether a quoted value is the class of an icon; where its set has a short prefix, its picture or another icon tells."""
    quote = text[span.start - 1 : span.start]
    quoted = quote in _QUOTE and text[span.end : span.end + 1] == quote
    match = _ICON.fullmatch(text, span.start, span.end) if quoted else None
    if match is None:
        return False
    if match["base"] or match["set"] or not _PICTURES.isdisjoint(match["picture"].split("-")):
        return True
    another = f"{quote}{match['short']}-"
    return (
        text.find(another, max(0, span.start - _AROUND), span.start - 1) >= 0
        or text.find(another, span.end, span.end + _AROUND) >= 0
    )
