"""Windows to be labelled: 40-60 whole lines of corpus files, half of them around likely values, half at random.

A window is kept as a pointer (package, path, first character, length, digest of the file), so that labels can be published
without other people's text; `resolve` brings the text back from a corpus.
"""

import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from annotation.disagreement import FOUND_BY_RULE
from models.jsonl import read_rows, write_rows
from pii.detectors.encoder import EncoderDetector
from pii.detectors.rules import RuleDetector
from pii.errors import InputError
from pii.spans import overlap
from pii.text.randomness import entropy

STRATA: Mapping[str, re.Pattern[str]] = {
    "A": re.compile(
        r"[\w.+-]{2,}@[\w-]+\.[\w.-]+|(?i:\b(?:authors?|maintainer|copyright|contributed by|reported by|signed-off-by)\b)"
    ),
    "B": re.compile(
        r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}[0-9a-f:]*[0-9a-f](?![\w:])"
    ),
    "C": re.compile(
        r"(?i)(?:passw(?:or)?d|passwd|passphrase|\bpwd|secret|api_?-?key|token|credential|private_?-?key)\w*[\"']?\]?"
        r"\s*(?:=>|:=|==?|:|,)\s*(?:[\"'`][^\"'`\s]{4,}[\"'`]|[A-Za-z0-9+/_!@#$%^&*=-]{6,}\s*$)"
        r"|\w+://[^\s/:@\"']+:[^\s/@\"']+@|BEGIN [A-Z ]*PRIVATE KEY",
        re.M,
    ),
    "D": re.compile(r"(?<![\w+/=-])(?=[a-zA-Z+/_-]*\d)(?=[\d+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{24,}={0,2}(?![\w+/=-])"),
    "E": re.compile(
        r"(?:/home/|/Users/|\\Users\\)\w+|(?<![\w/.])@[A-Za-z][\w-]{2,}(?![\w(.])|\bTODO\(\w+\)|\buid=\w+|github\.com/[\w-]+(?![\w/])"
        r"|^[ \t]*(?:#|//|/?\*|--|;|%).*\b[A-Z][a-z]{2,} [A-Z][a-z]{2,}\b",
        re.M,
    ),
    "L": re.compile(
        r"\b(?:sshd|sudo|su|login|systemd-logind|useradd|cron)(?:\[\d+\])?: |\b(?:Accepted|Failed) (?:password|publickey)\b"
        r"|\b(?:curl|mysql\w*|psql|redis-cli|ssh|scp|sshpass|docker login|ldapsearch|sqlcmd|smbclient|unzip|openssl|wget)\b"
        r"[^\n]* -{1,2}\w"
        r"|(?i:\b(?:user(?:_?name)?|login|account|owner|created_?by|author)\b[\"']?\s?[:=]\s?[\"']?[\w@.-]{3,})"
    ),
    "N": re.compile(r"[^\W\d_\x00-\x7f](?:[^\W\d_]|[ ,.]){8,}"),
}
"""Patterns by stratum: mail and authors, addresses, credentials, long random strings, users and capitalised pairs, log and
command lines, languages other than English.
Stratum F is a random place, M one where a model and the rules disagree."""

_JUDGED_FILES = 12
_JUDGED_CHARACTERS = 20_000
"""Limits for a package and for a file if a model is consulted, which is a hundred times slower than the patterns."""

_MINIMUM_ENTROPY = 3.6
_SEARCHED_CHARACTERS = 150_000
_FILES_PER_PACKAGE = 90
_UNREAD_LANGUAGES = frozenset({"licence", "gettext"})
"""No random windows from licence texts and message catalogues: nearly all of a package's windows would be alike."""


@dataclass(frozen=True, slots=True)
class WindowRecipe:
    """How many windows, and of what size."""

    documents: Path
    """The corpus: `documents.jsonl.zst`."""
    windows: int = 1800
    per_package: int = 12
    per_stratum: int = 4
    """Most windows of one package and stratum."""
    strata: str = "ABCDEFLN"
    """Which strata; without F there are no windows at random."""
    model: Path | None = None
    """The bundle that is compared with the rules, for stratum M."""
    labelled: Path | None = None
    """Folder of labelled windows, which are not cut again."""
    prefix: str = "c"
    """What identifiers start with, so that two selections can be told apart."""
    lines_from: int = 40
    lines_to: int = 60
    longest_line: int = 2000
    longest_window: int = 6000
    """In characters."""
    batch_windows: int = 30
    batch_characters: int = 70_000
    seed: int = 13

    def __post_init__(self) -> None:
        if ("M" in self.strata) != (self.model is not None):
            raise ValueError(
                "stratum M is where a model and the rules disagree: name M in 'strata' and the bundle as 'model'"
            )


