import os
import shutil
import sys
from pathlib import Path

import pytest

sql = pytest.importorskip("pyspark.sql")
from pii.integrations.spark import redact_udf  # noqa: E402

MAIL = "jane@roe.org"


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_a_column_is_redacted_in_sparks_workers(monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[3]), os.environ.get("PYTHONPATH", "")])
    )
    session = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    try:
        frame = session.createDataFrame([(1, f"by {MAIL}"), (2, None), (3, "x")], "n int, content string")
        rows = frame.withColumn("content", redact_udf(detectors=["rules"])("content")).orderBy("n").collect()
    finally:
        session.stop()

    assert [tuple(row) for row in rows] == [(1, "by <EMAIL>"), (2, None), (3, "x")]
