from pathlib import Path

import pii.names
from models.gazetteer import write_names, write_ordinary_words


def test_the_packaged_file_of_names_is_what_the_command_writes(tmp_path: Path) -> None:
    assert write_names(tmp_path / "names.bin") > 160_000
    assert (tmp_path / "names.bin").read_bytes() == (
        Path(pii.names.__file__).parent / "data" / "names.bin"
    ).read_bytes()


def test_words_that_files_write_small_are_no_further_names(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary.txt"
    ordinary.write_text("# head\nold\n")
    texts = ["the class of Abbott", "a class, Class", "class abbott", "Abbott and Abbott"]
    assert write_ordinary_words(texts, ordinary) == 1
    assert ordinary.read_text() == "# head\nclass\n"


def test_further_lists_know_names_that_faker_lacks() -> None:
    assert pii.names.is_family_name("Kowalsky") and pii.names.is_family_name("beddow")
    assert not pii.names.kind_of("class") and not pii.names.kind_of("string")
