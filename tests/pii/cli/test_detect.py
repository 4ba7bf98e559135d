import json
import subprocess
import zipfile

import pytest

from pii.lint.shown import masked

MAIL = "jane.doe@roe.org"
PASSWORD = "swordfish77"
RULES = ["--detectors", "rules"]


@pytest.fixture
def source(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text(f"x = 1\ny = '{MAIL}'\n")
    (tmp_path / "in" / "b.jsonl").write_text(f'{{"content":"none","id":"p"}}\n{{"content":"\\n\\n{MAIL}","id":"q"}}\n')
    return tmp_path / "in"


def places(result):
    return [line.split(" ")[0] for line in result.out.splitlines() if not line.startswith(" ")]


def test_jsonl_gives_places_and_masked_values(pii, source):
    result = pii("detect", source, "--format", "jsonl", "--id-column", "id", *RULES)
    found = [json.loads(line) for line in result.out.splitlines()]

    assert result.status == 0 and MAIL not in result.out + result.err
    assert [
        (f["path"], f["row"], f["id"], f["line"], f["column"], f["start"], f["end"], f["label"]) for f in found
    ] == [
        (str(source / "a.py"), None, None, 2, 6, 11, 27, "EMAIL"),
        (str(source / "b.jsonl"), 1, "q", 3, 1, 2, 18, "EMAIL"),
    ]
    assert all(f["source"].startswith("rules") and f["score"] == 1 and f["masked"] == "*** (16)" for f in found)


@pytest.mark.parametrize("format", ["jsonl", "text", "sarif", "github"])
def test_values_are_shown_when_asked_only(pii, source, format):
    hidden = pii("detect", source, "--format", format, *RULES)

    assert MAIL not in hidden.out and "ja***" not in hidden.out
    assert MAIL in pii("detect", source, "--format", format, "--show-values", *RULES).out


def test_text_names_the_place_as_a_compiler_does(pii, source):
    result = pii("detect", source, *RULES)

    assert result.out.splitlines()[:3] == [
        f"{source}/a.py:2:6: EMAIL *** (16) rules.email 1.00",
        f"    2 │ y = '{'*' * 16}'",
        f"      │      {'^' * 16}",
    ]
    assert result.err == "pii: 2 findings in 2 files: EMAIL 2\n"
    assert pii("detect", source, "--fail-on", "any", *RULES).err.endswith("EMAIL 2; failed for EMAIL\n")


def test_a_member_of_an_archive_is_named(pii, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("z.zip", "w") as archive:
        archive.writestr("in/a.py", f"x = '{MAIL}'\n")
        archive.writestr("b\x1b.py", f"\n'{MAIL}'\n")

    sarif = json.loads(pii("detect", "z.zip", "--format", "sarif", *RULES).out)

    assert places(pii("detect", "z.zip", *RULES)) == ["z.zip[in/a.py]:1:6:", r"z.zip[b\x1b.py]:2:2:"]
    assert "z.zip[in/a.py]:1:6" in pii("detect", "z.zip", "--format", "github", *RULES).out
    assert [
        place["name"] for each in sarif["runs"][0]["results"] for place in each["locations"][0]["logicalLocations"]
    ] == ["in/a.py", r"b\x1b.py"]


def test_paths_are_those_from_where_one_is(pii, source, monkeypatch):
    monkeypatch.chdir(source)

    assert places(pii("detect", ".", *RULES)) == ["a.py:2:6:", "b.jsonl[1]:3:1:"]


def test_standard_input_can_be_searched(pii):
    result = pii("detect", "-", "--format", "jsonl", *RULES, stdin=f"a\n{MAIL}".encode())

    assert json.loads(result.out)["line"] == 2


@pytest.mark.parametrize(
    ("labels", "status"), [("", 0), ("KEY,PASSWORD", 0), ("EMAIL", 1), ("any", 1), ("EMAIL, KEY", 1), ("MAIL", 2)]
)
@pytest.mark.parametrize("format", ["jsonl", "text", "sarif", "github"])
def test_the_status_tells_whether_there_is_what_was_asked_to_fail_on(pii, source, labels, status, format):
    assert pii("detect", source, "--fail-on", labels, "--format", format, *RULES).status == status


def test_what_cannot_be_read_is_a_warning_and_status_2(pii, source):
    (source / "c.py").write_bytes(b"caf\xe9")
    (source / "d.parquet").write_bytes(b"no parquet")
    (source / "e.png").write_bytes(b"\x89PNG\0")

    result = pii("detect", source, "--format", "jsonl", "--fail-on", "any", *RULES)

    assert result.status == 2 and len(result.out.splitlines()) == 2
    assert "c.py: invalid UTF-8 at byte 3" in result.err and "d.parquet: " in result.err and "e.png" not in result.err


def test_spans_of_a_long_file_have_places_of_the_whole_file(pii, tmp_path):
    text = "pad pad\n" * 1_200_000 + "x " + MAIL
    (tmp_path / "long.txt").write_text(text)

    found = json.loads(pii("detect", tmp_path / "long.txt", "--format", "jsonl", *RULES).out)

    assert (found["line"], found["column"], found["start"]) == (1_200_001, 3, len(text) - len(MAIL))


def test_columns_of_a_line_longer_than_a_window_count_from_its_start(pii, tmp_path):
    text = "first\n" + "pad " * 1_200_000 + MAIL
    (tmp_path / "long.txt").write_text(text)

    found = json.loads(pii("detect", tmp_path / "long.txt", "--format", "jsonl", *RULES).out)

    assert (found["line"], found["column"]) == (2, len(text) - len(MAIL) - 5)


@pytest.mark.parametrize("value", ["x" * 11, "ab" + "x" * 28 + "z9"])
def test_masks_show_the_length_alone(value):
    assert masked(value) == f"*** ({len(value)})"


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("*.py", ["b.jsonl", "sub/d.txt"]),
        ("sub", ["a.py", "b.jsonl"]),
        ("sub/", ["a.py", "b.jsonl"]),
        ("sub/*.txt", ["a.py", "b.jsonl"]),
        ("d.*", ["a.py", "b.jsonl"]),
        ("nothing", ["a.py", "b.jsonl", "sub/d.txt"]),
    ],
)
def test_files_can_be_left_out(pii, source, monkeypatch, pattern, left):
    (source / "sub").mkdir()
    (source / "sub" / "d.txt").write_text(MAIL)
    monkeypatch.chdir(source)

    found = places(pii("detect", ".", "--exclude", pattern, *RULES))

    assert sorted(place.split(":")[0].split("[")[0] for place in found) == left


