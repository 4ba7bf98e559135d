import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from pii.integrations.arrow import redact_reader, redact_table

MAIL = "jane@roe.org"


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
@pytest.mark.parametrize("make", [pa.table, pa.record_batch])
def test_tables_and_batches_stay_what_they_are(rules, kind, make):
    data = make({"n": [1, 2], "content": pa.array([f"by {MAIL}", None], kind)})

    result = redact_table(data, "content", rules)

    assert type(result) is type(data) and result.schema == data.schema
    assert result.to_pydict() == {"n": [1, 2], "content": ["by <EMAIL>", None]}


def test_a_reader_is_redacted_as_it_is_read(rules, tmp_path):
    table = pa.table({"content": [f"{n} {MAIL}" for n in range(100)]})

    reader = redact_reader(table.to_reader(max_chunksize=7), "content", rules)
    ds.write_dataset(reader, tmp_path / "out", format="parquet")

    assert ds.dataset(tmp_path / "out").to_table()["content"].to_pylist() == [f"{n} <EMAIL>" for n in range(100)]


def test_what_is_no_text_is_refused(rules):
    with pytest.raises(TypeError, match="'content', row 0 of the batch, holds int"):
        redact_table(pa.table({"content": [1]}), "content", rules)
