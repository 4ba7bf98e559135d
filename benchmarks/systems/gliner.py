"""A GLiNER model by name, asked for our six classes at its makers' threshold.

GLiNER silently truncates a text at its longest input, so texts go through in windows of whole lines.
"""

from collections.abc import Iterable

from benchmarks.systems.base import Detect, Finding, Item, one_by_one
from benchmarks.systems.label_maps import PROMPTS

PACKAGES = ("gliner", "torch", "transformers")

WINDOW_WORDS = 250


def load(model: str, threshold: float = 0.5) -> Detect:
    """A GLiNER checkpoint of the hub or a folder, asked for our labels in words."""
    from gliner import GLiNER  # pyright: ignore[reportAttributeAccessIssue]  taken for this file where the package is missing

    network = GLiNER.from_pretrained(model)

    def find(item: Item) -> Iterable[Finding]:
        for start, text in windows(item.text):
            for entity in network.predict_entities(text, list(PROMPTS), threshold=threshold):
                label = PROMPTS[entity["label"]]
                yield Finding(start + entity["start"], start + entity["end"], label, float(entity["score"]))

    return one_by_one(find)


def windows(text: str) -> Iterable[tuple[int, str]]:
    """Whole lines of about `WINDOW_WORDS` words, each with the place where it starts."""
    start, part, words = 0, "", 0
    for line in text.splitlines(keepends=True):
        count = len(line.split())
        if part and words + count > WINDOW_WORDS:
            yield start, part
            start, part, words = start + len(part), "", 0
        part, words = part + line, words + count
    if part:
        yield start, part
