import base64
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.engines.local import LocalEngine
from pii.shards.base import ShardOptions
from pii.shards.discover import find_shards
from pii.shards.formats import formats

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
    monkeypatch.setattr("pii.shards.formats.parquet._MAX_ROW_GROUP_BYTES", 20_000)
    table = pa.table({"content": [f"{n} {MAIL if n % 9 == 0 else 'x'} " + "pad " * 40 for n in range(1000)]})
    source = write(tmp_path / "in" / "a.parquet", table, use_dictionary=False)

    for size in (700, 1_000_000):
        run(source, output=tmp_path / str(size), batch_bytes=size)
    metadata = pq.read_metadata(tmp_path / "700" / "a.parquet")

    assert metadata.num_rows == 1000 and metadata.num_row_groups > 5
    assert output_tree(tmp_path / "700") == output_tree(tmp_path / "1000000")


def nested(kind: str, values: pa.Array) -> pa.Array:
    """The values, one to a row, below another type."""
    match kind:
        case "struct":
            return pa.StructArray.from_arrays([values], ["a"])
        case "list":
            return pa.ListArray.from_arrays(range(len(values) + 1), values)
        case "large list":
            return pa.LargeListArray.from_arrays(range(len(values) + 1), values)
        case "fixed size list":
            return pa.FixedSizeListArray.from_arrays(values, 1)
        case "map":
            return pa.MapArray.from_arrays(range(len(values) + 1), pa.array(["key"] * len(values)), values)
        case "list of structs":
            return nested("list", nested("struct", values))
    return values


NESTED = ["not nested", "struct", "list", "large list", "fixed size list", "map", "list of structs"]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("batch_bytes", [5_000, 4_000_000])
@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
    ids=["string", "large_string", "string_view", "dictionary"],
)
def test_no_byte_of_a_redacted_or_quarantined_value_is_in_the_output(
    tmp_path, run, output_tree, kind, batch_bytes, workers
):
    noise = [f"{n} plain words and numbers {n * 7919}" for n in range(600)]
    texts = [f"mail planted{n}@roe.org {noise[n]}" for n in range(300)]  # all in the blocks of the first half
    texts += [noise[n] if n % 50 else "planted" + "x" * 5_000 for n in range(300, 600)]
    column = pa.array(texts).dictionary_encode() if pa.types.is_dictionary(kind) else pa.array(texts, kind)
    source = write(
        tmp_path / "in" / "a.parquet",
        pa.table({"content": column, "n": range(600)}),
        compression="none",
        write_page_index=True,
    )
    assert b"planted" in source.read_bytes()

    settings = {"max_document_bytes": 4_000, "id_column": "n", "engine": LocalEngine(workers)}
    report = run(source, batch_bytes=batch_bytes, **settings)
    result = pq.read_table(tmp_path / "out" / "a.parquet")

    assert not report.failures and report.counts.quarantined == 6
    assert result["content"].type == pq.read_table(source)["content"].type
    assert result["content"].to_pylist() == [
        text.replace(f"planted{n}@roe.org", "<EMAIL>") for n, text in enumerate(texts) if len(text) < 4_000
    ]
    assert not [name for name, data in output_tree(tmp_path / "out").items() if b"planted" in data]


@pytest.mark.parametrize("kind", NESTED)
def test_no_dictionary_keeps_what_only_a_quarantined_row_had(tmp_path, run, kind):
    column = nested(kind, pa.array(["planted", None, "kept", "kept"]).dictionary_encode())
    texts = ["long" * 2_000, "a", f"mail {MAIL}", "b"]
    source = write(tmp_path / "in" / "a.parquet", pa.table({"content": texts, "other": column}), compression="none")
    assert b"planted" in source.read_bytes()

    report = run(source, max_document_bytes=4_000)
    result = pq.read_table(tmp_path / "out" / "a.parquet")

    assert report.counts.quarantined == 1
    assert result.schema.equals(pq.read_schema(source), check_metadata=True)
    assert result["other"].to_pylist() == column.to_pylist()[1:]
    assert b"planted" not in (tmp_path / "out" / "a.parquet").read_bytes()


def test_the_size_of_blocks_does_not_show_in_dictionaries(tmp_path, run, output_tree):
    texts = pa.array([f"line {n % 700} of {MAIL if n % 5 == 0 else 'x'} " + "pad " * (n % 50) for n in range(3000)])
    names = pa.array([f"name {n % 1000}" for n in range(3000)])
    table = pa.table(
        {"content": texts.dictionary_encode(), "name": names.dictionary_encode()}
        | {kind: nested(kind, names.dictionary_encode()) for kind in NESTED}
    )
    source = write(tmp_path / "in" / "a.parquet", table, row_group_size=1300, dictionary_pagesize_limit=20_000)

    for size in (1_000, 30_000, 4_000_000):
        assert run(source, output=tmp_path / str(size), batch_bytes=size, id_column="name").ok
    outputs = [output_tree(tmp_path / str(size)) for size in (1_000, 30_000, 4_000_000)]

    assert outputs[0] == outputs[1] == outputs[2]


@pytest.mark.parametrize("stored", [True, False])
def test_metadata_of_the_footer_stays(tmp_path, run, stored):
    table = pa.table({"content": [MAIL]})
    (tmp_path / "in").mkdir()
    with pq.ParquetWriter(tmp_path / "in" / "a.parquet", table.schema, store_schema=stored) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"origin": "made up"})

    assert run(tmp_path / "in").ok
    before, after = (pq.read_metadata(tmp_path / name / "a.parquet").metadata for name in ("in", "out"))

    assert after == before and after[b"origin"] == b"made up"


