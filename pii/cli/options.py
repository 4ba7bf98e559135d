"""Options that several commands share."""

from enum import StrEnum
from typing import Annotated

import typer

from pii.errors import ConfigError
from pii.redactor import DEFAULT_DETECTORS, DETECTORS, Redactor
from pii.shards.base import ShardFormat

Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, directories, quoted globs or fsspec URLs (s3://, gs://, hf://); a single - reads text from standard input. "
        "Of a directory all is read, hidden files too, but .git, .hg, .svn and linked directories.",
        show_default=False,
    ),
]
TextColumn = Annotated[str, typer.Option(help="Column or JSON field that holds the text.")]
IdColumn = Annotated[
    str | None, typer.Option(help="Column or JSON field that names a document in sidecars and findings.")
]
InputFormat = Annotated[
    ShardFormat | None,
    typer.Option(help="Read every file as this; by default the file name's ending tells, any other is a plain file."),
]
Detectors = Annotated[str, typer.Option(help=f"Comma-separated list out of {', '.join(DETECTORS)}.")]
Policy = Annotated[
    str, typer.Option(help="tag, mask, hash, remove, keep, starcoder, or the path of a policy file (TOML).")
]
Model = Annotated[
    str | None, typer.Option(help="Folder of a model bundle for the encoder, in place of the one that comes with it.")
]
Device = Annotated[str, typer.Option(help="Where the encoder runs: cpu, cuda, tensorrt or auto.")]
OperatingPoint = Annotated[str, typer.Option(help="Thresholds of the encoder: precision, balanced or recall.")]


class Gate(StrEnum):
    """Whether the encoder reads only what the bundle's gate lets through."""

    ON = "on"
    OFF = "off"


GateSwitch = Annotated[Gate, typer.Option("--gate", help="off: the encoder reads everything, ten times the work.")]

DEFAULT = ",".join(DEFAULT_DETECTORS)


def build_redactor(
    detectors: str, policy: str, model: str | None, device: str, operating_point: str, gate: Gate
) -> Redactor:
    """The redactor that the options ask for.

    Raises:
        PiiError: it cannot be had.
    """
    names = [name.strip() for name in detectors.split(",") if name.strip()]
    if not names:
        raise ConfigError(f"--detectors names none; there are: {', '.join(DETECTORS)}")
    return Redactor(names, policy, model=model, device=device, operating_point=operating_point, gate=gate is Gate.ON)
