"""`import`: answers of a crowd, and labelled data of other tools, to votes.parquet."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from secrets import token_bytes
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from annotation import repair
from annotation.formats.records import Fields, Read
from annotation.label_schema import LEFT_OUT, LabelSchema, load
from annotation.ledger import QUARANTINE_SUFFIX, Ledger
from annotation.offsets import Evidence, Hypothesis
from annotation.repair import Change
from annotation.toloka.importer import Report, import_toloka
from annotation.toloka.layout import Layout, asked_labels
from annotation.toloka.options import STATUSES, Options
from annotation.toloka.rows import read_tasks
from annotation.worker_ids import WorkerIds, load_key, read_banned, read_countries
from pii.errors import ConfigError, InputError

app = typer.Typer(
    help="Read the answers of a crowd, or labelled data of another tool, into votes.parquet.", no_args_is_help=True
)

Files = Annotated[list[Path], typer.Argument(help="Files to import, taken together.", show_default=False)]
Output = Annotated[Path, typer.Option("--output", "-o", help="Where to write votes.parquet.")]
SchemaName = Annotated[
    str, typer.Option("--label-schema", help="What the crowd's labels mean: a shipped schema's name or a TOML file.")
]
KeyFile = Annotated[
    Path | None,
    typer.Option(help="Key for the workers' pseudonyms; made when missing. [default: worker.key beside the output]"),
]
Banned = Annotated[Path | None, typer.Option(help="Ids of banned workers, one a line.")]
Guideline = Annotated[str, typer.Option(help="Version of the labelling guideline. [default: the label schema's]")]
Countries = Annotated[Path | None, typer.Option(help="CSV or TSV with columns worker_id and country.")]
Label = Annotated[
    list[str] | None,
    typer.Option(help=f"A label of the file that means another: FROM=TO; FROM={LEFT_OUT} leaves its spans out."),
]
TextField = Annotated[str, typer.Option("--text", help="Field of the text, where it is not found.")]
IdField = Annotated[str, typer.Option("--id", help="Field of the document's id.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would be repaired.")]
Repairs = Annotated[str, typer.Option(help=f"Rules to run: all, none, or a list of {', '.join(repair.Rule)}.")]


def register(root: typer.Typer) -> None:
    """Adds this module's commands."""
    root.add_typer(app, name="import")


