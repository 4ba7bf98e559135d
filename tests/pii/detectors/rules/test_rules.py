"""The rules together: one scan, both engines, every place where a value may stand."""

import pickle
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.detectors.base import Detector
from pii.detectors.rules import RULES, RuleDetector
from pii.detectors.rules.base import AT, SIGNED, Rule
from pii.detectors.scan import Scanner
from pii.errors import ConfigError

PIECES = [
    "jane@roe.org", "192.0.2.1", "::1", "/home/jroe/", "password = 'hunter2'", "://jroe:pw@h", "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----", "AKIAMADEUP234567ABCD", "Copyright 2020 Jane Roe", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc",
    "$2b$12$", "token: ", "\n", " ", "\\n", "'", '"', "@", ":", "é", "\U0001f600", "\ud800", "\x00", "* Jane Roe\n",
]  # fmt: skip
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def test_is_a_detector() -> None:
    detector = RuleDetector()
    assert isinstance(detector, Detector)
    assert detector.name == "rules"
    assert detector.describe() == {"rules": [rule.name for rule in RULES]}


def test_engines_find_the_same_on_real_sources() -> None:
    pytest.importorskip("hyperscan")
    fast, slow = RuleDetector(engine="hyperscan"), RuleDetector(engine="re")
    found = 0
    for path in sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))[:12]:
        text = path.read_text("utf-8", "surrogateescape")
        spans = fast.detect([text])
        assert spans == slow.detect([text]), path.name
        found += len(spans[0])
    assert found > 3


@given(texts)
def test_engines_find_the_same_on_any_text_and_spans_lie_inside_it(text: str) -> None:
    pytest.importorskip("hyperscan")
    (spans,) = RuleDetector(engine="hyperscan").detect([text])
    assert [spans] == RuleDetector(engine="re").detect([text])
    assert spans == sorted(spans) and len(spans) == len(set(spans))
    assert all(0 <= span.start < span.end <= len(text) and text[span.start : span.end].strip() for span in spans)
    assert all(span.source.partition(".")[0] == "rules" for span in spans)


@given(st.lists(texts, max_size=4))
def test_a_text_is_judged_alone(batch: list[str]) -> None:
    detector = RuleDetector()
    assert detector.detect(batch) == [detector.detect([text])[0] for text in batch]


def test_rules_are_chosen_by_name_or_given() -> None:
    text = "jane@roe.org 192.0.2.1"
    assert {span.source for span in RuleDetector(["ip"]).detect([text])[0]} == {"rules.ip"}
    email = next(rule for rule in RULES if rule.name == "email")
    assert {span.source for span in RuleDetector([email]).detect([text])[0]} == {"rules.email"}
    assert RuleDetector([]).detect([text]) == [[]]


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ConfigError, match="no rule is named 'phone'.*email, .*jwt"):
        RuleDetector(["phone"])


def test_one_place_name_cannot_mean_two_patterns() -> None:
    with pytest.raises(ConfigError, match="'at'"):
        RuleDetector(["email", Rule("other", {"at": "x"}, lambda text, hits: iter(()))])


def test_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(RuleDetector()))
    assert again.detect(["jane@roe.org"]) == RuleDetector().detect(["jane@roe.org"])


EXAMPLES = [(rule.name, text) for rule in RULES for text in (*rule.hits, *rule.misses)]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=lambda value: value[:40])
def test_a_rule_finds_what_its_page_marks_and_nothing_else(finds, rule: str, text: str) -> None:
    finds(rule, text)


def test_no_rule_stumbles_over_a_row_that_is_cut_short() -> None:
    rows = [text.translate({0xAB: None, 0xBB: None}) for rule in RULES for text in (*rule.hits, *rule.misses)]
    cuts = dict.fromkeys(row[:end] for row in rows if len(row) < 400 for end in range(1, len(row)))

    assert len(RuleDetector().propose(list(cuts))) == len(cuts) > 100_000


