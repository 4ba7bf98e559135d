"""`pii plan`: hours and cost of a corpus from measured rates."""

from pathlib import Path
from typing import Annotated

import typer

from pii.cli import options
from pii.runs.planner import Estimate, choose_rate, load_rates


def plan(
    bytes: Annotated[str, typer.Option(help="Text to redact, as UTF-8, such as 800GB or 6.4TB.")],
    device: Annotated[str, typer.Option(help="Device whose measured rate to use, such as cpu or h200.")] = "cpu",
    nodes: Annotated[int, typer.Option(min=1, help="Machines, of --per-node cores or GPUs each.")] = 1,
    per_node: Annotated[int, typer.Option(min=1, help="Cores a machine, or GPUs for a rate measured by GPU.")] = 1,
    detectors: options.Detectors = options.DEFAULT,
    price_per_hour: Annotated[float | None, typer.Option(min=0, help="What a machine costs an hour.")] = None,
    rates: Annotated[Path | None, typer.Option(help="File with rates measured by yourself.")] = None,
) -> None:
    """Estimate hours and cost of a corpus, with the formula; only from rates that were measured."""
    estimate = Estimate(choose_rate(load_rates(rates), device, detectors), options.parse_bytes(bytes), nodes * per_node)
    rate = estimate.rate
    print(f"hours = bytes / (rate × units a node × nodes × 3600 s); a unit is one {rate.unit}")
    print(
        f"      = {estimate.bytes:,} / ({rate.megabytes_per_second:g} MB/s × {per_node} × {nodes} × 3600 s)"
        f" = {estimate.hours:,.2f}"
    )
    if price_per_hour is not None:
        print(f"cost  = hours × nodes × price = {estimate.hours * nodes * price_per_hour:,.2f}")
    print(
        f"rate: one {rate.unit}, detectors {rate.detectors}, {rate.machine}, measured {rate.measured}: {rate.command}"
    )
