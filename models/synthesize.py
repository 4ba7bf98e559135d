"""Synthesize labelled text with made-up values in the contexts of real files.

Three kinds of rows, all cut from the weakly labelled windows of the corpus: values replaced in place (`surrogate`), string
literals turned into credentials and snippets planted between the lines of real files (`planted`), and snippets alone
(`template`). In addition, whole pages written for this are filled many times. Decoys of the same shape go to the same
places. A value of the training split never occurs in validation.
"""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.schema import Document
from models.jsonl import read_rows, write_rows
from models.synthesis import addresses, decoys, identifiers, keys, passwords, people
from models.synthesis.draw import Draw
from models.synthesis.template import fill, pages, templates
from pii.labels import Label
from pii.spans import Span

_SOURCE = "synthesis"
_ASSIGNMENT = re.compile(
    r"(?P<name>[A-Za-z_][\w-]{2,40})(?P<middle>[\"']?\]?[ \t]*(?:=>|:=|=|:)[ \t]*[ubrf]?)"
    r"(?P<quote>[\"'`])(?P<value>[^\"'`\n\\«»]{2,60})(?P=quote)"
)
"""A name and the literal that is assigned to it, in most languages."""


@dataclass(frozen=True, slots=True)
class SynthesisRecipe:
    """How many rows of each kind come from one window of the corpus, on average."""

    windows: Path
    """The folder of the labelled windows: `weak.train.jsonl.zst`, `weak.validation.jsonl.zst` and so on."""
    sources: tuple[str, ...] = ("weak",)
    """Which files in it: `weak`, `read`."""
    surrogates: float = 1.0
    """Of a window with spans."""
    rare_surrogates: int = 4
    """Of a window with a key, a password or a user name in it, and of one that was labelled by reading."""
    planted: float = 0.6
    template: float = 0.12
    longest: int = 6000
    """Characters of a window that is used."""
    fills: int = 8
    """How often each page is filled."""
    seed: int = 29


def run(recipe: SynthesisRecipe, out: Path) -> dict[str, dict[str, int]]:
    """Writes `out/synth.{train,validation}.jsonl.zst` and `out/pages.{train,validation}.jsonl.zst`; returns rows and spans by
    label."""
    counts: dict[str, Counter[str]] = {}
    for split in ("train", "validation"):
        write_rows(out / f"pages.{split}.jsonl.zst", (page.to_json() for page in filled(recipe, split)))
        count = counts[split] = Counter()

        def rows(split: str = split, count: Counter[str] = count) -> Iterator[dict[str, Any]]:
            from rich.progress import track

            files = [recipe.windows / f"{source}.{split}.jsonl.zst" for source in recipe.sources]
            windows = (Document.from_json(row) for file in files for row in read_rows(file))
            for document in synthesized(recipe, track(windows, f"synthesis, {split}", total=None), split):
                count["rows"] += 1
                count["characters"] += len(document.text)
                count.update(str(span.label) for span in document.spans)
                yield document.to_json()

        write_rows(out / f"synth.{split}.jsonl.zst", rows())
    return {split: dict(count) for split, count in counts.items()}


def synthesized(recipe: SynthesisRecipe, windows: Iterable[Document], split: str) -> Iterator[Document]:
    """Rows made from weakly labelled windows, each a function of its window and the seed alone."""
    for window in windows:
        draw = Draw(random.Random(f"{recipe.seed}:{window.id}"), split)
        if len(window.text) > recipe.longest:
            continue
        number = 0
        for kind, times in _kinds(recipe, window, draw):
            for _ in range(times):
                made = _make(kind, window, draw)
                if made is not None:
                    text, spans, ignored = made
                    meta = {**window.meta, "kind": kind}
                    yield Document(f"synth:{number}:{window.id}", text, tuple(spans), tuple(ignored), meta=meta)
                    number += 1


def filled(recipe: SynthesisRecipe, split: str) -> Iterator[Document]:
    """The pages of a split with values in their slots, different ones each time; every eighth page is kept for validation."""
    for page in pages():
        if (hashlib.sha256(page.body.encode()).digest()[0] % 8 == 0) == (split == "validation"):
            for number in range(recipe.fills if split == "train" else 1):
                text, spans = fill(page.body, Draw(random.Random(f"{recipe.seed}:{page.name}:{number}"), split))
                meta = {"kind": "page", "language": page.language, "page": page.name, "what": page.kind}
                yield Document(f"page:{number}:{page.name}", text + "\n", tuple(spans), meta=meta)


def _kinds(recipe: SynthesisRecipe, window: Document, draw: Draw) -> Iterator[tuple[str, int]]:
    if window.spans:
        rare = window.meta.get("kind") == "read" or any(
            span.label in (Label.KEY, Label.PASSWORD, Label.USERNAME) for span in window.spans
        )
        yield "surrogate", recipe.rare_surrogates if rare else _times(recipe.surrogates, draw)
    yield "planted", _times(recipe.planted, draw)
    yield "template", _times(recipe.template, draw)


