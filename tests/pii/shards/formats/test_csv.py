import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.shards.formats.csv import Csv

MAIL = "jane@roe.org"


def write(folder, data: str | bytes, name: str = "a.csv"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder / name


def test_only_the_text_column_changes_and_quotes_stay(tmp_path, run):
    data = f'id,content,"note, more"\r\n1,{MAIL},{MAIL}\r\n"2","say ""{MAIL}"",\nagain {MAIL}",x\r\n\r\n3,,\r\n4,"none","{MAIL}"'

    report = run(write(tmp_path / "in", data), format="csv", id_column="id")

    assert report.ok and (report.counts.documents, report.counts.nulls) == (4, 1)
    assert (tmp_path / "out" / "a.csv").read_bytes().decode() == (
        f'id,content,"note, more"\r\n1,<EMAIL>,{MAIL}\r\n"2","say ""<EMAIL>"",\nagain <EMAIL>",x\r\n\r\n3,,\r\n4,"none","{MAIL}"'
    )


def test_tsv_has_tabs(tmp_path, run):
    run(write(tmp_path / "in", f"content\tn\n{MAIL}, x\t1\n", "a.tsv"), format="tsv")

    assert (tmp_path / "out" / "a.tsv").read_text() == "content\tn\n<EMAIL>, x\t1\n"


def test_without_being_asked_for_it_is_a_plain_file(tmp_path, run):
    run(write(tmp_path / "in", f"a,b\n1,{MAIL}\n"))

    assert (tmp_path / "out" / "a.csv").read_text() == "a,b\n1,<EMAIL>\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b'"open,x', "quotes do not pair"),
        (b'"closed"x,1', "quotes do not pair"),
        (b"one cell", "1 cells, the header has 2"),
        (b"caf\xe9,1", "invalid UTF-8 at byte 3"),
    ],
)
def test_a_bad_row_is_quarantined_alone(tmp_path, run, row, reason):
    good = f"{MAIL},1\n".encode()
    source = write(tmp_path / "in", b"content,n\n" + good + row + b"\n" + good)

    for size in (1, 10, 1_000_000):
        report = run(source, format="csv", output=tmp_path / str(size), batch_bytes=size)
        noted = (tmp_path / str(size) / "_pii" / "quarantine" / "a.csv.quarantine.jsonl").read_text()

        assert (report.counts.documents, report.counts.written, report.ok) == (3, 2, False)
        assert (tmp_path / str(size) / "a.csv").read_bytes() == b"content,n\n" + b"<EMAIL>,1\n" * 2
        assert json.loads(noted)["reason"] == reason and json.loads(noted)["row"] == 1


def test_a_row_too_long_is_cut_off_wherever_blocks_end(tmp_path, run, output_tree):
    long = '"' + "x\n" * 5_000 + '",1\n'
    source = write(tmp_path / "in", f"content,n\n{MAIL},1\n{long}{MAIL},2\n")

    outputs = []
    for size in (1, 100, 1_000_000):
        run(source, format="csv", output=tmp_path / str(size), batch_bytes=size, max_document_bytes=1_000)
        outputs.append(output_tree(tmp_path / str(size)))

    assert outputs[0] == outputs[1] == outputs[2]
    assert outputs[0]["a.csv"] == b"content,n\n<EMAIL>,1\n<EMAIL>,2\n"


def test_a_header_without_the_column_fails_the_shard(tmp_path, run):
    report = run(write(tmp_path / "in", "text,n\na,1\n"), format="csv")

    assert "no column 'content' among the 2 of its first line; choose with --text-field" in report.failures[0].reason


cells = st.lists(
    st.lists(st.text(st.sampled_from('ab,"\n x\té€'), max_size=8), min_size=3, max_size=3), min_size=1, max_size=6
)


@given(cells, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n", "\r\n"]))
def test_rows_are_those_that_the_csv_module_writes(rows, quoting, line_end):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=line_end).writerows(rows)
    data = out.getvalue().encode()
    syntax = Csv(",", ("a", "b", "c"), b"", 10_000)

    pieces = syntax.split(data)
    found = [[t for t in _texts(syntax, piece.decode().rstrip("\r\n"))] for piece in pieces]

    assert b"".join(pieces) == data and found == rows
    ends = {sum(map(len, pieces[:number])) for number in range(len(pieces) + 1)}
    assert all(syntax.complete(data[:cut]) in ends for cut in range(len(data)))


def _texts(syntax: Csv, row: str) -> list[str]:
    return [
        cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
        for s, e in syntax._cells(row)
        for cell in [row[s:e]]
    ]
