"""The rates for `pii plan`: those of the whole command over real repositories, as last measured."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.process import ROOT
from pii.errors import ConfigError

RATES = ROOT / "pii" / "runs" / "rates.json"
COMMAND = "python -m benchmarks throughput --suite pipeline --corpus repositories"


def write(result: Mapping[str, Any], path: Path = RATES) -> list[dict[str, Any]]:
    """Replace the CPU's rates by one core's for each set of detectors; rates of other devices stay.

    For each set, the single-worker row with the most text counts, since start-up hardly matters in a long run.

    Raises:
        ConfigError: the result has no row of one worker.
    """
    alone = [row for row in result.get("rows", ()) if row["workers"] == 1]
    if not alone:
        raise ConfigError(f"no measured rate of one worker; run: {COMMAND}")
    largest = {row["settings"]["detectors"]: row for row in sorted(alone, key=lambda row: row["megabytes"])}
    rates = [
        {
            "device": "cpu",
            "detectors": detectors,
            "megabytes_per_second": round(row["megabytes_per_second"], 2),
            "unit": "core",
            "machine": f"{row['machine']['processor']}, {row['machine']['cores']} cores, {row['machine']['memory_gib']} GiB",
            "measured": row["date"],
            "command": f"{COMMAND} ({row['title']})",
        }
        for detectors, row in sorted(largest.items(), reverse=True)
    ]
    known = json.loads(path.read_text(encoding="utf-8"))["rates"] if path.exists() else []
    rates += [rate for rate in known if rate["device"] != "cpu"]
    path.write_text(json.dumps({"rates": rates}, indent=2) + "\n", encoding="utf-8")
    return rates
