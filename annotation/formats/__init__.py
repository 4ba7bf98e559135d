"""Labelled data of other tools: one module per format, each with `read` (to records) and, where it can be written, `write`."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from annotation.formats import (
    argilla,
    bigcode,
    brat,
    conll,
    doccano,
    jsonl,
    label_studio,
    lighttag,
    presidio,
    prodigy,
    spacy,
    tokens,
    webanno,
)
from annotation.formats.records import Labelled, Reader

READERS: Mapping[str, Reader] = {
    "label-studio": label_studio.read,
    "lighttag": lighttag.read,
    "doccano": doccano.read,
    "bigcode": bigcode.read,
    "jsonl": jsonl.read,
    "conll": conll.read,
    "prodigy": prodigy.read,
    "tokens": tokens.read,
    "spacy": spacy.read,
    "brat": brat.read,
    "webanno": webanno.read,
    "argilla": argilla.read,
    "presidio": presidio.read,
}
WRITERS: Mapping[str, Callable[[Iterable[Labelled], Path], int]] = {
    "label-studio": label_studio.write,
    "lighttag": lighttag.write,
    "doccano": doccano.write,
    "bigcode": bigcode.write_fragments,
    "bigcode-training": bigcode.write_pii,
    "jsonl": jsonl.write,
    "conll": conll.write,
    "prodigy": prodigy.write,
    "spacy": spacy.write,
}
KEEPS_ASKED: frozenset[str] = frozenset({"label-studio", "jsonl", "conll"})
"""Formats that can say which labels were looked for."""


def write(name: str, texts: Iterable[Labelled], path: Path) -> int:
    """Writes texts in the format of that name and returns their number; the file appears only when whole.

    Raises:
        InputError: the format cannot express what a text holds, such as overlapping spans.
    """
    partial = path.with_name(f".partial.{path.name}")
    try:
        count = WRITERS[name](texts, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count
