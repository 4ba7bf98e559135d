import gzip
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MAIL = "jane@roe.org"


def write(folder: Path, data: bytes | str, name: str = "a.jsonl") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    data = data.encode() if isinstance(data, str) else data
    if name.lower().endswith(".gz"):
        data = gzip.compress(data)
    elif name.lower().endswith(".zst"):
        data = zstandard.compress(data)
    path.write_bytes(data)
    return path


def read(path: Path) -> bytes:
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return gzip.decompress(data)
    return zstandard.ZstdDecompressor().decompressobj().decompress(data) if suffix == ".zst" else data


KEPT = [
    '{"content":"nothing","n":1.50,"m":1e5,"big":12345678901234567890123}',
    '{ "z" : [1,  2], "content" : "caf\\u00e9 \\/ \\ud83d\\ude00", "a": {"content": "inner"} }',
    '{"content":"tab\\tin  ","u":"\u20ac"}  ',
    '{"content":null}',
    '{"content":"carriage"}\r',
    f'{{"content":"long","n":{"9" * 5000},"m":-{"1" * 400}.5e{"3" * 9}}}',
    "",
]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.ndjson", "A.JSONL.GZ", "A.Jsonl.Zst"])
def test_lines_without_spans_stay_byte_for_byte(tmp_path, run, name):
    data = "\n".join(KEPT).encode()
    source = write(tmp_path / "in", data, name)

    report = run(source)

    assert report.ok and report.counts.documents == 6 and report.counts.nulls == 1
    assert read(tmp_path / "out" / name) == data


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f'{{"n":1.0,"content":"to {MAIL}!","b":[]}}', '{"n":1.0,"content":"to <EMAIL>!","b":[]}'),
        (f'{{"content":"\\u00e9\\n\\"{MAIL}\\" \\/x"}}', '{"content":"\\u00e9\\n\\"<EMAIL>\\" \\/x"}'),
        (
            f'{{"content":"\\ud83d\\ude00 {MAIL} \\ud83d\\ude00"}}',
            '{"content":"\\ud83d\\ude00 <EMAIL> \\ud83d\\ude00"}',
        ),
        (f'{{"content":"\U0001f600 {MAIL} \u20ac"}}', '{"content":"\U0001f600 <EMAIL> \u20ac"}'),
        ('{"content":"jane\\u0040roe.org"}', '{"content":"<EMAIL>"}'),
        (f'{{"con\\u0074ent":"{MAIL}"}}', '{"con\\u0074ent":"<EMAIL>"}'),
        (f'{{"other":"{MAIL}","content":""}}', f'{{"other":"{MAIL}","content":""}}'),
        (f'\ufeff{{"content":"{MAIL}"}}', '\ufeff{"content":"<EMAIL>"}'),
    ],
)
def test_only_spans_of_the_text_field_change(tmp_path, run, line, expected):
    run(write(tmp_path / "in", line + "\n"))

    assert (tmp_path / "out" / "a.jsonl").read_text() == expected + "\n"


@given(
    before=st.text(st.characters(codec="utf-8", exclude_categories=["L", "N"]), max_size=20),
    after=st.text(st.characters(codec="utf-8", exclude_categories=["L", "N"]), max_size=20),
    ascii=st.booleans(),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_round_a_span_the_line_parses_to_the_redacted_text(tmp_path, run, rules, before, after, ascii):
    text = f"{before} {MAIL} {after}"
    source = write(tmp_path / "in", json.dumps({"a": 1, "content": text}, ensure_ascii=ascii) + "\n")

    run(source, overwrite=True)
    result = json.loads((tmp_path / "out" / "a.jsonl").read_text())

    assert result == {"a": 1, "content": rules.redact(text).text}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"content":"caf\xe9"}', "invalid UTF-8 at byte 15"),
        (b'{"content":"\\ud800 alone"}', "lone surrogate at character 0"),
        (b'{"content":"\xed\xa0\x80"}', "invalid UTF-8 at byte 12"),
        (b'{"content":1}', "field 'content' holds a number, expected text"),
        (b'{"content":true}', "field 'content' holds true or false, expected text"),
        (b'{"content":[]}', "field 'content' holds an array, expected text"),
        (b'{"content":{}}', "field 'content' holds an object, expected text"),
        (b'{"content":' + b"9" * 5000 + b"}", "field 'content' holds a number, expected text"),
        (b'{"text":"a"}', "no field 'content'; choose with --text-field"),
        (b'{"content":"a","content":"b"}', "two fields 'content'"),
        (b'{"content":"a"', "invalid JSON: expected ',' or '}' at character 14"),
        (b'{"content":"a"} x', "invalid JSON: extra data at character 15"),
        (b'{"content":"a",}', "invalid JSON: comma before '}' at character 15"),
        (b'{"content":}', "invalid JSON: Expecting value at character 11"),
        (b'["content"]', "not a JSON object"),
        (b"content", "not a JSON object"),
        (b'{"content":"a","deep":' + b"[" * 100_000 + b"}", "invalid JSON: nested too deep"),
    ],
)
def test_a_bad_line_is_quarantined_and_the_others_are_redacted(tmp_path, run, line, reason):
    good = f'{{"content":"{MAIL}"}}\n'.encode()
    source = write(tmp_path / "in", good + line + b"\n" + good)

    report = run(source)
    quarantine = (tmp_path / "out" / "_pii" / "quarantine" / "a.jsonl.quarantine.jsonl").read_text()

    assert (report.counts.documents, report.counts.written, report.ok) == (3, 2, False)
    assert (tmp_path / "out" / "a.jsonl").read_bytes() == b'{"content":"<EMAIL>"}\n' * 2
    assert json.loads(quarantine) == {"shard": "a.jsonl", "row": 1, "id": None, "reason": reason}


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
@pytest.mark.parametrize("share", [0.1, 0.9])
def test_a_truncated_stream_fails_the_shard(tmp_path, run, name, share):
    lines = "".join(json.dumps({"content": f"{n * 7919 % 10007} and {n}"}) + "\n" for n in range(20_000))
    source = write(tmp_path / "in", lines, name)
    source.write_bytes(source.read_bytes()[: int(source.stat().st_size * share)])

    report = run(source)

    assert "damaged file" in report.failures[0].reason
    assert not (tmp_path / "out" / name).exists()


