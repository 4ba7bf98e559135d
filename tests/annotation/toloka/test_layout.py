import pytest

from annotation.label_schema import load
from annotation.toloka.layout import Layout, asked_labels, columns_of, is_ticked
from annotation.toloka.layout import detect as detect_columns
from annotation.toloka.rows import Row
from pii.errors import InputError

SCHEMA = load("bigcode")
SPANS = '[{"label": "EMAIL", "offset": 0, "length": 1}]'


def row(inputs: dict[str, str], outputs: dict[str, object]) -> Row:
    return Row(1, inputs, outputs, None, False, "1", "a", "t", "w", "APPROVED", "", "", "", False)


def detect(rows: list[Row], given: Layout | None = None) -> Layout:
    return detect_columns(columns_of(rows, SCHEMA), given or Layout())


@pytest.mark.parametrize(
    ("inputs", "outputs", "expected"),
    [
        ({"text": "x", "id": "1"}, {"result": SPANS}, Layout("text", ("result",), id="id")),
        ({"Content": "x", "n": "longer than x"}, {"spans": SPANS}, Layout("Content", ("spans",))),
        ({"a": "x", "b": "the longest is taken"}, {"r": SPANS}, Layout("b", ("r",))),
        ({"text": "x"}, {"e": SPANS, "n": SPANS, "note": "hello"}, Layout("text", ("e", "n"))),
        ({"text": "x"}, {"result": "", "other": ""}, Layout("text", ("result",))),
        ({"text": "x"}, {"anything": ""}, Layout("text", ("anything",))),
        ({"text": "x"}, {}, Layout("text")),
        ({"text": "x", "want": "Email"}, {"result": SPANS}, Layout("text", ("result",), asked="want")),
        ({"text": "x"}, {"r": SPANS, "no_pii": "true"}, Layout("text", ("r",), empty="no_pii")),
        ({"text": "x"}, {"r": SPANS, "cannot_read": True}, Layout("text", ("r",), skip="cannot_read")),
        ({"text": "x"}, {"r": [{"label": "EMAIL", "offset": 0, "length": 1}]}, Layout("text", ("r",))),
    ],
)
def test_detect(inputs: dict[str, str], outputs: dict[str, object], expected: Layout) -> None:
    assert detect([row(inputs, outputs)]) == expected


def test_what_was_said_is_not_guessed() -> None:
    given = Layout(text="b", results=("s",))
    found = detect([row({"text": "x", "b": "y"}, {"result": SPANS, "s": ""})], given)
    assert (found.text, found.results) == ("b", ("s",))


def test_a_layout_that_cannot_be_found_names_the_option() -> None:
    with pytest.raises(InputError, match="--result"):
        detect([row({"text": "x"}, {"verdict": "OK", "other": "fine"})])
    with pytest.raises(InputError, match="--text"):
        detect([row({}, {"result": SPANS})])
    with pytest.raises(InputError, match="no field 'nowhere'"):
        detect([row({"text": "x"}, {"result": SPANS})], Layout(results=("nowhere",)))


def test_origin_has_one_name_for_each_thing() -> None:
    inputs = {"text": "x", "max_stars_repo_name": "o/r", "lang": "C", "licence": "MIT", "other": "1", "path": ""}
    assert Layout("text").meta(inputs) == {"repo": "o/r", "language": "C", "license": "MIT", "other": "1"}
    assert str(Layout("text", ("a", "b"))) == "text = text, results = a, b"


@pytest.mark.parametrize(
    ("value", "labels"),
    [("EMAIL", {"EMAIL"}), ('["email","Name"]', {"EMAIL", "NAME"}), ("EMAIL, PHONE", None), ("", None)],
)
def test_asked_labels(value: str, labels: set[str] | None) -> None:
    assert asked_labels(value, SCHEMA) == labels


@pytest.mark.parametrize(
    ("value", "ticked"), [("true", True), (True, True), ("1", True), ("", False), ("false", False)]
)
def test_is_ticked(value: object, ticked: bool) -> None:
    assert is_ticked(value) is ticked
