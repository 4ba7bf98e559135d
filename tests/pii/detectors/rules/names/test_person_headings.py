"""Which headings say that a person's name stands below."""

import pytest

from pii.detectors.rules.names.person_headings import names_part_of_person, names_person


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("first_name", True),
        ("lastName", True),
        ("file_name", False),
        ("name", False),
        ("Nachname", True),
        ("nama_siswa", True),
        ("nama_barang", False),
        ("siswa_nama", False),
        ("姓名", True),
        ("城市", False),
        ("", False),
    ],
)
def test_one_word_of_a_name_stands_under_some_headings(heading: str, part: bool) -> None:
    assert names_part_of_person(heading) is part


@pytest.mark.parametrize(
    ("heading", "person"),
    [
        ("name", True),
        ("author", True),
        ("employee name", True),
        ("user_names", True),
        ("file name", False),
        ("author id", False),
        ("city", False),
        ("", False),
    ],
)
def test_a_whole_name_may_stand_under_some_headings(heading: str, person: bool) -> None:
    assert names_person(heading) is person
