"""Batches of columns, as datasets and Ray hand them over."""

import pickle
from pathlib import Path
from typing import Any

import datasets
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import pii
from pii.batches import RedactBatch
from pii.errors import ConfigError

ROWS = {"content": ["Contact jane@roe.org", None, "nothing"], "path": ["a", "b", "c"]}


def redactor(**settings: object) -> RedactBatch:
    return RedactBatch(detectors=["rules"], **settings)


def test_a_dataset_is_mapped_and_other_columns_stay() -> None:
    mapped = datasets.Dataset.from_dict(ROWS).map(redactor(), batched=True)

    assert mapped["content"][:] == ["Contact <EMAIL>", None, "nothing"]
    assert mapped["path"][:] == ["a", "b", "c"]


def test_spans_come_without_values() -> None:
    mapped = redactor(spans_column="pii")(ROWS)

    assert mapped["pii"][1:] == [[], []]
    (span,) = mapped["pii"][0]
    assert (span["start"], span["end"], span["new_start"], span["new_end"], span["label"]) == (8, 20, 8, 15, "EMAIL")
    assert "jane" not in repr(mapped["pii"])


def test_it_travels_to_other_processes_after_use() -> None:
    used = redactor()
    used(ROWS)

    assert pickle.loads(pickle.dumps(used))(ROWS)["content"][0] == "Contact <EMAIL>"


@pytest.mark.parametrize("value", ["mail jane@roe.org", None, b"mail"])
def test_a_single_row_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="batched=True") as raised:
        redactor()({"content": value})
    assert "jane" not in str(raised.value)


@pytest.mark.parametrize("column", [{"jane@roe.org"}, 3, ["x", 3], np.array([1, 2]), pa.array([1]), [["jane@roe.org"]]])
def test_a_column_without_texts_is_refused(column: object) -> None:
    with pytest.raises(TypeError, match="column 'content'.*expected") as raised:
        redactor()({"content": column})
    assert "jane" not in str(raised.value)


@pytest.mark.parametrize("kind", [dict, pa.table, pd.DataFrame])
def test_a_column_that_is_not_there_is_named_beside_those_that_are(kind: Any) -> None:
    with pytest.raises(KeyError, match="no column 'content'; the batch has path, text"):
        redactor()(kind({"path": ["a"], "text": ["b"]}))


def test_what_is_no_batch_is_refused() -> None:
    with pytest.raises(TypeError, match="not list"):
        redactor()(["mail jane@roe.org"])


@pytest.mark.parametrize(
    "column",
    [
        ROWS["content"],
        tuple(ROWS["content"]),
        np.array(ROWS["content"], dtype=object),
        pa.array(ROWS["content"]),
        pa.chunked_array([ROWS["content"][:1], ROWS["content"][1:]]),
        pa.array(ROWS["content"]).dictionary_encode(),
        pd.Series(ROWS["content"]),
        pd.Series(ROWS["content"], dtype="string"),
        pd.Series(ROWS["content"], dtype=object, index=[5, 5, 7]),
    ],
    ids=lambda column: type(column).__name__,
)
def test_columns_may_be_those_of_any_library(column: object) -> None:
    assert redactor()({"content": column})["content"] == ["Contact <EMAIL>", None, "nothing"]


@pytest.mark.parametrize("type", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_a_table_stays_a_table(type: pa.DataType) -> None:
    table = pa.table({"content": pa.array(ROWS["content"], type), "path": ROWS["path"]})
    mapped = redactor(spans_column="pii")(table)

    assert mapped.schema.field("content") == table.schema.field("content")
    assert mapped.column("content").to_pylist() == ["Contact <EMAIL>", None, "nothing"]
    assert mapped.column_names == ["content", "path", "pii"]
    assert [len(spans) for spans in mapped.column("pii").to_pylist()] == [1, 0, 0]
    assert redactor(spans_column="pii")(mapped).column_names == ["content", "path", "pii"]


def test_a_data_frame_stays_a_data_frame() -> None:
    mapped = redactor(spans_column="pii")(pd.DataFrame(ROWS, index=[3, 3, 4]))

    assert mapped["content"].tolist()[::2] == ["Contact <EMAIL>", "nothing"] and mapped["content"].isna()[3].tolist()[1]
    assert mapped["path"].tolist() == ["a", "b", "c"] and [len(spans) for spans in mapped["pii"]] == [1, 0, 0]


@pytest.mark.parametrize("format", ["arrow", "pandas", "numpy"])
def test_a_dataset_of_any_format_is_mapped(format: str) -> None:
    mapped = datasets.Dataset.from_dict(ROWS).with_format(format).map(redactor(), batched=True).with_format(None)

    assert mapped["content"][:] == ["Contact <EMAIL>", None, "nothing"]
    assert mapped["path"][:] == ["a", "b", "c"]


def test_batches_without_spans_go_with_those_that_have_some() -> None:
    rows = datasets.Dataset.from_dict({"content": ["nothing"] * 4 + ["jane@roe.org"]})
    mapped = rows.with_format("arrow").map(redactor(spans_column="pii"), batched=True, batch_size=2)

    assert [len(spans) for spans in mapped.with_format(None)["pii"]] == [0, 0, 0, 0, 1]


@pytest.fixture
def saved(tmp_path: Path) -> datasets.Dataset:
    """On disk, so that results are cached."""
    datasets.Dataset.from_dict(ROWS).save_to_disk(str(tmp_path / "rows"))
    return datasets.load_from_disk(str(tmp_path / "rows"))


def first(rows: datasets.Dataset, **settings: Any) -> str:
    return rows.map(redactor(**settings), batched=True)["content"][0]


def test_a_changed_policy_file_is_no_longer_the_cached_result(saved: datasets.Dataset, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('base = "tag"\n')
    assert first(saved, policy=policy) == "Contact <EMAIL>"
    policy.write_text('base = "mask"\n')
    assert first(saved, policy=policy) == "Contact ************"


def test_another_key_is_no_longer_the_cached_result(saved: datasets.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for key in ("first-key-first-key", "other-key-other-key", "first-key-first-key"):
        monkeypatch.setenv("PII_KEY", key)
        found.append(first(saved, policy="hash"))
    assert found[0] == found[2] != found[1]


def test_another_version_is_no_longer_the_cached_result(
    saved: datasets.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = saved.map(redactor(), batched=True)._fingerprint
    assert saved.map(redactor(), batched=True)._fingerprint == before
    monkeypatch.setattr(pii, "__version__", "99.0")
    assert saved.map(redactor(), batched=True)._fingerprint != before


def test_a_key_of_the_environment_does_not_travel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PII_KEY", "first-key-first-key")
    pickled = pickle.dumps(redactor(policy="hash"))
    assert b"first-key" not in pickled

    monkeypatch.setenv("PII_KEY", "other-key-other-key")
    with pytest.raises(ConfigError, match="not the same here as where"):
        pickle.loads(pickled)(ROWS)


@pytest.mark.ray
def test_a_ray_dataset_is_mapped() -> None:
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        rows = ray.data.from_items([{"content": "Contact jane@roe.org"}] * 20)
        mapped = rows.map_batches(
            RedactBatch, fn_constructor_kwargs={"detectors": ["rules"]}, concurrency=2, batch_size=5
        )
        assert {row["content"] for row in mapped.take_all()} == {"Contact <EMAIL>"}
    finally:
        ray.shutdown()
