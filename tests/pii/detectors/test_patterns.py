import os
import subprocess
import sys

_PATTERNS = "from pii.detectors.rules import RuleDetector; print(dict(RuleDetector().scanner.patterns))"


def test_the_patterns_of_the_rules_are_the_same_in_every_process() -> None:
    """Else no process finds the database that another one has compiled, which takes seconds."""
    found = {
        subprocess.run(
            [sys.executable, "-c", _PATTERNS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
