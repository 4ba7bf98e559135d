"""Measure detectors, ours and others: accuracy, speed, and what still parses after redaction."""

import json
import os
import subprocess
import sys
import time
from functools import partial
from itertools import product
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from benchmarks import (
    corpora,
    datasets,
    environments,
    first_sight,
    pipeline,
    places,
    prevalence,
    process,
    rates,
    report,
    results,
    stages,
    syntax,
    tables,
)
from benchmarks import throughput as speed
from benchmarks.fetch import WINDOWS, windows
from benchmarks.systems import registry
from pii.cli.running import HELP, run
from pii.detectors import DEFAULT_DETECTORS, named
from pii.errors import ConfigError, PiiError
from pii.redactor import Redactor

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__, context_settings=HELP
)
console = Console()
if not console.is_terminal:
    console.width = 160  # a log file has no width

Systems = Annotated[
    str | None,
    typer.Option(
        help="Comma-separated systems; by default ours and every baseline that is installed. `list` shows them."
    ),
]
Folder = Annotated[Path, typer.Option(help="Where results are written.", file_okay=False)]
Mirrors = Annotated[
    Path | None,
    typer.Option(
        help="A folder of bare git repositories, <owner>+<name>/repo; what it lacks comes from the code host.",
        envvar="PII_GIT_MIRRORS",
        file_okay=False,
    ),
]


@app.command()
def gpu(
    device: Annotated[str, typer.Option(help="cuda, or cpu to try the command itself.")] = "cuda",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; one a core by default.")] = None,
    megabytes: Annotated[float, typer.Option(min=0.1, help="Text that is redacted end to end.")] = 200.0,
    seconds: Annotated[float, typer.Option(min=0.1, help="For each rate of a network alone.")] = 4.0,
    checkpoint: Annotated[Path | None, typer.Option(help="The weights behind the packaged bundle.")] = None,
    out: Folder = results.RESULTS,
) -> None:
    """Measure one card: throughput, agreement with the CPU, training speed of a teacher; downloads nothing."""
    from benchmarks import gpu as step

    out.mkdir(parents=True, exist_ok=True)  # fail before spending minutes on measuring
    settings = step.Settings(device, workers or os.cpu_count() or 1, megabytes, seconds, checkpoint or step.SHIPPED)
    result = step.check(settings, console.print)
    path = out / f"gpu-{result['card'].lower().replace(' ', '-')}.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    console.print(f"results: {path}")


CorpusName = Annotated[str, typer.Option(help=f"{', '.join(corpora.NAMES)}, or a folder of text files of your own.")]


@app.command()
def accuracy(
    data: Annotated[str, typer.Option(help=f"{', '.join(datasets.NAMES)}, or a file.")] = "gold-dev",
    systems: Systems = None,
    path: Annotated[
        Path | None, typer.Option("--path", "--root", help="Where CredData lies, or a file of cases in place of ours.")
    ] = None,
    mirrors: Mirrors = None,
    model: Annotated[Path | None, typer.Option(help="A model bundle for our encoder.")] = None,
    ablations: Annotated[bool, typer.Option(help="Our parts one by one and our operating points, too.")] = False,
    limit: Annotated[int | None, typer.Option(help="Only so many documents.")] = None,
    seconds: Annotated[float, typer.Option(help="How long one document may take.")] = process.SECONDS_PER_DOCUMENT,
    fresh: Annotated[bool, typer.Option(help="Drop earlier results over the same data.")] = False,
    out: Folder = results.RESULTS,
    html: Annotated[Path | None, typer.Option(help="Also write the report page here.")] = None,
) -> None:
    """Score systems against labelled texts, each in its own process."""
    dataset = datasets.load(data, path, limit, mirrors)
    names = _names(systems, ablations)
    old = {} if fresh else results.load(dataset.name, out)
    rows: dict[str, Any] = {}
    result: dict[str, Any] = {}
    saved: Path | None = None
    for name in names:
        system = registry.find(name, {"model": str(model)} if model else None)
        try:
            with console.status(f"{name}: {len(dataset.documents)} documents"):
                run = process.run(system, dataset.documents, seconds)
        except PiiError as error:
            if systems is not None:
                raise
            console.print(f"left out: {error}", style="yellow", markup=False)
            continue
        rows[name] = results.row(system, run, dataset)
        for failure in run.failures[:5]:
            console.print(f"[yellow]{name}: document {failure.id} failed ({failure.reason})")
        for problem, count in run.problems.items():
            console.print(f"[yellow]{name}: {count} {problem}")
        # Saved after every system, so that results are kept if a later one is stopped.
        result = results.merged(old, dataset, rows)
        saved = results.save(dataset.name, result, out)
    if saved is None:
        raise ConfigError("none of the systems could be run")
    show(dataset.measure, result)
    if dataset.measure is datasets.Measure.ACCURACY and results.reference(result["systems"]):
        show("labels", result)
    console.print(f"results: {saved}")
    if html:
        console.print(f"report: {report.write(html, out)}")


