import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

SCRIPT = Path(__file__).parents[2] / "scripts" / "demo.py"


def test_the_demo_packs_and_redacts_a_library(tmp_path):
    library = tmp_path / "lib"
    (library / "site-packages").mkdir(parents=True)
    (library / "a.py").write_text("# Contact jane@roe.org\n")
    (library / "latin.py").write_bytes("# coding: latin-1\n# caf\u00e9\n".encode("latin-1"))
    (library / "image.png").write_bytes(b"\x89PNG\0")
    (library / "site-packages" / "b.py").write_text("x")
    output = tmp_path / "demo"

    result = subprocess.run(
        [sys.executable, SCRIPT, "--library", library, "--output", output, "--detectors", "rules", "--workers", "1"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert "EMAIL  a.py:1\n- # Contact jane@roe.org\n+ # Contact <EMAIL>\n" in result.stdout
    assert f"look and review  {output}/report.html" in result.stdout and (output / "report.html").exists()
    assert pq.read_table(output / "redacted" / "000.parquet").to_pydict() == {
        "path": ["a.py", "latin.py"],
        "content": ["# Contact <EMAIL>\n", "# coding: latin-1\n# caf\u00e9\n"],
    }
    assert json.loads((output / "redacted" / "_pii" / "run" / "report.json").read_text())["ok"]


def test_a_slip_in_an_option_ends_with_the_reason(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.py").write_text("# Contact jane@roe.org\n")
    command = [sys.executable, SCRIPT, "--library", tmp_path / "lib", "--output", tmp_path / "demo"]
    rules = ["--detectors", "rules", "--workers", "1"]

    slip = subprocess.run([*command, *rules, "--text-column", "contnet"], capture_output=True, text=True, check=False)
    right = subprocess.run([*command, *rules], capture_output=True, text=True, check=False)

    assert slip.returncode == 1 and "no column 'contnet'; columns are: path, content" in slip.stderr
    assert "Nothing was written: correct the command" in slip.stderr
    assert right.returncode == 0 and "+ # Contact <EMAIL>" in right.stdout
