import pytest

duckdb = pytest.importorskip("duckdb")
from pii.integrations.duckdb import register  # noqa: E402

MAIL = "jane@roe.org"


def test_sql_redacts_and_null_stays_null(rules, tmp_path):
    with duckdb.connect() as connection:
        register(connection, rules)
        rows = connection.sql(f"SELECT redact(t) FROM (VALUES ('by {MAIL}'), (NULL), ('x')) AS v(t)").fetchall()
        many = connection.sql(f"SELECT count(*) FROM range(10000) WHERE redact(range || ' {MAIL}') LIKE '%<EMAIL>'")

        assert rows == [("by <EMAIL>",), (None,), ("x",)]
        assert many.fetchall() == [(10_000,)]
