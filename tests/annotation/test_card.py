import hashlib
import json
import re
from pathlib import Path

import pyarrow.parquet as pq

from annotation.aggregate import aggregate
from annotation.card import About, croissant, datasheet
from annotation.label_schema import load
from annotation.leaks import certify
from annotation.removal import OptOut, remove
from annotation.schema import write_documents
from annotation.simulate import Crowd, simulate
from annotation.splits import Splits, split

ABOUT = About("made-up", "Made-up code with labels.", "CC-BY-4.0")


def dataset() -> Splits:
    _, votes = simulate(60, Crowd(workers=10), seed=9)
    return split(aggregate(votes, load("bigcode")))


def test_the_datasheet_counts_what_the_data_holds():
    splits = dataset()
    page = datasheet(ABOUT, splits, certify(splits))
    for name, documents in splits.items():
        spans = sum(len(document.spans) for document in documents)
        assert re.search(
            rf"^\| {name} \| {len(documents)} \| {len(documents)} \| [\d,]+ \| {spans} \|", page, re.MULTILINE
        )
    assert "60 with 3" in page
    assert "| repositories | 60 | 0 |" in page
    assert "Guideline versions: simulated-1" in page


def test_removals_are_told():
    splits, tombstone = remove(dataset(), OptOut(repositories=frozenset({"example/doc-00003"})))
    assert "1 by repository" in datasheet(ABOUT, splits, tombstone=tombstone)
    assert "not checked for leaks" in datasheet(ABOUT, splits)


def test_no_value_is_in_the_papers():
    splits = dataset()
    page = datasheet(ABOUT, splits, certify(splits))
    values = {
        document.text[span.start : span.end]
        for documents in splits.values()
        for document in documents
        for span in document.spans
        if len(span) > 6
    }
    assert len(values) > 20
    assert [value for value in values if value in page] == []


def test_an_empty_dataset_has_a_datasheet_too():
    assert "| train | 0 | 0 | 0 | 0 | 0 |" in datasheet(ABOUT, {"train": []})


def test_croissant_names_the_files_their_digests_and_their_columns(tmp_path: Path):
    files: dict[str, Path] = {}
    for name, documents in dataset().items():
        files[name] = tmp_path / f"{name}.parquet"
        write_documents(documents, files[name])
    metadata = json.loads(json.dumps(croissant(ABOUT, files)))
    assert metadata["@type"] == "sc:Dataset"
    digests = {entry["contentUrl"]: entry["sha256"] for entry in metadata["distribution"]}
    assert digests == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files.values()}
    for records in metadata["recordSet"]:
        leaves = [leaf for field in records["field"] for leaf in field.get("subField", [field])]
        (file,) = {leaf["source"]["fileObject"]["@id"] for leaf in leaves}
        schema = pq.read_schema(tmp_path / file)
        assert {leaf["source"]["extract"]["column"] for leaf in leaves} == set(schema.names)
        members = [leaf["source"]["transform"]["jsonPath"] for leaf in leaves if "spans/" in leaf["name"]]
        assert members == [member.name for member in schema.field("spans").type.value_type]
