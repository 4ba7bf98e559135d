"""Texts below the top level, in parquet and in JSON lines alike."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.shards.base import ShardOptions
from pii.shards.documents import redact_block
from pii.shards.formats.jsonl import JsonLines
from pii.shards.records import RecordBlock

MAIL = "jane@roe.org"

ROWS = [
    {
        "id": "7f3a",
        "messages": [
            {"role": "user", "content": f"ask {MAIL}", "calls": [{"id": "call_1", "arguments": f'{{"to": "{MAIL}"}}'}]},
            {"role": "assistant", "content": None, "calls": []},
        ],
        "tags": [f"a {MAIL}", "b"],
        "meta": {"author": f"{MAIL}", "n": 1.5},
    },
    {"id": "7f3b", "messages": [], "tags": [], "meta": {"author": "nobody", "n": 2.5}},
    {"id": "7f3c", "messages": [{"role": "user", "content": "\u20ac", "calls": []}], "tags": ["c"], "meta": None},
]
MESSAGE = pa.struct(
    [
        ("role", pa.string()),
        ("content", pa.string()),
        ("calls", pa.list_(pa.struct([("id", pa.string()), ("arguments", pa.string())]))),
    ]
)
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("messages", pa.list_(MESSAGE)),
        ("tags", pa.list_(pa.string())),
        ("meta", pa.struct([("author", pa.string()), ("n", pa.float64())])),
    ]
)


def write(folder, kind: str, rows=ROWS, schema=SCHEMA):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"a.{kind}"
    if kind == "jsonl":
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    else:
        pq.write_table(pa.Table.from_pylist(rows, schema), path)
    return path


def read(path) -> list[dict]:
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text().splitlines()]
    return pq.read_table(path).to_pylist()


def masked(value, *where):
    """The rows with mails masked below each of these keys."""
    if isinstance(value, dict):
        return {
            k: masked(v, *where) if k not in where and "**" not in where else everywhere(v) for k, v in value.items()
        }
    return [masked(v, *where) for v in value] if isinstance(value, list) else value


def everywhere(value):
    return json.loads(json.dumps(value).replace(MAIL, "<EMAIL>"))


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
@pytest.mark.parametrize(
    ("fields", "where", "spans"),
    [
        (["messages[*].content"], ["content"], 1),
        (["messages[*].calls[*].arguments"], ["arguments"], 1),
        (["tags[*]"], ["tags"], 1),
        (["meta.author"], ["author"], 1),
        (["messages.**"], ["messages"], 2),
        (["messages[*].**", "meta.author", "tags[*]"], ["messages", "author", "tags"], 4),
        (["@traces"], ["**"], 4),
        (["**"], ["**"], 4),
    ],
)
def test_texts_at_these_places_change_and_nothing_else(tmp_path, run, kind, fields, where, spans):
    source = write(tmp_path / "in", kind)

    report = run(source, text_fields=fields)

    assert report.ok and report.counts.spans == {"EMAIL": spans}
    assert read(tmp_path / "out" / source.name) == masked(read(source), *where)
    if kind == "parquet":
        assert pq.read_schema(tmp_path / "out" / source.name).equals(pq.read_schema(source), check_metadata=True)


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_sidecars_say_where_in_the_row(tmp_path, run, kind):
    source = write(tmp_path / "in", kind)

    run(source, text_fields=["messages[*].content", "messages[*].calls[*].arguments", "tags[*]"], id_column="id")
    spans = pq.read_table(tmp_path / "out" / "_pii" / "spans" / f"{source.name}.spans.parquet").to_pylist()

    assert sorted((s["row"], s["id"], s["field"], s["start"]) for s in spans) == [
        (0, "7f3a", "messages[0].calls[0].arguments", 8),
        (0, "7f3a", "messages[0].content", 4),
        (0, "7f3a", "tags[0]", 2),
    ]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_blocks_do_not_show(tmp_path, run, output_tree, kind):
    source = write(tmp_path / "in", kind, ROWS * 50)

    for size in (1, 500, 1_000_000):
        run(source, output=tmp_path / str(size), batch_bytes=size, text_fields=["@traces"])

    assert output_tree(tmp_path / "1") == output_tree(tmp_path / "500") == output_tree(tmp_path / "1000000")


def test_the_preset_leaves_identifiers_alone(tmp_path, run):
    key = "AKIAQ3EGZ7WJQ5DM2LXK"
    line = {"id": key, "tool_call_id": key, "content": f"aws_access_key_id = {key}", "user_id": MAIL}
    source = write(tmp_path / "in", "jsonl", [line])

    run(source, text_fields=["@traces"])

    assert read(tmp_path / "out" / "a.jsonl") == [
        {"id": key, "tool_call_id": key, "content": "aws_access_key_id = <KEY>", "user_id": "<EMAIL>"}
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"messages": "x"}', None),
        ('{"messages": [{"content": [1]}]}', "field 'messages[0].content' holds an array, expected text"),
        ('{"messages": [{"content": 3}]}', "field 'messages[0].content' holds a number, expected text"),
        ('{"text": "x"}', "no field 'messages'; choose with --text-field"),
        ('{"messages": [{"content": "x"},]}', "invalid JSON: comma before ']' at character 31"),
        ('{"messages": [{"content": "x"}', "invalid JSON: expected ',' or ']' at character 30"),
        ('{"messages": ' + "[" * 20_000 + "}", "invalid JSON: nested too deep"),
    ],
)
def test_a_row_of_another_shape_is_never_passed_on_unread(tmp_path, run, line, reason):
    (tmp_path / "a.jsonl").write_text(line + "\n")

    report = run(tmp_path / "a.jsonl", text_fields=["messages[*].content"])

    assert report.counts.quarantined == (reason is not None)
    if reason is not None:
        noted = (tmp_path / "out" / "_pii" / "quarantine" / "a.jsonl.quarantine.jsonl").read_text()
        assert json.loads(noted)["reason"] == reason


LIST = pa.list_(pa.string())


@pytest.mark.parametrize("sliced", [False, True])
@pytest.mark.parametrize(
    ("values", "kind", "field"),
    [
        ([[MAIL], None, [], ["b", None, MAIL]], pa.large_list(pa.string()), "c[*]"),
        ([[MAIL, "a"], None, ["b", MAIL], ["c", None]], pa.list_(pa.string(), 2), "c[*]"),
        ([[("k", MAIL)], None, [], [("k", "b"), ("l", MAIL)]], pa.map_(pa.string(), pa.string()), "c.**"),
        ([[("k", [MAIL])], None, [], [("k", ["b"]), ("l", [])]], pa.map_(pa.string(), LIST), "c.k[*]"),
        ([MAIL.encode(), None, b"", b"b"], pa.binary(), "c"),
        ([MAIL.encode(), None, b"", b"b"], pa.large_binary(), "c"),
        ([{"a": [MAIL]}, None, {"a": None}, {"a": ["b", MAIL]}], pa.struct([("a", LIST)]), "c.a[*]"),
        ([[[MAIL], None], None, [], [["b"]]], pa.list_(LIST), "c[*][*]"),
    ],
    ids=str,
)
def test_every_kind_of_column_keeps_its_type_and_its_nulls(tmp_path, run, values, kind, field, sliced):
    table = pa.table({"c": pa.array(values * 20, kind), "n": range(80)})
    (tmp_path / "in").mkdir()
    pq.write_table(table, tmp_path / "in" / "a.parquet", row_group_size=30)

    report = run(tmp_path / "in", text_fields=[field], batch_bytes=40 if sliced else 1_000_000)
    result = pq.read_table(tmp_path / "out" / "a.parquet")

    text = repr(values * 20)
    assert report.ok and result.schema.equals(pq.read_schema(tmp_path / "in" / "a.parquet"))
    assert repr(result["c"].to_pylist()) == text.replace(MAIL, "<EMAIL>")
    assert result["n"].to_pylist() == list(range(80))


def test_bytes_that_are_no_text_quarantine_their_row(tmp_path, run):
    (tmp_path / "in").mkdir()
    pq.write_table(pa.table({"c": [b"caf\xe9", MAIL.encode()]}), tmp_path / "in" / "a.parquet")

    assert run(tmp_path / "in", text_fields=["c"]).counts.quarantined == 1
    assert pq.read_table(tmp_path / "out" / "a.parquet")["c"].to_pylist() == [b"<EMAIL>"]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("nope[*].a", "no column 'nope'"),
        ("messages[*].nope", "'messages[*]' has no field 'nope'; it has: role, content, calls"),
        ("messages.content", "'messages' holds list<"),
        ("meta", "column 'meta' holds struct<"),
        ("tags", "column 'tags' holds list<"),
    ],
)
def test_a_path_that_leads_nowhere_fails_the_shard(tmp_path, run, field, words):
    report = run(write(tmp_path / "in", "parquet"), text_fields=[field])

    assert words in report.failures[0].reason and "--text-field" in report.failures[0].reason


texts = st.lists(
    st.sampled_from([MAIL, " ", '"', "\\", "\n", "\u20ac", "\U0001f600", "\u2028", "x", "{", "]", ","]), max_size=6
).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | texts,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3),
    max_leaves=12,
)


@given(rows=st.lists(st.dictionaries(texts, values, max_size=4), max_size=4), ascii=st.booleans(), gaps=st.booleans())
def test_any_json_stays_the_same_json_but_for_the_spans_of_its_strings(rules, rows, ascii, gaps):
    lines = [json.dumps(row, ensure_ascii=ascii, separators=(" , ", " :\t") if gaps else None) for row in rows]
    block = RecordBlock("\n\n".join(lines).encode(), 0, JsonLines())

    result = redact_block(block, rules, ShardOptions(("**",)))
    new = result.payload.decode().split("\n\n") if rows else []

    def redacted(value):
        if isinstance(value, str):
            return rules.redact(value).text
        if isinstance(value, dict):
            return {key: redacted(item) for key, item in value.items()}
        return [redacted(item) for item in value] if isinstance(value, list) else value

    assert result.documents == len(rows) and not result.failures
    assert [json.loads(line) for line in new] == [redacted(row) for row in rows]
    assert all(line == before for line, before, row in zip(new, lines, rows, strict=True) if redacted(row) == row)
