"""One word in a person's place: a known name, or an account."""

import pytest

from pii.finding.single_words import settled
from pii.labels import Label
from pii.spans import Span


@pytest.mark.parametrize(
    ("text", "word", "label"),
    [
        ("Jane <j@roe.org>", "Jane", Label.NAME),
        (" -- Kestrox <kestrox@roe.org>", "Kestrox", Label.USERNAME),
        ("jroe <jroe@roe.org>", "jroe", Label.USERNAME),
        ("JaneRoe <jane@roe.org>", "JaneRoe", Label.NAME),
        ("JaneRoe <123+janeroe@users.noreply.github.com>", "JaneRoe", Label.USERNAME),
        ("JaneRoe <123+jane@users.noreply.github.com>", "JaneRoe", Label.NAME),
        ("JaneRoe <janeroe@roe.org>", "JaneRoe", Label.NAME),
        ("Jane_Roe <x@roe.org>", "Jane_Roe", Label.USERNAME),
        ("Jroe7 <x@roe.org>", "Jroe7", Label.USERNAME),
        ('"author": "Kestrox"', "Kestrox", Label.USERNAME),
        ("Patch by Jane.", "Jane", Label.NAME),
        ("thanks to @Jane)", "Jane", Label.USERNAME),
        ("@Jane", "Jane", Label.USERNAME),
        ("@author J.A.Kestrox", "J.A.Kestrox", Label.NAME),
        ("@author J.kestrox", "J.kestrox", Label.USERNAME),
        ('Jane "Moss" Kestrox', "Moss", Label.USERNAME),
        ('{"name": "Kestrox", "email": "k@roe.org"}', "Kestrox", Label.USERNAME),
        ('{name = "Jane", email = "j@roe.org"}', "Jane", Label.NAME),
    ],
)
def test_a_known_name_is_one_and_any_other_word_an_account(text: str, word: str, label: Label) -> None:
    start = text.index(word)
    for given in (Label.NAME, Label.USERNAME):
        assert settled(text, Span(start, start + len(word), given)).label == label


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Jane Kestrox <j@roe.org>", "Kestrox"),
        ("John 'Moss9' Kestrox <j@roe.org>", "Kestrox"),
        ("Kestrox went out", "Kestrox"),
        ("by tarn, once", "tarn"),
        ('{"name": "Kestrox", "url": "x"}', "Kestrox"),
        ('{"file-name": "Kestrox", "email": "x"}', "Kestrox"),
    ],
)
def test_elsewhere_the_label_stands(text: str, word: str) -> None:
    start = text.index(word)
    for label in (Label.NAME, Label.USERNAME):
        assert settled(text, Span(start, start + len(word), label)).label == label


def test_other_labels_stand() -> None:
    span = Span(0, 4, Label.PASSWORD)
    assert settled("jroe <jroe@roe.org>", span) is span


@pytest.mark.parametrize(
    ("text", "half", "whole"),
    [
        ('2000,"Roe, Jane","x"', "Jane", "Roe, Jane"),
        ('2000,"Roe, Jane","x"', "Roe", "Roe, Jane"),
        ('"Van Roe, Jo Ann"', "Jo Ann", "Van Roe, Jo Ann"),
        ('"Roe, Jane, x"', "Jane", "Jane"),
        ('"Jane Roe, Karl Moss"', "Jane Roe", "Jane Roe"),
        ('"Jane Roe, Karl Moss"', "Karl Moss", "Karl Moss"),
        ('"Roe Moss, Karl"', "Karl", "Roe Moss, Karl"),
        ('"Moss Roe, Karl Anna"', "Moss Roe", "Moss Roe, Karl Anna"),
        ('"황하늘, 임아름"', "황하늘", "황하늘"),
        ('"山田, 太郎"', "太郎", "山田, 太郎"),
        ('"Vander Roe, Miss. Jane Ann"', "Vander Roe", "Vander Roe, Miss. Jane Ann"),
        ('"Jane Roe, Inc."', "Jane Roe", "Jane Roe"),
        ('"Roe, The"', "Roe", "Roe"),
        ('"Jane Roe, PhD"', "Jane Roe", "Jane Roe"),
        ('"Dr. Roe, Jane"', "Jane", "Roe, Jane"),
        ('"Dr. Jane Roe, M.Psy."', "Jane Roe", "Jane Roe"),
        ('"Roe, J.R."', "Roe", "Roe, J.R."),
        ("'Roe, Jane'", "Jane", "Jane"),
        ('"see Roe, Jane"', "Roe", "Roe"),
        ('"Roe, jane"', "Roe", "Roe"),
    ],
)
def test_half_of_a_turned_name_in_a_cell_is_the_whole(text: str, half: str, whole: str) -> None:
    start = text.index(half)
    span = settled(text, Span(start, start + len(half), Label.NAME, 0.9, "encoder"))
    assert text[span.start : span.end] == whole and (span.label, span.score, span.source) == (
        Label.NAME,
        0.9,
        "encoder",
    )
