"""Message catalogues and lists of terms as training data."""

from models.catalogues import CataloguesRecipe, lists_of_terms, stretches
from pii.labels import Label

MESSAGES = 'msgid "Password"\nmsgstr "Passwort"\n\nmsgid "Home"\nmsgstr "Startseite"\n'


def row(path: str, text: str, split: str = "train") -> dict[str, str]:
    return {"id": path, "package": "a", "path": path, "text": text, "split": split}


def test_only_messages_are_cut_and_lines_that_may_name_somebody_are_ignored() -> None:
    recipe = CataloguesRecipe((), per_file=1)
    text = MESSAGES + "# translated by Jane Roe <jroe@mail.test>\n"
    (cut,) = stretches([row("po/de.po", text), row("src/main.py", text)], recipe)

    assert [(cut.text[span.start : span.end], span.label) for span in cut.spans] == [("jroe@mail.test", Label.EMAIL)]
    assert [cut.text[span.start : span.end] for span in cut.ignored] == ["# translated by Jane Roe <", ">\n"]


def test_terms_of_every_language_name_nobody() -> None:
    documents = list(lists_of_terms(CataloguesRecipe((), characters=300, terms=1)))

    assert len({document.meta["language"] for document in documents}) == len(documents) > 200
    assert all(0 < len(document.text) <= 300 and not document.spans for document in documents)
    assert {"de", "ms", "sr_Latn", "zh_Hant"} <= {document.meta["language"] for document in documents}
    assert documents == list(lists_of_terms(CataloguesRecipe((), characters=300, terms=1)))


def test_no_terms_are_added_unless_asked_for() -> None:
    assert list(lists_of_terms(CataloguesRecipe(()))) == []