def show(kind: str, result: dict[str, Any]) -> None:
    """A result as a table in the terminal, systems by their short names."""
    named = {name: {**one, "title": name} for name, one in result["systems"].items()}
    head, cells = tables.TABLES[kind]({**result, "systems": named})
    table = Table(title=f"{kind}: {result['dataset']['name']}", title_justify="left")
    for number, column in enumerate(head):
        table.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in cells:
        table.add_row(*row)
    console.print(table)


def _names(systems: str | None, ablations: bool) -> list[str]:
    """The requested systems; by default ours and those installed, with a note on the others."""
    if systems is not None:
        return [name.strip() for name in systems.split(",") if name.strip()]
    installed = [name for name in registry.BASELINES if environments.installed(registry.SYSTEMS[name])]
    missing = [name for name in registry.BASELINES if name not in installed]
    if missing:
        console.print(f"left out, not installed: {', '.join(missing)} (python -m benchmarks setup)")
    return ["ours", *(registry.ABLATIONS if ablations else ()), *installed]


@app.command()
def fetch(
    data: Annotated[str, typer.Option(help=f"{', '.join(WINDOWS)}.")] = "gold-dev", mirrors: Mirrors = None
) -> None:
    """Fetch the texts of a set of labelled windows into the cache; `accuracy` does so too if they are missing."""
    if data not in WINDOWS:
        raise ConfigError(f"no set of windows is called {data!r}; expected one of {', '.join(WINDOWS)}")
    console.print(windows(environments.cache_directory(), data, mirrors), soft_wrap=True)


@app.command("first-sight")
def keep_first_sight(
    data: Annotated[str, typer.Argument(help="A set that `accuracy` has measured.")],
    result: Annotated[
        Path | None,
        typer.Option(help="Its results, of another commit, say; by default those in --out.", dir_okay=False),
    ] = None,
    before: Annotated[
        Path | None, typer.Option(help="Results of the release before on the same windows.", dir_okay=False)
    ] = None,
    anew: Annotated[bool, typer.Option(help="Replace what was kept of the set.")] = False,
    out: Folder = results.RESULTS,
) -> None:
    """Keep a set's figures as its first sight: before anybody reads its errors."""
    measured = results.read(result) if result else results.load(data, out)
    row = first_sight.row(measured, results.read(before) if before else None)
    kept = first_sight.merged(results.load(first_sight.STEM, out), data, row, anew)
    show_cells(*first_sight.table(kept))
    console.print(f"results: {results.save(first_sight.STEM, kept, out)}")


