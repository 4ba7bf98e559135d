"""No text takes more than linear time: every expression of the package is judged, every detector attacked.

How an expression is judged: a position automaton has one state for each character class of it. If two different paths lead
from a state back to it over the same characters, n rounds can be read in 2 ** n ways, and a text that fails behind them makes
`re` try them all. Look-around and anchors are taken to hold, a back-reference reads what its group may, and a repeat of more
than a few rounds is taken for an unbounded one: the test may refuse what is harmless. What stands in an atomic group, or in one
round of a possessive repeat, is read in one way alone: it is judged by itself, and what surrounds it sees a run of its
characters.

How a detector is attacked: texts are made of what the scanner looks for, of what stands in attacks that once took long, and of
runs of every kind of sign, at two lengths; the time a character must stay the same.
"""

import ast
import importlib
import pkgutil
import random
import re
import sysconfig
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import pii
from pii.detectors.base import Detector
from pii.detectors.encoder import EncoderDetector
from pii.detectors.rules import RULES, RuleDetector
from pii.expressions import Expression
from pii.redactor import Redactor

_parse: Any = importlib.import_module("re._parser").parse

_ALPHABET = [*map(chr, range(128)), *"éÉ一٣…\u3000\u2028"]
"""ASCII, and of what lies beyond it one of each kind that expressions tell apart."""
_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}
_COUNTED = 4
"""A repeat of at most so many rounds is written out."""
_LEAVES = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


@dataclass
class _Part:
    """A piece of the automaton: in how many ways it may be empty, begin and end."""

    empty: int
    first: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)


def _times(ways: Counter[int], factor: int) -> Counter[int]:
    return Counter({state: many * factor for state, many in ways.items()}) if factor else Counter()


class _Automaton:
    def __init__(self, flags: int) -> None:
        self.flags = flags
        self.characters: list[int] = []
        self.greedy: set[int] = set()
        self.follow: Counter[tuple[int, int]] = Counter()
        self.groups: dict[int, Any] = {}
        self.atoms: list[tuple[Any, int]] = []

    def position(self, characters: int) -> _Part:
        self.characters.append(characters)
        state = len(self.characters) - 1
        return _Part(0, Counter((state,)), Counter((state,)))

    def step(self, a: int, b: int) -> int:
        """The characters over which b follows a; none of those that a possessive run would have taken itself."""
        return self.characters[b] & ~self.characters[a] if a in self.greedy and a != b else self.characters[b]

    def connect(self, left: Counter[int], right: Counter[int]) -> None:
        for a, many in left.items():
            for b, more in right.items():
                self.follow[a, b] += many * more

    def sequence(self, nodes: Any, flags: int) -> _Part:
        whole = _Part(1)
        for node in nodes:
            part = self.node(node, flags)
            self.connect(whole.last, part.first)
            whole = _Part(
                whole.empty * part.empty,
                whole.first + _times(part.first, whole.empty),
                part.last + _times(whole.last, part.empty),
            )
        return whole

    def node(self, node: Any, flags: int) -> _Part:
        kind, argument = str(node[0]), node[1]
        if kind in _LEAVES:
            return self.position(characters(kind, argument, flags))
        if kind == "BRANCH":
            parts = [self.sequence(branch, flags) for branch in argument[1]]
            return _Part(
                sum(part.empty for part in parts),
                sum((part.first for part in parts), Counter()),
                sum((part.last for part in parts), Counter()),
            )
        if kind == "SUBPATTERN":
            number, added, removed, body = argument
            self.groups[number] = body
            return self.sequence(body, (flags | added) & ~removed)
        if kind == "GROUPREF":
            return self.sequence(self.groups[argument], flags)
        if kind == "ATOMIC_GROUP":
            return self.atom(argument, flags)
        if kind in _REPEATS:
            return self.repeat(kind, *argument, flags)
        if kind in ("AT", "ASSERT", "ASSERT_NOT"):
            if kind != "AT":
                self.atoms.append((argument[1], flags))
            return _Part(1)
        raise NotImplementedError(kind)

    def repeat(self, kind: str, least: int, most: int, body: Any, flags: int) -> _Part:
        if kind == "POSSESSIVE_REPEAT":
            part = self.atom(body, flags)
            if most > _COUNTED and len(body) == 1 and str(body[0][0]) in _LEAVES:
                self.greedy |= part.last.keys()
            return _Part(max(part.empty, int(least == 0)), part.first, part.last)
        if most <= _COUNTED:
            return self.counted(least, most, body, flags)
        part = self.sequence(body, flags)
        self.connect(part.last, part.first)
        return _Part(max(part.empty, int(least == 0)), part.first, part.last)

    def counted(self, least: int, most: int, body: Any, flags: int) -> _Part:
        """So many copies, those beyond the least one within the other: no loop."""
        rest = _Part(1)
        for number in range(most, 0, -1):
            part = self.sequence(body, flags)
            self.connect(part.last, rest.first)
            empty = part.empty * rest.empty if number <= least else 1
            rest = _Part(empty, part.first + _times(rest.first, part.empty), rest.last + _times(part.last, rest.empty))
        return rest

    def atom(self, body: Any, flags: int) -> _Part:
        self.atoms.append((body, flags))
        inner = _Automaton(flags)
        inner.groups = self.groups
        empty = inner.sequence(body, flags).empty
        part = self.position(reduce(or_, inner.characters, 0))
        self.connect(part.last, part.first)
        return _Part(empty, part.first, part.last)


