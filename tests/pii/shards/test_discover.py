from pathlib import Path

import fsspec
import pytest

from pii.errors import ConfigError, InputError, OutputError
from pii.shards.base import ShardFormat
from pii.shards.discover import find_shards, format_of


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
    assert format_of(name, ShardFormat.TEXT) == "text"


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


def test_remote_files_are_found_by_directory_and_glob():
    memory = fsspec.filesystem("memory")
    memory.pipe({"/found/a.parquet": b"x", "/found/b/c.jsonl": b"xy"})

    for url in ("memory://found", "memory://found/**"):
        shards = find_shards([url])
        assert [(shard.name, shard.files[0].size) for shard in shards] == [("a.parquet", 1), ("b/c.jsonl", 2)]


def test_inputs_on_several_file_systems_are_refused(folder):
    with pytest.raises(ConfigError, match="several file systems"):
        find_shards([str(folder), "memory://x"])
