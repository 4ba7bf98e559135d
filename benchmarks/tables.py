"""Tables of results in Markdown, and where they go in the documentation.

A document holds `<!-- results: NAME -->` … `<!-- /results -->`; what is between is generated. Names are those of `TABLES`,
with the dataset after a colon: `accuracy:gold-dev`, `differences:gold-dev`, `left-alone:hard-negatives`, `languages:languages`,
`cases:cases`, `throughput:rules`, `speed-kinds:full-repositories`, `pipeline`, `prevalence`, `places`, `stages`, `first-sight`,
`first-sight-latest`, `gpu:nvidia-h200`. `sets` is counted from the pointers and labels of the windows.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotation.score_intervals import differences
from benchmarks import accuracy, first_sight, languages, results, sets, syntax
from benchmarks.process import ROOT
from benchmarks.stages import NAMES as STAGES
from pii.errors import ConfigError
from pii.labels import Label

MARKER = re.compile(r"(<!-- results: (?P<name>[^\s>]+) -->\n)(?P<body>.*?)(<!-- /results -->)", re.DOTALL)

Rows = list[list[str]]

SETS = "sets"
"""The table computed from the data itself, not from results."""


def markdown(head: Sequence[str], rows: Rows) -> str:
    """A Markdown table; all columns but the first are numbers."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, rule, *rows))


def accuracy_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """F1 by label and what stays readable; `-` if a system does not look for a label."""
    head = ["system", *(str(label) for label in Label), "macro F1 (95 %)", "of its labels"]
    head += ["leak", "open", "FP / 1,000 lines", "MB/s"]
    rows: Rows = []
    for one in ordered(result["systems"]):
        measured = one["accuracy"]
        cells = [one["title"] + _failed(one)]
        for label in Label:
            attempted = str(label) in one["attempts"] and measured["overlap"][str(label)]["gold"]
            cells.append(f"{measured['overlap'][str(label)]['f1']:.3f}" if attempted else "-")
        value, low, high = measured["intervals"]["macro"]
        everything = measured["overlap"]["ALL"]
        cells += [f"{value:.3f} ({low:.2f}-{high:.2f})", _own_macro(one), f"{everything['leak']:.2f}"]
        cells += [f"{everything['open']:.2f}", f"{measured['false_positives_per_1000_lines']:.1f}"]
        rows.append([*cells, _speed(one["megabytes_per_second"])])
    return head, rows


def _own_macro(one: Mapping[str, Any]) -> str:
    """Mean F1 of the labels that a system looks for, among those that occur."""
    rows = [one["accuracy"]["overlap"][label] for label in one["attempts"]]
    present = [row["f1"] for row in rows if row["gold"]]
    return f"{sum(present) / len(present):.3f}" if present else "-"


def detail_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Precision, recall and F1 of each label for our default and the best other system of that label."""
    head = ["label", "spans", "ours P / R / F1", "strict F1", "label-free F1", "best other system", "its P / R / F1"]
    rows: Rows = []
    mine = results.reference(result["systems"])
    if mine is None:
        return head, rows
    own = result["systems"][mine]["accuracy"]
    others = {name: one for name, one in result["systems"].items() if not one["ours"]}
    for label in map(str, Label):
        best = max(others.values(), key=lambda one: one["accuracy"]["overlap"][label]["f1"], default=None)
        theirs = best["accuracy"]["overlap"][label] if best else None
        found = best is not None and theirs is not None and theirs["f1"] > 0
        row = [label, str(own["overlap"][label]["gold"]), _three(own["overlap"][label])]
        row += [f"{own[kind][label]['f1']:.3f}" for kind in ("strict", "label-free")]
        rows.append([*row, best["title"] if best and found else "none", _three(theirs) if theirs and found else "-"])
    return head, rows


def difference_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Our default's lead over every other system, by bootstrap over the same packages."""
    head = ["ours minus", "macro F1", *(str(label) for label in Label), "open"]
    mine = results.reference(result["systems"])
    rows: Rows = []
    if mine is None:
        return head, rows
    own = accuracy.groups_of(result["systems"][mine]["accuracy"])
    for one in ordered(result["systems"]):
        if one is result["systems"][mine]:
            continue
        found = differences(own, accuracy.groups_of(one["accuracy"]))
        cells = [
            f"{found[name].value:+.3f} ({found[name].low:+.2f} to {found[name].high:+.2f})"
            for name in ("macro", *Label, "open")
        ]
        rows.append([one["title"], *cells])
    return head, rows


