"""The proof of equality itself, on a sample of the standard library that is small enough for every test run."""

import sysconfig
from dataclasses import replace
from pathlib import Path

import pytest
from detect_secrets.settings import transient_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.secrets_equality import (
    Report,
    compare,
    findings,
    main,
    reference_findings,
    reference_settings,
    texts,
)
from pii.detectors.secrets import Preset, SecretsDetector

STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))
SECRETS = {
    "plain": "aws_key = 'AK"
    + "IAQ7W3E9R5T1Y8U2I4'  # pragma: allowlist secret\npassword = 'k9Tr4w'\r\nurl = 'http://a:k9Tr4w@x.test'\n",
    "settings.ini": '[a]\nsecret: k9Tr4w%%\n  two\n[b]\npassword = "k9Tr4w"\nx = 9f8e7d6c5b4a39281706f5e4d3c2b1a0\n',
    ".env": "A=1\nexport DB_PASSWORD=k9Tr4w\nTOKEN=Zq8xJ1LmW0pRtYvBnN5eHhGd7fSa3UiOkC2wXb4T6yM9\n",
    "flat.yaml": "name: x\napi_key: k9Tr4w\nnested:\n  secret: k9Tr4w\n  other: 'k9Tr4w'\n",
    "old_mac": "password = 'k9Tr4w'\rsecret = 'k9Tr4w'\r",
    "unicode": "# Jürgen\nпароль\nclient_key = 'k9Tr4wß'\n\x0c\x85passwd = 'k9Tr4w'\u2028\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("secrets")
    for name, text in SECRETS.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("preset", Preset)
def test_findings_are_those_of_detect_secrets_on_texts_full_of_secrets(folder: Path, preset: Preset) -> None:
    report = compare([folder], preset)

    assert report.files == len(SECRETS)
    assert report.equal, report.differing_files
    assert report.unplaced == 0
    assert report.findings >= {Preset.FORMATS: 1, Preset.DEFAULT: 12, Preset.BIGCODE: 3}[preset]


def test_findings_are_those_of_detect_secrets_on_the_standard_library() -> None:
    report = compare([STANDARD_LIBRARY / "test"], Preset.DEFAULT, limit=0.5)

    assert report.megabytes > 0.3
    assert report.equal, report.differing_files
    assert report.ratio > 20, "measured above 100 on an idle machine"


LINES = st.sampled_from(
    [
        *(line for text in SECRETS.values() for line in text.splitlines()),
        "import os",
        "",
        "   ",
        "# a comment",
        "[section]",
        "[",
        "= no key",
        "key",
        "  continued = 'k9Tr4w'",
        "%(name)s = 1",
        "if x == 'k9Tr4w' != password:",
        "password => 'k9Tr4w' ;",
        'secret "k9Tr4w";',
        "password = `k9Tr4w`",
        "secret = get_secret('k9Tr4w')",
        "id: '9f8e7d6c5b4a39281706f5e4d3c2b1a0'",
        "'9f8e7d6c5b4a39281706f5e4d3c2b1a0'Zq8xJ1LmW0pRtYvBnN5eHhGd7fSa3UiO'",
        "tok = 'gh" + "p_Zq8xJ1LmW0pRtYvBnN5eHhGd7fSa3UiOkC2w'",
        "pa\u017f\u017fword = 'k9Tr4w'",
        "\ufeffpassword: 'k9Tr4w'\x1c",
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.tuples(LINES, ENDS), max_size=8), preset=st.sampled_from(Preset))
def test_findings_are_those_of_detect_secrets_on_any_mixture(
    tmp_path: Path, lines: list[tuple[str, str]], preset: Preset
) -> None:
    text = "".join(line + end for line, end in lines)
    with transient_settings(reference_settings(preset)):
        reference = reference_findings(text, tmp_path / "text.txt")

    assert findings(SecretsDetector(preset), text) == reference


def test_a_difference_fails_and_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = compare([folder], Preset.FORMATS)

    assert not replace(report, missing=1).equal
    assert main([str(folder), "--preset", "default"]) == 0
    assert "differences: 0 missing, 0 extra" in capsys.readouterr().out


def test_the_report_holds_no_value(folder: Path) -> None:
    report: Report = compare([folder], Preset.DEFAULT)

    assert "k9Tr4w" not in repr(report)


def test_the_sample_stays_the_same_and_within_its_limit() -> None:
    first, second = ([path for path, _ in texts([STANDARD_LIBRARY / "test"], 0.3)] for _ in range(2))

    assert first == second
    assert 0 < sum(path.stat().st_size for path in first) <= 300_000
