import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

MAIL = "jane@roe.org"
RULES = ["--detectors", "rules", "--workers", "1"]


@pytest.fixture
def source(tmp_path):
    (tmp_path / "in").mkdir()
    pq.write_table(pa.table({"content": [f"by {MAIL}", None]}), tmp_path / "in" / "a.parquet")
    return tmp_path / "in"


def test_a_run_writes_files_and_says_on_standard_error_what_it_did(pii, tmp_path, source):
    result = pii("redact", source, "-o", tmp_path / "out", *RULES)

    assert (result.status, result.out) == (0, "")
    for words in ("documents", "EMAIL", "MB/s", "failed rows", "seconds"):
        assert words in result.err
    assert MAIL not in result.err
    assert pq.read_table(tmp_path / "out" / "a.parquet").to_pydict() == {"content": ["by <EMAIL>", None]}


def test_a_second_run_says_that_there_is_nothing_to_do(pii, tmp_path, source):
    pii("redact", source, "-o", tmp_path / "out", *RULES)

    assert "Nothing to do" in pii("redact", source, "-o", tmp_path / "out", "--resume", *RULES).err


def test_what_failed_is_named_and_the_status_is_1(pii, tmp_path, source):
    (source / "b.jsonl").write_text('{"content": 1}\n')
    (source / "c.parquet").write_bytes(b"no parquet")

    result = pii("redact", source, "-o", tmp_path / "out", *RULES)

    assert result.status == 1
    assert "failed: c.parquet: " in result.err and "_pii/quarantine" in result.err
    assert (tmp_path / "out" / "a.parquet").exists()


def test_options_reach_the_run(pii, tmp_path):
    (tmp_path / "a.txt").write_text(f'{{"body": "{MAIL}", "key": "k1"}}\n')
    options = [
        "--format",
        "jsonl",
        "--text-column",
        "body",
        "--id-column",
        "key",
        "--policy",
        "mask",
        "--batch-bytes",
        "1kB",
    ]

    result = pii("redact", tmp_path / "a.txt", "-o", tmp_path / "out", *options, *RULES)
    spans = pq.read_table(tmp_path / "out" / "_pii" / "spans" / "a.txt.spans.parquet").to_pylist()

    assert result.status == 0
    assert (tmp_path / "out" / "a.txt").read_text() == '{"body": "************", "key": "k1"}\n'
    assert spans[0]["id"] == "k1"


def test_standard_input_goes_to_standard_output():
    data = f"caf\u00e9 {MAIL}\r\n".encode()
    command = [sys.executable, "-m", "pii", "redact", "-", "--detectors", "rules"]

    result = subprocess.run(command, input=data, capture_output=True, check=True)

    assert (result.stdout, result.stderr) == ("caf\u00e9 <EMAIL>\r\n".encode(), b"")


def test_bytes_that_are_not_utf8_in_standard_input_are_passed_on_with_a_warning():
    command = [sys.executable, "-m", "pii", "redact", "-", "--detectors", "rules"]

    result = subprocess.run(command, input=b"\xff " + MAIL.encode(), capture_output=True, check=False)

    assert (result.returncode, result.stdout) == (1, b"\xff <EMAIL>")
    assert b"1 bytes are not UTF-8" in result.stderr


def test_a_slip_in_a_column_is_told_on_the_screen_and_the_right_run_goes_on(pii, tmp_path, source):
    (source / "b.jsonl").write_text(f'{{"content": "{MAIL}"}}\n' * 50)

    slip = pii("redact", source, "-o", tmp_path / "out", "--text-column", "contnet", *RULES)

    assert slip.status == 1
    assert "no column 'contnet'; columns are: content; choose with --text-field" in slip.err
    assert "left out: 50 × no field 'contnet'; choose with --text-field (first b.jsonl row 0)" in slip.err
    assert "Nothing was written: correct the command" in slip.err

    right = pii("redact", source, "-o", tmp_path / "out", *RULES)

    assert right.status == 0 and not (tmp_path / "out" / "_pii" / "quarantine" / "b.jsonl.quarantine.jsonl").exists()
    assert (tmp_path / "out" / "b.jsonl").read_text() == '{"content": "<EMAIL>"}\n' * 50
    assert pii("redact", source, "-o", tmp_path / "out", "--policy", "mask", *RULES).status == 2


def test_a_file_that_was_left_out_is_named_with_its_reason(pii, tmp_path, source):
    (source / "sub").mkdir()
    (source / "sub" / "gone.txt").symlink_to("nowhere")
    (source / "latin.txt").write_bytes(b"caf\xe9\n")
    (source / "b.jsonl").write_text('{"content": 1}\n{"content": 2}\n{"content": "x"}\n[]\n{\n')

    err = pii("redact", source, "-o", tmp_path / "out", *RULES).err.splitlines()
    left_out = [line for line in err if line.startswith("left out: ")]

    assert left_out[0].startswith("left out: 2 × ") and left_out[0].endswith(" (first b.jsonl row 0)")
    assert left_out[-1] == "left out: … and for 2 more reasons" and len(left_out) == 4
    (source / "b.jsonl").unlink()

    again = pii("redact", source, "-o", tmp_path / "again", *RULES).err

    assert "left out: 1 × No such file or directory (sub/gone.txt)\n" in again
    assert "left out: 1 × invalid UTF-8 at byte 3 (latin.txt)\n" in again


def test_a_run_with_other_settings_is_refused_as_soon_as_one_document_was_written(pii, tmp_path, source):
    (source / "b.jsonl").write_text('{"body": "x"}\n')
    pii("redact", source, "-o", tmp_path / "out", *RULES)

    refused = pii("redact", source, "-o", tmp_path / "out", "--text-column", "body", *RULES)

    assert refused.status == 2 and "(shards.text_fields)" in refused.err


def test_names_on_the_screen_hold_no_control_characters(pii, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a\x1b[31m[b].parquet").write_bytes(b"no parquet")

    result = pii("redact", folder, "-o", tmp_path / "o\x1b[/b]", *RULES)

    assert result.status == 1 and "\x1b" not in result.err and r"a\x1b[31m[b].parquet" in result.err
