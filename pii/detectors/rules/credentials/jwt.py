"""JSON Web Tokens, signed (three parts) and encrypted (five)."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, behind_encoded_sign
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.encoded import is_plain_text, token_header

_HEADER_KEYS = frozenset(("alg", "typ", "enc"))
_TOKEN = re.compile(r"eyJ[\w-]{5,}+(?:={0,2}\.[\w-]*={0,2}){1,4}", re.ASCII)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields tokens whose first part decodes to a JOSE header."""
    done = 0
    for hit in hits:
        if hit.start < done or _touches(text, hit.start):
            continue
        match = _TOKEN.match(text, hit.start)
        if match is None:
            continue
        parts = match.group().split(".")
        if len(parts[1]) < 8 or len(parts) == 3 and is_plain_text(parts[1]):
            continue
        if not _HEADER_KEYS.isdisjoint(token_header(parts[0])):
            end = match.start() + len(match.group().rstrip("."))
            done = end
            yield Span(match.start(), end, Label.KEY)
            for literal in pieces_behind(text, match.end()):
                done = literal.end("more")
                yield Span(*literal.span("more"), Label.KEY)


_PIECE = re.compile(
    r"[\"'][ \t]*(?:[+.\\][ \t]*)?\r?\n[ \t]*(?:[+.][ \t]*)?[bruf]?[\"'](?P<more>[\w.-]{8,400})(?=[\"'])", re.ASCII
)


def pieces_behind(text: str, end: int) -> Iterator[re.Match[str]]:
    """What the literals on the lines behind add to the one that ends at `end`: long values are put together of several."""
    while (piece := _PIECE.match(text, end)) is not None:
        yield piece
        end = piece.end()


def _touches(text: str, start: int) -> bool:
    """Whether more base64 precedes: then this is the middle of something else."""
    before = text[start - 1 : start]
    if not (before.isalnum() or before in ("+", "_", "-")) or text[start - 2 : start - 1] == "\\":
        return False
    return not behind_encoded_sign(text, start)


RULE = Rule(
    "jwt",
    {"jwt.header": r"eyJ[\w-]{7}"},
    find,
    rank=1,
    hits=(
        "token = '«eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAianJvZSJ9.c2lnbmF0dXJlLW1hZGUtdXA»'",
        "Bearer «eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAianJvZSJ9.c2lnbmF0dXJlLW1hZGUtdXA».",
        "«eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAianJvZSJ9».",
        "x=\\n«eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAianJvZSJ9.c2lnbmF0dXJlLW1hZGUtdXA»",
        "x?authz=Bearer%20«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc»&y=%2522«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc»%22",
        "xeyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc»",
        "eyJhbGciOiJIUzI1NiJ9 eyJhbGciOiJIUzI1NiJ9.eyJzdWI «eyJhbGciOiJIUzI1NiJ9.eyJzdWIi».",
        "«eyJhbGciOiJIUzI1NiIsIngiOjEyfQ.eyJzdWIiOiJ4In0.abc»",
        "«eyJhbGciOiJIUzI1NiJ9.ICB7InN1YiI6ICJ4In0.abc» «eyJhbGciOiJIUzI1NiJ9.q1YqLk1SslIyNDI2VdJRyiwoBgA.abc»",
        't = (\n    "«eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAi»"\n    "«anJvZSJ9.c2lnbmF0dXJlLW1hZGUtdXA»"\n)',
        "«eyJhbGciOiJIUzI1NiJ9.eyJzdWIi»",
    ),
    misses=(
        "eyJub3QiOiJhIGhlYWRlciJ9.eyJzdWIiOiJ4In0.abc",
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJIUzI1NiJ9.SXQgaXMgYSBwbGFpbiB0ZXh0IG9mIGEgbWFudWFs.abc",
        "AAAAeyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAianJvZSJ9.c2lnbmF0dXJlLW1hZGUtdXA",
        "eyJ!!!!.eyJ.x",
        "x%41eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc&y=%2BeyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc&z=20eyJhbGciOiJIUzI1NiJ9.eyJzdWIi",
        "eyJhbGciOiJIUzI1NiJ.eyJzdWIiOiJ4In0.abc",
        "eyJhbGciOiJIUzI1NiJ9.",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWI",
    ),
)
