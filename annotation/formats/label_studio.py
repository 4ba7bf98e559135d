"""Label Studio: its labelling config, its tasks, and its exports JSON and JSON_MIN.

Today's servers store code points and check nothing, older ones stored UTF-16 units; so offsets are verified before a task is
written, and resolved by the quoted text when an export is read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from annotation.formats.records import Labelled, Record, read_whole, time_of
from annotation.offsets import RawSpan
from annotation.schema import CrowdSpan
from pii.errors import InputError

FROM_NAME, TO_NAME, TEXT_KEY, ID_KEY = "label", "text", "text", "document_id"
VERDICT = "verdict"
NOTHING, UNJUDGED = "Nothing to mark", "Cannot judge"
_COLOURS = (
    "#1f77b4",
    "#ff7f0e",
    "#2ca02c",
    "#d62728",
    "#9467bd",
    "#8c564b",
    "#e377c2",
    "#7f7f7f",
    "#bcbd22",
    "#17becf",
)
_HOTKEYS = "1234567890qwertyuiopasdfghjkl"


def config(labels: Iterable[str]) -> str:
    """The labelling config for these labels.

    White space is kept and selection is by character, without which offsets in code are wrong; a choice says that there is
    nothing to mark, or that the text cannot be judged.
    """
    rows = "\n".join(
        f"    <Label value={quoteattr(label)} hotkey={quoteattr(key)} background={quoteattr(_COLOURS[at % len(_COLOURS)])}/>"
        for at, (label, key) in enumerate(zip(sorted(labels), _HOTKEYS, strict=False))
    )
    return f"""<View>
  <Style>.htx-text{{white-space:pre-wrap;font-family:monospace;tab-size:4}}</Style>
  <Labels name="{FROM_NAME}" toName="{TO_NAME}" showInline="true">
{rows}
  </Labels>
  <Text name="{TO_NAME}" value="${TEXT_KEY}" granularity="symbol"/>
  <Choices name="{VERDICT}" toName="{TO_NAME}" choice="single">
    <Choice value="{NOTHING}"/>
    <Choice value="{UNJUDGED}"/>
  </Choices>
</View>"""


def task(labelled: Labelled, model_version: str | None = None, scores: Sequence[float] = ()) -> dict[str, Any]:
    """A task with its spans as a prediction of that model version, else as an annotation."""
    scores = scores or [1.0] * len(labelled.spans)
    regions = [region(labelled.text, span, score) for span, score in zip(labelled.spans, scores, strict=True)]
    data = {TEXT_KEY: labelled.text, ID_KEY: labelled.id, "meta": dict(labelled.meta), "asked": sorted(labelled.asked)}
    if model_version is None:
        # An import without this flag becomes the ground truth.
        return {"data": data, "annotations": [{"result": regions, "was_cancelled": False, "ground_truth": False}]}
    score = sum(scores) / len(scores) if scores else 0.0
    return {"data": data, "predictions": [{"model_version": model_version, "score": score, "result": regions}]}


def region(text: str, span: CrowdSpan, score: float = 1.0) -> dict[str, Any]:
    """A span as a result of the config's labels."""
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.label]}
    return {
        "id": f"{span.start}-{span.end}-{span.label}",
        "from_name": FROM_NAME,
        "to_name": TO_NAME,
        "type": "labels",
        "score": score,
        "value": value,
    }


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Writes tasks with annotations, for the server's import, and returns their number."""
    tasks = [task(each) for each in texts]
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return len(tasks)


def read(path: Path) -> Iterator[Record]:
    """A record for every annotation of an export; a skipped one is dropped, a task without any too.

    Raises:
        InputError: the file is no export in JSON or JSON_MIN.
    """
    content = read_whole(path)
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        raise InputError(f"{path}: expected Label Studio's export, a list of tasks")
    for each in content:
        yield from records(each, str(path))


def records(exported: Mapping[str, Any], origin: str) -> Iterator[Record]:
    """The records of one exported task.

    Raises:
        InputError: it holds no text.
    """
    data = exported.get("data", exported)
    text = data.get(TEXT_KEY)
    if not isinstance(text, str):
        raise InputError(f"{origin}: task {exported.get('id')} holds no {TEXT_KEY!r}; it has {', '.join(data)}")
    identifier, asked = str(data.get(ID_KEY, "")), data.get("asked")
    meta = data.get("meta") if isinstance(data.get("meta"), dict) else {}
    labels = frozenset(asked) if isinstance(asked, list) else None
    if "annotations" not in exported:  # JSON_MIN: the regions lie in the task itself, skipped annotations are not there
        worker, time = str(exported.get("annotator", "")), time_of(exported.get("created_at"))
        yield Record(
            text,
            _plain_spans(exported.get(FROM_NAME) or []),
            identifier,
            worker,
            asked=labels,
            submitted=time,
            meta=meta,
        )
        return
    if not exported["annotations"]:
        yield Record(text, (), identifier, dropped="task without an annotation", meta=meta)
    for annotation in exported["annotations"]:
        results = annotation.get("result") or []
        yield Record(
            text,
            [span for result in results if result.get("type") == "labels" for span in _region_spans(result)],
            identifier,
            _annotator(annotation.get("completed_by")),
            _dropped(annotation, results),
            labels,
            submitted=time_of(annotation.get("created_at")),
            meta=meta,
        )


def _dropped(annotation: Mapping[str, Any], results: list[dict[str, Any]]) -> str:
    if annotation.get("was_cancelled"):
        return "skipped by its annotator"
    choices = [choice for result in results for choice in result.get("value", {}).get("choices", ())]
    return "annotator could not judge the text" if UNJUDGED in choices else ""


def _plain_spans(items: list[dict[str, Any]]) -> list[RawSpan]:
    return [span for item in items for span in _region_spans({"value": item})]


def _region_spans(result: Mapping[str, Any]) -> list[RawSpan]:
    value = result["value"]
    return [RawSpan(label, value["start"], value["end"], value.get("text")) for label in value.get("labels", ())]


def _annotator(completed_by: Any) -> str:
    """Exports name the annotator by number, some views by an object."""
    if isinstance(completed_by, dict):
        completed_by = completed_by.get("id") or completed_by.get("email")
    return "" if completed_by is None else str(completed_by)
