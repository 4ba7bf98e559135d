import multiprocessing
import pickle
import threading

import pyarrow as pa
import pytest

from pii.engines.pipe import receive, send
from pii.shards.formats.parquet import ParquetBlock


@pytest.mark.parametrize(
    "item",
    [None, {"a": [1, b"x" * 100_000]}, pa.array(["text", None, "x" * 1_000_000]), pa.array([], pa.string())],
    ids=["nothing", "bytes", "array", "empty"],
)
def test_what_is_sent_is_received(item):
    here, there = multiprocessing.Pipe()
    thread = threading.Thread(target=send, args=(here, item))
    thread.start()

    received = receive(there)
    thread.join()

    assert received == item


def test_a_closed_end_is_noticed():
    here, there = multiprocessing.Pipe()
    here.close()

    with pytest.raises(EOFError):
        receive(there)


def test_a_block_is_sent_without_what_it_was_cut_from():
    batch = pa.record_batch({"content": ["x" * 1000] * 1000})

    data = pickle.dumps(ParquetBlock(batch.slice(10, 1), 0))

    assert len(data) < 5_000
    assert pickle.loads(data).batch.equals(batch.slice(10, 1))
