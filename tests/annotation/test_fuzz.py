"""Files of every tool that is imported, damaged in every way: each is read, its rows all counted, or refused in one line."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from annotation.formats import READERS, WRITERS
from annotation.formats.importer import Options, Report, import_records
from annotation.formats.records import USUAL, Labelled
from annotation.label_schema import load
from annotation.ledger import QUARANTINE_SUFFIX, Ledger
from annotation.schema import CrowdSpan
from annotation.toloka.importer import import_toloka
from annotation.toloka.options import Options as TolokaOptions
from annotation.worker_ids import WorkerIds
from pii.errors import InputError
from tests.annotation.formats.samples import ROWS
from tests.damage import CANARY, Edit, damaged, edits, examples, refused

TEXT = f"a {CANARY} b"
START, END = TEXT.index(CANARY), TEXT.index(CANARY) + len(CANARY)
LABELLED = Labelled("1", TEXT, (CrowdSpan(START, END, "PASSWORD"),), frozenset({"PASSWORD"}), {"repo": "o/r"})
WORKERS = WorkerIds(b"a made-up key of the tests")

WRITTEN = [
    ("label-studio", "all.json"),
    ("lighttag", "all.json"),
    ("doccano", "all.jsonl"),
    ("bigcode", "all.jsonl"),
    ("bigcode", "all.parquet"),
    ("jsonl", "all.jsonl"),
    ("conll", "all.conll"),
    ("prodigy", "all.jsonl"),
    ("spacy", "all.spacy"),
    ("spacy", "all.jsonl"),
]
"""Formats that we write, each with a name of the kinds of files it has."""
MARKED = json.dumps([{"start": START, "end": END, "text": CANARY, "labels": ["PASSWORD"]}]).replace('"', '""')
TOKENS = [{"id": str(number), "tokens": ["a", CANARY], "ner_tags": ["O", "B-PASSWORD"]} for number in range(3)]
OTHERS: dict[tuple[str, str], str] = {
    ("label-studio", "all.csv"): f'id,text,label\n1,{TEXT},"{MARKED}"\n2,{TEXT},"{MARKED}"\n',
    ("conll", "plain.conll"): f"a O\n{CANARY} B-PASSWORD\n\nb O\n",
    ("webanno", "all.tsv"): "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.PII|value\n\n\n"
    f"#Text={TEXT}\n1-1\t0-1\ta\t_\n1-2\t2-13\t{CANARY}\tPASSWORD[1]\n1-3\t14-15\tb\t_\n",
    ("brat", "all.ann"): f"T1\tPASSWORD {START} {END}\t{CANARY}\nT2\tNAME 0 1;14 15\ta b\n",
    ("tokens", "all.jsonl"): "\n".join(map(json.dumps, TOKENS)),
    **{
        (name, "all.json"): json.dumps([ROWS[name]] * 3).replace("jane", CANARY)
        for name in ("argilla", "argilla:feedback", "presidio", "doccano:users", "spacy:groups", "spacy:paragraphs")
    },
}
TITLES = ("INPUT:text", "OUTPUT:result", "GOLDEN:result", "HINT:text", "ASSIGNMENT:assignment_id", "ASSIGNMENT:status")
RESULT = [{"label": "PASSWORD", "offset": START, "length": END - START, "segment": CANARY}]
QUOTED = json.dumps(RESULT).replace('"', '""')
CELLS = (TEXT, f'"{QUOTED}"', "", "", "000000002a--a1", "APPROVED")
ASSIGNMENT = {
    "id": "000000002a--a1",
    "pool_id": "42",
    "user_id": "worker-1",
    "status": "APPROVED",
    "tasks": [{"id": "t1", "input_values": {"text": TEXT}}],
    "solutions": [{"output_values": {"result": RESULT}}],
}
TOLOKA = {
    "all.tsv": "\t".join(TITLES) + "\r\n" + ("\t".join(CELLS) + "\r\n") * 3,
    "all.json": json.dumps({"items": [ASSIGNMENT] * 2}),
    "all.jsonl": "\n".join([json.dumps(ASSIGNMENT)] * 2),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """Whole files of each format."""
    folder, whole = tmp_path_factory.mktemp("whole"), {key: text.encode() for key, text in OTHERS.items()}
    for name, file in WRITTEN:
        WRITERS[name]([LABELLED] * 3, folder / file)
        whole[name, file] = (folder / file).read_bytes()
    pq.write_table(pa.Table.from_pylist(TOKENS), folder / "tokens.parquet", compression="none")
    whole["tokens", "tokens.parquet"] = (folder / "tokens.parquet").read_bytes()
    return whole


def check(ledger: Ledger, votes: Path) -> None:
    """What was read was kept or left out with a reason, and no reason repeats a value."""
    assert ledger.rows == ledger.kept + ledger.dropped.total()
    quarantine = votes.with_suffix(QUARANTINE_SUFFIX).read_text().splitlines()
    assert len(quarantine) == ledger.quarantined
    for reason in (*ledger.dropped, *ledger.notes, *(json.loads(line)["reason"] for line in quarantine)):
        assert CANARY not in reason


def read(name: str, path: Path) -> Report:
    reader = READERS[name.partition(":")[0]]
    votes = path.with_name("votes.parquet")
    report = import_records([path], lambda each: reader(each, USUAL), votes, Options(load("bigcode"), WORKERS))
    check(report.ledger, votes)
    return report


@pytest.mark.parametrize(("name", "file"), [*WRITTEN, *OTHERS, ("tokens", "tokens.parquet")])
@examples(0.2)
@given(edits)
def test_a_file_of_another_tool(
    tmp_path: Path, files: dict[tuple[str, str], bytes], name: str, file: str, edits: list[Edit]
) -> None:
    path, whole = tmp_path / file, files[name, file]
    if name == "brat":
        path.with_suffix(".txt").write_text(TEXT)
    path.write_bytes(whole)
    assert read(name, path).ledger.kept
    path.write_bytes(damaged(whole, edits))
    refused(lambda: read(name, path), InputError)


@pytest.mark.parametrize("file", TOLOKA)
@examples(0.2)
@given(edits)
def test_an_export_of_toloka(tmp_path: Path, file: str, edits: list[Edit]) -> None:
    path, votes = tmp_path / file, tmp_path / "votes.parquet"
    options = TolokaOptions(load("bigcode"), WORKERS)
    path.write_bytes(damaged(TOLOKA[file].encode(), edits))

    def read() -> None:
        check(import_toloka([path], votes, options).ledger, votes)

    refused(read, InputError)


def test_a_table_without_its_header_shows_no_value(tmp_path: Path) -> None:
    rows = OTHERS["label-studio", "all.csv"].partition("\n")[2]
    (tmp_path / "all.csv").write_text(rows)
    read("label-studio", tmp_path / "all.csv")
    (tmp_path / "all.tsv").write_text("\t".join(CELLS) + "\r\n")
    with pytest.raises(InputError, match=r"found APPROVED, 5 not shown$"):
        import_toloka([tmp_path / "all.tsv"], None, TolokaOptions(load("bigcode"), WORKERS))


def test_layers_and_questions_that_are_values_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "all.json").write_text(json.dumps([{"fields": {"text": TEXT}, "responses": {CANARY: [], "marks": []}}]))
    read("argilla", tmp_path / "all.json")
    lines = OTHERS["webanno", "all.tsv"].replace("custom.PII|value", f"custom.PII|value\n#T_SP={CANARY}|value")
    (tmp_path / "two.tsv").write_text(lines)
    read("webanno", tmp_path / "two.tsv")


@pytest.mark.parametrize("cell", ["9" * 5_001, "[" * 3_000, '"' + "[" * 3_000 + '"'])
def test_a_cell_that_no_json_reader_takes_is_set_aside(tmp_path: Path, cell: str) -> None:
    wrong = (TEXT, cell, "", "", "000000002a--a2", "APPROVED")
    path, votes = tmp_path / "all.tsv", tmp_path / "votes.parquet"
    path.write_text(TOLOKA["all.tsv"] + "\t".join(wrong) + "\r\n", newline="")
    ledger = import_toloka([path], votes, TolokaOptions(load("bigcode"), WORKERS)).ledger
    check(ledger, votes)
    assert ledger.kept and ledger.quarantined == 1
