import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotation.formats import READERS, WRITERS
from annotation.formats.importer import NOBODY, Options, import_records
from annotation.formats.records import of_document, of_vote
from annotation.label_schema import load
from annotation.schema import CrowdSpan, Document, Vote, read_votes
from annotation.worker_ids import WorkerIds
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span

SCHEMA = load("bigcode")
OPTIONS = Options(SCHEMA, WorkerIds(b"a made-up key of the tests"))
EXTENSIONS = {
    "bigcode": [".jsonl", ".parquet"],
    "bigcode-training": [".jsonl", ".parquet"],
    "label-studio": [".json"],
    "lighttag": [".json"],
    "spacy": [".spacy", ".jsonl"],
}
ROUND_TRIPS = [(writer, extension) for writer in WRITERS for extension in EXTENSIONS.get(writer, [".jsonl"])]
PIECES = [
    "a",
    "Zoë",
    " ",
    "\t",
    "@x.test",
    "#",
    "\n",
    "\r\n",
    "\n\n",
    "\\n",
    "😀",
    "👩‍👧",
    "e\u0301",
    "\u2028",
    '"',
    "=",
    "_",
]


@st.composite
def labelled_texts(draw: st.DrawFn, labels: list[str]) -> tuple[str, list[tuple[int, int, str]]]:
    text = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if not text[a:b].isspace()]
    return text, [(a, b, draw(st.sampled_from(labels))) for a, b in spans]


def through(writer: str, path: Path, items: list[Any]) -> list[Vote]:
    assert WRITERS[writer](items, path) == len(items)
    output = path.with_name("votes.parquet")
    import_records([path], READERS[writer.removesuffix("-training")], output, OPTIONS)
    return list(read_votes(output))


@pytest.mark.parametrize(("writer", "extension"), ROUND_TRIPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(labelled_texts(sorted(SCHEMA.labels)), min_size=1, max_size=4))
def test_a_round_trip_is_the_identity_on_spans(
    tmp_path: Path, writer: str, extension: str, items: list[tuple[str, list[tuple[int, int, str]]]]
) -> None:
    votes = [
        Vote(f"d{number}", text, "w", tuple(CrowdSpan(*span) for span in spans), SCHEMA.labels)
        for number, (text, spans) in enumerate(items)
    ]
    back = through(writer, tmp_path / f"all{extension}", [of_vote(vote) for vote in votes])
    assert [(vote.document_id, vote.text, vote.spans) for vote in back] == [
        (vote.document_id, vote.text, vote.spans) for vote in votes
    ]


@pytest.mark.parametrize(("writer", "extension"), ROUND_TRIPS)
def test_documents_come_back_with_what_is_ignored_and_who_is_nobody(
    tmp_path: Path, writer: str, extension: str
) -> None:
    text = "mail jane@example.com key abc"
    document = Document(
        "d",
        text,
        (Span(5, 21, Label.EMAIL, 0.7),),
        (Span(26, 29, Label.KEY),),
        frozenset({"EMAIL", "KEY"}),
        {"language": "C"},
    )
    (vote,) = through(writer, tmp_path / f"all{extension}", [of_document(document)])
    back = SCHEMA.document(vote)
    assert [(span.start, span.end, span.label) for span in back.spans] == [(5, 21, Label.EMAIL)]
    assert [(span.start, span.end) for span in back.ignored] == [(26, 29)]
    assert vote.worker == NOBODY
    if writer in ("jsonl", "conll", "label-studio"):
        assert back.asked == document.asked
    if writer != "lighttag":
        assert vote.meta["language"] == "C"


def read(name: str, path: Path, content: Any) -> tuple[list[Vote], dict[str, int]]:
    lines = content if isinstance(content, list) and path.suffix == ".jsonl" else None
    path.write_text("\n".join(map(json.dumps, lines)) if lines is not None else json.dumps(content))
    report = import_records([path], READERS[name], path.with_name("votes.parquet"), OPTIONS)
    return list(read_votes(path.with_name("votes.parquet"))), dict(report.ledger.dropped)


def test_gold_windows_are_plain_json_lines(tmp_path: Path) -> None:
    row = {
        "id": "w1",
        "text": "a jane key",
        "package": "p",
        "spans": [
            {"start": 2, "end": 6, "label": "NAME", "example": True},
            {"start": 7, "end": 10, "label": "KEY", "ambiguous": True},
        ],
    }
    votes, _ = read("jsonl", tmp_path / "windows.jsonl", [row])
    assert votes[0].spans == (CrowdSpan(2, 6, "NAME_EXAMPLE"), CrowdSpan(7, 10, "AMBIGUOUS"))
    assert votes[0].meta == {"package": "p"}


def test_doccano_names_the_annotator_by_the_file(tmp_path: Path) -> None:
    row = {"id": 3, "text": "a jane", "entities": [{"id": 1, "start_offset": 2, "end_offset": 6, "label": "NAME"}]}
    alone, _ = read("doccano", tmp_path / "all.jsonl", [row])
    ann, _ = read("doccano", tmp_path / "ann.jsonl", [row, {"id": 4, "data": "b", "label": []}])
    assert alone[0].worker == NOBODY != ann[0].worker == ann[1].worker
    assert [vote.spans for vote in ann] == [(CrowdSpan(2, 6, "NAME"),), ()]


