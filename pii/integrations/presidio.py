"""Presidio: `PiiRecognizer` for its analyzer, `policy_operator` for its anonymizer."""

# Presidio has no reliable types, and may not be installed for type checks.
# pyright: basic, reportMissingImports=false

from collections.abc import Mapping
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult

from pii.redactor import Redactor
from pii.spans import Span

ENTITIES: dict[str, str] = {
    "NAME": "PERSON",
    "EMAIL": "EMAIL_ADDRESS",
    "USERNAME": "USERNAME",
    "IP_ADDRESS": "IP_ADDRESS",
    "KEY": "KEY",
    "PASSWORD": "PASSWORD",
}
"""Presidio's names for our labels, if it has them."""


class PiiRecognizer(EntityRecognizer):
    """Our detectors as a Presidio recognizer.

    Args:
        redactor: provides the detectors; all of them by default.
        entities: Presidio's entity for each label.
        language: the language that it is registered for, which does not affect its findings.

    Example:
        AnalyzerEngine(registry=RecognizerRegistry([PiiRecognizer()]))
    """

    def __init__(
        self, redactor: Redactor | None = None, entities: Mapping[str, str] = ENTITIES, language: str = "en"
    ) -> None:
        self._redactor = redactor or Redactor()
        self._entities = dict(entities)
        super().__init__(list(self._entities.values()), name="pii-for-code", supported_language=language)

    def load(self) -> None:
        """Do nothing: everything is loaded."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Return the findings of the requested entities in a text."""
        del nlp_artifacts
        return [
            RecognizerResult(entity, span.start, span.end, span.score)
            for span in self._redactor.detect(text)
            if (entity := self._entities.get(str(span.label))) is not None and (not entities or entity in entities)
        ]


def policy_operator(redactor: Redactor, entities: Mapping[str, str] = ENTITIES) -> dict[str, Any]:
    """Operators that replace each entity as the redactor's policy says, for `AnonymizerEngine.anonymize`.

    Example:
        AnonymizerEngine().anonymize(text, results, operators=policy_operator(redactor))
    """
    from presidio_anonymizer.entities import OperatorConfig

    def operator(label: str) -> Any:
        def replace(value: str) -> str:
            return redactor.replace(value, [Span(0, len(value), label)]).text if value else value

        return OperatorConfig("custom", {"lambda": replace})

    return {entity: operator(label) for label, entity in entities.items()}
