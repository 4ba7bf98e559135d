"""Which capitalised words name a person."""

import pytest

from pii.detectors.rules.names.person_name import is_person, starts_with_given_name


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Jane Roe", True),
        ("J. Roe", True),
        ("Jane   Roe", False),
        ("Jane Update", False),
        ("J. U", False),
        ("Al Roe", True),
        ("Me Roe", False),
        ("David May", True),
        ("Brixo May", False),
        ("May", False),
        ("May David", False),
        ("ROE MOSS", False),
        ("ROE MOSSE", True),
        ("Roe Moss", True),
        ("Fabsoft", False),
        ("Jane Mosscorp", False),
        ("Soft Roe", True),
        ("Jane Amnnet", False),
        ("Jane Amnet", True),
    ],
)
def test_a_person_bears_no_word_of_sentences_firms_or_columns(name: str, person: bool) -> None:
    assert is_person(name) is person


@pytest.mark.parametrize(("name", "given"), [("Jane Roe", True), ("jane-marie roe", True), ("Brixo Jane", False)])
def test_the_first_word_is_a_common_given_name(name: str, given: bool) -> None:
    assert starts_with_given_name(name) is given
