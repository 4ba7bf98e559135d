from pathlib import Path

import fsspec
import pytest

from pii.errors import ConfigError, InputError, OutputError
from pii.shards.discover import find_shards
from pii.shards.formats import format_of


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("a.parquet", "b.jsonl", "c.jsonl.zst", "src/x.py", "src/y.py", "src/deep/z", ".git/HEAD"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.parquet", "parquet"),
        ("A.PARQUET", "parquet"),
        ("a.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.jsonl.gz", "jsonl"),
        ("a.jsonl.zst", "jsonl"),
        ("a.json", "text"),
        ("a.gz", "text"),
        ("parquet", "text"),
    ],
)
def test_the_ending_of_a_name_tells_the_format(name, format):
    assert format_of(name) == format
    assert format_of(name, "text") == "text"


def test_a_directory_gives_shards_by_file_and_plain_files_by_directory(folder):
    shards = find_shards([str(folder)])

    assert [(shard.name, [file.name for file in shard.files]) for shard in shards] == [
        ("a.parquet", ["a.parquet"]),
        ("b.jsonl", ["b.jsonl"]),
        ("c.jsonl.zst", ["c.jsonl.zst"]),
        ("src/", ["src/x.py", "src/y.py"]),
        ("src/deep/", ["src/deep/z"]),
    ]


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        (["a.parquet"], ["a.parquet"]),
        (["*.parquet"], ["a.parquet"]),
        (["src/x.py", "src/deep/z"], ["deep/z", "x.py"]),
        (["src", "b.jsonl"], ["b.jsonl", "src/deep/z", "src/x.py", "src/y.py"]),
        (["**/*.py"], ["src/x.py", "src/y.py"]),
        (["src/*.py", "src/*.py"], ["x.py", "y.py"]),
    ],
)
def test_names_are_relative_to_what_inputs_share(folder, inputs, names):
    shards = find_shards([str(folder / name) for name in inputs])

    assert sorted(file.name for shard in shards for file in shard.files) == names


@pytest.mark.parametrize("name", ["nowhere", "*.nothing"])
def test_an_input_that_is_not_there_is_an_error(folder, name):
    with pytest.raises(InputError, match=r"no such file|no file matches"):
        find_shards([str(folder / name)])


def test_an_empty_directory_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no files in"):
        find_shards([str(tmp_path)])


@pytest.mark.parametrize(
    ("source", "output"), [("", "out"), ("", "src/out"), ("", ""), ("src", "src"), ("*.parquet", ""), ("**/*.py", "o")]
)
def test_an_output_in_the_input_is_refused(folder, source, output):
    with pytest.raises(OutputError):
        find_shards([str(folder / source)], output=str(folder / output))


@pytest.mark.parametrize(
    ("source", "output"), [("src", "out"), ("*.parquet", "out"), ("a.parquet", "out"), ("src", "src2")]
)
def test_an_output_beside_the_input_is_fine(folder, source, output):
    assert find_shards([str(folder / source)], output=str(folder / output))


def test_a_link_does_not_hide_an_output_in_the_input(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)

    with pytest.raises(OutputError):
        find_shards([str(folder)], output=str(tmp_path / "link" / "out"))


def test_hidden_files_are_read_but_version_control_is_not(folder):
    for name in (".env", "src/.config/x", "src/.git/HEAD", ".hg/store"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    names = {file.name for shard in find_shards([str(folder)]) for file in shard.files}

    assert {".env", "src/.config/x"} <= names
    assert not any(".git" in name or ".hg" in name for name in names)


def test_remote_version_control_is_not_read():
    fsspec.filesystem("memory").pipe({"/versioned/.git/HEAD": b"x", "/versioned/src/.hg/x": b"x", "/versioned/a": b"x"})

    assert [shard.files[0].name for shard in find_shards(["memory://versioned"])] == ["a"]


def test_linked_directories_are_left_out_with_a_word_unless_they_are_inputs(folder, tmp_path, caplog):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_bytes(b"x")
    for number in range(5):
        (folder / "src" / f"link{number}").symlink_to(tmp_path / "elsewhere")
    (folder / "src" / "loop").symlink_to(folder)
    (folder / "linked-file").symlink_to(tmp_path / "elsewhere" / "file")

    names = {file.name for shard in find_shards([str(folder)]) for file in shard.files}

    assert "linked-file" in names and not any("link0" in name or "loop" in name for name in names)
    assert f"linked directories are left out: {folder}/src/link0, " in caplog.text and "and 3 more" in caplog.text
    both = find_shards([str(folder), str(folder / "src" / "link0")])
    assert "src/link0/file" in {file.name for shard in both for file in shard.files}


def test_without_linked_directories_nothing_is_said(folder, caplog):
    find_shards([str(folder)])

    assert caplog.text == ""


@pytest.mark.parametrize("link", ["", "out", "input", "file"])
def test_an_output_that_would_overwrite_an_input_is_refused(tmp_path, link):
    source = tmp_path / "f" / "c1"
    (source / "c1").mkdir(parents=True)
    (source / "foo.txt").write_text("outer")
    (source / "c1" / "foo.txt").write_text("inner")
    output = tmp_path / "f"
    if link == "out":
        (tmp_path / "link").symlink_to(output)
        output = tmp_path / "link"
    elif link == "input":
        (tmp_path / "link").symlink_to(source)
        source = tmp_path / "link"
    elif link == "file":
        (tmp_path / "real").write_text("outer")
        (source / "foo.txt").unlink()
        (source / "foo.txt").symlink_to(tmp_path / "real")

    with pytest.raises(OutputError, match=r"foo.txt would be written to .*f/c1/foo.txt, which is an input itself"):
        find_shards([str(source)], output=str(output))


def test_a_remote_output_that_would_overwrite_an_input_is_refused():
    fsspec.filesystem("memory").pipe({"/twice/c1/a": b"x", "/twice/c1/c1/a": b"x"})

    with pytest.raises(OutputError, match="which is an input itself"):
        find_shards(["memory://twice/c1"], output="memory://twice")


def test_sidecars_of_an_earlier_run_are_not_taken_for_data(folder, tmp_path):
    (folder / "_pii" / "spans").mkdir(parents=True)
    (folder / "_pii" / "spans" / "a.parquet").write_bytes(b"x")

    with pytest.raises(ConfigError, match="move that _pii elsewhere, or name what lies beside it"):
        find_shards([str(folder)], output=str(tmp_path / "out"))
    assert find_shards([str(folder / "src"), str(folder / "b.jsonl")], output=str(tmp_path / "out"))


def test_remote_files_are_found_by_directory_and_glob():
    memory = fsspec.filesystem("memory")
    memory.pipe({"/found/a.parquet": b"x", "/found/b/c.jsonl": b"xy"})

    for url in ("memory://found", "memory://found/**"):
        shards = find_shards([url])
        assert [(shard.name, shard.files[0].size) for shard in shards] == [("a.parquet", 1), ("b/c.jsonl", 2)]


def test_inputs_on_several_file_systems_are_refused(folder):
    with pytest.raises(ConfigError, match="several file systems"):
        find_shards([str(folder), "memory://x"])