@app.command("prevalence")
def measure_prevalence(
    sheet: Annotated[
        Path, typer.Argument(help="The folder of the sheet; it holds text: keep it private.", file_okay=False)
    ],
    verdicts: Annotated[
        Path | None, typer.Option(help='What was read: JSON Lines of id and right (true, false or "unsure").')
    ] = None,
    documents: Annotated[
        Path, typer.Option(help="A corpus: JSON Lines of documents, zstandard too.", dir_okay=False)
    ] = Path("data/wild/documents.jsonl.zst"),
    split: Annotated[str | None, typer.Option(help="Only documents of this split.")] = None,
    megabytes: Annotated[float, typer.Option(help="Random files until they hold so much.")] = prevalence.MEGABYTES,
    per_label: Annotated[int, typer.Option(help="Spans of each label on the sheet, at most.")] = prevalence.PER_LABEL,
    detectors: Annotated[
        str | None, typer.Option(help="Comma-separated detectors; by default as a user gets them.")
    ] = None,
    model: Annotated[Path | None, typer.Option(help="A model bundle for our encoder.")] = None,
    seed: Annotated[int, typer.Option(help="Of both draws.")] = prevalence.SEED,
    out: Folder = results.RESULTS,
) -> None:
    """Precision at natural prevalence: draw a sheet of spans to judge, then, with --verdicts, count the judgements."""
    if verdicts is None:
        drawn = prevalence.draw_files(documents, split, megabytes, seed)
        chosen = named(detectors.split(",") if detectors else DEFAULT_DETECTORS, model=model)
        path = prevalence.draw_sheet(drawn, Redactor(chosen), sheet, per_label, seed)
        console.print(f"{len(drawn.rows)} files, {drawn.bytes / 1e6:.1f} MB; to be read: {path}", soft_wrap=True)
        return
    result = prevalence.judge(sheet, prevalence.read_verdicts(verdicts))
    result = prevalence.with_earlier(result, results.load("prevalence", out))
    for kind in ("prevalence", "prevalence-sources", "prevalence-draws"):
        show_cells(*tables.TABLES[kind](result))
    console.print(f"results: {results.save('prevalence', result, out)}")


@app.command("places")
def measure_places(
    data: Annotated[
        str,
        typer.Option(help="Comma-separated data sets or files; a file *.train.jsonl.zst counts as read for training."),
    ] = "wild-dev,gold-fresh",
    mirrors: Mirrors = None,
    out: Folder = results.RESULTS,
) -> None:
    """Count what each place of each rule finds by itself in labelled texts: right, wrong, and in how many packages."""
    result = places.measure([datasets.load(name.strip(), mirrors=mirrors) for name in data.split(",")])
    for kind in ("places", "places-sets"):
        show_cells(*tables.TABLES[kind](result))
    rows = result["places"]
    supported = sum(row["packages_right"] >= places.SUPPORT for row in rows)
    neither = [row for row in rows if not places.stays(row)]
    console.print(
        f"{supported} of {len(rows)} places find something right in {places.SUPPORT} packages or more, "
        f"{len(rows) - supported - len(neither)} others follow a public format; {len(neither)} have neither, of which "
        f"{sum(row['wrong'] > row['right'] for row in neither)} cost more than they find"
    )
    console.print(f"results: {results.save('places', result, out)}")


def show_cells(head: list[str], rows: list[list[str]]) -> None:
    """A table in the terminal."""
    table = Table(*head)
    for row in rows:
        table.add_row(*row)
    console.print(table)


@app.command()
def throughput(
    suite: Annotated[str, typer.Option(help=f"{', '.join(speed.SUITES)}, or pipeline.")] = "rules",
    corpus: CorpusName = corpora.NAMES[0],
    repeats: Annotated[int, typer.Option(min=1, help="Processes per row; their median counts.")] = speed.REPEATS,
    only: Annotated[str | None, typer.Option(help="Comma-separated rows.")] = None,
    mirrors: Mirrors = None,
    model: Annotated[Path | None, typer.Option(help="A model bundle for our encoder.")] = None,
    out: Folder = results.RESULTS,
) -> None:
    """Time systems on one core over the same corpus, and each kind of file in it."""
    texts = corpora.load(corpus, mirrors)
    names = only.split(",") if only else ()
    report_line = partial(console.print, highlight=False, markup=False)
    if suite == "pipeline":
        result = pipeline.measure(texts, repeats, model, report_line)
    else:
        result = speed.suite(suite, texts, repeats, report_line, names, str(model) if model else None)
    path = results.save(_with_corpus(f"throughput-{suite}", corpus), result, out)
    show_cells(*tables.TABLES[tables.kind_of(path.stem)](result))
    if len(result["rows"][0].get("kinds", ())) > 1:
        show_cells(*tables.TABLES["speed-kinds"](result))
    console.print(f"results: {path}")


