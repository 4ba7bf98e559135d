"""Tags of tokens to spans: BIO (IOB2), IOB1, BILOU, BIOES, and bare labels (IO).

Tokens without offsets are joined with spaces, since the original separators are unknown.
"""

import re
from collections.abc import Iterable, Sequence

from annotation.formats.records import UnreadableRowError
from annotation.offsets import RawSpan
from pii.labels import OUTSIDE

_PREFIXED = re.compile(r"([BIELSUMbielsum])[-_](.+)", re.DOTALL)
_STARTS, _ENDS = frozenset("BUS"), frozenset("ELUS")

Offsets = Sequence[tuple[int, int]]


def joined(tokens: Iterable[str], separator: str = " ") -> tuple[str, list[tuple[int, int]]]:
    """The tokens as one text, and where each is in it."""
    pieces: list[str] = []
    offsets: list[tuple[int, int]] = []
    position = 0
    for token in tokens:
        if pieces:
            pieces.append(separator)
            position += len(separator)
        pieces.append(token)
        offsets.append((position, position + len(token)))
        position += len(token)
    return "".join(pieces), offsets


def spans_of_tags(offsets: Offsets, tags: Sequence[str]) -> list[RawSpan]:
    """The spans given by the tags of tokens at these offsets.

    An inside tag that continues nothing of its label starts a span, as in IOB1.

    Raises:
        UnreadableRowError: the numbers of tokens and tags differ, or a tag is invalid.
    """
    if len(offsets) != len(tags):
        raise UnreadableRowError(f"{len(offsets)} tokens and {len(tags)} tags")
    spans: list[RawSpan] = []
    is_open = False
    for (start, end), tag in zip(offsets, tags, strict=True):
        prefix, label = _parts(tag)
        if not label:
            is_open = False
            continue
        if is_open and prefix not in _STARTS and spans[-1].label == label:
            spans[-1] = RawSpan(label, spans[-1].start, end)
        else:
            spans.append(RawSpan(label, start, end))
        is_open = prefix not in _ENDS
    return spans


def _parts(tag: str) -> tuple[str, str]:
    """Prefix and label; both empty for a token outside spans."""
    if not isinstance(tag, str) or not tag.strip():
        raise UnreadableRowError("a token has no tag")
    if tag in (OUTSIDE, "o"):
        return "", ""
    match = _PREFIXED.fullmatch(tag)
    return (match[1].upper(), match[2]) if match else ("I", tag)
