"""Shards of documents: find them, read them, write them redacted. `pii.runs.runner` does it for many."""

from pii.shards.base import Counts, Format, Shard, ShardOptions, SourceFile
from pii.shards.detect import Finding, detect_shard
from pii.shards.discover import find_shards
from pii.shards.failures import Failure

__all__ = [
    "Counts",
    "Failure",
    "Finding",
    "Format",
    "Shard",
    "ShardOptions",
    "SourceFile",
    "detect_shard",
    "find_shards",
]
