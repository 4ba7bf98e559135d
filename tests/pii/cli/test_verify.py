import csv

import pytest

MAIL = "jane@roe.org"
RULES = ["--detectors", "rules"]


@pytest.fixture
def output(pii, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"mail {MAIL}\n")
    (tmp_path / "allowed").write_text(f"{MAIL}\n")
    return tmp_path / "out"


def test_nothing_left_is_status_0(pii, tmp_path, output):
    pii("redact", tmp_path / "in", "-o", output, "--workers", "1", *RULES)

    result = pii("verify", output, *RULES)

    assert (result.status, result.out) == (0, "") and "nothing is left" in result.err


def test_what_is_left_is_listed_without_its_value_and_status_1(pii, tmp_path, output):
    pii("redact", tmp_path / "in", "-o", output, "--workers", "1", "--allow", tmp_path / "allowed", *RULES)

    result = pii("verify", output, *RULES)

    assert result.status == 1 and MAIL not in result.out + result.err
    assert f"{output}/a.txt:1: EMAIL 5-17 *** (12) 1.00 rules" in result.out.replace("\n", "")


def test_a_sample_is_read_and_bounds_what_is_left(pii, tmp_path, output):
    (tmp_path / "in" / "b.txt").write_text("word " * 10_000)
    pii("redact", tmp_path / "in", "-o", output, "--workers", "1", *RULES)
    sheet = tmp_path / "sheet.csv"

    assert pii("verify", output, "--sample", "10", "--sheet", sheet, *RULES).status == 0
    rows = list(csv.reader(sheet.open(newline="")))
    for row in rows[1:]:
        row[7] = "x"
    csv.writer(sheet.open("w", newline="")).writerows(rows)
    result = pii("leaks", sheet)

    assert result.status == 0 and "25.887%" in result.out and "exact binomial" in result.out


def test_a_sample_needs_a_sheet(pii, output):
    result = pii("verify", output, "--sample", "10", *RULES)

    assert result.status == 2 and "--sample and --sheet go together" in result.err
