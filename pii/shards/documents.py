"""Redact the documents of a block, whatever their format: count them, and quarantine those that fail."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pii.redactor import Redaction, Redactor
from pii.shards.base import Block, BlockResult, Document, Redacted, ShardOptions
from pii.shards.failures import Failure, each_or_reason
from pii.shards.footer import FooterBlock
from pii.shards.sidecar import span_batch


@dataclass(frozen=True, slots=True)
class OneByOne:
    """Redact document by document, for a block that has killed workers: shows which document is to blame."""

    tell: Callable[[int | None], None]
    """Called with the number of each document before it is redacted, and with None after the last."""
    deadly: Mapping[int, str]
    """Documents known to kill their process, by number, with the reason to give: they are quarantined."""


def redact_block(
    block: Block, redactor: Redactor, options: ShardOptions, one_by_one: OneByOne | None = None
) -> BlockResult:
    """Redact a block. The result depends on the block alone, whether documents are taken together or one by one.

    Raises:
        DetectorError: a detector fails on any text.
    """
    parsed = block.parse(options)
    documents = parsed.documents
    if one_by_one is None:
        outcomes = _redact(documents, redactor, options.seconds_per_document)
    else:
        outcomes = _redact_each(documents, redactor, options.seconds_per_document, one_by_one)
    changed = [
        (row, document, redactions)
        for row, (document, redactions) in enumerate(zip(documents, outcomes, strict=True))
        if not isinstance(redactions, str) and document.part is None
        if any(redaction.replacements for redaction in redactions)
    ]
    texts = [(row, document, number) for row, document, found in changed for number in range(len(found))]
    return BlockResult(
        documents=len(documents),
        nulls=sum(not document.texts and document.failure is None for document in documents),
        bytes=sum(_utf8_bytes(text) for document in documents for text in document.texts),
        payload=block.redacted(redactor) if isinstance(block, FooterBlock) else parsed.payload(outcomes),
        spans=span_batch(
            [row for row, _, _ in texts],
            [document.id for _, document, _ in texts],
            [redaction for _, _, redactions in changed for redaction in redactions],
            [document.fields[number] if document.fields else None for _, document, number in texts],
        ),
        failures=tuple(
            Failure(row, outcome, document.id)
            for row, (document, outcome) in enumerate(zip(documents, outcomes, strict=True))
            if isinstance(outcome, str)
        ),
        stored=block.stored,
    )


def _redact_each(
    documents: Sequence[Document], redactor: Redactor, seconds: float | None, one_by_one: OneByOne
) -> list[Redacted]:
    outcomes: list[Redacted] = []
    for number, document in enumerate(documents):
        if number in one_by_one.deadly:
            outcomes.append(document.failure or one_by_one.deadly[number])
        else:
            one_by_one.tell(number)
            outcomes += _redact([document], redactor, seconds)
    one_by_one.tell(None)
    return outcomes


def _redact(documents: Sequence[Document], redactor: Redactor, seconds: float | None) -> list[Redacted]:
    # A file name, or an id that is one, gives the language and the scope of surrogates.
    texts = [(text, document.id) for document in documents for text in document.texts]

    def redact(batch: Sequence[tuple[str, str | None]]) -> list[Redaction]:
        return redactor.redact_batch([text for text, _ in batch], [path for _, path in batch])

    found = iter(each_or_reason(redact, texts, seconds, lambda text: (text, None)))
    outcomes: list[Redacted] = []
    for document in documents:
        redactions: list[Redaction] = []
        reason = document.failure
        for _ in document.texts:
            outcome = next(found)
            if isinstance(outcome, str):
                reason = reason or outcome
            else:
                redactions.append(outcome)
        outcomes.append(tuple(redactions) if reason is None else reason)
    return outcomes


def _utf8_bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