def left_alone_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """The share of decoys that no prediction touches, and the classes that a system falls for most."""
    head = ["system", "left alone", "decoys", "hardest classes (share left alone)", "MB/s"]
    rows: Rows = []
    for one in ordered(result["systems"]):
        kinds = one["left_alone"]
        alone, total = (sum(pair[index] for pair in kinds.values()) for index in (0, 1))
        worst = sorted(kinds.items(), key=lambda item: item[1][0] / item[1][1])[:3]
        text = ", ".join(f"{kind} {pair[0] / pair[1]:.0%}" for kind, pair in worst if pair[0] < pair[1])
        rows.append(
            [
                one["title"] + _failed(one),
                f"{alone / total:.1%}",
                str(total),
                text or "none",
                _speed(one["megabytes_per_second"]),
            ]
        )
    return head, rows


def languages_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Spans per 10,000 characters of translated messages that name nobody: all of them are false."""
    head = ["system", "languages", "spans / 10,000 characters", "languages above 0.3", "worst languages", "MB/s"]
    rows: Rows = []
    for one in ordered(result["systems"]):
        rates = {language: languages.rate(row) for language, row in one["languages"].items()}
        worst = sorted(rates.items(), key=lambda item: -item[1])[:6]
        text = ", ".join(f"{language} {rate:.1f}" for language, rate in worst if rate)
        cells = [one["title"] + _failed(one), str(len(rates)), f"{languages.rate(_together(one['languages'])):.2f}"]
        cells += [str(sum(rate > ACCEPTABLE_RATE for rate in rates.values())), text or "none"]
        rows.append([*cells, _speed(one["megabytes_per_second"])])
    return head, rows


ACCEPTABLE_RATE = 0.3
"""Spans per 10,000 characters of messages that name nobody."""


def language_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Our default's spans per 10,000 characters of translated messages, by language and label, the worst first."""
    head = ["language", "characters", *(str(label) for label in Label), "all"]
    mine = results.reference(result["systems"])
    found = result["systems"][mine]["languages"] if mine else {}
    whole = [("all", _together(found))] if found else []
    rows: Rows = []
    for language, row in [*whole, *sorted(found.items(), key=lambda item: -languages.rate(item[1]))]:
        cells = [f"{languages.rate(row, [label]):.2f}" if row.get(label) else "-" for label in Label]
        rows.append([language, f"{row['characters']:,}", *cells, f"{languages.rate(row):.2f}"])
    return head, rows


