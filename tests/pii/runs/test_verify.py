import gzip
import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.engines.local import LocalEngine
from pii.errors import InputError
from pii.redactor import Redactor
from pii.runs.leaks import Sample
from pii.runs.verify import Problem, verify

MAIL = "jane@roe.org"
IP = "203.0.114.9"


def corpus(root):
    root.mkdir()
    texts = [f"{n} mail {MAIL} from {IP}" for n in range(20)] + [None]
    pq.write_table(pa.table({"content": texts}), root / "a.parquet")
    (root / "b.jsonl").write_text("".join(json.dumps({"content": text}) + "\n" for text in texts))
    (root / "src").mkdir()
    (root / "src" / "c.py").write_text(f"# {MAIL}\nhost = '{IP}'\n")
    (root / "src" / "d.log.gz").write_bytes(gzip.compress(f"from {IP}\n".encode()))
    return root


@pytest.fixture
def names_only():
    """A redactor that leaves everything but keys."""
    return Redactor(detectors=["rules"], only=["KEY"])


def left(output, redactor):
    found = list(verify(str(output), redactor))
    return [f for f in found if not isinstance(f, Problem)], [f for f in found if isinstance(f, Problem)]


def test_what_was_put_in_is_not_left(tmp_path, run, rules):
    run(corpus(tmp_path / "in"))
    redacted = pq.read_table(tmp_path / "out" / "a.parquet")["content"][0].as_py()
    assert rules.detect(redacted), "a private address in the place of another looks like one"

    assert left(tmp_path / "out", rules) == ([], [])


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_left_is_found_where_it_is(tmp_path, rules, names_only, workers):
    from pii.runs.runner import redact_shards

    redact_shards([str(corpus(tmp_path / "in"))], str(tmp_path / "out"), names_only, engine=LocalEngine(workers))

    found, problems = left(tmp_path / "out", rules)

    assert problems == [] and len(found) == 20 * 2 * 2 + 3
    assert {os.path.basename(f.path) for f in found} == {"a.parquet", "b.jsonl", "c.py", "d.log.gz"}
    assert {f.value for f in found} == {MAIL, IP}


@pytest.mark.parametrize("change", ["altered", "truncated", "removed", "added"])
def test_files_that_are_not_as_the_run_left_them_are_named(tmp_path, run, rules, change):
    run(corpus(tmp_path / "in"))
    target = tmp_path / "out" / "src" / "c.py"
    match change:
        case "altered":
            target.write_text(target.read_text().replace("host", "hots"))
        case "truncated":
            target.write_text(target.read_text()[:-3])
        case "removed":
            target.unlink()
        case _:
            (tmp_path / "out" / "src" / "more.py").write_text(MAIL)

    _, problems = left(tmp_path / "out", rules)

    words = {
        "altered": "its digest differs",
        "truncated": "has 2",
        "removed": "cannot read",
        "added": "was not written",
    }
    assert len(problems) == 1 and words[change] in problems[0].reason
    assert problems[0].name == ("src/more.py" if change == "added" else "src/c.py")


def test_what_no_run_has_written_cannot_be_verified(tmp_path, rules):
    with pytest.raises(InputError, match="no manifest"):
        list(verify(str(tmp_path), rules))


def test_the_manifest_says_what_was_read_and_written(tmp_path, run):
    run(corpus(tmp_path / "in"))
    text = (tmp_path / "out" / "_pii" / "run" / "manifest.json").read_text()
    data = json.loads(text)

    assert MAIL not in text and IP not in text
    assert data["libraries"]["pyarrow"] == pa.__version__ and data["settings"]["policy"]
    assert data["counts"]["documents"] == 44 and data["counts"]["spans"] == {"EMAIL": 41, "IP_ADDRESS": 42}
    shard = data["shards"][0]
    assert shard["name"] == "a.parquet" and len(shard["inputs"][0]["sha256"]) == 64
    assert [file["name"] for file in shard["outputs"]] == ["a.parquet", "_pii/spans/a.parquet.spans.parquet"]


def test_a_sample_covers_every_text(tmp_path, run, rules):
    run(corpus(tmp_path / "in"))
    sample = Sample(1000)

    list(verify(str(tmp_path / "out"), rules, sample))

    assert sample.windows == 20 * 2 + 2 and len(sample.drawn()) == 42
    assert all(MAIL not in window.text for window in sample.drawn())
