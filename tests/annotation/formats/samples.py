"""One made-up answer in the form of every tool, with one span of NAME, `jane`, at 2."""

import json
from pathlib import Path
from typing import Any

from annotation.formats import READERS
from annotation.formats.importer import Options, Report, import_records
from annotation.formats.records import USUAL, Fields
from annotation.label_schema import load
from annotation.schema import Vote, read_votes
from annotation.worker_ids import WorkerIds

TEXT = "a jane"
REGION = {
    "from_name": "label",
    "to_name": "text",
    "type": "labels",
    "value": {"start": 2, "end": 6, "text": "jane", "labels": ["NAME"]},
}
ROWS: dict[str, dict[str, Any]] = {
    "label-studio": {"id": 1, "data": {"text": TEXT}, "annotations": [{"completed_by": 3, "result": [REGION]}]},
    "doccano": {"id": 1, "text": TEXT, "label": [[2, 6, "NAME"]]},
    "bigcode": {"text": TEXT, "fragments": [{"category": "NAME", "position": [2, 6], "value": "jane"}], "id": "1"},
    "jsonl": {"id": "1", "text": TEXT, "spans": [{"start": 2, "end": 6, "label": "NAME"}], "meta": {"repo": "o/r"}},
    "prodigy": {"text": TEXT, "spans": [{"start": 2, "end": 6, "label": "NAME"}], "answer": "accept"},
    "tokens": {"tokens": ["a", "jane"], "ner_tags": ["O", "B-NAME"]},
    "spacy": {"text": TEXT, "ents": [{"start": 2, "end": 6, "label": "NAME"}]},
    "argilla": {"text": TEXT, "annotation": [["NAME", 2, 6]], "status": "Validated"},
    "presidio": {
        "full_text": TEXT,
        "spans": [{"entity_type": "NAME", "entity_value": "jane", "start_position": 2, "end_position": 6}],
    },
    "label-studio:min": {"id": 1, "text": TEXT, "annotator": 3, "label": [REGION["value"]]},
    "label-studio:completions": {"data": {"text": TEXT}, "completions": [{"id": 1, "result": [REGION]}]},
    "label-studio:hypertext": {
        "data": {"html": TEXT, "text": TEXT},
        "annotations": [
            {
                "result": [
                    {
                        "type": "hypertextlabels",
                        "value": {
                            "start": "/p[1]/text()[1]",
                            "globalOffsets": {"start": 2, "end": 6},
                            "text": "jane",
                            "hypertextlabels": ["NAME"],
                        },
                    }
                ]
            }
        ],
    },
    "doccano:entities": {"id": 1, "text": TEXT, "entities": [{"start_offset": 2, "end_offset": 6, "label": "NAME"}]},
    "doccano:users": {
        "id": 1,
        "text": TEXT,
        "annotations": [{"start_offset": 2, "end_offset": 6, "label": "NAME", "user": 4}],
    },
    "bigcode:pii": {"id": "1", "content": TEXT, "pii": [{"tag": "NAME", "start": 2, "end": 6, "value": "jane"}]},
    "spacy:groups": {"text": TEXT, "spans": {"sc": [{"start": 2, "end": 6, "label": "NAME"}]}},
    "spacy:paragraphs": {
        "paragraphs": [
            {"raw": TEXT, "sents": [{"tokens": [{"orth": "a", "ner": "O"}, {"orth": "jane", "ner": "U-NAME"}]}]}
        ]
    },
    "argilla:feedback": {
        "fields": {"text": TEXT},
        "responses": [
            {
                "user_id": "u",
                "status": "submitted",
                "values": {"pii": {"value": [{"start": 2, "end": 6, "label": "NAME"}]}},
            }
        ],
    },
    "argilla:records": {
        "fields": {"text": TEXT},
        "responses": {"pii": [{"user_id": "u", "value": [{"start": 2, "end": 6, "label": "NAME"}]}]},
    },
    "argilla:hub": {
        "text": TEXT,
        "pii.responses": [[{"start": 2, "end": 6, "label": "NAME"}]],
        "pii.responses.users": ["u"],
        "pii.responses.status": ["submitted"],
    },
}
"""For each format whose file is a list or lines of objects, and each of its variants, named `format:variant`."""

Imported = tuple[list[Vote], Report, list[dict[str, Any]]]


def imported(name: str, path: Path, fields: Fields = USUAL, **options: Any) -> Imported:
    """Votes, report and quarantine of a file."""
    output = path.with_name("votes.parquet")
    chosen = Options(load("bigcode"), WorkerIds(b"a made-up key of the tests"), **options)
    report = import_records([path], lambda each: READERS[name.partition(":")[0]](each, fields), output, chosen)
    quarantine = output.with_suffix(".quarantine.jsonl").read_text().splitlines()
    return list(read_votes(output)), report, [json.loads(line) for line in quarantine]
