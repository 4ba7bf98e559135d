"""The review as people use it, in real Chromium."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pii.report.facts import read_facts
from pii.report.page import write_page
from pii.report.sample import Found, Sampled, sample

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[3]
LABELS = ("NAME", "EMAIL", "USERNAME", "IP_ADDRESS", "KEY", "PASSWORD")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "install the system's chromium package"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def visit(browser, tmp_path):
    """Opens a page of documents; the console must stay empty and nothing be asked of a network."""
    told, contexts = [], []

    def open_page(facts, documents, width=1440, scheme="light", show_values=False):
        path = tmp_path / "page.html"
        write_page(facts, documents, path, show_values=show_values)
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("file:", "blob:")) or told.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert told == []


@pytest.fixture
def facts(output):
    return read_facts(str(output))


def judgements(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="Download judgements").click()
    path = download.value.path()
    return path, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def select(page, text):
    """Select text of the document as a mouse would."""
    page.evaluate(
        """text => {
            const walker = document.createTreeWalker(document.querySelector('.code'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const node = walker.currentNode, at = node.data.indexOf(text);
                if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + text.length); return; }
            }
        }""",
        text,
    )


ASTRAL = Sampled(
    "a.jsonl",
    3,
    "a.py",
    "random",
    "# \U0001f600\U0001f600 by Jane Roe <jane@roe.org> and x.y@z.example, jdoe\n",
    0,
    (Found(8, 16, "NAME", 0.4, "encoder", "<NAME>"), Found(18, 30, "EMAIL", 1.0, "rules.email", "<EMAIL>")),
)


def test_a_document_is_judged_by_keyboard_and_comes_back_as_the_importer_takes_it(visit, facts, tmp_path):
    page = visit(facts, [ASTRAL], show_values=True)
    page.keyboard.press("3")  # the name is a user name
    page.keyboard.press("r")  # the address is none
    select(page, " x.y@z.example ".strip())
    page.keyboard.press("2")  # which was missed
    page.keyboard.press("d")

    path, (row,) = judgements(page)

    spans = {(row["text"][span["start"] : span["end"]], span["label"]) for span in row["spans"]}
    assert row["text"] == ASTRAL.text and spans == {("Jane Roe", "USERNAME"), ("x.y@z.example", "EMAIL")}
    assert [each["verdict"] for each in row["meta"]["found"]] == ["USERNAME", "rejected"]
    saved = tmp_path / "judgements.jsonl"
    saved.write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "annotation", "import", "jsonl", str(saved), "-o", str(tmp_path / "votes.parquet")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    from annotation.schema import read_votes

    (vote,) = read_votes(tmp_path / "votes.parquet")
    assert {(vote.text[span.start : span.end], span.label) for span in vote.spans} == spans
    assert vote.asked == frozenset(LABELS)


def test_j_and_k_walk_over_spans_and_on_to_the_next_document(visit, facts):
    documents = sample(facts, 30)
    page = visit(facts, documents)
    titles = {page.locator("#document").text_content()}
    for _ in range(30):
        page.keyboard.press("j")
        titles.add(page.locator("#document").text_content())
    there = page.locator(".detail").text_content()
    page.keyboard.press("j")
    page.keyboard.press("k")

    assert len(titles) > 5 and page.locator(".detail").text_content() == there
    assert page.locator("mark[aria-current=true]").count() == 1


def test_before_and_after_undo_and_hover(visit, facts):
    page = visit(facts, [ASTRAL], show_values=True)
    assert page.locator("mark").first.get_attribute("title") == "NAME, score 0.40, encoder → <NAME>"
    page.keyboard.press("b")
    assert "by <NAME> <<EMAIL>>" in page.locator(".code").text_content()
    page.keyboard.press("b")
    page.keyboard.press("a")
    assert "accepted" in page.locator("mark").first.get_attribute("class")
    page.keyboard.press("u")

    assert "accepted" not in page.locator("mark").first.get_attribute("class")
    assert page.locator(".code").text_content() == ASTRAL.text


def test_filters_leave_what_fits(visit, facts):
    other = Sampled("b", 0, None, "KEY", "k = 'x1'\n", 0, (Found(5, 7, "KEY", 0.9, "encoder", "<KEY>"),))
    page = visit(facts, [ASTRAL, other])
    page.get_by_label("score up to").evaluate("(node) => { node.value = 0.5; node.dispatchEvent(new Event('input')); }")
    assert page.locator(".list li:visible").count() == 1 and page.locator("mark.dim").count() == 1
    page.get_by_label("score up to").evaluate("(node) => { node.value = 1; node.dispatchEvent(new Event('input')); }")
    page.get_by_label("detector").select_option("rules.email")
    assert page.locator(".list li:visible").count() == 1
    page.get_by_label("detector").select_option("")
    page.get_by_role("button", name="KEY", exact=True).click()

    assert page.locator(".list li:visible").count() == 1


def test_judgements_outlive_a_reload_without_a_text_being_kept(visit, facts):
    page = visit(facts, [ASTRAL], show_values=True)
    page.keyboard.press("r")
    page.keyboard.press("d")
    kept = page.evaluate("JSON.stringify(localStorage)")
    page.reload()

    _, (row,) = judgements(page)
    assert [span["label"] for span in row["spans"]] == ["EMAIL"]
    assert "Jane" not in kept and "jane@" not in kept


def test_masked_judgements_say_so_and_hold_no_value(visit, facts):
    page = visit(facts, sample(facts, 6))
    for _ in range(6):
        page.keyboard.press("d")

    _, rows = judgements(page)

    assert len(rows) == 6 and not any(row["meta"]["values"] for row in rows)
    assert "jane@roe.org" not in json.dumps(rows) and "\u2022" in rows[0]["text"] + rows[-1]["text"]


@pytest.mark.parametrize("shape", [(1, 10_000), (10_000, 1)])
def test_ten_thousand_spans_stay_quick(visit, facts, shape):
    count, each = shape
    line = "jane.roe@example.org = 1\n"
    spans = tuple(Found(n * len(line), n * len(line) + 20, "EMAIL", 0.9, "encoder", "<EMAIL>") for n in range(each))
    documents = [Sampled(f"{n}.jsonl", 0, f"{n}.py", "random", line * each, 0, spans) for n in range(count)]
    page = visit(facts, documents)
    page.locator("mark").first.wait_for()

    seconds = page.evaluate(
        """() => {
            const times = [];
            for (let n = 0; n < 50; n++) {
                const start = performance.now();
                document.dispatchEvent(new KeyboardEvent('keydown', { key: n % 2 ? 'a' : 'j', bubbles: true }));
                document.body.getBoundingClientRect();  // the layout is part of it
                times.push(performance.now() - start);
            }
            return times.sort((a, b) => a - b)[25] / 1000;
        }"""
    )

    print(f"{count} documents of {each} spans: {1000 * seconds:.1f} ms a key")
    assert seconds < 0.1


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_can_be_read(visit, facts, width, scheme):
    page = visit(facts, sample(facts, 30), width, scheme)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, select, input')].filter(e => !e.textContent.trim() && !e.labels?.length"
        " && !e.getAttribute('aria-label')).length"
    )
    assert unnamed == 0
    colours = page.evaluate(
        """names => {
            const style = getComputedStyle(document.documentElement);
            const value = name => style.getPropertyValue(name).trim();
            return names.map(name => [name, value(name), value('--ground')]);
        }""",
        [f"--{name}" for name in ("ink", "soft", "accent", "bad", *LABELS)],
    )
    assert {name: contrast(ink, ground) for name, ink, ground in colours if contrast(ink, ground) < 4.5} == {}


def contrast(one, other):
    """The ratio of the Web Content Accessibility Guidelines."""

    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