def _with_corpus(stem: str, corpus: str) -> str:
    """The name of results on a corpus; those on the standard library omit it."""
    return stem if corpus == "stdlib" else f"{stem}-{Path(corpus).name}"


@app.command("stages")
def measure_stages(
    corpus: CorpusName = corpora.NAMES[0],
    megabytes: Annotated[float, typer.Option(help="So much of the corpus.")] = 4.0,
    detectors: Annotated[
        str | None, typer.Option(help="Comma-separated detectors; by default as a user gets them.")
    ] = None,
    mirrors: Mirrors = None,
    model: Annotated[Path | None, typer.Option(help="A model bundle for our encoder.")] = None,
    out: Folder = results.RESULTS,
) -> None:
    """Measure where redaction spends its time: milliseconds per megabyte by stage and kind of file, on one core."""
    chosen = named(detectors.split(",") if detectors else DEFAULT_DETECTORS, model=model)
    result = stages.measure(corpora.load(corpus, mirrors), Redactor(chosen), megabytes)
    show_cells(*tables.TABLES["stages"](result))
    name = f"stages-{detectors.replace(',', '+')}" if detectors else "stages"
    console.print(f"results: {results.save(name, result, out)}")


@app.command("rates")
def write_rates(
    out: Folder = results.RESULTS,
    path: Annotated[Path, typer.Option(help="The file of rates.", dir_okay=False)] = rates.RATES,
) -> None:
    """Write the rates of `pii plan` from the pipeline's results over real repositories."""
    for rate in rates.write(results.load("throughput-pipeline-repositories", out), path):
        console.print(f"{rate['device']}, {rate['detectors']}: {rate['megabytes_per_second']} MB/s a {rate['unit']}")


@app.command("draw-repositories")
def draw_repositories(
    documents: Annotated[Path, typer.Argument(help="A corpus of git repositories.", exists=True, dir_okay=False)],
    out: Annotated[Path, typer.Option(help="Where names, commits and paths go.", dir_okay=False)] = corpora.SAMPLE,
) -> None:
    """Draw the sample of repositories for speed measurements; the same corpus gives the same sample."""
    sample = corpora.draw_sample(documents, out)
    files = sum(len(one["files"]) for one in sample["repositories"])
    console.print(f"{files} files of {len(sample['repositories'])} repositories: {out}")


@app.command("all")
def run_all(
    out: Annotated[Path, typer.Option(help="Where results and the page go.", file_okay=False)] = Path("runs/benchmark"),
    model: Annotated[Path | None, typer.Option(help="A model bundle for our encoder.")] = None,
    repeats: Annotated[int, typer.Option(min=1, help="Processes per row of throughput.")] = speed.REPEATS,
    mirrors: Mirrors = None,
) -> None:
    """Run everything that this machine can: accuracy, decoys, languages, cases, throughput; write it all to one page.

    Systems that are not installed and data that cannot be obtained are listed and skipped.
    """
    started = time.monotonic()
    for data in (*WINDOWS, *datasets.MEASURES, "synthesized"):
        try:
            accuracy(data, model=model, mirrors=mirrors, out=out, ablations=data == "wild-dev")
        except PiiError as error:
            console.print(f"left out: {data}: {error}", style="yellow", markup=False)
    for corpus, suite in product(corpora.NAMES, (*speed.SUITES, "pipeline")):
        try:
            throughput(suite, corpus, repeats, mirrors=mirrors, model=model, out=out)
        except PiiError as error:
            console.print(f"left out: throughput {suite}, {corpus}: {error}", style="yellow", markup=False)
    console.print(f"all of it took {(time.monotonic() - started) / 60:.0f} minutes")
    page = report.write(out / "index.html", out)
    console.print(f"report: {page.resolve()}")


