"""The documentation of a dataset, generated from its data: a datasheet in Markdown and Croissant metadata in JSON-LD.

Croissant follows the MLCommons format specification 1.0. Neither holds the value of a span.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from annotation.leaks import Certificate
from annotation.removal import Tombstone
from annotation.schema import Document
from annotation.splits import repository_of
from pii.labels import Label


@dataclass(frozen=True, slots=True)
class About:
    """What cannot be read from the data itself."""

    name: str
    description: str
    licence: str = "unspecified"
    version: str = "1.0.0"
    url: str = "https://example.org/dataset"
    """Where the dataset will be found."""


def datasheet(
    about: About,
    splits: Mapping[str, Sequence[Document]],
    certificate: Certificate | None = None,
    tombstone: Tombstone | None = None,
) -> str:
    """A Markdown datasheet: composition, labels, how the labels came about, splits, removals and limits."""
    everything = [document for documents in splits.values() for document in documents]
    parts = [
        f"# {about.name}\n\n{about.description}\n\nVersion {about.version}, licence {about.licence}.",
        _composition(splits),
        _labels(everything),
        _process(everything),
        _leaks(certificate),
        _removals(tombstone),
        _limits(everything),
    ]
    return "\n\n".join(parts) + "\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += [
        "| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row) + " |" for row in rows
    ]
    return "\n".join(lines)


def _composition(splits: Mapping[str, Sequence[Document]]) -> str:
    rows = [
        (
            name,
            len(documents),
            len({repository_of(document.meta) for document in documents} - {None}),
            sum(len(document.text) for document in documents),
            sum(len(document.spans) for document in documents),
            sum(not document.spans for document in documents),
        )
        for name, documents in splits.items()
    ]
    table = _table(("split", "documents", "repositories", "characters", "spans", "documents without a span"), rows)
    languages = Counter(
        str(document.meta["language"])
        for documents in splits.values()
        for document in documents
        if document.meta.get("language")
    )
    spoken = ", ".join(f"{name} {count:,}" for name, count in languages.most_common()) or "not recorded"
    return f"## Composition\n\n{table}\n\nLanguages, in documents: {spoken}."


def _labels(documents: Sequence[Document]) -> str:
    rows: list[tuple[object, ...]] = []
    for label in Label:
        spans = [span for document in documents for span in document.spans if span.label == label]
        asked = sum(label.value in document.asked for document in documents)
        mean = f"{fmean(span.score for span in spans):.3f}" if spans else "–"
        rows.append((label.value, len(spans), asked, mean))
    ignored = sum(len(document.ignored) for document in documents)
    table = _table(("label", "spans", "documents in which it was looked for", "mean posterior"), rows)
    return (
        f"## Labels\n\n{table}\n\n{ignored:,} further stretches could not be judged and are masked in training. "
        "Where a label was not looked for it is unknown, not absent."
    )


def _process(documents: Sequence[Document]) -> str:
    votes = Counter(document.meta["votes"] for document in documents if "votes" in document.meta)
    workers = {worker for document in documents for worker in document.meta.get("workers", ())}
    guidelines = sorted({str(document.meta["guideline"]) for document in documents if document.meta.get("guideline")})
    sources = Counter(span.source or "not recorded" for document in documents for span in document.spans)
    answers = ", ".join(f"{count:,} with {number}" for number, count in sorted(votes.items())) or "not recorded"
    origins = ", ".join(f"`{source}` {count:,}" for source, count in sources.most_common()) or "none"
    return (
        "## How the labels came about\n\n"
        f"- Documents by number of answers: {answers}.\n"
        f"- Workers: {len(workers):,} (known by keyed hash alone).\n"
        f"- Guideline versions: {', '.join(guidelines) or 'not recorded'}.\n"
        f"- Spans by source: {origins}."
    )


def _leaks(certificate: Certificate | None) -> str:
    if certificate is None:
        return "## Splits\n\nThe splits were not checked for leaks."
    rows = [(check.what, check.checked, check.crossing) for check in certificate.checks]
    table = _table(("must not cross splits", "checked", "crossing"), rows)
    return (
        f"## Splits\n\n{table}\n\nNear-duplicates are texts whose word shingles have a Jaccard similarity of "
        f"{certificate.similarity} or more; secret values are those labelled {', '.join(certificate.secret_labels)}. "
        f"The certificate is about the data with digest `{certificate.digest}`."
    )


def _removals(tombstone: Tombstone | None) -> str:
    if tombstone is None:
        return "## Removals\n\nNobody has opted out yet."
    reasons = Counter(reason for _, _, reason in tombstone.removed)
    counts = ", ".join(f"{count:,} by {reason}" for reason, count in sorted(reasons.items())) or "none"
    return f"## Removals\n\nDocuments removed on request: {counts}."


def _limits(documents: Sequence[Document]) -> str:
    unasked = sum(len(document.asked) < len(Label) for document in documents)
    return (
        "## Limits\n\n"
        "- The texts may hold real people's data. Use them to find and remove such data, and to measure how well that works.\n"
        f"- In {unasked:,} documents not every label was looked for.\n"
        "- Posteriors are estimates from the workers' agreement, and errors that all workers share do not show in them."
    )


def croissant(about: About, files: Mapping[str, Path]) -> dict[str, Any]:
    """Croissant metadata of parquet files of documents, one for each split.

    Args:
        about: name and licence.
        files: the file of each split, of which the metadata holds the SHA-256.
    """
    distribution = [
        {
            "@type": "cr:FileObject",
            "@id": path.name,
            "name": path.name,
            "contentUrl": path.name,
            "encodingFormat": "application/x-parquet",
            "sha256": _sha256(path),
        }
        for _, path in sorted(files.items())
    ]
    record_sets = [_record_set(split, path.name) for split, path in sorted(files.items())]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.name,
        "description": about.description,
        "license": about.licence,
        "url": about.url,
        "version": about.version,
        "distribution": distribution,
        "recordSet": record_sets,
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _record_set(split: str, file: str) -> dict[str, Any]:
    def source(column: str, member: str | None = None) -> dict[str, Any]:
        transform = {} if member is None else {"transform": {"jsonPath": member}}
        return {"fileObject": {"@id": file}, "extract": {"column": column}, **transform}

    def field(name: str, description: str, **more: Any) -> dict[str, Any]:
        key = f"{split}/{name}"
        return {"@type": "cr:Field", "@id": key, "name": key, "description": description, **more}

    def stretches(name: str, description: str) -> dict[str, Any]:
        members = [
            field(f"{name}/{member}", meaning, dataType=kind, source=source(name, member))
            for member, (kind, meaning) in _SPAN_MEMBERS.items()
        ]
        return field(name, description, repeated=True, subField=members)

    def text(name: str, description: str, **more: Any) -> dict[str, Any]:
        return field(name, description, dataType="sc:Text", source=source(name), **more)

    return {
        "@type": "cr:RecordSet",
        "@id": split,
        "name": split,
        "description": f"The documents of the {split} split.",
        "field": [
            text("id", "Identifier of the document."),
            text("text", "The text; all offsets are its characters, half-open."),
            stretches("spans", "Labelled spans."),
            stretches("ignored", "Stretches that could not be judged."),
            text("asked", "Labels that were looked for.", repeated=True),
            text("meta", "Origin of the text, as JSON."),
        ],
    }


_SPAN_MEMBERS: dict[str, tuple[str, str]] = {
    "start": ("sc:Integer", "First character."),
    "end": ("sc:Integer", "The character after the last."),
    "label": ("sc:Text", "What the span is."),
    "score": ("sc:Float", "The posterior that it is there."),
    "source": ("sc:Text", "What found it."),
}

_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
