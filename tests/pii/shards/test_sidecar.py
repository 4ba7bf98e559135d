import json

import pyarrow.parquet as pq
import pytest

from pii.shards.sidecar import span_batch

MAIL = "jane@roe.org"


@pytest.mark.parametrize("id", [None, "", "plain", "caf\u00e9 \u20ac \U0001f600"])
def test_ids_are_kept_as_they_are(rules, id):
    redaction = rules.redact(f"to {MAIL} and {MAIL}")

    assert span_batch([3], [id], [redaction]).column("id").to_pylist() == [id, id]


def test_half_a_character_in_an_id_is_written_as_its_escape(tmp_path, run):
    source = tmp_path / "a.jsonl"
    rows = [{"id": id, "content": f"mail {MAIL}"} for id in ("\ud800x", "caf\u00e9")]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert run(source, id_column="id").ok
    spans = pq.read_table(tmp_path / "out" / "_pii" / "spans" / "a.jsonl.spans.parquet")

    assert spans["id"].to_pylist() == ["\\ud800x", "caf\u00e9"]