def _times(mean: float, draw: Draw) -> int:
    return int(mean) + draw.chance(mean - int(mean))


_Made = tuple[str, Sequence[Span], Sequence[Span]]


def _make(kind: str, window: Document, draw: Draw) -> _Made | None:
    language = str(window.meta["language"])
    match kind:
        case "surrogate":
            return surrogate(window.text, window.spans, window.ignored, draw)
        case "planted":
            text, spans, ignored = surrogate(window.text, window.spans, window.ignored, draw)
            text, spans, ignored = hijack(text, spans, ignored, draw)
            return plant(text, spans, ignored, language, draw)
        case _:
            return snippets(language, draw)


def surrogate(text: str, spans: Sequence[Span], ignored: Sequence[Span], draw: Draw) -> _Made:
    """The text with a made-up value for every span, the same one for the same value; offsets move along."""
    chosen: dict[tuple[str, str], str] = {}
    last: people.Person | None = None
    edits: list[tuple[Span, str]] = []
    for span in sorted(spans):
        value = text[span.start : span.end]
        known = (span.label, value)
        if known not in chosen:
            if last is None or span.label is Label.NAME or draw.chance(0.25):
                last = people.person(draw)
            chosen[known] = _replacement(value, span, last, text, draw)
        edits.append((span, chosen[known]))
    return _edited(text, edits, ignored)


def _replacement(value: str, span: Span, person: people.Person, text: str, draw: Draw) -> str:
    match span.label:
        case Label.NAME:
            if not re.search(r"[ \u3000]", value) and value.isascii():
                return person.given if draw.chance(0.7) else person.family
            return person.name.upper() if value.isupper() else person.name
        case Label.EMAIL:
            return person.email if "@" in value else people.spelled_out(draw, person.email)
        case Label.USERNAME:
            return person.handle
        case Label.IP_ADDRESS:
            return addresses.ipv6(draw) if ":" in value else addresses.ipv4(draw)
        case Label.PASSWORD:
            in_url = text[span.end : span.end + 1] == "@"
            if " " in value:
                return passwords.passphrase(draw)
            return passwords.url_password(draw) if in_url else passwords.password(draw, forbidden="\"'`\\ \t<>&$#%;,")
        case Label.KEY:
            if "PRIVATE KEY" in value or draw.chance(0.5) or "$" in value:
                keep = 4 if span.source.startswith("rules.") and "\n" not in value else 0
                return draw.of_split(lambda: keys.scrambled(draw, value, keep))
            return keys.key(draw)
        case other:
            raise ValueError(f"no values are made up for {other}")


def _edited(text: str, edits: Iterable[tuple[Span, str]], ignored: Iterable[Span]) -> _Made:
    """The text with new values for some spans, those spans, and the ignored stretches, at their new places."""
    parts: list[str] = []
    spans: list[Span] = []
    moves: list[tuple[int, int]] = []
    position = length = 0
    for span, value in edits:
        parts += [text[position : span.start], value]
        length += span.start - position
        spans.append(Span(length, length + len(value), span.label, source=_SOURCE))
        length += len(value)
        position = span.end
        moves.append((span.end, length - position))
    parts.append(text[position:])
    return "".join(parts), spans, _moved(ignored, moves)


def _moved(spans: Iterable[Span], moves: Sequence[tuple[int, int]]) -> list[Span]:
    """Spans after edits; `moves` has where each edit ended in the old text and by how much what follows it moved."""
    moved: list[Span] = []
    for span in spans:
        offset = next((offset for end, offset in reversed(moves) if end <= span.start), 0)
        moved.append(Span(span.start + offset, span.end + offset, span.label, span.score, span.source))
    return moved


def hijack(text: str, spans: Sequence[Span], ignored: Sequence[Span], draw: Draw) -> _Made:
    """Up to three literals become credentials, addresses, names or decoys, and what they are assigned to is renamed."""
    free = [
        match
        for match in _ASSIGNMENT.finditer(text)
        if not any(match.start() < other.end and other.start < match.end() for other in (*spans, *ignored))
    ]
    draw.random.shuffle(free)
    chosen = sorted(free[: draw.number(0, 3)], key=lambda match: match.start())
    parts: list[str] = []
    added: list[Span] = []
    moves: list[tuple[int, int]] = []
    position = length = 0
    for match in chosen:
        name, value, label = _assignment(match["name"], draw)
        head = text[position : match.start()] + name + match["middle"] + match["quote"]
        parts += [head, value, match["quote"]]
        start = length + len(head)
        if label is not None:
            added.append(Span(start, start + len(value), label, source=_SOURCE))
        length = start + len(value) + 1
        position = match.end()
        moves.append((position, length - position))
    parts.append(text[position:])
    moved = _moved(spans, moves)
    return "".join(parts), sorted([*moved, *added]), _moved(ignored, moves)


