"""An output with shards of every format, failures, nulls and a long file."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pii.engines.local import LocalEngine
from pii.redactor import Redactor
from pii.runs.runner import redact_shards
from pii.shards.base import ShardOptions

MAIL = "jane@roe.org"
PASSWORD = "swordfish77"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("report") / "in"
    (root / "src").mkdir(parents=True)
    texts = [f"# {n} \U0001f600 by {MAIL}\npassword = '{PASSWORD}'\n" if n % 3 else "nothing\n" for n in range(40)]
    texts[7] = None
    table = pa.table({"content": texts, "path": [f"p/{n}.go" for n in range(40)]})
    pq.write_table(table, root / "a.parquet", row_group_size=7)
    lines = [json.dumps({"content": f"row {n} {MAIL}", "path": f"{n}.rs"}) for n in range(30)]
    lines[4] = '{"path": "4.rs"}'
    lines[9] = ""
    (root / "b.jsonl").write_text("\n".join(lines) + "\n")
    for n in range(6):
        (root / "src" / f"{n}.py").write_text(f"# {n} {MAIL}\n")
    (root / "src" / "2.py").write_bytes(b"\xff")
    (root / "src" / "long.py").write_text("x = 1\n" * 1_000_000 + f"# {MAIL}\n" + "y = 1\n" * 10_000)
    (root / "src" / "<script>alert(1)<\\script>\x1b.py").write_text(f"</script><!-- {MAIL} -->\n")
    (root / "c.parquet").write_bytes(b"no parquet")
    return root


@pytest.fixture(scope="session")
def output(corpus: Path) -> Path:
    target = corpus.parent / "out"
    options = ShardOptions(("content",), "path")
    redact_shards([str(corpus)], str(target), Redactor(["rules"]), options, engine=LocalEngine(1))
    return target