def test_marks_let_findings_stand_unless_they_are_switched_off(pii, tmp_path):
    (tmp_path / "a.py").write_text(f'a = "{MAIL}"  # pii: allow\nb = "{MAIL}"\n')

    marked = pii("detect", tmp_path, "--fail-on", "any", *RULES)

    assert [place.split(":")[-3] for place in places(marked)] == ["2"] and "1 allowed by marks" in marked.err
    assert len(places(pii("detect", tmp_path, "--no-marks", *RULES))) == 2


def test_a_mark_in_a_row_of_a_corpus_has_no_say(pii, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"content": f"{MAIL}  # pii: allow"}) + "\n")

    assert pii("detect", tmp_path, "--fail-on", "any", *RULES).status == 1


def test_a_baseline_lets_old_findings_stand_and_no_new_ones(pii, tmp_path):
    code, known = tmp_path / "a.py", tmp_path / "known.json"
    code.write_text(f'password = "{PASSWORD}"\n')
    written = pii("detect", code, "--baseline", known, "--update-baseline", "--fail-on", "any", *RULES)
    assert written.status == 0 and "1 findings written" in written.err and PASSWORD not in known.read_text()

    code.write_text(f'\n\npassword = "{PASSWORD}"\nmail = "{MAIL}"\n')
    later = pii("detect", code, "--baseline", known, "--fail-on", "any", *RULES)

    assert (
        later.status == 1 and "EMAIL" in later.out and "PASSWORD" not in later.out and "1 in the baseline" in later.err
    )


