"""datatrove: `RedactDocuments`, a step of a pipeline."""

# datatrove's signatures are open in places.
# pyright: basic, reportMissingImports=false

from itertools import islice
from typing import Any

from datatrove.pipeline.base import PipelineStep

from pii.redactor import Redactor

_BATCH = 128


class RedactDocuments(PipelineStep):
    """Redacts the text of each document; its spans are counted by label in the step's statistics.

    Args:
        settings: those of `Redactor`, which is built in the process that runs the step.

    Example:
        pipeline = [JsonlReader("corpus/"), RedactDocuments(policy="tag"), JsonlWriter("out/")]
    """

    type = "🕵 - REDACT"
    name = "pii-for-code"

    def __init__(self, **settings: Any) -> None:
        super().__init__()
        self.settings = settings

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:
        """The documents in order, redacted in batches."""
        del rank, world_size
        redactor = Redactor(**self.settings)
        documents = iter(data)
        while batch := list(islice(documents, _BATCH)):
            with self.track_time():
                redactions = redactor.redact_batch([document.text for document in batch])
            for document, redaction in zip(batch, redactions, strict=True):
                document.text = redaction.text
                for replacement in redaction.replacements:
                    self.stat_update(str(replacement.span.label))
                yield document
