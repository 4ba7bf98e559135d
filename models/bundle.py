"""Makes a bundle from a trained model: temperatures, ONNX graph, operating points, gate, provenance."""

import json
import platform
import subprocess
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from rich.table import Table

from annotation.schema import Document
from models.calibrate import GRID, CalibrateRecipe, Point, operating_points, rewrite_points, temperatures
from models.data import read_documents
from models.export import BundleSettings, add_look, export
from pii.detectors.rules import RuleDetector
from pii.errors import ConfigError
from pii.labels import CREDENTIALS, Label


@dataclass(frozen=True, slots=True)
class BundleRecipe:
    """Everything needed to make a bundle from a trained model."""

    gate: Path
    """TOML file of the gate's patterns and context."""
    window: int = 256
    overlap: int = 64
    quantize_embedding: bool = True
    look_threshold: float = 0.3
    """Minimum interest at which the encoder reads a token, if there is a first look."""
    look_context: int = 24
    """Context tokens that are read around each such token."""
    calibrate: CalibrateRecipe = field(default_factory=CalibrateRecipe)


@dataclass(frozen=True, slots=True)
class BundleReport:
    """The bundle that was made."""

    path: Path
    megabytes: float
    parity: float
    """Largest difference of a score between ONNX Runtime and torch."""
    temperatures: dict[Label, float]
    operating_points: dict[str, Point]


def make(
    recipe: BundleRecipe,
    checkpoint: Path,
    data: Sequence[Path],
    out: Path,
    credentials: Sequence[Path] = (),
    look: Path | None = None,
) -> BundleReport:
    """Calibrates on the labelled documents and writes the bundle to `out`.

    Thresholds of names and accounts are chosen on `data` alone, which should resemble what will be redacted; keys and passwords
    are too rare there, so the documents of `credentials` are used for them as well. `look` is the checkpoint of a first look.

    Raises:
        ConfigError: there are no documents to calibrate on, or the gate's file cannot be read.
        ModelError: the exported graph is not the model.
    """
    documents: list[Document] = [document for path in data for document in read_documents(path)]
    more = [document for path in credentials for document in read_documents(path)]
    if not documents:
        raise ConfigError("no labelled documents to calibrate on: give --data at least one file that has rows")
    gate = read_gate(recipe.gate)
    heat = temperatures(checkpoint, [*documents, *more], recipe.window, recipe.overlap)
    documents += [replace(document, asked=document.asked & CREDENTIALS) for document in more]
    provisional = {"balanced": dict.fromkeys(Label, 0.5)}
    provenance = {
        "calibrated_on": [path.name for path in (*data, *credentials)],
        "documents": len(documents),
        "commit": _commit(),
        "python": platform.python_version(),
        "recipe": json.loads(json.dumps(asdict(recipe), default=str)),
    }
    settings = BundleSettings(recipe.window, recipe.overlap, heat, provisional, gate, provenance)
    difference = export(checkpoint, settings, out, recipe.quantize_embedding)
    if look is not None:
        add_look(look, recipe.look_threshold, recipe.look_context, out)
    points = operating_points(out, documents, (RuleDetector(),), recipe.calibrate)
    rewrite_points(out, points, recipe.calibrate.east_asian)
    size = sum(file.stat().st_size for file in out.iterdir() if file.is_file()) / 1e6
    return BundleReport(out, round(size, 2), difference, heat, points)


def table(report: BundleReport) -> Table:
    """What was made: the temperature and the thresholds of each label."""
    rows = Table(title=f"{report.path}: {report.megabytes} MB, scores within {report.parity:.0e} of the model's")
    rows.add_column("label")
    for name in ("temperature", *report.operating_points):
        rows.add_column(name, justify="right")
    for label in Label:
        own = [_threshold(point.own.get(label, GRID[-1])) for point in report.operating_points.values()]
        rows.add_row(str(label), f"{report.temperatures[label]:.2f}", *own)
    rows.caption = f"least score of the network's own spans; {LEFT}: none, what rules propose is judged"
    return rows


LEFT = "rules"
"""A threshold that no score reaches."""


def _threshold(score: float) -> str:
    return f"{score:.2f}" if score < GRID[-1] else LEFT


def read_gate(path: Path) -> dict[str, object]:
    """The gate from a TOML file: `context` in characters, the table `patterns`, and, if present, the tables `credentials`, `keys`
    and `idle`.

    Raises:
        ConfigError: the file cannot be read, lacks one of the first two, or has an unknown key.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"gate {path}: {error}") from error
    if set(table) - {"credentials", "keys", "idle"} != {"context", "patterns"}:
        raise ConfigError(f"gate {path}: has {', '.join(table) or 'nothing'}; expected context and patterns")
    for name in set(table) - {"context"}:
        table[name] = {key: _ascii(pattern) for key, pattern in table[name].items()}
    return table


def _ascii(pattern: str) -> str:
    """The pattern with non-ASCII characters as UTF-8 bytes."""
    return "".join(
        character if character.isascii() else "".join(f"\\x{byte:02x}" for byte in character.encode())
        for character in pattern
    )


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
