"""What it takes to add a thing: each row of CONTRIBUTING's table, done in a copy of the package or through the public API."""

import filecmp
import re
import shutil
import subprocess
import sys
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

import pii
from pii import Policy, Redactor
from pii.detectors.rules import RuleDetector
from pii.engines.base import Job
from pii.policies import Action
from pii.runs.runner import redact_shards
from pii.shards.base import Shard
from pii.shards.redact import Outcome, Progress, map_here, redact_shard
from pii.spans import Span

PACKAGE = Path(pii.__file__).parent
TESTS = Path(__file__).parents[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package without its model, in a folder of its own."""
    shutil.copytree(PACKAGE, tmp_path / "pii", ignore=shutil.ignore_patterns("__pycache__", "*.onnx"))
    return tmp_path / "pii"


def _touched(copy: Path) -> set[str]:
    """The files of the copy that the package has not, or has otherwise."""
    names = [str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    equal, _, _ = filecmp.cmpfiles(PACKAGE, copy, names, shallow=False)
    return set(names) - set(equal)


def _python(copy: Path, *arguments: str, cwd: Path | None = None) -> str:
    """What Python prints that has the copy in the package's place."""
    environment = {"PYTHONPATH": str(copy.parent), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, "-P", *arguments]
    done = subprocess.run(command, cwd=cwd or copy.parent, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


def test_a_vendors_key_is_a_line(copy: Path) -> None:
    key = "kestrel_" + "Ab3De5Gh7Jk9Lm1Np3Qr5St7Uv9Wx1Yz"
    assert not any(RuleDetector(["key_formats"]).detect([key])[0])

    table = copy / "detectors/rules/credentials/vendors.py"
    head = "FORMATS: tuple[KeyFormat, ...] = (\n"
    line = '    _format("Kestrel", "kestrel_", r"[A-Za-z0-9]{32}"),\n'
    table.write_text(table.read_text("utf-8").replace(head, head + line), "utf-8")

    code = f"from pii.detectors import Rules; print(*Rules().detect([{key!r}])[0])"
    assert "KEY" in _python(copy, "-c", code)
    assert _touched(copy) == {"detectors/rules/credentials/vendors.py"}


PAGE = '''"""Numbers of lockers."""

import re
from collections.abc import Iterator, Sequence

from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.spans import Span

_LOCKER = re.compile(r"Locker (?P<number>[A-Z]\\d{3})\\b")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the numbers at the hits."""
    for hit in hits:
        match = _LOCKER.match(text, hit.start)
        if match:
            yield Span(*match.span("number"), "LOCKER")


RULE = Rule(
    "locker",
    {"locker.word": r"Locker [A-Z]"},
    find,
    labels=("LOCKER",),
    hits=("see Locker «B117», Locker «C002»",),
    misses=("Locker B17, Locker B1170, locker B117",),
)
'''


def test_a_rule_is_a_page_which_its_own_rows_test(copy: Path) -> None:
    (copy / "detectors/rules/names/locker.py").write_text(PAGE, "utf-8")

    for asked in ("", ", only=['LOCKER']"):
        code = f"from pii import Redactor; print(Redactor(detectors=['rules']{asked}).redact('see Locker B117').text)"
        assert _python(copy, "-c", code) == "see Locker <LOCKER>\n"
    assert _touched(copy) == {"detectors/rules/names/locker.py"}

    tests = copy.parent / "tests"
    shutil.copytree(TESTS / "pii/detectors/rules", tests, ignore=shutil.ignore_patterns("__pycache__"))
    rows = ("-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests / "test_rules.py"), "-k")
    assert "2 passed" in _python(copy, *rows, "page_marks and locker and B117")


class Phones:
    """A detector of one's own, with a label that the package does not know."""

    name = "phones"
    labels = ("PHONE",)

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        """Numbers such as 555-0100."""
        found = ([match.span() for match in re.finditer(r"\b555-\d{4}\b", text)] for text in texts)
        return [[Span(*place, "PHONE", source="phones") for place in places] for places in found]

    def describe(self) -> dict[str, object]:
        """Nothing can be chosen."""
        return {}


def test_a_label_needs_no_file_and_no_training() -> None:
    text = "Jane Roe <jane@roe.org>, 555-0100"
    redactor = Redactor(detectors=["rules", "encoder", Phones()])
    assert redactor.redact(text).text.endswith("<<EMAIL>>, <PHONE>")
    masked = Redactor(detectors=["rules", Phones()], policy=Policy({"PHONE": Action.MASK}, only=("PHONE",)))
    assert masked.redact(text).text == "Jane Roe <jane@roe.org>, ********"


def test_an_action_and_a_preset_need_no_file(tmp_path: Path) -> None:
    redactor = Redactor(detectors=["rules"], policy=Policy({"EMAIL": lambda value: f"<{len(value)} characters>"}))
    assert redactor.redact("mail jane@roe.org").text == "mail <12 characters>"
    preset = tmp_path / "mine.toml"
    preset.write_text('base = "mask"\n[labels]\nEMAIL = "tag"\n', "utf-8")
    assert Redactor(detectors=["rules"], policy=Policy.from_toml(preset)).redact("jane@roe.org").text == "<EMAIL>"


FORMAT = '''"""Verses: a text a line."""

from pii.shards.base import Format
from pii.shards.records import RecordWriter, Row, Token, read_records


class Verses:
    """Every line that is not blank."""

    def complete(self, data):
        return data.rfind(b"\\n") + 1

    def split(self, data):
        return data.splitlines(keepends=True)

    def is_row(self, raw):
        return not raw.isspace()

    def parse(self, row, options):
        return Row((Token(row, 0, len(row)),))

    def spell(self, raw, redaction, ascii):
        return redaction.text


def _read(shard, options):
    return read_records(shard, options, lambda head, encoding: Verses())


FORMATS = (Format("verses", (".verses",), _read, RecordWriter),)
'''


def test_a_format_is_a_module(copy: Path) -> None:
    (copy / "shards/formats/verses.py").write_text(FORMAT, "utf-8")
    folder = copy.parent / "in"
    folder.mkdir()
    (folder / "a.verses").write_text("mail jane@roe.org\n\nby nobody\n", "utf-8")

    _python(copy, "-m", "pii", "redact", "in", "-o", "out", "--detectors", "rules", "--workers", "1")

    assert (copy.parent / "out/a.verses").read_text("utf-8") == "mail <EMAIL>\n\nby nobody\n"
    sidecar = _python(copy, "-c", "import pathlib; print(*sorted(map(str, pathlib.Path('out').rglob('*.verses*'))))")
    assert "_pii" in sidecar  # rows have a sidecar of their own, as any format's
    assert _touched(copy) == {"shards/formats/verses.py"}


class Backwards:
    """An engine of one's own: one process, the last shard first."""

    name = "backwards"
    workers = 1

    def run(self, job: Job, shards: Sequence[Shard], progress: Progress) -> Generator[Outcome, None, None]:
        """The outcomes, as they end."""
        map_blocks = map_here(job.redactor, job.options)
        for shard in reversed(shards):
            yield redact_shard(shard, job.options, job.destination, map_blocks, progress)


def test_an_engine_is_an_object(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text('{"content": "jane@roe.org"}\n', "utf-8")
    redactor = Redactor(detectors=["rules"])
    inputs = [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]
    report = redact_shards(inputs, str(tmp_path / "out"), redactor, engine=Backwards())
    assert report.engine == "backwards"
    assert all((tmp_path / f"out/{name}.jsonl").read_text("utf-8") == '{"content": "<EMAIL>"}\n' for name in "ab")
