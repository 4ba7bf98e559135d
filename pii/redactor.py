"""`Redactor`: replaces findings under a policy, in one text or a batch; `redact` and `detect` are shortcuts."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, overload

from pii.deadline import Overdue, deadline
from pii.decoys import check_names
from pii.detectors import DEFAULT_DETECTORS, Detector, named
from pii.errors import ConfigError, InputError
from pii.finding.everywhere import CARRIED
from pii.finding.finder import Finder
from pii.finding.resolve import Resolution
from pii.labels import Label, label_named
from pii.policies import FEWEST_DIFFERENT, SHORTEST_KEY, Action, Policy, fingerprint, load_policy
from pii.redaction import Redaction, Replacement
from pii.replacing.replacements import replacements
from pii.spans import Span
from pii.syntax import Edit, check_language, fit, language_of
from pii.terms import TermDetector, Terms
from pii.text import hidden
from pii.texts import text_of, texts_of

T = TypeVar("T")


class Redactor:
    """Finds and replaces personal data and credentials in texts.

    The result is a function of the text and the settings alone: batch size, order and process never change it.

    Args:
        detectors: `Detector` objects, such as `Encoder(device="cuda")`, or names: `rules`, `secrets`, `encoder`.
        policy: a preset's name, the path of a TOML file, or a `Policy`.
        decoys: the decoy classes to keep, in place of the policy's.
        key: the secret of keyed actions, at least 16 bytes; by default the environment variable `PII_KEY`.
        only: the labels to report, in place of the policy's.
        thresholds: minimum scores to report by label, in addition to the policy's.
        allow: values to keep and report as such, in addition to the policy's.
        deny: values to find by label, whatever the detectors say, in addition to the policy's.
        syntax: `auto` gives replacements a form that is safe in the document's language, detected from its path or first
            lines; a language's name sets the language; `off` inserts the policy's replacements unchanged.
        scope: within which the same value has the same surrogate: `file` (each path is one), or any name, such as a repository's
            or a run's; surrogates of two scopes cannot be linked.
        everywhere: the labels whose values, once found, are found throughout the same text (`pii.finding.everywhere`).
        seconds_per_document: a text that takes longer is an error; None means no limit. See `pii.deadline` for where it holds.

    Raises:
        ConfigError: an unknown name, two detectors with the same name, a label that no detector finds, or a keyed action
            without a key or with one that is too short.
        MissingDependencyError: a library that a detector needs is not installed.
        ModelError: the model bundle is missing or damaged.
        DeviceError: the requested device is not available.

    Examples:
        >>> Redactor(detectors=["rules"]).redact("Contact jane@roe.org").text
        'Contact <EMAIL>'
    """

    def __init__(
        self,
        detectors: Sequence[str | Detector] = DEFAULT_DETECTORS,
        policy: str | Path | Policy = "tag",
        decoys: Iterable[str] | None = None,
        key: bytes | None = None,
        only: Iterable[str] | None = None,
        thresholds: Mapping[str, float] | None = None,
        allow: Iterable[str] | Terms = (),
        deny: Mapping[str, Iterable[str] | Terms] | None = None,
        syntax: str = "auto",
        scope: str = "all",
        everywhere: Iterable[str] = CARRIED,
        seconds_per_document: float | None = None,
    ) -> None:
        changes: dict[str, Any] = {}
        policy = load_policy(policy)
        if decoys is not None:
            changes["decoys"] = check_names(decoys)
        if only is not None:
            changes["only"] = only if isinstance(only, str) else tuple(only)
        if thresholds:
            changes["thresholds"] = {**policy.thresholds, **thresholds}
        if allow:
            changes["allow"] = policy.allow + _terms(allow)
        if deny:
            known = policy.deny
            changes["deny"] = {**known, **{name: known.get(name, Terms()) + _terms(deny[name]) for name in deny}}
        self.policy = replace(policy, **changes)
        self.syntax = syntax if syntax in ("auto", "off") else check_language(syntax)
        self.scope = scope
        self.everywhere = frozenset(_labels(everywhere))
        self.seconds_per_document = seconds_per_document
        self.key = (key if key is not None else os.fsencode(os.environ.get("PII_KEY", ""))) or None
        self.detectors: tuple[Detector, ...] = named(detectors)
        if self.policy.deny:
            self.detectors += (TermDetector(self.policy.deny),)
        names = [detector.name for detector in self.detectors]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ConfigError(f"detectors need names of their own; {', '.join(map(repr, twice))} is there twice")
        _check_labels(self.policy.labels | self.everywhere.difference(CARRIED), self.detectors)
        _check_key(self.policy, self.key)
        self._finder = Finder(self.detectors, self.policy, self.everywhere)

    def detect(self, text: str) -> list[Span]:
        """The spans of one text: disjoint, sorted by start. Those that `redact` keeps have a `reason`."""
        return self.detect_batch([text_of(text)])[0]

    def detect_batch(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text, as from `detect`."""
        return [list(resolution.spans) for resolution in self.explain_batch(texts)]

    def explain_batch(self, texts: Sequence[str]) -> list[Resolution]:
        """As `detect_batch`, plus the dropped spans with the reason for each.

        Raises:
            InputError: a text takes longer than it may.
        """
        given = [text or "" for text in texts_of(texts)]
        return self._in_time(lambda some: self._finder.explain([given[index] for index in some]), len(given))

    def _in_time(self, function: Callable[[Sequence[int]], list[T]], count: int) -> list[T]:
        """Apply a function to texts, given by their indices, none of which may take too long."""
        if self.seconds_per_document is None:
            return function(range(count))
        try:
            with deadline(self.seconds_per_document):
                return function(range(count))
        except Overdue:
            # Warm up: one-time set-up must not count against a text.
            self._finder.explain(["Author: Jane Roe <jane@example.com>\n"])
        done: list[T] = []
        for index in range(count):
            try:
                with deadline(self.seconds_per_document):
                    done += function([index])
            except Overdue as error:
                raise InputError(f"text {index} of the batch {error}" if count > 1 else f"the text {error}") from None
        return done

    @overload
    def redact(self, text: str, path: str | None = None) -> Redaction: ...
    @overload
    def redact(self, text: None, path: str | None = None) -> None: ...
    def redact(self, text: str | None, path: str | None = None) -> Redaction | None:
        """Replace the spans of one text; a path indicates its language. None stays None.

        Raises:
            TypeError: it is not a text.
        """
        return None if text is None else self.redact_batch([text_of(text)], [path])[0]

    @overload
    def redact_batch(  # pyright: ignore[reportOverlappingOverload]: a list of texts alone gives redactions alone
        self, texts: Sequence[str], paths: Sequence[str | None] | None = None
    ) -> list[Redaction]: ...
    @overload
    def redact_batch(
        self, texts: Sequence[str | None], paths: Sequence[str | None] | None = None
    ) -> list[Redaction | None]: ...
    def redact_batch(self, texts: Sequence[str | None], paths: Sequence[str | None] | None = None) -> Any:
        """Replace the spans of each text of a sequence or a column; paths indicate their languages. None stays None.

        Raises:
            TypeError: the argument is one text or a generator, or holds something other than texts.
            ValueError: the numbers of paths and texts differ.
            InputError: a text takes longer than it may.
        """
        given = texts_of(texts)
        beside = paths or [None] * len(given)
        if len(beside) != len(given):
            raise ValueError(f"{len(given)} texts and {len(beside)} paths: expected as many")
        return self._in_time(
            lambda some: self._redact([given[index] for index in some], [beside[index] for index in some]), len(given)
        )

    def _redact(self, texts: Sequence[str | None], paths: Sequence[str | None]) -> list[Redaction | None]:
        found = self._finder.explain([text or "" for text in texts])
        return [
            None
            if text is None
            else self.replace(text, resolution.spans, path)
            if resolution.spans
            else Redaction(text)
            for text, resolution, path in zip(texts, found, paths, strict=True)
        ]

    def replace(self, text: str, spans: Sequence[Span], path: str | None = None) -> Redaction:
        """Replace these spans of the text under the policy; its path indicates its language.

        Raises:
            ValueError: the spans overlap, are not sorted or reach beyond the text.
        """
        if not spans:
            return Redaction(text)
        _check_spans(text, spans)
        pieces: list[str] = []
        done: list[Replacement] = []
        position = length = 0
        spans = list(spans)
        news, marks = self._replacements(text, spans, path)
        for span, new in zip(spans, news, strict=True):
            length += span.start - position
            pieces += (text[position : span.start], new)
            done.append(Replacement(span, length, length + len(new)))
            length += len(new)
            position = span.end
        pieces.append(text[position:])
        return Redaction("".join(pieces), tuple(done), marks)

    def _replacements(self, text: str, spans: list[Span], path: str | None) -> tuple[list[str], tuple[str, ...]]:
        """Return the replacement of each span, and what could not be preserved.

        A program's own identifiers get their reason in `spans`.
        """
        news = [text[span.start : span.end] for span in spans]
        changed = [
            index
            for index, span in enumerate(spans)
            if not span.reason and self.policy.action(span.label) is not Action.KEEP
        ]
        if not changed:
            return news, ()
        standing = [value for value, span in zip(news, spans, strict=True) if span.reason]
        insides = {index: self._inside(text, spans[index]) for index in changed if hidden.is_blob(spans[index])}
        values: list[tuple[str, str]] = []
        for index in changed:
            if index in insides:
                values += insides[index].values
            else:
                # A mask is as long as the text there; everything else depends on the value, not on its encoding.
                label, masked = spans[index].label, self.policy.action(spans[index].label) is Action.MASK
                values.append((news[index] if masked else hidden.plain(news[index], spans[index].source), label))
        given = iter(replacements(self.policy, values, self.key, text, standing, self._scope(path)))
        made = [
            insides[index].encoded(given, news[index])
            if index in insides
            else hidden.encoded(next(given), spans[index].source)
            for index in changed
        ]
        kept = True
        if self.syntax != "off":
            language = language_of(text, path) if self.syntax == "auto" else self.syntax
            places = [spans[index] for index in changed]
            edits = [Edit(span.start, span.end, new, span.label) for span, new in zip(places, made, strict=True)]
            fitted = fit(text, edits, language)
            made, kept = fitted.news, fitted.parses
            for number in fitted.names:
                spans[changed[number]] = replace(places[number], reason="code")
        for index, new in zip(changed, made, strict=True):
            news[index] = new
        return news, () if kept else ("syntax",)

    def _inside(self, text: str, span: Span) -> hidden.Inside:
        """The findings in the text that the base64 encodes."""
        before, content, after = hidden.decoded_blob(text, span.start, span.end) or ("", "", "")
        shown = before + content + after
        return hidden.Inside(content, self._finder.within(shown), len(before))

    def _scope(self, path: str | None) -> str:
        if self.scope != "file":
            return self.scope
        if path is None and self.policy.needs_key is Action.SURROGATE:
            raise ConfigError("scope 'file': surrogates need the path of each document; pass path=…, or another scope")
        return f"file:{path}"

    def describe(self) -> dict[str, object]:
        """All settings that determine the result, JSON-serialisable; the key appears as a fingerprint, never itself."""
        return {
            "detectors": {detector.name: dict(detector.describe()) for detector in self.detectors},
            "policy": self.policy.describe(),
            "syntax": self.syntax,
            "scope": self.scope,
            "everywhere": sorted(self.everywhere),
            "key": None if self.key is None else fingerprint(self.key),
        }


