import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.labels import Label
from pii.network.extents import extent


def grown(marked: str, label: Label) -> str | None:
    """What the run between ‹› becomes."""
    start = marked.index("‹")
    end = marked.index("›") - 1
    text = marked.replace("‹", "").replace("›", "")
    bounds = extent(text, start, end, label)
    return None if bounds is None else text[bounds[0] : bounds[1]]


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("by ‹Jane Roe›, 2020", "Jane Roe"),
        ("by ‹Jane Ro›e, 2020", "Jane Roe"),
        ("‹Jane O'Neill› wrote", "Jane O'Neill"),
        (r'"by\‹nJane Roe›"', "Jane Roe"),
        (r'"‹Jane Roe\n›next"', "Jane Roe"),
        (r"by \f‹BJane Roe›\fP", "Jane Roe"),
        ("‹Jane Roe <jane›@roe.example>", "Jane Roe"),
        ("# ‹Jane R›. did", "Jane R."),
        ('author=‹"Jane Roe"›,', "Jane Roe"),
        ("‹\nJane Roe\n›", "Jane Roe"),
        ("作者：‹王小明›", "王小明"),
        ("‹Ask Jane› about it", "Jane"),
        ("‹Thanks Jane Roe Email›: x", "Jane Roe"),
        ("‹Jane Roe Date› 2020", "Jane Roe"),
        ("‹Askold Roe›", "Askold Roe"),
        ("2010-09-07  ‹Stevan›_Roe\n", "Stevan_Roe"),
        ("2010-09-07  Stevan_‹Roe› <x@roe.example>", "Stevan_Roe"),
        ("see ‹Stevan›_Roe of it", "Stevan"),
        ("see ‹Brixol›_Roe\n", "Brixol"),
        ("see x_‹Stevan›_Roe\n", "Stevan"),
        ("‹Dear Mail›", "Mail"),
        ("‹Roe J. Gaussian Fields› and", "Roe J."),
        ("‹Deniz Roe'nin› isteği", "Deniz Roe"),
        ("‹Deniz Roe’ye› sor", "Deniz Roe"),
        ("‹Deniz O'nder› yazdı", "Deniz O'nder"),
        ("‹4711›", None),
        ("‹ - ›", None),
    ],
)
def test_names(marked: str, value: str | None) -> None:
    assert grown(marked, Label.NAME) == value


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("password = '‹hunter›2'", "hunter2"),
        ("password = ‹'hunter2'›;", "hunter2"),
        ("PASSWORD=‹hun›ter2 run", "hunter2"),
        ("export ‹PASSWORD=hunter2›", "hunter2"),
        ("url?user=x&pw=‹hunter2›&z=1", "hunter2"),
        ('{"password": "‹correct horse battery›"}', "correct horse battery"),
        (r'"{\"password\": \"‹hunter2›\"}"', "hunter2"),
        ("token: ‹abcd1234›==", "abcd1234=="),
        ("Server=db;Password=‹hunter2›;Encrypt=yes", "hunter2"),
        (r'"export DB_PASSWORD=‹Tundra-88kelp\nmake› migrate"', "Tundra-88kelp"),
        (r'"set -e\r\nDB_PASSWORD=‹Tundra-88kelp\r\nmake› migrate"', "Tundra-88kelp"),
        (r'"a: b\tpassword: ‹Tundra-88kelp\tmake›"', "Tundra-88kelp"),
        (r'"‹-----BEGIN PRIVATE KEY-----\nMIIE›"', r"-----BEGIN PRIVATE KEY-----\nMIIE"),
        (r'password = "‹ab\ncd›"', r"ab\ncd"),
        ('‹ " ›', None),
    ],
)
def test_credentials(marked: str, value: str | None) -> None:
    assert grown(marked, Label.PASSWORD) == value


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("@‹jr›oe said", "jroe"),
        ("/home/‹jroe/›x", "jroe"),
        (r"C:\Users\‹jroe›\x", "jroe"),
        ("by ‹jane.roe›.", "jane.roe"),
    ],
)
def test_accounts(marked: str, value: str) -> None:
    assert grown(marked, Label.USERNAME) == value


@given(st.text(alphabet="aZ0é漢 .'\"\\\n=:;,<>nux\u0301", min_size=1, max_size=30), st.data())
def test_an_extent_lies_in_the_text_on_one_line_and_is_not_blank(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for label in Label:
        bounds = extent(text, start, end, label)
        if bounds is not None:
            value = text[bounds[0] : bounds[1]]
            assert 0 <= bounds[0] < bounds[1] <= len(text) and value.strip() and "\n" not in value


def test_initials_before_a_family_name_are_part_of_it() -> None:
    text = "# M. P. Hayes and x.A. Roe\n"
    start = text.index("Hayes")
    assert extent(text, start, start + 5, Label.NAME) == (2, start + 5)
    start = text.index("Roe")
    assert extent(text, start, start + 3, Label.NAME) == (start, start + 3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("后来周晓峰先后升任", "周晓峰"),
        ("昨日、佐藤健一と話した", "佐藤健一"),
        ("김민수가 제안한", "김민수"),
        ("Ivana Novaka", "Ivana Novak"),
    ],
)
def test_a_name_grows_to_its_word_where_blanks_divide_words(text: str, value: str) -> None:
    start = text.index(value)
    found = extent(text, start, start + len(value), Label.NAME)

    assert found is not None and text[slice(*found)] == ("Ivana Novaka" if value.isascii() else value)
