"""Presidio's e-mail and IP recognizers called directly: no language model, no context words.

Presidio's own engine needs a spaCy model; its makers' full system is another one than this. Results below the threshold are
left out: Presidio gives a bare `::` a score of 0.1 and leaves it to its user where to cut.
"""

from collections.abc import Iterable

from benchmarks.systems.base import Detect, Finding, Item, one_by_one

PACKAGES = ("presidio-analyzer",)

LABELS = {"EMAIL_ADDRESS": "EMAIL", "IP_ADDRESS": "IP_ADDRESS"}


def load(threshold: float = 0.2) -> Detect:
    import tldextract
    from presidio_analyzer.predefined_recognizers import EmailRecognizer, IpRecognizer

    # The public suffix list that ships with tldextract, instead of one fetched at the first address.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    recognizers = [EmailRecognizer(), IpRecognizer()]

    def find(item: Item) -> Iterable[Finding]:
        for recognizer in recognizers:
            for result in recognizer.analyze(item.text, recognizer.supported_entities, None):
                if result.score >= threshold:
                    yield Finding(result.start, result.end, LABELS[result.entity_type], float(result.score))

    return one_by_one(find)
