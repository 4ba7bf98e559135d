import pytest

from pii.detectors.agreement import agreed
from pii.labels import Label
from pii.spans import Span


def spans(text: str, *values: str) -> list[Span]:
    return [Span(text.index(value), text.index(value) + len(value), Label.NAME, 0.9, "encoder") for value in values]


def values(text: str, *names: str, kept: tuple[str, ...] = ()) -> list[str]:
    found = agreed(text, spans(text, *names), spans(text, *kept), "encoder")
    return [text[span.start : span.end] for span in sorted(found)]


TOWNS = "1,Merced,4\n2,Desamparados,3\n3,Alajuela,9\n4,Victoria,8\n5,Grecia,7\n6,Barva,6\n"
PEOPLE = (
    "(1, 'Brixo Quarl', 'a'),\n(2, 'Jane Roe', 'b'),\n(3, 'Eva Doe', 'c'),\n"
    "(4, 'Max Low', 'd'),\n(5, 'Ann Fry', 'e'),\n(6, 'Quelm Tarr', 'f'),\n"
)


def test_few_names_in_a_column_are_none() -> None:
    assert values(TOWNS, "Merced", "Victoria") == []


def test_few_names_among_known_ones_are_left_alone() -> None:
    players = "1,Olivera,2\n2,Taylor,3\n3,Xquarb,4\n4,Smith,5\n5,Jones,6\n6,Roberts,7\n"
    assert values(players, "Olivera", "Taylor") == ["Olivera", "Taylor"]
    assert values(players.replace("Jones", "Quelm"), "Olivera", "Taylor") == []


def test_one_name_says_something_among_a_dozen_rows() -> None:
    more = [f"{number},Widget,1\n" for number in range(7, 13)]
    assert values(TOWNS + "".join(more), "Merced") == []
    assert values(TOWNS + "".join(more[:-1]), "Merced") == ["Merced"]


@pytest.mark.parametrize("names", [("Merced", "Victoria", "Grecia"), ("Merced",)])
def test_a_third_of_a_column_or_one_name_says_nothing(names: tuple[str, ...]) -> None:
    assert values(TOWNS, *names) == list(names)


def test_what_most_cells_are_all_are() -> None:
    assert values(PEOPLE, "Jane Roe", "Eva Doe", "Max Low", "Ann Fry") == [
        "Brixo Quarl", "Jane Roe", "Eva Doe", "Max Low", "Ann Fry", "Quelm Tarr",
    ]  # fmt: skip
    assert values(PEOPLE, "Jane Roe", "Eva Doe", "Max Low") == ["Jane Roe", "Eva Doe", "Max Low"]


def test_what_others_found_counts_and_is_left_alone() -> None:
    assert values(PEOPLE, "Jane Roe", kept=("Eva Doe", "Max Low", "Ann Fry")) == [
        "Brixo Quarl",
        "Jane Roe",
        "Quelm Tarr",
    ]
    assert values(TOWNS, "Merced", kept=("Victoria", "Grecia")) == ["Merced"]


def test_cells_that_are_no_names_are_not_added() -> None:
    text = PEOPLE.replace("Brixo Quarl", "x-1").replace("Quelm Tarr", "Costa Rica")
    assert values(text, "Jane Roe", "Eva Doe", "Max Low", "Ann Fry") == ["Jane Roe", "Eva Doe", "Max Low", "Ann Fry"]


def test_five_rows_and_prose_are_no_table() -> None:
    five = TOWNS[: TOWNS.index("6,")]
    assert values(five, "Merced") == ["Merced"]
    prose = "".join(f"{line} and so on\n" for line in ("Dear Jane", "we met", "Victoria was here", "a", "b", "c"))
    assert values(prose, "Jane", "Victoria") == ["Jane", "Victoria"]


def test_lines_of_other_widths_end_a_table() -> None:
    text = "a,b\n" + TOWNS + "Victoria Roe,x\n"
    assert values(text, "Merced", "Grecia", "Victoria Roe") == ["Victoria Roe"]
