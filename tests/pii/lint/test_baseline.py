import json

import pytest

from pii.errors import ConfigError
from pii.lint.baseline import load, mask, save

LINE = 'password = "swordfish77"\n'


def test_what_was_written_is_known_wherever_the_line_moves(findings_of, tmp_path):
    path = tmp_path / "known.json"
    base = load(path)
    assert save(base, findings_of(LINE, str(tmp_path / "a.py")), path) == 1

    (moved,) = findings_of(f"\n\n{LINE}", str(tmp_path / "a.py"))

    assert load(path).has(moved)


def test_another_file_label_or_line_is_not_known(findings_of, tmp_path):
    path = tmp_path / "known.json"
    save(load(path), findings_of(LINE, str(tmp_path / "a.py")), path)
    known = load(path)

    assert not known.has(findings_of(LINE, str(tmp_path / "b.py"))[0])
    assert not known.has(findings_of(f"new_{LINE}", str(tmp_path / "a.py"))[0])


def test_as_many_of_a_kind_as_there_were(findings_of, tmp_path):
    path = tmp_path / "known.json"
    save(load(path), findings_of(LINE * 2, str(tmp_path / "a.py")), path)
    known = load(path)

    assert [known.has(finding) for finding in findings_of(LINE * 3, str(tmp_path / "a.py"))] == [True, True, False]


def test_a_value_that_is_exchanged_is_noticed_nearly_always(findings_of, tmp_path):
    path = tmp_path / "known.json"
    save(load(path), findings_of(LINE, str(tmp_path / "a.py")), path)
    others = [f'password = "sword{index:06}"\n' for index in range(400)]

    known = sum(load(path).has(findings_of(other, str(tmp_path / "a.py"))[0]) for other in others)

    # 400 draws of 1 in 256: more than 10 would be a chance of one in ten million.
    assert known <= 10


def test_the_file_holds_no_value_and_keeps_its_salt(findings_of, tmp_path):
    path = tmp_path / "known.json"
    save(load(path), findings_of(LINE, str(tmp_path / "a.py")), path)
    first = path.read_text()
    save(load(path), findings_of(LINE, str(tmp_path / "a.py")), path)

    assert "swordfish" not in first and "a.py" not in first
    assert path.read_text() == first


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"version": 2}', '{"version": 1, "salt": "x", "findings": {}}', "[" * 100_000, "\xff"]
)
def test_a_file_that_is_no_baseline_is_an_error(tmp_path, content):
    path = tmp_path / "known.json"
    path.write_text(content, encoding="latin-1")

    with pytest.raises(ConfigError, match="no baseline"):
        load(path)


def test_all_values_of_a_line_are_masked(findings_of):
    finding = findings_of("mail jane@roe.org or john@roe.org now")[0]

    assert mask(finding) == "mail ************ or ************ now"


def test_a_baseline_is_json_that_can_be_merged_line_by_line(findings_of, tmp_path):
    path = tmp_path / "known.json"
    save(load(path), findings_of(LINE), path)

    assert json.loads(path.read_text())["version"] == 1 and path.read_text().count("\n") > 4