def _together(rows: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    return sum(map(Counter, rows.values()), Counter())


def cases_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Cases after public bug reports: right as a whole or not, what is wrong with the others, and the kinds with most of them."""
    head = [
        "system",
        "right",
        "cases",
        "missed",
        "wrong label",
        "wrong ends",
        "must not",
        "false",
        "kinds with most wrong",
    ]
    rows: Rows = []
    for one in ordered(result["systems"]):
        kinds, problems = one["cases"]["kinds"], one["cases"]["problems"]
        right, total = (sum(pair[index] for pair in kinds.values()) for index in (0, 1))
        worst = sorted(kinds.items(), key=lambda item: item[1][0] - item[1][1])[:3]
        text = ", ".join(f"{kind} {pair[1] - pair[0]} of {pair[1]}" for kind, pair in worst if pair[0] < pair[1])
        counts = [str(problems.get(name, 0)) for name in ("missed", "label", "extent", "must not", "false")]
        rows.append([one["title"] + _failed(one), f"{right / total:.3f}", str(total), *counts, text or "none"])
    return head, rows


def kinds_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Every kind of case for our default: how many are right, the kinds with most wrong ones first."""
    head = ["kind", "right", "cases"]
    mine = results.reference(result["systems"])
    kinds = result["systems"][mine]["cases"]["kinds"] if mine else {}
    ordered_kinds = sorted(kinds.items(), key=lambda item: (item[1][0] - item[1][1], item[0]))
    return head, [[kind, str(right), str(total)] for kind, (right, total) in ordered_kinds]


def prevalence_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """What was marked in random files, and how much of it is right, by label: a random sample of the spans was read."""
    return _prevalence("label", result["labels"], result["false_spans_per_megabyte"])


def draws_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Precision at natural prevalence of every judged draw, newest first; errors were fixed between draws."""
    head = ["drawn from", "files", *map(str, Label), "false spans / MB (95 %)", "measured on", "commit"]
    rows: Rows = []
    for one in (result, *result.get("earlier", ())):
        found = [one["labels"].get(label, {}).get("precision") for label in map(str, Label)]
        name = one["dataset"]["name"].removeprefix("random files of ")
        cells = [f"{name}, seed {one['seed']}", f"{one['dataset']['documents']:,}"]
        cells += [f"{precision[0]:.2f}" if precision else "-" for precision in found]
        rows.append([*cells, _with_interval(one["false_spans_per_megabyte"], 1), one["date"], one["commit"]])
    return head, rows


def sources_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """What was marked in random files, and how much of it is right, by label and by what found it."""
    return _prevalence("label and source", result["sources"], None)


def _prevalence(
    what: str, found: Mapping[str, Mapping[str, Any]], total: Sequence[float] | None
) -> tuple[list[str], Rows]:
    head = [what, "spans", "spans / MB", "read", "right", "unsure", "precision (95 %)", "false spans / MB (95 %)"]
    rows: Rows = []
    for name, row in found.items():
        cells = [name, f"{row['spans']:,}", f"{row['spans_per_megabyte']:.1f}"]
        cells += [str(row["right"] + row["wrong"] + row["unsure"]), str(row["right"]), str(row["unsure"])]
        if "precision" in row:
            cells += [_with_interval(row["precision"], 2), _with_interval(row["false_per_megabyte"], 1)]
        else:
            cells += ["-", "-"]
        rows.append(cells)
    if total:
        rows.append(["all but addresses", *[""] * 6, _with_interval(total, 1)])
    return head, rows


def _with_interval(figure: Sequence[float], digits: int) -> str:
    return f"{figure[0]:.{digits}f} ({figure[1]:.{digits}f}-{figure[2]:.{digits}f})"


def places_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """What each place of each rule finds in labelled texts by itself; those with the least support first."""
    head = ["place", "right", "packages", "of these evaluated", "wrong", "packages", "no other place", "public format"]
    ordered_rows = sorted(result["places"], key=lambda row: (row["packages_right"], row["right"], row["place"]))
    columns = ("right", "packages_right", "packages_right_evaluation", "wrong", "packages_wrong", "alone", "format")
    return head, [[_place_name(row), *(str(row[column]) for column in columns)] for row in ordered_rows]


def _place_name(row: Mapping[str, Any]) -> str:
    """A place begins with its rule's name, unless rules share it."""
    return str(row["place"]) if row["place"].startswith(f"{row['rule']}.") else f"{row['rule']}: {row['place']}"


def places_sets_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """The labelled texts that the places were measured on."""
    columns = ("name", "split", "documents", "packages", "characters")
    return [*columns], [
        [str(one[column]) if column in ("name", "split") else f"{one[column]:,}" for column in columns]
        for one in result["dataset"]["sets"]
    ]


def gpu_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Networks on a card: tokens alone, and rules and network together from text to text."""
    head = ["network", "million tokens / s", "MB/s, end to end", "measured on (MB)", "workers"]
    rates = result["network_tokens_per_second"]
    return head, [
        [
            name,
            f"{rates[name] / 1e6:.1f}",
            _speed(one["megabytes_per_second"]),
            f"{one['megabytes']:g}",
            str(one["workers"]),
        ]
        for name, one in result["end_to_end"].items()
    ]


def throughput_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """One core, documents in memory, median of several processes; then the whole process including start, load and reading."""
    head = ["system", "MB/s", "first row is faster", "whole process MB/s", "measured on (MB)", "peak memory (MiB)"]
    rows: Rows = []
    encoders = any(one.get("workload") for one in result["rows"])
    if encoders:
        head += ["read by the encoder", "padding"]
    first = result["rows"][0]["megabytes_per_second"] if result["rows"] else 0.0
    for one in result["rows"]:
        times = "" if one is result["rows"][0] else f"{first / one['megabytes_per_second']:,.0f} ×"
        cells = [one["title"], _speed(one["megabytes_per_second"]), times, _speed(one["whole_process"])]
        cells += [f"{one['megabytes']:.2g}", f"{one['peak_memory_mib']:,}"]
        if encoders:
            workload = one.get("workload", {})
            cells += [f"{workload[share]:.1%}" if share in workload else "" for share in ("encoded", "padding")]
        rows.append(cells)
    return head, rows


def speed_kinds_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """MB/s by kind of file, for systems that read the whole corpus; slowest kind last."""
    most = max(one["megabytes"] for one in result["rows"])
    whole = [one for one in result["rows"] if one["megabytes"] >= most]
    head = ["kind of file", "MB", *(one["title"] for one in whole)]

    def speed(one: Mapping[str, Any], kind: str) -> float:
        size, seconds = one["kinds"][kind]
        return size / 1e6 / seconds if seconds else 0.0

    kinds = sorted(whole[0]["kinds"], key=lambda kind: -speed(whole[0], kind))
    sizes = whole[0]["kinds"]
    rows = [[kind, f"{sizes[kind][0] / 1e6:.1f}", *(_speed(speed(one, kind)) for one in whole)] for kind in kinds]
    return head, [*rows, ["all", f"{most:.1f}", *(_speed(one["megabytes_per_second"]) for one in whole)]]


def stages_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Where redaction spends its time: milliseconds of one core per megabyte, by kind of file and stage."""
    kinds = result["kinds"]
    together = sum((Counter(row) for row in kinds.values()), Counter())
    stages = [name for name in STAGES if together.get(name)]
    rows: Rows = []
    for kind, row in [*sorted(kinds.items(), key=lambda item: _milliseconds(item[1])), ("all", together)]:
        cells = [f"{1e9 * row.get(name, 0) / row['bytes']:.1f}" for name in stages]
        rows.append([kind, f"{row['bytes'] / 1e6:.1f}", *cells, _speed(1000 / _milliseconds(row))])
    return ["kind of file", "MB", *stages, "MB/s"], rows


def _milliseconds(row: Mapping[str, float]) -> float:
    """The time of all stages, per megabyte."""
    return 1e9 * sum(value for name, value in row.items() if name != "bytes") / row["bytes"]


def pipeline_table(result: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """`pii redact` from parquet to parquet, as whole commands, including start, reading and writing."""
    head = ["command", "workers", "input (MB)", "MB/s", "MB per processor second", "peak memory, all processes (MiB)"]
    rows: Rows = []
    for one in result["rows"]:
        cells = [one["title"], str(one["workers"]), f"{one['megabytes']:,.0f}", _speed(one["megabytes_per_second"])]
        rows.append([*cells, _speed(one["megabytes_per_processor_second"]), f"{one['peak_memory_mib']:,}"])
    return head, rows


TABLES: dict[str, Callable[[Mapping[str, Any]], tuple[list[str], Rows]]] = {
    "accuracy": accuracy_table,
    "labels": detail_table,
    "differences": difference_table,
    "left-alone": left_alone_table,
    "languages": languages_table,
    "language": language_table,
    "cases": cases_table,
    "case-kinds": kinds_table,
    "prevalence": prevalence_table,
    "prevalence-sources": sources_table,
    "prevalence-draws": draws_table,
    "first-sight": first_sight.table,
    "first-sight-latest": first_sight.latest,
    "places": places_table,
    "places-sets": places_sets_table,
    "gpu": gpu_table,
    "throughput": throughput_table,
    "speed-kinds": speed_kinds_table,
    "stages": stages_table,
    "pipeline": pipeline_table,
    "syntax": syntax.table,
}


def kind_of(stem: str) -> str:
    """The table of a file of throughput results."""
    return "pipeline" if stem.startswith("throughput-pipeline") else "throughput"


_STEMS: Mapping[str, str] = {
    "pipeline": "throughput-pipeline",
    "prevalence": "prevalence",
    "prevalence-sources": "prevalence",
    "prevalence-draws": "prevalence",
    "first-sight": first_sight.STEM,
    "first-sight-latest": first_sight.STEM,
    "places": "places",
    "places-sets": "places",
    "syntax": "syntax",
    "gpu": "gpu",
    "stages": "stages",
}
"""The results for tables that need no dataset; those on another corpus have its name."""


def render(name: str, folder: Path = results.RESULTS) -> str:
    """The Markdown of a table by its name and dataset, such as `accuracy:gold-dev`, with a line on how it was measured.

    A table with commits in its rows needs no such line.

    Raises:
        ConfigError: there is no such table or no such result.
    """
    if name == SETS:
        return markdown(*sets.table())
    kind, _, dataset = name.partition(":")
    stem = _STEMS.get(kind, dataset)
    if kind in ("throughput", "speed-kinds"):
        stem = f"throughput-{dataset}"
    elif dataset and kind in _STEMS:
        stem = f"{stem}-{dataset}"
    result = results.load(stem, folder)
    if kind not in TABLES or not result:
        raise ConfigError(
            f"no table or result is called {name!r}; tables are {', '.join(TABLES)}, results lie in {folder}"
        )
    head, rows = TABLES[kind](result)
    table = markdown(head, rows)
    return table if "commit" in head else f"{table}\n{provenance_line(result)}\n"


def provenance_line(result: Mapping[str, Any]) -> str:
    """One sentence: the data, the machine, the dates and commits of the rows."""
    if "sets" in result:
        return "Each row is of the commit that it names."
    rows = list(result["systems"].values()) if "systems" in result else result.get("rows", [result])
    machines = {
        f"{row['machine']['processor']}, {row['machine']['cores']} cores, {row['machine']['memory_gib']} GiB"
        for row in rows
    }
    if "card" in result:
        return f"{result['card']}, {result['runtime']}; {'; '.join(sorted(machines))}; commit {result['commit']}."
    data = result["dataset"]
    sources = f" of {data['packages']:,} sources" if data.get("packages", data["documents"]) < data["documents"] else ""
    size = f"{data['documents']:,} documents{sources}, {data['characters'] / 1e6:.2f} million characters"
    commits = sorted({row["commit"] for row in rows})
    return f"{data['name']}: {size}. One core of {'; '.join(sorted(machines))}; commit {', '.join(commits)}."


def ordered(rows: Mapping[str, Any]) -> list[Any]:
    """Ours first, then the others, each from best to worst."""
    return sorted(rows.values(), key=lambda one: (not one["ours"], -_quality(one)))


def _quality(one: Mapping[str, Any]) -> float:
    if "accuracy" in one:
        return one["accuracy"]["overlap"]["macro_f1"]
    if "languages" in one:
        return -languages.rate(_together(one["languages"]))
    kinds = one["left_alone"] if "left_alone" in one else one["cases"]["kinds"]
    return sum(pair[0] for pair in kinds.values())


def _failed(one: Mapping[str, Any]) -> str:
    return f" ({len(one['failures'])} documents failed)" if one["failures"] else ""


def _three(row: Mapping[str, float]) -> str:
    return f"{row['precision']:.2f} / {row['recall']:.2f} / {row['f1']:.3f}"


def _speed(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def documents() -> list[Path]:
    """The Markdown documents of the repository."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, text=True
    )
    return [ROOT / line for line in done.stdout.splitlines()]


def update(paths: Iterable[Path], check: bool = False, folder: Path = results.RESULTS) -> list[Path]:
    """Regenerate every marked table, or with `check` only report which documents disagree with the results."""
    changed: list[Path] = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        new = MARKER.sub(lambda match: f"{match[1]}{render(match['name'], folder)}{match[4]}", text)
        if new != text:
            changed.append(path)
            if not check:
                path.write_text(new, encoding="utf-8")
    return changed
