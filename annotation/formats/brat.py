r"""brat's standoff: a text `NAME.txt`, and `NAME.ann` with lines `T1 <TAB> LABEL START END <TAB> characters`.

A discontinuous span (`LABEL 0 5;16 23`) becomes one per piece. Relations, events, attributes and notes are not spans.
"""

from collections.abc import Iterator
from pathlib import Path

from annotation.formats.records import USUAL, Defect, Fields, Read, Record, UnreadableRowError, guarded, span
from annotation.offsets import RawSpan
from pii.errors import InputError

_NO_SPANS = "REAMN#*"
"""First characters of lines that annotate annotations."""


def read(path: Path, fields: Fields = USUAL) -> Iterator[Read]:
    """The texts of a folder and all below it, or the one of an `.ann` or `.txt` file; offsets are code points.

    Raises:
        InputError: there is no such file, or a folder holds no text with annotations.
    """
    if path.is_dir():
        texts = sorted(path.rglob("*.txt"))
        orphans = sorted(each for each in path.rglob("*.ann") if not each.with_suffix(".txt").exists())
        if not any(text.with_suffix(".ann").exists() for text in texts):
            raise InputError(f"{path}: expected texts NAME.txt with annotations NAME.ann")
        names = {text: text.relative_to(path).with_suffix("").as_posix() for text in texts}
    else:
        texts, orphans = [path.with_suffix(".txt")], list[Path]()
        names = {texts[0]: path.stem}
        if not texts[0].exists():
            raise InputError(f"{path}: no text {texts[0].name} beside it")
    for text in texts:
        yield from guarded(lambda text=text: [_record(text, names[text])], names[text])
    yield from (Defect("annotations without a text", orphan.stem) for orphan in orphans)


def _record(path: Path, name: str) -> Record:
    try:
        # brat counts the characters of the file as it is, line ends included.
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
    except UnicodeDecodeError:
        raise UnreadableRowError("text is not UTF-8") from None
    if not text:
        raise UnreadableRowError("text is empty")
    annotations = path.with_suffix(".ann")
    if not annotations.exists():
        return Record(text, (), name, dropped="text without an annotation file")
    spans = [
        piece
        for line in annotations.read_text(encoding="utf-8-sig").split("\n")
        if line.strip() and line[0] not in _NO_SPANS
        for piece in _pieces(line.rstrip("\r"))
    ]
    return Record(text, spans, name)


def _pieces(line: str) -> list[RawSpan]:
    cells = line.split("\t")
    label, _, places = cells[1].partition(" ") if len(cells) > 1 else ("", "", "")
    if not line.startswith("T") or not places:
        raise UnreadableRowError("an annotation is not understood")
    pairs = [pair.split() for pair in places.split(";")]
    if any(len(pair) != 2 or not all(number.isdecimal() for number in pair) for pair in pairs):
        raise UnreadableRowError("a span's offsets are no numbers")
    numbers = [(int(start), int(end)) for start, end in pairs]
    quoted = _quotes(cells[2] if len(cells) > 2 else "", [end - start for start, end in numbers])
    return [span(start, end, label, quote) for (start, end), quote in zip(numbers, quoted, strict=True)]


def _quotes(quoted: str, lengths: list[int]) -> list[str | None]:
    """The quoted characters of each piece: brat puts a space between pieces, and for every newline."""
    if len(lengths) == 1:
        return [quoted or None]
    if not quoted or sum(lengths) + len(lengths) - 1 != len(quoted):
        return [None] * len(lengths)
    pieces: list[str | None] = []
    for length in lengths:
        pieces.append(quoted[:length])
        quoted = quoted[length + 1 :]
    return pieces
