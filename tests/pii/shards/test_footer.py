"""What a parquet file says of itself in words."""

import base64
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.errors import ConfigError
from pii.shards.base import ShardOptions

MAIL = "jane@roe.org"


def source(path: Path) -> Path:
    """A shard with an address in the metadata of the file, of a column, and of a field within one."""
    item = pa.field("item", pa.large_string(), metadata={"note": f"of {MAIL}"})
    schema = pa.schema(
        [
            pa.field("content", pa.large_string(), metadata={"by": MAIL}),
            pa.field("tags", pa.list_(item)),
            pa.field("meta", pa.struct([pa.field("x", pa.int8(), metadata={"who": MAIL})])),
        ],
        {"author": MAIL, "info": json.dumps({"contact": MAIL, "size": 3}), "raw": b"\xff\xfe"},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"content": ["x"], "tags": [["a"]], "meta": [{"x": 1}]}, schema), path)
    return path


def test_texts_are_redacted_wherever_they_stand(tmp_path, run):
    given = source(tmp_path / "in" / "a.parquet")
    assert run(given).ok
    out = tmp_path / "out" / "a.parquet"
    schema = pq.read_schema(out)

    assert schema.remove_metadata().equals(pq.read_schema(given).remove_metadata())
    assert schema.metadata[b"author"] == b"<EMAIL>" and schema.metadata[b"raw"] == b"\xff\xfe"
    assert json.loads(schema.metadata[b"info"]) == {"contact": "<EMAIL>", "size": 3}
    assert schema.field("content").metadata == {b"by": b"<EMAIL>"}
    assert MAIL not in str(schema) and MAIL.encode() not in out.read_bytes()
    kept = pq.read_metadata(out).metadata
    assert MAIL not in str(pa.ipc.read_schema(pa.py_buffer(base64.b64decode(kept[b"ARROW:schema"]))))


@pytest.mark.parametrize(("footer", "left"), [("keep", True), ("drop", False)])
def test_it_is_kept_or_dropped_when_asked(tmp_path, run, footer, left):
    given = source(tmp_path / "in" / "a.parquet")
    assert run(given, footer=footer).ok
    schema = pq.read_schema(tmp_path / "out" / "a.parquet")

    assert schema.equals(pq.read_schema(given), check_metadata=True) == left
    assert (MAIL in str(schema)) == left
    assert schema.remove_metadata().equals(pq.read_schema(given).remove_metadata())


def test_what_else_is_a_mistake():
    with pytest.raises(ConfigError, match="keep, drop or redact"):
        ShardOptions(footer="hide")
