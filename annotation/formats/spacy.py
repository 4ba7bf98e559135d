"""spaCy: `.spacy` files (DocBin), and its JSON in all past and present forms of training data.

- `Doc.to_json`: `{"text", "ents": [{"start", "end", "label"}], "spans": {group: [span]}}`, also one a line;
- `[[text, {"entities": [[start, end, label]]}], …]`, and the same under `annotations`, as web annotators write it;
- version 2's `[{"paragraphs": [{"raw", "sents": [{"tokens": [{"orth", "ner"}]}]}]}]`.

Offsets are code points. Entities and all span groups count, unless `--control` names one; a document that was never
annotated is not a negative.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from annotation.formats.bio import joined, spans_of_tags
from annotation.formats.records import (
    USUAL,
    Defect,
    Fields,
    Labelled,
    Read,
    Record,
    Row,
    UnreadableRowError,
    each,
    field_of,
    guarded,
    id_of,
    kind_of,
    meta_of,
    objects_of,
    read_lines,
    read_whole,
    span,
    text_of,
    write_lines,
)
from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan
from pii.errors import InputError, MissingDependencyError

DOC_BIN = ".spacy"
ENTITIES = "ents"
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_|\s+")


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The documents of a file.

    Raises:
        InputError: there is no such file, or it is none of these.
        MissingDependencyError: spaCy is not installed, which alone reads a DocBin.
    """
    if path.suffix == DOC_BIN:
        yield from _read_doc_bin(path, fields)
    elif path.suffix in (".jsonl", ".ndjson"):
        yield from each(read_lines(path), lambda row: _documents(row, fields))
    else:
        content = read_whole(path)
        items = content.get("annotations", [content]) if isinstance(content, dict) else content
        if not isinstance(items, list):
            raise InputError(f"{path}: expected spaCy's training data, found {kind_of(content)}")
        for item in items:
            if item is not None:  # web annotators leave null for a text that was not reached
                yield from guarded(lambda item=item: list(_documents(item, fields)), "")
            else:
                yield Defect("row is null")


def _documents(item: Any, fields: Fields) -> Iterator[Read]:
    if isinstance(item, dict) and "paragraphs" in item:
        for number, paragraph in enumerate(objects_of(item["paragraphs"], "paragraphs")):
            name = f"{item.get('id', '')}:{number}"
            yield from guarded(lambda paragraph=paragraph, name=name: [_paragraph(paragraph, name)], name)
    elif isinstance(item, dict):
        yield _document(item, fields)
    else:
        yield _pair(item)


def _document(row: Row, fields: Fields) -> Record:
    """`Doc.to_json`."""
    groups = {} if row.get("spans") is None else row["spans"]
    if not isinstance(groups, dict):
        raise UnreadableRowError(f"spans are {kind_of(groups)}, not groups of spans")
    named = {**({ENTITIES: row[ENTITIES]} if ENTITIES in row else {}), **groups}
    chosen = [name for name in named if not fields.controls or name in fields.controls]
    if not chosen:
        raise UnreadableRowError(f"no field {(fields.controls or (ENTITIES,))[0]!r}")
    spans = [
        span(field_of(item, "start"), field_of(item, "end"), field_of(item, "label"))
        for name in chosen
        for item in objects_of(named[name], name)
    ]
    meta = meta_of(row.get("meta"))
    return Record(text_of(row, fields, "text"), _distinct(spans), id_of(row, fields, "id"), meta=meta)


def _distinct(spans: Iterable[RawSpan]) -> list[RawSpan]:
    """The spans without duplicates: most entities are in a span group as well."""
    return list(dict.fromkeys(spans))


def _pair(item: Any) -> Record:
    if not isinstance(item, list) or len(item) != 2 or not isinstance(item[0], str) or not isinstance(item[1], dict):
        raise UnreadableRowError("row is not [text, {entities}]")
    entities = field_of(item[1], "entities")
    if not isinstance(entities, list) or not all(isinstance(each, list) and len(each) >= 3 for each in entities):
        raise UnreadableRowError("an entity is not [start, end, label]")
    if not item[0]:
        raise UnreadableRowError("text is empty")
    return Record(item[0], [span(start, end, label) for start, end, label, *_ in entities])


