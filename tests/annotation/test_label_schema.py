from pathlib import Path

import pytest

from annotation.label_schema import SHIPPED, load, shown_label
from annotation.schema import CrowdSpan, Vote
from pii.errors import ConfigError
from pii.labels import Label

FOURTEEN = {
    *("NAME", "NAME_EXAMPLE", "NAME_LICENSE", "EMAIL", "EMAIL_EXAMPLE", "EMAIL_LICENSE"),
    *("USERNAME", "USERNAME_EXAMPLE", "USERNAME_LICENSE", "KEY", "PASSWORD", "IP_ADDRESS", "ID", "AMBIGUOUS"),
}


@pytest.mark.parametrize("name", [file.stem for file in SHIPPED.glob("bigcode*.toml")])
def test_a_shipped_schema_knows_all_fourteen_labels(name: str) -> None:
    schema = load(name)
    assert schema.labels == FOURTEEN
    assert schema.name == name


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ("EMAIL", "EMAIL"),
        (" email ", "EMAIL"),
        ("Email-License", "EMAIL_LICENSE"),
        ("ip address", "IP_ADDRESS"),
        ("SSH_KEY", "KEY"),
        ("api key", "KEY"),
        ("E-MAIL", None),
        ("PHONE", None),
        ("", None),
    ],
)
def test_crowd_label_forgives_spelling_and_nothing_else(given: str, label: str | None) -> None:
    assert load("bigcode").crowd_label(given) == label


def test_variants_collapse_and_ignored_labels_become_mask_not_absence() -> None:
    spans = (CrowdSpan(0, 2, "EMAIL_LICENSE"), CrowdSpan(3, 5, "AMBIGUOUS"), CrowdSpan(6, 8, "NAME_EXAMPLE"))
    vote = Vote("d", "aa bb cc", "w", spans=spans, asked=frozenset({"EMAIL_LICENSE", "AMBIGUOUS", "NAME"}))
    document = load("bigcode").document(vote)
    assert [(span.start, span.label) for span in document.spans] == [(0, Label.EMAIL), (6, Label.NAME)]
    assert [(span.start, span.source) for span in document.ignored] == [(3, "crowd.AMBIGUOUS")]
    assert document.asked == {"EMAIL", "NAME"}
    strict = load("bigcode-examples-ignored").document(vote)
    assert [span.start for span in strict.ignored] == [3, 6]


def test_a_schema_is_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = "own"\nversion = "3"\n[labels]\nHANDLE = "USERNAME"\nODD = "ignore"\n')
    schema = load(path)
    assert (schema.base("HANDLE"), schema.base("ODD"), schema.version) == (Label.USERNAME, None, "3")
    with pytest.raises(ConfigError, match="'NAME' is not in label schema 'own'"):
        schema.base("NAME")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('name = "x"\nversion = "1"\n[labels]\nA = "PHONE"\n', "A = 'PHONE', expected one of NAME"),
        ('name = "x"\n[labels]\n', "version"),
        ("name = ", "expected name, version"),
    ],
)
def test_a_bad_schema_says_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(content)
    with pytest.raises(ConfigError, match=message):
        load(path)
    with pytest.raises(ConfigError, match="give one of bigcode"):
        load("nothing")


@pytest.mark.parametrize(
    "label", ["US_SSN", "IPV4_ADDRESS", "IPv6", "Level 2", "B-PER", "имя", "LABEL_0", "person/name*"]
)
def test_a_label_is_shown_in_messages(label: str) -> None:
    assert shown_label(label) == label


@pytest.mark.parametrize(
    "value", ["hunter2", "larkmist-Zq9", "a1b2", "B-hunter2", "x" * 41, "jroe@example.org", "+49301234567"]
)
def test_what_may_be_a_value_is_not_shown(value: str) -> None:
    assert shown_label(value) == "(not shown)"