_seen: dict[tuple[str, str, int], int] = {}


def characters(kind: str, argument: Any, flags: int) -> int:
    """The characters of the alphabet that a leaf of a parsed expression matches, a bit for each."""
    key = (kind, str(argument), flags)
    if key not in _seen:
        _seen[key] = _characters(kind, argument, flags)
    return _seen[key]


def _characters(kind: str, argument: Any, flags: int) -> int:
    items = argument if kind == "IN" else [("LITERAL", argument)]
    if kind == "ANY":
        items = [("NEGATE", None)] if flags & re.DOTALL else [("NEGATE", None), ("LITERAL", 10)]
    negated = kind == "NOT_LITERAL" or str(items[0][0]) == "NEGATE"
    return sum(1 << bit for bit, c in enumerate(_ALPHABET) if any(_is(c, item, flags) for item in items) != negated)


def _is(character: str, item: Any, flags: int) -> bool:
    kind, value = str(item[0]), item[1]
    if kind == "CATEGORY":
        return re.match(_CATEGORIES[str(value)], character, flags & re.ASCII) is not None
    if kind == "NEGATE":
        return False
    low, high = (value, value) if kind == "LITERAL" else value
    forms = {character, character.lower(), character.upper()} if flags & re.IGNORECASE else {character}
    return any(len(form) == 1 and low <= ord(form) <= high for form in forms)


def ambiguous(regex: re.Pattern[Any]) -> bool:
    """Whether some text can be read by a loop of the expression in two ways."""
    pattern = regex.pattern if isinstance(regex.pattern, str) else regex.pattern.decode("latin-1")
    flags = regex.flags | (0 if isinstance(regex.pattern, str) else re.ASCII)
    tree = _parse(pattern, flags & ~re.ASCII if isinstance(regex.pattern, bytes) else flags)
    waiting: list[tuple[Any, int]] = [(tree, flags)]
    groups: dict[int, Any] = {}
    while waiting:
        nodes, flags = waiting.pop()
        automaton = _Automaton(flags)
        automaton.groups = groups
        automaton.sequence(nodes, flags)
        if _has_two_ways(automaton):
            return True
        waiting += automaton.atoms
    return False


