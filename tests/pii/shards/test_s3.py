"""An S3-compatible server on this machine that answers as real ones do on a bad day: `make test-s3`."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from pii.engines.local import LocalEngine

pytestmark = pytest.mark.s3

ROWS = "".join(f'{{"content":"by Jane Roe <jane{number}@roe.org>"}}\n' for number in range(300))
ERROR = b"<?xml version='1.0'?><Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>"


class Moods:
    """What the server does to the requests that come in."""

    every: int | None = None
    """Each so-many-th request is answered by status 500."""
    broken: str | None = None
    """Reading an object with this in its name is answered by status 500, always."""
    delay = 0.0
    """Seconds before each piece of an answer."""
    failed = 0


@pytest.fixture
def moods() -> Moods:
    return Moods()


@pytest.fixture
def bucket(moods: Moods, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """An empty bucket's URL."""
    import s3fs
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    store, counter, guard = DomainDispatcherApplication(create_backend_app), iter(range(1, 1 << 30)), threading.Lock()

    def serve(environ, start_response):
        reading = environ["REQUEST_METHOD"] == "GET" and moods.broken and moods.broken in environ["PATH_INFO"]
        with guard:
            number = next(counter)
        if reading or moods.every and not number % moods.every:
            moods.failed += 1
            start_response("500 Internal Server Error", [("Content-Type", "application/xml")])
            return [ERROR]
        return slowly(store(environ, start_response))

    def slowly(answer):
        for piece in answer:
            time.sleep(moods.delay)
            yield piece

    server = make_server("127.0.0.1", 0, serve, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name, value in {
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{server.port}",
        "AWS_ACCESS_KEY_ID": "made",
        "AWS_SECRET_ACCESS_KEY": "up",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"corpus-{uuid4().hex}"  # the server's objects outlive it
    s3fs.S3FileSystem().mkdir(name)
    yield f"s3://{name}"
    server.shutdown()


def put(url: str, names: list[str]) -> None:
    import s3fs

    for name in names:
        s3fs.S3FileSystem().pipe(f"{url}/in/{name}", ROWS.encode())


def objects(url: str) -> dict[str, bytes]:
    """What is under a URL, but for the run's own records."""
    import s3fs

    system = s3fs.S3FileSystem()
    system.invalidate_cache()
    root = url.partition("://")[2]
    return {name[len(root) + 1 :]: system.cat(name) for name in system.find(root) if "_pii/run" not in name}


def test_a_store_that_fails_now_and_then_changes_no_byte(
    bucket: str, moods: Moods, run: Callable, tmp_path: Path
) -> None:
    put(bucket, ["a.jsonl", "b/c.jsonl"])
    moods.every, moods.delay = 6, 0.02
    report = run(f"{bucket}/in", output=f"{bucket}/out", engine=LocalEngine(1))
    moods.every, moods.delay = None, 0.0

    assert report.ok and report.counts.written == 600 and moods.failed > 2
    for name in ("a.jsonl", "b/c.jsonl"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(ROWS)
    assert run(tmp_path / "in", output=tmp_path / "local").ok
    local = {
        str(path.relative_to(tmp_path / "local")): path for path in (tmp_path / "local").rglob("*") if path.is_file()
    }
    assert objects(f"{bucket}/out") == {
        name: path.read_bytes() for name, path in local.items() if not name.startswith("_pii/run")
    }


def test_an_object_that_cannot_be_read_fails_its_shard_until_it_can(bucket: str, moods: Moods, run: Callable) -> None:
    put(bucket, ["a.jsonl", "b.jsonl"])
    moods.broken = "in/b.jsonl"
    report = run(f"{bucket}/in", output=f"{bucket}/out")
    moods.broken = None
    again = run(f"{bucket}/in", output=f"{bucket}/out")

    assert [failure.shard for failure in report.failures] == ["b.jsonl"] and not report.ok
    assert again.ok and (again.done_before, again.counts.written) == (1, 600)