def _labels(names: Iterable[str]) -> list[str]:
    if isinstance(names, str):
        raise ConfigError(f"everywhere: expected a list of labels, not the one string {names!r}")
    try:
        return [label_named(name) for name in names]
    except ValueError as error:
        raise ConfigError(f"everywhere: {error}") from None


def _terms(given: Iterable[str] | Terms) -> Terms:
    return given if isinstance(given, Terms) else Terms.read(given)


def _check_key(policy: Policy, key: bytes | None) -> None:
    action = policy.needs_key
    if action is not None and not key:
        raise ConfigError(f"the action {str(action)!r} needs a key; pass key=… or set the environment variable PII_KEY")
    if action is not None and key and len(key) < SHORTEST_KEY:
        raise ConfigError(
            f"the key has {len(key)} bytes; expected at least {SHORTEST_KEY}: a shorter one can be guessed"
        )
    if action is not None and key and len(set(key)) < FEWEST_DIFFERENT:
        raise ConfigError(
            f"the key has {len(set(key))} different bytes; expected at least {FEWEST_DIFFERENT}; "
            "make one with `openssl rand -hex 32`"
        )


def _check_labels(asked: Set[str], detectors: Iterable[Detector]) -> None:
    """Reject a label that no detector declares; skipped if any detector declares none."""
    known: set[str] = set(Label)
    for detector in detectors:
        labels = getattr(detector, "labels", None)
        if labels is None:
            return
        known.update(labels)
    if unknown := sorted(asked - known):
        raise ConfigError(f"no detector finds {', '.join(unknown)}; labels are {', '.join(sorted(known))}")


def _check_spans(text: str, spans: Sequence[Span]) -> None:
    position = 0
    for span in spans:
        if span.start < position or span.end > len(text):
            raise ValueError(
                f"spans to replace are disjoint, sorted and inside the text; {span.start}..{span.end} follows"
                f" {position} in a text of {len(text)} characters"
            )
        position = span.end


@cache
def _default() -> Redactor:
    return Redactor()


@overload
def redact(text: str) -> Redaction: ...
@overload
def redact(text: None) -> None: ...
def redact(text: str | None) -> Redaction | None:
    """Replace the spans of one text under the default settings. None stays None.

    Examples:
        >>> redact("Contact jane@roe.org").text
        'Contact <EMAIL>'
    """
    return _default().redact(text)


def detect(text: str) -> list[Span]:
    """The spans of one text under the default settings: disjoint, sorted by start.

    Examples:
        >>> [(span.start, span.end, str(span.label)) for span in detect("Contact jane@roe.org")]
        [(8, 20, 'EMAIL')]
    """
    return _default().detect(text)
