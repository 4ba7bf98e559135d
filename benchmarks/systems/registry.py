"""The systems available on the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pii.errors import ConfigError
from pii.labels import CREDENTIALS, Label

ALL = frozenset(Label)
ADDRESSES = frozenset({Label.EMAIL, Label.IP_ADDRESS})


@dataclass(frozen=True, slots=True)
class System:
    """A system under test and how it is run."""

    name: str
    title: str
    """How tables name it: exactly what was run."""
    adapter: str
    """The module of `benchmarks.systems` that runs it, or a predictions file for the adapter `predictions`."""
    attempts: frozenset[str] = ALL
    """The labels that it looks for."""
    options: Mapping[str, Any] = field(default_factory=dict)
    environment: str | None = None
    """The requirements file under `environments/` that it needs; None for the environment of this checkout."""
    batch: int = 1
    """Documents handed over at once."""
    ours: bool = False


def _ours(name: str, title: str, **options: Any) -> System:
    return System(name, title, "ours", options=options, batch=64, ours=True)


_KNOWN = (
    _ours("ours", "ours (default)"),
    _ours("ours-rules", "ours: rules", detectors=["rules"]),
    _ours("ours-rules+secrets", "ours: rules + secrets", detectors=["rules", "secrets"]),
    _ours("ours-full", "ours: rules + encoder", detectors=["rules", "encoder"]),
    _ours("ours-encoder", "ours: encoder alone", detectors=["encoder"]),
    _ours("ours-gate-off", "ours: gate off", detectors=["rules", "encoder"], gate=False),
    _ours("ours-recall", "ours at the recall point", operating_point="recall"),
    _ours("ours-precision", "ours at the precision point", operating_point="precision"),
    System(
        "bigcode-regex",
        "BigCode's regexes + detect-secrets preset (written from the description)",
        "bigcode_regex",
        ADDRESSES | {Label.KEY},
        environment="bigcode-regex",
    ),
    System(
        "detect-secrets",
        "detect-secrets, default settings",
        "detect_secrets",
        CREDENTIALS,
        environment="detect-secrets",
    ),
    System("datatrove", "datatrove PIIFormatter (public IPs only)", "datatrove", ADDRESSES, environment="datatrove"),
    System(
        "datatrove-all-ips",
        "datatrove PIIFormatter (all IPs)",
        "datatrove",
        ADDRESSES,
        {"only_public_ips": False},
        "datatrove",
    ),
    System(
        "presidio-regex",
        "Presidio's e-mail and IP recognizers (no language model)",
        "presidio",
        ADDRESSES,
        environment="presidio-regex",
    ),
    System(
        "presidio",
        "Presidio's engine with spaCy's small English model",
        "presidio",
        ADDRESSES | {Label.NAME},
        {"language_model": True},
        "presidio",
    ),
    System(
        "rampart",
        "Rampart with its package's recognizers",
        "rampart",
        ADDRESSES | {Label.NAME},
        environment="rampart",
    ),
    System("kingfisher", "Kingfisher", "kingfisher", CREDENTIALS, environment="kingfisher"),
    System("betterleaks", "betterleaks", "betterleaks", CREDENTIALS, environment="betterleaks"),
    System(
        "credsweeper",
        "CredSweeper with its model (trained on CredData)",
        "credsweeper",
        CREDENTIALS,
        environment="credsweeper",
    ),
    System("credsweeper-rules", "CredSweeper, rules only", "credsweeper", CREDENTIALS, {"model": False}, "credsweeper"),
    System(
        "scrubadub",
        "scrubadub, default detectors",
        "scrubadub",
        frozenset({Label.EMAIL, Label.USERNAME, Label.PASSWORD}),
        environment="scrubadub",
    ),
)

SYSTEMS: dict[str, System] = {system.name: system for system in _KNOWN}
ABLATIONS: tuple[str, ...] = (
    "ours-rules",
    "ours-rules+secrets",
    "ours-encoder",
    "ours-full",
    "ours-gate-off",
    "ours-precision",
    "ours-recall",
)
BASELINES: tuple[str, ...] = tuple(system.name for system in _KNOWN if not system.ours)


def find(name: str, options: Mapping[str, Any] | None = None) -> System:
    """The system of a name.

    Besides the names in `SYSTEMS`: `transformers:MODEL`, `gliner:MODEL`, a function as `my_module:detect`, a JSON
    Lines file of predictions made elsewhere, and one of ours with another model bundle, `ours@FOLDER`. `options`
    go only to our own systems.

    Raises:
        ConfigError: nothing has this name.
    """
    if name in SYSTEMS:
        system = SYSTEMS[name]
        if not (system.ours and options):
            return system
        return replace(system, options={**system.options, **options})
    base, _, bundle = name.partition("@")
    if bundle and base in SYSTEMS and SYSTEMS[base].ours:
        known = SYSTEMS[base]
        merged = {**known.options, **(options or {}), "model": bundle}
        return replace(known, name=name, title=f"{known.title}, bundle {Path(bundle).name}", options=merged)
    kind, _, rest = name.partition(":")
    if kind == "transformers" and rest:
        return System(name, f"{rest} (transformers)", "token_classification", options={"model": rest})
    if kind == "gliner" and rest:
        return System(name, f"{rest} (GLiNER, zero-shot)", "gliner", options={"model": rest}, environment="gliner")
    if name.endswith(".jsonl"):
        return System(name, f"{Path(name).name} (predictions)", "predictions", options={"path": name})
    if kind and rest and all(part.isidentifier() for part in (*kind.split("."), rest)):
        return System(name, name, "function", options={"name": name}, batch=64)
    raise ConfigError(
        f"no system is called {name!r}; known are {', '.join(SYSTEMS)}, and transformers:MODEL, gliner:MODEL, "
        "my_module:function or a predictions file (.jsonl)"
    )
