"""`split`, `remove`, `pseudonym` and `surrogate`: a dataset that leaks nothing, forgets on request and can be shared."""

import os
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from annotation.card import About
from annotation.dataset_folder import (
    read_about,
    read_folder_control,
    read_similarity,
    read_splits,
    read_tombstone,
    write_folder,
)
from annotation.near_duplicates import DEFAULT_SIMILARITY
from annotation.schema import read_control, read_documents
from pii.errors import ConfigError, InputError

KEY_VARIABLE = "PII_KEY"

Folder = Annotated[Path, typer.Argument(help="The dataset's folder, as `split` writes it.", file_okay=False)]


def register(root: typer.Typer) -> None:
    """Adds this module's commands."""
    for command in (split, remove, pseudonym, surrogate):
        root.command()(command)


def split(
    documents: Annotated[Path, typer.Argument(help="documents.parquet, as `aggregate` writes it.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the splits and their papers.")],
    shares: Annotated[str, typer.Option(help="Names and wanted shares of the splits.")] = (
        "train=0.8,validation=0.1,test=0.1"
    ),
    similarity: Annotated[
        float, typer.Option(min=0.1, max=1.0, help="From which Jaccard similarity on two texts are near-duplicates.")
    ] = DEFAULT_SIMILARITY,
    seed: Annotated[int, typer.Option(help="Another seed deals the documents out otherwise.")] = 0,
    name: Annotated[str, typer.Option(help="The dataset's name, for its papers.")] = "labelled-code",
    description: Annotated[str, typer.Option(help="What it is, for its papers.")] = (
        "Source code and text with labelled personal data and credentials."
    ),
    licence: Annotated[str, typer.Option(help="Its licence, for its papers.")] = "unspecified",
) -> None:
    """Divide documents so that no repository, near-duplicate or secret is in two splits, and certify it."""
    from annotation.splits import split as divide

    control = read_control(documents)
    splits = divide(
        read_documents(documents), shares=_shares(shares), similarity=similarity, seed=seed, control=control
    )
    write_folder(output, splits, About(name, description, licence), similarity=similarity, control=control)
    counts = ", ".join(f"{split_name} {len(rows):,}" for split_name, rows in splits.items())
    typer.echo(f"{counts}; nothing crosses: {output}", err=True)


def _shares(given: str) -> dict[str, float]:
    try:
        return {name.strip(): float(share) for name, share in (part.split("=") for part in given.split(","))}
    except ValueError as error:
        raise ConfigError(f"--shares {given!r}: expected name=share,name=share such as train=0.9,test=0.1") from error


def remove(
    dataset: Annotated[
        Path,
        typer.Argument(help="A folder of splits, a built dataset, votes.parquet or documents.parquet.", exists=True),
    ],
    opt_out: Annotated[Path, typer.Option(help="Lines `repository: …`, `path: …` or `worker: …`.")],
) -> None:
    """Remove repositories, paths and workers that opted out, and leave a tombstone; fails if an entry matches nothing."""
    from annotation.removal import read_opt_out
    from annotation.removal_places import remove_from

    entries = read_opt_out(opt_out)
    count, tombstone = remove_from(dataset, entries)
    typer.echo(f"{count:,} {'rows' if dataset.is_file() else 'documents'} removed: {dataset}", err=True)
    if unmatched := tombstone.unmatched(entries):
        hint = "; a worker is named by the pseudonym in the votes (`python -m annotation pseudonym`)"
        workers = any(kind == "worker" for kind, _ in unmatched)
        lines = ", ".join(f"{kind}: {value}" for kind, value in unmatched)
        raise InputError(f"{len(unmatched)} entries match nothing: {lines}{hint if workers else ''}")


def pseudonym(
    workers: Annotated[list[str], typer.Argument(help="The platform's ids.", show_default=False)],
    key_file: Annotated[Path, typer.Option(help="The key of the import, worker.key beside its votes.")] = Path(
        "worker.key"
    ),
) -> None:
    """Print the pseudonym of a platform's worker in the votes."""
    from annotation.worker_ids import WorkerIds, load_key

    if not key_file.exists():
        raise InputError(f"{key_file}: no such key; it lies beside the votes that an import wrote")
    ids = WorkerIds(load_key(key_file))
    for worker in workers:
        typer.echo(ids.pseudonym(worker))


def surrogate(
    dataset: Folder,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the dataset with made-up values.")],
) -> None:
    """Replace every labelled value with a made-up one of the same length and shape, with the key in PII_KEY."""
    from annotation.surrogate import left_as_they_were, surrogate_document

    key = os.fsencode(os.environ.get(KEY_VARIABLE, ""))
    if not key:
        raise ConfigError(f"surrogates need a secret key: set the environment variable {KEY_VARIABLE}")
    given = read_splits(dataset)
    splits = {name: [surrogate_document(document, key) for document in documents] for name, documents in given.items()}
    left: Counter[str] = Counter()
    for name, documents in given.items():
        for before, after in zip(documents, splits[name], strict=True):
            left += left_as_they_were(before, after)
    about, tombstone = read_about(dataset), read_tombstone(dataset)
    write_folder(output, splits, about, tombstone, read_similarity(dataset), read_folder_control(dataset))
    typer.echo(f"{sum(map(len, splits.values())):,} documents with made-up values: {output}", err=True)
    for label, count in sorted(left.items()):
        typer.echo(f"left as they were: {count:,} values of {label}, too short or with no other shape", err=True)
    typer.echo("what nobody labelled is left too: look at the texts before you share them", err=True)
