r"""CoNLL, made for code: BIO tags on our own tokens, with offsets, so that nothing is lost.

Each text starts with comment lines that hold its id and, as JSON, its text and origin; each token line is
`token <TAB> start <TAB> end <TAB> tag`; an empty line ends the text. Tokens are words, digits and single marks, cut at the
edges of spans; white space is no token. Readers that want plain CoNLL take the first and the last column.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotation.formats.records import Labelled, Record
from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan
from pii.errors import InputError
from pii.labels import OUTSIDE

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes a block of tokens per text and returns the number of texts.

    Raises:
        InputError: spans overlap, which BIO tags cannot say, or a span holds nothing but white space.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for each in texts:
            count += 1
            comments = {"id": each.id, "text": each.text, "asked": sorted(each.asked), "meta": dict(each.meta)}
            file.writelines(f"# {name} = {json.dumps(value)}\n" for name, value in comments.items())
            for start, end, tag in tagged_tokens(each):
                token = re.sub(r"\s", " ", each.text[start:end])
                file.write(f"{token}\t{start}\t{end}\t{tag}\n")
            file.write("\n")
    return count


def tagged_tokens(labelled: Labelled) -> Iterator[tuple[int, int, str]]:
    """Start, end and BIO tag of each token; a span's first token starts and its last ends with it.

    Raises:
        InputError: as for `write`.
    """
    spans = sorted(labelled.spans)
    if any(a.end > b.start for a, b in zip(spans, spans[1:], strict=False)):
        raise InputError(f"document {labelled.id!r}: its spans overlap, which BIO tags cannot say")
    position = 0
    for span in spans:
        yield from ((start, end, OUTSIDE) for start, end in _tokens(labelled.text, position, span.start))
        tokens = _span_tokens(labelled, span)
        yield (*tokens[0], f"B-{span.label}")
        yield from ((start, end, f"I-{span.label}") for start, end in tokens[1:])
        position = span.end
    yield from ((start, end, OUTSIDE) for start, end in _tokens(labelled.text, position, len(labelled.text)))


def _span_tokens(labelled: Labelled, span: CrowdSpan) -> list[tuple[int, int]]:
    """A span that begins or ends with white space keeps it in its first or last token."""
    tokens = _tokens(labelled.text, span.start, span.end)
    if not tokens:
        raise InputError(f"document {labelled.id!r}: span {span.start}..{span.end} {span.label} holds only white space")
    tokens[0] = span.start, tokens[0][1]
    tokens[-1] = tokens[-1][0], span.end
    return tokens


def _tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text, start, end)]


def read(path: Path) -> Iterator[Record]:
    """The texts of a file that `write` wrote.

    Raises:
        InputError: the file lacks the comment lines or the columns that `write` gives it.
    """
    try:
        blocks = path.read_text(encoding="utf-8").split("\n\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    for block in filter(str.strip, blocks):
        try:
            yield _record(block)
        except (ValueError, KeyError, IndexError) as error:
            raise InputError(
                f"{path}: expected `# text = …` and lines of token, start, end and tag; plain CoNLL holds no offsets"
            ) from error


def _record(block: str) -> Record:
    comments: dict[str, object] = {}
    spans: list[RawSpan] = []
    for line in block.split("\n"):
        if line.startswith("# ") and " = " in line and "\t" not in line:
            name, _, value = line[2:].partition(" = ")
            comments[name] = json.loads(value)
            continue
        if not line.rstrip("\t"):
            continue
        start, end, tag = line.rsplit("\t", 3)[1:]
        if tag.startswith("B-"):
            spans.append(RawSpan(tag[2:], int(start), int(end)))
        elif tag.startswith("I-"):
            spans[-1] = RawSpan(tag[2:], spans[-1].start, int(end))
    text, asked, meta = comments["text"], comments.get("asked"), comments.get("meta")
    if not isinstance(text, str):
        raise ValueError("no text")
    return Record(
        text,
        spans,
        str(comments["id"]),
        asked=frozenset(map(str, asked)) if isinstance(asked, list) else None,
        meta=meta if isinstance(meta, dict) else {},
    )
