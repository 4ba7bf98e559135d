import pytest

from pii.integrations.pandas import redact_series

pandas = pytest.importorskip("pandas")
MAIL = "jane@roe.org"


@pytest.mark.parametrize("dtype", [object, "string", "string[pyarrow]", "category", None])
def test_index_name_type_and_missing_values_stay(rules, dtype):
    series = pandas.Series([f"by {MAIL}", None, "x"], index=[7, 9, 7], name="content", dtype=dtype)
    if dtype == "category":
        with pytest.raises(TypeError):
            redact_series(series, rules)
        return

    result = redact_series(series, rules)

    assert result.tolist()[::2] == ["by <EMAIL>", "x"] and result.isna().tolist() == [False, True, False]
    assert (result.dtype, result.name, list(result.index)) == (series.dtype, "content", [7, 9, 7])
    assert series.tolist()[0] == f"by {MAIL}"


def test_slices_work(rules):
    frame = pandas.DataFrame({"content": [f"{n} {MAIL}" for n in range(10)]})

    assert redact_series(frame["content"][5:8], rules).tolist() == ["5 <EMAIL>", "6 <EMAIL>", "7 <EMAIL>"]


def test_what_is_no_text_is_refused(rules):
    with pytest.raises(TypeError, match="holds int"):
        redact_series(pandas.Series([1, 2], name="n"), rules)
