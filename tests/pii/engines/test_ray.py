"""On a real cluster of two workers on this machine: `make test-ray`."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from pii.errors import DeviceError
from pii.labels import Label
from pii.redactor import Redactor
from pii.runs.runner import redact_shards
from pii.spans import Span

pytestmark = pytest.mark.ray

LINES = '{"content":"by jane@roe.org"}\n{"content":"pad"}\n' * 200


class Slow:
    """A detector that notes which process it works in, and takes its time."""

    name = "slow"

    def __init__(self, notes: Path, poison: str = "") -> None:
        self.notes, self.poison = notes, poison

    def detect(self, texts):
        (self.notes / str(os.getpid())).touch()
        time.sleep(0.5)
        if self.poison and any(self.poison in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return [[Span(0, 1, Label.NAME)] if text else [] for text in texts]

    def describe(self):
        return {}


class Breaks(Slow):
    """A detector whose device breaks once: from then on it fails in that process."""

    broken = False

    def detect(self, texts):
        if not list(self.notes.iterdir()):
            self.broken = True
        (self.notes / str(os.getpid())).touch()
        if self.broken:
            raise RuntimeError("CUDA failure 700: an illegal memory access was encountered")
        return [[] for _ in texts]


class Unopenable(Slow):
    """A detector that another process cannot open."""

    def __reduce__(self):
        return _no_device, ()


def _no_device():
    raise DeviceError("device 'cuda': no memory left to open the model")


@pytest.fixture(scope="module")
def engine():
    import ray

    from pii.engines.ray import RayEngine

    # Actors import this module's detectors by value; the package itself is installed on every node.
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    import sys

    import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    yield RayEngine()
    ray.shutdown()


@pytest.fixture
def source(tmp_path):
    (tmp_path / "in").mkdir()
    for shard in range(6):
        (tmp_path / "in" / f"{shard}.jsonl").write_text(LINES)
    return tmp_path / "in"


def test_bytes_are_those_of_the_local_engine(tmp_path, run, source, engine, output_tree):
    run(source, output=tmp_path / "local")
    report = run(source, output=tmp_path / "ray", engine=engine)

    assert report.ok and (report.engine, report.workers, report.counts.documents) == ("ray", 2, 2400)
    assert output_tree(tmp_path / "ray") == output_tree(tmp_path / "local")
    assert run(source, output=tmp_path / "ray").done_before == 6


def test_a_worker_killed_in_the_middle_costs_nothing(tmp_path, source, engine, output_tree):
    (tmp_path / "notes").mkdir()
    redactor = Redactor(detectors=[Slow(tmp_path / "notes")], decoys=())
    killed = []

    def kill_the_first() -> None:
        while not (working := list((tmp_path / "notes").iterdir())):
            time.sleep(0.01)
        os.kill(int(working[0].name), signal.SIGKILL)
        killed.append(working[0].name)

    killer = threading.Thread(target=kill_the_first)
    killer.start()
    report = redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=engine)
    killer.join()

    assert killed and len(list((tmp_path / "notes").iterdir())) >= 3
    assert report.ok and report.counts.documents == 2400
    for shard in range(6):
        assert (tmp_path / "out" / f"{shard}.jsonl").read_text() == LINES.replace(':"b', ':"<NAME>').replace(
            ':"p', ':"<NAME>'
        )


def test_a_document_that_kills_every_worker_is_quarantined_alone(tmp_path, source, engine):
    (tmp_path / "notes").mkdir()
    (source / "poison.jsonl").write_text('{"content":"poison"}\n{"content":"bread"}\n')
    redactor = Redactor(detectors=[Slow(tmp_path / "notes", "poison")], decoys=())

    report = redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=engine)

    assert not report.failures and (report.counts.written, report.counts.quarantined) == (2401, 1) and not report.ok
    quarantine = tmp_path / "out" / "_pii" / "quarantine" / "poison.jsonl.quarantine.jsonl"
    assert "ends the process that reads it (exit code -9)" in quarantine.read_text()


def test_a_worker_whose_device_breaks_is_replaced_and_no_document_blamed(tmp_path, source, engine):
    (tmp_path / "notes").mkdir()
    redactor = Redactor(detectors=[Breaks(tmp_path / "notes")])

    report = redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=engine)

    assert report.ok and report.counts.documents == 2400 and not report.failures
    assert len(list((tmp_path / "notes").iterdir())) >= 2


def test_a_cluster_without_gpus_is_an_error_that_says_so(engine):
    from pii.engines.ray import RayEngine

    with pytest.raises(DeviceError, match="asks for 1 GPUs, but the Ray cluster has 0"):
        RayEngine(gpus_per_worker=1.0)


@pytest.mark.timeout(120)
def test_more_workers_than_the_cluster_has_room_for_is_no_more_than_slow(tmp_path, run, source, engine):
    from pii.engines.ray import RayEngine

    report = run(source, output=tmp_path / "out", engine=RayEngine(workers=5))

    assert report.ok and report.counts.documents == 2400


@pytest.mark.timeout(120)
def test_workers_join_when_the_cluster_has_room(tmp_path, run, source, engine, caplog, monkeypatch):
    import ray

    import pii.engines.ray

    monkeypatch.setattr(pii.engines.ray, "_PATIENCE_SECONDS", 0.5)

    @ray.remote(num_cpus=2)
    def occupy():
        time.sleep(5)

    busy = occupy.remote()
    report = run(source, output=tmp_path / "out", engine=engine)
    ray.get(busy)

    assert report.ok and report.counts.documents == 2400
    assert "waiting until the cluster has a CPU free" in caplog.text


@pytest.mark.timeout(120)
def test_an_error_at_the_start_of_a_worker_ends_the_run_in_its_own_words(tmp_path, source, engine):
    redactor = Redactor(detectors=[Unopenable(tmp_path)])

    with pytest.raises(DeviceError, match="no memory left to open the model"):
        redact_shards([str(source)], str(tmp_path / "out"), redactor, engine=engine)
