"""The way of a crowd's export to training data, command by command, on a made-up export."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from annotation.cli import app, main
from annotation.formats import READERS, WRITERS
from annotation.schema import CrowdSpan, Document, Vote, read_documents, read_votes, write_votes
from pii.errors import ConfigError, InputError
from pii.labels import Label

WORKERS = ("ann", "ben", "cat")
TEXTS = {
    f"owner/repo{number}": f"# {title} 😀\r\nmail user{number}@example.com\r\nserver = 192.0.2.{number}  # {title * 3}\r\n"
    for number, title in enumerate(
        ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa")
    )
}


def run(*arguments: object, fails: bool = False) -> Result:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    if not fails and result.exception:
        raise result.exception
    return result


def export(path: Path, pool: int, label: str, pattern: str) -> Path:
    """A pool that asked three workers for one label; the last worker misses what the others find in the first text."""
    header = [
        "INPUT:text",
        "INPUT:repo",
        "OUTPUT:result",
        "ASSIGNMENT:assignment_id",
        "ASSIGNMENT:worker_id",
        "ASSIGNMENT:status",
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\r\n")
        writer.writerow(header)
        for page, worker in enumerate(WORKERS):
            for number, (repo, text) in enumerate(TEXTS.items()):
                value = pattern.format(number)
                offset = len(text[: text.index(value)].encode("utf-16-le")) // 2
                span = {"label": label, "offset": offset, "length": len(value), "segment": value}
                answer = "" if (worker, number) == ("cat", 0) else json.dumps([span])
                writer.writerow([text, repo, answer, f"{pool:010x}--{page}", worker, "APPROVED"])
            writer.writerow([text, repo, "", f"{pool:010x}--{page + 9}", worker, "EXPIRED"])
    return path


def test_from_two_pools_to_a_dataset_that_trains(tmp_path: Path) -> None:
    import datasets

    emails = export(tmp_path / "emails.tsv", 1, "EMAIL", "user{}@example.com")
    addresses = export(tmp_path / "addresses.tsv", 2, "IP_ADDRESS", "192.0.2.{}")
    votes, documents, folder, dataset = (
        tmp_path / name for name in ("votes.parquet", "documents.parquet", "splits", "dataset")
    )

    said = run("import", "toloka", emails, addresses, "-o", votes).stderr
    assert "pool 1: asked for EMAIL (read off the answers; say otherwise with --asked)" in said
    assert "UTF-16, newlines as is, escapes as is" in said
    assert "status EXPIRED" in said
    assert len(list(read_votes(votes))) == 60
    assert not {"ann", "ben", "cat"} & {vote.worker for vote in read_votes(votes)}

    run("aggregate", votes, "-o", documents)
    found = {document.meta["repo"]: document for document in read_documents(documents)}
    assert len(found) == len(TEXTS)
    for number, (repo, text) in enumerate(TEXTS.items()):
        document = found[repo]
        values = [(span.label, text[span.start : span.end]) for span in document.spans]
        assert values == [(Label.EMAIL, f"user{number}@example.com"), (Label.IP_ADDRESS, f"192.0.2.{number}")]
        assert document.asked == {"EMAIL", "IP_ADDRESS"}

    run("split", documents, "-o", folder, "--shares", "train=0.6,test=0.4")
    run("build", folder, "-o", dataset, "--tokens")
    loaded = datasets.load_from_disk(str(dataset))
    rows = [row for split in loaded.values() for row in split]
    back = {
        row["id"]: Document.from_json({key: row[key] for key in ("id", "text", "spans", "ignored", "asked", "meta")})
        for row in rows
    }
    assert back == {document.id: document for document in found.values()}
    assert (dataset / "README.md").read_text().startswith("# ")
    for row in rows:
        assert set(row["ner_tags"]) == {-100, 3, 4, 7, 8}  # labels that no pool asked for are unknown, so no token is O
        assert all(
            row["text"][start:end] == token
            for token, (start, end) in zip(row["tokens"], row["token_offsets"], strict=True)
        )


@pytest.mark.parametrize("to", WRITERS)
def test_votes_leave_and_come_back(tmp_path: Path, to: str) -> None:
    votes, other, back = tmp_path / "votes.parquet", tmp_path / "all.jsonl", tmp_path / "back.parquet"
    run("import", "toloka", export(tmp_path / "emails.tsv", 1, "EMAIL", "user{}@example.com"), "-o", votes)
    run("export", to, votes, "-o", other)
    run("import", to.removesuffix("-training"), other, "-o", back)
    assert [(vote.text, vote.spans) for vote in read_votes(back)] == [
        (vote.text, vote.spans) for vote in read_votes(votes)
    ]


def test_what_a_format_cannot_say_is_said_and_no_partial_file_is_left(tmp_path: Path) -> None:
    spans = (CrowdSpan(0, 2, "KEY"), CrowdSpan(1, 3, "KEY"))
    votes = [Vote("d", "abc", "w", spans, frozenset({"KEY"})), Vote("e", "abc", "w", (), frozenset({"KEY", "NAME"}))]
    write_votes(votes, tmp_path / "votes.parquet")
    for to in ("conll", "spacy"):
        with pytest.raises(InputError, match="overlap"):
            run("export", to, tmp_path / "votes.parquet", "-o", tmp_path / "out.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["votes.parquet"]
    said = run("export", "prodigy", tmp_path / "votes.parquet", "-o", tmp_path / "out.jsonl").stderr
    assert "prodigy cannot say which labels were looked for: 1 texts look as if every label had been" in said
    assert "looked for" not in run("export", "jsonl", tmp_path / "votes.parquet", "-o", tmp_path / "out.jsonl").stderr
    with pytest.raises(ConfigError, match="no format 'word' to write: expected one of bigcode"):
        run("export", "word", tmp_path / "votes.parquet", "-o", tmp_path / "out.jsonl")


def test_a_file_of_which_nothing_is_understood_fails(tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_text(json.dumps({"text": "a", "spans": None}) + "\n")
    with pytest.raises(InputError, match="none of 1 rows was understood"):
        run("import", "jsonl", tmp_path / "all.jsonl", "-o", tmp_path / "votes.parquet")
    assert "spans is null" in (tmp_path / "votes.quarantine.jsonl").read_text()


def test_other_tools_take_the_options_of_the_crowds(tmp_path: Path) -> None:
    row = {"key": "k1", "code": "a Jane", "entities": [{"start_offset": 2, "end_offset": 6, "label": "PER"}]}
    (tmp_path / "ann.jsonl").write_text(json.dumps(row))
    (tmp_path / "countries.csv").write_text("worker_id,country\nann,XX\n")
    options = ("--text", "code", "--id", "key", "--label", "PER=NAME", "--countries", tmp_path / "countries.csv")
    before = sorted(tmp_path.iterdir())
    run("import", "doccano", tmp_path / "ann.jsonl", "-o", tmp_path / "votes.parquet", *options, "--dry-run")
    assert sorted(tmp_path.iterdir()) == before
    run("import", "doccano", tmp_path / "ann.jsonl", "-o", tmp_path / "votes.parquet", *options)
    (vote,) = read_votes(tmp_path / "votes.parquet")
    assert (vote.document_id, vote.spans, vote.country) == ("k1", (CrowdSpan(2, 6, "NAME"),), "XX")


def test_a_dry_run_shows_repairs_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "emails.tsv"
    span = {"label": "EMAIL", "offset": 4, "length": 17, "segment": " jane@example.com"}
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerows(
            [
                ["INPUT:text", "OUTPUT:result", "ASSIGNMENT:status"],
                ["mail jane@example.com", json.dumps([span]), "APPROVED"],
            ]
        )
    said = run("import", "toloka", path, "-o", tmp_path / "votes.parquet", "--dry-run").stderr
    assert "row 1: trim EMAIL 4..21 -> 5..21" in said
    assert "jane" not in said
    assert list(tmp_path.iterdir()) == [path]


def test_pools_workers_and_labels_are_given_on_the_command_line(tmp_path: Path) -> None:
    path = export(tmp_path / "emails.tsv", 1, "MAIL", "user{}@example.com")
    (tmp_path / "banned.txt").write_text("ben\n")
    (tmp_path / "countries.csv").write_text("worker_id,country\nann,XX\n")
    votes = tmp_path / "votes.parquet"
    more = ("--banned", tmp_path / "banned.txt", "--countries", tmp_path / "countries.csv", "--guideline", "v2")
    run(
        "import",
        "toloka",
        path,
        "-o",
        votes,
        "--label",
        "MAIL=EMAIL",
        "--asked",
        "1=EMAIL,NAME",
        "--repairs",
        "none",
        *more,
    )
    found = list(read_votes(votes))
    assert len(found) == 20
    assert {vote.country for vote in found} == {"XX", None}
    assert {(vote.asked, vote.guideline) for vote in found} == {(frozenset({"EMAIL", "NAME"}), "v2")}


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--status", "DONE", "expected one of ACTIVE, APPROVED"),
        ("--asked", "PHONE", "expected labels of bigcode: AMBIGUOUS"),
        ("--label", "MAIL", "expected FROM=TO"),
        ("--repairs", "polish", "expected all, none, or a list of sandwich"),
        ("--label-schema", "none", "give one of bigcode"),
    ],
)
def test_a_wrong_option_says_what_was_expected(tmp_path: Path, option: str, value: str, message: str) -> None:
    path = export(tmp_path / "emails.tsv", 1, "EMAIL", "user{}@example.com")
    result = run("import", "toloka", path, "-o", tmp_path / "votes.parquet", option, value, fails=True)
    assert isinstance(result.exception, ConfigError)
    assert message in str(result.exception)


@pytest.mark.parametrize(
    "command",
    [
        *(("import", each) for each in ("toloka", *READERS)),
        *((each, "label-studio") for each in ("push", "pull", "serve")),
        *(("export",), ("build",)),
    ],
)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    assert "Usage" in run(*command, "--help").stdout


def test_an_error_is_one_line_and_exit_status_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.tsv"
    monkeypatch.setattr(
        "sys.argv", ["annotation", "import", "toloka", str(missing), "-o", str(tmp_path / "votes.parquet")]
    )
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert "missing.tsv: No such file" in capsys.readouterr().err.replace("\n", "")
