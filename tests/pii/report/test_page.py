import json
import re
import stat
from html.parser import HTMLParser

from pii.report.facts import read_facts
from pii.report.page import render, write_page
from pii.report.sample import sample


class Elements(HTMLParser):
    """Names, attributes and scripts of a page."""

    def __init__(self, page):
        super().__init__()
        self.found, self.scripts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_data(self, text):
        if self.cdata_elem == "script":
            self.scripts.append(text)


def page_of(output, corpus=None):
    facts = read_facts(str(output))
    documents = sample(facts, 1_000, inputs=None if corpus is None else [str(corpus)])
    return render(facts, documents, show_values=corpus is not None)


def test_the_page_holds_no_value_unless_asked(output, corpus):
    page = page_of(output)

    assert "jane@roe.org" not in page and "swordfish77" not in page and "holds personal data" not in page
    shown = page_of(output, corpus)
    assert "jane@roe.org" in shown and "swordfish77" in shown and "holds personal data" in shown


def test_the_page_loads_nothing(output):
    elements = Elements(page_of(output)).found
    links = [value for _, attributes in elements for name, value in attributes.items() if name in ("src", "href")]
    policy = next(a["content"] for _, a in elements if a.get("http-equiv") == "Content-Security-Policy")

    assert links and all(link.startswith("#") for link in links)
    assert policy.startswith("default-src 'none'")


def test_nothing_of_the_data_becomes_markup(output):
    page = page_of(output)
    elements = Elements(page)

    assert "<script>alert" not in page and "\x1b" not in page
    assert [a.get("type") for tag, a in elements.found if tag == "script"] == ["application/json", None]
    documents = json.loads(elements.scripts[0])["documents"]
    assert any("</script><!--" in document["text"] for document in documents)


def test_the_numbers_are_on_the_page_without_scripts(output):
    page = re.sub(r"<script.*", "", page_of(output), flags=re.S)

    for words in ("Left out", "src/", "invalid UTF-8 at byte 0", "rules.email", "Rust", "MB/s"):
        assert words in page


def test_a_page_with_values_is_its_owners_alone(output, corpus, tmp_path):
    facts = read_facts(str(output))
    (tmp_path / "page.html").write_text("old")

    write_page(facts, [], tmp_path / "page.html", show_values=True)

    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o600
