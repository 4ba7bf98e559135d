"""Does `SecretsDetector` report exactly what detect-secrets reports, and how much faster is it?

    python -m benchmarks.secrets_equality ROOT... [--preset default] [--limit 20] [--json FILE]

Reads every UTF-8 file below the roots, whatever its type. The reference writes each text to its own file (named
`text.txt`: detect-secrets takes only files, and chooses some patterns by file name, which a text lacks) and calls
`detect_secrets.core.scan.scan_file` with the preset's plugins and filters, allow-list pragma and verification off.
Findings are sets of (line number, type of secret, value). Both sides run on one core in one process; the clock is CPU
time, the first calls not counted. The reference writes its file within its time, as a pipeline that calls it must.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from pii.detectors.secrets import Preset, SecretsDetector
from pii.detectors.secrets.presets import filters, plugins

Found = frozenset[tuple[int, str, str]]
"""Line number, secret type, value."""


@dataclass(frozen=True, slots=True)
class Report:
    """What both sides found, and how long they took. `missing` counts findings of the reference alone, `extra` of ours alone."""

    preset: str
    files: int
    megabytes: float
    findings: int
    reference_findings: int
    missing: int
    extra: int
    unplaced: int
    """Findings for which no characters of the text were found."""
    megabytes_per_second: float
    reference_megabytes_per_second: float
    differing_files: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether both find the same."""
        return not (self.missing or self.extra)

    @property
    def ratio(self) -> float:
        """How many times as fast as the reference."""
        return self.megabytes_per_second / self.reference_megabytes_per_second


def texts(roots: Iterable[Path], limit: float) -> Iterator[tuple[Path, str]]:
    """Path and text of files below the roots that are UTF-8 and not empty, until `limit` MB are read.

    The limit is shared equally by the roots. The order is shuffled, always the same way, so that any limit is a sample.
    """
    roots = list(roots)
    for root in roots:
        remaining = limit * 1e6 / len(roots)
        paths = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
        random.Random(0).shuffle(paths)
        for path in paths:
            data = path.read_bytes()
            try:
                text = data.decode()
            except UnicodeDecodeError:
                continue
            if not text or "\0" in text:
                continue
            if (remaining := remaining - len(data)) < 0:
                break
            yield path, text


def reference_settings(preset: Preset) -> dict[str, object]:
    """The preset for `detect_secrets.settings.transient_settings`."""
    return {
        "plugins_used": [plugin.json() for plugin in plugins(preset).values()],
        "filters_used": [{"path": f"{rule.__module__}.{rule.__name__}"} for rule in filters(preset)],
    }


def reference_findings(text: str, file: Path) -> Found:
    """What `scan_file` reports for the text, within the settings that are in force; `file` is written."""
    from detect_secrets.core.scan import scan_file

    file.write_bytes(text.encode())
    return frozenset((secret.line_number, secret.type, secret.secret_value or "") for secret in scan_file(str(file)))


def findings(detector: SecretsDetector, text: str) -> Found:
    """What our detector reports for the text."""
    types = _types(detector.preset)
    return frozenset((finding.line, types[finding.plugin], finding.value) for finding in detector.findings(text))


@lru_cache
def _types(preset: Preset) -> dict[str, str]:
    return {name: plugin.secret_type for name, plugin in plugins(preset).items()}


def compare(roots: Iterable[Path], preset: Preset | str = Preset.DEFAULT, limit: float = 20.0) -> Report:
    """Run both sides on the same texts."""
    from detect_secrets.settings import transient_settings

    detector = SecretsDetector(preset)
    files = size = ours = theirs = missing = extra = unplaced = 0
    seconds = reference_seconds = 0.0
    differing: list[str] = []
    with tempfile.TemporaryDirectory() as folder, transient_settings(reference_settings(detector.preset)):
        file = Path(folder) / "text.txt"
        for warm_up in (findings, lambda _, text: reference_findings(text, file)):
            warm_up(detector, "nothing here")
        for path, text in texts(roots, limit):
            begun = time.process_time()
            reference = reference_findings(text, file)
            between = time.process_time()
            found = findings(detector, text)
            seconds += time.process_time() - between
            reference_seconds += between - begun
            files, size = files + 1, size + len(text.encode())
            ours, theirs = ours + len(found), theirs + len(reference)
            missing, extra = missing + len(reference - found), extra + len(found - reference)
            unplaced += sum(not finding.extents for finding in detector.findings(text)) if found else 0
            if found != reference:
                differing.append(str(path))
    if not size:
        raise SystemExit(f"no UTF-8 file below {', '.join(map(str, roots))}")
    return Report(
        preset=detector.preset.value,
        files=files,
        megabytes=round(size / 1e6, 2),
        findings=ours,
        reference_findings=theirs,
        missing=missing,
        extra=extra,
        unplaced=unplaced,
        megabytes_per_second=size / 1e6 / seconds,
        reference_megabytes_per_second=size / 1e6 / reference_seconds,
        differing_files=tuple(differing),
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the report; exit with status 1 if the findings differ."""
    purpose = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.secrets_equality", description=purpose)
    parser.add_argument("roots", nargs="+", type=Path, metavar="ROOT", help="folder whose files to read")
    parser.add_argument("--preset", choices=list(Preset), default=Preset.DEFAULT, help="plugins and filters")
    parser.add_argument("--limit", type=float, default=20.0, help="megabytes to read in all (default 20)")
    parser.add_argument("--json", type=Path, help="write the report to this file too")
    options = parser.parse_args(arguments)
    report = compare(options.roots, options.preset, options.limit)
    print(f"preset {report.preset}: {report.files} files, {report.megabytes} MB")
    print(f"findings: {report.findings} here, {report.reference_findings} detect-secrets alone")
    print(f"differences: {report.missing} missing, {report.extra} extra; {report.unplaced} without a place")
    for path in report.differing_files:
        print(f"  differs: {path}")
    print(
        f"MB/s of one core: {report.megabytes_per_second:.2f} here, {report.reference_megabytes_per_second:.4f} alone"
    )
    print(f"ratio: {report.ratio:.0f}")
    if options.json:
        options.json.write_text(json.dumps(asdict(report), indent=2) + "\n")
    return 0 if report.equal else 1


if __name__ == "__main__":
    sys.exit(main())
