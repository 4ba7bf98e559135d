"""Each place alone: what it finds in labelled texts, and in how many packages."""

from typing import Any

from annotation.schema import Document
from benchmarks import places, tables
from benchmarks.datasets import Dataset
from pii.labels import Label
from pii.spans import Span


def _measured(*documents: Document, name: str = "made-up") -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["rule"], row["place"]): row for row in places.measure([Dataset(name, documents)])["places"]}


def _document(name: str, package: str, text: str, *values: tuple[str, Label]) -> Document:
    spans = tuple(Span(text.index(value), text.index(value) + len(value), label) for value, label in values)
    return Document(name, text, spans, meta={"package": package})


def test_right_and_wrong_spans_of_a_place_and_their_packages() -> None:
    rows = _measured(
        _document("a", "one", "mail jane@roe.org", ("jane@roe.org", Label.EMAIL)),
        _document("b", "two", "mail jane@roe.org", ("jane@roe.org", Label.EMAIL)),
        _document("c", "two", "mail max@roe.org"),
    )
    row = rows["email", "at"]
    assert (row["right"], row["packages_right"], row["wrong"], row["packages_wrong"]) == (2, 2, 1, 1)
    assert row["alone"] == 2
    assert rows["ip", "ip.dotted"]["right"] == 0


def test_every_place_of_every_rule_has_a_row() -> None:
    rows = _measured(_document("a", "one", "nothing here"))
    assert len(rows) == sum(len(rule.patterns) for rule in places.RULES)


def test_what_nobody_can_judge_counts_neither_way() -> None:
    text = "mail jane@roe.org"
    neutral = Document("a", text, ignored=(Span(5, 17, Label.EMAIL),))
    assert _measured(neutral)["email", "at"]["wrong"] == 0
    assert _measured(Document("a", text))["email", "at"]["wrong"] == 1


def test_packages_of_training_are_told_apart_and_counted_once() -> None:
    document = _document("a", "one", "mail jane@roe.org", ("jane@roe.org", Label.EMAIL))
    other = _document("b", "two", "mail jane@roe.org", ("jane@roe.org", Label.EMAIL))
    result = places.measure([Dataset("read.validation", [document]), Dataset("read.train", [document, other])])
    row = next(row for row in result["places"] if (row["rule"], row["place"]) == ("email", "at"))
    assert (row["right"], row["packages_right"], row["packages_right_evaluation"]) == (3, 2, 1)
    assert [one["split"] for one in result["dataset"]["sets"]] == ["evaluation", "training"]


def test_only_credentials_were_judged_in_creddata() -> None:
    text = "mail jane@roe.org"
    assert _measured(Document("a", text, meta={"kind": "creddata"}))["email", "at"]["wrong"] == 0


def test_a_place_stays_for_its_packages_or_for_its_format() -> None:
    row = {"packages_right": places.SUPPORT, "format": ""}
    assert places.stays(row) and not places.stays({**row, "packages_right": places.SUPPORT - 1})
    assert places.stays({"packages_right": 0, "format": "RFC 4180"})


def test_formats_are_of_places_that_there_are() -> None:
    patterns = {rule.name: {place.removeprefix(f"{rule.name}.") for place in rule.patterns} for rule in places.RULES}
    unknown = {rule: formats.keys() - patterns[rule] - {"*"} for rule, formats in places.FORMATS.items()}
    assert not any(unknown.values()), unknown


def test_the_tables_begin_with_the_least_support_and_name_the_sets() -> None:
    documents = [_document("a", "one", "mail jane@roe.org", ("jane@roe.org", Label.EMAIL))]
    result = places.measure([Dataset("made-up", documents)])
    head, rows = tables.TABLES["places"](result)
    assert len(head) == len(rows[0]) and rows[-1][:3] == ["email: at", "1", "1"] and rows[0][1] == "0"
    assert tables.TABLES["places-sets"](result)[1] == [["made-up", "evaluation", "1", "1", "17"]]
