"""Compiled patterns: kept in the user's cache, and made again where what is kept is of no use."""

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
