"""`SecretsDetector`: detect-secrets' plugins with offsets, made fast by a pass that finds the lines worth checking."""

import inspect
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version

from pii.detectors.scan import Engine
from pii.detectors.secrets import ini
from pii.detectors.secrets.extents import Extent, extents, private_key_block, regexes
from pii.detectors.secrets.prefilter import LineMarker, necessary_pattern
from pii.detectors.secrets.presets import Filter, Plugin, Preset, filters, parse_preset, plugins
from pii.errors import ConfigError, MissingDependencyError
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_after


@dataclass(frozen=True, slots=True)
class Finding:
    """A report of detect-secrets, and its place in the text."""

    line: int
    """Counted from 1; `\\n`, `\\r\\n` and `\\r` end a line."""
    plugin: str
    """Name of the plugin's class."""
    value: str = field(repr=False)
    """The value as detect-secrets reports it, which may be only a part of the secret."""
    extents: tuple[Extent, ...]
    """Places in the text; more than one if the line repeats the value."""


@dataclass(frozen=True, slots=True)
class _Search:
    plugins: Mapping[str, Plugin]
    filters: tuple[tuple[Filter, tuple[str, ...]], ...]
    """Each with the names of its parameters."""
    marker: LineMarker


class SecretsDetector:
    """Finds credentials with detect-secrets' plugins and filters.

    The findings are those of `detect_secrets.core.scan.scan_file` on a file with the text and a name that implies no type,
    except for the differences listed in `Preset`; `python -m benchmarks.secrets_equality` proves it. Nothing is written to a
    file, nothing is verified over the network, and no setting of detect-secrets is read or changed.

    A span is labelled KEY, or PASSWORD if the plugin finds one: the password of a URL, a value that is assigned to a
    password-like name.

    Args:
        preset: which plugins and filters, see `Preset`.
        engine: finds the lines worth checking; never changes the findings.

    Raises:
        ConfigError: no such preset or engine.
        MissingDependencyError: detect-secrets is not installed, or Hyperscan was requested and is not.
    """

    name = "secrets"
    labels: tuple[str, ...] = (Label.KEY, Label.PASSWORD)

    def __init__(self, preset: Preset | str = Preset.FORMATS, engine: Engine | str = Engine.AUTO) -> None:
        self.preset = parse_preset(preset)
        try:
            self.engine = Engine(engine)
        except ValueError:
            raise ConfigError(f"engine {engine!r}: expected one of {', '.join(Engine)}") from None
        try:
            _search(self.preset, self.engine)
        except ImportError as error:
            raise MissingDependencyError(
                "the detector 'secrets' needs detect-secrets: pip install 'pii-for-code[secrets]'"
            ) from error

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text, sorted; those of different plugins may overlap."""
        return [sorted(set(self._spans(text))) for text in texts]

    def findings(self, text: str) -> list[Finding]:
        """The reports of detect-secrets for the text, by line."""
        text = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
        search = _search(self.preset, self.engine)
        lines = ini.lines_with_sections(text)
        found = _in_settings(search, text, lines) if lines else list(_in_text(search, text))
        return found or _in_settings(search, text, ini.lines_without_section(text))

    def describe(self) -> Mapping[str, object]:
        """The settings that determine the result; the engine does not."""
        return {"name": self.name, "preset": self.preset.value, "detect-secrets": version("detect-secrets")}

    def _spans(self, text: str) -> Iterator[Span]:
        for finding in self.findings(text):
            for start, end, label in finding.extents:
                if finding.plugin == "PrivateKeyDetector":
                    start, end = private_key_block(text, start, end)
                yield Span(start, end, label, source=f"{self.name}.{finding.plugin}")


@lru_cache(maxsize=16)
def _search(preset: Preset, engine: Engine) -> _Search:
    """The state of a preset, made once per process; a pickled detector holds only names."""
    chosen = plugins(preset)
    patterns = {name: [necessary_pattern(regex) for regex in _necessary(plugin)] for name, plugin in chosen.items()}
    return _Search(
        chosen,
        tuple((rule, tuple(inspect.signature(rule).parameters)) for rule in filters(preset)),
        LineMarker(patterns, engine),
    )


def _necessary(plugin: Plugin) -> list[re.Pattern[str]]:
    """Regexes, at least one of which matches where the plugin finds something."""
    if not hasattr(plugin, "entropy_limit"):
        return regexes(plugin)
    # A string of n different characters has at most log2(n) bits per character.
    return [re.compile(rf"(['\"])[{re.escape(plugin.charset)}]{{{_fewest_characters(plugin)},}}\1")]


def _fewest_characters(plugin: Plugin) -> int:
    return math.ceil(2**plugin.entropy_limit)


def _in_text(search: _Search, text: str) -> Iterator[Finding]:
    number, counted = 1, 0
    for start, end, owners in search.marker.lines(text):
        line = text[start:end].rstrip()
        for name in sorted(owners):
            plugin = search.plugins[name]
            found = _kept_of_long_line(search, plugin, line) if len(line) > _LONG_LINE else _kept(search, plugin, line)
            if not found:
                continue
            number, counted = number + text.count("\n", counted, start), start
            for value, places in sorted(found.items()):
                yield Finding(
                    number, name, value, tuple((start + first, start + last, label) for first, last, label in places)
                )


def _kept(search: _Search, plugin: Plugin, line: str) -> dict[str, list[Extent]]:
    """The plugin's values that no filter drops, and their places."""
    values = {value for value in _values(plugin, line) if not _dropped(search, plugin, value, line)}
    return extents(plugin, line, values) if values else {}


