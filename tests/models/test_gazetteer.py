from pathlib import Path

import pii.names
from models.gazetteer import write_names


def test_the_packaged_file_of_names_is_what_the_command_writes(tmp_path: Path) -> None:
    assert write_names(tmp_path / "names.bin") > 50_000
    assert (tmp_path / "names.bin").read_bytes() == (
        Path(pii.names.__file__).parent / "data" / "names.bin"
    ).read_bytes()
