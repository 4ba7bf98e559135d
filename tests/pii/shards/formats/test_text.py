import bz2
import gzip
import json
import lzma
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import zstandard

MAIL = "jane@roe.org"


def write(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def test_a_directory_is_mirrored(tmp_path, run, output_tree):
    files = {
        "a.py": b"# x\r\n",
        "b/c.txt": MAIL.encode(),
        "b/d/e": f"caf\u00e9 {MAIL}\n".encode(),
        "b/empty": b"",
        ".git/config": b"x",
    }
    source = write(tmp_path / "in", files)

    report = run(source)
    written = {name: data for name, data in output_tree(tmp_path / "out").items() if not name.startswith("_pii")}

    assert report.ok and report.counts.documents == 4
    assert written == {
        "a.py": b"# x\r\n",
        "b/c.txt": b"<EMAIL>",
        "b/d/e": "caf\u00e9 <EMAIL>\n".encode(),
        "b/empty": b"",
    }


def test_bytes_round_spans_stay_whatever_they_are(tmp_path, run):
    text = f"\ufeffa\r\nb\rc\0\x0b\x85\u2028{MAIL}\n\n".encode()
    padding = b"x" * 8000 + b"\n"
    source = write(tmp_path / "in", {"a": padding + text})

    run(source)

    assert (tmp_path / "out" / "a").read_bytes() == padding + text.replace(MAIL.encode(), b"<EMAIL>")


def test_files_that_are_not_text_are_left_out_and_reported(tmp_path, run):
    source = write(tmp_path / "in", {"a.png": b"\x89PNG\0\0", "b.txt": b"text"})

    report = run(source)

    assert report.ok and (report.counts.documents, report.counts.written, report.counts.skipped) == (2, 1, 1)
    assert not (tmp_path / "out" / "a.png").exists()
    assert "not text" in (tmp_path / "out" / "_pii" / "quarantine" / "files.quarantine.jsonl").read_text()


def test_a_file_that_cannot_be_decoded_is_quarantined(tmp_path, run):
    source = write(tmp_path / "in", {"a.py": b"caf\xe9", "b.txt": MAIL.encode(), "c.py": "\u20ac".encode()[:2]})

    report = run(source)
    quarantine = (tmp_path / "out" / "_pii" / "quarantine" / "files.quarantine.jsonl").read_text()

    assert not report.ok and report.counts.quarantined == 2
    assert '"id": "a.py", "reason": "invalid UTF-8 at byte 3"' in quarantine
    assert '"id": "c.py", "reason": "invalid UTF-8 at byte 0"' in quarantine
    assert (tmp_path / "out" / "b.txt").read_bytes() == b"<EMAIL>"


def test_an_error_late_in_a_long_file_leaves_nothing_of_it(tmp_path, run):
    long = (f"{MAIL}\n".encode() + b"y" * 1_000_000) * 6
    source = write(tmp_path / "in", {"a": long + b"\xff", "b": MAIL.encode()})

    report = run(source, batch_bytes=100)

    assert (report.counts.documents, report.counts.quarantined, report.counts.spans) == (2, 1, {"EMAIL": 1})
    assert f"invalid UTF-8 at byte {len(long)}" in (tmp_path / "out/_pii/quarantine/files.quarantine.jsonl").read_text()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["_pii", "b"]


def test_unreadable_files_and_broken_links_are_quarantined_and_pipes_left_alone(tmp_path, run):
    source = write(tmp_path / "in", {"a": MAIL.encode(), "b": b"x"})
    (source / "link").symlink_to("nowhere")
    os.mkfifo(source / "pipe")
    (source / "b").chmod(0)

    report = run(source)

    refused = 0 if os.geteuid() == 0 else 1  # root reads everything
    assert (report.counts.documents, report.counts.quarantined) == (3, 1 + refused)
    assert (tmp_path / "out" / "a").read_bytes() == b"<EMAIL>"


@pytest.mark.parametrize("batch_bytes", [1, 1_000_000, 100_000_000])
def test_a_file_of_many_windows_is_redacted_whole(tmp_path, run, rules, batch_bytes):
    text = (
        "".join(f"line {n} {MAIL if n % 2000 == 0 else 'pad'}\n" for n in range(400_000)) + "é" * 5_000_000 + " " + MAIL
    )
    source = write(tmp_path / "in", {"big.log": text.encode(), "small": b"x"})

    report = run(source, batch_bytes=batch_bytes)
    spans = pq.read_table(tmp_path / "out/_pii/spans/files.spans.parquet").to_pylist()
    redacted = (tmp_path / "out" / "big.log").read_text()

    assert redacted == text.replace(MAIL, "<EMAIL>")
    assert report.counts.spans == {"EMAIL": 201}
    assert all(text[s["start"] : s["end"]] == MAIL for s in spans)
    assert all(redacted[s["new_start"] : s["new_end"]] == "<EMAIL>" for s in spans)
    assert {s["id"] for s in spans} == {"big.log"}


def test_names_that_are_no_unicode_are_kept(tmp_path, run):
    name = os.fsdecode(b"caf\xe9.txt")
    source = tmp_path / "in"
    source.mkdir()
    (source / name).write_text(MAIL)

    assert run(source).ok
    assert (tmp_path / "out" / name).read_text() == "<EMAIL>"


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-16", "caf\u00e9 \u20ac {}\r\n"),
        ("utf-32", "caf\u00e9 {}"),
        ("latin-1", "# -*- coding: latin-1 -*-\ncaf\u00e9 {}\n"),
        ("cp1252", '<?xml version="1.0" encoding="windows-1252"?>\n<a>\u20ac {}</a>'),
        ("shift_jis", "# coding: shift_jis\n# \u6f22\u5b57 {}\n"),
    ],
)
def test_a_file_is_redacted_in_the_encoding_that_it_declares(tmp_path, run, codec, text):
    source = write(tmp_path / "in", {"a": text.format(MAIL).encode(codec)})

    report = run(source)

    assert report.ok and report.counts.spans == {"EMAIL": 1}
    tag = "&lt;EMAIL&gt;" if text.startswith("<?xml") else "<EMAIL>"
    assert (tmp_path / "out" / "a").read_bytes() == text.format(tag).encode(codec)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("latin-1", f"caf\u00e9 {MAIL}".encode("latin-1")),
        ("auto", f"caf\u00e9 {MAIL}".encode("latin-1")),
        ("auto", f"\u20ac {MAIL} caf".encode() + b"\xe9"),
        ("auto", f"caf\u00e9 {MAIL}".encode("utf-16-le")),
        ("utf-16", f"caf\u00e9 {MAIL}".encode("utf-16-le")),
    ],
)
def test_a_file_that_declares_nothing_is_read_as_asked(tmp_path, run, encoding, data):
    source = write(tmp_path / "in", {"a": data})

    assert run(source, encoding=encoding).ok
    old, new = (text.encode("utf-16-le") if data[1:2] == b"\0" else text.encode() for text in (MAIL, "<EMAIL>"))
    assert (tmp_path / "out" / "a").read_bytes() == data.replace(old, new)


