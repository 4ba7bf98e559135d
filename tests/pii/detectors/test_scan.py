"""Both engines must find the same hits on anything, at exact character offsets."""

import pickle
import re
import sysconfig
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii import kept
from pii.detectors import scan as module
from pii.detectors.scan import Engine, Hit, Scanner
from pii.errors import ConfigError

PATTERNS = {
    "fixed": r"\w@\w",
    "overlapping": r"aba",
    "lazy": r"a+?b?",
    "short alternative first": r"a|ab|abc",
    "greedy run": r"[A-Z][a-z]+",
    "caseless": r"(?i)copyright|author",
    "line": r"(?m)^# ?\w",
    "not ascii": r"=[^=\n]+=",
    "space": r"\s\s",
    "word edge": r"\bdef\b",
    "some then tail": r"a.*b",
}
RE = Scanner(PATTERNS, engine="re")


@pytest.fixture(scope="module")
def hyperscan() -> Scanner:
    pytest.importorskip("hyperscan")
    return Scanner(PATTERNS, engine="hyperscan")


def library_sources(limit: int) -> list[Path]:
    return sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))[:limit]


def test_engines_agree_on_real_sources(hyperscan: Scanner) -> None:
    hits = 0
    for path in library_sources(limit=20):
        text = path.read_text("utf-8", "surrogateescape")
        found = hyperscan.scan(text)
        assert found == RE.scan(text), path.name
        hits += len(found)
    assert hits > 2_000


texts = st.one_of(
    st.text(),
    st.text(alphabet="abcAB@ =\n#\t\v\xa0é漢\U0001f600\ud800", max_size=60),
    st.lists(st.sampled_from(["aba", "abab", "a", "b", "abc", "=é=", "def", "Author", "é", "\udcff"])).map("".join),
)


@given(texts)
def test_engines_agree_on_any_text(text: str) -> None:
    pytest.importorskip("hyperscan")
    assert Scanner(PATTERNS, engine="hyperscan").scan(text) == RE.scan(text)


@given(st.lists(texts, max_size=5))
def test_texts_read_together_are_as_if_alone(several: list[str]) -> None:
    for engine in ("auto", "re"):
        scanner = Scanner(PATTERNS, engine=engine)
        together = list(scanner.scan_batch(several))
        assert [sorted(hit for hits in places.values() for hit in hits) for places in together] == [
            sorted(RE.scan(text)) for text in several
        ]
        assert all(list(places) == [name for name in PATTERNS if name in places] for places in together)


def test_a_match_that_would_run_into_the_next_text_hides_none() -> None:
    for engine in ("auto", "re"):
        scanner = Scanner({"run": r"a[^x]*b|cd", "edge": r"\bc\b"}, engine=engine)
        found = list(scanner.scan_batch(["acd", "b", "c", "ab a", "ab"]))
        run, edge = [Hit("run", 0, 2)], [Hit("edge", 0, 1)]
        assert found == [{"run": [Hit("run", 1, 3)]}, {}, {"edge": edge}, {"run": run}, {"run": run}]


def test_many_texts_of_any_size_are_read_in_order() -> None:
    several = ["a@b" + "é" * (number % 3) + " " * (number * 997 % 4_000) for number in range(500)]
    assert [places["at"][0].start for places in Scanner({"at": "@b"}).scan_batch(several)] == [1] * 500


@pytest.mark.parametrize("tail", ["::", "ab", ": ", "--", "a@b"])
def test_a_literal_that_ends_the_text_is_found(tail: str) -> None:
    pytest.importorskip("hyperscan")
    patterns = {"literal": re.escape(tail), "other": r"q@\w"}
    fast, slow = Scanner(patterns, engine="hyperscan"), Scanner(patterns, engine="re")
    for length in range(70):
        text = "z" * length + tail
        assert fast.scan(text) == slow.scan(text) == [Hit("literal", length, length + len(tail))]


def test_nothing_behind_the_end_is_matched() -> None:
    patterns = {"blank": r"x\s", "other": r"x[^a]", "line": r"(?m)z$"}
    for engine in ("auto", "re"):
        assert Scanner(patterns, engine=engine).scan("xz x") == [Hit("other", 0, 2)]
        assert Scanner(patterns, engine=engine).scan("z") == [Hit("line", 0, 1)]


@given(texts)
def test_hits_of_one_pattern_are_sorted_disjoint_and_inside_the_text(text: str) -> None:
    for engine in ("re", "auto"):
        hits = Scanner({"word": r"[a-z]+"}, engine=engine).scan(text)
        assert [text[hit.start : hit.end] for hit in hits] == re.findall("[a-z]+", text)
        assert all(a.end <= b.start for a, b in zip(hits, hits[1:], strict=False))


