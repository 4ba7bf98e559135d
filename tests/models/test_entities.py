"""Named-entity corpora as training data."""

import random
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.schema import Document
from models.data import read_documents
from models.entities import (
    FRAMES,
    Corpus,
    EntitiesRecipe,
    Sentence,
    columns,
    documents,
    exchanged,
    lines,
    rows,
    run,
    written,
)
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span

CORPUS = Corpus("fern/moss", "0" * 40, "CC-BY-4.0", "en", ("train.tsv",))
RECIPE = EntitiesRecipe((CORPUS,))
ROE = """\
# text = Jane Roe left Acme.
Jane\tB-PER
Roe\tI-PER
left\tO
Acme\tB-ORG
.\tO

-DOCSTART- O

#\tO
1\tO
Ines\tB-PER
"""


def named(some: Sequence[Sentence | Document]) -> list[tuple[str, list[str]]]:
    spans = [(each.text, each.names if isinstance(each, Sentence) else each.spans) for each in some]
    return [(text, [text[span.start : span.end] for span in names]) for text, names in spans]


def test_people_are_names_and_companies_are_none() -> None:
    assert named(list(columns(ROE, CORPUS))) == [
        ("Jane Roe left Acme.", ["Jane Roe"]),
        ("# 1 Ines", ["Ines"]),
    ]


def test_columns_are_counted_from_either_end() -> None:
    lines = ["1\tJane\tB-PER\t-\tqr", "2\tleft\tO\t-\tqr"]
    assert named(list(columns("\n".join(lines), replace(CORPUS, token=1, tag=2)))) == [("Jane left", ["Jane"])]
    assert named(list(columns("\n".join(lines), replace(CORPUS, token=1, tag=-3)))) == [("Jane left", ["Jane"])]
    assert list(columns("\n".join(lines), replace(CORPUS, token=1, tag=7))) == []


def test_other_names_of_persons() -> None:
    lines = ["Jane B-person", "met O", "Ines B-PER"]
    assert named(list(columns("\n".join(lines), replace(CORPUS, persons=("person",))))) == [("Jane met Ines", ["Jane"])]


def test_the_last_column_of_conll_u_may_hold_more() -> None:
    lines = ["1\tJane\tname=B-PER", "2-3\tim\t_", "2\tin\tname=O", "3\tdem\tSpaceAfter=No|name=O", "4\tInes\tNER=B-PER"]
    assert named(list(columns("\n".join(lines), replace(CORPUS, token=1)))) == [("Jane in dem Ines", ["Jane", "Ines"])]


def test_a_full_stop_ends_what_no_empty_line_divides() -> None:
    lines = ["Jane B-PER", "left O", ". O"]
    assert len(named(list(columns("\n".join(lines * 19), CORPUS)))) == 1
    assert [len(text.split()) for text, _ in named(list(columns("\n".join(lines * 50), CORPUS)))] == [40, 40, 20]


def test_an_account_is_no_name() -> None:
    assert list(columns("@jroe\tB-PER\nleft\tO\n", CORPUS)) == []


def test_json_of_spans_or_tokens() -> None:
    given = [
        {"text": "王小明说", "entities": [{"span": [0, 3], "type": "人名"}, {"span": [3, 4], "type": "地名"}]},
        {"tokens": ["Jane", "left"], "ner_tags": ["B-人名", "O"]},
        {"tokens": ["Jane"], "ner_tags": ["B-人名", "O"]},
    ]
    assert named(list(rows(given, replace(CORPUS, persons=("人名",))))) == [
        ("王小明说", ["王小明"]),
        ("Jane left", ["Jane"]),
    ]


def test_texts_with_spans_of_words_beside_them() -> None:
    text = "Fern.\n\nHere Jane Roe met Ines.\n"
    spans = "1 name 12 4 9 1  # Jane\n2 surname 17 3 9 1\n\n3 name 25 4 9 1\n4 org_name 0 4 9 1\n"
    made = list(lines(text, spans, replace(CORPUS, persons=("name", "surname"))))
    assert named(made) == [("Fern.", []), ("Here Jane Roe met Ines.", ["Jane Roe", "Ines"])]
    brat = "T1\tDOCTOR 12 20\tJane Roe\nR1\tof Arg1:T1 Arg2:T2\nT2\tTOWN 0 4\tFern\n"
    assert named(list(lines(text, brat, replace(CORPUS, persons=("DOCTOR",)))))[1] == (
        "Here Jane Roe met Ines.",
        ["Jane Roe"],
    )


def test_white_space_is_no_part_of_a_name() -> None:
    lines = ["김\tB-PER", " \tI-PER", "이\tO"]
    assert named(list(columns("\n".join(lines), replace(CORPUS, spaced=False)))) == [("김 이", ["김"])]


