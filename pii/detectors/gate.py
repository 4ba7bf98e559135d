"""`Gate`: which parts of a text the encoder must read.

Most of a source file can hold nothing that the encoder looks for. One scan marks the places near which something could be; the
parts around them, cut at line ends, are encoded and the rest is not. Hits inside encoded data, such as a picture in base64, do
not count, nor do hits inside a match of an idle pattern, such as a package's digest in a lock file. The patterns are data and
come with the model, since the model was trained and measured with them.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pii.detectors.scan import Scanner
from pii.errors import ModelError
from pii.labels import CREDENTIALS, Label
from pii.text.encoded import is_amid_data

_IDLE, _HIT, _PLACE = range(3)
"""Kinds of stretches, in sorting order: an idle stretch comes before the hits at its start."""


class Gate:
    """Marks the parts of a text that the encoder must read.

    Args:
        patterns: regexes by name, for `Scanner`; without any, everything is read.
        context: characters around a hit that are read with it, fewer if a line ends earlier.
        idle: regexes by name; a hit within a match of one does not count.
    """

    def __init__(
        self, patterns: Mapping[str, str], context: int, idle: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.context = context
        idling = {f"idle {name}": pattern for name, pattern in idle.items()}
        self._kinds = {**dict.fromkeys(patterns, _HIT), **dict.fromkeys(idling, _IDLE)}
        self._scanner = Scanner({**patterns, **idling}) if patterns else None

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any], finds: Container[str] = CREDENTIALS) -> "Gate":
        """Build the gate of a bundle: its patterns, plus those of credentials and keys if the encoder may find these.

        Raises:
            ModelError: the settings do not describe a gate.
        """
        try:
            patterns: dict[str, str] = {
                **settings["patterns"],
                **(settings.get("credentials", {}) if any(label in finds for label in CREDENTIALS) else {}),
                **(settings.get("keys", {}) if Label.KEY in finds else {}),
            }
            return cls(patterns, int(settings["context"]), dict(settings.get("idle", {})))
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"the bundle's gate is not usable: {error}") from error

    def parts(self, text: str, places: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
        """The parts to read, as disjoint stretches of characters in order: around hits, and around the places given."""
        return next(self.parts_batch([text], [places]))

    def parts_batch(
        self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]
    ) -> Iterator[list[tuple[int, int]]]:
        """The `parts` of each text."""
        if self._scanner is None:
            yield from ([(0, len(text))] if text else [] for text in texts)
            return
        for text, wanted, found in zip(texts, places, self._scanner.scan_batch(texts), strict=True):
            hits = [(hit.start, self._kinds[name], hit.end) for name, mine in found.items() for hit in mine]
            hits += ((first, _PLACE, last) for first, last in wanted)
            yield list(self._around(text, sorted(hits)))

    def _around(self, text: str, hits: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
        """The stretches around hits and places, in order; hits are given as start, kind and end."""
        start = end = idle = -1
        for first, kind, last in hits:
            if kind == _IDLE:
                idle = max(idle, last)
                continue
            if last + self.context <= end or (kind == _HIT and (last <= idle or is_amid_data(text, first, last))):
                continue
            left = max(0, first - self.context)
            if left <= end:
                end = max(end, last + self.context)
                continue
            if start >= 0:
                yield self._snap(text, start, end)
            start, end = left, last + self.context
        if start >= 0:
            yield self._snap(text, start, end)

    def _snap(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The stretch cut back to whole lines if a line ends inside the context."""
        end = min(end, len(text))
        if start > 0:
            line = text.find("\n", start - 1, start + self.context) + 1
            start = line if line > 0 else start
        if end < len(text):
            line = text.rfind("\n", end - self.context, end)
            end = line + 1 if line >= 0 else end
        return start, end
