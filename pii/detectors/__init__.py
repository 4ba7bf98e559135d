"""The packaged detectors, loaded at first use: `Rules`, `Secrets` and `Encoder`, or by name."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pii.detectors.base import Detector
from pii.errors import ConfigError

if TYPE_CHECKING:
    from pii.detectors.encoder import EncoderDetector as Encoder
    from pii.detectors.rules import RuleDetector as Rules
    from pii.detectors.secrets import SecretsDetector as Secrets

_CLASSES: dict[str, tuple[str, str]] = {
    "Rules": ("pii.detectors.rules", "RuleDetector"),
    "Secrets": ("pii.detectors.secrets", "SecretsDetector"),
    "Encoder": ("pii.detectors.encoder", "EncoderDetector"),
}

DETECTORS: tuple[str, ...] = ("rules", "secrets", "encoder")
"""The detectors that can be requested by name."""

DEFAULT_DETECTORS: tuple[str, ...] = ("rules", "encoder")
"""Without detect-secrets' plugins, which find nothing that the rules miss."""


def __getattr__(name: str) -> Any:
    # Each imports libraries that `import pii` must not load.
    if name not in _CLASSES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, class_name = _CLASSES[name]
    return getattr(import_module(module), class_name)


def named(
    names: Iterable[str | Detector],
    *,
    model: str | Path | None = None,
    device: str = "cpu",
    operating_point: str = "balanced",
    gate: bool = True,
    thresholds: Mapping[str, float] | None = None,
) -> tuple[Detector, ...]:
    """Return the detectors of these names; objects among them are returned unchanged. The options are those of `Encoder`.

    Raises:
        ConfigError: an unknown name.
        MissingDependencyError, ModelError, DeviceError: see `Encoder`.
    """
    if isinstance(names, str):
        raise ConfigError(f"detectors are a list of names, not the one string {names!r}")

    def build(name: str) -> Detector:
        if name not in DETECTORS:
            raise ConfigError(f"unknown detector {name!r}; there are: {', '.join(DETECTORS)}")
        if name == "encoder":
            from pii.detectors.encoder import EncoderDetector

            return EncoderDetector(model, device, operating_point, gate, thresholds)
        return __getattr__({"rules": "Rules", "secrets": "Secrets"}[name])()

    return tuple(build(name) if isinstance(name, str) else name for name in names)


__all__ = ["DEFAULT_DETECTORS", "DETECTORS", "Detector", "Encoder", "Rules", "Secrets", "named"]
