"""The prefilter never overlooks a line: for every regex of every plugin, in both engines."""

import re
import sys

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pii.detectors.scan import Engine
from pii.detectors.secrets import prefilter
from pii.detectors.secrets.extents import regexes
from pii.detectors.secrets.prefilter import LineMarker, necessary_pattern
from pii.detectors.secrets.presets import Preset, plugins
from pii.errors import MissingDependencyError

REGEXES = {regex.pattern: regex for plugin in plugins(Preset.DEFAULT).values() for regex in regexes(plugin)}
MARKERS = {
    pattern: [LineMarker({"it": [necessary_pattern(regex)]}, engine) for engine in (Engine.RE, Engine.AUTO)]
    for pattern, regex in REGEXES.items()
}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_where_a_plugin_matches_the_line_is_marked(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(sorted(REGEXES)))
    text = data.draw(st.from_regex(REGEXES[pattern]))
    lines = [line for line in re.split(r"[\r\n]", text) if REGEXES[pattern].search(line)]
    document = "\n".join(["é first", *lines, "last"])
    expected = {line for line in lines}

    for marker in MARKERS[pattern]:
        assert {document[marked.start : marked.end] for marked in marker.lines(document)} >= expected


@pytest.mark.parametrize(
    ("regex", "matching", "other"),
    [
        (r"(?<=x)key(?!s)", "keys", "ke"),
        (r"^a+b*$", "xax", "b"),
        (r"(['\"])\w{3,}\1", "'äbc'", "'ab'"),
        (r"(?i)sk-[a-z]{2}", "SK-ab", "sk-a"),
        (r"a.{0,3}b", "a\u65e5\u672c\u8a9eb", "a"),
        (r"[^a-z]{2}", "AB", "a1b"),
        (r"(?:ab|c\d){2}", "abc1", "abc"),
        (r"x(?:y|)z", "xz", "xy"),
        (r"(?>ab)c", "abc", "ab"),
    ],
)
def test_a_pattern_is_kept_as_far_as_bytes_can_tell(regex: str, matching: str, other: str) -> None:
    marker = LineMarker({"it": [necessary_pattern(re.compile(regex))]}, Engine.RE)

    assert [marked.owners for marked in marker.lines(matching)] == [{"it"}]
    assert list(marker.lines(other)) == []


@given(st.text(alphabet="abA'\"= \né日🙂\ud800ſ", max_size=60))
@example("é\n'ab'\n\n'ba'")
@example("'AB'")
def test_both_engines_mark_the_same_lines(text: str) -> None:
    patterns = {"quoted": ["'[ab]{2,}'"], "assigned": ["a=+"]}

    with_re, with_hyperscan = (list(LineMarker(patterns, engine).lines(text)) for engine in (Engine.RE, Engine.AUTO))

    assert with_re == with_hyperscan
    assert all("\n" not in text[line.start : line.end] for line in with_re)
    assert all(text[line.start - 1 : line.start] in {"", "\n"} for line in with_re)


@pytest.mark.parametrize(
    ("regex", "translated"),
    [
        (r"xa{2,16}y", r"\x78\x61{2,16}\x79"),
        (r"xa{2,17}y", r"\x78\x61{2,}\x79"),
        (r"xa{13,17}y", r"\x78\x61{13,17}\x79"),
        (r"xa{13,18}y", r"\x78\x61{13,}\x79"),
        (r"xa*b+y", r"\x78\x61*\x62+\x79"),
        (r"a*bc+d*", r"\x62\x63"),
        (r"b{2,3}", r"\x62{2}"),
        (r"xa?y", r"\x78\x61{0,1}\x79"),
        (r"x(?:a*b)+y", r"\x78(?:\x61*\x62)+\x79"),
        (r"(a+)x\1", r"(?:\x61)\x78(?:\x61+)"),
        (r"(?i:a)b", r"[^\n]*\x62"),
        (r"(?i)b(?-i:a)", r"[\x42\x62][^\n]*"),
        (r"\x7f", r"\x7f"),
        (r"\x80", r"[\x80-\xff]{1,4}"),
        (r"[~\x7f]", r"[\x7e\x7f]"),
        (r"[\x80]", r"[\x80-\xff]{1,4}"),
        (r"[~-\x80]", r"[\x7e\x7f\x80-\xff]{1,4}"),
        (r"x\xe9{2,3}y", r"\x78[\x80-\xff]{2,12}\x79"),
    ],
)
def test_how_a_regex_is_translated(regex: str, translated: str) -> None:
    assert necessary_pattern(re.compile(regex)) == translated


def test_hyperscan_is_taken_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "_read_with_hyperscan", hyperscan := object())
    pytest.importorskip("hyperscan")

    assert [prefilter._reader(engine) is hyperscan for engine in (Engine.RE, Engine.AUTO, Engine.HYPERSCAN)] == [
        False,
        True,
        True,
    ]


def test_without_hyperscan_only_who_asks_for_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hyperscan", None)

    assert prefilter._reader(Engine.AUTO) is prefilter._read_with_re
    assert prefilter._reader(Engine.RE) is prefilter._read_with_re
    with pytest.raises(MissingDependencyError, match="pip install hyperscan"):
        LineMarker({"it": ["a"]}, Engine.HYPERSCAN)
