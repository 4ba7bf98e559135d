"""The report on a crowd's work: agreement, workers, pay and conflicts, as one self-contained HTML page and as JSON.

Values are masked unless `reveal` is set: to see who agreed, a reader need not see secrets. Without it no context around a span
is shown either, since it may hold values that everybody overlooked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from annotation.aggregate import Aggregation, Method
from annotation.agreement import AgreementReport, ReportCounter
from annotation.ballots import IGNORED, Ballot, ballot_of
from annotation.conflicts import Conflict, Region, Worst
from annotation.grouping import Groups, grouped
from annotation.label_schema import LabelSchema
from annotation.pay import ABSOLUTE_FLOOR, PARITY_FLOOR, PayAudit, audit_pages
from annotation.schema import TaskKind, Vote
from annotation.work_time import Pages
from annotation.workers import ENOUGH_GOLDEN, CopyCounter, LikelyCopy, WorkerCounter, WorkerReport
from pii.labels import Label
from pii.lint.shown import masked

SHOWN_CONFLICTS = 50
KEPT_CONFLICTS = 1_000
"""Most texts in a report, worst first, to bound its size; it counts all."""

COLOURS: Mapping[str, str] = {
    Label.NAME: "#4269d0",
    Label.EMAIL: "#3ca951",
    Label.USERNAME: "#a463f2",
    Label.IP_ADDRESS: "#0c9bb0",
    Label.KEY: "#e0403c",
    Label.PASSWORD: "#e08a00",
    IGNORED: "#9a9a9a",
}
"""One colour per label, told apart by people with common colour blindness too; every use carries the label's name as well."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the votes hold."""

    documents: int
    votes: int
    workers: int
    votes_by_kind: Mapping[str, int]
    overlap: Mapping[int, int]
    """Number of texts by number of answers."""
    labels: Mapping[str, int]
    """Spans that workers marked, by label, on main tasks."""
    superseded: int = 0
    """Answers replaced by a later one of the same worker on the same text."""


@dataclass(frozen=True, slots=True)
class CrowdReport:
    """All parts of the report; the HTML page and the JSON show the same numbers."""

    summary: Summary
    agreement: AgreementReport
    workers: Sequence[WorkerReport]
    copies: Sequence[LikelyCopy]
    pay: PayAudit
    conflicts: Sequence[Conflict]
    """The worst of them."""
    texts_with_conflicts: int
    conflict_labels: Mapping[str, int]
    """Regions where each label was marked by some workers but not all, most common first."""

    def to_json(self) -> dict[str, Any]:
        """Everything but the texts."""
        worker_rows = [asdict(row) for row in self.workers]
        for row in worker_rows:
            if row["score"]:
                row["score"]["confusions"] = [[*pair, n] for pair, n in row["score"]["confusions"].items()]
        return {
            "summary": asdict(self.summary),
            "agreement": asdict(self.agreement),
            "workers": worker_rows,
            "copies": [asdict(copy) for copy in self.copies],
            "pay": asdict(self.pay),
            "texts_with_conflicts": self.texts_with_conflicts,
            "conflicts": [
                {
                    "document_id": conflict.ballot.document_id,
                    "differing": conflict.differing,
                    "regions": [[region.start, region.end] for region in conflict.regions],
                }
                for conflict in self.conflicts
            ],
        }


def crowd_report(
    votes: Iterable[Vote],
    schema: LabelSchema,
    *,
    price_levels: Mapping[str, float] | None = None,
    method: Method = Method.DAWID_SKENE,
) -> CrowdReport:
    """Compute every part of the report.

    Args:
        votes: of every kind and status.
        schema: what the crowd's labels mean.
        price_levels: by country, for the pay floor at purchasing-power parity.
        method: of aggregation, whose decision the conflicts show.
    """
    return report_of(grouped(votes), schema, price_levels=price_levels, method=method)


def report_of(
    groups: Groups,
    schema: LabelSchema,
    *,
    price_levels: Mapping[str, float] | None = None,
    method: Method = Method.DAWID_SKENE,
) -> CrowdReport:
    """Like `crowd_report`, for votes by document, which are read twice, holding one document at a time."""
    run = Aggregation(groups, schema, method)
    summary, pages = _SummaryCounter(), Pages()
    agreed, worked, copied = ReportCounter(), WorkerCounter(), CopyCounter()
    worst = Worst(KEPT_CONFLICTS)
    for votes in groups:
        for vote in votes:
            summary.add_vote(vote)
            pages.add(vote)
        main = ballot_of(votes, schema)
        worked.add(main, ballot_of(votes, schema, TaskKind.GOLDEN))
        if main is not None:
            summary.add_ballot(main)
            agreed.add(main)
            copied.add(main)
            worst.add(main, run.document(main))
    return CrowdReport(
        summary.result(),
        agreed.result(),
        worked.result(pages),
        copied.result(),
        audit_pages(pages, price_levels),
        worst.all(),
        worst.count,
        dict(sorted(worst.labels.items(), key=lambda item: (-item[1], item[0]))),
    )


