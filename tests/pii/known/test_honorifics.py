"""Titles before a name and degrees behind it."""

import pytest

from pii.known.honorifics import without_degree, without_title
from pii.labels import Label
from pii.spans import Span


@pytest.mark.parametrize(
    "text",
    [
        "«Jane Roe», PhD",
        "«Jane Roe» PhD",
        "«Jane Roe», Ph.D., MBA",
        "«Jane van Roe» M.Sc.",
        "«JANE ROE», MD",
        "«Jane Roe», Dipl.-Ing.",
        "«Siti Roe», S.Kom., M.T",
        "«Jane Roe, Jr.»",
        "«Roe, MD»",
        "«Jane Mm»",
        "«Jane RN»",
        "«Roe PhD»",
        "«Roe, Jane»",
        "«Jane PhD Roe»",
    ],
)
def test_a_degree_is_no_part_of_a_name(text: str) -> None:
    plain = text.replace("«", "").replace("»", "")
    span = without_degree(plain, Span(0, len(plain), Label.NAME, 0.9, "encoder"))
    assert plain[span.start : span.end] == text[1 : text.index("»")]
    assert (span.label, span.score, span.source) == (Label.NAME, 0.9, "encoder")


def test_other_labels_and_long_spans_stand() -> None:
    text = "Jane Roe, PhD"
    other = Span(0, len(text), Label.PASSWORD)
    assert without_degree(text, other) is other
    long = Span(0, 90, Label.NAME)
    assert without_degree("Jane " + "R" * 80 + ", PhD", long) is long


@pytest.mark.parametrize(
    "text",
    [
        "Dr. «Jane Roe»",
        "Prof. Dr. «Jane Roe»",
        "Sir «Edgar van Roe»",
        "Dr.«Jane Roe»",
        "Mme «Jane Roe»",
        "Hallo Herr «Altmann»",
        "Sehr geehrte Frau Dr. «Jane Roe»",
        "Guten Tag Frau «Altmann»",
        "Bonjour Madame «Lefort»",
        "Estimado «Carlos Moss»",
        "Hi «Jane»",
        "Gemeinderat «Peter Roe»",
        "Alt-Bundesrätin «Jane van Roe»",
        "Bürgermeisterin Dr. «Jane Roe»",
        "Vizepräsident «Peter Roe»",
        "Präsident «Peter Roe»",
        "President «Jane Roe»",
        "«Schreiber Peter Roe»",
        "«Konrat Peter Roe»",
        "«Minister Roe»",
        "Caro «Marco Moss»",
        "Herr «Altmann»",
        "«Caro Moss»",
        "«Dag Moss Roe»",
        "«Hilda Roe»",
        "«Herr»",
        "«Sir Moss»",
        "«Drew Roe Moss»",
        "«Dame, Judi Roe»",
        "«Sirius Roe»",
        "«Jane Dr. Roe Moss»",
    ],
)
def test_a_title_is_no_part_of_a_name(text: str) -> None:
    plain = text.replace("«", "").replace("»", "")
    span = without_title(plain, Span(0, len(plain), Label.NAME, 0.9, "encoder"))
    assert plain[span.start : span.end] == text[text.index("«") + 1 : text.index("»")]
    other = Span(0, len(plain), Label.PASSWORD)
    assert without_title(plain, other) is other
