"""Compiled patterns: kept in the user's cache, and made again where what is kept is of no use."""

import os
import time
from pathlib import Path

import pytest

from pii.detectors import database as module
from pii.detectors.database import database

hyperscan = pytest.importorskip("hyperscan")

EXPRESSIONS, FLAGS = [rb"jane@\w", rb"roe\.org"], [0, 0]


def ends(compiled: object, text: bytes = b"jane@roe.org\n") -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    compiled.scan(  # type: ignore[attr-defined]
        text,
        match_event_handler=lambda index, start, end, flags, context: found.append((index, end)),
        scratch=hyperscan.Scratch(compiled),
    )
    return found


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "_WORTH_KEEPING", 0.0)
    return tmp_path / "pii" / "patterns"


def test_what_is_kept_finds_what_was_compiled(cache: Path) -> None:
    made = ends(database(EXPRESSIONS, FLAGS))
    (kept,) = cache.iterdir()
    written = kept.stat().st_mtime_ns

    assert ends(database(EXPRESSIONS, FLAGS)) == made == [(0, 6), (1, 12)]
    assert kept.stat().st_mtime_ns == written


def test_other_expressions_are_other_files(cache: Path) -> None:
    database(EXPRESSIONS, FLAGS)
    database(EXPRESSIONS[:1], FLAGS[:1])

    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:100], lambda data: data[:200] + data[:200] + data[400:]]
)
def test_a_damaged_file_is_compiled_again(cache: Path, damage) -> None:
    made = ends(database(EXPRESSIONS, FLAGS))
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))

    assert ends(database(EXPRESSIONS, FLAGS)) == made
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH_KEEPING", 0.0)
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert ends(database(EXPRESSIONS, FLAGS)) == [(0, 6), (1, 12)]


def test_what_compiles_at_once_is_not_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH_KEEPING", 60.0)

    database(EXPRESSIONS, FLAGS)

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

    database(EXPRESSIONS, FLAGS)
    assert not old.exists() and not broken_off.exists() and recent.exists()

    aged(recent, 31)
    database(EXPRESSIONS, FLAGS)
    assert recent.exists(), "nothing new was kept"


def test_a_use_counts_by_the_day(cache: Path) -> None:
    database(EXPRESSIONS, FLAGS)
    (kept,) = cache.iterdir()
    for days, noted in ((40, True), (0.5, False)):
        before = aged(kept, days).stat().st_mtime
        database(EXPRESSIONS, FLAGS)
        assert (kept.stat().st_mtime > before) is noted

    aged(kept, 40)
    database(EXPRESSIONS, FLAGS)
    database(EXPRESSIONS[:1], FLAGS[:1])
    assert kept.exists()


def test_what_cannot_be_removed_is_left(cache: Path) -> None:
    folder = cache / "old"
    folder.mkdir(parents=True)
    os.utime(folder, (0, 0))
    aged(cache / "other", 31)

    database(EXPRESSIONS, FLAGS)

    assert folder.exists() and not (cache / "other").exists()
