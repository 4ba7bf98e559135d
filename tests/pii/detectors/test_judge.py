"""The packaged encoder as the judge of what rules propose and ask."""

import pytest

from pii.detectors.encoder import SURE, EncoderDetector
from pii.detectors.rules import RuleDetector
from pii.labels import Label
from pii.redactor import Redactor
from pii.spans import ASKED, PROPOSED, Span


@pytest.fixture(scope="module")
def judge() -> EncoderDetector:
    return EncoderDetector()


PASSWORD = 'db_password = "hunter2-moss"\n'
LABEL = '  "login_password": "Mot de passe oublié ?",\n  "title": "Bienvenue",\n'


def place(text: str, value: str, label: Label, score: float) -> Span:
    start = text.index(value)
    return Span(start, start + len(value), label, score, "rules.x")


def test_what_is_proved_stands_untouched(judge: EncoderDetector) -> None:
    proved = place(LABEL, "Mot de passe", Label.PASSWORD, 1.0)
    (judgement,) = judge.judge([LABEL], [[proved]])
    assert judgement.kept == [proved] and judgement.refused == []


def test_what_is_proposed_stands_with_the_probability_of_the_judge_or_is_refused_with_it(
    judge: EncoderDetector,
) -> None:
    right = place(PASSWORD, "hunter2-moss", Label.PASSWORD, PROPOSED)
    wrong = place(LABEL, "Bienvenue", Label.KEY, PROPOSED)
    first, second = judge.judge([PASSWORD, LABEL], [[right], [wrong]])
    (kept,), (refused,) = first.kept, second.refused
    assert (kept.start, kept.end, kept.label) == (right.start, right.end, right.label) and kept.score > PROPOSED
    assert (refused.start, refused.end) == (wrong.start, wrong.end) and refused.score < kept.score
    assert first.refused == second.kept == []


def test_what_is_only_asked_stands_where_the_judge_is_sure_and_leaves_no_trace_otherwise(
    judge: EncoderDetector,
) -> None:
    asked = [place(PASSWORD, "hunter2-moss", Label.PASSWORD, ASKED), place(LABEL, "Bienvenue", Label.KEY, ASKED)]
    first, second = judge.judge([PASSWORD, LABEL], [asked[:1], asked[1:]])
    assert [span.score >= SURE for span in first.kept] == [True]
    assert second.kept == second.refused == []


def test_judgements_do_not_depend_on_neighbours(judge: EncoderDetector) -> None:
    span = place(PASSWORD, "hunter2-moss", Label.PASSWORD, PROPOSED)
    alone = judge.judge([PASSWORD], [[span]])
    assert judge.judge([LABEL, PASSWORD], [[], [span]])[1:] == alone


def test_rules_ask_only_where_somebody_can_judge() -> None:
    text = 'clientSecret: "FAKE_SECRET"\n'
    rules = RuleDetector()
    assert rules.detect([text]) == [[]] and [span.score for span in rules.propose([text])[0]] == [ASKED]
    assert Redactor(detectors=["rules"]).detect(text) == []


def test_nothing_is_asked_about_what_another_rule_finds() -> None:
    proposed = RuleDetector().propose([PASSWORD])[0]
    assert [span.score for span in proposed] == [PROPOSED]
