"""Options that several commands share."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import typer

from pii import expressions as re
from pii.detectors import DEFAULT_DETECTORS, DETECTORS, named
from pii.errors import ConfigError
from pii.finding.everywhere import CARRIED
from pii.policies import PRESETS
from pii.redactor import Redactor
from pii.shards.formats import formats
from pii.terms import Terms

Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, directories, quoted globs or fsspec URLs (s3://, gs://, hf://); a single - reads text from standard input. "
        "Of a directory all is read, hidden files too, but .git, .hg, .svn and linked directories.",
        show_default=False,
    ),
]
TextFields = Annotated[
    list[str],
    typer.Option(
        "--text-field",
        "--text-column",
        help="Column or JSON field that holds the text, or a path such as 'messages[*].content' or 'meta.**'; may be given "
        "several times. @traces stands for every string of chats and agents' traces but identifiers.",
    ),
]
IdColumn = Annotated[
    str | None, typer.Option(help="Column or JSON field that names a document in sidecars and findings.")
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        help=f"Read every file as this: {', '.join(formats())}. By default the file name's ending tells, any other is a plain "
        "file; csv and tsv are asked for by name."
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        help="Of texts that have no byte order mark and declare none; UTF-8 without it. auto: UTF-8, what is not of it "
        "Windows-1252, UTF-16 by its look."
    ),
]
Detectors = Annotated[str, typer.Option(help=f"Comma-separated list out of {', '.join(DETECTORS)}.")]
Policy = Annotated[str, typer.Option(help=f"{', '.join(PRESETS)}, or the path of a policy file (TOML).")]
Model = Annotated[
    str | None, typer.Option(help="Folder of a model bundle for the encoder, in place of the one that comes with it.")
]
Device = Annotated[str, typer.Option(help="Where the encoder runs: cpu, cuda, tensorrt or auto.")]
OperatingPoint = Annotated[str, typer.Option(help="Thresholds of the encoder: precision, balanced or recall.")]


class Gate(StrEnum):
    """Whether the encoder reads only what passes the bundle's gate, or everything."""

    ON = "on"
    OFF = "off"


GateSwitch = Annotated[Gate, typer.Option("--gate", help="off: the encoder reads everything, ten times the work.")]

Only = Annotated[
    str | None, typer.Option("--labels", help="Comma-separated labels to report; all by default.", show_default=False)
]
Thresholds = Annotated[
    list[str] | None,
    typer.Option("--threshold", help="LABEL=SCORE: report spans of this label from this score on. May be given again."),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow", help="File of values to let stand, one a line; they are reported as such. May be given again."
    ),
]
Deny = Annotated[
    list[str] | None,
    typer.Option("--deny", help="LABEL=FILE: values that always are of this label, one a line. May be given again."),
]

Syntax = Annotated[
    str,
    typer.Option(
        help="What parsed parses after: auto tells the language by a file's name or first lines; or a language's name; "
        "off puts in what the policy says, wherever it stands."
    ),
]

Scope = Annotated[
    str,
    typer.Option(
        help="Within which the same value has the same surrogate: file, or any name, of a repository or a run."
    ),
]

Everywhere = Annotated[
    str,
    typer.Option(
        help="Comma-separated labels: what was found of them once is found wherever it stands near by in its document, if it can "
        "mean nothing else there; off: nowhere else.",
        show_default=", ".join(CARRIED),
    ),
]

Footer = Annotated[
    str, typer.Option(help="Key-value metadata of parquet files: keep, drop or redact its texts.", metavar="WHAT")
]

CONTENT = ["content"]
"""The default text field."""

EVERYWHERE = ",".join(CARRIED)

DEFAULT = ",".join(DEFAULT_DETECTORS)


def build_redactor(
    detectors: str,
    *,
    policy: str,
    model: str | None,
    device: str,
    operating_point: str,
    gate: Gate,
    only: str | None = None,
    thresholds: Sequence[str] | None = None,
    allow: Sequence[str] | None = None,
    deny: Sequence[str] | None = None,
    syntax: str = "auto",
    scope: str = "all",
    everywhere: str = EVERYWHERE,
    seconds: float | None = None,
) -> Redactor:
    """Build the redactor that the options describe.

    Raises:
        PiiError: an option is invalid, or a model or device is missing.
    """
    names = _split(detectors)
    if not names:
        raise ConfigError(f"--detectors names none; there are: {', '.join(DETECTORS)}")
    chosen = named(names, model=model, device=device, operating_point=operating_point, gate=gate is Gate.ON)
    return Redactor(
        chosen,
        policy,
        only=None if only is None else _split(only),
        thresholds={label: _number(value) for label, value in _pairs(thresholds, "--threshold NAME=0.8")},
        allow=Terms.read(files=allow or ()),
        syntax=syntax,
        scope=scope,
        everywhere=() if everywhere == "off" else _split(everywhere),
        seconds_per_document=seconds,
        deny={label: Terms.read(files=[file]) for label, file in _pairs(deny, "--deny NAME=people.txt")},
    )


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _pairs(given: Sequence[str] | None, example: str) -> Iterator[tuple[str, str]]:
    for pair in given or ():
        label, equals, value = pair.partition("=")
        if not (label and equals and value):
            raise ConfigError(f"{pair!r}: expected a label and a value, such as {example}")
        yield label, value


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise ConfigError(f"--threshold: {value!r} is no number; expected for instance NAME=0.8") from None


_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "p": 10**15}
_BINARY_UNITS = {f"{unit}i": 1 << (10 * power) for power, unit in enumerate("kmgtp", start=1)}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([kmgtp]?i?)b?\s*", re.IGNORECASE)


def parse_bytes(text: str) -> int:
    """A number of bytes such as `6.4TB` (10¹²), `200 GiB` (2³⁰) or `1048576`; without a unit it must be whole.

    Raises:
        ConfigError: it is not a number of bytes.
    """
    match = _SIZE.fullmatch(text)
    unit = match[2].lower() if match else "i"
    if match is None or unit == "i" or (not unit and "." in match[1]):
        raise ConfigError(f"{text!r} is no number of bytes; expected for instance 800GB, 6.4TB or 1048576")
    return int(Decimal(match[1]) * {**_UNITS, **_BINARY_UNITS}[unit])
