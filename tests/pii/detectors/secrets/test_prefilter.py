"""The prefilter never overlooks a line: for every regex of every plugin, in both engines."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pii.detectors.scan import Engine
from pii.detectors.secrets.extents import regexes
from pii.detectors.secrets.prefilter import LineMarker, necessary_pattern
from pii.detectors.secrets.presets import Preset, plugins

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


@given(st.text(alphabet="ab'\"= \né日🙂\ud800ſ", max_size=60))
@example("é\n'ab'\n\n'ba'")
def test_both_engines_mark_the_same_lines(text: str) -> None:
    patterns = {"quoted": ["'[ab]{2,}'"], "assigned": ["a=+"]}

    with_re, with_hyperscan = (list(LineMarker(patterns, engine).lines(text)) for engine in (Engine.RE, Engine.AUTO))

    assert with_re == with_hyperscan
    assert all("\n" not in text[line.start : line.end] for line in with_re)
    assert all(text[line.start - 1 : line.start] in {"", "\n"} for line in with_re)