def _has_two_ways(automaton: _Automaton) -> bool:
    after: dict[int, set[int]] = {}
    for a, b in automaton.follow:
        if automaton.step(a, b):
            after.setdefault(a, set()).add(b)
    for loop in _loops(after):
        inside = {a: [(b, automaton.step(a, b)) for b in after[a] & loop] for a in loop}
        if any(automaton.follow[a, b] > 1 for a in loop for b, _ in inside[a]):
            return True
        seen = {(a, a) for a in loop}
        waiting = list(seen)
        while waiting:
            a, b = waiting.pop()
            for c, first in inside[a]:
                for d, second in inside[b]:
                    if not first & second:
                        continue
                    if c == d and a != b:
                        return True
                    pair = (c, d) if c <= d else (d, c)
                    if pair not in seen:
                        seen.add(pair)
                        waiting.append(pair)
    return False


def _loops(after: dict[int, set[int]]) -> Iterator[set[int]]:
    """The strongly connected parts of a graph, as far as they hold a cycle."""
    core = after
    while True:  # what nothing leads to, or what leads nowhere, is in no cycle
        led_to = set().union(*core.values())
        smaller = {a: left for a, following in core.items() if a in led_to and (left := following & core.keys())}
        if smaller == core:
            break
        core = smaller
    reach = {a: _reached(core, a) for a in core}
    done: set[int] = set()
    for a in core:
        if a not in done and a in reach[a]:
            loop = {b for b in reach[a] if a in reach[b]}
            done |= loop
            yield loop


def _reached(after: dict[int, set[int]], start: int) -> set[int]:
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        new = after[waiting.pop()] - seen
        seen |= new
        waiting += new
    return seen


def _modules() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(pii.__path__, "pii."):
        if module.name.endswith("__main__"):
            continue
        try:
            yield importlib.import_module(module.name)
        except ModuleNotFoundError as error:  # the library of an integration, which no extra brings
            if not module.name.startswith("pii.integrations.") or (error.name or "").startswith("pii"):
                raise


def _expressions(value: Any, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    """The compiled expressions in a module's value, those in its containers and data classes too."""
    if isinstance(value, Expression):
        yield value.compiled
    elif isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from _expressions(list(value.values()), depth)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _expressions(one, depth - 1)
    elif depth and type(value).__module__.startswith("pii.") and hasattr(value, "__dataclass_fields__"):
        yield from _expressions([getattr(value, name) for name in value.__dataclass_fields__], depth)


def _all_expressions() -> dict[re.Pattern[Any], str]:
    found: dict[re.Pattern[Any], str] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for regex in _expressions(value):
                found.setdefault(regex, f"{module.__name__}.{name}")
    return found


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(a+)+b", True),
        ("(a*)*b", True),
        ("(a|a)*b", True),
        ("(a|ab|b)*c", True),
        ("(?:a+b?)*c", True),
        (r"(?:\s+-[\w-]+(?:[ =][\w./:~-]+)?)*$", True),
        (r"(?:[A-Z]\.(?:-?[A-Z]\.)*[ \t]*)+x", True),
        ("(?:@[a-z]+ ?(?:and )*)*x", True),
        ("(?i:(?:(?:de|[A-Z][a-z]+) )*)x", True),
        ("(?:a+b)*c", False),
        ("(?:a++b)*c", False),
        ("(?:(?:a+)++)c", False),
        ("(?:@[a-z]++ ?(?:and )*)*x", False),
        ("(?:(?:de|[A-Z][a-z]+) )*x", False),
        (r"(.)\1*x", False),
        ("(?:ab?){0,3}c", False),
    ],
)
def test_judges_expressions(pattern: str, expected: bool) -> None:
    assert ambiguous(re.compile(pattern)) is expected


def test_what_is_judged_ambiguous_takes_exponential_time() -> None:
    regex = re.compile("(?:a|a)*b|(?:a+)+b")
    assert ambiguous(regex)
    short, long = (_seconds(lambda n=n: regex.match("a" * n)) for n in (14, 20))
    assert long > 8 * short


