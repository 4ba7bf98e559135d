import json

import numpy as np
import pyarrow as pa
import pytest

from pii import redact
from pii.texts import texts_of

MAIL = "jane@roe.org"
GIVEN = [f"by {MAIL}", None, "x"]


def columns():
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    return {
        "list": GIVEN,
        "tuple": tuple(GIVEN),
        "pandas slice": pandas.Series(["0", "1", *GIVEN])[2:],
        "pandas string": pandas.Series(GIVEN, dtype="string"),
        "pandas index": pandas.Index(GIVEN),
        "polars": polars.Series(GIVEN),
        "NumPy": np.array(GIVEN, object),
        "Arrow": pa.array(GIVEN),
        "Arrow chunks": pa.chunked_array([GIVEN[:1], GIVEN[1:]]),
    }


@pytest.mark.parametrize("kind", list(columns()))
def test_texts_come_in_any_sequence_and_none_stays_none(rules, kind):
    redacted = rules.redact_batch(columns()[kind])

    assert [r and r.text for r in redacted] == ["by <EMAIL>", None, "x"]
    assert [len(spans) for spans in rules.detect_batch(columns()[kind])] == [1, 0, 0]


def test_one_text_may_be_missing(rules):
    assert rules.redact(None) is None and redact(None) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("text", "not one str: call detect or redact"),
        (b"text", "not one bytes"),
        (None, "not one NoneType"),
        ((t for t in GIVEN), "a batch is a generator; expected a list"),
        (set(GIVEN), "a batch is a set"),
        ({"a": 1}, "a batch is a dict"),
        (7, "a batch is a int"),
        ([b"x"], "text 0 of the batch is bytes; expected text: decode it first"),
        (["a", 1], "text 1 of the batch is int; expected text"),
    ],
)
def test_what_is_no_batch_is_a_clear_error(rules, given, words):
    for function in (rules.redact_batch, rules.detect_batch):
        with pytest.raises(TypeError, match=words):
            function(given)


@pytest.mark.parametrize("given", [b"text", 7, ["text"]])
def test_what_is_no_text_is_a_clear_error(rules, given):
    for function in (rules.redact, rules.detect):
        with pytest.raises(TypeError, match="expected a text, not"):
            function(given)


def test_results_have_a_form_for_json(rules):
    result = rules.redact(f"from {MAIL} at 127.0.0.1").to_dict()

    assert json.loads(json.dumps(result)) == result and MAIL not in json.dumps(result)
    assert result["text"] == "from <EMAIL> at 127.0.0.1" and result["marks"] == []
    assert {k: result["spans"][0][k] for k in ("start", "end", "new_start", "new_end", "label")} == {
        "start": 5,
        "end": 17,
        "new_start": 5,
        "new_end": 12,
        "label": "EMAIL",
    }


def test_columns_of_batches_are_named():
    with pytest.raises(TypeError, match="column 'c', row 0 of the batch, holds int"):
        texts_of([1], "c")
