"""All results as one self-contained HTML page: tables, and plots drawn as SVG."""

import html
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import results, tables
from pii.errors import MissingDependencyError
from pii.labels import Label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's palette, which colour-blind readers tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C8C8C", "#000000", "#F0E442")

_SUITES = {
    "hard-negatives": ("Hard negatives", ["left-alone"]),
    "languages": ("Translated messages", ["languages", "language"]),
    "cases": ("Cases", ["cases", "case-kinds"]),
    "first-sight": ("Sets at first sight", ["first-sight"]),
    "prevalence": ("Precision in random files", ["prevalence", "prevalence-sources", "prevalence-draws"]),
    "places": ("Places of the rules", ["places", "places-sets"]),
    "stages": ("Where the time goes", ["stages"]),
}
"""Titles and tables of results other than scores of labelled spans."""

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; max-width: 76rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; } h2 { margin-top: 2.5rem; font-size: 1.25rem; border-bottom: 1px solid #ddd; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid #e4e4e4; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } th { vertical-align: bottom; background: #f6f6f6; }
figure { margin: 1rem 0; } svg { max-width: 100%; height: auto; } figcaption, .note { color: #555; font-size: .85rem; }
td.heat { text-align: center; }
"""


def write(path: Path, folder: Path = results.RESULTS) -> Path:
    """Write the page from the results in a folder.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    parts = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Accuracy and speed</title><style>{STYLE}</style>"
    ]
    parts.append("<meta name=viewport content='width=device-width'><h1>Accuracy and speed</h1>")
    for file in sorted(folder.glob("*.json")):
        result = results.load(file.stem, folder)
        if file.stem.startswith("throughput-"):
            kinds = [tables.kind_of(file.stem)]
            if kinds == ["throughput"] and result["rows"] and len(result["rows"][0].get("kinds", ())) > 1:
                kinds.append("speed-kinds")
            parts += _section(f"Throughput: {file.stem.removeprefix('throughput-')}", result, kinds, [])
        elif file.stem in _SUITES:
            title, kinds = _SUITES[file.stem]
            parts += _section(title, result, kinds, [])
            if "left-alone" in kinds:
                parts.append(_heat_map(result["systems"]))
        elif result.get("systems"):
            figures = [_labels_figure(result), _speed_figure(result), _curves_figure(result)]
            parts += _section(f"Accuracy: {file.stem}", result, ["accuracy", "labels", "differences"], figures)
            parts.append(_groups(result, "languages") + _groups(result, "strata"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def _section(title: str, result: Mapping[str, Any], kinds: Sequence[str], figures: Sequence[str]) -> list[str]:
    parts = [f"<h2>{html.escape(title)}</h2><p class=note>{html.escape(tables.provenance_line(result))}</p>"]
    for kind in kinds:
        head, rows = tables.TABLES[kind](result)
        doc = (tables.TABLES[kind].__doc__ or "").partition("\n")[0]
        parts.append(f"<p>{html.escape(doc)}</p>{_table(head, rows)}")
    return [*parts, *figures]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    return f"<div class=scroll><table>{line(head, 'th')}{''.join(line(row, 'td') for row in rows)}</table></div>"


def _groups(result: Mapping[str, Any], kind: str) -> str:
    """F1 of every system in each language or stratum with at least ten spans."""
    systems = tables.ordered(result["systems"])
    sizes = {
        name: one["gold"]
        for system in systems[:1]
        for name, one in system["accuracy"][kind].items()
        if one["gold"] >= 10
    }
    if not sizes:
        return ""
    names = sorted(sizes, key=lambda name: -sizes[name])
    head = ["system", *(f"{name} ({sizes[name]})" for name in names)]
    rows = [[one["title"], *(f"{one['accuracy'][kind][name]['f1']:.2f}" for name in names)] for one in systems]
    return f"<p>F1 over all labels, by {kind} (labelled spans)</p>{_table(head, rows)}"


def _heat_map(systems: Mapping[str, Any]) -> str:
    """The share of each class of decoys that each system leaves alone, as coloured cells."""
    ordered = tables.ordered(systems)
    kinds = list(ordered[0]["left_alone"])
    head = "".join(f"<th>{html.escape(one['title'].partition(' (')[0])}</th>" for one in ordered)
    body = []
    for kind in kinds:
        shares = [one["left_alone"][kind][0] / one["left_alone"][kind][1] for one in ordered]
        cells = "".join(
            f"<td class=heat style='background:color-mix(in srgb, #D55E00 {80 * (1 - share):.0f}%, white)'>{share:.0%}</td>"
            for share in shares
        )
        body.append(f"<tr><td>{html.escape(kind)}</td>{cells}</tr>")
    return f"<p>Share left alone by class</p><div class=scroll><table><tr><th>class</th>{head}</tr>{''.join(body)}</table></div>"


def _figure(width: float, height: float, columns: int = 1, rows: int = 1) -> tuple["Figure", Any]:
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingDependencyError("plots need matplotlib: pip install matplotlib") from error
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "benchmarks", "font.family": "sans-serif"})
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False)


