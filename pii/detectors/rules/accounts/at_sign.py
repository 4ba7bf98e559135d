"""Any word behind an at sign that may be an account: too weak to stand by itself, a question to the judge."""

from collections.abc import Iterator, Sequence

from pii.detectors.rules.accounts import mention
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_REACH = 80
_MOST = 40
"""Words asked about per line: on a line of nothing else, the rules that read lists know more than a judge."""
_OPENING = " \t*#/;%-(["
"""On a line that holds nothing else before it, the word is a decorator, a tag of documentation or a rule of a style sheet."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the words at the hits."""
    asked = last = 0
    for hit in hits:
        asked = 1 if "\n" in text[last : hit.start] else asked + 1
        last = hit.start
        if asked > _MOST:
            continue
        name = mention.handle_at(text, hit)
        if name is None:
            continue
        at = hit.end - 2
        line = text[line_before(text, at, _REACH) : at]
        opens_cell = hit.pattern == "at_sign.cell" and text[name[1] : name[1] + 1].isspace()
        if opens_cell or line.strip(_OPENING) and not mention.is_code(line):
            yield Span(*name, Label.USERNAME)


RULE = Rule(
    "at_sign",
    {**mention.RULE.patterns, "at_sign.cell": r",(?:[\"\\]{1,4})?@[A-Za-z]"},
    find,
    rank=5,
    proves=False,
    asks=True,
    hits=(
        "before it failed (@«jroe», #2129).",
        "ask @«jroe» about it",
        "  see what @«kroe» wrote",
        "\n".join(["see @«kroe» " * 40 + "see @moss"] * 2),
        '12,"\\@«jroe» no"\n13,@«kroe» yes\n',
    ),
    misses=(
        "    @property\n    def f(self): ...",
        "/**\n * @internal\n */",
        "// @jroe",
        '["x","@jroe"]',
        "foo($a, @list); x = @thing",
        "mail jane @example.org",
        "ask @param about it",
        "ask @microsoft about it",
    ),
)
