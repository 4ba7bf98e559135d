import pytest

pytest.importorskip("datatrove")
from datatrove.data import Document  # noqa: E402
from datatrove.executor import LocalPipelineExecutor  # noqa: E402

from pii.integrations.datatrove import RedactDocuments  # noqa: E402

MAIL = "jane@roe.org"


def test_a_pipeline_redacts_every_document(tmp_path):
    documents = [Document(f"{n} by {MAIL if n % 2 else 'nobody'}", str(n), metadata={"n": n}) for n in range(300)]
    written = []

    def collect(data, rank, world_size):
        for document in data:
            written.append((document.id, document.text, document.metadata["n"]))
            yield document

    steps = [documents, RedactDocuments(detectors=["rules"]), collect]
    stats = LocalPipelineExecutor(steps, logging_dir=str(tmp_path / "logs")).run()

    assert written == [(str(n), f"{n} by {'<EMAIL>' if n % 2 else 'nobody'}", n) for n in range(300)]
    assert next(step for step in stats.stats if "pii-for-code" in step.name).stats["EMAIL"].total == 150
