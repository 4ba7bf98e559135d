"""Cells of lines and tuples, with their places."""

import pytest

from pii.detectors.rules.rows import LONGEST_LINE, declared_tables, insert_columns, insert_rows, read_row


@pytest.mark.parametrize(
    ("line", "separator", "cells"),
    [
        ("a,b,c", ",", ["a", "b", "c"]),
        ("a, 'b, c' ,d", ",", ["a", "b, c", "d"]),
        ('a,"b ""c"", d",e', ",", ["a", 'b ""c"", d', "e"]),
        ("'a','','b'", ",", ["a", "", "b"]),
        ("'', x", ",", ["", "x"]),
        ("'(a)', [b]", ",", ["(a)", "b"]),
        ("| a | `b` |", "|", ["", "a", "b", ""]),
        ("(1, N'a'),", ",", ["1", "a"]),
        ("(1, 'a'", ",", ["1", "a"]),
        ("(1,", ",", ["1"]),
        ("(1),x", ",", ["1", "x"]),
        ("a,", ",", ["a", ""]),
        ("f(a, b), c", ",", ["a", "b", "c"]),
        ("x('a', 1)", ",", ["a", "1"]),
        ("[Jane](https://roe.example) | x", "|", ["Jane", "x"]),
        ("see [Jane](https://roe.example) | x", "|", ["see [Jane](https://roe.example", "x"]),
        ("don't,x", ",", ["don't", "x"]),
        ("a\tb", "\t", ["a", "b"]),
    ],
)
def test_a_line_is_read_as_cells_without_their_quotes(line: str, separator: str, cells: list[str]) -> None:
    text = f"x\n{line}\ny"
    row, end = read_row(text, 2, separator)
    assert [text[cell.start : cell.end] for cell in row] == cells
    assert end == 2 + len(line)


@pytest.mark.parametrize(("columns", "read"), [(60, 60), (61, 0)])
def test_a_row_has_no_more_columns_than_a_table(columns: int, read: int) -> None:
    line = ",".join(["a"] * columns)
    assert len(read_row(line, 0, ",")[0]) == read
    assert len(read_row(line.replace("a", "'a'"), 0, ",")[0]) == read


@pytest.mark.parametrize(("length", "read"), [(LONGEST_LINE - 1, 2), (LONGEST_LINE, 0)])
def test_a_line_longer_than_a_row_has_no_cells(length: int, read: int) -> None:
    assert len(read_row("a," + "b" * (length - 2) + "\nc", 0, ",")[0]) == read


def test_an_insert_names_its_columns_or_takes_those_of_its_table() -> None:
    text = "CREATE TABLE `People` (id int, -- who, what\n `name` varchar(9), PRIMARY KEY (id));\n"
    tables = declared_tables(text)
    assert tables == {"people": ["id", "name"]}

    named = "INSERT INTO people (`id`, name) VALUES (1, 'Jane');"
    columns, start = insert_columns(named, 0, lambda: {})
    assert columns == ["id", "name"] and named[start:].startswith("(1")
    bare = "INSERT INTO People VALUES (1, 'Jane');"
    assert insert_columns(bare, 0, lambda: tables) == (["id", "name"], bare.index("(1"))
    assert insert_columns("SELECT 1", 0, lambda: tables) == ([], 0)


def test_tuples_are_read_field_by_field_until_something_else_stands_there() -> None:
    text = "(1, 'Jane', \"x\", lower('A b')),\n(2, 'O''Roe', NULL, 'y') ; (3, 'z')"
    rows = [[cell and text[cell.start : cell.end] for cell in row] for row in insert_rows(text, 0)]
    assert rows == [[None, "Jane", "x", "A b"], [None, "O''Roe", None, "y"]]

    chosen = "SELECT 1, 'Jane' UNION SELECT 2, 'Kim'"
    assert len(list(insert_rows(chosen, 0))) == 1
