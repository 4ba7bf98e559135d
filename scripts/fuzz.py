"""Runs the property tests with one seed after another until time is up: `make fuzz MINUTES=30`.

Prints how many examples passed; the first failure ends the run with pytest's report, which names the seed.
"""

import argparse
import re
import subprocess
import sys
import time

SUITES = (
    "tests/pii/test_fuzz.py",
    "tests/pii/test_invariants.py",
    "tests/annotation/test_fuzz.py",
    "tests/annotation/formats/test_nothing_lost.py",
)
_PASSED = re.compile(r"(\d+) passing")


def main() -> int:
    """Returns the exit status: 1 if an example failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0, help="the first one; each round has the next")
    parser.add_argument("suites", nargs="*", default=SUITES)
    options = parser.parse_args()
    started, rounds, examples = time.monotonic(), 0, 0
    while time.monotonic() - started < 60 * options.minutes:
        seed = options.seed + rounds
        command = [sys.executable, "-m", "pytest", "-q", "--hypothesis-show-statistics", f"--hypothesis-seed={seed}"]
        done = subprocess.run([*command, *options.suites], capture_output=True, text=True)
        if done.returncode:
            print(done.stdout, done.stderr, f"seed {seed}", sep="\n")
            return 1
        rounds += 1
        examples += sum(map(int, _PASSED.findall(done.stdout)))
        minutes = (time.monotonic() - started) / 60
        print(f"{rounds} rounds, {examples:,} examples, {minutes:.1f} minutes", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
