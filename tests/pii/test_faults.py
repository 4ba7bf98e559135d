"""What goes wrong outside of this package: files that are none, links, damage, changes in the middle, names of every kind."""

import errno
import os
import socket
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.errors import OutputError
from pii.redactor import Redactor
from pii.runs.runner import redact_shards
from pii.shards.storage import PRIVATE
from pii.spans import Span

TEXT = "by Jane Roe <jane@roe.org>\n"
DONE = "by <NAME> <<EMAIL>>\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    return folder


def test_pipes_sockets_devices_and_links_to_nothing_stop_no_run(tmp_path, source, run, monkeypatch):
    monkeypatch.chdir(source)  # a socket's path must be short
    os.mkfifo("pipe")
    socket.socket(socket.AF_UNIX).bind("socket")
    for name, target in {"loop": ".", "ring": "ring", "endless": "/dev/zero", "nowhere": "/nowhere"}.items():
        os.symlink(target, name)
    report = run(source)

    assert (report.counts.documents, report.counts.written, report.counts.quarantined) == (3, 1, 2)
    assert not report.ok  # two links that cannot be read
    quarantine = (tmp_path / "out" / "_pii" / "quarantine" / "files.quarantine.jsonl").read_text()
    assert os.strerror(errno.ELOOP) in quarantine and os.strerror(errno.ENOENT) in quarantine


def test_names_of_every_kind_keep_what_they_name_apart(tmp_path, source, run):
    names = [
        "new\nline.txt",
        "\x1b[31mred.txt",
        os.fsdecode(b"bad\xff.txt"),
        "bad\\udcff.txt",
        " .txt",
        "[b].txt",
        "-o.txt",
    ]
    names += ["x" * 247 + ".txt", "x" * 249 + ".jsonl"]
    for number, name in enumerate(names):
        row = f"{TEXT.strip()} {number}"
        (source / name).write_text(f'{{"content": "{row}"}}\n' if name.endswith("jsonl") else row)
    report = run(source)

    assert report.ok and report.counts.written == len(names) + 1
    for number, name in enumerate(names):
        assert f"{DONE.strip()} {number}" in (tmp_path / "out" / name).read_text()


def test_folders_that_are_called_like_sidecars_are_folders(tmp_path, source, run):
    row = '{"content": "by Jane Roe"}\n'
    (source / "a.jsonl").write_text(row)
    for folder in ("a.jsonl.spans.parquet", "a.jsonl.quarantine.jsonl", "files.spans.parquet"):
        (source / folder).mkdir()
        (source / folder / "b.jsonl").write_text(row + "{broken\n")
        (source / folder / "c.txt").write_text(TEXT)
    report = run(source)

    assert (report.counts.written, report.counts.quarantined) == (8, 3)
    assert not report.failures


@pytest.mark.parametrize("planted", ["sub", "_pii", "_pii/spans", "_pii/run"])
def test_links_planted_in_the_output_are_not_followed(tmp_path, source, run, planted):
    (source / "sub").mkdir()
    (source / "sub" / "b.txt").write_text(TEXT)
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "out" / planted
    elsewhere.mkdir()
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)

    with pytest.raises(OutputError, match="is a link"):
        run(source)
    assert not list(elsewhere.iterdir())
    link.unlink()
    assert run(source).ok and not list(elsewhere.iterdir())


@pytest.mark.parametrize("name", ["ledger.sqlite", "ledger.lock"])
def test_the_ledger_is_no_link(tmp_path, source, run, name):
    (tmp_path / "out" / "_pii" / "run").mkdir(parents=True)
    (tmp_path / "mine").touch()
    (tmp_path / "out" / "_pii" / "run" / name).symlink_to(tmp_path / "mine")

    with pytest.raises(OutputError, match="is a link"):
        run(source)
    assert not (tmp_path / "mine").read_bytes()


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_written_through(tmp_path, source, run):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").symlink_to(tmp_path / "mine")

    with pytest.raises(OutputError, match="no run has written it"):
        run(source)
    assert run(source, overwrite=True).ok
    assert (tmp_path / "mine").read_text() == "mine" and (tmp_path / "out" / "a.txt").read_text() == DONE


def _garbage(ledger: Path) -> None:
    ledger.write_bytes(os.urandom(16_384))


