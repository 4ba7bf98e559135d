"""Reviews documents in Label Studio: push them as tasks with predictions, pull the annotations, verify each offset both ways.

The server stores whatever offsets it is given; so what it stored is read back after a push and compared, and what comes back
from a pull is held against the text that each region quotes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from annotation.formats.importer import Options, Report, import_records
from annotation.formats.label_studio import ID_KEY, TEXT_KEY, config, read, task
from annotation.formats.records import of_document
from annotation.schema import Document
from pii.errors import ConfigError, InputError, MissingDependencyError, OutputError

if TYPE_CHECKING:
    pass

MODEL_VERSION = "documents"
BATCH_BYTES = 50 * 2**20
"""A server takes at most 200 MB in one request."""
PAGE_TASKS = 100


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push stored, each task and region read back and compared."""

    project: int
    tasks: int
    regions: int


class Client:
    """The few calls of a server's API that a review needs; a context manager.

    Takes a legacy token as well as a personal access token, which it exchanges for short-lived ones as the server wants.
    """

    def __init__(self, url: str, token: str, timeout: float = 120.0) -> None:
        try:
            import httpx
        except ImportError as error:
            raise MissingDependencyError("Label Studio needs httpx: pip install httpx") from error
        if not token:
            raise ConfigError("Label Studio needs a token: set LABEL_STUDIO_TOKEN to one from the account page")
        self._token = token
        self._is_personal = token.count(".") == 2  # a JSON Web Token
        self._http: httpx.Client = httpx.Client(base_url=url.rstrip("/"), timeout=timeout)
        self._error = httpx.HTTPError
        if not self._is_personal:
            self._http.headers["Authorization"] = f"Token {token}"

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def create_project(self, title: str, labels: Iterable[str]) -> int:
        """Makes a project with the config for these labels and returns its number."""
        return int(self._call("POST", "/api/projects/", json={"title": title, "label_config": config(labels)})["id"])

    def import_tasks(self, project: int, tasks: Iterable[Mapping[str, Any]]) -> int:
        """Adds tasks in requests of bounded size and returns their number."""
        count = 0
        for batch in _batches(tasks):
            answer = self._call("POST", f"/api/projects/{project}/import", content=batch)
            count += int(answer["task_count"])
        return count

    def tasks(self, project: int) -> Iterator[dict[str, Any]]:
        """All tasks of a project with their predictions and annotations, page by page."""
        page = 0
        while True:
            page += 1
            query = {"project": project, "fields": "all", "page": page, "page_size": PAGE_TASKS}
            answer = self._call("GET", "/api/tasks/", params=query)
            yield from answer["tasks"]
            if page * PAGE_TASKS >= answer["total"]:
                return

    def export(self, project: int) -> list[dict[str, Any]]:
        """The project's export in JSON, tasks without an annotation too."""
        query = {"exportType": "JSON", "download_all_tasks": "true"}
        return self._call("GET", f"/api/projects/{project}/export", params=query)

    def annotate(self, task_id: int, result: list[dict[str, Any]]) -> None:
        """Adds an annotation to a task."""
        self._call("POST", f"/api/tasks/{task_id}/annotations/", json={"result": result})

    def _call(self, method: str, path: str, **more: Any) -> Any:
        """One request; an access token that ran out is renewed once.

        Raises:
            InputError: the server cannot be reached or refuses; its message is left out, since it may quote texts.
        """
        headers = {"Content-Type": "application/json"} if "content" in more else {}
        try:
            if self._is_personal and "Authorization" not in self._http.headers:
                self._renew()
            response = self._http.request(method, path, headers=headers, **more)
            if response.status_code == 401 and self._is_personal:
                self._renew()
                response = self._http.request(method, path, headers=headers, **more)
        except self._error as error:
            raise InputError(f"no answer from {self._http.base_url}: {type(error).__name__}") from error
        if response.is_error:
            hint = "; is the token valid, and are legacy tokens enabled?" if response.status_code in (401, 403) else ""
            raise InputError(f"{method} {self._http.base_url}{path}: status {response.status_code}{hint}")
        return response.json()

    def _renew(self) -> None:
        answer = self._http.post("/api/token/refresh", json={"refresh": self._token})
        if answer.is_error:
            raise InputError(f"{self._http.base_url} takes no such personal access token (status {answer.status_code})")
        self._http.headers["Authorization"] = f"Bearer {answer.json()['access']}"


def push(client: Client, documents: Iterable[Document], title: str, labels: Iterable[str]) -> Pushed:
    """Makes a project of the documents, their spans as predictions, reads it back and compares.

    Raises:
        InputError: the server refuses, or two documents have the same id.
        OutputError: the server stored another text or other offsets than it was given.
    """
    project = client.create_project(title, labels)
    sent: dict[str, Document] = {}

    def tasks() -> Iterator[dict[str, Any]]:
        for document in documents:
            if document.id in sent:
                raise InputError(f"two documents have the id {document.id!r}")
            sent[document.id] = document
            labelled = of_document(document)
            scores = {(span.start, span.end): span.score for span in document.spans}
            yield task(labelled, MODEL_VERSION, [scores.get((span.start, span.end), 0.0) for span in labelled.spans])

    client.import_tasks(project, tasks())
    regions = count = 0
    for stored in client.tasks(project):
        count += 1
        regions += _verify(stored, sent)
    if count != len(sent):
        raise OutputError(f"project {project}: {len(sent)} tasks sent, {count} stored")
    return Pushed(project, count, regions)


def pull(client: Client, project: int, output: Path, options: Options) -> Report:
    """Writes the project's annotations as votes, each offset checked against the text its region quotes.

    Raises:
        InputError: the server refuses, or holds no such project.
        OutputError: the votes do not add up with the annotations.
    """
    exported = output.with_suffix(".label-studio.json")
    exported.write_text(json.dumps(client.export(project), ensure_ascii=False), encoding="utf-8")
    return import_records([exported], read, output, options)


def _verify(stored: Mapping[str, Any], sent: Mapping[str, Document]) -> int:
    """The number of regions of a stored task, all of them where and what they were."""
    identifier = str(stored["data"].get(ID_KEY))
    document = sent.get(identifier)
    if document is None or stored["data"].get(TEXT_KEY) != document.text:
        raise OutputError(f"task {stored.get('id')}: the server holds another text than was sent for {identifier!r}")
    found: list[tuple[int, int, str]] = []
    for prediction in stored["predictions"]:
        for result in prediction["result"]:
            value = result["value"]
            if document.text[value["start"] : value["end"]] != value["text"]:
                raise OutputError(f"task {stored.get('id')}: a region no longer quotes its characters ({identifier!r})")
            found.append((value["start"], value["end"], value["labels"][0]))
    expected = [(span.start, span.end, span.label) for span in of_document(document).spans]
    if sorted(found) != expected:
        raise OutputError(f"task {stored.get('id')}: the server holds other regions than were sent for {identifier!r}")
    return len(found)


def _batches(tasks: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    batch: list[bytes] = []
    size = 0
    for each in tasks:
        encoded = json.dumps(each, ensure_ascii=False).encode()
        if batch and size + len(encoded) > BATCH_BYTES:
            yield b"[" + b",".join(batch) + b"]"
            batch, size = [], 0
        batch.append(encoded)
        size += len(encoded)
    if batch:
        yield b"[" + b",".join(batch) + b"]"
