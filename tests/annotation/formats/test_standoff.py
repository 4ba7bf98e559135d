"""brat, WebAnno TSV, LightTag, tokens and DocBins: files that are no list of rows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasets
import pytest
import spacy
from spacy.tokens import DocBin

from annotation.dataset import build
from annotation.formats.records import Fields
from annotation.schema import CrowdSpan, Document
from pii.errors import InputError
from pii.labels import Label
from pii.spans import Span
from tests.annotation.formats.samples import imported

Read = Callable[..., Any]


def found(votes: list[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(vote.text, [(vote.text[span.start : span.end], span.label) for span in vote.spans]) for vote in votes]


def test_brat_reads_folders(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    files = {
        "a.txt": "é Jane\r\nRoe and Jo\n",
        "a.ann": "T1\tNAME 2 11\tJane  Roe\nR1\tKnows Arg1:T1 Arg2:T2\nT2\tNAME 16 18\tJo\n#1\tNote T1\tx\n",
        "sub/b.txt": "Jane van Roe",
        "sub/b.ann": "T1\tNAME 0 4;9 12\tJane Roe\n",
        "c.txt": "nothing",
        "c.ann": "",
        "d.txt": "not annotated",
        "e.ann": "T1\tNAME 0 4\tJane\n",
        "f.txt": "Jane",
        "f.ann": "T1\tNAME 0 x\tJane\n",
        "g.txt": "Jane",
        "g.ann": "T1\tNAME 0 4\tJoan\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    votes, report, quarantine = imported("brat", folder)
    assert found(votes) == [
        ("é Jane\r\nRoe and Jo\n", [("Jane\r\nRoe", "NAME"), ("Jo", "NAME")]),
        ("nothing", []),
        ("Jane van Roe", [("Jane", "NAME"), ("Roe", "NAME")]),
    ]
    assert {vote.document_id for vote in votes} == {"a", "c", "sub/b"}
    assert dict(report.ledger.dropped) == {
        "text without an annotation file": 1,
        "annotations without a text": 1,
        "a span's offsets are no numbers": 1,
        "segment is not in the text": 1,
    }
    assert len(quarantine) == 3
    assert found(imported("brat", folder / "a.ann")[0]) == found(votes)[:1]


WEBANNO = """#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value


#Text=😀 Jane Roe \\\\n a_b
1-1\t0-2\t😀\tX\t_\t_\t
1-2\t3-7\tJane\tX\t_[1]\tNAME[1]\t
1-3\t8-11\tRoe\tX\t*[1]\tNAME[1]\t
1-4\t12-14\t\\\\n\tX\t_\t_\t
1-5\t15-18\ta_b\tX\t_\tUSERNAME\t

