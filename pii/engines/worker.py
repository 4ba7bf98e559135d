"""`Worker`: a process that redacts what it is sent and ends with its parent."""

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from pii.engines.base import Job
from pii.engines.pipe import receive, send
from pii.errors import ConfigError, InputError, PiiError
from pii.shards.base import Block, Shard
from pii.shards.failures import FATAL, reason_of
from pii.shards.redact import Place, Progress, map_here, map_one_by_one, redact_shard


class Worker:
    """A process that does one thing at a time and sees one GPU. The job may be pickled already."""

    def __init__(self, job: Job | bytes, gpu: str | None = None) -> None:
        self._job, self._gpu = job, gpu
        self.place: Place | None = None
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._closed = False
        self._guard = threading.Lock()

    def start(self) -> None:
        """Start the process, unless it is running, and wait until it can redact.

        Raises:
            EOFError, OSError: the process died.
            ConfigError, DeviceError, MissingDependencyError, ModelError: it cannot open the redactor, and no other could.
        """
        if self._connection is not None:
            return
        job = self._pickled()
        self._connection = self._spawn()
        # Not among the arguments of the process: starting one never ends that dies before it has read them.
        send(self._connection, job)
        answer: Any = receive(self._connection)
        if isinstance(answer, BaseException):
            self.clear()
            raise answer

    def work(self, item: "Block | Shard | OneByOneWork", progress: Progress) -> Any:
        """Redact a block or a shard; returns the block's result or the shard's outcome.

        Raises:
            EOFError, OSError: the process died; `place` is the document it was at, if known.
        """
        assert self._connection is not None
        self.place = None
        send(self._connection, item)
        while True:
            answer: Any = receive(self._connection)
            if isinstance(answer, _At):
                self.place = answer.place
            elif isinstance(answer, _Done):
                progress(answer.documents, answer.text_bytes, answer.stored_bytes)
            elif isinstance(answer, BaseException):
                raise answer
            else:
                return answer

    def clear(self) -> int | None:
        """End the process, dead or not, so that `start` starts another; returns its exit code."""
        process = self._process
        if process is not None:
            process.kill()
            process.join()
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        return None if process is None else process.exitcode

    def kill(self) -> None:
        """End the process for good."""
        with self._guard:
            self._closed = True
            if self._process is not None:
                self._process.kill()
                self._process.join()

    def _spawn(self) -> Connection:
        # Spawned, not forked: threads and native libraries do not survive a fork.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        with self._guard:
            if self._closed:
                raise EOFError
            process = context.Process(target=_serve, args=(there, self._gpu), daemon=True)
            process.start()
            self._process = process
        there.close()
        return here

    def _pickled(self) -> bytes:
        """The job, pickled here: a redactor opens its session when it is unpickled, which must wait until its GPU is set."""
        if isinstance(self._job, bytes):
            return self._job
        try:
            return pickle.dumps(self._job)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise ConfigError(
                "the redactor cannot be sent to another process; define its detectors at the top of a module, "
                "or use one worker"
            ) from error


@dataclass(frozen=True, slots=True)
class OneByOneWork:
    """Work that killed processes: redacted document by document, each reported beforehand, the deadly ones quarantined."""

    item: Block | Shard
    deadly: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class _At:
    """The document to be redacted next, in work that is done document by document."""

    place: Place | None


@dataclass(frozen=True, slots=True)
class _Done:
    """Progress of a shard that a worker does as a whole."""

    documents: int
    text_bytes: int
    stored_bytes: int


def _serve(connection: Connection, gpu: str | None) -> None:
    """The worker's main loop: report that it can redact or why not, then redact what is sent until the pipe is closed."""
    # A terminal's interrupt reaches all processes; the parent ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if gpu is not None:
        os.environ["CUDA_VISIBLE_DEVICES"] = gpu
    try:
        job: Job = pickle.loads(receive(connection))
    except EOFError:
        return
    except FATAL as error:
        send(connection, error)
        return
    except Exception as error:
        # No document has been seen yet, so that the message can quote none.
        send(connection, ConfigError(f"a worker cannot open the redactor: {type(error).__name__}: {error}"))
        return
    job.destination.before_change = _end_if_orphaned
    map_blocks = map_here(job.redactor, job.options)
    send(connection, None)

    def tell(documents: int, text_bytes: int, stored_bytes: int) -> None:
        send(connection, _Done(documents, text_bytes, stored_bytes))

    def tell_place(place: Place | None) -> None:
        send(connection, _At(place))

    while True:
        try:
            item: Block | Shard | OneByOneWork = receive(connection)
        except EOFError:
            return
        chosen = map_blocks
        if isinstance(item, OneByOneWork):
            chosen = map_one_by_one(job.redactor, job.options, tell_place, item.deadly)
            item = item.item
        try:
            if isinstance(item, Shard):
                answer: Any = redact_shard(item, job.options, job.destination, chosen, tell)
            else:
                ((answer, _),) = chosen(iter([(item, None)]))
        except Exception as error:
            answer = error if isinstance(error, PiiError) else InputError(reason_of(error))
        send(connection, answer)


def _end_with_parent() -> None:
    """End this process as soon as its parent is gone, even if killed: the next run may already be writing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # waits on a pipe that the parent alone holds open
    os._exit(1)


def _end_if_orphaned() -> None:
    """End this process if its parent is gone, which the waiting thread may notice too late.

    The parent's process id is checked as well, since a fork of the parent would hold the pipe open.
    """
    parent = multiprocessing.parent_process()
    if parent is None or not parent.is_alive() or (os.name == "posix" and os.getppid() != parent.pid):
        os._exit(1)
