import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from annotation.cli import app
from annotation.leaks import LeakError
from annotation.schema import Document, read_documents, read_votes, write_documents
from pii.errors import ConfigError, InputError
from pii.labels import Label
from pii.spans import Span

runner = CliRunner()
SECRET = "made-up-secret-7"


def run(*arguments: object) -> str:
    result = runner.invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def bytes_of(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def texts_of(folder: Path) -> dict[str, Document]:
    return {document.id: document for path in folder.glob("*.parquet") for document in read_documents(path)}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "documents.parquet"
    rows = []
    for index in range(40):
        head = " ".join(f"word{index}x{position}" for position in range(12))
        text = f"{head} password={SECRET}{index}"
        start = text.index(SECRET)
        meta = {"repo": f"org/repo{index // 2}", "path": f"src/{index}.py", "workers": [f"w{index % 5}"]}
        rows.append(Document(f"d{index}", text, (Span(start, len(text), Label.PASSWORD),), meta=meta))
    write_documents(rows, path)
    return path


@pytest.fixture
def dataset(documents: Path) -> Path:
    folder = documents.with_name("dataset")
    run("split", documents, "-o", folder, "--name", "made-up")
    return folder


def test_split_writes_splits_certificate_and_papers(dataset: Path):
    assert sorted(bytes_of(dataset)) == [
        "README.md",
        "certificate.json",
        "croissant.json",
        "test.parquet",
        "train.parquet",
        "validation.parquet",
    ]
    assert json.loads((dataset / "certificate.json").read_text())["clean"] is True
    assert len(texts_of(dataset)) == 40


def test_the_same_documents_make_the_same_bytes(documents: Path, tmp_path: Path):
    run("split", documents, "-o", tmp_path / "one")
    run("split", documents, "-o", tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("repository: org/repo3", {"d6", "d7"}),
        ("path: org/repo3/src/7.py", {"d7"}),
        ("worker: w2", set(range(2, 40, 5))),
    ],
)
def test_remove_takes_out_of_every_split_and_runs_again_to_the_same_bytes(
    dataset: Path, tmp_path: Path, line: str, gone
):
    before, opt_out = set(texts_of(dataset)), tmp_path / "list.txt"
    opt_out.write_text(f"{line}\n")
    run("remove", "--opt-out", opt_out, dataset)
    assert before - set(texts_of(dataset)) == {name if isinstance(name, str) else f"d{name}" for name in gone}
    tombstone = (dataset / "tombstone.json").read_text()
    assert len(json.loads(tombstone)["removed"]) == len(gone)
    assert line.split(": ")[1] not in tombstone
    assert "made-up" in (dataset / "README.md").read_text(encoding="utf-8")
    once = bytes_of(dataset)
    assert "0 documents removed" in run("remove", "--opt-out", opt_out, dataset)
    assert bytes_of(dataset) == once


def test_remove_takes_workers_out_of_votes(tmp_path: Path):
    votes, opt_out = tmp_path / "votes.parquet", tmp_path / "list.txt"
    run("simulate", "-o", votes, "--documents", 10, "--workers", 5, "--golden", 0)
    opt_out.write_text("worker: w0001\n")
    run("remove", "--opt-out", opt_out, votes)
    assert {vote.worker for vote in read_votes(votes)} == {"w0000", "w0002", "w0003", "w0004"}


def test_an_entry_that_matches_nothing_is_named_and_fails_after_the_others_are_removed(dataset: Path, tmp_path: Path):
    (tmp_path / "list.txt").write_text("repository: https://github.com/Org/Repo3.git\nworker: platform-id\n")
    with pytest.raises(
        InputError, match="1 entries match nothing: worker: platform-id; a worker is named by the pseudo"
    ):
        run("remove", "--opt-out", tmp_path / "list.txt", dataset)
    assert not {"d6", "d7"} & set(texts_of(dataset))


def test_remove_from_votes_leaves_a_tombstone(tmp_path: Path):
    votes, opt_out = tmp_path / "votes.parquet", tmp_path / "list.txt"
    run("simulate", "-o", votes, "--documents", 10, "--workers", 5, "--golden", 0)
    opt_out.write_text("worker: w0001\n")
    run("remove", "--opt-out", opt_out, votes)
    tombstone = json.loads((tmp_path / "votes.tombstone.json").read_text())
    assert len(tombstone["removed"]) > 0 and "w0001" not in json.dumps(tombstone)
    once = bytes_of(tmp_path)
    assert "0 rows removed" in run("remove", "--opt-out", opt_out, votes)
    assert bytes_of(tmp_path) == once


