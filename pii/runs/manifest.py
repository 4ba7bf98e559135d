"""The manifest of a run: what was read and written, with which settings and versions; enough to detect later changes."""

import hashlib
import json
import platform
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pii
from pii.errors import InputError
from pii.runs.ledger import Entry
from pii.shards.base import Counts, Shard, ShardOptions
from pii.shards.storage import filesystem

_LIBRARIES = ("hyperscan", "numpy", "onnxruntime", "onnxruntime-gpu", "pyarrow", "tiktoken", "tokenizers", "zstandard")


def manifest_name(rank: int, world_size: int) -> str:
    """File name of a rank's manifest."""
    return "manifest.json" if world_size == 1 else f"manifest-{rank}-of-{world_size}.json"


def manifest(settings: Mapping[str, object], shards: Iterable[Shard], entries: Mapping[str, Entry]) -> Iterator[bytes]:
    """Yield the manifest as JSON, one line per shard. It holds no value of a span, and no time."""
    head = {
        "version": pii.__version__,
        "python": platform.python_version(),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name)) is not None},
        "settings": settings,
        "settings_sha256": hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest(),
    }
    total = Counts()
    yield json.dumps(head, indent=1)[:-2].encode() + b',\n "shards": [\n'
    separator = b"  "
    for shard in shards:
        if (entry := entries.get(shard.name)) is not None:
            total.add(entry.counts)
            yield separator + json.dumps(_line(shard, entry)).encode()
            separator = b",\n  "
    yield b'\n ],\n "counts": ' + json.dumps(asdict(total)).encode() + b"\n}\n"


def _line(shard: Shard, entry: Entry) -> dict[str, object]:
    return {
        "name": shard.name,
        "format": shard.format,
        "status": entry.status,
        "reason": entry.reason,
        "inputs": [{"name": name, "bytes": size, "sha256": digest} for name, size, _, digest, _ in entry.inputs],
        "outputs": [{"name": name, "bytes": size, "sha256": digest} for name, size, digest, _ in entry.outputs],
        "counts": asdict(entry.counts),
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file as a run wrote it."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class OutputShard:
    """A shard that a run has completed."""

    name: str
    format: str
    files: tuple[OutputFile, ...]
    """Includes sidecars."""


def read_manifests(output: str, folder: str) -> tuple[list[OutputShard], ShardOptions]:
    """Read the shards in an output directory, and the options for extracting their documents.

    Raises:
        InputError: no run has written it, or a manifest cannot be read.
    """
    system, path = filesystem(f"{output.rstrip('/')}/{folder}")
    found: list[str] = sorted(system.glob(f"{path}/manifest*.json"))
    if not found:
        raise InputError(f"{output}: there is no manifest; only what a run of pii redact has written can be verified")
    shards: list[OutputShard] = []
    options = ShardOptions()
    for file in found:
        try:
            data: dict[str, Any] = json.loads(system.cat_file(file))
            options = ShardOptions(**data["settings"]["shards"])
            shards += [_shard(line) for line in data["shards"] if line["status"] in ("done", "partial")]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{posixpath.basename(file)} is damaged ({type(error).__name__})") from error
    return shards, options


def _shard(line: Mapping[str, Any]) -> OutputShard:
    files = tuple(OutputFile(file["name"], file["bytes"], file["sha256"]) for file in line["outputs"])
    return OutputShard(line["name"], line["format"], files)
