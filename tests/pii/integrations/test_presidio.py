import pytest

analyzer = pytest.importorskip("presidio_analyzer")
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine  # noqa: E402

from pii.integrations.presidio import PiiRecognizer, policy_operator  # noqa: E402

MAIL = "jane@roe.org"
TEXT = f"mail {MAIL} from 198.51.100.7"


class NoLanguage(NlpEngine):
    """Presidio wants a language model; our recognizer does not."""

    def load(self):
        pass

    def is_loaded(self):
        return True

    def process_text(self, text, language):
        return NlpArtifacts([], [], [], [], self, language)

    def process_batch(self, texts, language, **kwargs):
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word, language):
        return False

    def is_punct(self, word, language):
        return False

    def get_supported_entities(self):
        return []

    def get_supported_languages(self):
        return ["en"]


@pytest.fixture
def engine(rules):
    registry = analyzer.RecognizerRegistry([PiiRecognizer(rules)], supported_languages=["en"])
    return analyzer.AnalyzerEngine(registry=registry, nlp_engine=NoLanguage(), supported_languages=["en"])


def test_the_analyzer_finds_what_our_detectors_find(engine):
    found = engine.analyze(TEXT, "en")

    assert sorted((r.entity_type, r.start, r.end, r.score) for r in found) == [
        ("EMAIL_ADDRESS", 5, 17, 1.0),
        ("IP_ADDRESS", 23, 35, 1.0),
    ]
    assert [r.entity_type for r in engine.analyze(TEXT, "en", entities=["EMAIL_ADDRESS"])] == ["EMAIL_ADDRESS"]


def test_the_anonymizer_replaces_as_the_policy_says(engine, rules):
    anonymizer = pytest.importorskip("presidio_anonymizer")
    found = engine.analyze(TEXT, "en", entities=["EMAIL_ADDRESS"])

    result = anonymizer.AnonymizerEngine().anonymize(TEXT, found, operators=policy_operator(rules))

    assert result.text == TEXT.replace(MAIL, "<EMAIL>")
