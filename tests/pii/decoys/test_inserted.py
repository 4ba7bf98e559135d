"""Which table and column a row of SQL fills."""

import pytest

from pii.decoys.inserted import Inserted, inserted

ROWS = "INSERT INTO `tbl_books` (id, `title`) VALUES\n(1, 'Fern'),\n(2, 'It''s, (2), Moss');\n"


@pytest.mark.parametrize(("value", "number"), [("1", 0), ("Fern", 1), ("2", 0), ("Moss", 1)])
def test_of_a_value_in_any_row(value: str, number: int) -> None:
    assert inserted(ROWS, ROWS.index(value)) == Inserted(("books",), ("id", "title"), number)


def test_of_the_statement_that_the_value_stands_in() -> None:
    text = ROWS + "replace into shop.users values ('Roe')\n" + "INSERT INTO fern VALUES (1, 'Lark')"
    assert inserted(text, text.index("Roe")) == Inserted(("users",), (), 0)
    assert inserted(text, text.index("Lark")) == Inserted(("fern",), (), 1)


@pytest.mark.parametrize(
    "text", ["put Roe into x", "put it into Roe", ROWS + "Roe", "insert into x select Roe", "INSERT INTO x VALUES Roe"]
)
def test_nothing_elsewhere(text: str) -> None:
    assert inserted(text, text.index("Roe")) is None
