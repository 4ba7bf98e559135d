"""The place and kind of a detect-secrets finding: the library itself reports a value and a line number.

A plugin's own regexes give the place. If the reported value is only a part of the secret (`ghp` for a GitHub token, a JWT
without its signature, the first 24 letters of a Stripe key, the first line of a private key), the span is the whole secret.
"""

import re
from collections.abc import Collection
from typing import Any

from pii.detectors.secrets.presets import Plugin
from pii.labels import Label
from pii.text.surroundings import text_before

Extent = tuple[int, int, Label]
"""Start and end in characters, and the label."""

_GROUP_IS_PREFIX = {"GitHubTokenDetector", "GitLabTokenDetector"}
_PASSWORD_NAME = re.compile(r"pass|pwd|contrase", re.IGNORECASE)
_REST = {
    "JwtTokenDetector": re.compile(r"[\w.+/=-]*", re.ASCII),
    # Formats that were fixed when the plugin was written; vendors have since lengthened the tokens.
    **dict.fromkeys(
        (
            "DiscordBotTokenDetector",
            "GitHubTokenDetector",
            "GitLabTokenDetector",
            "OpenAIDetector",
            "SquareOAuthDetector",
            "StripeDetector",
        ),
        re.compile(r"[\w-]*", re.ASCII),
    ),
}
_ARTIFACTORY_FRAME = ' \t=:"'

_PUTTY = "PuTTY-User-Key-File-2"
_PUTTY_END = re.compile(r"Private-MAC: ?[0-9a-fA-F]*")
_LONGEST_PRIVATE_KEY = 20_000
_KEY_MATERIAL = re.compile(r"[A-Za-z0-9+/]{20}")


def regexes(plugin: Plugin) -> list[re.Pattern[str]]:
    """The regexes with which a plugin searches a line of a file of no particular type."""
    if hasattr(plugin, "denylist"):
        return list(plugin.denylist)
    if hasattr(plugin, "charset"):
        return [plugin.regex]
    return list(_keyword_groups())


def extents(plugin: Plugin, line: str, values: Collection[str]) -> dict[str, list[Extent]]:
    """The sorted places of each value on the line where a regex of the plugin finds it."""
    places: dict[str, set[Extent]] = {value: set() for value in values}
    for regex in regexes(plugin):
        for match in regex.finditer(line):
            group = next((group for group in _groups(plugin, regex) if match[group] in places), None)
            if group is not None:
                places[match[group]].add(_extent(type(plugin).__name__, match, group))
    return {value: sorted(found) for value, found in places.items()}


def _groups(plugin: Plugin, regex: re.Pattern[str]) -> range:
    """The groups of a regex whose text a plugin reports; 0 is the whole match."""
    if hasattr(plugin, "denylist"):
        return range(1, regex.groups + 1) if regex.groups else range(1)
    group = 2 if hasattr(plugin, "charset") else _keyword_groups()[regex]
    return range(group, group + 1)


def _keyword_groups() -> dict[re.Pattern[str], int]:
    from detect_secrets.plugins.keyword import QUOTES_REQUIRED_DENYLIST_REGEX_TO_GROUP

    groups: Any = QUOTES_REQUIRED_DENYLIST_REGEX_TO_GROUP
    return groups


def _extent(name: str, match: re.Match[str], group: int) -> Extent:
    line = match.string
    start, end = match.span(0 if name in _GROUP_IS_PREFIX else group)
    match name:
        case "KeywordDetector":
            beside = line[match.start() : start] + line[end : match.end()]
            return start, end, Label.PASSWORD if _PASSWORD_NAME.search(beside) else Label.KEY
        case "BasicAuthDetector":
            return start, end, Label.PASSWORD
        case "ArtifactoryDetector":
            value = line[start:end]
            start = end - len(value.lstrip().lstrip(_ARTIFACTORY_FRAME))
            return start, start + len(line[start:end].rstrip().rstrip(_ARTIFACTORY_FRAME)), Label.KEY
        case _:
            rest = _REST[name].match(line, end) if name in _REST else None
            return start, rest.end() if rest else end, Label.KEY


def private_key_block(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole private key whose first line holds characters `start` to `end`; just these if no key follows."""
    header = text[start:end]
    if header == _PUTTY:
        closing = _PUTTY_END.search(text, end, end + _LONGEST_PRIVATE_KEY)
        return start, closing.end() if closing else end
    footer = header.replace("BEGIN", "END")
    closing = text.find(footer, end, end + _LONGEST_PRIVATE_KEY)
    if closing < 0 or not _KEY_MATERIAL.search(text, end, closing):
        return start, end
    before, after = text_before(text, start, 6), text[closing + len(footer) :][:6]
    dashes_before = len(before) - len(before.rstrip(" ").rstrip("-"))
    dashes_after = len(after) - len(after.lstrip(" ").lstrip("-")) if after.lstrip(" ").startswith("-") else 0
    return start - dashes_before, closing + len(footer) + dashes_after