#Text=Jo
2-1\t20-22\tJo\tX\t_\tNAME|USERNAME\t
"""


def test_webanno_counts_in_utf16(read: Read) -> None:
    votes, _, quarantine = read("webanno", WEBANNO, "all.tsv")
    text = "😀 Jane Roe \\n a_b\n\nJo"
    spans = [("Jane Roe", "NAME"), ("a_b", "USERNAME"), ("Jo", "NAME"), ("Jo", "USERNAME")]
    assert (found(votes), quarantine) == ([(text, spans)], [])


def test_webanno_refuses_what_is_not_certain(read: Read) -> None:
    for content, reason in (
        (WEBANNO.replace(".ner.type.NamedEntity", ".custom.Pii"), "layer is not certain"),
        (
            WEBANNO.replace("3-7\tJane", "3-7\tJone"),
            "a token is not where its offsets say",
        ),
        (WEBANNO.replace("USERNAME\t\n\n", "*\t\n\n"), "an annotation has no value"),
        (WEBANNO.replace("1-4\t12-14", "1-4 12-14"), "a line is no token"),
    ):
        votes, _, quarantine = read("webanno", content, "all.tsv")
        assert not votes, content
        assert reason in quarantine[0]["reason"]
    custom = WEBANNO.replace(".ner.type.NamedEntity", ".custom.Pii")
    assert len(read("webanno", custom, "all.tsv", fields=Fields(controls=("Pii",)))[0][0].spans) == 4


def test_lighttag_sets_aside_an_example_and_reads_on(read: Read) -> None:
    span = {"start": 2, "end": 6, "tag": "NAME", "value": "jane"}
    good = {"content": "a jane", "example_id": "1", "annotations": [span]}
    bad = [{**good, "annotations": None}, {**good, "annotations": [{**span, "tag": None}]}, {"example_id": "2"}, 5]
    unsure = {**good, "annotations": [], "classifications": [{"classname": "ODD"}]}
    votes, report, quarantine = read("lighttag", {"examples": [*bad, unsure, good]})
    assert [vote.spans for vote in votes] == [(CrowdSpan(2, 6, "NAME"),)]
    assert report.ledger.rows == 6 and len(quarantine) == 5


def test_a_built_dataset_comes_back_by_its_tokens(tmp_path: Path) -> None:
    text = "mail jane@example.com key abc"
    document = Document("d", text, (Span(5, 21, Label.EMAIL),), (Span(26, 29, Label.KEY),))
    build({"train": [document], "test": []}, tmp_path / "dataset", tokens=True)
    votes, _, _ = imported("tokens", tmp_path / "dataset")
    assert found(votes) == [(text, [("jane@example.com", "EMAIL"), ("abc", "AMBIGUOUS")])]


def test_numbered_tags_take_their_names_from_the_features(tmp_path: Path, read: Read) -> None:
    names = ["O", "B-NAME", "I-NAME"]
    rows = {"tokens": [["a", "Jane", "Roe"]], "ner_tags": [[0, 1, 2]]}
    tags = datasets.List(datasets.ClassLabel(names=names))
    features = datasets.Features({"tokens": datasets.List(datasets.Value("string")), "ner_tags": tags})
    made = datasets.Dataset.from_dict(rows, features=features)
    made.to_parquet(str(tmp_path / "train.parquet"))
    expected = [("a Jane Roe", [("Jane Roe", "NAME")])]
    assert found(imported("tokens", tmp_path / "train.parquet")[0]) == expected
    row = {"tokens": rows["tokens"][0], "tags": rows["ner_tags"][0]}
    assert found(read("tokens", [row], fields=Fields(tags=tuple(names)))[0]) == expected


def test_a_doc_bin_of_any_pipeline_is_read(tmp_path: Path) -> None:
    language = spacy.blank("en")
    marked, empty, untouched = (language.make_doc("Jane Roe wrote this.") for _ in range(3))
    marked.ents = [marked.char_span(0, 8, "NAME")]
    empty.set_ents([], default="outside")
    path = tmp_path / "train.spacy"
    DocBin(docs=[marked, empty, untouched]).to_disk(path)
    votes, _, quarantine = imported("spacy", path)
    assert found(votes) == [("Jane Roe wrote this.", [("Jane Roe", "NAME")]), ("Jane Roe wrote this.", [])]
    assert [entry["reason"] for entry in quarantine] == ["document has no annotation of entities"]
    path.write_bytes(b"no DocBin")
    with pytest.raises(InputError, match="expected a DocBin"):
        imported("spacy", path)


@pytest.mark.parametrize(
    "content",
    [
        [["a jane", {"entities": [[2, 6, "NAME"]]}]],
        {"classes": ["NAME"], "annotations": [["a jane", {"entities": [[2, 6, "NAME"]]}], None]},
    ],
)
def test_spacys_pairs_as_web_annotators_write_them(read: Read, content: Any) -> None:
    votes, report, _ = read("spacy", json.dumps(content))
    assert found(votes) == [("a jane", [("jane", "NAME")])]
    assert report.ledger.quarantined == isinstance(content, dict)


def test_what_argilla_has_not_validated_is_no_answer(read: Read) -> None:
    row = {"text": "a jane", "annotation": [["NAME", 2, 6]], "status": "Validated"}
    draft = {"fields": {"text": "b"}, "responses": [{"status": "discarded", "values": {"q": {"value": []}}}]}
    predicted = {"text": "c", "annotation": None, "prediction": [["NAME", 0, 1, 0.9]], "status": "Default"}
    votes, report, _ = read("argilla", [row, {**row, "status": "Discarded"}, draft, predicted])
    assert found(votes) == [("a jane", [("jane", "NAME")])]
    assert dict(report.ledger.dropped) == {
        "record that is discarded": 1,
        "response that is discarded": 1,
        "record without an annotation": 1,
    }


def test_bytes_that_are_no_utf8_spoil_their_row_alone(tmp_path: Path) -> None:
    (tmp_path / "all.conll").write_bytes("Jané B-NAME\n\nJo B-NAME\n".encode("latin-1"))
    (tmp_path / "all.json").write_bytes(
        '[{"text": "Jané", "label": []}, {"text": "Jo", "label": []}]'.encode("latin-1")
    )
    for name, file in (("conll", "all.conll"), ("doccano", "all.json")):
        votes, _, quarantine = imported(name, tmp_path / file)
        assert [vote.text for vote in votes] == ["Jo"]
        assert [entry["reason"] for entry in quarantine] == ["text is not valid Unicode"]


def test_a_file_of_another_kind_in_a_folder_does_not_end_it(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.tsv").write_text("id\ttext\n")
    (folder / "b.tsv").write_text(WEBANNO)
    votes, _, quarantine = imported("webanno", folder)
    assert [vote.document_id for vote in votes] == ["b"]
    assert quarantine[0]["reason"] == "file is no WebAnno TSV 3"


def test_a_parquet_file_that_is_none_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "train.parquet").write_bytes(b"no parquet")
    for name in ("tokens", "argilla", "bigcode"):
        with pytest.raises(InputError, match="expected parquet"):
            imported(name, tmp_path / "train.parquet")
