"""`Bundle`: a released model as a folder of `model.onnx`, `tokenizer.json` and `config.json`.

`config.json` holds the tags, the window, the thresholds of each operating point, the gate and the digests of the other
files. The contract is the ONNX graph: inputs `input_ids` and `attention_mask` and, where the bundle lists marks of evidence,
`evidence` (int64, batch by tokens), outputs `label` (index into the labels), `score` (its probability) and `begins` (whether
the token begins a span), each batch by tokens. A bundle may also hold `look.onnx`, with the same inputs: a quick network whose
output `interest`, batch by tokens by labels, decides which tokens the main network can skip.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, cast

from pii.errors import ConfigError, ModelError
from pii.labels import label_named, labels_of

FORMAT = 1
_EXTERNAL = b"\x0a\x08location"
"""Marks an ONNX tensor whose weights are in an external file: the `location` key as protobuf serializes it."""
MODEL, LOOK, TOKENIZER, CONFIG = "model.onnx", "look.onnx", "tokenizer.json", "config.json"


@dataclass(frozen=True, slots=True)
class Look:
    """What the encoder reads after a first look: tokens whose interest reaches `threshold`, and `context` tokens around them."""

    threshold: float
    context: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything needed to run a released model, loaded and checked."""

    path: Path
    labels: tuple[str, ...]
    """The labels that the model finds, in output order."""
    window: int
    """Tokens per window, excluding special tokens."""
    overlap: int
    """Tokens that neighbouring windows share."""
    prefix: tuple[int, ...]
    suffix: tuple[int, ...]
    padding: int
    """Special token ids around a window, and the padding id."""
    operating_points: Mapping[str, Mapping[str, float]]
    """Thresholds by operating point and label."""
    verdicts: Mapping[str, Mapping[str, float]]
    """Minimum probability at which a proposal is kept, by operating point and label; missing labels are left to the rules."""
    unfamiliar: Mapping[str, float]
    """Minimum score of a NAME that contains no known name, by operating point (`pii.network.encoding.decode`)."""
    east_asian: Mapping[str, float]
    """Minimum score of a NAME in Chinese or Japanese, by operating point."""
    evidence: tuple[str, ...]
    """The marks that the network reads in addition to the text, in id order (`pii.network.evidence`); empty if it reads none."""
    temperatures: Mapping[str, float]
    """Divisors of each label's logits; the graph already applies them, other runtimes of the same weights must."""
    gate: Mapping[str, Any]
    """Settings of `pii.detectors.gate.Gate`."""
    look: Look | None
    """Settings of the first look, if there is one."""
    digest: str
    """Digest of the whole bundle."""

    def thresholds(self, operating_point: str) -> Mapping[str, float]:
        """Return the thresholds of an operating point.

        Raises:
            ConfigError: the bundle has no operating point of that name.
        """
        try:
            return self.operating_points[operating_point]
        except KeyError:
            known = ", ".join(self.operating_points)
            raise ConfigError(f"operating point {operating_point!r} is not in the bundle; it has: {known}") from None


def default_path() -> Path:
    """The folder of the model inside the package."""
    return Path(str(resources.files("pii"))) / "model"


def load_bundle(path: str | Path | None = None) -> Bundle:
    """Load a bundle, by default the packaged one, and check every digest.

    Raises:
        ModelError: a file is missing or damaged, the graph reads external files, or the bundle has another format.
    """
    folder = default_path() if path is None else Path(path)
    try:
        raw = (folder / CONFIG).read_bytes()
        config: Any = json.loads(raw)
    except FileNotFoundError:
        raise ModelError(
            f"no model bundle at {folder}: {CONFIG} is missing; give model=… or --model a folder"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"model bundle {folder}: {CONFIG} cannot be read: {error}") from error
    if not isinstance(config, dict):
        raise ModelError(f"model bundle {folder}: {CONFIG} holds no JSON object; export it again")
    try:
        return _bundle(folder, cast(dict[str, Any], config), hashlib.sha256(raw).hexdigest())
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ModelError(f"model bundle {folder}: {CONFIG} lacks or garbles {error}; export it again") from error


def _bundle(folder: Path, config: Mapping[str, Any], digest: str) -> Bundle:
    if config.get("format") != FORMAT:
        raise ModelError(f"model bundle {folder} has format {config.get('format')!r}; this version reads {FORMAT}")
    labels = labels_of(config["tags"])
    for name in (MODEL, TOKENIZER, *((LOOK,) if config.get("look") else ())):
        wanted = config["files"][name]
        try:
            found = file_digest(folder / name)
        except OSError as error:
            raise ModelError(f"model bundle {folder}: {name} cannot be read: {error.strerror}") from error
        if found != wanted:
            raise ModelError(
                f"model bundle {folder}: {name} has SHA-256 {found[:12]}…, {CONFIG} says {str(wanted)[:12]}…; "
                "it is damaged or was changed: install or export it again"
            )
        if name in (MODEL, LOOK) and _EXTERNAL in (folder / name).read_bytes():
            raise ModelError(
                f"model bundle {folder}: {name} keeps weights in other files, which no digest covers; export it with them "
                "inside"
            )
    window, overlap = int(config["window"]), int(config["overlap"])
    if not 0 <= overlap < window:
        raise ModelError(
            f"model bundle {folder}: windows of {window} tokens cannot overlap by {overlap}; expected 0 <= overlap < window"
        )
    return Bundle(
        path=folder,
        labels=labels,
        window=window,
        overlap=overlap,
        prefix=tuple(config["prefix"]),
        suffix=tuple(config["suffix"]),
        padding=int(config["padding"]),
        operating_points={
            name: {label: float(limits[label]) for label in labels}
            for name, limits in config["operating_points"].items()
        },
        verdicts={
            name: {label_named(label): float(limit) for label, limit in limits.items()}
            for name, limits in config.get("verdicts", {}).items()
        },
        unfamiliar={name: float(limit) for name, limit in config.get("unfamiliar", {}).items()},
        east_asian={name: float(limit) for name, limit in config.get("east_asian", {}).items()},
        evidence=tuple(config.get("evidence", ())),
        temperatures=dict(config.get("temperatures", {})),
        gate=config["gate"],
        look=Look(float(config["look"]["threshold"]), int(config["look"]["context"])) if config.get("look") else None,
        digest=digest,
    )


def file_digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
