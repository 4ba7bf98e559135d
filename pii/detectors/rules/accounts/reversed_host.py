"""Accounts in names that begin with a code host's turned round, as packages, Maven's groups, Flatpaks and bundles do:
`io.github.jroe.tool`, `com.github.jroe:tool:1.0` of JitPack, `src/main/java/io/github/jroe/Tool.java`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.owners import belongs_to_person
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH

_HOSTS = r"(?:(?:io|com|me|net)[./]github|(?:io|com)[./](?:gitlab|gitee)|(?:org|page)[./]codeberg|(?:io|org)[./]bitbucket)[./]"
_NAME = re.compile(
    r"(?<![\w.~@-])[a-z]+(?P<dot>[./])[a-z]+(?P=dot)(?P<owner>[A-Za-z0-9][\w-]{1,38})(?![\w(-])"
    r"(?:[.:/](?P<thing>[A-Za-z_][\w-]{0,60})(?!\()|[\"']?,?\s{0,20}(?:<artifactId>|</groupId>\s{0,40}<artifactId>"
    r"|(?:name|artifact)[:=]?\s?[\"'])(?P<artifact>[\w.-]{1,60}))?",
    re.ASCII,
)
_OF_HOSTS = frozenset("www atom electron desktop githubclient hub git api services package packages".split())
"""Programs and sites of the hosts themselves; lower case."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts at the hits."""
    for hit in hits:
        match = _NAME.match(text, hit.start, hit.end + REACH)
        if match is None or match["owner"].lower() in _OF_HOSTS:
            continue
        if belongs_to_person(match["owner"], match["thing"] or match["artifact"] or ""):
            yield Span(*match.span("owner"), Label.USERNAME)


RULE = Rule(
    "reversed_host",
    {"reversed_host.name": rf"\b{_HOSTS}[A-Za-z0-9]"},
    find,
    rank=4,
    hits=(
        "<groupId>io.github.«jroe»</groupId>\n    <artifactId>units</artifactId>",
        "implementation 'com.github.«jroe»:widgets:1.0'",
        'implementation("com.github.«jroe».widgets:core:1.0")\ngroup = "io.github.«kroe»"\n',
        "flatpak run io.github.«jroe».Units; flatpak install org.codeberg.«kroe».Mist",
        "package io.github.«jroe».units;\nimport static com.gitlab.«kroe».units.Mist.*;\n",
        "src/main/java/io/github/«jane_roe»/units/Mist.java",
    ),
    misses=(
        "com.github.widget.widget; <groupId>io.github.widget-labs</groupId>",
        "<groupId>io.github.roeunits</groupId>\n    <artifactId>roeunits-core</artifactId>",
        "com.github.www, com.github.jroe(), io.github. jroe, com.github/jroe",
        "https://mirror.com/github/jroe/units https://x.io.github.jroe.example",
        "src/main/java/io.github/jroe/units/Mist.java",
    ),
)