def test_remove_takes_out_of_shards_and_leaves_none_of_them(dataset: Path, tmp_path: Path):
    documents = list(read_documents(dataset / "train.parquet"))
    (dataset / "train.parquet").unlink()
    for number in range(2):
        write_documents(documents[number::2], dataset / f"train-{number:05}-of-00002.parquet")
    (tmp_path / "list.txt").write_text(f"repository: {documents[0].meta['repo']}\n")
    run("remove", "--opt-out", tmp_path / "list.txt", dataset)
    assert sorted(path.name for path in dataset.glob("*.parquet")) == [
        "test.parquet",
        "train.parquet",
        "validation.parquet",
    ]
    left = set(texts_of(dataset))
    assert documents[0].id not in left and len(left) == 38


def test_remove_takes_out_of_a_built_dataset(dataset: Path, tmp_path: Path):
    import datasets

    built = tmp_path / "built"
    run("build", dataset, "-o", built, "--tokens")
    (tmp_path / "list.txt").write_text("repository: org/repo3\n")
    assert "2 documents removed" in run("remove", "--opt-out", tmp_path / "list.txt", built)
    loaded = datasets.load_from_disk(str(built))
    left = {row["id"] for split in loaded.values() for row in split}
    assert {f"d{index}" for index in range(40)} - left == {"d6", "d7"}
    secrets = [f"{SECRET}{index}".encode() for index in (6, 7)]
    assert not any(secret in path.read_bytes() for path in built.rglob("*") if path.is_file() for secret in secrets)
    assert loaded["train"].features["ner_tags"].feature.names[0] == "O"
    assert len(json.loads((built / "tombstone.json").read_text())["removed"]) == 2
    assert (built / "README.md").exists()
    assert "0 documents removed" in run("remove", "--opt-out", tmp_path / "list.txt", built)


def test_a_platform_id_becomes_the_pseudonym_of_the_votes(tmp_path: Path):
    (tmp_path / "all.jsonl").write_text(json.dumps({"text": "a", "label": []}))
    (tmp_path / "all.jsonl").rename(tmp_path / "ann.jsonl")
    run("import", "doccano", tmp_path / "ann.jsonl", "-o", tmp_path / "votes.parquet")
    (vote,) = read_votes(tmp_path / "votes.parquet")
    assert run("pseudonym", "ann", "--key-file", tmp_path / "worker.key").strip() == vote.worker
    with pytest.raises(InputError, match="no such key"):
        run("pseudonym", "ann", "--key-file", tmp_path / "none.key")
    assert not (tmp_path / "none.key").exists()


def test_surrogates_keep_offsets_and_leave_no_value(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PII_KEY", "a made-up key of enough bytes")
    run("surrogate", dataset, "-o", tmp_path / "shared")
    given, made = texts_of(dataset), texts_of(tmp_path / "shared")
    assert {key: document.spans for key, document in made.items()} == {k: d.spans for k, d in given.items()}
    assert not any(SECRET in document.text for document in made.values())


def test_surrogates_without_a_key_are_refused(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PII_KEY", raising=False)
    with pytest.raises(ConfigError, match="PII_KEY"):
        run("surrogate", dataset, "-o", tmp_path / "shared")


def test_a_folder_whose_splits_leak_is_not_written_again(dataset: Path, tmp_path: Path):
    leaked = next(iter(read_documents(dataset / "train.parquet")))
    write_documents([leaked], dataset / "test.parquet")
    (tmp_path / "list.txt").write_text("repository: org/none\n")
    before = bytes_of(dataset)
    with pytest.raises(LeakError, match="document ids"):
        run("remove", "--opt-out", tmp_path / "list.txt", dataset)
    assert bytes_of(dataset) == before


@pytest.mark.parametrize("shares", ["train", "train=much", "train=0,test=1"])
def test_shares_that_cannot_be_used_are_refused(documents: Path, tmp_path: Path, shares: str):
    with pytest.raises(ConfigError):
        run("split", documents, "-o", tmp_path / "out", "--shares", shares)


def test_a_folder_without_documents_is_an_error(tmp_path: Path):
    (tmp_path / "list.txt").write_text("")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="parquet"):
        run("remove", "--opt-out", tmp_path / "list.txt", tmp_path / "empty")
