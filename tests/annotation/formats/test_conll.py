"""Plain CoNLL in the dialects that tools write; ours is tried in test_formats."""

from collections.abc import Callable
from typing import Any

import pytest

from annotation.formats.records import Fields
from annotation.label_schema import LEFT_OUT

Read = Callable[..., Any]


def found(votes: list[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(vote.text, [(vote.text[span.start : span.end], span.label) for span in vote.spans]) for vote in votes]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Jane B-NAME\nRoe I-NAME\nwrote O\n", [("Jane Roe wrote", [("Jane Roe", "NAME")])]),
        ("Jane I-NAME\nRoe I-NAME\nJo B-NAME\n", [("Jane Roe Jo", [("Jane Roe", "NAME"), ("Jo", "NAME")])]),
        ("Jane\tB-NAME\nRoe\tL-NAME\nJo\tU-NAME\n", [("Jane Roe Jo", [("Jane Roe", "NAME"), ("Jo", "NAME")])]),
        ("Jane B-NAME\nRoe E-NAME\nJo S-NAME\n", [("Jane Roe Jo", [("Jane Roe", "NAME"), ("Jo", "NAME")])]),
        ("Jane NAME\nRoe NAME\nwrote O\n", [("Jane Roe wrote", [("Jane Roe", "NAME")])]),
        ("a O\nb O\n\nJane B-NAME\n", [("a b", []), ("Jane", [("Jane", "NAME")])]),
        (
            "-DOCSTART- -X- O\n\na -X- _ O\nJane -X- _ B-NAME\n\nb -X- _ O\n",  # Label Studio's: one line, then the tasks
            [("a Jane", [("Jane", "NAME")]), ("b", [])],
        ),
        (
            "-DOCSTART- -X- O O\n\na DT B-NP O\n\nJane NNP B-NP I-NAME\n\n-DOCSTART- -X- O O\n\nb DT O O\n",
            [("a\nJane", [("Jane", "NAME")]), ("b", [])],
        ),
        ("# a comment\n1\tJane\tB-NAME\n2\twrote\tO\n", [("Jane wrote", [("Jane", "NAME")])]),
        ("Jane B-NAME\r\nRoe I-NAME\r\n\r\nb O\r\n", [("Jane Roe", [("Jane Roe", "NAME")]), ("b", [])]),
    ],
    ids=["IOB2", "IOB1", "BILOU", "BIOES", "IO", "sentences", "Label Studio", "CoNLL-2003", "numbered", "CRLF"],
)
def test_dialects(read: Read, content: str, expected: list[Any]) -> None:
    votes, report, quarantine = read("conll", content, "all.conll")
    assert found(votes) == expected
    assert (quarantine, report.ledger.rows) == ([], len(expected))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Jane B-NAME\nRoe\n", "lines of one text have different numbers of columns"),
        ("Jane\nRoe\n", "no tags"),
        ("Jane\tx\t\n", "a token has no tag"),
        ("Jane B-PER\n", "unknown label 'PER'"),
    ],
)
def test_what_is_not_understood_is_set_aside(read: Read, content: str, reason: str) -> None:
    votes, _, quarantine = read("conll", f"{content}\nok O\n", "all.conll")
    assert found(votes) == [("ok", [])]
    assert [entry["reason"] for entry in quarantine] == [reason]


def test_labels_are_renamed_or_left_out_and_counted(read: Read) -> None:
    names = {"PER": "NAME", "ORG": LEFT_OUT}
    votes, report, _ = read("conll", "Jane B-PER\nAcme B-ORG\n", "all.conll", label_map=names)
    assert found(votes) == [("Jane Acme", [("Jane", "NAME")])]
    assert (report.ledger.spans, report.ledger.left_out) == (1, {"ORG": 1})
    assert "spans left out          1   ORG, as you said" in list(report.ledger.lines())


def test_columns_are_numbered(read: Read) -> None:
    content = "x Jane B-NAME O\n"
    votes, _, _ = read("conll", content, "all.conll", fields=Fields(text="2", controls=("3",)))
    assert found(votes) == [("Jane", [("Jane", "NAME")])]
    _, _, quarantine = read("conll", content, "all.conll", fields=Fields(controls=("9",)))
    assert quarantine[0]["reason"] == "no column '9': they are numbered from 1 to 4"
