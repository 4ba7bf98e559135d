"""Review documents in Label Studio: push them as tasks with predictions, pull annotations, verify offsets both ways.

The server does not validate offsets. So a push reads back what was stored and compares it, and a pull checks each region against
the text that it quotes. All calls go through the vendor's SDK.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from annotation.formats.importer import Options, Report, import_records
from annotation.formats.label_studio import (
    FROM_NAME,
    ID_KEY,
    TEXT_KEY,
    TO_NAME,
    config,
    read,
    region_spans,
    task,
)
from annotation.formats.records import of_document
from annotation.schema import Document
from pii.errors import ConfigError, InputError, MissingDependencyError, OutputError

MODEL_VERSION = "documents"
BATCH_BYTES = 50 * 2**20
"""Size of a request; a server accepts at most 200 MB."""
PAGE_TASKS = 100
EXPORT_SUFFIX = ".label-studio.json"
"""Suffix of the file next to the votes with the server's export; the next pull fetches only what changed since."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push stored, after each task and region was read back and compared."""

    project: int
    tasks: int
    regions: int


class Client:
    """The few calls of the server's API that a review needs; a context manager.

    Accepts a legacy token or a personal access token, which the SDK exchanges for short-lived ones.

    Raises:
        MissingDependencyError: the SDK is not installed.
        ConfigError: there is no address or no token, or the token has expired.
    """

    def __init__(self, url: str, token: str, timeout: float = 120.0) -> None:
        try:
            import httpx
            from label_studio_sdk import LabelStudio
            from label_studio_sdk.core.api_error import ApiError
        except ImportError as error:
            raise MissingDependencyError(
                "Label Studio needs its SDK: pip install 'pii-for-code[label-studio]'"
            ) from error
        if not urlsplit(url).netloc:
            raise ConfigError(f"--url {url}: expected an address such as http://127.0.0.1:8080")
        if not token:
            raise ConfigError("Label Studio needs a token: set LABEL_STUDIO_TOKEN to one from the account page")
        self.url = url.rstrip("/")
        self._refused, self._unreachable = ApiError, httpx.HTTPError
        self._http = httpx.Client(timeout=timeout)
        with self._asking("token"):
            self.sdk = LabelStudio(base_url=self.url, api_key=token, httpx_client=self._http)

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    @contextmanager
    def _asking(self, what: str) -> Iterator[None]:
        """Turn the SDK's errors into ours.

        Raises:
            InputError: the server cannot be reached or refuses; its message is withheld, since it may quote texts.
        """
        try:
            yield
        except self._unreachable as error:
            raise InputError(f"no answer from {self.url}: {type(error).__name__}") from None
        except self._refused as error:
            hint = "; is the token valid, and are legacy tokens enabled?" if error.status_code in (401, 403) else ""
            raise InputError(f"{what}: {self.url} answered with status {error.status_code}{hint}") from None

    def create_project(self, title: str, labels: Iterable[str]) -> int:
        """Create a project with the config for these labels; returns its number."""
        with self._asking("new project"):
            created: Any = self.sdk.projects.create(title=title, label_config=config(labels))
        return created.id

    def check_project(self, project: int, labels: Iterable[str]) -> None:
        """Check that a project's config can show our tasks.

        Raises:
            InputError: there is no such project, or its config lacks the text, the control or a label.
        """
        from label_studio_sdk.label_interface.interface import LabelInterface

        with self._asking(f"project {project}"):
            interface = LabelInterface(self.sdk.projects.get(id=project).label_config or "<View/>")
        wanted = f'<Labels name="{FROM_NAME}" toName="{TO_NAME}"> and <Text name="{TO_NAME}" value="${TEXT_KEY}">'
        controls = {control.name: control for control in interface.controls}
        texts = {each.name: each.value for each in interface.objects}
        control = controls.get(FROM_NAME)
        if control is None or list(control.to_name) != [TO_NAME] or texts.get(TO_NAME) != f"${TEXT_KEY}":
            raise InputError(
                f"project {project}: its labelling config needs {wanted}; a project that `push` makes has them"
            )
        if missing := sorted(set(labels) - set(control.labels)):
            raise InputError(f"project {project}: its labelling config lacks the labels {', '.join(missing)}")

    def import_tasks(self, project: int, tasks: Iterable[Mapping[str, Any]]) -> set[int]:
        """Add tasks in requests of bounded size; returns their numbers."""
        numbers: set[int] = set()
        for batch in _batches(tasks):
            with self._asking("import of tasks"):
                answer = self.sdk.projects.import_tasks(id=project, request=_as_given(batch), return_task_ids=True)
            numbers.update(answer.dict().get("task_ids") or ())
        return numbers

    def tasks(self, project: int) -> Iterator[dict[str, Any]]:
        """All tasks of a project with their predictions and annotations, page by page."""
        with self._asking(f"tasks of project {project}"):
            for each in self.sdk.tasks.list(project=project, fields="all", page_size=PAGE_TASKS):
                yield each.dict()

    def changed(self, project: int, since: str) -> list[int]:
        """The numbers of the tasks that changed after a time, which is in ISO format."""
        condition = {"filter": "filter:tasks:updated_at", "operator": "greater", "type": "Datetime", "value": since}
        query = json.dumps({"filters": {"conjunction": "and", "items": [condition]}})
        with self._asking(f"tasks of project {project}"):
            found = self.sdk.tasks.list(project=project, fields="task_only", query=query, page_size=PAGE_TASKS)
            return [each.id for each in found]

    def counts(self, project: int) -> tuple[int, int]:
        """The numbers of tasks and of annotations in a project."""
        with self._asking(f"project {project}"):
            found = self.sdk.projects.get(id=project)
        return found.task_number or 0, found.total_annotations_number or 0

    def export(self, project: int, tasks: Sequence[int] = ()) -> list[dict[str, Any]]:
        """The project's JSON export, including tasks without annotations; of `tasks` alone, if given."""
        exported: list[dict[str, Any]] = []
        parts = [tasks[at : at + PAGE_TASKS] for at in range(0, len(tasks), PAGE_TASKS)] or [()]
        for some in parts:
            with self._asking(f"export of project {project}"):
                content = self.sdk.projects.exports.download_sync(
                    id=project, export_type="JSON", download_all_tasks=True, ids=[str(each) for each in some] or None
                )
                exported += json.loads(b"".join(content))
        return exported


