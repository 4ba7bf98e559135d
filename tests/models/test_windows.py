import random
from pathlib import Path

import pytest

from models.jsonl import read_rows, write_rows
from models.windows import Disagreement, WindowRecipe, batches, cut, rendered, resolve, run
from pii.errors import InputError

NOWHERE = Path("unused")
WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()


def document(package: str, number: int, extra: str = "") -> dict[str, object]:
    draw = random.Random(f"{package}{number}")
    body = [" ".join(draw.choices(WORDS, k=6)) + f" {draw.random()}" for _ in range(120)]
    if extra:
        body[draw.randrange(120)] = extra
    return {
        "id": f"{package}:{number}",
        "text": "\n".join(body) + "\n",
        "package": package,
        "ecosystem": "pypi",
        "version": "1",
        "path": f"{number}.py",
        "language": "python",
        "licence": "MIT",
        "sha256": f"{package}{number}",
        "split": "train",
    }


def documents() -> list[dict[str, object]]:
    found = [
        "# written by jane@roe.org",
        'password = "hunter2-xy"',
        "ping 192.0.2.7",
        "key = Ab3dEf6hIj9kLmNoPqRsTuVw12",
    ]
    return [document(f"p{p}", n, found[n % 4] if n < 8 else "") for p in range(4) for n in range(14)]


def test_windows_are_whole_lines_of_their_file() -> None:
    recipe = WindowRecipe(NOWHERE, windows=1000)
    by_id = {row["id"]: row for row in documents()}
    windows = cut(recipe, documents())
    for window in windows:
        text = by_id[f"{window['package']}:{window['path'].removesuffix('.py')}"]["text"]
        start = window["char_start_in_file"]
        assert text[start : start + window["length"]] == window["text"]
        assert start == 0 or text[start - 1] == "\n"
        assert window["text"].endswith("\n")
        assert recipe.lines_from <= window["text"].count("\n") <= recipe.lines_to
        assert text[:start].count("\n") + 1 == window["start_line"]


def test_no_package_and_no_stratum_has_more_than_its_share_and_half_are_at_random() -> None:
    recipe = WindowRecipe(NOWHERE, windows=1000)
    windows = cut(recipe, documents())
    for package in {window["package"] for window in windows}:
        mine = [window["stratum"] for window in windows if window["package"] == package]
        assert len(mine) <= recipe.per_package
        assert 0.3 <= mine.count("F") / len(mine) <= 0.6
        assert max(mine.count(stratum) for stratum in "ABCDE") <= recipe.per_stratum
    assert {"A", "B", "C", "D", "F"} <= {window["stratum"] for window in windows}


def test_batches_hold_every_window_once_and_keep_their_limits() -> None:
    recipe = WindowRecipe(NOWHERE, batch_windows=7, batch_characters=20_000)
    windows = cut(recipe, documents())
    made = list(batches(windows, recipe))
    assert [window for batch in made for window in batch] == windows
    assert all(
        len(batch) <= 7 and (len(batch) == 1 or sum(len(rendered(w)) for w in batch) <= 20_000) for batch in made
    )


def test_pointers_bring_the_text_back_and_refuse_another_file(tmp_path: Path) -> None:
    write_rows(tmp_path / "documents.jsonl.zst", documents())
    run(WindowRecipe(tmp_path / "documents.jsonl.zst"), tmp_path / "read")
    windows = {row["id"]: row for row in read_rows(tmp_path / "read" / "windows.jsonl")}
    pointers = list(read_rows(tmp_path / "read" / "windows.pointers.jsonl"))
    assert pointers and not any("text" in pointer for pointer in pointers)
    resolved = list(resolve(pointers, documents()))
    assert {row["id"]: row["text"] for row in resolved} == {key: row["text"] for key, row in windows.items()}
    changed = [{**row, "sha256": "other"} for row in documents()]
    with pytest.raises(InputError, match="not the file that was read"):
        list(resolve(pointers, changed))
    with pytest.raises(InputError, match="no file in the corpus"):
        list(resolve(pointers, documents()[:5]))


def test_windows_that_were_read_are_not_cut_again(tmp_path: Path) -> None:
    write_rows(tmp_path / "documents.jsonl.zst", documents())
    run(WindowRecipe(tmp_path / "documents.jsonl.zst"), tmp_path)
    first = list(read_rows(tmp_path / "windows.pointers.jsonl"))
    again = cut(WindowRecipe(NOWHERE, labelled=tmp_path, seed=14), documents())

    stretches = {(row["package"], row["path"], row["char_start_in_file"], row["length"]) for row in first}
    assert again
    for row in again:
        start = row["char_start_in_file"]
        assert not any(
            (package, path) == (row["package"], row["path"])
            and begin < start + row["length"]
            and start < begin + length
            for package, path, begin, length in stretches
        )


def test_windows_are_cut_where_a_model_and_the_rules_disagree(bundle: Path) -> None:
    rows = documents()
    by_id = {row["id"]: row for row in rows}
    judge = Disagreement(bundle)
    windows = cut(WindowRecipe(NOWHERE, strata="M", model=bundle), rows)

    assert windows and {window["stratum"] for window in windows} == {"M"}
    for window in windows:
        row = by_id[f"{window['package']}:{window['path'].removesuffix('.py')}"]
        stretch = range(window["char_start_in_file"], window["char_start_in_file"] + window["length"])
        assert any(place in stretch for place in judge.places(row))


def test_disagreement_needs_a_model() -> None:
    with pytest.raises(ValueError, match="stratum M"):
        WindowRecipe(NOWHERE, strata="M")


def test_the_same_seed_gives_the_same_windows() -> None:
    assert cut(WindowRecipe(NOWHERE, seed=4), documents()) == cut(WindowRecipe(NOWHERE, seed=4), documents())
    assert cut(WindowRecipe(NOWHERE, seed=4), documents()) != cut(WindowRecipe(NOWHERE, seed=5), documents())
