import subprocess
import sys

import pytest

from pii.errors import ConfigError
from pii.shards.formats import check_format, format_of, formats


def test_a_new_module_is_a_new_format(tmp_path):
    """Nothing else has to know it: not discovery, nor the command line."""
    module = (
        "from pii.shards.base import Format\n"
        "from pii.shards.formats.text import _read, _write\n"
        "FORMATS = (Format('notes', ('.notes',), _read, _write),)\n"
    )
    (tmp_path / "notes.py").write_text(module)
    code = (
        f"import pii.shards.formats as f; f.__path__.append({str(tmp_path)!r});"
        "print(f.format_of('a.notes'), f.format_of('a.notes.gz'), f.check_format('notes'))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["notes", "text", "notes"]


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.jsonl.xz", "jsonl"),
        ("a.tar.bz2", "tar"),
        ("A.TGZ", "tar"),
        ("a.zip", "zip"),
        ("a.warc.wet.gz", "warc"),
        ("a.csv", "text"),
        ("a.log.zst", "text"),
    ],
)
def test_the_ending_tells_under_the_compression(name, format):
    assert format_of(name) == format


def test_an_unknown_format_names_those_there_are():
    with pytest.raises(ConfigError, match=f"unknown format 'xml'; there are: {', '.join(formats())}"):
        check_format("xml")
