"""Between characters and tokens: tokenizers with character offsets, windows, tags for training, spans from probabilities.

Training and serving both use this module, so that they cannot drift apart.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pii import expressions as re
from pii.errors import MissingDependencyError, ModelError, PiiError
from pii.known.names import known_names
from pii.labels import TAG_IDS, Label
from pii.network.extents import extent
from pii.spans import Span

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

IGNORED_TAG = -100
"""Tag of a token that training ignores."""

PRE_TOKENIZER_PATTERN = (
    r""" ?[\p{L}\p{M}]+| ?\p{N}{1,3}|["'`<>()\[\]{}]| ?[^\s\p{L}\p{M}\p{N}"'`<>()\[\]{}]+|\s+(?!\S)|\s+"""
)
"""Where our byte-level tokenizers split before merging. Quotes and brackets are separate and digits come in threes, so a token
seldom straddles the border of a value."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The tokens of a text: ids and character offsets (half-open), three arrays of equal length."""

    ids: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, tokens: slice) -> "Encoding":
        return Encoding(self.ids[tokens], self.starts[tokens], self.ends[tokens])


class Tokenizer(Protocol):
    """Turns a text into tokens without special tokens, nothing truncated."""

    def encode(self, text: str) -> Encoding: ...

    def encode_parts(self, text: str, parts: Sequence[tuple[int, int]]) -> tuple[Encoding, list[int]]:
        """Encode each part of a text independently, with offsets in the text; also return where each part's tokens end."""
        ...


class _WholeTexts:
    """A tokenizer that treats a whole text as one part."""

    def encode(self, text: str) -> Encoding:
        return self.encode_parts(text, [(0, len(text))])[0]

    def encode_parts(self, text: str, parts: Sequence[tuple[int, int]]) -> tuple[Encoding, list[int]]:
        pieces = [piece for start, end in parts for piece in _pieces(text, start, end)]
        encoding, ends = self._encode([text[start:end] for start, end in pieces], [start for start, _ in pieces])
        last = {end: tokens for (_, end), tokens in zip(pieces, ends, strict=True)}
        return encoding, [last[end] for _, end in parts]

    def _encode(self, texts: Sequence[str], starts: Sequence[int]) -> tuple[Encoding, list[int]]:
        """Encode several texts, each with offsets from its given start; also return where each one's tokens end."""
        raise NotImplementedError


class ReferenceTokenizer(_WholeTexts):
    """Any `tokenizer.json` through the tokenizers library."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = _tokenizers().Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def _encode(self, texts: Sequence[str], starts: Sequence[int]) -> tuple[Encoding, list[int]]:
        encoded = [self._tokenizer.encode(_without_surrogates(text), add_special_tokens=False) for text in texts]
        ids = [number for one in encoded for number in one.ids]
        offsets = [(a + start, b + start) for one, start in zip(encoded, starts, strict=True) for a, b in one.offsets]
        firsts, lasts = np.array(offsets, dtype=np.int32).reshape(-1, 2).T
        ends = list(accumulate(len(one.ids) for one in encoded))
        return Encoding(np.array(ids, dtype=np.int32), firsts.copy(), lasts.copy()), ends


class ByteLevelTokenizer(_WholeTexts):
    """A byte-level BPE `tokenizer.json` through tiktoken: the same ids several times faster.

    A byte-level token is a run of bytes, so offsets are sums of token lengths. `table` is the file's content, if already read.

    Raises:
        ModelError: the file is not a byte-level BPE of the form that `models` trains.
    """

    def __init__(self, path: Path, table: Any = None) -> None:
        try:
            import tiktoken
        except ImportError as error:
            raise MissingDependencyError("tiktoken is not installed; pip install 'pii-for-code[cpu]'") from error
        table = table or json.loads(path.read_text(encoding="utf-8"))
        if not is_byte_level(table):
            raise ModelError(f"{path} is no byte-level BPE tokenizer that tiktoken can run")
        specials = {token["content"]: int(token["id"]) for token in table["added_tokens"]}
        ranks = ranks_of(table)
        self._encoding = tiktoken.Encoding(
            "pii", pat_str=PRE_TOKENIZER_PATTERN, mergeable_ranks=ranks, special_tokens=specials
        )
        self._lengths = np.zeros(max([*ranks.values(), *specials.values()]) + 1, dtype=np.int32)
        for token, rank in ranks.items():
            self._lengths[rank] = len(token)

    def _encode(self, texts: Sequence[str], starts: Sequence[int]) -> tuple[Encoding, list[int]]:
        shown = [_without_surrogates(text) for text in texts]
        pieces = [self._encoding.encode_to_numpy(text, disallowed_special=()) for text in shown]
        ids = np.concatenate([np.zeros(0, np.int32), *pieces]).astype(np.int32)
        counts = [len(piece) for piece in pieces]
        # Offsets in the joined texts, first in bytes, then in characters; then in the text that they are parts of.
        lasts = np.cumsum(self._lengths[ids], dtype=np.int32)
        firsts = lasts - self._lengths[ids]
        if not all(map(str.isascii, shown)):
            data = np.frombuffer("".join(shown).encode("utf-8"), dtype=np.uint8)
            character_of = np.cumsum((data & 0xC0) != 0x80, dtype=np.int32) - 1
            firsts, lasts = character_of[firsts], character_of[lasts - 1] + 1
        before = accumulate(map(len, shown[:-1]), initial=0)
        shifts = [start - already for start, already in zip(starts, before, strict=False)]
        shift = np.repeat(np.array(shifts, dtype=np.int32), counts)
        return Encoding(ids, firsts + shift, lasts + shift), list(accumulate(counts))


_LONG_GAP = re.compile(r"\s{4096}")
"""Where a text is cut before encoding: a megabyte of white space overflows the stack of the pre-tokenizer's regex engine."""


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a part of a text after long gaps; a part without any, even an empty one, stays whole."""
    cuts = [match.end() for match in _LONG_GAP.finditer(text, start, end)]
    bounds = [start, *(cut for cut in cuts if cut < end), end]
    return list(pairwise(bounds))


def load_tokenizer(path: Path) -> Tokenizer:
    """Return the fastest tokenizer that produces the ids of this `tokenizer.json`.

    Raises:
        ModelError: the file is not a tokenizer.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return ByteLevelTokenizer(path, table) if is_byte_level(table) else ReferenceTokenizer(path)
    except (PiiError, OSError):
        raise
    except Exception as error:  # tokenizers defines no exception class
        raise ModelError(f"{path} is no tokenizer that can be read ({type(error).__name__})") from error


