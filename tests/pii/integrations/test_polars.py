import pytest

pl = pytest.importorskip("polars")
from pii.integrations.polars import redact_series  # noqa: E402

MAIL = "jane@roe.org"


@pytest.mark.parametrize("lazy", [False, True])
def test_a_column_of_a_frame_is_redacted(rules, lazy):
    frame = pl.DataFrame({"n": [1, 2, 3], "content": [f"by {MAIL}", None, "x"]})
    source = frame.lazy() if lazy else frame

    result = source.with_columns(
        pl.col("content").map_batches(lambda s: redact_series(s, rules), return_dtype=pl.String)
    )

    assert (result.collect() if lazy else result).to_dict(as_series=False) == {
        "n": [1, 2, 3],
        "content": ["by <EMAIL>", None, "x"],
    }


def test_what_is_no_text_is_refused(rules):
    with pytest.raises(TypeError, match="holds int"):
        redact_series(pl.Series("n", [1]), rules)