def push(
    client: Client,
    documents: Iterable[Document],
    labels: Iterable[str],
    title: str = "Review",
    project: int | None = None,
) -> Pushed:
    """Add documents to a project or a new one, with their spans as predictions; read them back and compare.

    Raises:
        InputError: the server refuses, two documents have the same id, or the project's config does not fit.
        OutputError: the server stored a different text or different offsets.
    """
    labels = list(labels)
    if project is None:
        project = client.create_project(title, labels)
    else:
        client.check_project(project, labels)
    sent: dict[str, Document] = {}

    def tasks() -> Iterator[dict[str, Any]]:
        for document in documents:
            if document.id in sent:
                raise InputError(f"two documents have the id {document.id!r}")
            sent[document.id] = document
            labelled = of_document(document)
            scores = {(span.start, span.end): span.score for span in document.spans}
            yield task(labelled, MODEL_VERSION, [scores.get((span.start, span.end), 0.0) for span in labelled.spans])

    numbers = client.import_tasks(project, tasks())
    regions = count = 0
    for stored in client.tasks(project):
        if stored["id"] in numbers:
            count += 1
            regions += _verify(stored, sent)
    if not count == len(numbers) == len(sent):
        raise OutputError(f"project {project}: {len(sent)} tasks sent, {count} stored")
    return Pushed(project, count, regions)


def pull(client: Client, project: int, output: Path, options: Options, everything: bool = False) -> Report:
    """Write the project's annotations as votes, after checking each offset against the text that its region quotes.

    The export of an earlier pull is kept next to the votes, and only tasks that changed since are fetched, unless `everything` is
    set or tasks or annotations were deleted.

    Raises:
        InputError: the server refuses, or has no such project.
        OutputError: the numbers of votes and annotations do not match.
    """
    exported = output.with_suffix(EXPORT_SUFFIX)
    known = [] if everything else _known(exported, project)
    tasks = _updated(client, project, known) if known else client.export(project)
    exported.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return import_records([exported], read, output, options)


def _known(exported: Path, project: int) -> list[dict[str, Any]]:
    """The tasks of an earlier export of the project."""
    if not exported.exists():
        return []
    tasks = json.loads(exported.read_text(encoding="utf-8"))
    return tasks if all(each.get("project") == project for each in tasks) else []


def _updated(client: Client, project: int, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    since = max(str(each.get("updated_at") or "") for each in known)
    changed = client.changed(project, since)
    fresh = {each["id"]: each for each in (client.export(project, changed) if changed else [])}
    tasks = [*(fresh.pop(each["id"], each) for each in known), *fresh.values()]
    annotations = sum(not each.get("was_cancelled") for task in tasks for each in task.get("annotations") or ())
    if (len(tasks), annotations) != client.counts(project):  # something was deleted
        return client.export(project)
    return tasks


def _verify(stored: Mapping[str, Any], sent: Mapping[str, Document]) -> int:
    """Check that a stored task has the regions that were sent; returns their number."""
    identifier = str(stored["data"].get(ID_KEY))
    document = sent.get(identifier)
    if document is None or stored["data"].get(TEXT_KEY) != document.text:
        raise OutputError(f"task {stored.get('id')}: the server holds another text than was sent for {identifier!r}")
    found: list[tuple[int, int, str]] = []
    for prediction in stored["predictions"]:
        for span in (span for result in prediction["result"] for span in region_spans(result)):
            if document.text[span.start : span.end] != span.segment:
                raise OutputError(f"task {stored.get('id')}: a region no longer quotes its characters ({identifier!r})")
            found.append((span.start or 0, span.end or 0, span.label))
    expected = [(span.start, span.end, span.label) for span in of_document(document).spans]
    if sorted(found) != sorted(expected):
        raise OutputError(f"task {stored.get('id')}: the server holds other regions than were sent for {identifier!r}")
    return len(found)


def _as_given(batch: list[dict[str, Any]]) -> Any:
    """Plain objects, which the SDK sends as they are; its own classes would drop unknown fields."""
    return batch


def _batches(tasks: Iterable[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for each in tasks:
        length = len(json.dumps(each, ensure_ascii=False).encode())
        if batch and size + length > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(dict(each))
        size += length
    if batch:
        yield batch