def _other_words(ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE shards SET counts = '{', outputs = '[[1]]'")


def _other_form(ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE shards SET counts = '{\"never\": 1}'")


@pytest.mark.parametrize("damage", [_garbage, _other_words, _other_form])
def test_a_damaged_ledger_is_one_error_that_says_what_to_do(tmp_path, source, run, damage: Callable[[Path], None]):
    assert run(source).ok
    ledger = tmp_path / "out" / "_pii" / "run" / "ledger.sqlite"
    damage(ledger)

    with pytest.raises(OutputError, match="is damaged: .*; remove it, and redo everything with --overwrite$"):
        run(source)
    ledger.unlink()
    assert run(source, overwrite=True).ok and (tmp_path / "out" / "a.txt").read_text() == DONE


def test_output_that_was_cut_is_made_again(tmp_path, source, run):
    assert run(source).ok
    os.truncate(tmp_path / "out" / "a.txt", 3)

    assert run(source).done_before == 0
    assert (tmp_path / "out" / "a.txt").read_text() == DONE


def test_output_of_which_a_character_was_changed_is_made_again(tmp_path, source, run):
    (source / "b.jsonl").write_text('{"content": "by Jane Roe"}\n')
    assert run(source).ok
    path = tmp_path / "out" / "a.txt"
    path.write_text(DONE.replace("by", "BY"))

    assert run(source).done_before == 1
    assert path.read_text() == DONE
    os.utime(path)  # touched, or copied elsewhere and back
    assert run(source).done_before == 2


@pytest.mark.parametrize("output", ["/proc/pii", "in/a.txt/out"])
def test_an_output_that_cannot_be_is_one_error(tmp_path, source, run, output, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.txt").write_text(TEXT)
    with pytest.raises(OutputError, match="cannot write"):
        run(tmp_path / "other", output=output)


class Writes:
    """A detector beside which somebody else writes to a file of the input."""

    name = "writes"

    def __init__(self, path: Path) -> None:
        self.path = path

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        with open(self.path, "a") as file:
            file.write("more\n")
        return [[] for _ in texts]

    def describe(self) -> Mapping[str, object]:
        return {}


@pytest.mark.parametrize("name", ["a.txt", "b.jsonl"])
def test_a_file_that_changes_while_it_is_read_is_done_by_the_next_run(tmp_path, source, run, name):
    (source / "b.jsonl").write_text('{"content": "by Jane Roe"}\n')
    changing = redact_shards([str(source)], str(tmp_path / "out"), Redactor(["rules", Writes(source / name)]))

    assert [failure.reason for failure in changing.failures] == [
        f"{source / name} changed while it was read; run again"
    ]
    assert not (tmp_path / "out" / name).exists()
    if name == "b.jsonl":
        (source / name).write_text('{"content": "by Jane Roe"}\n')
    assert run(source, overwrite=True).ok


def test_a_page_whose_checksum_is_wrong_is_damage(tmp_path, source, run):
    path, number = source / "a.parquet", 0x0123456789ABCDEF
    table = pa.table({"content": [TEXT], "number": pa.array([number], pa.int64())})
    pq.write_table(
        table, path, compression="none", use_dictionary=False, write_statistics=False, write_page_checksum=True
    )
    data, value = path.read_bytes(), number.to_bytes(8, "little")
    assert data.count(value) == 1
    path.write_bytes(data.replace(value, value[::-1]))

    (failure,) = run(source).failures
    assert failure.reason.startswith(f"{path}: damaged parquet file") and "CRC" in failure.reason


def test_ledger_manifest_and_sidecars_of_private_files_are_private(tmp_path, source, run):
    (source / "a.txt").chmod(PRIVATE)
    assert run(source).ok
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert modes["a.txt"] == modes["files.spans.parquet"] == PRIVATE


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_small_files(tmp_path, run):
    for folder in range(100):
        (tmp_path / "in" / str(folder)).mkdir(parents=True)
        for number in range(1000):
            (tmp_path / "in" / str(folder) / f"{number}.txt").write_text(f"{TEXT}{number}\n")
    report = run(tmp_path / "in")

    assert report.ok and report.counts.written == 100_000
    assert run(tmp_path / "in").done_before == 100
    assert (tmp_path / "out" / "99" / "999.txt").read_text() == f"{DONE}999\n"
