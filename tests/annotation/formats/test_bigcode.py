from typing import Any

import pytest

from annotation.formats.bigcode import document_of_row
from pii.labels import Label

FRAGMENT = {"category": "EMAIL_LICENSE", "position": [2, 8], "value": "a@x.te"}


@pytest.mark.parametrize(
    "row",
    [
        {"text": "= a@x.te", "fragments": [FRAGMENT], "language": "C"},
        {"content": "= a@x.te", "pii": [{"tag": "EMAIL", "start": 2, "end": 8, "value": "a@x.te"}], "language": "C"},
        {"content": "= a@x.te", "pii": '[{"tag": "EMAIL", "start": 2, "end": 8}]', "language": "C"},
    ],
)
def test_a_row_of_either_schema_is_a_document(row: dict[str, Any]) -> None:
    document = document_of_row(row, "7")
    assert (document.id, document.meta) == ("7", {"language": "C"})
    assert [(span.start, span.end, span.label) for span in document.spans] == [(2, 8, Label.EMAIL)]
    assert document_of_row({**row, "id": 0}, "7").id == "0"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"category": "PHONE"}, "unknown label 'PHONE'"),
        ({"value": "secret"}, "not in the text"),
        ({"position": [2, 2]}, "empty"),
    ],
)
def test_a_row_that_does_not_fit_says_why_without_the_value(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        document_of_row({"text": "= a@x.te", "fragments": [{**FRAGMENT, **change}]}, "7")
    assert "secret" not in str(caught.value)
