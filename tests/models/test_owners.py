from pathlib import Path

from models.owners import OwnersRecipe, digest, stretches

TEXT = "a\nsee https://github.com/jroe/tool and https://github.com/symfony/yaml but\nnot https://github.com/kroe/x\n"
ROW = {"id": "x", "package": "p", "path": "README.md", "text": TEXT}


def recipe(folder: Path, **settings: int) -> OwnersRecipe:
    persons = folder / "persons.txt"
    persons.write_text(digest("JRoe") + "\n", encoding="utf-8")
    return OwnersRecipe((), persons, **settings)


def test_only_the_accounts_of_judged_owners_are_learnt_from(tmp_path: Path) -> None:
    (document,) = stretches([ROW], recipe(tmp_path))
    assert document.text == "see https://github.com/jroe/tool and https://github.com/symfony/yaml but"
    assert [document.text[span.start : span.end] for span in document.spans] == ["jroe"]
    ignored = "".join(document.text[span.start : span.end] for span in document.ignored)
    assert ignored == "see https://github.com//tool and https://github.com//yaml but"


def test_an_owner_is_learnt_from_a_few_times_and_no_more(tmp_path: Path) -> None:
    rows = [{**ROW, "id": str(number)} for number in range(5)]
    assert len(list(stretches(rows, recipe(tmp_path, per_owner=2)))) == 2


def test_a_long_line_is_cut_around_the_account(tmp_path: Path) -> None:
    row = {**ROW, "text": "x" * 500 + " https://github.com/jroe/tool " + "y" * 500}
    (document,) = stretches([row], recipe(tmp_path, characters=30))
    assert len(document.text) == 64 and [document.text[span.start : span.end] for span in document.spans] == ["jroe"]