def _paragraph(paragraph: Row, name: str) -> Record:
    """Version 2 tags tokens; its raw text, if present, shows what was between them."""
    tokens = [
        token
        for sentence in objects_of(field_of(paragraph, "sents"), "sents")
        for token in objects_of(field_of(sentence, "tokens"), "tokens")
    ]
    words = [field_of(token, "orth") for token in tokens]
    text, offsets = joined(words)
    if isinstance(paragraph.get("raw"), str):
        text, offsets = paragraph["raw"], _aligned(words, paragraph["raw"])
    if not text:
        raise UnreadableRowError("text is empty")
    if any(token.get("ner") in (None, "-", "") for token in tokens):
        raise UnreadableRowError("a token has no tag")
    return Record(text, spans_of_tags(offsets, [token["ner"] for token in tokens]), name)


def _aligned(words: Sequence[str], raw: str) -> list[tuple[int, int]]:
    offsets: list[tuple[int, int]] = []
    position = 0
    for word in words:
        start = raw.find(word, position)
        if start < 0:
            raise UnreadableRowError("a token is not in the raw text")
        position = start + len(word)
        offsets.append((start, position))
    return offsets


def _read_doc_bin(path: Path, fields: Fields) -> Iterator[Read]:
    tokens, vocabulary = _spacy()
    if not path.exists():
        raise InputError(f"{path}: No such file or directory")
    try:
        for number, document in enumerate(tokens.DocBin().from_disk(path).get_docs(vocabulary), 1):
            name = f"{path.stem}:{number}"
            yield from guarded(lambda document=document, name=name: [_of_doc(document, name, fields)], name)
    except Exception as error:  # zlib's, msgpack's or numpy's, whichever looks first
        raise InputError(f"{path}: expected a DocBin: {type(error).__name__}") from error


def _of_doc(document: Any, name: str, fields: Fields) -> Record:
    groups = {key: list(group) for key, group in document.spans.items()}
    if document.has_annotation("ENT_IOB"):
        groups = {ENTITIES: list(document.ents), **groups}
    chosen = [key for key in groups if not fields.controls or key in fields.controls]
    if not chosen:
        raise UnreadableRowError("document has no annotation of entities")
    spans = [span(each.start_char, each.end_char, each.label_) for key in chosen for each in groups[key]]
    if not document.text:
        raise UnreadableRowError("text is empty")
    meta = {key: value for key, value in document.user_data.items() if isinstance(key, str)}
    return Record(document.text, _distinct(spans), str(meta.pop("id", name)), meta=meta)


def _spacy() -> tuple[Any, Any]:
    try:
        from spacy import tokens
        from spacy.vocab import Vocab
    except ImportError as error:
        raise MissingDependencyError("a DocBin needs spaCy: pip install spacy") from error
    return tokens, Vocab()


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes a DocBin, or, where the file's name ends otherwise, JSON lines as of `Doc.to_json`; returns the number of texts.

    Raises:
        InputError: spans overlap, which entities cannot.
        MissingDependencyError: spaCy is not installed, which alone writes a DocBin.
    """
    if path.suffix != DOC_BIN:
        return write_lines(map(_to_json, texts), path)
    tokens, vocabulary = _spacy()
    store = tokens.DocBin(store_user_data=True)
    count = 0
    for labelled in texts:
        count += 1
        store.add(_to_doc(labelled, tokens, vocabulary))
    store.to_disk(path)
    return count


def _to_json(labelled: Labelled) -> Row:
    ents = [{"start": span.start, "end": span.end, "label": span.label} for span in _disjoint(labelled)]
    return {"id": labelled.id, "text": labelled.text, "ents": ents, "meta": dict(labelled.meta)}


def _to_doc(labelled: Labelled, tokens: Any, vocabulary: Any) -> Any:
    """On tokens of our own, cut at the edges of spans: spaCy drops a span that ends inside a token."""
    spans = _disjoint(labelled)
    edges = sorted({0, len(labelled.text), *(span.start for span in spans), *(span.end for span in spans)})
    words = [
        piece
        for start, end in zip(edges, edges[1:], strict=False)
        for piece in _PIECE.findall(labelled.text, start, end)
    ]
    document = tokens.Doc(vocabulary, words=words, spaces=[False] * len(words))
    ents = [document.char_span(span.start, span.end, label=span.label) for span in spans]
    if None in ents:
        raise InputError(f"document {labelled.id!r}: a span does not lie on whole tokens")
    document.set_ents(ents, default="outside")
    document.user_data.update(
        {"id": labelled.id, **{key: value for key, value in labelled.meta.items() if key != "id"}}
    )
    return document


def _disjoint(labelled: Labelled) -> list[CrowdSpan]:
    spans = sorted(labelled.spans)
    if any(a.end > b.start for a, b in zip(spans, spans[1:], strict=False)):
        raise InputError(f"document {labelled.id!r}: its spans overlap, which entities cannot say")
    return spans
