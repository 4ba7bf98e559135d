"""Any token-classification model of `transformers`, by name or folder, through the library's own pipeline.

Long texts go through in windows of the model's length that overlap by a quarter of it, as the pipeline does.
"""

from collections.abc import Iterable
from typing import TypedDict, cast

from benchmarks.systems.base import Detect, Finding, Item, one_by_one
from benchmarks.systems.label_maps import our_label

PACKAGES = ("transformers", "torch", "tokenizers")

LONGEST_WINDOW = 512


class _Entity(TypedDict):
    """What the pipeline returns for a span; the library types every field as a string."""

    entity_group: str
    start: int
    end: int
    score: float


def load(model: str, device: str = "cpu") -> Detect:
    """A checkpoint for token classification, from the hub or a folder."""
    from transformers import AutoModelForTokenClassification, AutoTokenizer, TokenClassificationPipeline

    tokenizer = AutoTokenizer.from_pretrained(model)
    network = AutoModelForTokenClassification.from_pretrained(model)
    positions = getattr(network.config, "max_position_embeddings", LONGEST_WINDOW)
    # Models without a stated length say 10^30; RoBERTa keeps two positions for itself.
    tokenizer.model_max_length = min(tokenizer.model_max_length, positions, LONGEST_WINDOW)
    run = TokenClassificationPipeline(
        model=network,
        tokenizer=tokenizer,
        device=device,
        aggregation_strategy="simple",
        stride=tokenizer.model_max_length // 4,
    )

    def find(item: Item) -> Iterable[Finding]:
        if not item.text.strip():
            return
        for entity in cast(Iterable[_Entity], run(item.text)):
            label = our_label(entity["entity_group"])
            if label is not None:
                # Byte-level tokens carry the space before a word; no span of ours starts or ends with one.
                value = item.text[entity["start"] : entity["end"]]
                start = entity["start"] + len(value) - len(value.lstrip())
                end = entity["end"] - len(value) + len(value.rstrip())
                if start < end:
                    yield Finding(start, end, label, float(entity["score"]))

    return one_by_one(find)