def test_what_the_policy_lets_stand_is_told_to_programs_and_fails_nothing(pii, tmp_path):
    (tmp_path / "a.py").write_text("mail = 'jane@example.com'\n")

    text = pii("detect", tmp_path, "--fail-on", "any", *RULES)
    line = pii("detect", tmp_path, "--fail-on", "any", "--format", "jsonl", *RULES)

    assert text.status == line.status == 0 and text.out == ""
    assert text.err == "pii: nothing found; 1 let stand by the policy\n"
    assert json.loads(line.out)["reason"] == "decoy:documentation"


def test_labels_of_a_policy_can_be_failed_on(pii, tmp_path):
    (tmp_path / "policy.toml").write_text('[deny.PROJECT]\nvalues = ["Falcon"]\n')
    (tmp_path / "a.py").write_text("# Project Falcon\n")
    policy = ["--policy", tmp_path / "policy.toml", *RULES]

    for format in ("text", "jsonl", "sarif", "github"):
        result = pii("detect", tmp_path / "a.py", "--fail-on", "PROJECT", "--format", format, *policy)
        assert result.status == 1 and "PROJECT" in result.out


def test_a_baseline_that_is_not_there_is_told_of(pii, source, tmp_path):
    result = pii("detect", source, "--baseline", tmp_path / "misspelt.json", "--fail-on", "any", *RULES)

    assert result.status == 1 and "misspelt.json yet: all findings count" in result.err
    assert "yet" not in pii("detect", source, "--baseline", tmp_path / "new.json", "--update-baseline", *RULES).err


def test_a_baseline_must_be_named_to_be_written(pii, source):
    assert "--baseline" in pii("detect", source, "--update-baseline", *RULES).err


def git(folder, *arguments):
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def test_only_changed_lines_are_judged(pii, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(f'a = "{MAIL}"\n')
    (tmp_path / "b.py").write_text(f'a = "{MAIL}"\n')
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x")
    (tmp_path / "a.py").write_text(f'a = "{MAIL}"\nb = "{MAIL}"\n')
    (tmp_path / "new.py").write_text(f'c = "{MAIL}"\n')

    result = pii("detect", ".", "--since", "HEAD", "--fail-on", "any", *RULES)

    assert result.status == 1 and places(result) == ["a.py:2:6:", "new.py:1:6:"]
    assert pii("detect", "b.py", "--since", "HEAD", "--fail-on", "any", *RULES).status == 0
    unknown = pii("detect", ".", "--since", "no-such", *RULES)
    assert unknown.status == 2 and unknown.err.count("\n") == 1


def test_control_characters_of_names_and_text_never_reach_the_terminal(pii, tmp_path):
    (tmp_path / "a\x1b[31m.py").write_text(f"\x1b[2J\u202e{MAIL}\n")
    (tmp_path / "b\x1b[31m.py").write_bytes(b"\xff")

    result = pii("detect", tmp_path, *RULES)

    assert "\x1b" not in result.out + result.err and "\u202e" not in result.out
    assert r"a\x1b[31m.py:1:6: EMAIL" in result.out and r"b\x1b[31m.py: invalid UTF-8" in result.err


def test_standard_input_may_be_in_another_encoding(pii):
    data = f"a\n{MAIL}".encode("utf-16")

    assert json.loads(pii("detect", "-", "--format", "jsonl", *RULES, stdin=data).out)["start"] == 3
    refused = pii("detect", "-", *RULES, stdin=data[2:])
    assert refused.status == 2 and "--encoding utf-16-le" in refused.err
    named = pii("detect", "-", "--format", "jsonl", "--encoding", "utf-16-le", *RULES, stdin=data[2:])
    assert (named.status, json.loads(named.out)["start"]) == (0, 2)


def test_bytes_of_standard_input_that_are_no_text_are_status_2(pii):
    result = pii("detect", "-", "--format", "jsonl", *RULES, stdin=b"\xe9 " + MAIL.encode())

    assert result.status == 2 and "1 bytes are not UTF-8" in result.err and json.loads(result.out)["start"] == 2
