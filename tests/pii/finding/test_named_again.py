"""Further mentions of whoever is named in full."""

import pytest

from pii import Redactor
from pii.finding.everywhere import REACH
from pii.finding.named_again import SOURCE, named_again
from pii.labels import Label
from pii.spans import Span


def again(text: str, *names: str, score: float = 1.0) -> list[str]:
    """What is found besides the first places of the names."""
    spans = sorted(Span(text.index(name), text.index(name) + len(name), Label.NAME, score) for name in names)
    return [text[span.start : span.end] for span in named_again(text, spans) if span.source == SOURCE]


def test_a_given_name_and_a_family_name_stand_for_the_whole() -> None:
    text = "Author: Jonas Schneider\n# Jonas said so, ask Schneider; Jonas's note (Jonas)."
    assert again(text, "Jonas Schneider") == ["Jonas", "Schneider", "Jonas", "Jonas"]


@pytest.mark.parametrize(
    "rest",
    [
        "jonas", "JONAS", "Jonas()", "Jonas.py", "a/Jonas", "@Jonas", "my_Jonas", "Jonas_x", "Jonas-x", "Jonas = 1",
        "Jonas Brothers",
        "The Jonas", "Jonas\": 1", "x.Jonas", "+Jonas", "Jonas+x",
    ],
)  # fmt: skip
def test_identifiers_paths_and_longer_names_are_none_of_it(rest: str) -> None:
    assert again(f"Author: Jonas Schneider\n# so {rest}\n", "Jonas Schneider") == []


def test_a_word_that_means_something_else_is_not_looked_for() -> None:
    assert again("by Rose Baker, see the Rose and Baker and Roe\n", "Rose Baker") == []
    assert again("by Jonas, see Jonas\n", "Jonas") == []
    assert again("by Xqzyv Wqzrt, see Xqzyv\n", "Xqzyv Wqzrt") == []


def test_a_given_name_that_is_a_word_is_one_where_it_acts() -> None:
    text = "by Grace Schneider; done once Grace has signed off, Grace said. Grace is due, Grace had."
    assert again(text, "Grace Schneider") == ["Grace", "Grace"]
    assert again("thanks to Jonas; Jonas also wrote it, Jonas writes", "Jonas") == ["Jonas"]
    assert again("by Roe Mark; Mark said so", "Roe Mark") == []


def test_a_firm_called_after_two_people_is_none_of_them() -> None:
    text = "by Jonas Schneider; Schneider & Koch Grillgeräte GmbH, Schneider & Koch Ltd."
    assert again(text, "Jonas Schneider") == []
    assert again("by Jonas Schneider; Schneider & Koch said so", "Jonas Schneider") == ["Schneider"]


def test_a_noun_of_german_is_no_name() -> None:
    text = "von Jonas Schneider; am Schneider, ein Schneider, Im Schneider, das Schneider, jeder Schneider, seines Schneider\n"
    assert again(text, "Jonas Schneider") == []
    text = "von Jonas Schneider; was Schneider, I am Schneider, mit Schneider, Amam Schneider\n"
    assert len(again(text, "Jonas Schneider")) == 3


def test_a_family_name_keeps_its_particles() -> None:
    text = "by John von Neumann. In von Neumann's words, and Neumann's, so Von Neumann wrote, as Karl von Neumann did not\n"
    assert again(text, "John von Neumann")[:3] == ["von Neumann", "Neumann", "Von Neumann"]
    text = "by John von Neumann. See von Neumann and Karl von Neumann\n"
    spans = [Span(3, 19, Label.NAME), Span(29, 36, Label.NAME), Span(41, 57, Label.NAME)]
    found = named_again(text, spans)
    assert [text[span.start : span.end] for span in found] == ["John von Neumann", "von Neumann", "Karl von Neumann"]


def test_things_called_after_somebody_are_nobody() -> None:
    assert again("by Jonas Schneider; Schneider algorithm\n", "Jonas Schneider") == []


def test_east_asian_names_stand_among_other_signs() -> None:
    assert again("作者：陈佳宁\n由陈佳宁复核通过，陈佳\n", "陈佳宁") == ["陈佳宁"]
    assert again("작성자: 김민준\n김민준이 만듦, 새김민준\n", "김민준") == ["김민준"]


def test_names_written_by_their_sound_are_named_again_whole_and_by_their_last_word() -> None:
    text = "[哥伦比亚]洛伦·罗伊斯特 著\n都读洛伦·罗伊斯特的书，罗伊斯特的信，洛伦\n"
    assert again(text, "洛伦·罗伊斯特") == ["洛伦·罗伊斯特", "罗伊斯特"]
    assert again("[英]约翰·史密斯\n史密斯的信\n[美]乔治·华盛顿\n去华盛顿\n", "约翰·史密斯", "乔治·华盛顿") == []
    assert again("ジョン・スミス 著\nジョン・スミスの本\n", "ジョン・スミス") == ["ジョン・スミス"]


def test_a_long_name_that_a_rule_proves_is_named_again_though_its_parts_are_unknown() -> None:
    text = "[日]枭野圭木 著\n读枭野圭木的小说\n"
    assert again(text, "枭野圭木") == ["枭野圭木"]
    assert again(text, "枭野圭木", score=0.95) == []


def test_what_is_not_sure_or_far_away_is_not_looked_for() -> None:
    text = "by Jonas Schneider" + " " * 20 + "and Jonas\n"
    assert again(text, "Jonas Schneider") == ["Jonas"]
    assert again(text, "Jonas Schneider", score=0.8) == []
    assert again("by Jonas Schneider" + " x" * REACH + " and Jonas\n", "Jonas Schneider") == []


def test_spans_stay_disjoint_and_sorted() -> None:
    text = "Jonas Schneider met Jonas and Schneider and Jonas Schneider\n"
    first, last = text.index("Jonas"), text.rindex("Jonas")
    spans = [Span(start, start + 15, Label.NAME) for start in (first, last)]
    found = named_again(text, spans)
    assert found == sorted(found) and all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert len(found) == 4


def test_a_redactor_names_again_where_names_are_carried() -> None:
    text = "# Author: Jonas Schneider\n# see Jonas about it\n"
    assert Redactor(detectors=["rules"]).redact(text).text.count("<NAME>") == 2
    assert Redactor(detectors=["rules"], everywhere=()).redact(text).text.count("<NAME>") == 1
