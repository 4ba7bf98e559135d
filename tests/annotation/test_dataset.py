from pathlib import Path

import datasets

from annotation.dataset import MASKED, build, token_row
from annotation.schema import Document
from pii.labels import TAG_IDS, TAGS, Label
from pii.spans import Span

TEXT = "mail jane@x.test key abc"
ALL = Document("d", TEXT, (Span(5, 16, Label.EMAIL),), (Span(21, 24, Label.KEY),), meta={"repo": "o/r"})


def test_ignored_tokens_are_masked_and_outside_ones_are_not() -> None:
    row = token_row(ALL)
    assert row["tokens"] == ["mail", "jane", "@", "x", ".", "test", "key", "abc"]
    begin, inside = TAG_IDS["B-EMAIL"], TAG_IDS["I-EMAIL"]
    assert row["ner_tags"] == [0, begin, inside, inside, inside, inside, 0, MASKED]


def test_where_a_label_was_not_asked_for_nothing_is_outside() -> None:
    row = token_row(Document("d", TEXT, ALL.spans, asked=frozenset({"EMAIL"})))
    assert 0 not in row["ner_tags"]
    assert row["ner_tags"].count(MASKED) == 3


def test_a_saved_dataset_gives_the_documents_back(tmp_path: Path) -> None:
    other = Document("e", "", (), ())
    build({"train": [ALL, other], "test": []}, tmp_path / "dataset", tokens=True)
    loaded = datasets.load_from_disk(str(tmp_path / "dataset"))
    assert {name: len(split) for name, split in loaded.items()} == {"train": 2, "test": 0}
    known = ("id", "text", "spans", "ignored", "asked", "meta")
    assert [Document.from_json({key: row[key] for key in known}) for row in loaded["train"]] == [ALL, other]
    assert loaded["train"][1]["tokens"] == []
    # What a `Trainer` script looks for: names of the tags, and that the mask survives a `map` over the column.
    assert loaded["train"].features["ner_tags"].feature.names == list(TAGS)
    tags = loaded["train"].map(lambda row: {"ner_tags": row["ner_tags"]})["ner_tags"]
    assert tags[0] == token_row(ALL)["ner_tags"] and MASKED in tags[0]
