"""`build` and `export`: from documents to a `datasets.DatasetDict`, or to the formats of other tools."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from annotation.formats import KEEPS_ASKED, WRITERS
from annotation.formats import write as write_format
from annotation.formats.records import Labelled, of_document, of_vote
from annotation.schema import ALL_LABELS, VOTE_SCHEMA, read_control, read_documents, read_votes, record_of
from pii.errors import ConfigError


def register(root: typer.Typer) -> None:
    """Adds this module's commands."""
    for command in (build, export):
        root.command()(command)


def build(
    documents: Annotated[Path, typer.Argument(help="The folder that `split` wrote, or documents.parquet to be split.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the DatasetDict and its data card.")],
    tokens: Annotated[bool, typer.Option("--tokens", help="Also tokens and BIO tags, -100 where unknown.")] = False,
    name: Annotated[str, typer.Option(help="The dataset's name, for its card.")] = "labelled-code",
) -> None:
    """Write a datasets.DatasetDict with its data card, for `datasets.load_from_disk` and for training."""
    from annotation import dataset
    from annotation.card import About, datasheet
    from annotation.dataset_folder import (
        DATASHEET,
        read_about,
        read_folder_control,
        read_similarity,
        read_splits,
        read_tombstone,
    )
    from annotation.leaks import certify
    from annotation.near_duplicates import DEFAULT_SIMILARITY
    from annotation.splits import split

    if documents.is_dir():
        splits, about, similarity = read_splits(documents), read_about(documents), read_similarity(documents)
        tombstone, control = read_tombstone(documents), read_folder_control(documents)
    else:
        control = read_control(documents)
        splits = split(read_documents(documents), control=control)
        similarity, tombstone = DEFAULT_SIMILARITY, None
        about = About(name, "Source code and text with labelled personal data and credentials.")
    certificate = certify(splits, similarity=similarity, control=control)
    certificate.require_clean()
    dataset.build(splits, output, tokens)
    (output / DATASHEET).write_text(datasheet(about, splits, certificate, tombstone), encoding="utf-8")
    counts = ", ".join(f"{each} {len(rows):,}" for each, rows in splits.items())
    typer.echo(f"{counts}: {output}", err=True)


def export(
    to: Annotated[str, typer.Argument(help=f"Format to write: {', '.join(sorted(WRITERS))}.")],
    source: Annotated[Path, typer.Argument(help="documents.parquet, or votes.parquet for the crowd's own labels.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write; .parquet too for BigCode's schemas.")],
) -> None:
    """Write documents, or single votes, in the format of another tool."""
    if to not in WRITERS:
        raise ConfigError(f"no format {to!r} to write: expected one of {', '.join(sorted(WRITERS))}")
    is_votes = record_of(source) == record_of(VOTE_SCHEMA)
    asked: Counter[frozenset[str]] = Counter()

    def texts() -> Iterator[Labelled]:
        for each in map(of_vote, read_votes(source)) if is_votes else map(of_document, read_documents(source)):
            asked[each.asked] += 1
            yield each

    count = write_format(to, texts(), output)
    typer.echo(f"{count:,} texts: {output}", err=True)
    everything = frozenset[str]().union(*asked) if is_votes else ALL_LABELS
    partly = sum(number for labels, number in asked.items() if labels < everything)
    if partly and to not in KEEPS_ASKED:
        typer.echo(
            f"{to} cannot say which labels were looked for: {partly:,} texts look as if every label had been "
            f"(formats that can: {', '.join(sorted(KEEPS_ASKED))})",
            err=True,
        )