class _SummaryCounter:
    def __init__(self) -> None:
        self._documents = self._votes = self._superseded = 0
        self._workers: set[str] = set()
        self._kinds: Counter[str] = Counter()
        self._overlap: Counter[int] = Counter()
        self._labels: Counter[str] = Counter()

    def add_vote(self, vote: Vote) -> None:
        self._votes += 1
        self._workers.add(vote.worker)
        self._kinds[str(vote.kind)] += 1

    def add_ballot(self, ballot: Ballot) -> None:
        self._documents += 1
        self._superseded += ballot.superseded
        self._overlap[len(ballot.answers)] += 1
        self._labels.update(label for answer in ballot.answers for _, _, label in answer.stretches)

    def result(self) -> Summary:
        return Summary(
            self._documents,
            self._votes,
            len(self._workers),
            dict(sorted(self._kinds.items())),
            dict(sorted(self._overlap.items())),
            dict(self._labels.most_common()),
            self._superseded,
        )


def render_html(report: CrowdReport, *, reveal: bool = False, shown: int = SHOWN_CONFLICTS) -> str:
    """The report as one HTML page without scripts or outside files.

    Args:
        report: of `crowd_report`.
        reveal: show values and the line around them; the page then holds personal data and secrets.
        shown: how many of the worst texts the conflict section shows.
    """
    environment = Environment(
        loader=PackageLoader("annotation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(
        report=report,
        reveal=reveal,
        colours={str(label): colour for label, colour in COLOURS.items()},
        cards=[_card(conflict, reveal) for conflict in report.conflicts[:shown]],
        floors=(ABSOLUTE_FLOOR, PARITY_FLOOR),
        enough_golden=ENOUGH_GOLDEN,
    )


def _card(conflict: Conflict, reveal: bool) -> dict[str, Any]:
    """The page's view of one text: a strip per answer over the whole text, then region by region."""
    ballot = conflict.ballot
    scale = 100 / max(1, len(ballot.text))
    strips = [
        {"name": answer.worker, "decided": False, "blocks": [_block(stretch, scale) for stretch in answer.stretches]}
        for answer in ballot.answers
    ]
    if conflict.document is not None:
        blocks = [_block((span.start, span.end, str(span.label)), scale) for span in conflict.document.spans]
        strips.append({"name": "aggregated", "decided": True, "blocks": blocks})
    return {
        "id": ballot.document_id,
        "meta": {key: ballot.meta[key] for key in ("repo", "repository", "path", "language") if ballot.meta.get(key)},
        "length": len(ballot.text),
        "differing": conflict.differing,
        "strips": strips,
        "workers": [answer.worker for answer in ballot.answers],
        "regions": [_region(ballot, region, reveal) for region in conflict.regions],
    }


def _block(stretch: tuple[int, int, str], scale: float) -> dict[str, Any]:
    start, end, label = stretch
    return {"left": start * scale, "width": (end - start) * scale, "label": label, "start": start, "end": end}


def _region(ballot: Ballot, region: Region, reveal: bool) -> dict[str, Any]:
    text = ballot.text
    line_start = text.rfind("\n", 0, region.start) + 1
    line_end = text.find("\n", region.end)
    shown = {
        "before": text[max(line_start, region.start - 60) : region.start],
        "value": text[region.start : region.end],
        "after": text[region.end : min(line_end if line_end >= 0 else len(text), region.end + 60)],
    }
    return {
        "line": region.line,
        "start": region.start,
        "end": region.end,
        "shown": shown if reveal else {"before": "", "value": masked(shown["value"]), "after": ""},
        "answers": [
            _mark(stretches, region) if asked else None
            for stretches, asked in zip(region.answers, region.asked, strict=True)
        ],
        "decided": _mark(region.decided, region),
        "posterior": region.posterior,
    }


def _mark(stretches: Iterable[tuple[int, int, str]], region: Region) -> list[dict[str, Any]]:
    """Each stretch as its label and how far its borders are from the region's."""
    return [
        {"label": label, "from_start": start - region.start, "from_end": end - region.end}
        for start, end, label in stretches
    ]