@pytest.mark.parametrize(
    "tokens, text",
    [
        ("He said : “ Yes , Jane ! ”", "He said: “Yes, Jane!”"),
        ("Jane ' Moss ' Roe", "Jane 'Moss' Roe"),
        ("Jane 's dog can n't ( or won't ) .", "Jane's dog can n't (or won't)."),
        ('a " b " c', 'a "b" c'),
        ("¿ Dónde ? 3 %", "¿Dónde? 3%"),
    ],
)
def test_written_as_people_write(tokens: str, text: str) -> None:
    made, offsets = written(tokens.split())
    assert made == text
    assert [made[start:end] for start, end in offsets] == tokens.split()


def test_no_spaces_where_none_are_written() -> None:
    assert written(["王", "小明", "说"], spaced=False) == ("王小明说", [(0, 1), (1, 3), (3, 4)])


def test_every_frame_keeps_the_names() -> None:
    given = [Sentence('"Jane" <b> & Ines Roe \\', (Span(1, 5, Label.NAME), Span(13, 21, Label.NAME)))] * 400
    recipe = replace(RECIPE, framed=1.0, sentences=2)
    made = list(documents(given, CORPUS, recipe, random.Random(1)))

    assert {tuple(names) for _, names in named(made)} <= {("Jane", "Ines Roe"), ("Jane", "Ines Roe") * 2}
    starts = {document.text[: document.text.index("Jane")].strip("\"\\'") for document in made}
    assert len(starts) >= len(FRAMES) - 2
    assert any('\\"Jane\\" <b>' in document.text for document in made)
    assert any("&lt;b> &amp; Ines" in document.text for document in made)


def test_what_nobody_was_asked_for_is_ignored() -> None:
    text = "Jane wrote to ines@fern.test, see @jroe."
    (made,) = documents(
        [Sentence(text, (Span(0, 4, Label.NAME),))], CORPUS, replace(RECIPE, framed=0), random.Random(1)
    )
    assert {text[span.start : span.end] for span in made.ignored} == {"ines@fern.test", "jroe", "@jroe"}


def test_a_name_that_a_frame_changes_leaves_the_document_out() -> None:
    given = [Sentence('Jane "Moss" Roe', (Span(0, 15, Label.NAME),))] * 100
    made = list(documents(given, CORPUS, replace(RECIPE, framed=1.0), random.Random(1)))
    assert made and all("\\" not in document.text for document in made)


def test_of_documents_without_names_a_share_is_kept() -> None:
    given = [Sentence("Fern and moss."), Sentence("Jane left.", (Span(0, 4, Label.NAME),))] * 300
    made = list(documents(given, CORPUS, replace(RECIPE, sentences=1, nameless=0.2), random.Random(1)))
    assert sum(bool(document.spans) for document in made) == 300
    assert 40 < sum(not document.spans for document in made) < 80


def repository(folder: Path, files: dict[str, str]) -> str:
    folder.mkdir(parents=True)
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "text"], check=True)
    return subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


def test_run_shares_a_language_among_its_corpora(tmp_path: Path) -> None:
    text = "".join(f"Jane{number}\tB-PER\nleft\tO\n\n" for number in range(100))
    commit = repository(tmp_path / "mirrors" / "fern+moss" / "repo", {"a.tsv": text, "b.tsv": text})
    corpora = tuple(replace(CORPUS, commit=commit, files=(name,)) for name in ("a.tsv", "b.tsv"))
    recipe = EntitiesRecipe(
        (*corpora, replace(corpora[0], language="da")),
        tmp_path / "mirrors",
        per_language=20,
        sentences=1,
        validation_share=0.1,
    )
    assert run(recipe, tmp_path / "out") == {"train": {"en": 18, "da": 18}, "validation": {"en": 2, "da": 2}}
    made = list(read_documents(tmp_path / "out" / "entities.train.jsonl.zst"))
    assert len(made) == 36 and all(len(document.spans) == 1 for document in made)

    missing = replace(recipe, corpora=(replace(corpora[0], files=("c.tsv",)),))
    with pytest.raises(InputError, match="fern/moss: c.tsv is not among its files"):
        run(missing, tmp_path / "other")


def test_names_of_signs_are_exchanged_and_others_stay() -> None:
    text = "田中太郎はジェーンと山田に会った。"
    names = tuple(
        Span(text.index(name), text.index(name) + len(name), Label.NAME) for name in ("田中太郎", "ジェーン", "山田")
    )
    made = exchanged(Sentence(text, names), ["石原花"], 1, random.Random(1))
    assert named([made]) == [("石原花はジェーンと石原花に会った。", ["石原花", "ジェーン", "石原花"])]
    assert exchanged(Sentence(text, names), ["石原花"], 0, random.Random(1)) == Sentence(text, names)


def test_tags_among_the_features_of_a_treebank() -> None:
    lines = ["1\t山田\tSpaceAfter=No|NE=B-PERSON", "2\t太郎\tNE=L-PERSON", "3\tは\t_"]
    corpus = replace(CORPUS, token=1, persons=("PERSON",), spaced=False)
    assert named(list(columns("\n".join(lines), corpus))) == [("山田太郎は", ["山田太郎"])]
