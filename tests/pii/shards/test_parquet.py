import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

MAIL = "jane@roe.org"


def write(path: Path, table: pa.Table, **settings: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, **settings)
    return path


def rich_table() -> pa.Table:
    texts = [f"from {MAIL}", "nothing here", None, "", "naïve café", f"€ {MAIL} and joe@roe.org"]
    return pa.table(
        {
            "id": pa.array(range(6), pa.int32()),
            "content": pa.array(texts, pa.large_string()),
            "tags": pa.array([["a"], [], None, ["b", "c"], ["d"], ["e"]], pa.list_(pa.string())),
            "meta": pa.array([{"stars": n, "name": "x"} for n in range(6)]),
            "lang": pa.array(["py", "c", "py", "c", "py", "c"]).dictionary_encode(),
            "when": pa.array(range(6), pa.timestamp("us", tz="UTC")),
            "raw": pa.array([b"\xff\x00"] * 6),
        }
    ).replace_schema_metadata({"origin": "made up", "huggingface": json.dumps({"info": {}})})


@pytest.mark.parametrize("compliant", [True, False])
def test_other_columns_order_schema_and_metadata_stay(tmp_path, run, compliant):
    source = write(tmp_path / "in" / "a.parquet", rich_table(), use_compliant_nested_type=compliant)

    report = run(source)
    result = pq.read_table(tmp_path / "out" / "a.parquet")

    assert report.ok and report.counts.nulls == 1
    assert result.schema.equals(pq.read_schema(source), check_metadata=True)
    assert result.drop(["content"]).equals(pq.read_table(source).drop(["content"]))
    assert result["content"].to_pylist() == [
        "from <EMAIL>",
        "nothing here",
        None,
        "",
        "naïve café",
        "€ <EMAIL> and <EMAIL>",
    ]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int16(), pa.string())], ids=str
)
def test_every_kind_of_text_column_keeps_its_type(tmp_path, run, kind):
    texts = [f"a {MAIL}", None, "b", f"{MAIL}"]
    column = pa.array(texts).dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else pa.array(texts, kind)
    source = write(tmp_path / "in" / "a.parquet", pa.table({"content": column}))

    assert run(source).ok
    result = pq.read_table(tmp_path / "out" / "a.parquet")["content"]

    assert result.type == pq.read_table(source)["content"].type
    assert result.to_pylist() == ["a <EMAIL>", None, "b", "<EMAIL>"]


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "brotli", "lz4", "zstd"])
def test_every_codec_stays(tmp_path, run, codec):
    source = write(tmp_path / "in" / "a.parquet", pa.table({"content": [f"a {MAIL}"]}), compression=codec)

    assert run(source).ok
    before, after = (pq.read_metadata(path) for path in (source, tmp_path / "out" / "a.parquet"))

    assert after.row_group(0).column(0).compression == before.row_group(0).column(0).compression


def test_row_groups_compression_and_encodings_stay(tmp_path, run):
    table = pa.table(
        {"content": [f"{n} {MAIL if n % 9 == 0 else 'x'} pad pad" for n in range(1000)], "path": ["p"] * 1000}
    )
    source = write(
        tmp_path / "in" / "a.parquet",
        table,
        row_group_size=300,
        compression={"content": "zstd", "path": "gzip"},
        use_dictionary=["path"],
        store_schema=False,
    )

    assert run(source, batch_bytes=2000).ok
    before, after = pq.read_metadata(source), pq.read_metadata(tmp_path / "out" / "a.parquet")

    assert [after.row_group(n).num_rows for n in range(4)] == [300, 300, 300, 100]
    for column in range(2):
        old, new = before.row_group(0).column(column), after.row_group(0).column(column)
        assert (old.compression, old.encodings) == (new.compression, new.encodings)
    assert b"ARROW:schema" not in (after.metadata or {})


def test_output_does_not_depend_on_the_size_of_blocks(tmp_path, run, output_tree):
    table = pa.table(
        {"content": [f"line {n} of {MAIL if n % 5 == 0 else 'x'}\n" + "pad\n" * (n % 50) for n in range(2000)]}
    )
    source = write(tmp_path / "in" / "a.parquet", table, row_group_size=700)

    outputs = []
    for size in (100, 5_000, 100_000, 50_000_000):
        run(source, output=tmp_path / str(size), batch_bytes=size)
        outputs.append(output_tree(tmp_path / str(size)))

    assert all(output == outputs[0] for output in outputs)


def test_large_row_groups_are_written_in_parts_wherever_blocks_end(tmp_path, run, output_tree, monkeypatch):
    monkeypatch.setattr("pii.shards.parquet._MAX_ROW_GROUP_BYTES", 20_000)
    table = pa.table({"content": [f"{n} {MAIL if n % 9 == 0 else 'x'} " + "pad " * 40 for n in range(1000)]})
    source = write(tmp_path / "in" / "a.parquet", table, use_dictionary=False)

    for size in (700, 1_000_000):
        run(source, output=tmp_path / str(size), batch_bytes=size)
    metadata = pq.read_metadata(tmp_path / "700" / "a.parquet")

    assert metadata.num_rows == 1000 and metadata.num_row_groups > 5
    assert output_tree(tmp_path / "700") == output_tree(tmp_path / "1000000")


