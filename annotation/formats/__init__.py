"""Labelled data of other tools: one module per format, each with `read` (to records) and, where it can be written, `write`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from annotation.formats import bigcode, conll, doccano, jsonl, label_studio, lighttag
from annotation.formats.records import Labelled, Record

READERS: Mapping[str, Callable[[Path], Iterator[Record]]] = {
    "label-studio": label_studio.read,
    "lighttag": lighttag.read,
    "doccano": doccano.read,
    "bigcode": bigcode.read,
    "jsonl": jsonl.read,
    "conll": conll.read,
}
WRITERS: Mapping[str, Callable[[Iterable[Labelled], Path], int]] = {
    "label-studio": label_studio.write,
    "lighttag": lighttag.write,
    "doccano": doccano.write,
    "bigcode": bigcode.write_fragments,
    "bigcode-training": bigcode.write_pii,
    "jsonl": jsonl.write,
    "conll": conll.write,
}
