"""What is made once on a machine: kept in the user's cache, and made again where what is kept is of no use."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pii import kept as module
from pii.kept import kept

made: list[object] = []


def remembered(key: object = "roe") -> object:
    """Something that is counted when it is made."""

    def make() -> object:
        made.append(key)
        return [key, 1]

    return kept(".json", key, make, lambda value: json.dumps(value).encode(), json.loads, ValueError)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "_WORTH_KEEPING", 0.0)
    made.clear()
    return tmp_path / "pii" / "patterns"


def test_what_is_kept_is_not_made_again(cache: Path) -> None:
    assert remembered() == remembered() == ["roe", 1]
    assert made == ["roe"] and len(list(cache.iterdir())) == 1


def test_another_key_is_another_file(cache: Path) -> None:
    assert remembered() != remembered("moss")
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:4], lambda data: b"\xff" + data])
def test_what_is_damaged_is_made_again(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    remembered()
    (path,) = cache.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))

    assert remembered() == ["roe", 1]
    assert path.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH_KEEPING", 0.0)
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert remembered() == ["roe", 1]


def test_what_is_made_at_once_is_not_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH_KEEPING", 60.0)

    remembered()

    assert not cache.exists()


DAY = 24 * 60 * 60


def aged(path: Path, days: float) -> Path:
    """The file, last used so many days ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, (time.time(), time.time() - days * DAY))
    return path


def test_what_nobody_used_for_a_month_goes_when_something_new_is_kept(cache: Path) -> None:
    old, broken_off, recent = aged(cache / "old.hs", 31), aged(cache / "tmpk3j", 31), aged(cache / "recent.hs", 29)

    remembered()
    assert not old.exists() and not broken_off.exists() and recent.exists()

    aged(recent, 31)
    remembered()
    assert recent.exists(), "nothing new was kept"


def test_a_use_counts_by_the_day(cache: Path) -> None:
    remembered()
    (path,) = cache.iterdir()
    for days, noted in ((40, True), (0.5, False)):
        before = aged(path, days).stat().st_mtime
        remembered()
        assert (path.stat().st_mtime > before) is noted

    aged(path, 40)
    remembered()
    remembered("moss")
    assert path.exists()


def test_what_cannot_be_removed_is_left(cache: Path) -> None:
    folder = cache / "old"
    folder.mkdir(parents=True)
    os.utime(folder, (0, 0))
    aged(cache / "other", 31)

    remembered()

    assert folder.exists() and not (cache / "other").exists()
