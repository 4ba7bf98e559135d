"""Labelled texts from every place they may come from."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotation.schema import Document
from benchmarks import datasets
from pii.errors import ConfigError, InputError
from pii.labels import Label
from pii.spans import Span

ROW = {"id": "a", "text": "mail jane@roe.org", "spans": [{"start": 5, "end": 17, "label": "EMAIL"}], "language": "text"}


def _write(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    return str(path)


def test_a_json_lines_file_of_a_users_own_is_a_dataset(tmp_path: Path) -> None:
    found = datasets.load(_write(tmp_path / "my.jsonl", [ROW]))
    assert (found.name, found.lines, found.characters) == ("my", 1, 17)
    assert found.documents[0].spans == (Span(5, 17, Label.EMAIL),)


def test_the_digest_changes_with_a_span(tmp_path: Path) -> None:
    one = datasets.load(_write(tmp_path / "one.jsonl", [ROW]))
    two = datasets.load(_write(tmp_path / "two.jsonl", [{**ROW, "spans": []}]))
    assert one.digest == datasets.load(_write(tmp_path / "again.jsonl", [ROW])).digest != two.digest


def test_a_parquet_file_of_documents_is_a_dataset(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    document = Document(
        "a", "mail jane@roe.org", (Span(5, 17, Label.EMAIL),), (Span(0, 4, Label.NAME),), meta={"language": "text"}
    )
    path = tmp_path / "documents.parquet"
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([document.to_json()]), path)
    assert list(datasets.load(str(path)).documents) == [document]


def test_an_export_of_label_studio_is_a_dataset(tmp_path: Path) -> None:
    value = {"start": 5, "end": 17, "text": "jane@roe.org", "labels": ["EMAIL"]}
    task = {
        "id": 7,
        "data": {"text": ROW["text"]},
        "annotations": [
            {"was_cancelled": True, "result": []},
            {"result": [{"type": "labels", "value": value}, {"type": "choices", "value": {"choices": ["done"]}}]},
        ],
    }
    path = tmp_path / "export.json"
    path.write_text(json.dumps([task]))
    (document,) = datasets.load(str(path)).documents
    assert (document.id, document.spans) == ("7", (Span(5, 17, Label.EMAIL),))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "no documents"),
        ([ROW, ROW], "same id"),
        ([{"id": "a", "text": "x"}], "line 1"),
        ([{**ROW, "spans": [{"start": 5, "end": 99, "label": "EMAIL"}]}], "line 1"),
        ([{**ROW, "spans": [{"start": 5, "end": 17, "label": "PLANET"}]}], "line 1"),
    ],
)
def test_a_file_that_is_no_dataset_is_refused_without_its_text(tmp_path: Path, rows: list[Any], message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        datasets.load(_write(tmp_path / "my.jsonl", rows))
    assert "jane" not in str(caught.value)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="gold-dev"):
        datasets.load("no-such-data")
    with pytest.raises(ConfigError, match="--path"):
        datasets.load("creddata")


def test_a_limit_takes_the_decoys_of_the_documents_it_keeps() -> None:
    found = datasets.load("hard-negatives", limit=3)
    assert len(found.documents) == 3
    assert {decoy.document for decoy in found.decoys} == {document.id for document in found.documents}


def test_the_synthesized_suite_is_the_same_each_time_and_holds_every_label() -> None:
    one, again = datasets.load("synthesized"), datasets.load("synthesized")
    assert one.digest == again.digest
    assert {span.label for document in one.documents for span in document.spans} == set(Label)
    assert len({document.meta["language"] for document in one.documents}) > 3


@pytest.mark.parametrize("as_text", [True, False])
def test_rows_of_bigcodes_layouts(as_text: bool) -> None:
    text = "Jane mail jane@roe.org x@example.com 10.20.30.41 id"
    fragments = [
        {"category": "NAME_LICENSE", "position": [0, 4]},
        {"category": "EMAIL", "position": [10, 22]},
        {"category": "EMAIL_EXAMPLE", "position": [23, 36]},
        {"category": "IP_ADDRESS", "position": [37, 48]},
        {"category": "ID", "position": [49, 51]},
        {"category": "AMBIGUOUS", "position": [5, 9]},
    ]
    secrets = [{"tag": one["category"], "start": one["position"][0], "end": one["position"][1]} for one in fragments]
    row = {"content": text, "secrets": json.dumps(secrets)} if as_text else {"text": text, "fragments": fragments}
    document = datasets.bigcode_document("a", row)
    found = [(span.start, span.end, span.label) for span in document.spans]
    assert found == [(0, 4, Label.NAME), (10, 22, Label.EMAIL), (37, 48, Label.IP_ADDRESS)]
    assert [(span.start, span.end) for span in document.ignored] == [(5, 9), (23, 36), (49, 51)]


HEAD = (
    "Id,FileID,Domain,RepoName,FilePath,LineStart,LineEnd,GroundTruth,ValueStart,ValueEnd,"
    "CryptographyKey,PredefinedPattern,Category"
)
OLD_HEAD = HEAD.replace("LineStart,LineEnd", "LineStart:LineEnd")


def _creddata(root: Path, table: str) -> Path:
    source = root / "data" / "aa11" / "src"
    source.mkdir(parents=True)
    (source / "f.py").write_text(
        "import os\npassword = 'plum-7-tree'\nkey = 'a1b2c3d4'\ntoken = '<TOKEN>'\n-----BEGIN\nabc\n-----END\n"
    )
    (root / "meta").mkdir()
    (root / "meta" / "aa11.csv").write_text(table)
    return root


def test_creddata_is_read_from_its_own_layout(tmp_path: Path) -> None:
    rows = [
        "1,f,GitHub,aa11,data/aa11/src/f.py,2,2,T,12,23,,,Password",
        "2,f,GitHub,aa11,data/aa11/src/f.py,3,3,T,7,15,,,Key",
        "3,f,GitHub,aa11,data/aa11/src/f.py,4,4,X,9,16,,,Token",
        "4,f,GitHub,aa11,data/aa11/src/f.py,1,1,F,,,,,Key",
        "5,f,GitHub,aa11,data/aa11/src/f.py,5,7,T,-1,-1,,,PEM Private Key",
        "6,f,GitHub,aa11,data/aa11/src/f.py,900,900,T,0,3,,,Key",
        "7,g,GitHub,aa11,data/aa11/src/absent.py,1,1,T,0,3,,,Key",
    ]
    (document,) = datasets.load("creddata", _creddata(tmp_path, "\n".join([HEAD, *rows]))).documents
    values = [(document.text[span.start : span.end], str(span.label)) for span in document.spans]
    assert values == [("plum-7-tree", "PASSWORD"), ("a1b2c3d4", "KEY"), ("-----BEGIN\nabc\n-----END", "KEY")]
    assert [document.text[span.start : span.end] for span in document.ignored] == ["<TOKEN>"]
    assert document.asked == {"KEY", "PASSWORD"} and document.meta["package"] == "aa11"


def test_creddata_of_older_releases_is_read_too(tmp_path: Path) -> None:
    row = "1,f,GitHub,aa11,data/aa11/src/f.py,2:2,True,12.0,23.0,,,Password"
    (document,) = datasets.load("creddata", _creddata(tmp_path, f"{OLD_HEAD}\n{row}")).documents
    assert document.spans == (Span(22, 33, Label.PASSWORD),)


def test_a_folder_that_is_no_creddata_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="meta"):
        datasets.load("creddata", tmp_path)
    with pytest.raises(InputError, match="download_data"):
        root = _creddata(tmp_path / "other", f"{HEAD}\n1,f,GitHub,aa11,data/absent.py,2,2,T,12,23,,,Password")
        datasets.load("creddata", root)