def test_no_expression_of_the_package_is_ambiguous() -> None:
    expressions = _all_expressions()
    assert len(expressions) > 250
    assert [name for regex, name in expressions.items() if ambiguous(regex)] == []


def test_every_expression_of_the_package_is_made_at_import() -> None:
    """Else the test above would not see it; what is made of a text's own words is escaped."""
    hidden: list[str] = []
    for path in Path(pii.__path__[0]).rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                hidden += [f"{path.name}:{node.lineno}" for node in ast.walk(function) if _makes_expression(node)]
    assert sorted(set(hidden)) == []


def _makes_expression(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in ("compile", "match", "fullmatch", "search", "split", "sub", "finditer", "findall")
        and isinstance(node.args[0], ast.Constant)
        and any(sign in str(node.args[0].value) for sign in "*+{")
    )


_SIGNS = list(" aA0-#*/+._:,=\\'\"\t\n([{<>@|%&$!é©\u3042")
_PIECES = (
    *(
        "A.",
        "a.",
        "A.A. ",
        "a b ",
        "Jane Roe ",
        "- Jane Roe\n- x\n",
        "@a ",
        "a@a ",
        "ab:",
        "::",
        "'x',",
        '"x",',
        "\\n",
        "--a ",
    ),
    *(
        "a=1;",
        "1.",
        " and ",
        '="',
        "by ",
        " at ",
        " dot ",
        "van ",
        "de ",
        "%41",
        "&a;",
        "A-",
        "@aand ",
        "To  ",
        "\r\n",
        " \n",
        "\n\n",
    ),
)
_KNOWN = (
    *(
        "password='x'",
        "password: ",
        "moss7   10.1.2.3\n",
        "    moss (1.2.3.4)\n",
        "identified by ",
        "IDENTIFIED BY 'x', ",
        "PuTTY-User-Key-File-2:\n",
        "xab:ab:",
        "by Jane Roe",
    ),
    *(
        "-----BEGIN PRIVATE KEY-----",
        "Copyright ",
        "@author ",
        "author:",
        "ssh ",
        "AKIAABCDEFGHIJKLMNOP ",
        "sk-proj-",
        "xoxb-",
    ),
    *("A. Copyright ", "AKIA2E0A8F3B244C9986 ", '{"name": "Jane Roe", ', "ghp_", "token=token"),
)