def test_invalid_utf8_is_quarantined_and_the_other_rows_are_redacted(tmp_path, run):
    broken = pa.array([b"ok " + MAIL.encode(), b"caf\xe9", b"\xed\xa0\x80 surrogate", b"nul \0 fine"]).view(pa.string())
    source = write(tmp_path / "in" / "a.parquet", pa.table({"content": broken, "n": [0, 1, 2, 3]}))

    report = run(source, id_column="n")
    result = pq.read_table(tmp_path / "out" / "a.parquet")
    quarantine = (tmp_path / "out" / "_pii" / "quarantine" / "a.parquet.quarantine.jsonl").read_text()

    assert not report.ok
    assert (report.counts.documents, report.counts.written, report.counts.quarantined) == (4, 2, 2)
    assert result.to_pydict() == {"content": ["ok <EMAIL>", "nul \0 fine"], "n": [0, 3]}
    assert [json.loads(line) for line in quarantine.splitlines()] == [
        {"shard": "a.parquet", "row": 1, "id": "1", "reason": "invalid UTF-8 at byte 3"},
        {"shard": "a.parquet", "row": 2, "id": "2", "reason": "invalid UTF-8 at byte 0"},
    ]


def test_a_row_over_the_limit_is_quarantined(tmp_path, run):
    table = pa.table({"content": ["x" * 2_000_000, f"mail {MAIL}", "é" * 600_000]})
    source = write(tmp_path / "in" / "a.parquet", table)

    report = run(source, max_document_bytes=1_000_000)

    assert report.counts.quarantined == 2
    assert pq.read_table(tmp_path / "out" / "a.parquet")["content"].to_pylist() == ["mail <EMAIL>"]


def test_sidecar_gives_offsets_before_and_after_and_no_value(tmp_path, run):
    broken = pa.array([b"\xff", f"to {MAIL}, joe@roe.org".encode(), None, f"é {MAIL}".encode()]).view(pa.string())
    source = write(tmp_path / "in" / "a.parquet", pa.table({"content": broken, "name": ["a", "b", "c", "d"]}))

    run(source, id_column="name")
    redacted = pq.read_table(tmp_path / "out" / "a.parquet")["content"].to_pylist()
    path = tmp_path / "out" / "_pii" / "spans" / "a.parquet.spans.parquet"
    spans = pq.read_table(path).to_pylist()

    assert [(s["row"], s["new_row"], s["id"], s["start"], s["end"]) for s in spans] == [
        (1, 0, "b", 3, 15),
        (1, 0, "b", 17, 28),
        (3, 2, "d", 2, 14),
    ]
    assert all(redacted[s["new_row"]][s["new_start"] : s["new_end"]] == "<EMAIL>" for s in spans)
    assert {s["label"] for s in spans} == {"EMAIL"} and all(s["source"].startswith("rules") for s in spans)
    assert b"roe" not in path.read_bytes()


@pytest.mark.parametrize(
    ("table", "settings", "words"),
    [
        (pa.table({"text": ["a"]}), {}, ["no column 'content'", "text", "--text-column"]),
        (pa.table({"content": [1]}), {}, ["holds int64", "--text-column"]),
        (pa.table({"content": [b"a"]}), {}, ["holds binary"]),
        (pa.table({"content": ["a"]}), {"id_column": "id"}, ["no column 'id'", "--id-column"]),
        (pa.Table.from_arrays([pa.array(["a"])] * 2, ["content"] * 2), {}, ["2 columns 'content'"]),
    ],
)
def test_a_column_that_cannot_be_redacted_fails_the_shard_with_the_reason(tmp_path, run, table, settings, words):
    bad = write(tmp_path / "in" / "bad.parquet", table)
    good = write(tmp_path / "in" / "good.parquet", pa.table({"content": [MAIL], "id": ["x"]}))

    report = run(bad, good, **settings)

    assert [failure.shard for failure in report.failures] == ["bad.parquet"]
    assert all(word in report.failures[0].reason for word in words)
    assert not (tmp_path / "out" / "bad.parquet").exists()
    assert pq.read_table(tmp_path / "out" / "good.parquet")["content"].to_pylist() == ["<EMAIL>"]


@pytest.mark.parametrize("keep", [0, 3, 100, -1])
def test_a_truncated_file_fails_the_shard_and_leaves_nothing(tmp_path, run, keep):
    source = write(tmp_path / "in" / "a.parquet", pa.table({"content": ["text"] * 100}))
    source.write_bytes(source.read_bytes()[:keep])

    report = run(source)

    assert "damaged parquet file" in report.failures[0].reason
    assert [path.name for path in (tmp_path / "out").rglob("*.*") if "run" not in path.parts] == [
        "a.parquet.quarantine.jsonl"
    ]


def test_damaged_pages_fail_the_shard(tmp_path, run):
    source = write(tmp_path / "in" / "a.parquet", pa.table({"content": [str(n) * 50 for n in range(5000)]}))
    data = bytearray(source.read_bytes())
    data[1000:9000] = bytes(8000)
    source.write_bytes(bytes(data))

    assert len(run(source).failures) == 1


@pytest.mark.parametrize("groups", [0, 1])
def test_an_empty_shard_stays_an_empty_shard(tmp_path, run, groups):
    schema = pa.schema([("content", pa.string()), ("n", pa.int8())])
    (tmp_path / "in").mkdir()
    with pq.ParquetWriter(tmp_path / "in" / "a.parquet", schema) as writer:
        for _ in range(groups):
            writer.write_table(schema.empty_table())

    report = run(tmp_path / "in")

    assert report.ok and report.counts.documents == 0
    assert pq.read_table(tmp_path / "out" / "a.parquet").schema.equals(schema)