def _svg(figure: "Figure", caption: str) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    return f"<figure>{text[text.index('<svg') :]}<figcaption>{html.escape(caption)}</figcaption></figure>"


def _coloured(result: Mapping[str, Any]) -> list[tuple[Any, str]]:
    return [(one, COLOURS[index % len(COLOURS)]) for index, one in enumerate(tables.ordered(result["systems"]))]


def _labels_figure(result: Mapping[str, Any]) -> str:
    systems = _coloured(result)
    figure, ((axes,),) = _figure(12, 4.6)
    width = 0.84 / len(systems)
    for index, (one, colour) in enumerate(systems):
        heights = [one["accuracy"]["overlap"][str(label)]["f1"] for label in Label]
        places = [place - 0.42 + (index + 0.5) * width for place in range(len(Label))]
        axes.bar(places, heights, width * 0.92, label=one["title"], color=colour)
    axes.set_xticks(range(len(Label)), [str(label) for label in Label])
    axes.set(ylim=(0, 1), ylabel="F1")
    axes.grid(axis="y", alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=8)
    return _svg(figure, "F1 by label; a missing bar is a label that a system does not find or does not look for.")


def _speed_figure(result: Mapping[str, Any]) -> str:
    figure, ((axes,),) = _figure(10, 5)
    from matplotlib.ticker import LogLocator

    for one, colour in _coloured(result):
        if one["megabytes_per_second"]:
            value, low, high = one["accuracy"]["intervals"]["macro"]
            place = one["megabytes_per_second"]
            error = [[max(0.0, value - low)], [max(0.0, high - value)]]
            axes.errorbar(place, value, yerr=error, fmt="o", color=colour, markersize=8, alpha=0.9, label=one["title"])
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_formatter("")
    axes.set(xlabel="MB/s on one core (detection alone, without loading)", ylabel="macro F1", ylim=(0, 1))
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=8)
    return _svg(figure, "Quality against speed; bars are 95 % intervals by bootstrap over packages.")


def _curves_figure(result: Mapping[str, Any]) -> str:
    figure, grid = _figure(12, 7.5, columns=3, rows=2)
    for label, axes in zip(Label, grid.flat, strict=True):
        for one, colour in _coloured(result):
            point = one["accuracy"]["overlap"][str(label)]
            curve = one["accuracy"]["curves"].get(str(label), [])
            if curve:
                axes.plot([row[2] for row in curve], [row[1] for row in curve], color=colour, linewidth=1.4)
            if point["tp"]:
                axes.plot(point["recall"], point["precision"], "o", color=colour, markersize=6, label=one["title"])
        axes.set(xlim=(0, 1.02), ylim=(0, 1.02), title=str(label), xlabel="recall", ylabel="precision")
        axes.grid(alpha=0.25)
        axes.spines[["top", "right"]].set_visible(False)
    shown = {}
    for axes in grid.flat:
        handles, titles = axes.get_legend_handles_labels()
        shown.update(zip(titles, handles, strict=True))
    figure.legend(shown.values(), shown.keys(), loc="outside lower center", ncols=3, frameon=False, fontsize=8)
    return _svg(
        figure, "Precision and recall: a curve for systems with scores, the point at which each runs by default."
    )
