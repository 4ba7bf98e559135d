import json
from dataclasses import replace

import pytest

from annotation.control import names_of
from annotation.leaks import Certificate, LeakError, certify
from annotation.schema import Document
from pii.labels import Label
from pii.spans import Span

TEXT = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon"
SECRET = "hunter2-hunter2"


def crossing(certificate: Certificate) -> dict[str, int]:
    return {check.what: check.crossing for check in certificate.checks if check.crossing}


def with_secret(key: str, text: str) -> Document:
    start = len(text) + 1
    return Document(key, f"{text} {SECRET}", (Span(start, start + len(SECRET), Label.PASSWORD),))


@pytest.mark.parametrize(
    ("train", "test", "found"),
    [
        (Document("a", "one"), Document("b", "two"), {}),
        (Document("a", "one"), Document("a", "two"), {"document ids": 1}),
        (Document("a", TEXT), Document("b", TEXT + " phi"), {"near-duplicate pairs": 1}),
        (with_secret("a", "one"), with_secret("b", "two"), {"secret values": 1}),
        (
            Document("a", "one", meta={"repo": "o/r"}),
            Document("b", "two", meta={"repository": "o/r"}),
            {"repositories": 1},
        ),
        (Document("a", "checked\r\ntext"), Document("b", "two"), {"control texts": 1}),
        (Document("checked", "one"), Document("b", "two"), {"control texts": 1}),
    ],
    ids=["clean", "id", "near-duplicate", "secret", "repository", "control text", "control id"],
)
def test_each_kind_of_leak_is_found(train: Document, test: Document, found: dict[str, int]):
    certificate = certify({"train": [train], "test": [test]}, control=names_of("checked", "checked\ntext"))
    assert crossing(certificate) == found
    assert certificate.clean == (not found)


def test_the_same_things_within_one_split_are_no_leak():
    documents = [with_secret("a", TEXT), replace(with_secret("b", TEXT), meta={"repo": "o/r"})]
    assert certify({"train": documents, "test": []}).clean


def test_a_leak_is_an_error_that_names_documents_and_no_value():
    certificate = certify({"train": [with_secret("a", "one")], "test": [with_secret("b", "two")]})
    with pytest.raises(LeakError, match="train:a") as caught:
        certificate.require_clean()
    assert SECRET not in str(caught.value)
    assert SECRET not in json.dumps(certificate.to_json())


def test_the_digest_is_of_the_data_and_not_of_its_order():
    a, b = Document("a", "one"), Document("b", "two")
    first = certify({"train": [a, b], "test": []}).digest
    assert first == certify({"test": [], "train": [b, a]}).digest
    assert first != certify({"train": [a], "test": [b]}).digest
    assert first != certify({"train": [a, replace(b, text="three")], "test": []}).digest
