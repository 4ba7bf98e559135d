"""Each place alone: what it finds in labelled texts, and in how many packages."""

from typing import Any

from annotation.schema import Document
from benchmarks import places, tables
from pii.labels import Label
from pii.spans import Span


def _measured(*documents: Document) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["rule"], row["place"]): row for row in places.measure(documents, "made-up")["places"]}


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


def test_the_table_begins_with_the_least_support() -> None:
    result = places.measure([_document("a", "one", "mail jane@roe.org", ("jane@roe.org", Label.EMAIL))], "made-up")
    head, rows = tables.TABLES["places"](result)
    assert rows[-1][: len(head)][:2] == ["email", "at"] and rows[0][2] == "0"
