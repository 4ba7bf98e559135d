import struct
from pathlib import Path

import pii.known.names
from models.gazetteer import write_names, write_ordinary_words


def test_the_packaged_file_holds_what_the_installed_lists_name(tmp_path: Path) -> None:
    assert write_names(tmp_path / "names.bin") > 160_000
    packaged = Path(pii.known.names.__file__).parent / "data" / "names.bin"
    kinds = [
        {row & ~3: row & 3 for (row,) in struct.iter_unpack("<I", path.read_bytes())}
        for path in (tmp_path / "names.bin", packaged)
    ]
    assert all(kind & kinds[1].get(name, 0) == kind for name, kind in kinds[0].items())
    assert len(kinds[1]) > 2 * len(kinds[0])


def test_words_that_files_write_small_are_no_further_names(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary.txt"
    ordinary.write_text("# head\nold\n")
    texts = ["the class of Abbott", "a class, Class", "class abbott", "Abbott and Abbott"]
    assert write_ordinary_words(texts, ordinary) == 1
    assert ordinary.read_text() == "# head\nclass\n"


def test_further_lists_know_names_that_faker_lacks() -> None:
    assert pii.known.names.is_family_name("Kowalsky") and pii.known.names.is_family_name("beddow")
    assert not pii.known.names.kind_of("class") and not pii.known.names.kind_of("string")


def test_names_of_other_scripts_are_known() -> None:
    assert pii.known.names.kind_of("शर्मा") and pii.known.names.kind_of("Овсей")
    assert pii.known.names.is_given_name("昭子") and not pii.known.names.kind_of("市")
    assert [*pii.known.names.known_names("राम शर्मा")][-1][1] == len("राम शर्मा")
