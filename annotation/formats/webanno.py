r"""WebAnno TSV 3, INCEpTION's export of spans: `1-1 <TAB> 0-4 <TAB> token <TAB> PER[1]`, columns named by `#T_SP=` lines.

Offsets are Java's, UTF-16 units of the whole document. The document is assembled from its `#Text=` lines; the text between
sentences is not in the file and is read as newlines. Of several span layers `--control LAYER` or `--control LAYER|FEATURE`
names the one that counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotation.formats.records import USUAL, Defect, Fields, Read, Record, UnreadableRowError, guarded
from annotation.label_schema import shown_names
from annotation.offsets import RawSpan
from pii.errors import InputError

_NAMED_ENTITY = "NamedEntity"
_LINE = re.compile(r"(\d+-\d+(?:\.\d+)?)\t(\d+)-(\d+)\t")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r"}
_NUMBERED = re.compile(r"(.*)\[(\d+)\]", re.DOTALL)


@dataclass(slots=True)
class _Sheet:
    """A file, taken apart."""

    layers: list[tuple[str, list[str]]] = field(default_factory=list[tuple[str, list[str]]])
    """Names of span layers with their features; of other layers, an empty name."""
    sentences: list[tuple[str, list[list[str]]]] = field(default_factory=list[tuple[str, list[list[str]]]])
    """The text of each sentence, and the cells of its tokens."""


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The document of a file, or the documents of all `.tsv` files in a folder.

    Raises:
        InputError: there is no such file, or it is no WebAnno TSV 3.
    """
    files = sorted(path.rglob("*.tsv")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: expected .tsv files")
    for file in files:
        name = file.relative_to(path).with_suffix("").as_posix() if path.is_dir() else path.stem
        try:
            yield from guarded(lambda file=file, name=name: [_record(_sheet(file), name, fields)], name)
        except InputError:
            if not path.is_dir():
                raise
            yield Defect("file is no WebAnno TSV 3", name)


def _sheet(path: Path) -> _Sheet:
    try:
        # Only \n ends a line: a token may hold other characters that Python counts as line ends.
        lines = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise InputError(f"{path}: expected WebAnno TSV 3, whose first line says so")
    sheet = _Sheet()
    after_text = False
    for line in lines[1:]:
        kind, _, rest = line.partition("=")
        if kind in ("#T_SP", "#T_CH", "#T_RL"):
            layer, *features = rest.split("|")
            sheet.layers.append((layer if kind == "#T_SP" else "", features))
        elif kind == "#Text":
            if after_text:  # a sentence of several lines, in early versions of the format
                text, cells = sheet.sentences[-1]
                sheet.sentences[-1] = (f"{text}\n{_plain(rest)}", cells)
            else:
                sheet.sentences.append((_plain(rest), []))
        elif line and not (line.startswith("#") and not _LINE.match(line)):
            if not _LINE.match(line) or not sheet.sentences:
                raise UnreadableRowError("a line is no token")
            sheet.sentences[-1][1].append(line.split("\t"))
        after_text = kind == "#Text"
    return sheet


def _record(sheet: _Sheet, name: str, fields: Fields) -> Record:
    column = _column(sheet, fields)
    units = _units(sheet)
    text = units.decode("utf-16-le", "strict")
    if not text:
        raise UnreadableRowError("text is empty")
    return Record(text, _spans([row for _, rows in sheet.sentences for row in rows], column, units), name)


def _column(sheet: _Sheet, fields: Fields) -> int:
    """The column of the feature that holds the label."""
    columns: dict[tuple[str, str], int] = {}
    position = 3
    for layer, features in sheet.layers:
        for feature in features:
            columns[layer, feature] = position
            position += 1
    layers = list(dict.fromkeys(layer for layer, _ in columns if layer))
    wanted, _, feature = (fields.controls[0] if fields.controls else "").partition("|")
    if wanted:
        chosen = [layer for layer in layers if wanted in (layer, layer.rpartition(".")[2])]
    else:
        chosen = [layer for layer in layers if layer.endswith(f".{_NAMED_ENTITY}")] or layers
    if len(chosen) != 1:
        raise UnreadableRowError(f"layer is not certain; name one with --control; there are: {shown_names(layers)}")
    features = [each for layer, each in columns if layer == chosen[0]]
    feature = feature or ("value" if "value" in features else features[0])
    if feature not in features:
        raise UnreadableRowError(f"no feature {shown_names([feature])} in the layer; it has {shown_names(features)}")
    return columns[chosen[0], feature]


def _units(sheet: _Sheet) -> bytes:
    """The document in UTF-16, each sentence where its first token says."""
    units = bytearray()
    for text, rows in sheet.sentences:
        if not rows:
            continue
        encoded, token = text.encode("utf-16-le"), _plain(rows[0][2]).encode("utf-16-le")
        start = 2 * int(rows[0][1].partition("-")[0]) - encoded.find(token)
        if start < len(units) or encoded.find(token) < 0:
            raise UnreadableRowError("a sentence is not where its tokens are")
        units += "\n".encode("utf-16-le") * ((start - len(units)) // 2) + encoded
    return bytes(units)


def _spans(rows: Sequence[list[str]], column: int, units: bytes) -> list[RawSpan]:
    """The spans of a column in characters; those over several tokens carry a number."""
    places: dict[tuple[str, str] | int, tuple[int, int]] = {}
    labels: dict[tuple[str, str] | int, str] = {}
    for row in rows:
        start, end = map(int, row[1].split("-"))
        if units[2 * start : 2 * end].decode("utf-16-le", "replace") != _plain(row[2]):
            raise UnreadableRowError("a token is not where its offsets say")
        cell = row[column] if column < len(row) else "_"
        for value in re.split(r"(?<!\\)\|", cell):
            if value in ("_", ""):
                continue
            numbered = _NUMBERED.fullmatch(value)
            label = _plain(numbered[1] if numbered else value)
            if label == "*":
                raise UnreadableRowError("an annotation has no value of the feature")
            key = (label, numbered[2]) if numbered else len(places)
            first, last = places.get(key, (start, end))
            places[key] = (min(first, start), max(last, end))
            labels[key] = label
    return [
        RawSpan(labels[key], _characters(units, start), _characters(units, end)) for key, (start, end) in places.items()
    ]


def _characters(units: bytes, offset: int) -> int:
    return len(units[: 2 * offset].decode("utf-16-le", "surrogatepass"))


def _plain(escaped: str) -> str:
    """A token or text without the backslashes that the format puts before its special characters."""
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), escaped)
