import subprocess
from pathlib import Path

import pytest

from models.corpus import CorpusRecipe, run
from models.jsonl import read_rows
from models.packages import Package, unpacked
from pii.errors import ConfigError, InputError

TEXT = "".join(f"line {number}\n" for number in range(20))


def mirrored(mirrors: Path, name: str, files: dict[str, str]) -> Package:
    """A repository with these files, as a bare mirror, at its only commit."""
    work = mirrors / "work"
    for path, content in files.items():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_text(content)
    identity = ["-c", "user.name=Jane Roe", "-c", "user.email=jane@roe.example"]
    for command in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "-m", "first"]):
        subprocess.run(["git", *command], cwd=work, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=work, check=True, capture_output=True, text=True)
    mirror = mirrors / name.replace("/", "+") / "repo"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(work), str(mirror)], check=True)
    return Package("git", name, head.stdout.strip())


def test_a_repository_is_read_at_its_commit(tmp_path: Path) -> None:
    package = mirrored(
        tmp_path / "mirrors", "jroe/tool", {"src/main.py": TEXT, "README.md": TEXT.replace("line", "word")}
    )
    run(CorpusRecipe((package,), mirrors=tmp_path / "mirrors"), tmp_path / "out")
    rows = list(read_rows(tmp_path / "out" / "documents.jsonl.zst"))
    assert {(row["ecosystem"], row["package"], row["version"], row["path"]) for row in rows} == {
        ("git", "jroe/tool", package.version, path) for path in ("src/main.py", "README.md")
    }


def test_a_blob_that_the_mirror_lacks_costs_its_file_alone(tmp_path: Path) -> None:
    package = mirrored(tmp_path / "mirrors", "jroe/tool", {"kept.txt": TEXT, "lost.txt": TEXT + "lost\n"})
    mirror = tmp_path / "mirrors" / "jroe+tool" / "repo"
    lost = subprocess.run(
        ["git", "rev-parse", "HEAD:lost.txt"], cwd=mirror, check=True, capture_output=True, text=True
    ).stdout.strip()
    (mirror / "objects" / lost[:2] / lost[2:]).unlink()
    folder = unpacked(package, tmp_path / "out", "bookworm", tmp_path / "mirrors")
    assert (folder / "kept.txt").read_text() == TEXT and not (folder / "lost.txt").exists()


def test_a_commit_that_the_mirror_lacks_is_an_error(tmp_path: Path) -> None:
    mirrored(tmp_path / "mirrors", "jroe/tool", {"kept.txt": TEXT})
    with pytest.raises(InputError, match="jroe/tool"):
        unpacked(Package("git", "jroe/tool", "0" * 40), tmp_path / "out", "bookworm", tmp_path / "mirrors")


def test_a_repository_needs_a_whole_commit() -> None:
    with pytest.raises(ValueError, match="whole commit"):
        Package("git", "jroe/tool", "main")
    with pytest.raises(ValueError, match="sha256"):
        Package("pypi", "tool", "1.0")


def test_a_repository_of_a_held_out_name_is_refused(tmp_path: Path) -> None:
    fork = Package("git", "jroe/flask", "0" * 40)
    held_out = tmp_path / "held-out.txt"
    held_out.write_text("flask\n")
    with pytest.raises(ConfigError, match="held out"):
        run(CorpusRecipe((fork,), held_out), tmp_path)
