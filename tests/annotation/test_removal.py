import json
from pathlib import Path

import pytest

from annotation.aggregate import aggregate
from annotation.label_schema import load
from annotation.removal import OptOut, Tombstone, read_opt_out, remove, remove_votes
from annotation.schema import Document
from annotation.simulate import Crowd, simulate
from pii.errors import InputError


def document(key: str, repo: str = "", path: str = "", workers: tuple[str, ...] = ()) -> Document:
    return Document(key, f"text of {key}", meta={"repo": repo, "path": path, "workers": list(workers)})


@pytest.mark.parametrize(
    ("opt_out", "reasons"),
    [
        (OptOut(), [None, None, None, None]),
        (OptOut(repositories=frozenset({"org/one"})), ["repository", None, "repository", None]),
        (OptOut(repositories=frozenset({"org/on", "one", "two/src"})), [None, None, None, None]),
        (OptOut(paths=frozenset({"org/one/src/a.py"})), ["path", None, None, None]),
        (OptOut(paths=frozenset({"org/one/src/"})), ["path", None, "path", None]),
        (OptOut(paths=frozenset({"org/one/src"})), [None, None, None, None]),
        (OptOut(workers=frozenset({"w1"})), [None, "worker", None, None]),
    ],
    ids=["nothing", "repository", "other repository", "file", "folder", "prefix", "worker"],
)
def test_what_an_entry_concerns(opt_out: OptOut, reasons: list[str | None]):
    documents = [
        document("beside", "org/one", "src/a.py"),
        document("other", "org/two", "src/a.py", workers=("w1", "w2")),
        document("within", "", "org/one/src/b.py"),
        document("unknown"),
    ]
    assert [opt_out.reason(each) for each in documents] == reasons


def test_documents_leave_every_split_and_the_tombstone_names_none_of_them():
    splits = {"train": [document("org/one:a", "org/one"), document("b")], "test": [document("org/one:c", "org/one")]}
    left, tombstone = remove(splits, OptOut(repositories=frozenset({"org/one"})))
    assert {name: [each.id for each in documents] for name, documents in left.items()} == {"train": ["b"], "test": []}
    assert [(split, reason) for split, _, reason in tombstone.removed] == [
        ("test", "repository"),
        ("train", "repository"),
    ]
    assert "org/one" not in json.dumps(tombstone.to_json())


def test_a_second_run_changes_nothing():
    splits = {"train": [document("a", "org/one"), document("b")]}
    opt_out = OptOut(repositories=frozenset({"org/one"}))
    left, tombstone = remove(splits, opt_out)
    assert remove(left, opt_out, tombstone) == (left, tombstone)
    assert remove(splits, opt_out) == (left, tombstone)
    assert Tombstone.from_json(json.loads(json.dumps(tombstone.to_json()))) == tombstone


def test_a_worker_who_opts_out_has_no_vote_and_the_documents_can_be_aggregated_again():
    _, votes = simulate(30, Crowd(workers=6), seed=1)
    schema, opt_out = load("bigcode"), OptOut(workers=frozenset({"w0003"}))
    left = list(remove_votes(votes, opt_out))
    assert {vote.worker for vote in votes} - {vote.worker for vote in left} == {"w0003"}
    documents = aggregate(left, schema)
    assert len(documents) == 30
    assert all(opt_out.reason(each) is None for each in documents)
    assert any(opt_out.reason(each) == "worker" for each in aggregate(votes, schema))


def test_a_list_is_read_whatever_the_order_of_its_lines(tmp_path: Path):
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("# opt-outs\nrepository: org/one\n\n path: org/two/a b.py \nworker: 0123abcd\n")
    two.write_text("worker: 0123abcd\npath:org/two/a b.py\nrepository:org/one\n")
    expected = OptOut(frozenset({"org/one"}), frozenset({"org/two/a b.py"}), frozenset({"0123abcd"}))
    assert read_opt_out(one) == read_opt_out(two) == expected
    assert read_opt_out(one).digest() == read_opt_out(two).digest()


@pytest.mark.parametrize("line", ["org/one", "repo: org/one", "repository:", ": x"])
def test_a_line_that_says_nothing_is_refused(tmp_path: Path, line: str):
    path = tmp_path / "list.txt"
    path.write_text(f"worker: a\n{line}\n")
    with pytest.raises(InputError, match="line 2"):
        read_opt_out(path)


@pytest.mark.parametrize(
    "spelled",
    [
        *("org/one", "Org/One", "org/one/", "/org/one", " org/one ", "org//one", "org/one.git", "org\\one"),
        *("https://github.com/org/one", "http://www.github.com/Org/One/", "github.com/org/one.git"),
        *("git@github.com:org/one.git", "ssh://git@github.com/org/one", "git+https://gitlab.com/org/one"),
        *("https://github.com/org/one/tree/main", "https://github.com/org/one?tab=readme#top"),
    ],
)
def test_a_repository_matches_however_list_and_data_spell_it(spelled: str):
    for listed, held in ((spelled, "Org/one"), ("org/ONE", spelled)):
        assert OptOut(repositories=frozenset({listed})).reason(document("d", held, "a.py")) == "repository"
    assert OptOut(repositories=frozenset({spelled})).reason(document("d", "org/one2", "a.py")) is None
    assert OptOut(repositories=frozenset({spelled})).reason(document("d", "org", "one2/a.py")) is None


def test_a_path_matches_as_the_address_of_its_page():
    opt_out = OptOut(paths=frozenset({"https://github.com/Org/One/blob/main/src/a.py", "org/two/SRC/"}))
    assert opt_out.reason(document("d", "org/one", "src/a.py")) == "path"
    assert opt_out.reason(document("d", "org/two", "./src/b.py")) == "path"
    assert opt_out.reason(document("d", "org/two", "src2/b.py")) is None


def test_entries_that_never_matched_are_known():
    splits = {"train": [document("a", "org/one"), document("b", "org/two")]}
    opt_out = OptOut(repositories=frozenset({"org/one", "org/none"}), workers=frozenset({"w9"}))
    left, tombstone = remove(splits, opt_out)
    assert tombstone.unmatched(opt_out) == [("repository", "org/none"), ("worker", "w9")]
    _, again = remove(left, opt_out, tombstone)
    assert again.unmatched(opt_out) == tombstone.unmatched(opt_out)
    assert again.unmatched(OptOut(repositories=frozenset({"org/one"}))) == []
