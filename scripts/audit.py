"""Known vulnerabilities of the pinned versions: `make audit`.

The exit status is 1 if there are any, and 2 if it cannot tell: when PyPI's advisories are out of reach, pip-audit skips
packages and finds nothing, which proves nothing.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

KNOWN, UNKNOWN = 1, 2


def main() -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("requirements", type=Path, help="a file of pinned versions")
    requirements: Path = parser.parse_args().requirements
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--no-deps", "--disable-pip"]
    done = subprocess.run([*command, "--requirement", str(requirements)], capture_output=True, text=True)
    status, lines = verdict(done.stdout, done.stderr)
    print("\n".join(lines))
    return status


def verdict(output: str, errors: str = "") -> tuple[int, list[str]]:
    """The exit status and the lines to print for pip-audit's JSON or, if it wrote none, for its errors."""
    try:
        packages = json.loads(output)["dependencies"]
    except ValueError:
        last = (errors.strip().splitlines() or ["it wrote nothing"])[-1]
        return UNKNOWN, [f"cannot say: pip-audit did not reach the advisories ({last[:200]})"]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    lines = [line for package in packages for line in _advisories(package)]
    status = KNOWN if lines else UNKNOWN if skipped else 0
    if skipped:
        lines.append(f"cannot say of {len(skipped)} of {len(packages)} packages, whose advisories are out of reach")
    return status, lines or [f"no known vulnerability in {len(packages)} packages"]


def _advisories(package: dict[str, object]) -> Iterator[str]:
    found = package.get("vulns")
    for advisory in found if isinstance(found, list) else ():
        fixed = ", ".join(advisory["fix_versions"]) or "no version"
        yield f"{package['name']} {package['version']}: {advisory['id']}, mended in {fixed}"


if __name__ == "__main__":
    sys.exit(main())