@pytest.mark.parametrize("column", ["content", "id"])
def test_a_dictionary_reaches_the_workers_that_share_a_shard(tmp_path, run, output_tree, column):
    values = {"content": [f"{n} {MAIL}" for n in range(200)], "id": [f"id {n}" for n in range(200)]}
    arrays = {name: pa.array(value) for name, value in values.items()}
    arrays[column] = arrays[column].dictionary_encode()
    source = write(tmp_path / "in" / "a.parquet", pa.table(arrays))

    for workers in (1, 2):
        settings = {"id_column": "id", "batch_bytes": 1_000, "engine": LocalEngine(workers)}
        report = run(source, output=tmp_path / str(workers), **settings)
        assert report.ok and report.counts.spans == {"EMAIL": 200}

    assert output_tree(tmp_path / "1") == output_tree(tmp_path / "2")
    spans = pq.read_table(tmp_path / "2" / "_pii" / "spans" / "a.parquet.spans.parquet")
    assert spans["id"].to_pylist() == values["id"]


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


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("kind", ["not nested", "list", "dictionary"])
def test_an_id_that_is_not_utf8_quarantines_its_row_alone(tmp_path, run, kind, workers):
    raw = [b"a", b"caf\xe9", b"\xed\xa0\x80", None, b"e", b"\xff"]
    column = pa.array(raw).view(pa.string())
    if kind == "dictionary":
        column = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None, 3, 4], pa.int32()), column.drop_null())
        # Arrow's writer refuses such a dictionary; the same file comes of the plain column and the other's schema.
        schema = pa.schema({"content": pa.string(), "id": column.type})
        column = column.cast(pa.string())
        stored = {"ARROW:schema": base64.b64encode(schema.serialize())}
    else:
        column, stored = nested(kind, column), {}
    table = pa.table({"content": [f"{n} {MAIL}" for n in range(4)] + ["4 nothing", "5 nothing"], "id": column})
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "a.parquet"
    with pq.ParquetWriter(source, table.schema, store_schema=not stored) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(stored)
    assert pa.types.is_dictionary(pq.read_schema(source).field("id").type) == (kind == "dictionary")

    report = run(source, id_column="id", engine=LocalEngine(workers), batch_bytes=20)
    quarantine = (tmp_path / "out" / "_pii" / "quarantine" / "a.parquet.quarantine.jsonl").read_text()
    spans = pq.read_table(tmp_path / "out" / "_pii" / "spans" / "a.parquet.spans.parquet")

    assert not report.failures and report.counts.quarantined == 3
    assert pq.read_table(tmp_path / "out" / "a.parquet", columns=["content"])["content"].to_pylist() == [
        "0 <EMAIL>",
        "3 <EMAIL>",
        "4 nothing",
    ]
    assert [json.loads(line) for line in quarantine.splitlines()] == [
        {"shard": "a.parquet", "row": row, "id": None, "reason": f"id: invalid UTF-8 at byte {byte}"}
        for row, byte in [(1, 3), (2, 0), (5, 0)]
    ]
    assert spans["new_row"].to_pylist() == [0, 1]
    assert spans["id"].to_pylist() == ([str(["a"]), str([None])] if kind == "list" else ["a", None])


@pytest.mark.parametrize("workers", [1, 2])
def test_a_text_column_without_a_type_passes_through(tmp_path, run, workers):
    table = pa.table({"content": pa.nulls(5), "n": range(5)})
    source = write(tmp_path / "in" / "a.parquet", table)

    report = run(source, engine=LocalEngine(workers), id_column="n")

    assert report.ok and (report.counts.documents, report.counts.nulls) == (5, 5)
    assert pq.read_table(tmp_path / "out" / "a.parquet").equals(table)


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
        (pa.table({"text": ["a"]}), {}, ["no column 'content'", "text", "--text-field"]),
        (pa.table({"content": [1]}), {}, ["holds int64", "--text-field"]),
        (pa.table({"content": [[b"a"]]}), {}, ["holds list<"]),
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


def test_what_a_dictionary_of_few_bytes_stands_for_is_read_in_pieces(tmp_path, run, output_tree, monkeypatch):
    monkeypatch.setattr("pii.shards.formats.parquet._MAX_ROW_GROUP_BYTES", 2_000_000)
    value = "lorem ipsum " * 10_000
    table = pa.table({"content": [value] * 300 + [f"mail {MAIL}"]})
    source = write(tmp_path / "in" / "a.parquet", table, compression="zstd")
    assert source.stat().st_size < 5_000 < 36_000_000 < table.nbytes

    options = ShardOptions(batch_bytes=1_000_000)
    shard = find_shards([str(source)])[0]
    blocks = [block for block, _ in formats()["parquet"].read(shard, options)]
    for size in (100_000, 4_000_000):
        assert run(source, output=tmp_path / str(size), batch_bytes=size).ok

    assert max(block.nbytes for block in blocks) < 2_500_000
    assert pq.read_table(tmp_path / "100000" / "a.parquet")["content"].to_pylist() == [value] * 300 + ["mail <EMAIL>"]
    assert output_tree(tmp_path / "100000") == output_tree(tmp_path / "4000000")
