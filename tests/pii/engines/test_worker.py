import multiprocessing.spawn
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

import pii
from pii.engines.worker import Worker

SCRIPT = """
import os
import time
from pathlib import Path
from pii.engines.local import LocalEngine
from pii.redactor import Redactor
from pii.runs.runner import redact_shards

class Slow:
    name = "slow"
    def detect(self, texts):
        Path("busy", str(os.getpid())).touch()
        time.sleep(100)
        return [[] for _ in texts]
    def describe(self):
        return {}

if __name__ == "__main__":
    redact_shards(["in"], "out", Redactor(detectors=[Slow()]), engine=LocalEngine(2))
"""


def test_workers_end_with_the_process_that_started_them_even_if_it_is_killed(tmp_path):
    (tmp_path / "busy").mkdir()
    for directory in ("a", "b", "c"):
        (tmp_path / "in" / directory).mkdir(parents=True)
        (tmp_path / "in" / directory / "0.txt").write_text("pad")
    (tmp_path / "slow.py").write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(Path(pii.__file__).parents[1])}
    process = subprocess.Popen([sys.executable, "slow.py"], cwd=tmp_path, env=environment)
    while process.poll() is None and len(list((tmp_path / "busy").iterdir())) < 2:
        time.sleep(0.01)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL

    _, alive = psutil.wait_procs(workers, timeout=50)  # half of what they have to do

    assert len(workers) >= 2 and not alive
    assert not list(tmp_path.glob("out/*/*.txt"))


@pytest.mark.timeout(60)
def test_a_process_that_dies_before_it_reads_its_job_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", b"/bin/false")
    worker = Worker(bytes(10_000_000))

    with pytest.raises((EOFError, OSError)):
        worker.start()

    assert worker.clear() == 1