@app.command()
def setup(systems: Systems = None) -> None:
    """Create the baselines' environments, pinned, under the cache directory."""
    names = systems.split(",") if systems else registry.BASELINES
    wanted = {registry.find(name.strip()).environment for name in names} - {None}
    for environment in sorted(filter(None, wanted)):
        with console.status(environment):
            folder = environments.create(environment)
        console.print(f"{environment}: {folder}")


@app.command("list")
def list_systems() -> None:
    """List the available systems, and whether they are installed."""
    table = Table("name", "what is run", "labels", "installed")
    for system in registry.SYSTEMS.values():
        labels = "all" if system.attempts == registry.ALL else ", ".join(sorted(system.attempts))
        table.add_row(system.name, system.title, labels, "yes" if environments.installed(system) else "no")
    console.print(table)


@app.command("tables")
def write_tables(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail where a document disagrees with the results.")
    ] = False,
    out: Folder = results.RESULTS,
) -> None:
    """Regenerate the marked tables in the documentation from the results."""
    changed = tables.update(tables.documents(), check, out)
    for path in changed:
        console.print(f"{'disagrees with the results' if check else 'written'}: {path.relative_to(process.ROOT)}")
    if check and changed:
        raise typer.Exit(1)


@app.command("report")
def write_report(
    html: Annotated[Path, typer.Argument(help="The page to write.", dir_okay=False)] = Path("benchmark.html"),
    out: Folder = results.RESULTS,
) -> None:
    """Write all results as one page with plots that needs no network."""
    console.print(f"report: {report.write(html, out)}")


@app.command("syntax")
def measure_syntax(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders of files; by default the standard library, its packages, /usr/share."),
    ] = None,
    detectors: Annotated[str, typer.Option(help="Comma-separated detectors.")] = "rules",
    policy: Annotated[str, typer.Option(help="A policy.")] = "tag",
    mode: Annotated[str, typer.Option("--syntax", help="auto, or off for replacements as the policy says.")] = "auto",
    most: Annotated[int, typer.Option(help="Files of a language with something to replace, at most.")] = 1000,
    show_broken: Annotated[
        bool, typer.Option("--show-broken", help="Name the files that do not parse any more.")
    ] = False,
    out: Folder = results.RESULTS,
) -> None:
    """Count files that parse before and after redaction, by language, over the files of this machine."""
    redactor = Redactor(detectors.split(","), policy, key=b"a key for this measurement", syntax=mode)
    result = syntax.measure(folders or syntax.roots(), redactor, most, mode)
    broken = result.pop("broken")
    head, cells = syntax.table(result)
    show_cells(head, cells)
    for language, path in broken if show_broken else ():
        console.print(f"{language}: {path}", highlight=False, markup=False, soft_wrap=True)
    console.print(f"results: {results.save('syntax' if mode == 'auto' else f'syntax-{mode}', result, out)}")


def _forward(module: str, help: str) -> None:
    """Add a benchmark with its own options as a command."""
    settings = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}

    @app.command(module.replace("_", "-"), help=help, context_settings=settings)
    def run(context: typer.Context) -> None:
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{module}", *context.args])
        raise typer.Exit(done.returncode)


_forward("annotation_import", "Time the import of a made-up Toloka export.")
_forward("crowd_aggregation", "Compare ways of aggregating votes on simulated crowds.")
_forward("secrets_equality", "Compare our credential detector with detect-secrets, finding by finding, and time both.")


def main() -> NoReturn:
    """Runs the command line; `pii.cli.running` decides the exit status."""
    run(app, "benchmarks")