@pytest.mark.parametrize("engine", ["re", "auto"])
@pytest.mark.parametrize("before", ["", "x", "é", "漢字", "\U0001f600", "\ud83d", "a\x00b", "\ufeff"])
def test_offsets_are_characters(engine: str, before: str) -> None:
    (hit,) = Scanner({"key": "key"}, engine=engine).scan(f"{before}key{before}")
    assert hit == Hit("key", len(before), len(before) + 3)


@pytest.mark.parametrize("engine", ["re", "auto"])
def test_a_border_inside_a_character_moves_outwards(engine: str) -> None:
    assert Scanner({"byte": "[^a]{2}"}, engine=engine).scan("aéa") == [Hit("byte", 1, 2)]
    assert Scanner({"byte": r"\xa9"}, engine=engine).scan("aéa") == [Hit("byte", 1, 2)]


@pytest.mark.parametrize(
    "pattern, why",
    [
        ("a*", "empty string"),
        ("é", "ASCII"),
        ("(", "compile"),
        (r"a{", None),
        ("x|", "empty"),
        ("^a", r"\^ or \$"),
        ("x(?:a|b$)", r"\^ or \$"),
        ("(?m)^a|(?-m:x$)", r"\^ or \$"),
        ("(?m:^)a|(?m)b$", "compile"),
        ("(?m:^a|(?:b$){2})", None),
    ],
)
def test_unusable_patterns_are_refused_by_name(pattern: str, why: str | None) -> None:
    if why is None:
        Scanner({"odd": pattern})
        return
    with pytest.raises(ConfigError, match=f"'odd'.*{why}"):
        Scanner({"odd": pattern})


@pytest.mark.parametrize("pattern", [r"(?=a)b", r"(a)\1", r"(?:\w{1,64}@\w{1,250}){2,9}x"])
def test_patterns_beyond_hyperscan_are_refused_by_name(pattern: str) -> None:
    pytest.importorskip("hyperscan")
    with pytest.raises(ConfigError, match="'odd'"):
        Scanner({"fine": "fine", "odd": pattern}, engine="hyperscan").scan("text")


def test_unknown_engine_is_refused() -> None:
    with pytest.raises(ConfigError, match="auto, hyperscan, re"):
        Scanner({}, engine="grep")


def test_no_patterns_no_hits() -> None:
    assert Scanner({}).scan("anything") == []


def test_equal_scanners_are_equal_and_pickle(hyperscan: Scanner) -> None:
    again = pickle.loads(pickle.dumps(hyperscan))
    assert again == hyperscan and hash(again) == hash(hyperscan)
    assert again.engine is Engine.HYPERSCAN and dict(again.patterns) == PATTERNS
    assert RE != hyperscan
    assert again.scan("jane@roe.org") == hyperscan.scan("jane@roe.org")


def test_threads_share_a_scanner(hyperscan: Scanner) -> None:
    documents = [path.read_text("utf-8", "replace") for path in library_sources(limit=6)]
    expected = [hyperscan.scan(text) for text in documents]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            assert list(pool.map(hyperscan.scan, documents)) == expected


def test_a_spawned_process_scans(hyperscan: Scanner) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(hyperscan.scan, "jane@roe.org").result() == hyperscan.scan("jane@roe.org")


def test_a_scanner_tells_its_patterns_and_its_engine() -> None:
    scanner = Scanner({"word": r"\w", "digit": r"\d"}, engine="re")
    assert dict(scanner.patterns) == {"word": r"\w", "digit": r"\d"}
    assert scanner.engine is Engine.RE


@pytest.mark.parametrize("damage", [b"", b"[]", b"[[1, 2]]", b'{"a": 1}'])
def test_what_the_cache_holds_of_patterns_is_checked(
    damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept, "_WORTH_KEEPING", 0.0)
    patterns = {"at": r"jane@\w", "host": r"[a-z]+\.org"}

    def scan() -> list[Hit]:
        module._widths.cache_clear()
        module._compiled.cache_clear()
        return Scanner(patterns).scan("jane@roe.org")

    first = scan()
    files = sorted((tmp_path / "pii" / "patterns").iterdir())
    whole = [path.read_bytes() for path in files]
    assert scan() == first == [Hit("at", 0, 6), Hit("host", 5, 12)]
    for path in files:
        path.write_bytes(damage)
    assert scan() == first
    assert [path.read_bytes() for path in files] == whole


def test_an_error_about_a_pattern_is_one_line() -> None:
    with pytest.raises(ConfigError, match="does not compile") as caught:
        Scanner({"x": "a\\\n(?\n"})
    assert "\n" not in str(caught.value)