@app.command()
def toloka(
    files: Files,
    output: Output = Path("votes.parquet"),
    tasks: Annotated[
        list[Path] | None, typer.Option(help="Uploaded tasks (TSV or API JSON): more on the texts, known answers.")
    ] = None,
    label_schema: SchemaName = "bigcode",
    asked: Annotated[
        list[str] | None,
        typer.Option(
            help="Labels that a pool asked for, as POOL=LABEL,LABEL or, for all, LABEL,LABEL. Else those in use."
        ),
    ] = None,
    label: Label = None,
    status: Annotated[
        list[str] | None,
        typer.Option(help="Statuses to keep; for a pay audit REJECTED and EXPIRED too. [default: APPROVED]"),
    ] = None,
    key_file: KeyFile = None,
    banned: Banned = None,
    countries: Countries = None,
    guideline: Guideline = "",
    repairs: Repairs = "all",
    text: TextField = "",
    result: Annotated[list[str] | None, typer.Option(help="Output field of the marked spans.")] = None,
    identifier: IdField = "",
    asked_field: Annotated[str, typer.Option(help="Input field that names the labels a task asks for.")] = "",
    empty_field: Annotated[str, typer.Option(help="Output tick that says: nothing to mark.")] = "",
    skip_field: Annotated[str, typer.Option(help="Output tick that says: cannot judge.")] = "",
    control_tasks: Annotated[
        Path | None,
        typer.Option(
            help="Ids, one a line, of control tasks or texts whose right answer is empty, which TSV cannot say."
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Import assignments of Toloka, as TSV or as API JSON, of one or several pools."""
    schema = load(label_schema)
    statuses = frozenset(each.upper() for each in status or ["APPROVED"])
    if unknown := statuses - STATUSES:
        raise ConfigError(f"--status {sorted(unknown)[0]}: expected one of {', '.join(sorted(STATUSES))}")
    options = Options(
        schema,
        worker_ids(None if dry_run else output, key_file, banned, countries),
        statuses,
        _asked(asked or [], schema),
        _renamed(label or []),
        guideline,
        _rules(repairs),
        Layout(text, tuple(result or ()), identifier, asked_field, empty_field, skip_field),
        tuple(task for path in tasks or () for task in read_tasks(path)),
        read_banned(control_tasks) if control_tasks else frozenset(),
    )
    report = import_toloka(files, None if dry_run else output, options, shown_changes=20 if dry_run else 0)
    _print_toloka(report)
    print_ledger(report.ledger, None if dry_run else output)


def _other_format(name: str, described: str) -> None:
    """Adds the command for one format; they differ only in the reader."""

    def command(
        files: Files,
        output: Output = Path("votes.parquet"),
        label_schema: SchemaName = "bigcode",
        asked: Annotated[
            str, typer.Option(help="Labels that were looked for, where the data does not say. [default: all]")
        ] = "",
        label: Label = None,
        key_file: KeyFile = None,
        banned: Banned = None,
        countries: Countries = None,
        guideline: Guideline = "",
        repairs: Repairs = "none",
        text: TextField = "",
        identifier: IdField = "",
        control: Annotated[
            list[str] | None,
            typer.Option(
                help="Field, control, layer, question or column with marked spans. [default: all that are known]"
            ),
        ] = None,
        nothing: Annotated[list[str] | None, typer.Option(help="A choice that says: nothing to mark.")] = None,
        unjudged: Annotated[list[str] | None, typer.Option(help="A choice that says: cannot judge.")] = None,
        tags: Annotated[str, typer.Option(help="Names of numbered tags in order, such as O,B-NAME,I-NAME.")] = "",
        dry_run: DryRun = False,
    ) -> None:
        from annotation.formats import READERS
        from annotation.formats import importer as formats

        schema = load(label_schema)
        written = None if dry_run else output
        options = formats.Options(
            schema,
            worker_ids(written, key_file, banned, countries),
            _asked([asked], schema)[""] if asked else None,
            guideline,
            _rules(repairs),
            _renamed(label or []),
        )
        fields = Fields(
            text,
            identifier,
            tuple(control or ()),
            tuple(nothing or ()),
            tuple(unjudged or ()),
            tuple(tag.strip() for tag in tags.split(",")) if tags else (),
        )

        def read(path: Path) -> Iterator[Read]:
            return READERS[name](path, fields)

        report = formats.import_records(files, read, written, options, shown_changes=20 if dry_run else 0)
        print_scores({"": (report.evidence, report.hypothesis)})
        _print_changes(report.changes)
        print_ledger(report.ledger, written)

    command.__doc__ = f"Import {described}."
    app.command(name)(command)


for _name, _described in {
    "label-studio": "an export of Label Studio, JSON, JSON_MIN, CSV or TSV; each annotation is a vote",
    "lighttag": "an export of LightTag; each annotator of an example gives a vote",
    "doccano": "JSON or JSON lines of doccano; a file is one annotator's, unless it is all.jsonl or names users",
    "bigcode": "BigCode's fragments or pii schema, as JSON lines or parquet",
    "jsonl": "plain JSON lines with text and spans, the form of documents",
    "conll": "CoNLL: with offsets, as `export conll` writes it, or plain columns (CoNLL-2003, IOB1, IOB2, BILOU)",
    "prodigy": "a dataset of Prodigy (db-out); what was accepted in a manual interface is a vote",
    "tokens": "tokens and tags as Hugging Face datasets hold them: JSON, parquet, or a folder of save_to_disk",
    "spacy": "spaCy's DocBin (.spacy) or its JSON",
    "brat": "brat's standoff: folders of .txt and .ann, or single files",
    "webanno": "WebAnno TSV 3, as INCEpTION exports it",
    "argilla": "records of Argilla, JSON, JSON lines or parquet; each response is a vote",
    "presidio": "samples of presidio-research (JSON)",
}.items():
    _other_format(_name, _described)


def worker_ids(output: Path | None, key_file: Path | None, banned: Path | None, countries: Path | None) -> WorkerIds:
    """What is known about workers; a missing key is created next to the output, and discarded if there is no output."""
    path = key_file or (output.with_name("worker.key") if output else None)
    return WorkerIds(
        load_key(path) if path else token_bytes(),
        read_banned(banned) if banned else frozenset(),
        read_countries(countries) if countries else {},
    )


def _asked(given: Iterable[str], schema: LabelSchema) -> dict[str, frozenset[str]]:
    asked: dict[str, frozenset[str]] = {}
    for each in given:
        pool, _, labels = each.rpartition("=")
        found = asked_labels(labels, schema)
        if found is None:
            raise ConfigError(f"--asked {each}: expected labels of {schema.name}: {', '.join(sorted(schema.labels))}")
        asked[pool] = found
    return asked


def _renamed(given: Iterable[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if bad := [old for old, sign, new in pairs if not (old and sign and new)]:
        raise ConfigError(f"--label {bad[0]}: expected FROM=TO")
    return {old: new for old, _, new in pairs}


def _rules(given: str) -> frozenset[repair.Rule]:
    if given in ("all", "none"):
        return repair.ALL if given == "all" else frozenset()
    try:
        return repair.chosen(part.strip() for part in given.split(","))
    except ValueError:
        raise ConfigError(f"--repairs {given}: expected all, none, or a list of {', '.join(repair.Rule)}") from None


def _print_toloka(report: Report) -> None:
    console = _console()
    survey = report.survey
    for path, layout in survey.layouts.items():
        console.print(f"{path.name}: {layout}")
    if not survey.ids_are_unique:
        console.print("ids are not unique: documents are named by their text")
    for name, pool in survey.pools.items():
        origin = "as you said" if pool.asked_is_said else "read off the answers; say otherwise with --asked"
        console.print(f"pool {name}: asked for {', '.join(sorted(pool.asked)) or 'nothing'} ({origin})")
        for renamed, count in pool.renamed.items():
            console.print(f"  label {renamed}: {count:,}")
    print_scores({name: (pool.evidence, pool.hypothesis) for name, pool in survey.pools.items()})
    _print_changes(report.changes)


def _print_changes(changes: Iterable[tuple[int, Change]]) -> None:
    for row, change in changes:
        _console().print(f"row {row}: {change}")


def print_scores(pools: dict[str, tuple[Evidence, Hypothesis]]) -> None:
    """Spans that each way of counting explains, the chosen one marked."""
    table = Table("offsets count in", *(f"pool {name}" if name else "spans" for name in pools), title="Evidence")
    scores = {name: evidence.scores() for name, (evidence, _) in pools.items()}
    ways = sorted(next(iter(scores.values()), {}), key=lambda way: -sum(each[way] for each in scores.values()))
    for way in ways:
        cells = [
            f"{scores[name][way]:,} of {evidence.spans:,}{' *' if way == chosen else ''}"
            for name, (evidence, chosen) in pools.items()
        ]
        table.add_row(str(way), *cells)
    if any(evidence.spans for evidence, _ in pools.values()):
        _console().print(table)


def print_ledger(ledger: Ledger, output: Path | None) -> None:
    """Prints the ledger and where the votes are.

    Raises:
        InputError: nothing was kept, and there was something that could not be read.
    """
    console = _console()
    for line in ledger.lines():
        console.print(line)
    look = ""
    if output is not None:
        look = f"; rows to look at: {output.with_suffix(QUARANTINE_SUFFIX)}" if ledger.quarantined else ""
        console.print(f"{ledger.kept:,} votes: {output}{look}")
    if not ledger.kept and ledger.quarantined:
        raise InputError(f"none of {ledger.rows:,} rows was understood{look}")


def _console() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
