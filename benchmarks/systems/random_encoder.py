"""An encoder of StarPII's size, 12 layers of 768, in the pipeline of `transformers`: for speed only.

The weights are random, since time does not depend on them; windows are of 512 tokens, as BigCode ran them.
"""

from collections.abc import Sequence

from benchmarks.systems.base import Item, Work

PACKAGES = ("transformers", "torch", "tokenizers")

VOCABULARY = 8192


def load(texts: Sequence[str], layers: int = 12, width: int = 768) -> Work:
    """A network with random weights, to measure what its size costs."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import (
        BertConfig,
        BertForTokenClassification,
        PreTrainedTokenizerFast,
        TokenClassificationPipeline,
    )

    torch.set_num_threads(1)
    torch.manual_seed(0)
    # A byte-level tokenizer of the corpus itself: about as many tokens per byte as a code model's own.
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=["[PAD]", "[UNK]"], show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=512
    )
    config = BertConfig(
        vocab_size=VOCABULARY,
        num_hidden_layers=layers,
        hidden_size=width,
        num_attention_heads=width // 64,
        intermediate_size=4 * width,
    )
    config.num_labels = 13
    network = BertForTokenClassification(config).eval()
    run = TokenClassificationPipeline(
        model=network, tokenizer=fast, device="cpu", aggregation_strategy="simple", stride=0, batch_size=1
    )

    def work(items: Sequence[Item]) -> object:
        return [run(item.text) for item in items if item.text.strip()]

    return work
