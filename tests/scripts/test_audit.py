"""What is said of vulnerabilities, and of what cannot be said."""

import importlib.util
import json
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("audit", Path(__file__).parents[2] / "scripts" / "audit.py")
assert _SPEC is not None and _SPEC.loader is not None
audit = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(audit)

SOUND = {"name": "sound", "version": "1", "vulns": []}
HOLED = {"name": "holed", "version": "2", "vulns": [{"id": "PYSEC-0000-1", "fix_versions": ["3"], "aliases": []}]}
SKIPPED = {"name": "far", "skip_reason": "Dependency not found on PyPI and could not be audited: far (1)"}


@pytest.mark.parametrize(
    "packages, status, said",
    [
        ([SOUND], 0, "no known vulnerability in 1 packages"),
        ([SOUND, HOLED], 1, "holed 2: PYSEC-0000-1, mended in 3"),
        ([SOUND, SKIPPED], 2, "cannot say of 1 of 2 packages, whose advisories are out of reach"),
        ([HOLED, SKIPPED], 1, "cannot say of 1 of 2 packages, whose advisories are out of reach"),
    ],
)
def test_what_is_left_out_is_no_good_news(packages: list[dict[str, object]], status: int, said: str) -> None:
    found, lines = audit.verdict(json.dumps({"dependencies": packages, "fixes": []}))
    assert found == status and said in lines


def test_advisories_that_are_out_of_reach_are_said_to_be() -> None:
    assert audit.verdict("", "Traceback\nConnectionError: refused") == (
        2,
        ["cannot say: pip-audit did not reach the advisories (ConnectionError: refused)"],
    )
