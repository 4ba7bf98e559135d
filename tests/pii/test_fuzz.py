"""What others have made, damaged in every way: files are read, or refused by an error of ours in one line; any text is scanned,
any spans are resolved. `make fuzz` goes on for as long as you like."""

import gzip
import io
import json
import os
import shutil
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.detectors.gate import Gate
from pii.detectors.rules import RuleDetector
from pii.detectors.scan import Scanner
from pii.errors import ConfigError, InputError, ModelError
from pii.finding.resolve import resolve
from pii.labels import Label
from pii.network.bundle import default_path, load_bundle
from pii.policies import Policy, load_policy
from pii.shards.base import ShardOptions
from pii.shards.discover import find_shards
from pii.shards.redact import read_blocks
from pii.spans import Span, disjoint
from tests.damage import CANARY, Edit, damaged, edits, examples, refused

ROW = json.dumps({"content": f"password = '{CANARY}'", "meta": {"tags": ["a", None, 1.5, True]}})
POLICY = f"""
base = "tag"
default = "mask"
decoys = ["placeholder", "private-ip"]
only = ["NAME", "EMAIL", "PASSWORD"]
[labels]
NAME = "hash"
[thresholds]
NAME = 0.8
[allow]
values = ["{CANARY}"]
patterns = ['\\w+@acme\\.example']
[deny.NAME]
values = ["Project Falcon"]
"""


@examples()
@given(edits)
def test_a_policy_file(tmp_path: Path, edits: list[Edit]) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(damaged(POLICY.encode(), edits))
    refused(lambda: Policy.from_toml(path), ConfigError)


@pytest.mark.parametrize("value", ["[" * 3_000, "9" * 5_001, "{a = " * 3_000, '"\\ud800"', "1e999", "nan"])
@pytest.mark.parametrize("key", ["only", "thresholds.NAME", "deny.NAME.values", "base"])
def test_a_policy_file_of_odd_values(tmp_path: Path, key: str, value: str) -> None:
    (tmp_path / "policy.toml").write_text(f"{key} = {value}\n")
    with pytest.raises(ConfigError):
        Policy.from_toml(tmp_path / "policy.toml")


def test_a_value_that_a_slip_makes_a_key_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(f'base = "tag"\n{CANARY} = 1\nvalues = 2\n')
    with pytest.raises(ConfigError, match=r"unknown key \*\*\*, values; expected") as caught:
        Policy.from_toml(path)
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize("name", ["x" * 300, "x" * 6_000, "a/" * 3_000, "\0", "\udcff", ""])
def test_a_name_of_a_policy_that_no_file_can_have(name: str) -> None:
    refused(lambda: load_policy(name), ConfigError)


@examples()
@given(edits)
def test_the_config_of_a_bundle(tmp_path: Path, edits: list[Edit]) -> None:
    folder = tmp_path / "bundle"
    if not folder.exists():
        shutil.copytree(default_path(), folder, copy_function=os.link)
        (folder / "config.json").unlink()
    (folder / "config.json").write_bytes(damaged((default_path() / "config.json").read_bytes(), edits))
    refused(lambda: Gate.from_settings(load_bundle(folder).gate), ModelError)


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"content": [CANARY, None, "x"] * 20, "n": range(60)}), file)
    return file.getvalue()


def archive() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name in ("a.txt", "b/c.py"):
            member = tarfile.TarInfo(name)
            member.size = len(ROW)
            tar.addfile(member, io.BytesIO(ROW.encode()))
    return file.getvalue()


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a.txt", ROW)
        target.writestr("b/c.py", ROW)
    return file.getvalue()


WARC = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {len(ROW)}\r\n\r\n{ROW}\r\n\r\n"
SOURCE = f"# Jane Roe <jane@roe.org> caf\u00e9 \u3042\npassword = '{CANARY}'\n@jroe: ssh jroe@db.example 198.51.100.7\n".encode()
FILES = {
    "a.jsonl": (ROW + "\n").encode() * 5,
    "a.jsonl.gz": gzip.compress((ROW + "\n").encode() * 5),
    "a.csv": f'id,content\n1,"{CANARY}, and\nmore"\n2,x\n'.encode(),
    "a.parquet": parquet(),
    "a.tar": archive(),
    "a.zip": zipped(),
    "a.warc": WARC.encode() * 2,
    "a.txt": f"\ufeffpassword = '{CANARY}'\r\n".encode() * 5,
}


@pytest.mark.parametrize("name", FILES)
@examples()
@given(edits)
def test_a_file_of_a_corpus(tmp_path: Path, name: str, edits: list[Edit]) -> None:
    path = tmp_path / name
    path.write_bytes(damaged(FILES[name], edits))
    options = ShardOptions()

    def read() -> None:
        for shard in find_shards([str(path)], "csv" if name.endswith(".csv") else None):
            for block, _ in read_blocks(shard, options):
                for document in block.parse(options).documents:
                    assert document.failure is None or CANARY not in document.failure

    refused(read, InputError)


@pytest.fixture(scope="module")
def scanners() -> list[Scanner]:
    """What the rules look for, as each engine reads it."""
    patterns = RuleDetector().scanner.patterns
    return [Scanner(patterns, engine) for engine in ("hyperscan", "re")]


@examples()
@given(st.lists(edits, min_size=1, max_size=3))
def test_any_bytes_are_scanned_alike_by_both_engines(scanners: list[Scanner], damage: list[list[Edit]]) -> None:
    texts = [damaged(SOURCE, each).decode("utf-8", "surrogateescape") for each in damage]
    found = [[scanner.scan(text) for text in texts] for scanner in scanners]
    assert found[0] == found[1]
    for text, hits in zip(texts, found[0], strict=True):
        assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


pieces = st.tuples(
    st.integers(0, 40),
    st.integers(1, 20),
    st.sampled_from(list(Label)),
    st.floats(0, 1),
    st.sampled_from(["rules.email", "rules.private_key", "rules.mention", "secrets.jwt", "encoder", "deny", "other"]),
)


@examples()
@given(st.text(min_size=60, max_size=80), st.lists(pieces, max_size=12))
def test_any_spans_are_resolved(text: str, given: list[tuple[int, int, Label, float, str]]) -> None:
    spans = [Span(start, start + length, label, score, source) for start, length, label, score, source in given]
    found = resolve(text, spans)
    assert disjoint(found.spans) and list(found.spans) == sorted(found.spans)
    for span in spans:
        parts = [each for each in (*found.spans, *(loss.span for loss in found.dropped)) if each.source == span.source]
        assert any(span.start <= part.start and part.end <= span.end for part in parts), "lost without a reason"
