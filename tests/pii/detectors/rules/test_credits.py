import pytest

from pii.detectors.rules import RuleDetector
from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "tool (1.2) unstable\n\n  [ «Jane Roe» ]\n  * New",
        "\n  [ «jane roe» ]\n",
        " -- «jane roe» <jane@example.org>  Mon, 02 Jan 2006 15:04:05 +0000",
        "3 May 2020: «Jane»\n\t- Fix",
        "«Jane Roe» (3 May 2020)\n- Fix",
        "- [«Jane Roe» brought this change]",
        "(thanks «Jane Roe»! Closes: 1)",
        "* [«Jane Roe»](https://github.com/jroe)\n",
        "[«Jane Roe»]: https://github.com/jroe\n",
        '"«Jane Roe» (https://github.com/jroe)",',
        '"maintainers": [{\n "name": "«Jane Roe»"\n}]',
    ],
)
def test_names(finds, text: str) -> None:
    finds("credits", text, Label.NAME)


@pytest.mark.parametrize(
    "text",
    [
        "\n  [ «jroe1» ]\n  * New",
        " -- «jroe1» <jane@example.org>  Mon, 02 Jan 2006 15:04:05 +0000",
        "* [«jroe»](https://github.com/jroe)\n",
    ],
)
def test_account_names(finds, text: str) -> None:
    finds("credits", text, Label.USERNAME)


@pytest.mark.parametrize(
    "text",
    [
        "2008, «Jane Roe» («jroe») <jane@example.org>",
        "«Jane Roe» («JNR») <jnr@example.org>",
        "- «Jane Roe» («jroe»)\n- «John Roe» («johnr»)\n",
        "* «Jane Roe» («jroe»[https://github.com/jroe])",
        "<name>«Jane Roe»</name>\n<user>«jroe»</user>",
    ],
)
def test_names_with_accounts(finds, text: str) -> None:
    finds("credits", text)


def test_the_account_beside_a_name_is_labelled_so() -> None:
    (spans,) = RuleDetector(["credits"]).detect(["Jane Roe (jroe) <jane@example.org>"])
    assert [span.label for span in spans] == [Label.NAME, Label.USERNAME]


@pytest.mark.parametrize(
    "text",
    [
        "\n  [ Debian Tool Team ]\n",
        "\n  [ x = 1 ]\n  [ -f file ] && rm file",
        " -- Tool Maintainers <tool@example.org>  Mon, 02 Jan 2006 15:04:05 +0000",
        "«Jane Roe» (Debian) <jane@example.org>".replace("«", "").replace("»", "").replace("Jane Roe", "Tool Team"),
        "3 May 2020: Released",
        "[Read The Docs](https://github.com/example)",
        "[Jane Roe](https://github.com/jroe/tool)",
        "- First Option (default)\n",
        '{"name": "Fancy Widget"}',
        "usage: tool <name> <user>",
        "No Thanks Needed Here",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("credits", text)
