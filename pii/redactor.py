"""`Redactor`: detectors, resolution and policy put together, for one text or a batch; `redact` and `detect` for short."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from pii.decoys import check_names
from pii.detectors.base import Detector, Judge
from pii.errors import ConfigError
from pii.policies import Policy, fingerprint, load_policy
from pii.resolve import Resolution, resolve
from pii.spans import Span

DETECTORS: tuple[str, ...] = ("rules", "secrets", "encoder")
"""The detectors that can be asked for by name."""

DEFAULT_DETECTORS: tuple[str, ...] = DETECTORS


@dataclass(frozen=True, slots=True)
class Replacement:
    """A span of the text as given, and where its replacement stands in the redacted text (half-open characters)."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text and its replacements in order; outside them it is the text as given, character for character."""

    text: str
    replacements: tuple[Replacement, ...] = ()

    def __repr__(self) -> str:
        # The rest of the text may hold what no detector found: a repr ends up in logs.
        return f"Redaction({len(self.text)} characters, {len(self.replacements)} replacements)"


class Redactor:
    """Finds and replaces personal data and credentials in texts.

    The result is a function of the text and the settings alone: batch size, order and process never change it.

    Args:
        detectors: names out of `DETECTORS`, or `Detector` objects.
        policy: a preset's name, the path of a TOML file, or a `Policy`.
        decoys: the decoy classes to let stand, in place of the policy's.
        model: the folder of a model bundle for the encoder, in place of the one inside the package.
        device: where the encoder runs: `cpu`, `cuda`, `tensorrt` or `auto`.
        operating_point: the encoder's thresholds: `precision`, `balanced` or `recall`.
        key: the secret of the `hash` action, by default the environment variable `PII_KEY`.
        gate: false lets the encoder read every character, not only where the bundle's gate sees a reason: ten times the work.

    Raises:
        ConfigError: a name that is not known, two detectors of one name, or `hash` without a key.
        MissingDependencyError: a library that a detector needs is not installed.
        ModelError: the model bundle is missing or damaged.
        DeviceError: the device asked for cannot be had.

    Example:
        >>> Redactor(detectors=["rules"]).redact("Contact jane@roe.org").text
        'Contact <EMAIL>'
    """

    def __init__(
        self,
        detectors: Sequence[str | Detector] = DEFAULT_DETECTORS,
        policy: str | Path | Policy = "tag",
        decoys: Iterable[str] | None = None,
        model: str | Path | None = None,
        device: str = "cpu",
        operating_point: str = "balanced",
        key: bytes | None = None,
        gate: bool = True,
    ) -> None:
        self.policy = load_policy(policy)
        self.decoys = self.policy.decoys if decoys is None else check_names(decoys)
        self.key = (key if key is not None else os.fsencode(os.environ.get("PII_KEY", ""))) or None
        if "hash" in self.policy.actions.values() and not self.key:
            raise ConfigError("the action 'hash' needs a key; pass key=… or set the environment variable PII_KEY")
        if isinstance(detectors, str):
            raise ConfigError(f"detectors are a list of names, not the one string {detectors!r}")
        self.detectors: tuple[Detector, ...] = tuple(
            _build(detector, model, device, operating_point, gate) if isinstance(detector, str) else detector
            for detector in detectors
        )
        names = [detector.name for detector in self.detectors]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ConfigError(f"detectors need names of their own; {', '.join(map(repr, twice))} is there twice")

    def detect(self, text: str) -> list[Span]:
        """The spans of one text: disjoint, sorted by start."""
        return self.detect_batch([text])[0]

    def detect_batch(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text: disjoint, sorted by start."""
        return [list(resolution.spans) for resolution in self.explain_batch(texts)]

    def explain_batch(self, texts: Sequence[str]) -> list[Resolution]:
        """As `detect_batch`, with the spans that were dropped and the reason for each."""
        if isinstance(texts, str):
            raise TypeError("a batch is a list of texts, not one text: call detect or redact for that")
        judges = [detector for detector in self.detectors if isinstance(detector, Judge)]
        found = [detector.detect(texts) for detector in self.detectors if not isinstance(detector, Judge)]
        spans = [list(chain.from_iterable(per_detector)) for per_detector in zip(*found, strict=True)]
        spans = spans or [[] for _ in texts]
        refused: list[list[Span]] = [[] for _ in texts]
        for judge in judges:
            judgements = judge.judge(texts, spans)
            spans = [[*judgement.kept, *judgement.found] for judgement in judgements]
            for losses, judgement in zip(refused, judgements, strict=True):
                losses += judgement.refused
        return [
            resolve(text, mine, self.decoys, losses) if mine or losses else _NOTHING
            for text, mine, losses in zip(texts, spans, refused, strict=True)
        ]

    def redact(self, text: str) -> Redaction:
        """One text with its spans replaced."""
        return self.redact_batch([text])[0]

    def redact_batch(self, texts: Sequence[str]) -> list[Redaction]:
        """Each text with its spans replaced."""
        found = self.explain_batch(texts)
        return [
            self.replace(text, resolution.spans) if resolution.spans else Redaction(text)
            for text, resolution in zip(texts, found, strict=True)
        ]

    def replace(self, text: str, spans: Sequence[Span]) -> Redaction:
        """The text with these spans replaced as the policy says.

        Raises:
            ValueError: the spans overlap, are not sorted or reach beyond the text.
        """
        if not spans:
            return Redaction(text)
        pieces: list[str] = []
        replacements: list[Replacement] = []
        position = length = 0
        for span in spans:
            if span.start < position or span.end > len(text):
                raise ValueError(
                    f"spans to replace are disjoint, sorted and inside the text; {span.start}..{span.end} follows"
                    f" {position} in a text of {len(text)} characters"
                )
            new = self.policy.replacement(text[span.start : span.end], span.label, self.key)
            length += span.start - position
            pieces += (text[position : span.start], new)
            replacements.append(Replacement(span, length, length + len(new)))
            length += len(new)
            position = span.end
        pieces.append(text[position:])
        return Redaction("".join(pieces), tuple(replacements))

    def describe(self) -> dict[str, object]:
        """All settings that determine the result, JSON-serialisable; of the key a fingerprint, never the key itself."""
        return {
            "detectors": {detector.name: dict(detector.describe()) for detector in self.detectors},
            "policy": self.policy.describe(),
            "decoys": list(self.decoys),
            "key": None if self.key is None else fingerprint(self.key),
        }


_NOTHING = Resolution((), ())


def _build(name: str, model: str | Path | None, device: str, operating_point: str, gate: bool) -> Detector:
    if name == "rules":
        from pii.detectors.rules import RuleDetector

        return RuleDetector()
    if name == "secrets":
        from pii.detectors.secrets import SecretsDetector

        return SecretsDetector()
    if name == "encoder":
        from pii.detectors.encoder import EncoderDetector

        return EncoderDetector(model, device=device, operating_point=operating_point, gate=gate)
    raise ConfigError(f"unknown detector {name!r}; there are: {', '.join(DETECTORS)}")


@cache
def _default() -> Redactor:
    return Redactor()


def redact(text: str) -> Redaction:
    """One text with its spans replaced, under the default settings.

    >>> redact("Contact jane@roe.org").text
    'Contact <EMAIL>'
    """
    return _default().redact(text)


def detect(text: str) -> list[Span]:
    """The spans of one text under the default settings: disjoint, sorted by start.

    >>> [(span.start, span.end, str(span.label)) for span in detect("Contact jane@roe.org")]
    [(8, 20, 'EMAIL')]
    """
    return _default().detect(text)