def is_byte_level(table: Mapping[str, Any]) -> bool:
    """Whether a parsed `tokenizer.json` is a byte-level BPE with our pre-tokenizer and no normalizer."""
    try:
        split, byte_level = table["pre_tokenizer"]["pretokenizers"]
        return (
            table["model"]["type"] == "BPE"
            and table["normalizer"] is None
            and split["pattern"] == {"Regex": PRE_TOKENIZER_PATTERN}
            and byte_level["type"] == "ByteLevel"
            and not byte_level["use_regex"]
        )
    except (KeyError, TypeError, ValueError):
        return False


def _tokenizers() -> Any:
    try:
        import tokenizers
    except ImportError as error:
        raise MissingDependencyError("tokenizers is not installed; pip install 'pii-for-code[cpu]'") from error
    return tokenizers


def _without_surrogates(text: str) -> str:
    # A lone surrogate has no UTF-8 form; replacing it with "?" keeps all offsets.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def ranks_of(table: Mapping[str, Any]) -> dict[bytes, int]:
    """The bytes and id of each token of a byte-level `tokenizer.json`, except special ones."""
    byte_of = str.maketrans({character: chr(byte) for character, byte in bytes_of_characters().items()})
    specials = {token["content"] for token in table["added_tokens"]}
    return {
        token.translate(byte_of).encode("latin-1"): int(rank)
        for token, rank in table["model"]["vocab"].items()
        if token not in specials
    }


def bytes_of_characters() -> dict[str, int]:
    """Byte values by the character that byte-level BPE writes for them (GPT-2's table): itself if printable, else from 256 on."""
    kept = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in kept]
    return {chr(byte): byte for byte in kept} | {chr(256 + index): byte for index, byte in enumerate(others)}


def window_bounds(length: int, size: int, overlap: int) -> list[tuple[int, int]]:
    """Cut `length` tokens into windows of at most `size`, each sharing at least `overlap` tokens with the next.

    The last window is moved back to be full, so that no token lacks context at an edge.
    """
    if length <= size:
        return [(0, length)] if length else []
    starts = [*range(0, length - size, size - overlap), length - size]
    return [(start, start + size) for start in starts]


def tag_tokens(
    text: str, encoding: Encoding, spans: Iterable[Span], ignored: Iterable[Span] = (), complete: bool = True
) -> Ints:
    """BIO tag ids of the tokens, for training.

    A token belongs to a span that covers at least half of its characters other than white space. Tokens that touch an
    ignored stretch get `IGNORED_TAG`, and so do all tokens outside spans when `complete` is false: if some labels were not
    annotated in this text, the outside is unknown.
    """
    outside = 0 if complete else IGNORED_TAG
    tags = np.full(len(encoding), outside, dtype=np.int32)
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    leading_space = (characters[encoding.starts] == ord(" ")) & (encoding.ends - encoding.starts > 1)
    starts = encoding.starts + leading_space.astype(np.int32)
    for span in ignored:
        first, last = tokens_touching(starts, encoding.ends, span.start, span.end)
        tags[first:last] = IGNORED_TAG
    for span in sorted(spans):
        first, last = tokens_touching(starts, encoding.ends, span.start, span.end)
        tag = TAG_IDS[f"B-{span.label}"]
        for index in range(first, last):
            shared = min(span.end, int(encoding.ends[index])) - max(span.start, int(starts[index]))
            if 2 * shared >= encoding.ends[index] - starts[index]:
                tags[index] = tag
                tag = TAG_IDS[f"I-{span.label}"]
    return tags