def _known_attacks(size: int) -> Iterator[str]:
    """Attacks that took minutes or for ever, and what is like them."""
    for piece in (*_SIGNS, *_PIECES):
        run = piece * (size // len(piece))
        for line in (
            "{} the password: hunter2x",
            "// {} password = hunter2x",
            "Copyright {}!",
            "@author {}!",
            "ssh {}",
            'author = "{}',
        ):
            yield line.format(run)
        yield "-----BEGIN PRIVATE KEY-----" + run
    for piece in _KNOWN:
        yield piece * (size // len(piece))
    yield " ".join(f"AKIA{number:016X}" for number in range(16**8, 16**8 + size // 21))


@cache
def _places() -> tuple[str, ...]:
    """An example of what each pattern of the rules' scanner matches."""
    patterns = RuleDetector().scanner.patterns.values()
    return tuple(dict.fromkeys(_example(_parse(pattern)) for pattern in patterns))


def _example(nodes: Any) -> str:
    return "".join(_example_of(str(kind), argument) for kind, argument in nodes)


def _example_of(kind: str, argument: Any) -> str:
    if kind in _LEAVES:
        mask = characters(kind, argument, re.ASCII)
        fitting = (c for c in (*"aA0 x", *_ALPHABET) if mask >> _ALPHABET.index(c) & 1)
        return next(fitting, "é")  # a byte of a character beyond ASCII
    if kind == "BRANCH":
        return _example(argument[1][0])
    if kind == "SUBPATTERN":
        return _example(argument[3])
    if kind in _REPEATS:
        return _example(argument[2]) * argument[0]
    return ""


def _mixed_attacks(size: int, share: float) -> Iterator[str]:
    """Every place with a share of the runs: behind it, before it, between many of it."""
    chance = random.Random(17)
    for place in _places():
        for piece in (*_SIGNS, *_PIECES):
            if chance.random() < share:
                run = piece * (size // len(piece))
                yield place + run
                yield run + place + "'hunter2x!"
                yield (place + piece) * (size // len(place + piece))
                yield (place + piece * 12) * (size // len(place + piece * 12))


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


_SLOWEST = 15e-6
"""Seconds a character, by far: 64 kB take 1 s then."""
_DENSE = (
    "@aand ",
    "(@aand) ",
    "CopyrightA",
    "TODO(a@a ",
    "@tcp(" + "A." * 12,
    "@tcp(",
    "\u00a9",
    "mysql a b ",
    "net use \u3042",
    "htpasswd -",
    "AccountKey=*",
    "passw:\n" + "\t\n" * 500,
    "Present:,",
)
"""Places so close to each other that reading all around each of them took 8 to 20 microseconds a character."""


def _check(detector: Detector | Redactor, attack: Callable[[int], Iterator[str]], size: int) -> None:
    detect = detector.redact_batch if isinstance(detector, Redactor) else detector.detect
    detect(["warm"])
    texts = list(attack(size))
    spent = [_seconds(lambda text=text: detect([text])) for text in texts]
    # Only what is slow for its length can be more than linear: the rest is over in microseconds.
    suspects = sorted(range(len(texts)), key=lambda number: -spent[number] / (len(texts[number]) + 200))[:12]
    longer = list(attack(4 * size))
    for number in suspects:
        text = longer[number]
        long = min(_seconds(lambda text=text: detect([text])) for _ in range(3))
        before = max(spent[number] / max(1, len(texts[number])), 2e-6)
        assert long < _SLOWEST * len(text), (long, len(text), text[:60])
        assert long < 2.5 * before * len(text), (long, before, text[:60])


def test_rules_stay_linear_under_known_attacks() -> None:
    _check(RuleDetector(), _known_attacks, 2_000)


def test_rules_stay_linear_at_every_place() -> None:
    _check(RuleDetector(), lambda size: _mixed_attacks(size, 0.12), 1_000)


def test_all_but_the_network_stays_linear_up_to_the_redacted_text() -> None:
    redactor = Redactor(["rules", "secrets"])
    _check(redactor, _known_attacks, 2_000)
    _check(redactor, lambda size: _mixed_attacks(size, 0.02), 1_000)


def test_a_private_key_of_one_line_is_taken_apart_once() -> None:
    redactor = Redactor(["rules", "secrets"])
    text = "-----BEGIN PRIVATE KEY-----" + "A" * 65_536
    redactor.detect("warm")
    assert _seconds(lambda: redactor.detect(text)) < 1


def test_where_no_name_ends_none_is_looked_for() -> None:
    redactor = Redactor(["rules", "secrets"])
    text = ("a" * 32 + "-us01.") * 100
    redactor.detect("warm")
    assert _seconds(lambda: redactor.detect(text)) < 15e-6 * len(text)


@pytest.mark.parametrize("piece", _DENSE)
def test_what_stands_around_dense_places_is_not_read_for_each(piece: str) -> None:
    rules, text = RuleDetector(), piece * (4_000 // len(piece))
    rules.detect(["warm"])
    assert min(_seconds(lambda: rules.detect([text])) for _ in range(5)) < 7e-6 * len(text)


@pytest.mark.parametrize("row", ["moss7   10.1.2.3\n", "    moss (1.2.3.4)\n"])
def test_what_a_text_holds_is_asked_once_and_not_for_each_row(row: str) -> None:
    """Whether rows are those of `pip list`, or of a lock file, is said far above them."""
    rules, text = RuleDetector(), row * (120_000 // len(row))
    rules.detect(["warm"])
    assert _seconds(lambda: rules.detect([text])) < 15e-6 * len(text)


_LARGE = 65_536
_WITHIN = 2
"""Seconds of processor time that so many characters of anything take, at most."""


@pytest.mark.parametrize("names", ["rules", "rules,secrets,encoder"])
def test_64_kb_of_anything_take_less_than_two_seconds(names: str) -> None:
    """Of pieces that are repeated and a sample of the other attacks the worst are made as long as that."""
    redact = Redactor(names.split(",")).redact_batch
    redact(["warm"])
    long = {piece * (2_000 // len(piece)): piece * (_LARGE // len(piece)) for piece in (*_KNOWN, *_SIGNS, *_PIECES)}
    for attack in (_known_attacks, _some_mixed):
        long |= dict(zip(attack(2_000), attack(_LARGE), strict=True))
    for _, short in _worst(redact, long, 8):
        text = long[short]
        assert _seconds(lambda text=text: redact([text])) < _WITHIN, text[:60]


def _some_mixed(size: int) -> Iterator[str]:
    return _mixed_attacks(size, 0.008)


def _worst(redact: Callable[[list[str]], Any], attacks: Iterable[str], count: int) -> list[tuple[float, str]]:
    """The attacks of which a character takes longest, with its seconds, the longest in front."""
    first = sorted(((_seconds(lambda text=text: redact([text])) / len(text), text) for text in attacks), reverse=True)
    again = [(min(_seconds(lambda t=t: redact([t])) for _ in range(3)) / len(t), t) for _, t in first[: 4 * count]]
    return sorted(again, reverse=True)[:count]


def test_millions_of_blanks_are_read() -> None:
    """The pre-tokenizers' engine overflowed its stack on them."""
    assert Redactor(["rules", EncoderDetector(gate=False)]).detect(" " * 1_500_000 + "x") == []


def _ordinary(size: int = 1_000_000) -> list[str]:
    """A megabyte of files of the standard library, drawn at random."""
    library = Path(sysconfig.get_path("stdlib"))
    files = sorted(path for path in library.rglob("*.py") if "site-packages" not in path.parts)
    random.Random(17).shuffle(files)
    texts: list[str] = []
    for path in files:
        texts.append(path.read_text(encoding="utf-8", errors="replace"))
        if sum(map(len, texts)) > size:
            break
    return texts


def _slowest_rule(text: str) -> str:
    spent = {rule.name: _seconds(lambda rule=rule: _alone(rule.name).propose([text])) for rule in RULES}
    return max(spent, key=spent.__getitem__)


@cache
def _alone(name: str) -> RuleDetector:
    detector = RuleDetector([name])
    detector.detect(["warm"])
    return detector


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("names", ["rules", "rules,secrets", "rules,secrets,encoder"])
def test_the_worst_attacks_beside_ordinary_text(capsys: pytest.CaptureFixture[str], names: str) -> None:
    """Prints how long a character of the worst attacks takes, and of ordinary text: `-s -m soak` and this name."""
    redact = Redactor(names.split(",")).redact_batch
    ordinary = _ordinary()
    redact(ordinary[:2])
    usual = min(_seconds(lambda: redact(ordinary)) for _ in range(2)) / sum(map(len, ordinary))
    share = 0.05 if "encoder" in names else 0.12
    long = dict(
        zip(
            (*_known_attacks(2_000), *_mixed_attacks(2_000, share)),
            (*_known_attacks(_LARGE), *_mixed_attacks(_LARGE, share)),
            strict=True,
        )
    )
    worst = _worst(redact, long, 12)
    large = {short: _seconds(lambda text=long[short]: redact([text])) for _, short in worst}
    lines = [f"{names}: {len(long):,} attacks; ordinary text {1e6 * usual:.3f} µs a character"]
    lines += [
        f"{1e6 * spent:6.1f} µs {spent / usual:5.0f} × 64 kB {large[text]:4.2f} s {text[:40]!r:46} {_slowest_rule(text)}"
        for spent, text in worst
    ]
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert max(large.values()) < _WITHIN
