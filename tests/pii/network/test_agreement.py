import re

import pytest

from pii.labels import Label
from pii.network.agreement import agreed
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


def test_the_borders_of_the_shares() -> None:
    """Each with one row less or more of the same kind on the other side."""
    names = [f"{first} Roe" for first in ("Jane", "Eva", "Max", "Ann", "Kim", "Sue", "Tom")]
    most = [*names[:6], "Brixo Quarl", "x-1", "x-2", "x-3"]
    assert values(_rows(most), *names[:6]) == most[:7]
    assert values(_rows([*most, "x-4"]), *names[:6]) == names[:6]
    few = [f"Xqu{chr(97 + number)}rb" for number in range(17)]
    rest = [f"Widget {number}" for number in range(33)]
    assert values(_rows([*few, *rest]), *few) == []
    assert values(_rows([*few, *rest[:-1]]), *few) == few
    known = ["Olivera", "Taylor", "Smith", "Jones", "Roberts", "Miller", "Wilson"]
    assert values(_rows([*known, "Xquarb", "Xquerb", "12"]), "Olivera", "Taylor") == ["Olivera", "Taylor"]
    assert values(_rows([*known, "Xquarb", "Xquerb", "12", "13"]), "Olivera", "Taylor") == []


def _rows(cells: list[str]) -> str:
    return "".join(f"{number},{cell},z\n" for number, cell in enumerate(cells))


def test_one_word_may_be_a_name_that_a_column_lacks() -> None:
    names = ["Jane", "Eva", "Max", "Ann", "Kim"]
    assert values(_rows([*names, "Brixo"]), *names) == [*names, "Brixo"]


def test_a_line_of_two_cells_is_no_row() -> None:
    two = "".join(
        f"{number},{town}\n" for number, town in enumerate(("Merced", "Barva", "Grecia", "Victoria", "A", "B"))
    )
    assert values(two, "Merced", "Victoria") == ["Merced", "Victoria"]


def test_tables_are_read_behind_prose_and_behind_one_another() -> None:
    assert values("Dear Jane Roe\n" + TOWNS, "Jane Roe", "Merced", "Victoria") == ["Jane Roe"]
    again = TOWNS.replace("Merced", "Xquarb").replace("Victoria", "Brixo").replace("1,", "7,")
    assert values(f"{TOWNS}--\n{again}", "Merced", "Victoria", "Xquarb", "Brixo") == []


def test_a_name_in_the_last_row_is_of_the_same_table() -> None:
    names = ["Brixo Quarl", "Eva Doe", "Max Low", "Ann Fry", "Quelm Tarr"]
    assert values(PEOPLE, *names) == ["Brixo Quarl", "Jane Roe", *names[1:]]


def test_a_table_ends_after_some_thousand_rows() -> None:
    text = _rows(["Jane Roe"] * 3_000 + ["x-1"] * 999 + ["Brixo Quarl", "Quelm Tarr"])
    found = [Span(*match.span(), Label.NAME, 0.9, "encoder") for match in re.finditer("Jane Roe", text)]
    added = agreed(text, found, [], "encoder")[len(found) :]
    assert [text[span.start : span.end] for span in added] == ["Brixo Quarl"]
