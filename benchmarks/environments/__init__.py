"""An environment for each system, because they do not get along: with gibberish-detector installed, which BigCode's preset needs,
detect-secrets drops readable passwords without a word.

Each is a virtual environment made from the pinned requirements file beside this module, under the cache directory.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.systems.registry import System
from pii.errors import ConfigError, MissingDependencyError

HERE = Path(__file__).parent


def cache_directory() -> Path:
    """Where environments and fetched texts are kept: `$PII_BENCHMARKS_CACHE`, or `pii-for-code` in the user's cache."""
    named = os.environ.get("PII_BENCHMARKS_CACHE")
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(named) if named else base / "pii-for-code"


def folder(name: str) -> Path:
    """Where an environment lives: another set of pins is another environment.

    Raises:
        ConfigError: there is no requirements file of this name.
    """
    requirements = HERE / f"{name}.txt"
    if not requirements.is_file():
        raise ConfigError(f"no environment is called {name!r}: {requirements} does not exist")
    key = requirements.read_bytes() + f"{sys.version_info[:2]}".encode()
    return cache_directory() / "environments" / f"{name}-{hashlib.sha256(key).hexdigest()[:12]}"


def create(name: str) -> Path:
    """Make the environment unless it is there, and return its folder.

    Raises:
        ConfigError: there is no such environment, or its packages cannot be installed.
    """
    target = folder(name)
    if _python(target).exists():
        return target
    # A marker inside would do too, but an interrupted install must not look like a whole one: built aside, renamed last.
    # Only the interpreter's path matters to us, and scripts are never called, so the rename is safe.
    building = target.with_name(f"{target.name}.{os.getpid()}")
    building.parent.mkdir(parents=True, exist_ok=True)
    commands = (
        [sys.executable, "-m", "venv", str(building)],
        [str(_python(building)), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        + ["-r", str(HERE / f"{name}.txt")],
    )
    try:
        for command in commands:
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                raise ConfigError(f"environment {name!r} cannot be made: {done.stderr.strip()[-500:]}")
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return target


def installed(system: System) -> bool:
    """Whether the system's environment has been made."""
    return system.environment is None or _python(folder(system.environment)).exists()


def interpreter(system: System) -> Path:
    """The Python that runs a system.

    Raises:
        MissingDependencyError: its environment has not been made.
    """
    if system.environment is None:
        return Path(sys.executable)
    if not installed(system):
        raise MissingDependencyError(
            f"{system.name} is not installed; run: python -m benchmarks setup --systems {system.name}"
        )
    return _python(folder(system.environment))


def _python(environment: Path) -> Path:
    return environment / "bin" / "python"
