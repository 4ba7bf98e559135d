"""The review round trip against a real server: `pytest -m label_studio tests/annotation/test_label_studio.py`.

The server is the program in LABEL_STUDIO_BIN (default: label-studio on the PATH), started for the test; or one that already runs
at LABEL_STUDIO_URL with LABEL_STUDIO_TOKEN.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotation.aggregate import aggregate
from annotation.formats.importer import Options
from annotation.formats.label_studio import config, region, task
from annotation.formats.records import of_document
from annotation.label_schema import load
from annotation.label_studio import Client, Pushed, _verify, pull, push
from annotation.label_studio_server import environment, running
from annotation.schema import CrowdSpan, Document, read_votes
from annotation.worker_ids import WorkerIds
from pii.errors import ConfigError, InputError, MissingDependencyError, OutputError
from pii.labels import Label
from pii.spans import Span

TEXTS = (
    "mail jane@example.com now",
    "😀 tabs\tand  spaces,\r\n👩‍👩‍👧 e\u0301 then jane@example.com\r\n",
    "<b>&amp; \\n jane@example.com</b>",
    "nothing here",
)


LABELS = [*map(str, Label), "AMBIGUOUS"]


def annotate(client: Client, task_id: int, result: list[dict[str, Any]]) -> None:
    client.sdk.annotations.create(id=task_id, result=result)


def documents() -> list[Document]:
    return [
        Document(
            f"d{number}",
            text,
            (Span(text.index("jane@"), text.index("jane@") + 16, Label.EMAIL, 0.75),) if "jane@" in text else (),
            (Span(0, 2, Label.KEY),),
            frozenset({"EMAIL", "KEY"}),
            {"repo": "owner/repo"},
        )
        for number, text in enumerate(TEXTS)
    ]


def test_the_config_keeps_white_space_and_selects_by_character() -> None:
    xml = config(["NAME", "EMAIL", 'ODD"<'])
    assert "white-space:pre-wrap" in xml and 'granularity="symbol"' in xml
    assert '<Label value="EMAIL" hotkey="1"' in xml
    assert "<Label value='ODD\"&lt;'" in xml


def test_a_task_holds_predictions_or_an_annotation_that_is_no_ground_truth() -> None:
    labelled = of_document(documents()[0])
    assert task(labelled)["annotations"][0]["ground_truth"] is False
    predicted = task(labelled, "v1", [0.0, 0.75])["predictions"][0]
    assert predicted["model_version"] == "v1"
    assert [result["score"] for result in predicted["result"]] == [0.0, 0.75]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, None),
        ({"text": "mail jane@example.com new"}, "another text"),
        ({"start": 6}, "no longer quotes"),
        ({"labels": ["NAME"]}, "other regions"),
    ],
)
def test_what_a_server_stored_otherwise_than_it_was_sent_is_an_error(
    change: dict[str, Any], message: str | None
) -> None:
    document = documents()[0]
    stored = task(of_document(document), "v1") | {"id": 1}
    if "text" in change:
        stored["data"]["text"] = change["text"]
    else:
        stored["predictions"][0]["result"][1]["value"].update(change)
    if message is None:
        assert _verify(stored, {"d0": document}) == 2
        return
    with pytest.raises(OutputError, match=message) as caught:
        _verify(stored, {"d0": document})
    assert "jane" not in str(caught.value)


def test_a_server_that_is_not_there_is_named(unused_port: int) -> None:
    with (
        Client(f"http://127.0.0.1:{unused_port}", "token") as client,
        pytest.raises(InputError, match=str(unused_port)),
    ):
        client.export(1)
    with pytest.raises(ConfigError, match="LABEL_STUDIO_TOKEN"):
        Client("http://127.0.0.1:1", "")
    with pytest.raises(ConfigError, match="expected an address"):
        Client("localhost", "token")


def test_a_server_is_silent_and_has_one_account() -> None:
    settings = environment(Path("data"), "a@example.com", "made-up", "made-up-too")
    assert settings["COLLECT_ANALYTICS"] == settings["LATEST_VERSION_CHECK"] == "false"
    assert settings["SENTRY_DSN"] == settings["FRONTEND_SENTRY_DSN"] == ""
    assert settings["LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK"] == "true"


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(MissingDependencyError, match="pip install label-studio"),
        running(tmp_path, binary="no-such-program"),
    ):
        pass
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"port {port} is taken"), running(tmp_path, port, binary="python3"):
            pass
    program = tmp_path / "label-studio"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(ConfigError, match="ended with status 3"), running(tmp_path, _free_port(), binary=str(program)):
        pass


@pytest.mark.parametrize("after", [0.0, 1.5], ids=["while it starts", "when it runs"])
def test_sigterm_ends_the_server_too(tmp_path: Path, after: float) -> None:
    """The program is a stand-in that writes its process's number and answers as the server does."""
    port = _free_port()
    program = tmp_path / "label-studio"
    program.write_text(
        f"""#!{sys.executable}
import http.server, os, pathlib, time
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
pathlib.Path({str(tmp_path / "number")!r}).write_text(str(os.getpid()))
time.sleep({0.0 if after else 60.0})
http.server.HTTPServer(("127.0.0.1", {port}), Handler).serve_forever()
"""
    )
    program.chmod(0o755)
    command = [sys.executable, "-m", "annotation", "serve", "label-studio", str(tmp_path / "data"), "--port", str(port)]
    with subprocess.Popen([*command, "--binary", str(program)], stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "number").exists() or not (tmp_path / "number").read_text():
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(after)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        assert process.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "number").read_text()), 0)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def unused_port() -> int:
    return _free_port()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    if url := os.environ.get("LABEL_STUDIO_URL"):
        with Client(url, os.environ["LABEL_STUDIO_TOKEN"]) as client:
            yield client
        return
    binary = os.environ.get("LABEL_STUDIO_BIN", "label-studio")
    folder = tmp_path_factory.mktemp("label_studio")
    with running(folder, _free_port(), binary) as server, Client(server.url, server.token) as client:
        yield client


