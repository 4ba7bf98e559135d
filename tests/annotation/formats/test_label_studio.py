"""Label Studio's exports: what is no span of the text is never a negative of it."""

from collections.abc import Callable
from typing import Any

import pytest

from annotation.formats.records import Fields
from annotation.schema import CrowdSpan
from tests.annotation.formats.samples import REGION, ROWS, TEXT

Read = Callable[..., Any]
SPAN = CrowdSpan(2, 6, "NAME")


def task(*results: dict[str, Any], **data: str) -> dict[str, Any]:
    return {
        "id": 1,
        "data": {"text": TEXT, **data},
        "annotations": [{"id": 2, "completed_by": 3, "result": list(results)}],
    }


def choice(value: str) -> dict[str, Any]:
    return {"type": "choices", "from_name": "q", "to_name": "text", "value": {"choices": [value]}}


@pytest.mark.parametrize(
    ("exported", "why"),
    [
        (
            {"data": {"text": TEXT}, "predictions": [{"result": [REGION]}]},
            "task without an annotation, only predictions",
        ),
        ({"data": {"text": TEXT}}, "task without an annotation"),
        ({"text": TEXT}, "task without an annotation"),
        ({"text": TEXT, "annotator": 1, "verdict": "Cannot judge"}, "annotator could not judge the text"),
        ({"text": TEXT, "annotator": 1, "q": {"choices": ["Cannot judge"]}}, "annotator could not judge the text"),
    ],
)
def test_what_nobody_answered_is_dropped(read: Read, exported: dict[str, Any], why: str) -> None:
    votes, report, quarantine = read("label-studio", [exported])
    assert (votes, dict(report.ledger.dropped), quarantine) == ([], {why: 1}, [])


@pytest.mark.parametrize(
    ("exported", "why"),
    [
        (task({**REGION, "value": {**REGION["value"], "labels": []}}), "a region has no label"),
        (task({**REGION, "value": {"labels": ["NAME"], "text": "jane"}}), "a region has no offsets"),
        (task({**REGION, "to_name": "title"}, title="a jane"), "a region lies on title, which is another text"),
        (
            task({**REGION, "to_name": "other", "value": {**REGION["value"], "text": "june"}}, title="a june"),
            "a region lies on other, and nothing says which text that is",
        ),
        (task({**REGION, "type": "paragraphlabels"}), "a region of type paragraphlabels is not understood"),
        (task(choice("Unclear")), "no spans and a choice of unknown meaning; say it with --nothing or --unjudged"),
        (task(REGION, choice("Nothing to mark")), "spans and the choice that there are none"),
        (
            {"data": {"code": TEXT}, "annotations": [{"result": []}]},
            "no field 'text', name the text's with --text; there are code",
        ),
        ({"text": TEXT, "annotator": 1, "label": [{"start": 2, "end": 6, "text": "jane"}]}, "a region has no label"),
    ],
)
def test_what_is_not_understood_is_set_aside(read: Read, exported: dict[str, Any], why: str) -> None:
    votes, _, quarantine = read("label-studio", [exported, ROWS["label-studio"]])
    assert [vote.spans for vote in votes] == [(SPAN,)]
    assert [entry["reason"] for entry in quarantine] == [why]


def test_one_bad_annotation_leaves_the_others_of_its_task(read: Read) -> None:
    exported = task(REGION)
    exported["annotations"].append({"id": 9, "completed_by": 4, "result": [{**REGION, "value": {}}]})
    votes, _, quarantine = read("label-studio", [exported])
    assert [vote.spans for vote in votes] == [(SPAN,)]
    assert [(entry["id"], entry["reason"]) for entry in quarantine] == [("1/9", "a region has no label")]


@pytest.mark.parametrize(
    ("exported", "fields", "spans"),
    [
        ({"text": TEXT, "annotator": 1, "entities": [REGION["value"]]}, Fields(), (SPAN,)),
        (task(REGION, {**REGION, "from_name": "other"}), Fields(controls=("label",)), (SPAN,)),
        (task(choice("python")), Fields(nothing=("python",)), ()),
        (task(REGION, choice("python")), Fields(), (SPAN,)),
        (task({**REGION, "to_name": "t1"}), Fields(), (SPAN,)),
        (task({**REGION, "to_name": "t1"}, title="b"), Fields(), (SPAN,)),
        ({"data": {"code": TEXT}, "annotations": [{"result": [REGION]}]}, Fields(text="code"), (SPAN,)),
    ],
)
def test_controls_choices_and_texts_have_any_name(
    read: Read, exported: dict[str, Any], fields: Fields, spans: tuple[CrowdSpan, ...]
) -> None:
    votes, report, _ = read("label-studio", [exported], fields=fields)
    assert [vote.spans for vote in votes] == [spans], report.ledger.dropped


def test_a_region_with_several_labels_is_as_many_spans(read: Read) -> None:
    region = {**REGION, "value": {**REGION["value"], "labels": ["NAME", "USERNAME"]}}
    votes, _, _ = read("label-studio", [task(region)])
    assert votes[0].spans == (SPAN, CrowdSpan(2, 6, "USERNAME"))


@pytest.mark.parametrize(("file", "sign"), [("export.csv", ","), ("export.tsv", "\t")])
def test_tables_are_read_like_json_min(read: Read, file: str, sign: str) -> None:
    cell = '"[{""start"": 2, ""end"": 6, ""text"": ""jane"", ""labels"": [""NAME""]}]"'
    rows = [
        ["annotation_id", "annotator", "created_at", "id", "repo", "text", "label", "verdict"],
        ["1", "3", "2024-05-01T10:00:00Z", "1", "o/r", f'"{TEXT}"', cell, ""],
        ["2", "3", "2024-05-01T10:00:00Z", "2", "o/r", '"b\nc"', "", "Nothing to mark"],
        ["3", "3", "2024-05-01T10:00:00Z", "3", "o/r", "d", "", "Cannot judge"],
        ["4", "3", "2024-05-01T10:00:00Z", "4", "o/r", "e"],
    ]
    votes, report, quarantine = read("label-studio", "\r\n".join(map(sign.join, rows)), file)
    assert [(vote.text, vote.spans, vote.meta) for vote in votes] == [
        (TEXT, (SPAN,), {"repo": "o/r"}),
        ("b\nc", (), {"repo": "o/r"}),
    ]
    assert report.ledger.dropped["annotator could not judge the text"] == 1
    assert [entry["reason"] for entry in quarantine] == ["row has another number of cells than the header"]


def test_the_latest_change_is_the_time_of_an_answer(read: Read) -> None:
    exported = task(REGION)
    exported["annotations"][0] |= {"created_at": "2024-05-01T10:00:00Z", "updated_at": "2024-05-02T10:00:00Z"}
    votes, _, _ = read("label-studio", [exported])
    assert votes[0].submitted is not None and votes[0].submitted.day == 2