def _assignment(name: str, draw: Draw) -> tuple[str, str, Label | None]:
    """A name in the style of the old one, and what could be assigned to it."""
    style = _style(name)
    roll = draw.random.random()
    if roll < 0.30:
        return identifiers.styled(identifiers.password_name(draw), style), passwords.password(draw), Label.PASSWORD
    if roll < 0.55:
        return identifiers.styled(identifiers.key_name(draw), style), keys.key(draw), Label.KEY
    if roll < 0.70:
        return identifiers.styled(identifiers.digest_name(draw), style), decoys.digest(draw), None
    if roll < 0.76:
        return identifiers.styled(identifiers.identifier_name(draw), style), keys.uuid(draw), None
    if roll < 0.84:
        words = draw.one([identifiers.password_name, identifiers.key_name])(draw)
        return identifiers.styled(words, style), passwords.placeholder(draw) or "<secret>", None
    if roll < 0.88:
        words = draw.one(
            ["user", "username", "login", "owner", "account name", "ssh user", "author login", "nick"]
        ).split()
        return identifiers.styled(tuple(words), style), people.handle(draw), Label.USERNAME
    if roll < 0.92:
        words = draw.one(
            ["host", "ip", "address", "server", "remote addr", "gateway", "dns", "endpoint ip", "bind"]
        ).split()
        return identifiers.styled(tuple(words), style), addresses.ip_address(draw), Label.IP_ADDRESS
    if roll < 0.96:
        words = draw.one(
            ["name", "full name", "author", "display name", "contact", "owner", "maintainer", "cn"]
        ).split()
        return identifiers.styled(tuple(words), style), people.person(draw).name, Label.NAME
    words = draw.one(
        ["name", "title", "label", "company", "organization", "vendor", "publisher", "display name"]
    ).split()
    return (
        identifiers.styled(tuple(words), style),
        draw.one([decoys.organisation, decoys.product, decoys.title])(draw),
        None,
    )


def _style(name: str) -> str:
    if name.isupper():
        return "upper"
    if "-" in name:
        return "kebab"
    if "_" in name or name.islower():
        return "snake"
    return "pascal" if name[0].isupper() else "camel"


def plant(text: str, spans: Sequence[Span], ignored: Sequence[Span], language: str, draw: Draw) -> _Made:
    """One to three snippets of the language between lines of the text, indented like the line before them."""
    borders = [match.end() for match in re.finditer("\n", text)]
    fitting = [place for place in borders if not any(s.start < place < s.end for s in (*spans, *ignored))]
    if not fitting:
        return text, spans, ignored
    places = sorted({draw.one(fitting) for _ in range(draw.number(1, 3))})
    parts: list[str] = []
    added: list[Span] = []
    moves: list[tuple[int, int]] = []
    position = length = 0
    for place in places:
        line = text[text.rfind("\n", 0, place - 1) + 1 : place]
        snippet, found = _indented(*fill(_template(language, draw), draw), line[: len(line) - len(line.lstrip(" \t"))])
        parts += [text[position:place], snippet]
        length += place - position
        added += [Span(length + s.start, length + s.end, s.label, s.score, s.source) for s in found]
        length += len(snippet)
        position = place
        moves.append((place, length - place))
    parts.append(text[position:])
    return "".join(parts), sorted([*_moved(spans, moves), *added]), _moved(ignored, moves)


def _template(language: str, draw: Draw) -> str:
    known = templates()
    own = known.get(language)
    roll = draw.random.random()
    if own and roll < 0.8:
        return draw.one(own)
    return draw.one(known["any"]) if roll < 0.93 else draw.one(known[draw.one(sorted(known))])


def _indented(text: str, spans: Sequence[Span], indent: str) -> tuple[str, list[Span]]:
    """The snippet with every line indented and a line break at its end; a span over several lines grows with it."""
    borders = [0, *(match.end() for match in re.finditer("\n", text))]

    def moved(place: int, inclusive: bool) -> int:
        return place + len(indent) * sum(1 for border in borders if border < place or (inclusive and border == place))

    spans = [Span(moved(s.start, True), moved(s.end, False), s.label, s.score, s.source) for s in spans]
    return "".join(f"{indent}{line}\n" for line in text.split("\n")), list(spans)


def snippets(language: str, draw: Draw) -> _Made:
    """Several snippets of one language, one after the other."""
    text = ""
    spans: list[Span] = []
    language = language if language in templates() else draw.one(sorted(templates()))
    for _ in range(draw.number(3, 8)):
        body, found = fill(_template(language, draw), draw)
        spans += [Span(len(text) + s.start, len(text) + s.end, s.label, s.score, s.source) for s in found]
        text += body + draw.one(["\n", "\n", "\n\n"])
    return text, spans, ()