OF_A_DOCUMENT = {
    "changelog_entry", "declared_argument", "environment_dump", "hashed_password", "key_place", "mention",
    "cracked_login", "name_records", "server_user", "session_login",
}  # fmt: skip
"""Rules that ask what else is in the document: among hits, their misses may be hits."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_a_page_marks_is_found_among_all_its_rows(finds_together, rule: Rule) -> None:
    finds_together(rule.name, [*rule.misses, *rule.hits] * 2, and_more=rule.name in OF_A_DOCUMENT)


LABELS = [
    ("url_credentials", "https://jroe:hunter2@roe.org", ["USERNAME", "PASSWORD"]),
    ("url_credentials", "https://oauth2:hunter2@roe.org", ["KEY"]),
    ("url_credentials", "cloudinary://12345:hunter2@roe.org", ["KEY"]),
    ("url_credentials", "12345://jroe:hunter2@roe.org", ["USERNAME", "PASSWORD"]),
    ("login_call", 'ftp.login("jroe", "hunter2")', ["PASSWORD"]),
    ("signing_call", "jwt.sign({ id: 1 }, 'shhhhh')", ["KEY"]),
    ("signing_call", 'from_secret("hunter2")', ["KEY"]),
    ("command_line", "aws configure set aws_secret_access_key Xk29dmadeup4471Zq", ["KEY"]),
    ("command_line", "sshpass -p hunter2 ssh x", ["PASSWORD"]),
    ("named_value", 'name: API_TOKEN\nvalue: "Xk29dmadeup4471Zq"', ["KEY"]),
    ("named_value", 'name: DB_PASSWORD\nvalue: "hunter2"', ["PASSWORD"]),
    ("password_place", 'a.Equal(session.AccessToken, "1234567890")', ["KEY"]),
    ("password_place", 'a.Equal(session.password, "larkmist7")', ["PASSWORD"]),
    ("password_place", "MD5('larkmist7')", ["PASSWORD"]),
    ("contributor_list", "* Richard Roe\n* Simone Doe\n* Stephan Poe\n* jroe\n", ["NAME", "NAME", "NAME", "USERNAME"]),
    ("file_header", "// Created by jane on 4/5/24\n// Created by Roejay on 4/5/24\n", ["USERNAME", "USERNAME"]),
    ("file_header", "// Created by Jane on 4/5/24\n", ["NAME"]),
    ("account_array", 'admins = ["Jane", "jane", "Roejay", "jroe"]', ["NAME", "USERNAME", "USERNAME", "USERNAME"]),
    ("own_address", "MAINTAINER jroe j@example.org\nMAINTAINER Jane j@example.org\n", ["USERNAME", "NAME"]),
    (
        "changelog_entry",
        "\n## 1.0\n* A (Xavi)\n* B (Jane Roe)\n* C (Eva Roe)\n* D (jroe)\n",
        [*["NAME"] * 3, "USERNAME"],
    ),
    ("credited_nick", "patch by Moss. patch by Roelabs. patch by jroe.", ["NAME", "USERNAME", "USERNAME"]),
]


@pytest.mark.parametrize(("rule", "text", "labels"), LABELS, ids=lambda value: str(value)[:40])
def test_the_labels_of_what_a_rule_of_two_labels_page_marks(rule: str, text: str, labels: list[str]) -> None:
    (spans,) = RuleDetector([rule]).detect([text])
    assert sorted(span.label for span in spans) == sorted(labels)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_hits_mark_values_and_misses_none(rule: Rule) -> None:
    assert all("«" in text for text in rule.hits) and not any("«" in text for text in rule.misses)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_patterns_are_named_after_their_rule_and_compile_alone(rule: Rule) -> None:
    # Of its own or, under one name and with one regex, another rule's.
    assert all(name in AT | SIGNED or name.partition(".")[0] in {rule.name for rule in RULES} for name in rule.patterns)
    for engine in ("auto", "re"):
        assert Scanner(rule.patterns, engine=engine).scan("") == []


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "@" * 100_000, ":" * 100_000, "1." * 50_000, "a@" * 50_000, "Jane Roe, " * 10_000, "* Jane Roe\n" * 10_000,
     "password " * 10_000, "-----BEGIN PRIVATE KEY-----\n" * 1_000, "://a:" * 20_000, "by A " * 20_000, "eyJ" * 33_000,
     " at " * 25_000, "/home/" * 16_000, "token=" * 16_000],
    ids=lambda text: text[:12],
)  # fmt: skip
@pytest.mark.timeout(60)
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    RuleDetector().detect([text])


def test_of_a_line_of_nothing_but_at_signs_only_the_first_words_are_asked_about() -> None:
    detector = RuleDetector(["at_sign"])
    assert len(detector.propose(["see @kroe " * 200])[0]) == 40
    assert len(detector.propose(["see @kroe\n" * 200])[0]) == 200