def _kept_of_long_line(search: _Search, plugin: Plugin, line: str) -> dict[str, list[Extent]]:
    """The same, but filters see only a value's neighbourhood, since they read everything they see for each value."""
    found = extents(plugin, line, _values(plugin, line))
    kept: dict[str, list[Extent]] = {}
    for value, places in found.items():
        start, end = places[0][:2] if places else (0, 0)
        near = line[max(0, start - _LONG_LINE // 4) : end + _LONG_LINE // 4]
        if not _dropped(search, plugin, value, near):
            kept[value] = places
    return kept


_LONG_LINE = 8_192
"""Maximum characters of a line that filters read as a whole."""


def _values(plugin: Plugin, line: str) -> set[str]:
    # `analyze_line` adds nothing but the verification that the caller's global settings may ask for.
    values = set(plugin.analyze_string(line))
    if not hasattr(plugin, "entropy_limit"):
        return values
    fewest = _fewest_characters(plugin)
    return {
        value
        for value in values
        if len(set(value)) >= fewest and plugin.calculate_shannon_entropy(value) > plugin.entropy_limit
    }


def _dropped(search: _Search, plugin: Plugin, value: str, line: str) -> bool:
    known = {"secret": value, "line": line, "plugin": plugin}
    return any(rule(*(known[name] for name in names)) for rule, names in search.filters)


def _in_settings(search: _Search, text: str, lines: Sequence[str]) -> list[Finding]:
    """The findings in lines that a transformer made from the text, with their places in the text itself."""
    found = list(_in_text(search, "\n".join(lines)))
    if not found:
        return []
    transformed = "\n".join(lines)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return [
        Finding(
            finding.line,
            finding.plugin,
            finding.value,
            tuple(
                place
                for first, last, label in finding.extents
                for place in _placed(text, starts, finding.line, transformed[first:last], label)
            ),
        )
        for finding in found
    ]


_KEY = re.compile(r"[^=:\n]*[=:]")
"""The key of a setting."""


def _placed(text: str, starts: Sequence[int], number: int, secret: str, label: Label) -> Iterator[Extent]:
    """The places of a transformed line's secret: in the line's value, else on the line, else in the text."""
    secret = secret.replace('\\"', '"')
    start = starts[min(number, len(starts)) - 1]
    end = line_after(text, start, len(text))
    key = _KEY.match(text, start, end)
    for first, last in ((key.end() if key else start, end), (start, end), (0, len(text))):
        places = [(match.start(), match.end(), label) for match in re.finditer(re.escape(secret), text[first:last])]
        if places:
            yield from ((first + begin, first + stop, label) for begin, stop, label in places)
            return
