"""Snippets: gated text without labels, none twice."""

from pathlib import Path
from typing import Any

import pytest

from models.jsonl import write_rows
from models.snippets import SnippetsRecipe, run, snippets

GATE = Path("models/recipes/gate.toml")
PLAIN = "x = 1\n" * 400


def recipe(documents: Path = Path("unread"), **settings: Any) -> SnippetsRecipe:
    return SnippetsRecipe((documents,), GATE, **{"ungated": 0.0, **settings})


def row(text: str, split: str = "train", number: int = 0) -> dict[str, Any]:
    return {"id": f"d{number}", "text": text, "split": split}


def test_a_snippet_is_what_the_gate_lets_through_and_asks_for_no_label() -> None:
    (snippet,) = snippets(recipe(), [row(PLAIN + "# Author: Jane Roe\n" + PLAIN)])

    assert "Jane Roe" in snippet.text and len(snippet.text) < 300
    assert snippet.asked == frozenset() and not snippet.spans


def test_texts_without_a_place_to_look_at_give_a_stretch_at_random_or_nothing() -> None:
    assert not list(snippets(recipe(), [row(PLAIN)]))
    (snippet,) = snippets(recipe(ungated=1.0), [row(PLAIN)])
    assert snippet.text in PLAIN and 0 < len(snippet.text) <= 600


@pytest.mark.parametrize(("settings", "number"), [({}, 5), ({"per_document": 2}, 2), ({"share": 0.0}, 0)])
def test_how_many_is_settled_by_the_recipe(settings: dict[str, Any], number: int) -> None:
    text = "".join(f"# Author: Jane Roe {i}\n{PLAIN}" for i in range(5))

    assert len(list(snippets(recipe(**settings), [row(text)]))) == number


def test_long_parts_are_cut_and_repeats_left_out() -> None:
    licence = "# Copyright Jane Roe and Ravi Stone, all rights reserved.\n" * 30

    found = list(snippets(recipe(), [row(licence), row(licence, number=1)]))

    assert [len(snippet.text) for snippet in found].count(600) >= 1
    assert len({snippet.text for snippet in found}) == len(found)
    assert all(snippet.id.startswith("d0#") for snippet in found)


def test_only_the_training_split_is_read(tmp_path: Path) -> None:
    source = tmp_path / "documents.jsonl.zst"
    write_rows(source, [row("# Author: Jane Roe\n"), row("# Author: Mina Field\n", "validation", 1)])

    assert run(recipe(source), tmp_path) == 1
