import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.shards.columns import numbers, plain_batch, strings


@pytest.mark.parametrize("values", [[], [1], [3, -1, 2**62]])
def test_whole_numbers(values):
    assert numbers(values).equals(pa.array(values, pa.int64()))


def test_numbers_of_an_array_that_is_not_contiguous():
    assert numbers(np.arange(10)[::3]).to_pylist() == [0, 3, 6, 9]


def test_floating_point_numbers():
    assert numbers([0.5, 1.0], np.float64).equals(pa.array([0.5, 1.0]))


@pytest.mark.parametrize("values", [[], [""], ["a", None, "café €", "b" * 10_000]])
def test_strings(values):
    assert strings(values).equals(pa.array(values, pa.string()))


def test_plain_columns_are_not_copied():
    batch = pa.record_batch({"a": ["x", None], "b": [[1], [2, 3]], "c": [{"d": "y"}, None]})

    assert plain_batch(batch) is batch


def test_a_slice_is_decoded_to_its_own_rows():
    encoded = pa.array(["x", "y", None, "x"]).dictionary_encode()
    batch = pa.record_batch({"a": encoded, "b": pa.StructArray.from_arrays([encoded, range(4)], ["c", "d"])})

    decoded = plain_batch(batch.slice(1, 2))

    assert decoded.schema.types == [pa.large_string(), pa.struct([("c", pa.large_string()), ("d", pa.int64())])]
    assert decoded.to_pylist() == batch.slice(1, 2).to_pylist()


def test_redacting_parquet_does_not_import_pandas(tmp_path):
    pytest.importorskip("pandas")
    source, output = tmp_path / "a.parquet", tmp_path / "out"
    pq.write_table(pa.table({"content": ["from jane@roe.org", None]}), source)
    arguments = ["redact", str(source), "-o", str(output), "--detectors", "rules", "--workers", "1"]
    code = (
        f"import sys; from pii.cli import app; app({arguments}, standalone_mode=False); print('pandas' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert pq.read_table(output / "a.parquet")["content"].to_pylist() == ["from <EMAIL>", None]
    assert done.stdout.strip() == "False"
