import random
from pathlib import Path

import pytest

from annotation.schema import Document
from models.excerpts import cut, whole_lines
from models.gazetteer import person_evidence
from models.jsonl import read_rows, write_rows
from models.weak_labels import WeakLabelRecipe, find, run
from models.weak_names import Vocabulary, known_people
from pii.detectors.rules import RuleDetector
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span, disjoint

VOCABULARY = Vocabulary(
    frozenset("the a of new getting started visual studio hello world access control red hat".split())
)
RULES = RuleDetector()


def labelled(text: str, language: str = "python", people: frozenset[str] = frozenset()) -> tuple[set, set]:
    spans, ignored = find(text, RULES.detect([text])[0], people, VOCABULARY, language)
    return tuple({(str(s.label), text[s.start : s.end]) for s in found} for found in (spans, ignored))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Copyright (c) 2010-2014 Daniel Smith", ("NAME", "Daniel Smith")),
        (" -- Laura Martin <laura@roe.org>  Mon, 02 Jan 2006", ("NAME", "Laura Martin")),
        (" -- laura martin <laura@roe.org>  Mon, 02 Jan 2006", ("NAME", "laura martin")),
        ("Signed-off-by: Zorp Quux <zorp@roe.org>", ("NAME", "Zorp Quux")),
        (" * @author Peter Schmidt", ("NAME", "Peter Schmidt")),
        ('  "author": "Peter Schmidt <p@roe.org>",', ("NAME", "Peter Schmidt")),
        ("  * Thanks to Peter Schmidt and Laura Martin", ("NAME", "Laura Martin")),
        ("# TODO(pschmidt): later", ("USERNAME", "pschmidt")),
        ("cd /home/pschmidt/src", ("USERNAME", "pschmidt")),
        ('db_password = "tiger-7!x"', ("PASSWORD", "tiger-7!x")),
        ("    'password' => 'f00bar9',", ("PASSWORD", "f00bar9")),
        ("url = 'postgres://app:s3cr3t@db.roe.org/x'", ("PASSWORD", "s3cr3t")),
        ('api_key = "9aB3dE5fG7hJ9kL1mN3pQ5rS"', ("KEY", "9aB3dE5fG7hJ9kL1mN3pQ5rS")),
    ],
)
def test_places_that_give_a_value_away_are_spans(text: str, expected: tuple[str, str]) -> None:
    spans, _ = labelled(text)
    assert expected in spans


@pytest.mark.parametrize(
    "text",
    [
        "# Copyright (c) 2010 Roe Software Foundation, Inc.",
        "# Copyright (C) 2003 Daniel Smith, Inc.",
        "# Getting Started with Visual Studio",
        'print("Hello World")',
        'password = "<password>"',
        'password = "${DB_PASS}"',
        'password = ""',
        'password = "********"',
        '"password": "string",',
        'token = "required"',
        'sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"',
        "version = 1.2.3",
        "Access Control of the Red Hat",
    ],
)
def test_decoys_are_neither_spans_nor_ignored(text: str) -> None:
    assert labelled(text) == (set(), set())


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ('opt.password = "myPassword"', ("PASSWORD", "myPassword")),
        ("see https://github.com/zorp/tool", ("USERNAME", "zorp")),
        ("# see Giovanni for it", ("NAME", "Giovanni")),
    ],
)
def test_what_could_be_one_is_ignored_and_no_negative(text: str, doubtful: tuple[str, str]) -> None:
    spans, ignored = labelled(text)
    assert doubtful in ignored and doubtful not in spans


def test_people_named_once_in_a_package_are_known_in_all_of_it() -> None:
    people = known_people(["Zorp Martin <zorp@roe.org>\nRoe Labs Team <team@roe.org>"])
    assert people == {"Zorp Martin"}
    spans, _ = labelled("some text by nobody, see Zorp Martin for it", people=people)
    assert ("NAME", "Zorp Martin") in spans


def test_spans_are_disjoint_and_inside_the_text() -> None:
    text = (
        'Copyright 2001 Daniel Smith <daniel@roe.org>\nurl = "ftp://daniel:tiger9@192.0.2.1/"\npassword = "tiger9"\n'
        * 3
    )
    spans, ignored = find(text, RULES.detect([text])[0], frozenset(), VOCABULARY, "text")
    assert disjoint([*spans, *ignored]) and all(span.end <= len(text) for span in spans)
    assert {Label.NAME, Label.EMAIL, Label.PASSWORD, Label.IP_ADDRESS} <= {span.label for span in spans}


def test_a_span_cut_by_the_edge_of_a_window_is_ignored() -> None:
    text = "0123456789"
    document = cut("x", text, [Span(2, 6, Label.NAME)], [Span(8, 10, Label.KEY)], range(4, 9), {})
    assert document.text == "45678"
    assert document.spans == () and [(s.start, s.end) for s in document.ignored] == [(0, 2), (4, 5)]


def test_windows_have_whole_lines_and_hold_their_span() -> None:
    draw = random.Random(1)
    text = "\n".join("x" * draw.randrange(120) for _ in range(200))
    for _ in range(50):
        start = draw.randrange(len(text) - 10)
        window = whole_lines(text, start - 300, 900, Span(start, start + 5, Label.NAME))
        assert window.start <= start and start + 5 <= window.stop
        assert window.start == 0 or text[window.start - 1] == "\n"
        assert window.stop == len(text) or text[window.stop - 1] == "\n"


def test_names_of_people_and_of_organisations_are_told_apart() -> None:
    assert person_evidence("Daniel Smith") == 2
    assert person_evidence("Visual Studio") == 0
    assert names_organisation("Roe Systems Inc.") and not names_organisation("Daniel Smith")


def test_a_run_writes_both_splits_and_repeats_itself(tmp_path: Path) -> None:
    body = "# Copyright 2020 Daniel Smith <daniel@roe.org>\n" + "".join(f"value_{n} = {n}\n" for n in range(400))
    rows = [
        {
            "id": f"p{n}",
            "text": body,
            "package": f"p{n}",
            "ecosystem": "pypi",
            "path": "a.py",
            "language": "python",
            "split": split,
        }
        for n, split in enumerate(["train", "validation", "train"])
    ]
    write_rows(tmp_path / "documents.jsonl.zst", rows)
    counts = run(WeakLabelRecipe(tmp_path / "documents.jsonl.zst"), tmp_path / "one")
    assert counts["train"]["NAME"] == 2 and counts["validation"]["NAME"] == 1
    made = [Document.from_json(row) for row in read_rows(tmp_path / "one" / "weak.train.jsonl.zst")]
    assert all(document.meta["split"] == "train" for document in made)
    assert {document.meta["kind"] for document in made} == {"span", "random"}
    run(WeakLabelRecipe(tmp_path / "documents.jsonl.zst"), tmp_path / "two")
    name = "weak.train.jsonl.zst"
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
