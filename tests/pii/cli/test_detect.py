import json

import pytest

from pii.cli.detect import masked

MAIL = "jane.doe@roe.org"
RULES = ["--detectors", "rules"]


@pytest.fixture
def source(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text(f"x = 1\ny = '{MAIL}'\n")
    (tmp_path / "in" / "b.jsonl").write_text(f'{{"content":"none","id":"p"}}\n{{"content":"\\n\\n{MAIL}","id":"q"}}\n')
    return tmp_path / "in"


def test_jsonl_gives_places_and_masked_values(pii, source):
    result = pii("detect", source, "--format", "jsonl", "--id-column", "id", *RULES)
    found = [json.loads(line) for line in result.out.splitlines()]

    assert result.status == 0 and MAIL not in result.out + result.err
    assert [(f["path"], f["row"], f["id"], f["line"], f["start"], f["end"], f["label"]) for f in found] == [
        (str(source / "a.py"), None, None, 2, 11, 27, "EMAIL"),
        (str(source / "b.jsonl"), 1, "q", 3, 2, 18, "EMAIL"),
    ]
    assert all(f["source"].startswith("rules") and f["score"] == 1 and f["masked"] == "ja***rg (16)" for f in found)


@pytest.mark.parametrize("format", ["jsonl", "table"])
def test_values_are_shown_when_asked_only(pii, source, format):
    assert MAIL not in pii("detect", source, "--format", format, *RULES).out
    assert MAIL in pii("detect", source, "--format", format, "--show-values", *RULES).out.replace("\n", "")


def test_standard_input_can_be_searched(pii):
    result = pii("detect", "-", "--format", "jsonl", *RULES, stdin=f"a\n{MAIL}".encode())

    assert json.loads(result.out)["line"] == 2


def test_what_cannot_be_read_is_a_warning_and_status_1(pii, source):
    (source / "c.py").write_bytes(b"caf\xe9")
    (source / "d.parquet").write_bytes(b"no parquet")

    result = pii("detect", source, "--format", "jsonl", *RULES)

    assert result.status == 1 and len(result.out.splitlines()) == 2
    assert "c.py: invalid UTF-8 at byte 3" in result.err and "d.parquet: " in result.err


def test_spans_of_a_long_file_have_places_of_the_whole_file(pii, tmp_path):
    text = "pad pad\n" * 1_200_000 + MAIL
    (tmp_path / "long.txt").write_text(text)

    found = json.loads(pii("detect", tmp_path / "long.txt", "--format", "jsonl", *RULES).out)

    assert (found["line"], found["start"]) == (1_200_001, len(text) - len(MAIL))


@pytest.mark.parametrize(("value", "shown"), [("x" * 11, "*** (11)"), ("ab" + "x" * 28 + "z9", "ab***z9 (32)")])
def test_masks_leave_most_of_a_value_hidden(value, shown):
    assert masked(value) == shown


def test_standard_input_may_be_in_another_encoding(pii):
    data = f"a\n{MAIL}".encode("utf-16")

    assert json.loads(pii("detect", "-", "--format", "jsonl", *RULES, stdin=data).out)["start"] == 3
    refused = pii("detect", "-", *RULES, stdin=data[2:])
    assert refused.status == 2 and "--encoding utf-16-le" in refused.err
    named = pii("detect", "-", "--format", "jsonl", "--encoding", "utf-16-le", *RULES, stdin=data[2:])
    assert (named.status, json.loads(named.out)["start"]) == (0, 2)


def test_bytes_of_standard_input_that_are_no_text_are_status_1(pii):
    result = pii("detect", "-", "--format", "jsonl", *RULES, stdin=b"\xe9 " + MAIL.encode())

    assert result.status == 1 and "1 bytes are not UTF-8" in result.err and json.loads(result.out)["start"] == 2