def test_lighttag_gives_a_vote_per_annotator_and_none_for_rejected_or_unjudged(tmp_path: Path) -> None:
    ann, ben = (
        {"annotator": f"{name}@example.com", "annotator_id": number} for number, name in ((1, "ann"), (2, "ben"))
    )
    span = {"start": 2, "end": 6, "tag": "NAME", "value": "jane"}
    examples = [
        {
            "content": "a jane",
            "example_id": "e1",
            "seen_by": [ann, ben],
            "annotations": [{**span, "annotated_by": [ann]}],
        },
        {"content": "a jane", "example_id": "e2", "annotations": [{**span, "correct": False, "annotated_by": [ann]}]},
        {
            "content": "x",
            "example_id": "e3",
            "annotations": [],
            "classifications": [{"classname": "CONTAINS_NON_ENGLISH"}],
        },
    ]
    votes, dropped = read("lighttag", tmp_path / "export.json", {"examples": examples})
    assert [(vote.document_id, bool(vote.spans)) for vote in votes] == [("e1", True), ("e1", False), ("e2", False)]
    assert votes[0].worker == votes[2].worker != votes[1].worker
    assert not any("example.com" in vote.worker for vote in votes)
    assert dropped == {"annotator could not judge the text": 1}


def test_label_studio_exports_of_old_servers_count_in_utf16(tmp_path: Path) -> None:
    def annotation(start: int, **more: Any) -> dict[str, Any]:
        value = {"start": start, "end": start + 4, "text": "jane", "labels": ["NAME"]}
        return {
            "completed_by": 7,
            "created_at": "2024-05-01T10:00:00.000000Z",
            "result": [{"type": "labels", "value": value}],
            **more,
        }

    tasks = [
        {
            "id": 1,
            "data": {"text": "😀😀 jane jane"},
            "annotations": [annotation(5), annotation(5, was_cancelled=True)],
        },
        {"id": 2, "data": {"text": "none"}, "annotations": []},
        {
            "id": 3,
            "data": {"text": "none"},
            "annotations": [
                {"result": [{"type": "choices", "value": {"choices": ["Cannot judge"]}}], "completed_by": {"id": 7}}
            ],
        },
    ]
    votes, dropped = read("label-studio", tmp_path / "export.json", tasks)
    assert [vote.spans for vote in votes] == [(CrowdSpan(3, 7, "NAME"),)]
    assert votes[0].submitted is not None
    assert dropped == {
        "skipped by its annotator": 1,
        "task without an annotation": 1,
        "annotator could not judge the text": 1,
    }


def test_label_studio_json_min(tmp_path: Path) -> None:
    row = {
        "id": 1,
        "text": "a jane",
        "annotator": 2,
        "label": [{"start": 2, "end": 6, "text": "jane", "labels": ["NAME"]}],
        "created_at": "2024-05-01T10:00:00Z",
    }
    votes, _ = read("label-studio", tmp_path / "min.json", [row, {"id": 2, "text": "b", "annotator": 2}])
    assert [vote.spans for vote in votes] == [(CrowdSpan(2, 6, "NAME"),), ()]


def test_bigcode_pii_may_be_a_json_string(tmp_path: Path) -> None:
    pii = json.dumps([{"tag": "API_KEY", "value": "k3y", "start": 2, "end": 5, "context": "= k3y"}])
    votes, dropped = read(
        "bigcode", tmp_path / "x.jsonl", [{"id": 0, "content": "= k3y", "pii": pii}, {"content": "x", "pii": "?"}]
    )
    assert [(vote.document_id, vote.spans) for vote in votes] == [("0", (CrowdSpan(2, 5, "KEY"),))]
    assert dropped == {"result is not JSON": 1}


def test_a_span_that_is_not_there_goes_to_quarantine(tmp_path: Path) -> None:
    span = {"start": 2, "end": 6, "label": "NAME", "text": "joan"}
    votes, dropped = read("jsonl", tmp_path / "x.jsonl", [{"text": "a jane", "spans": [span]}])
    assert votes == []
    assert dropped == {"segment is not in the text": 1}
    (entry,) = map(json.loads, (tmp_path / "votes.quarantine.jsonl").read_text().splitlines())
    assert entry == {
        **{"file": "x.jsonl", "row": 1, "reason": "segment is not in the text"},
        **{"label": "NAME", "start": 2, "end": 6},
    }


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("content", ["{not json", '{"other": 1}', "[1]", '"x"', "{}", "[[]]", "\x00", "[null]"])
def test_a_file_of_another_kind_gives_no_vote_and_says_so(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / "file.json"
    path.write_text(content)
    try:
        report = import_records([path], READERS[name], tmp_path / "votes.parquet", OPTIONS)
    except InputError as error:
        assert "file.json" in str(error) or "file.txt" in str(error)
    else:
        assert (report.ledger.kept, report.ledger.quarantined) == (0, 1)
    with pytest.raises(InputError, match=r"none\."):
        list(READERS[name](tmp_path / "none.json"))


def test_conll_refuses_what_it_cannot_say(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="overlap"):
        WRITERS["conll"](
            [of_vote(Vote("d", "abc", "w", (CrowdSpan(0, 2, "KEY"), CrowdSpan(1, 3, "KEY"))))], tmp_path / "x"
        )
    with pytest.raises(InputError, match="only white space"):
        WRITERS["conll"]([of_vote(Vote("d", "a b", "w", (CrowdSpan(1, 2, "KEY"),)))], tmp_path / "x")
    WRITERS["conll"]([of_vote(Vote("d", "k=sk_1!;", "w", (CrowdSpan(2, 7, "KEY"),)))], tmp_path / "x")
    tokens = [line.split("\t") for line in (tmp_path / "x").read_text().splitlines() if "\t" in line]
    assert [(token, tag) for token, _, _, tag in tokens] == [
        *(("k", "O"), ("=", "O"), ("sk", "B-KEY"), ("_", "I-KEY"), ("1", "I-KEY"), ("!", "I-KEY"), (";", "O")),
    ]