def test_concatenated_frames_are_read_to_the_end(tmp_path, run):
    line = f'{{"content":"{MAIL}"}}\n'.encode()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress(line) + gzip.compress(line))
    (tmp_path / "in" / "b.jsonl.zst").write_bytes(zstandard.compress(line) + zstandard.compress(line))

    assert run(tmp_path / "in").counts.documents == 4


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.zst"])
def test_an_empty_file_stays_empty(tmp_path, run, name):
    report = run(write(tmp_path / "in", b"", name))

    assert report.ok and read(tmp_path / "out" / name) == b""


def test_a_line_too_long_to_hold_is_quarantined_wherever_blocks_end(tmp_path, run, output_tree):
    line = f'{{"content":"{MAIL}"}}\n'.encode()
    long = b'{"content":"' + b"x" * 500_000 + b'"}\n'
    source = write(tmp_path / "in", line * 3 + long + line + long[:-1])

    outputs = []
    for size in (1, 50, 1_000, 10_000_000):
        report = run(source, output=tmp_path / str(size), batch_bytes=size, max_document_bytes=100_000)
        assert (report.counts.documents, report.counts.quarantined) == (6, 2)
        outputs.append(output_tree(tmp_path / str(size)))

    assert all(output == outputs[0] for output in outputs)
    assert outputs[0]["a.jsonl"] == b'{"content":"<EMAIL>"}\n' * 4


def test_a_line_of_50_megabytes_is_redacted(tmp_path, run):
    text = "word " * 10_000_000 + MAIL
    source = write(tmp_path / "in", json.dumps({"content": text}) + "\n" + '{"content":"b"}\n')

    report = run(source)
    lines = (tmp_path / "out" / "a.jsonl").read_bytes().splitlines()

    assert report.ok and report.counts.bytes == len(text) + 1
    end, length = lines[0][-14:], len(lines[0])
    assert (end, length) == (b'word <EMAIL>"}', len(text) - len(MAIL) + len("<EMAIL>") + len('{"content": ""}'))


def test_sidecar_names_documents_by_their_id(tmp_path, run):
    source = write(
        tmp_path / "in",
        f'{{"id":7,"content":"a"}}\n\n{{"content":"{MAIL}","id":"x"}}\n{{"id":{{"a":1}},"content":"{MAIL}"}}',
    )

    run(source, id_column="id")
    spans = pq.read_table(tmp_path / "out" / "_pii" / "spans" / "a.jsonl.spans.parquet").to_pylist()

    assert [(span["row"], span["id"]) for span in spans] == [(1, "x"), (2, '{"a":1}')]


def test_an_id_that_is_no_valid_unicode_costs_nothing(tmp_path, run):
    lines = [
        f'{{"id":"a","content":"{MAIL}"}}',
        f'{{"id":"\\ud800","content":"{MAIL}"}}',
        '{"id":"b\\udfff","content":1}',
    ]
    report = run(write(tmp_path / "in", "\n".join(lines)), id_column="id")

    spans = pq.read_table(tmp_path / "out" / "_pii" / "spans" / "a.jsonl.spans.parquet")
    quarantine = json.loads((tmp_path / "out" / "_pii" / "quarantine" / "a.jsonl.quarantine.jsonl").read_text())

    assert (report.counts.documents, report.counts.written, report.failures) == (3, 2, [])
    assert spans.column("id").to_pylist() == ["a", "\\ud800"]
    assert quarantine["row"] == 2
    assert (tmp_path / "out" / "a.jsonl").read_text() == "\n".join(lines[:2]).replace(MAIL, "<EMAIL>") + "\n"
