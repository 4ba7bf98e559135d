"""Messages of catalogues: only what is translated, by language, and no header."""

from pathlib import Path

import pytest

from annotation.schema import Document
from benchmarks import languages, results, tables
from benchmarks.datasets import Dataset, Measure
from benchmarks.process import Run
from benchmarks.systems.registry import find
from pii.labels import Label
from pii.spans import Span

CATALOGUE = """# Jane Roe <jane@roe.org>, 2024
msgid ""
msgstr ""
"Last-Translator: Jane Roe <jane@roe.org>\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Log in"
msgstr "Anmelden"

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d Datei"
msgstr[1] "%d Dateien"

#, fuzzy
msgid "Log out"
msgstr "Unsicher"

msgid "Password"
msgstr ""
"""


def _source(cache: Path, text: str) -> None:
    folder = cache / "unpacked" / f"{languages.DJANGO.slug}-{languages.DJANGO.digest[:12]}" / "django-1.0"
    for place in ("django/conf/locale/de", "tests/conf/locale/de"):
        path = folder / place / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        path.write_text(text)


def test_only_translated_messages_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polib")
    monkeypatch.setattr(languages, "MINIMUM_CHARACTERS", 1)
    _source(tmp_path, CATALOGUE)
    (document,) = languages.load(tmp_path)
    assert document.text == "Anmelden\n%d Datei\n%d Dateien\n"
    assert document.meta["language"] == "de"


def test_a_language_with_too_little_text_is_left_out(tmp_path: Path) -> None:
    pytest.importorskip("polib")
    _source(tmp_path, CATALOGUE)
    assert languages.load(tmp_path) == []


def test_rates_are_spans_per_ten_thousand_characters_by_language_and_label() -> None:
    documents = [Document(f"{name}{n}", "x" * 500, meta={"language": name}) for name in ("de", "hi") for n in (0, 1)]
    predictions = [[], [], [Span(0, 4, Label.NAME), Span(8, 9, Label.KEY)], [Span(0, 4, Label.NAME)]]
    found = languages.measure(documents, predictions)
    assert found == {"de": {"characters": 1000}, "hi": {"KEY": 1, "NAME": 2, "characters": 1000}}
    assert (languages.rate(found["hi"]), languages.rate(found["hi"], ["NAME"])) == (30, 20)

    dataset = Dataset("languages", documents, measure=Measure.LANGUAGES)
    row = results.row(find("ours"), Run(predictions, seconds=1.0), dataset)
    result = results.merged({}, dataset, {"ours": row})
    assert tables.TABLES["languages"](result)[1] == [["ours (default)", "2", "15.00", "1", "hi 30.0", "0.002"]]
    head, rows = tables.TABLES["language"](result)
    assert [cells[0] for cells in rows] == ["all", "hi", "de"]
    assert dict(zip(head, rows[1], strict=True))["NAME"] == "20.00"
