"""`write_page`: a run's facts and sampled documents as one HTML file that loads nothing and is readable without scripts."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

import pii
from pii.errors import OutputError
from pii.report.facts import SCORE_BINS, Facts
from pii.report.sample import Sampled
from pii.text.visible import visible

_SHOWN_ROWS = 30
"""Most rows of a table; a last row counts the others."""
_PLOT_WIDTH, _PLOT_HEIGHT = 640, 140


def write_page(facts: Facts, documents: Sequence[Sampled], path: Path, *, show_values: bool) -> None:
    """Write the page.

    Args:
        facts: those of the run.
        documents: to review.
        path: the file to write; readable by its owner alone if it shows values.
        show_values: whether the documents hold their values; the page then carries a warning.

    Raises:
        OutputError: it cannot be written.
    """
    page = render(facts, documents, show_values=show_values).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.touch(0o600 if show_values else 0o644)
        path.write_bytes(page)
    except OSError as error:
        raise OutputError(f"cannot write the report {path}: {error.strerror}") from error


def render(facts: Facts, documents: Sequence[Sampled], *, show_values: bool) -> str:
    """The page as HTML."""
    script, style = (_asset(name) for name in ("review.js", "page.css"))
    data = {
        "key": hashlib.sha256(repr([(each.shard, each.row, each.offset) for each in documents]).encode()).hexdigest()[
            :16
        ],
        "values": show_values,
        "labels": facts.labels,
        "documents": [asdict(document) for document in documents],
    }
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Template(_asset("page.html")).substitute(
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'",
        style=style,
        script=script,
        output=_text(str(facts.output)),
        version=_text(pii.__version__),
        warning=_WARNING if show_values else "",
        tiles=_tiles(facts),
        labels=_label_table(facts),
        languages=_counter_table("language", facts.languages, facts.labels),
        sources=_counter_table("detector and rule", facts.sources, facts.labels),
        scores=_histograms(facts),
        failures=_failures(facts),
        speed=_speed(facts),
        settings=_text(json.dumps(facts.config, indent=1, ensure_ascii=False)),
        # Escaped so that no data can end the script element or begin a comment in it.
        data=json.dumps(data).replace("<", "\\u003c"),
    )


_WARNING = '<p class="warning" role="note">This page shows values in clear: it holds personal data and credentials.</p>'


def _asset(name: str) -> str:
    return files("pii.report").joinpath(name).read_text(encoding="utf-8")


def _text(text: str) -> str:
    return escape("\n".join(visible(line) for line in text.split("\n")))


def _tiles(facts: Facts) -> str:
    counts = facts.counts
    failed = counts.quarantined - counts.skipped
    lost_shards = sum(entry.status == "failed" for entry in facts.entries.values())
    seconds = max((run["seconds"] for run in facts.runs), default=0.0)
    rate = sum(run["megabytes_per_second"] for run in facts.runs)
    tiles = [
        (f"{counts.documents:,}", "documents", ""),
        (f"{counts.bytes / 1e6:,.1f}", "MB of text", ""),
        (f"{sum(counts.spans.values()):,}", "spans replaced", ""),
        (f"{len(facts.documents):,}", "documents with spans", ""),
        (f"{failed:,}", "documents left out", "bad" if failed else ""),
        (f"{lost_shards:,}", "shards failed", "bad" if lost_shards else ""),
        (f"{rate:,.1f}", "MB/s in the last run", ""),
        (f"{seconds:,.1f}", "seconds in the last run", ""),
    ]
    if counts.skipped:
        tiles.append((f"{counts.skipped:,}", "files that are not text", ""))
    return "".join(f'<div class="tile {kind}"><b>{number}</b><span>{name}</span></div>' for number, name, kind in tiles)


def _label_table(facts: Facts) -> str:
    counts = facts.counts
    most = max(counts.spans.values(), default=1)
    documents = {label: sum(label in found for found in facts.documents.values()) for label in facts.labels}
    rows = [
        f"<tr><th scope=row>{_chip(label)}</th><td class=n>{counts.spans.get(label, 0):,}</td>"
        f"<td class=bar>{_bar(counts.spans.get(label, 0) / most, label)}</td>"
        f"<td class=n>{documents[label]:,}</td><td class=n>{_per_megabyte(counts.spans.get(label, 0), counts.bytes)}</td></tr>"
        for label in facts.labels
    ]
    head = "<th scope=col>label</th><th scope=col class=n>spans</th><th></th>"
    head += "<th scope=col class=n>documents</th><th scope=col class=n>spans a MB</th>"
    return _table(head, rows)


def _per_megabyte(count: int, size: int) -> str:
    return f"{count / size * 1e6:,.1f}" if size else "–"


def _counter_table(name: str, counters: Mapping[str, Mapping[str, int]], labels: Sequence[str]) -> str:
    """A table with a row for each key, the largest first, and a column for each label."""
    ordered = sorted(counters.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    rows = [
        f"<tr><th scope=row>{_text(key)}</th><td class=n>{sum(counts.values()):,}</td>"
        + "".join(f"<td class=n>{f'{counts[label]:,}' if counts.get(label) else ''}</td>" for label in labels)
        + "</tr>"
        for key, counts in ordered[:_SHOWN_ROWS]
    ]
    if len(ordered) > _SHOWN_ROWS:
        rows.append(f"<tr><th scope=row>{len(ordered) - _SHOWN_ROWS} more</th></tr>")
    head = f"<th scope=col>{name}</th><th scope=col class=n>spans</th>"
    return _table(head + "".join(f"<th scope=col class=n>{label}</th>" for label in labels), rows)


def _table(head: str, rows: Iterable[str]) -> str:
    body = "".join(rows) or "<tr><td>none</td></tr>"
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="table"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _chip(label: str) -> str:
    return f'<span class="chip {label}">{label}</span>'


def _bar(share: float, label: str) -> str:
    return f'<i class="{label}" style="width:{100 * share:.1f}%"></i>' if share else ""


def _histograms(facts: Facts) -> str:
    """Histograms of scores. Heights are logarithmic, so that small counts show next to large ones."""
    figures: list[str] = []
    for label in facts.labels:
        bins = facts.scores.get(label)
        if not bins:
            continue
        most = max(count.bit_length() for count in bins)
        bars = "".join(
            f'<rect x="{index * 12 + 1}" y="{60 - 56 * count.bit_length() / most:.1f}" width="10" '
            f'height="{56 * count.bit_length() / most:.1f}"><title>{index / SCORE_BINS:.2f} to {(index + 1) / SCORE_BINS:.2f}: '
            f"{count:,} spans</title></rect>"
            for index, count in enumerate(bins)
        )
        figures.append(
            f'<figure><figcaption>{_chip(label)}</figcaption><svg class="{label}" viewBox="0 0 {SCORE_BINS * 12} 76" role="img" '
            f'aria-label="Scores of {label}"><path d="M0 60.5H{SCORE_BINS * 12}" class="axis"/>{bars}'
            f'<text x="0" y="73">0</text><text x="{SCORE_BINS * 12}" y="73" text-anchor="end">1</text></svg></figure>'
        )
    return "".join(figures) or "<p>No spans.</p>"


def _failures(facts: Facts) -> str:
    if not facts.reasons:
        return "<p>Nothing was left out.</p>"
    reasons = [
        f"<tr><td class=n>{count:,}</td><td>{_text(reason)}</td></tr>"
        for reason, count in facts.reasons.most_common(_SHOWN_ROWS)
    ]
    rows = [
        f"<tr><td>{_text(shard)}</td><td class=n>{'all' if failure.row is None else failure.row}</td>"
        f"<td>{_text(failure.id or '')}</td><td>{_text(failure.reason)}</td></tr>"
        for shard, failure in facts.failures
    ]
    head = "<th scope=col>shard</th><th scope=col class=n>row</th><th scope=col>name</th><th scope=col>reason</th>"
    return (
        _table("<th scope=col class=n>times</th><th scope=col>reason</th>", reasons)
        + f"<details><summary>The first {len(rows):,} of them</summary>{_table(head, rows)}</details>"
    )


def _speed(facts: Facts) -> str:
    """Megabytes per second over the time of the last run, with a line for each rank."""
    lines = [_rates(run.get("timeline") or []) for run in facts.runs]
    lines = [line for line in lines if len(line) > 1]
    if not lines:
        return "<p>The last run had nothing to do.</p>"
    longest = max(line[-1][0] for line in lines) or 1.0
    most = max(rate for line in lines for _, rate in line) or 1.0
    paths = "".join(f'<path class="line" d="{_path(line, longest, most)}"/>' for line in lines)
    return (
        f'<svg class="speed" viewBox="0 -4 {_PLOT_WIDTH} {_PLOT_HEIGHT + 28}" role="img" '
        f'aria-label="Megabytes a second over time, at most {most:.1f}">'
        f'<path class="axis" d="M0.5 0V{_PLOT_HEIGHT}H{_PLOT_WIDTH}"/>{paths}'
        f'<text x="6" y="12">{most:.3g} MB/s</text>'
        f'<text x="{_PLOT_WIDTH}" y="{_PLOT_HEIGHT + 20}" text-anchor="end">{longest:,.3g} s</text></svg>'
    )


def _rates(timeline: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Points of seconds and MB/s, the rate since the point before."""
    # Over at least a sixtieth of the run: two blocks that end at almost the same moment give no meaningful rate.
    least = (timeline[-1][0] - timeline[0][0]) / 60 if timeline else 0.0
    points: list[tuple[float, float]] = []
    if timeline:
        since, size = timeline[0]
        for at, total in timeline[1:]:
            if at - since >= least and at > since:
                points.append((at, (total - size) / (at - since) / 1e6))
                since, size = at, total
    return points


def _path(line: Sequence[tuple[float, float]], longest: float, most: float) -> str:
    points = ((_PLOT_WIDTH * at / longest, _PLOT_HEIGHT * (1 - rate / most)) for at, rate in [(0.0, line[0][1]), *line])
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