def tokens_touching(starts: Ints, ends: Ints, start: int, end: int) -> tuple[int, int]:
    """The tokens, half-open, that share a character with `start` to `end`."""
    return int(ends.searchsorted(start, side="right")), int(starts.searchsorted(end, side="left"))


LABELS: tuple[str, ...] = tuple(Label)
"""The labels of the packaged model."""


@dataclass(frozen=True, slots=True)
class TokenScores:
    """The summary of tag probabilities that decoding needs: three arrays of shape (tokens,)."""

    label: Ints
    """The likeliest label, as an index into the model's labels."""
    score: Floats
    """Its probability, `B-` and `I-` together."""
    begins: NDArray[np.bool_]
    """Whether `B-` is likelier than `I-` for it."""


_CONTINUED = 0.5
"""Share of the threshold that a token next to an accepted one of its label needs, so that a value is masked whole."""


def decode(
    text: str,
    encoding: Encoding,
    scores: TokenScores,
    thresholds: Mapping[str, float],
    source: str = "encoder",
    labels: Sequence[str] = LABELS,
    unfamiliar: float = 0.0,
    east_asian: float = 1.0,
) -> list[Span]:
    """Spans from token scores: runs of one label above its threshold, each with the value that holds it.

    `unfamiliar` is the mean score that a NAME needs without a word in `pii.known.names`: headings and capitalised nouns look
    like names to a network, above all in languages that it has seen little of. `east_asian` replaces it for Chinese and
    Japanese: no capitals mislead the network there, and no list is complete.
    """
    limits = np.array([thresholds[label] for label in labels], dtype=np.float32)[scores.label]
    if not text.isascii() and Label.NAME in labels:
        _lower_in_east_asian(limits, text, encoding, scores, labels.index(Label.NAME), east_asian)
    accepted = np.flatnonzero(scores.score >= limits).tolist()
    if not accepted:
        return []
    continued = scores.score >= limits * _CONTINUED
    joins = np.zeros(len(encoding), dtype=bool)  # each with the token before it
    joins[1:] = continued[:-1] & continued[1:] & (scores.label[:-1] == scores.label[1:]) & ~scores.begins[1:]
    joined: list[bool] = joins.tolist()
    spans: list[Span] = []
    position = 0
    for index in accepted:
        if index < position:
            continue
        first, last = index, index + 1
        while first > position and joined[first]:
            first -= 1
        while last < len(joined) and joined[last]:
            last += 1
        position = last
        label = labels[int(scores.label[index])]
        bounds = extent(text, int(encoding.starts[first]), int(encoding.ends[last - 1]), label)
        if bounds is None or spans and bounds[0] < spans[-1].end:
            continue
        # numpy's mean would take as long as all the rest.
        mean = np.add.reduce(scores.score[first:last]) / (last - first) if last > first + 1 else scores.score[first]
        score = round(float(mean), 4)
        value = text[slice(*bounds)]
        if label == Label.NAME and score < unfamiliar and not (_SIGNS.match(value) or any(known_names(value))):
            continue
        spans.append(Span(*bounds, label, score, source))
    return spans


def _lower_in_east_asian(
    limits: Floats, text: str, encoding: Encoding, scores: TokenScores, name: int, limit: float
) -> None:
    """Lower the limits of Chinese and Japanese tokens that may belong to a name."""
    wanted = (scores.label == name) & (scores.score >= limit * _CONTINUED) & (limits > limit)
    for index in np.flatnonzero(wanted).tolist():
        if _SIGNS.match(text[int(encoding.starts[index]) : int(encoding.ends[index])].lstrip()):
            limits[index] = limit


_SIGNS = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff]")
"""Characters of Chinese and Japanese. Korean is excluded: its words look like names just as Latin ones do."""


def verdicts(
    spans: Sequence[Span], encoding: Encoding, scores: TokenScores, labels: Sequence[str] = LABELS
) -> list[tuple[str, float]]:
    """The likeliest label of each span, and its mean probability over the tokens that the span touches."""
    # Vectorised, since a table of people has thousands of spans. The tokens are those of `tokens_touching`.
    firsts = np.searchsorted(encoding.ends, np.array([span.start for span in spans], np.int32), "right").tolist()
    lasts = np.searchsorted(encoding.starts, np.array([span.end for span in spans], np.int32), "left").tolist()
    return [
        _verdict(span.label, scores.label[first:last], scores.score[first:last], labels)
        for span, first, last in zip(spans, firsts, lasts, strict=True)
    ]


def _verdict(label: str, likeliest: Ints, score: Floats, labels: Sequence[str]) -> tuple[str, float]:
    if not len(likeliest):
        return label, 0.0
    if len(likeliest) == 1:
        return labels[int(likeliest[0])], round(float(score[0]), 4)
    sums = np.bincount(likeliest, weights=score, minlength=len(labels))
    best = int(sums.argmax())
    return labels[best], round(float(sums[best]) / len(likeliest), 4)
