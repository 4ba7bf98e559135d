"""Batches of columns, as datasets and Ray hand them over."""

import pickle

import datasets
import pytest

from pii.batches import RedactBatch

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
