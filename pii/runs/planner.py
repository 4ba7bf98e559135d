"""Estimates how long a corpus takes, only where a rate was measured."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pii.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Rate:
    """A measured speed."""

    device: str
    detectors: str
    megabytes_per_second: float
    """10⁶ bytes of UTF-8 text per second and unit, including reading and writing."""
    unit: str
    """What one unit is: `core`, or `GPU with 16 cores`."""
    machine: str
    measured: str
    """Date of the measurement."""
    command: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """Time for a corpus."""

    rate: Rate
    bytes: int
    units: int

    @property
    def hours(self) -> float:
        """Wall-clock hours, if all units are busy all the time."""
        return self.bytes / 1e6 / (self.rate.megabytes_per_second * self.units) / 3600


def load_rates(path: Path | None = None) -> list[Rate]:
    """Return the measured rates that come with the package, or those of another file of the same form.

    Raises:
        ConfigError: the file cannot be read, or a rate is not a positive number.
    """
    source = path or files("pii.runs").joinpath("rates.json")
    try:
        table: list[dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))["rates"]
        for row in table:
            row["megabytes_per_second"] = float(row["megabytes_per_second"])
        rates = [Rate(**row) for row in table]
        # Zero would be a divisor, and NaN would be shown as a rate.
        wrong = [rate for rate in rates if not 0 < rate.megabytes_per_second < math.inf]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"rates {source}: {type(error).__name__}; expected a list 'rates' as in the package"
        ) from error
    if wrong:
        raise ConfigError(
            f"rates {source}: {wrong[0].device} with {wrong[0].detectors} has {wrong[0].megabytes_per_second:g} megabytes per "
            "second; expected a number above 0"
        )
    return rates


def choose_rate(rates: Sequence[Rate], device: str, detectors: str) -> Rate:
    """Return the latest rate for a device and a set of detectors.

    Raises:
        ConfigError: it has not been measured.
    """
    asked = _names(detectors)
    fitting = [rate for rate in rates if rate.device == device and _names(rate.detectors) == asked]
    if fitting:
        return max(fitting, key=lambda rate: rate.measured)
    known = ", ".join(sorted(f"{rate.device} with {rate.detectors}" for rate in rates)) or "nothing yet"
    raise ConfigError(
        f"no measured rate for {device} with {detectors}; measured: {known}. To measure one, run 'pii redact SAMPLE -o OUT' "
        "there with these detectors on some of your data (its summary says MB/s), and give --rates a file like the "
        "package's rates.json with it, per core or GPU"
    )


def _names(detectors: str) -> frozenset[str]:
    """The items of a comma-separated list, in any order."""
    return frozenset(name.strip() for name in detectors.split(",") if name.strip())
