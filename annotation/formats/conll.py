r"""CoNLL: columns of tokens and tags. Two kinds are read, and the kind that loses nothing is written.

Ours, made for code: each text starts with comment lines that hold its id and, as JSON, its text and origin; each token line is
`token <TAB> start <TAB> end <TAB> tag`; an empty line ends the text. Tokens are words, digits and single symbols, cut at the
edges of spans; whitespace is not a token. Readers that want plain CoNLL take the first and the last column.

Plain (CoNLL-2003, IOB1, IOB2, BILOU, Label Studio's CONLL2003): the first column is the token, or the second if the first
is a counter; the last is the tag. If `-DOCSTART-` occurs more than once, it separates the texts, otherwise empty lines do. Such a
file holds no text: tokens are joined with spaces, sentences with newlines.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotation.formats.bio import joined, spans_of_tags
from annotation.formats.records import (
    USUAL,
    Fields,
    Labelled,
    Read,
    Record,
    UnreadableRowError,
    asked_of,
    guarded,
    meta_of,
)
from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan
from pii.errors import InputError
from pii.labels import OUTSIDE

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_DOCUMENT = "-DOCSTART-"


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes a block of tokens per text and returns the number of texts.

    Raises:
        InputError: spans overlap, which BIO tags cannot express, or a span holds only whitespace.
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
    """A span that begins or ends with whitespace keeps it in its first or last token."""
    tokens = _tokens(labelled.text, span.start, span.end)
    if not tokens:
        raise InputError(f"document {labelled.id!r}: span {span.start}..{span.end} {span.label} holds only white space")
    tokens[0] = span.start, tokens[0][1]
    tokens[-1] = tokens[-1][0], span.end
    return tokens


def _tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text, start, end)]


Block = list[str]


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The texts of a file, ours or plain; `fields` may number the columns of token and tag, from one.

    Raises:
        InputError: there is no such file.
    """
    try:
        content = path.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise InputError(f"{path}: {error}") from error
    blocks = list(_blocks(content.replace("\r\n", "\n").split("\n")))
    if sum(_is_document(block[0]) for block in blocks) > 1:
        texts = _documents(blocks)
    else:
        texts = ([block] for block in ([line for line in block if not _is_document(line)] for block in blocks) if block)
    for number, text in enumerate(texts, 1):
        name = f"{path.stem}:{number}"
        yield from guarded(lambda text=text, name=name: [_record(text, name, fields)], name)


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    """The stretches between empty lines."""
    block: Block = []
    for line in (*lines, ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _is_document(line: str) -> bool:
    return line.startswith(_DOCUMENT)


def _documents(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The sentences of each document."""
    sentences: list[Block] = []
    for block in blocks:
        if _is_document(block[0]):
            if sentences:
                yield sentences
            sentences = []
            block = block[1:]
        if block:
            sentences.append(block)
    if sentences:
        yield sentences


def _record(sentences: Sequence[Block], name: str, fields: Fields) -> Record:
    return _own(sentences[0]) if _is_own(sentences[0]) else _plain(sentences, name, fields)


def _is_own(block: Block) -> bool:
    return block[0].startswith("# id = ") and any(line.startswith('# text = "') for line in block[:4])


def _own(block: Block) -> Record:
    comments: dict[str, object] = {}
    spans: list[RawSpan] = []
    for line in block:
        if line.startswith("# ") and " = " in line and "\t" not in line:
            name, _, value = line[2:].partition(" = ")
            comments[name] = json.loads(value)
            continue
        start, end, tag = line.rsplit("\t", 3)[1:]
        if tag.startswith("B-"):
            spans.append(RawSpan(tag[2:], int(start), int(end)))
        elif tag.startswith("I-"):
            spans[-1] = RawSpan(tag[2:], spans[-1].start, int(end))
        elif tag != OUTSIDE:
            raise UnreadableRowError("a token has no tag")
    text = comments["text"]
    if not isinstance(text, str):
        raise UnreadableRowError("text is no string")
    return Record(
        text,
        spans,
        str(comments["id"]),
        asked=asked_of(comments.get("asked")),
        meta=meta_of(comments.get("meta")),
    )


def _plain(sentences: Sequence[Block], name: str, fields: Fields) -> Record:
    texts: list[str] = []
    spans: list[RawSpan] = []
    length = 0
    for sentence in sentences:
        rows = [_cells(line) for line in sentence if not (line.startswith("# ") or line.strip() == "#")]
        if not rows:
            continue
        tokens, tags = _columns(rows, fields)
        text, offsets = joined(tokens)
        spans += spans_of_tags([(start + length, end + length) for start, end in offsets], tags)
        texts.append(text)
        length += len(text) + 1
    if not texts:
        raise UnreadableRowError("comments without tokens")
    return Record("\n".join(texts), spans, name)


def _cells(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else line.split()


def _columns(rows: Sequence[list[str]], fields: Fields) -> tuple[list[str], list[str]]:
    widths = {len(row) for row in rows}
    if len(widths) > 1 or widths == {1}:
        raise UnreadableRowError("lines of one text have different numbers of columns" if widths != {1} else "no tags")
    counts = [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)] and len(rows[0]) > 2
    token = _column(fields.text, 1 if counts else 0, len(rows[0]))
    tag = _column(fields.controls[0] if fields.controls else "", len(rows[0]) - 1, len(rows[0]))
    return [row[token] for row in rows], [row[tag] for row in rows]


def _column(given: str, usual: int, columns: int) -> int:
    if not given:
        return usual
    if not given.isdecimal() or not 1 <= int(given) <= columns:
        raise UnreadableRowError(f"no column {given!r}: they are numbered from 1 to {columns}")
    return int(given) - 1
