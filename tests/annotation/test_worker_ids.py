import stat
from pathlib import Path

import pytest

from annotation.worker_ids import WorkerIds, load_key, read_banned, read_countries
from pii.errors import InputError


def test_a_pseudonym_depends_on_key_and_worker_only() -> None:
    first = WorkerIds(b"key one of the tests")
    assert first.pseudonym("a") == first.pseudonym("a") == WorkerIds(b"key one of the tests").pseudonym("a")
    assert len({first.pseudonym("a"), first.pseudonym("b"), WorkerIds(b"key two of the tests").pseudonym("a")}) == 3
    assert "key one" not in repr(first)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "worker.key"
    key = load_key(path)
    assert load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("short")
    with pytest.raises(InputError, match="at least 16 bytes, found 5"):
        load_key(path)


def test_side_files(tmp_path: Path) -> None:
    banned = tmp_path / "banned.txt"
    banned.write_text("worker_id\nw1\n\nw2,spam\n")
    assert read_banned(banned) == {"w1", "w2"}
    countries = tmp_path / "countries.tsv"
    countries.write_text("country\tASSIGNMENT:worker_id\nXX\tw1\n\tw2\n")
    assert read_countries(countries) == {"w1": "XX"}
    countries.write_text("worker_id,country\nw1,XX\nw2,\n")
    assert read_countries(countries) == {"w1": "XX"}
    countries.write_text("id,land\n")
    with pytest.raises(InputError, match="expected columns worker_id and country, found id, land"):
        read_countries(countries)
