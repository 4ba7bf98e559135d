"""Label schemas: the detector label for each crowd label, as data (`label_schemas/*.toml`)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.schema import CrowdSpan, Document, Vote
from pii.errors import ConfigError
from pii.labels import Label
from pii.spans import Span

SHIPPED = Path(__file__).parent / "label_schemas"
IGNORE = "ignore"
LEFT_OUT = "-"
"""The user's answer for a label that is not in the schema: drop its spans, and count them."""


@dataclass(frozen=True, slots=True)
class LabelSchema:
    """The labels of a crowd, with the detector's label for each, or None for labels to ignore.

    Ignored does not mean absent: an ignored span becomes `Document.ignored`, which training masks.
    """

    name: str
    version: str
    """Version of the guideline that defines the labels."""
    meaning: Mapping[str, Label | None]
    aliases: Mapping[str, str]
    """Other spellings of a label, known from exports."""

    @property
    def labels(self) -> frozenset[str]:
        """All labels of the crowd."""
        return frozenset(self.meaning)

    def crowd_label(self, given: str) -> str | None:
        """The label of this schema that `given` spells, whatever its case, surrounding space, and `-` or space for `_`; None if
        there is none."""
        if given in self.meaning:
            return given
        label = "_".join(given.strip().upper().replace("-", " ").replace("_", " ").split())
        label = self.aliases.get(label, label)
        return label if label in self.meaning else None

    def renamed(self, given: str, names: Mapping[str, str]) -> str | None:
        """The label of this schema that a file's label stands for. The user's answers take precedence, including `LEFT_OUT`."""
        label = names.get(given, given)
        return LEFT_OUT if label == LEFT_OUT and given in names else self.crowd_label(label)

    def base(self, crowd_label: str) -> Label | None:
        """The detector's label; None for an ignored one.

        Raises:
            ConfigError: the schema does not know the label.
        """
        try:
            return self.meaning[crowd_label]
        except KeyError:
            raise ConfigError(
                f"label {crowd_label!r} is not in label schema {self.name!r} ({', '.join(sorted(self.meaning))}); "
                "add it to the schema's file"
            ) from None

    def base_asked(self, asked: Iterable[str]) -> frozenset[str]:
        """The detector's labels that a task asked for, in plain form or as any variant."""
        return frozenset(base.value for base in map(self.base, asked) if base is not None)

    def split(self, spans: Iterable[CrowdSpan]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Spans in the detector's labels, and those to ignore, both in order.

        A span must have a label, so an ignored one without counterpart gets KEY, which means nothing; `source` keeps the crowd's.
        """
        kept: list[Span] = []
        ignored: list[Span] = []
        for span in spans:
            base = self.base(span.label)
            source = f"crowd.{span.label}"
            if base is None:
                ignored.append(Span(span.start, span.end, Label.KEY, 0.0, source))
            else:
                kept.append(Span(span.start, span.end, base, 1.0, source))
        return tuple(sorted(kept)), tuple(sorted(ignored))

    def document(self, vote: Vote) -> Document:
        """The document of a single vote, taken as true."""
        spans, ignored = self.split(vote.spans)
        return Document(vote.document_id, vote.text, spans, ignored, self.base_asked(vote.asked), vote.meta)


_WORD_OF_LABEL = r"(?:[^\W\d_]+|\d{1,3}|[A-Z]+\d{1,3}|IPv\d)"
_LOOKS_LIKE_LABEL = re.compile(rf"{_WORD_OF_LABEL}(?:[ _.:/|*-]+{_WORD_OF_LABEL})*\*?")
"""Separate words and numbers: `US_SSN`, `IPV4_ADDRESS`, `Level 2`. A word with digits in it may be a password."""


def shown_label(given: str) -> str:
    """A file's label as messages may show it: a string that does not look like a label may be a value."""
    return given if len(given) <= 40 and _LOOKS_LIKE_LABEL.fullmatch(given) else "(not shown)"


def shown_names(given: Iterable[object]) -> str:
    """Field names as a message may list them: if a table lacks its header, its first row is mistaken for one."""
    names = list(map(str, given))
    shown = [name for name in names if len(name) <= 40 and re.fullmatch(r"[A-Za-z_]+(?:[.:|-][A-Za-z_]+)*", name)]
    hidden = len(names) - len(shown)
    return ", ".join([*shown, *([f"{hidden} not shown"] if hidden else [])]) or "none"


def load(name: str | Path) -> LabelSchema:
    """The shipped schema of that name, or the one in a TOML file.

    Raises:
        ConfigError: there is no such schema, or the file is not one.
    """
    path = Path(name) if str(name).endswith(".toml") else SHIPPED / f"{name}.toml"
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        meaning = {label: _meaning(path, label, base) for label, base in content["labels"].items()}
        return LabelSchema(content["name"], content["version"], meaning, content.get("aliases", {}))
    except FileNotFoundError:
        shipped = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        raise ConfigError(
            f"no label schema {str(name)!r}: give one of {shipped}, or the path of a .toml file"
        ) from None
    except (tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise ConfigError(f"{path}: expected name, version and a table [labels]: {error}") from error


def _meaning(path: Path, label: str, base: str) -> Label | None:
    if base == IGNORE:
        return None
    try:
        return Label(base)
    except ValueError:
        raise ConfigError(f"{path}: {label} = {base!r}, expected one of {', '.join(Label)} or {IGNORE!r}") from None
