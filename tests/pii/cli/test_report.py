import pytest

MAIL = "jane@roe.org"
RULES = ["--detectors", "rules", "--workers", "1"]


@pytest.fixture
def source(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text(f"# by {MAIL}\n")
    return tmp_path / "in"


def test_a_run_can_be_reported_at_once_or_later(pii, tmp_path, source):
    at_once = pii("redact", source, "-o", tmp_path / "out", "--report", tmp_path / "r" / "a.html", *RULES)
    later = pii("report", tmp_path / "out")

    assert at_once.status == later.status == 0
    assert f"report: {tmp_path}/r/a.html (1 documents with 1 spans to review)" in at_once.err
    page = (tmp_path / "out" / "_pii" / "report.html").read_text()
    assert page == (tmp_path / "r" / "a.html").read_text() and MAIL not in page


def test_values_are_shown_when_asked_only(pii, tmp_path, source):
    pii("redact", source, "-o", tmp_path / "out", "--report", tmp_path / "a.html", "--show-values", *RULES)
    pii("report", tmp_path / "out", "--show-values", "--input", source, "-o", tmp_path / "b.html")

    assert MAIL in (tmp_path / "a.html").read_text() and MAIL in (tmp_path / "b.html").read_text()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--show-values"], "with --input"),
        (["--input", "x"], "give --show-values too"),
        (["-o", "/dev/null/x"], "cannot write the report"),
    ],
)
def test_options_that_do_not_fit_are_errors(pii, tmp_path, source, options, words):
    pii("redact", source, "-o", tmp_path / "out", *RULES)

    result = pii("report", tmp_path / "out", *options)

    assert result.status == 2 and words in result.err and result.err.count("\n") == 1


def test_what_is_no_output_is_an_error(pii, tmp_path):
    assert "no output of pii redact" in pii("report", tmp_path).err