@pytest.mark.label_studio
@pytest.mark.timeout(1200)
def test_a_review_brings_every_offset_back(client: Client, tmp_path: Path) -> None:
    sent = documents()
    pushed = push(client, sent, LABELS, "review of the tests")
    assert (pushed.tasks, pushed.regions) == (4, 7)
    corrected = {"d0": CrowdSpan(5, 9, "NAME"), "d1": CrowdSpan(0, 1, "NAME"), "d2": CrowdSpan(3, 8, "KEY")}
    for stored in client.tasks(pushed.project):
        span = corrected.get(stored["data"]["document_id"])
        if span:
            kept = stored["predictions"][0]["result"]
            annotate(client, stored["id"], [*kept, region(stored["data"]["text"], span)])
    schema = load("bigcode")
    report = pull(
        client, pushed.project, tmp_path / "votes.parquet", Options(schema, WorkerIds(b"a made-up key of the tests"))
    )
    votes = {vote.document_id: vote for vote in read_votes(tmp_path / "votes.parquet")}
    assert report.ledger.dropped == {"task without an annotation, only predictions": 1}
    assert not report.ledger.notes
    for document in sent[:3]:
        vote = votes[document.id]
        assert (vote.text, vote.asked, vote.meta) == (document.text, document.asked, document.meta)
        assert vote.spans == tuple(sorted([*of_document(document).spans, corrected[document.id]]))


@pytest.mark.label_studio
@pytest.mark.timeout(1200)
def test_a_second_push_adds_to_the_project_and_a_second_pull_fetches_what_changed(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = documents()[:2], documents()[2:]
    project = push(client, first, LABELS).project
    options = Options(load("bigcode"), WorkerIds(b"a made-up key of the tests"))
    votes = tmp_path / "votes.parquet"
    numbers = {stored["data"]["document_id"]: stored["id"] for stored in client.tasks(project)}
    annotate(client, numbers["d0"], [region(TEXTS[0], CrowdSpan(5, 9, "NAME"))])
    assert pull(client, project, votes, options).ledger.kept == 1

    assert push(client, second, LABELS, project=project) == Pushed(project, 2, 3)
    annotate(client, numbers["d1"], [])
    annotate(client, numbers["d0"], [region(TEXTS[0], CrowdSpan(5, 10, "NAME"))])
    asked: list[int] = []
    export = client.export
    monkeypatch.setattr(client, "export", lambda number, tasks=(): asked.append(len(tasks)) or export(number, tasks))
    assert pull(client, project, votes, options).ledger.kept == 3
    assert asked == [4]  # two that were annotated, two that are new
    assert pull(client, project, votes, options).ledger.kept == 3
    assert asked == [4]
    partly = list(read_votes(votes))
    pull(client, project, votes, options, everything=True)
    assert sorted(map(repr, read_votes(votes))) == sorted(map(repr, partly))

    # One person, two answers on one text: the later one counts.
    (document,) = [each for each in aggregate(read_votes(votes), load("bigcode")) if each.id == "d0"]
    assert [(span.start, span.end) for span in document.spans] == [(5, 10)]

    client.sdk.tasks.delete(id=str(numbers["d1"]))
    assert pull(client, project, votes, options).ledger.kept == 2


@pytest.mark.label_studio
def test_a_project_that_cannot_show_our_tasks_is_refused(client: Client) -> None:
    with pytest.raises(InputError, match="lacks the labels KEY"):
        client.check_project(client.create_project("few labels", ["NAME"]), ["NAME", "KEY"])
    other = (
        '<View><Labels name="ner" toName="code"><Label value="NAME"/></Labels><Text name="code" value="$code"/></View>'
    )
    project = client.sdk.projects.create(title="other names", label_config=other).id
    with pytest.raises(InputError, match="labelling config needs <Labels"):
        push(client, documents(), LABELS, project=project)
    with pytest.raises(InputError, match="status 404"):
        push(client, documents(), LABELS, project=10**6)


@pytest.mark.label_studio
def test_a_wrong_token_is_refused_with_a_hint(client: Client) -> None:
    with Client(client.url, "no-such-token") as stranger, pytest.raises(InputError, match=r"status 401; is the token"):
        stranger.create_project("x", ["NAME"])
