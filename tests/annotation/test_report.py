import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from annotation.label_schema import load
from annotation.report import CrowdReport, crowd_report, render_html
from annotation.schema import ALL_LABELS, CrowdSpan, Vote
from annotation.simulate import Crowd, simulate

SCHEMA = load("bigcode")
HOSTILE = '<script>alert("x")</script>'
TEXT = f"password = hunter2-hunter2 {HOSTILE}\n"


@pytest.fixture(scope="module")
def crowd() -> tuple[CrowdReport, list[str]]:
    """A report and the values that its workers marked."""
    _, votes = simulate(40, Crowd(workers=12, golden=20, copiers=1), seed=2)
    values = [vote.text[span.start : span.end] for vote in votes for span in vote.spans]
    return crowd_report(votes, SCHEMA, price_levels={"AA": 1.0}), [value for value in values if len(value) > 8]


def hostile() -> list[Vote]:
    start = TEXT.index("hunter2")
    spans = (CrowdSpan(start, start + 15, "PASSWORD"), CrowdSpan(TEXT.index("<"), TEXT.index("<") + 8, "KEY"))
    vote = Vote("d", TEXT, "w1", spans, asked=ALL_LABELS, meta={"repo": HOSTILE, "language": HOSTILE})
    return [vote, replace(vote, worker=HOSTILE, spans=()), replace(vote, worker="w3", spans=())]


def test_no_value_is_on_the_page_or_in_the_json_by_default(crowd: tuple[CrowdReport, list[str]]):
    report, values = crowd
    page, data = render_html(report), json.dumps(report.to_json())
    assert len(values) > 50
    assert [value for value in values if value in page or value in data] == []
    assert re.search(r"\*\*\* \(32\)", page)


def test_values_and_their_lines_are_shown_when_asked_to(crowd: tuple[CrowdReport, list[str]]):
    page = render_html(crowd[0], reveal=True)
    assert "made_up_" in page
    assert "holds personal data and secrets" in page


def test_the_page_needs_nothing_else(crowd: tuple[CrowdReport, list[str]]):
    page = render_html(crowd[0])
    assert not re.search(r"<script|<link|<img|src=|@import|url\(", page)
    parser = HTMLParser()
    parser.feed(page)
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) == ids == {"agreement", "workers", "pay", "conflicts"}


@pytest.mark.parametrize("reveal", [False, True])
def test_texts_and_names_cannot_inject_markup(reveal: bool):
    assert "<script" not in render_html(crowd_report(hostile(), SCHEMA), reveal=reveal)


def test_the_report_says_what_cannot_be_computed():
    page = render_html(crowd_report(hostile(), SCHEMA))
    assert "cannot compute: column assignment missing" in page
    assert "not enough control tasks" in page


def test_a_report_on_no_votes_is_a_page_too():
    assert "cannot compute: there are no votes" in render_html(crowd_report([], SCHEMA))


def test_page_and_json_are_the_same_for_the_same_votes():
    _, votes = simulate(10, Crowd(workers=5), seed=3)
    first, second = crowd_report(votes, SCHEMA), crowd_report(votes[::-1], SCHEMA)
    assert render_html(first) == render_html(second)
    assert first.to_json() == second.to_json()