def test_what_cannot_be_read_makes_the_run_fail(tmp_path, run):
    files = {
        "a": "plain text".encode("utf-16-le"),
        "b": b"\x1f\x8b\x08\0\0\0\0\0",
        "c.bz2": b"not compressed",
        "d": b"caf\xe9",
    }

    report = run(write(tmp_path / "in", files))
    reasons = [json.loads(line)["reason"] for line in (tmp_path / "out/_pii/quarantine/files.quarantine.jsonl").open()]

    assert not report.ok and (report.counts.quarantined, report.counts.skipped) == (4, 0)
    assert (
        "utf-16-le without a byte order mark" in reasons[0]
        and reasons[1] == "compressed (gzip), but its name does not say so"
    )
    assert "damaged file" in reasons[2] and reasons[3] == "invalid UTF-8 at byte 3"


@pytest.mark.parametrize("module", [bz2, gzip, lzma])
def test_compressed_files_are_read_and_written_as_such(tmp_path, run, output_tree, module):
    name = {bz2: "a.log.bz2", gzip: "a.log.gz", lzma: "a.log.xz"}[module]
    source = write(tmp_path / "in", {name: module.compress(f"mail {MAIL}\n".encode())})

    assert run(source).ok and run(source, output=tmp_path / "again").ok
    assert module.decompress((tmp_path / "out" / name).read_bytes()) == b"mail <EMAIL>\n"
    assert output_tree(tmp_path / "out") == output_tree(tmp_path / "again")


@pytest.mark.parametrize("ending", ["bz2", "gz", "xz", "zst"])
def test_a_compressed_file_that_ends_early_leaves_nothing(tmp_path, run, ending):
    pack = {"bz2": bz2.compress, "gz": gzip.compress, "xz": lzma.compress, "zst": zstandard.compress}[ending]
    data = pack("".join(f"{n * 7919} line\n" for n in range(30_000)).encode())
    source = write(tmp_path / "in", {f"a.{ending}": data[: len(data) // 2]})

    report = run(source)

    assert (report.counts.quarantined, report.counts.written) == (1, 0)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["_pii"]


def test_names_that_print_alike_are_not_taken_for_each_other(tmp_path, run):
    bad, good = os.fsdecode(b"\xff.txt"), "\\udcff.txt"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / bad).write_bytes(b"caf\xe9")
    (tmp_path / "in" / good).write_text(MAIL)

    for _ in range(2):
        assert run(tmp_path / "in").counts.written == 1
        assert (tmp_path / "out" / good).read_text() == "<EMAIL>"


def test_a_name_as_long_as_the_file_system_allows_has_a_sidecar(tmp_path, run):
    source = write(tmp_path / "in", {"x" * 249 + ".jsonl": f'{{"content":"{MAIL}"}}\n'.encode(), "y": b"a"})
    (source / "y.spans.parquet").mkdir()
    (source / "y.spans.parquet" / "a.jsonl").write_text('{"content":"a"}\n')
    (source / "y.jsonl").write_text('{"content":1}\n')

    report = run(source)

    assert report.counts.written == 3 and not report.failures
    assert all(len(path.name) <= 255 for path in (tmp_path / "out").rglob("*"))
    assert run(source).done_before == 4