def run(recipe: WindowRecipe, out: Path) -> dict[str, int]:
    """Cut windows from a corpus and write them before anybody reads one, so that reading cannot influence the choice.

    `out/windows.jsonl` has the text and stays private, `out/windows.pointers.jsonl` has none, `out/batch_NNN.txt` are mixed
    reading batches. Returns the number of windows of each stratum.
    """
    windows = list(cut(recipe, read_rows(recipe.documents)))
    write_rows(out / "windows.jsonl", windows)
    write_rows(out / "windows.pointers.jsonl", ({key: row[key] for key in row if key != "text"} for row in windows))
    for number, batch in enumerate(batches(windows, recipe)):
        (out / f"batch_{number:03d}.txt").write_text("\n".join(map(rendered, batch)), encoding="utf-8")
    return dict(sorted(Counter(row["stratum"] for row in windows).items()))


def cut(recipe: WindowRecipe, documents: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Windows of a corpus with rows grouped by package, shuffled, without near-duplicates."""
    from datasketch import MinHash, MinHashLSH

    chosen: list[dict[str, Any]] = []
    disagreement = Disagreement(recipe.model) if recipe.model else None
    read = _already_read(recipe.labelled)
    index = MinHashLSH(threshold=0.5, num_perm=64)
    for _, rows in groupby(documents, key=lambda row: (row["ecosystem"], row["package"])):
        for window in _of_package(list(rows), recipe, read, disagreement):
            sketch = MinHash(num_perm=64)
            sketch.update_batch([line.strip().encode() for line in window["text"].splitlines()])
            if not index.query(sketch):
                index.insert(str(len(chosen)), sketch)
                chosen.append(window)
    random.Random(recipe.seed).shuffle(chosen)
    del chosen[recipe.windows :]
    return [{"id": f"{recipe.prefix}{number:04d}", **window} for number, window in enumerate(chosen)]


def batches(windows: Sequence[Mapping[str, Any]], recipe: WindowRecipe) -> Iterator[list[Mapping[str, Any]]]:
    """The windows in order, in batches for one sitting of a reader."""
    batch: list[Mapping[str, Any]] = []
    size = 0
    for window in windows:
        length = len(rendered(window))
        if batch and (len(batch) == recipe.batch_windows or size + length > recipe.batch_characters):
            yield batch
            batch, size = [], 0
        batch.append(window)
        size += length
    if batch:
        yield batch


def rendered(window: Mapping[str, Any]) -> str:
    """A window as readers see it: a head line and numbered lines."""
    head = f"=== {window['id']} | {window['language']} | {window['package']} | {window['path']}"
    lines = window["text"].split("\n")
    return "\n".join([head, *(f"{number}| {line}" for number, line in enumerate(lines, start=1)), ""])


def resolve(pointers: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The pointers with their `text`, in the order of the corpus.

    Raises:
        InputError: the file of a pointer is not in the corpus or differs from the one that was read.
    """
    wanted: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for pointer in pointers:
        wanted[pointer["ecosystem"], pointer["package"], pointer["path"]].append(pointer)
    for row in documents:
        for pointer in wanted.pop((row["ecosystem"], row["package"], row["path"]), ()):
            if row["sha256"] != pointer["sha256_of_file"]:
                raise InputError(
                    f"window {pointer['id']}: {row['path']} of {row['package']} is not the file that was read"
                )
            start = pointer["char_start_in_file"]
            yield {**pointer, "text": row["text"][start : start + pointer["length"]]}
    if wanted:
        missing = sorted(pointer["id"] for pointers in wanted.values() for pointer in pointers)
        raise InputError(f"{len(missing)} windows have no file in the corpus, among them {missing[:5]}")


class Disagreement:
    """Finds the places in a file where a bundle, at its highest-recall operating point, and the rules disagree."""

    def __init__(self, model: Path) -> None:
        self._rules = RuleDetector()
        self._encoder = EncoderDetector(model, operating_point="recall")

    def places(self, row: Mapping[str, Any]) -> list[int]:
        """Characters at which a span starts that only one of the two finds."""
        texts = [row["text"][:_JUDGED_CHARACTERS]]
        ((by_rule,), (by_model,)) = self._rules.detect(texts), self._encoder.detect(texts)
        return [
            span.start
            for mine, others in ((by_model, by_rule), (by_rule, by_model))
            for span in mine
            if span.label not in FOUND_BY_RULE and not any(overlap(span, other) for other in others)
        ]


def _already_read(labelled: Path | None) -> dict[tuple[str, str, str], list[range]]:
    """The stretches of files, by ecosystem, package and path, that have labels."""
    read: dict[tuple[str, str, str], list[range]] = defaultdict(list)
    for row in read_rows(labelled / "windows.pointers.jsonl") if labelled else ():
        start = row["char_start_in_file"]
        read[row["ecosystem"], row["package"], row["path"]].append(range(start, start + row["length"]))
    return read


def _of_package(
    rows: Sequence[Mapping[str, Any]],
    recipe: WindowRecipe,
    read: Mapping[tuple[str, str, str], Sequence[range]],
    disagreement: Disagreement | None,
) -> Iterator[dict[str, Any]]:
    """At most `per_package` windows of one package's files, random and found ones in turn."""
    draw = random.Random(f"{recipe.seed}:{rows[0]['ecosystem']}:{rows[0]['package']}")
    files = _mixed(rows, draw)[:_FILES_PER_PACKAGE]
    strata = [stratum for stratum in STRATA if stratum in recipe.strata]
    found = {stratum: list(_places(files, stratum, draw)) for stratum in strata}
    if disagreement is not None:
        judged = ((row, disagreement.places(row)) for row in files[:_JUDGED_FILES])
        found["M"] = [(row, draw.choice(places)) for row, places in judged if places]
        strata.append("M")
    found["F"] = [
        (row, draw.randrange(len(row["text"])))
        for row in files
        for _ in range(2)
        if row["language"] not in _UNREAD_LANGUAGES
    ]
    taken: dict[str, list[range]] = defaultdict(list)
    for row in files:
        taken[row["id"]] += read.get((row["ecosystem"], row["package"], row["path"]), ())
    counts: Counter[str] = Counter()
    draw.shuffle(strata)
    order = [
        stratum for name in strata for stratum in (name, *("F" if "F" in recipe.strata else ""))
    ] * recipe.per_stratum
    for stratum in order:
        limit = recipe.per_package // 2 if stratum == "F" else recipe.per_stratum
        if counts.total() >= recipe.per_package or counts[stratum] >= limit:
            continue
        while found[stratum]:
            row, place = found[stratum].pop(0)
            window = _around(row, place, recipe, draw)
            if window is None or any(window.start < old.stop and old.start < window.stop for old in taken[row["id"]]):
                continue
            taken[row["id"]].append(window)
            counts[stratum] += 1
            yield _pointed(row, window, stratum)
            break


def _mixed(rows: Sequence[Mapping[str, Any]], draw: random.Random) -> list[Mapping[str, Any]]:
    """The rows with their languages in turn, in random order within each."""
    by_language: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_language[row["language"]].append(row)
    ranked: list[tuple[int, float, Mapping[str, Any]]] = []
    for group in by_language.values():
        draw.shuffle(group)
        ranked += [(rank, draw.random(), row) for rank, row in enumerate(group)]
    return [row for _, _, row in sorted(ranked, key=lambda item: item[:2])]


def _places(
    files: Iterable[Mapping[str, Any]], stratum: str, draw: random.Random
) -> Iterator[tuple[Mapping[str, Any], int]]:
    """One matching place of each file, at random among its first."""
    for row in files:
        text = row["text"][:_SEARCHED_CHARACTERS]
        places: list[int] = []
        for match in STRATA[stratum].finditer(text):
            if stratum != "D" or entropy(match[0]) >= _MINIMUM_ENTROPY:
                places.append(match.start())
            if len(places) == 20:
                break
        if places:
            yield row, draw.choice(places)


def _around(row: Mapping[str, Any], place: int, recipe: WindowRecipe, draw: random.Random) -> range | None:
    """The range of a window of whole lines that holds the place, or nothing if none fits."""
    text: str = row["text"]
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    if starts[-1] == len(text):
        starts.pop()
    if len(starts) < recipe.lines_from // 2:
        return None
    line = sum(1 for start in starts if start <= place) - 1
    count = draw.randint(recipe.lines_from, recipe.lines_to)
    first = max(0, min(line - draw.randrange(count), len(starts) - count))
    ends = [*starts[1:], len(text)]
    last = min(first + count, len(starts)) - 1
    window = range(starts[first], ends[last])
    lines = text[window.start : window.stop].split("\n")
    if len(window) > recipe.longest_window or max(map(len, lines)) > recipe.longest_line or len(window) < 200:
        return None
    return window


def _pointed(row: Mapping[str, Any], window: range, stratum: str) -> dict[str, Any]:
    return {
        "stratum": stratum,
        "ecosystem": row["ecosystem"],
        "package": row["package"],
        "version": row["version"],
        "path": row["path"],
        "language": row["language"],
        "split": row["split"],
        "start_line": row["text"].count("\n", 0, window.start) + 1,
        "char_start_in_file": window.start,
        "length": len(window),
        "sha256_of_file": row["sha256"],
        "sha256_of_window": hashlib.sha256(row["text"][window.start : window.stop].encode()).hexdigest(),
        "text": row["text"][window.start : window.stop],
    }
