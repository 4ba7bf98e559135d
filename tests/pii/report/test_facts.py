from collections import Counter

import pytest

from pii.errors import InputError
from pii.report.facts import read_facts


def test_spans_are_counted_by_label_language_and_source(output):
    facts = read_facts(str(output))
    by_label = Counter(facts.counts.spans)

    assert by_label["EMAIL"] > 50 and by_label["PASSWORD"] == 25
    assert sum(facts.languages.values(), Counter()) == sum(facts.sources.values(), Counter()) == by_label
    assert facts.languages["Go"]["PASSWORD"] == 25 and facts.languages["Rust"] == Counter(EMAIL=28)
    assert facts.languages["Python"] == Counter(EMAIL=7)
    assert sum(sum(bins) for bins in facts.scores.values()) == by_label.total()


def test_what_was_left_out_comes_with_its_reason(output):
    facts = read_facts(str(output))

    assert {shard: row for shard, row in ((shard, failure.row) for shard, failure in facts.failures)} == {
        "b.jsonl": 4,
        "c.parquet": None,
        "src/": 2,
    }
    assert facts.lost == {"b.jsonl": [4], "src/": [2]} and facts.reasons.total() == 3


def test_the_run_and_its_course_are_there(output):
    (run,) = read_facts(str(output)).runs
    timeline = run["timeline"]

    assert timeline[-1][1] == run["bytes_redacted"] > 0
    assert timeline == sorted(timeline) and 1 < len(timeline) < 300


def test_what_is_no_output_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no output of pii redact"):
        read_facts(str(tmp_path))
    with pytest.raises(InputError, match="local"):
        read_facts("s3://bucket/out")
