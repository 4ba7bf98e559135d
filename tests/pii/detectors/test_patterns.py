import json
import os
import random
import re._constants as ops
import re._parser as parser
import subprocess
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from pii.detectors.gate import Gate
from pii.detectors.rules import RuleDetector
from pii.detectors.scan import Scanner
from pii.network.bundle import default_path

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


def _made(tree: Iterable[Any], rng: random.Random) -> str:
    """Something like a match of an expression, as `re` has parsed it; of repeats some few, or very many."""
    pieces: list[str] = []
    for op, given in tree:
        if op is ops.LITERAL:
            pieces.append(chr(given))
        elif op is ops.IN:
            kind, one = rng.choice(given)
            if kind is ops.LITERAL:
                pieces.append(chr(one))
            else:
                pieces.append(chr(rng.randint(*one)) if kind is ops.RANGE else rng.choice("x7 _\n"))
        elif op is ops.BRANCH:
            pieces.append(_made(rng.choice(given[1]), rng))
        elif op is ops.SUBPATTERN:
            pieces.append(_made(given[3], rng))
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            least, most, repeated = given
            times = min(most, least + rng.choice((0, 0, 1, rng.randint(0, 8), 40)))
            pieces += [_made(repeated, rng) for _ in range(times)]
        elif op is not ops.AT:
            pieces.append(rng.choice("a.\n"))
    return "".join(pieces)


def _text_like(pattern: str, rng: random.Random) -> str:
    """A text of matches of a pattern, of pieces of some, and of such in the other case, with little between them."""
    tree = parser.parse(pattern)
    pieces: list[str] = []
    for _ in range(60):
        piece = _made(tree, rng)
        if rng.random() < 0.4:
            first, last = sorted(rng.randint(0, len(piece)) for _ in range(2))
            piece = piece[first:last]
        elif rng.random() < 0.2:
            piece = "".join(letter.swapcase() if letter.isascii() else letter for letter in piece)
        pieces += (piece, rng.choice(("", "", " ", "\n", "\t")))
    # What patterns say of characters beyond ASCII they say in bytes of UTF-8.
    return "".join(pieces).encode("latin-1").decode("utf-8", "replace")


def _gate_patterns() -> Mapping[str, str]:
    scanner = Gate.from_settings(json.loads((default_path() / "config.json").read_text())["gate"])._scanner
    assert scanner is not None
    return scanner.patterns


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("of", ["rules", "gate"])
def test_engines_agree_on_texts_of_a_patterns_own_alphabet(of: str, seed: int) -> None:
    """Vectorscan 5.4 overlooks matches of some patterns with a repeat of more than 15 between a sign and words that overlap."""
    pytest.importorskip("hyperscan")
    rng = random.Random(seed)
    patterns = RuleDetector().scanner.patterns if of == "rules" else _gate_patterns()
    texts = [_text_like(pattern, rng) for pattern in patterns.values()]
    hits = 0
    for (name, pattern), text, found in zip(
        patterns.items(), texts, Scanner(patterns, engine="hyperscan").scan_batch(texts), strict=True
    ):
        expected = Scanner({name: pattern}, engine="re").scan(text)
        assert found.get(name, []) == expected, name
        hits += len(expected)
    assert hits > 10 * len(patterns)
