import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from models.corpus import CorpusRecipe, check, copy_of, read_held_out, run, split_of
from models.jsonl import read_rows, write_rows
from models.languages import language_of
from models.packages import Package, check_digest
from models.recipe import load_recipe
from pii.errors import ConfigError, InputError

RECIPES = Path(__file__).parents[2] / "models" / "recipes"


def archived(cache: Path, name: str, files: dict[str, bytes]) -> Package:
    """A package whose archive lies in the cache already, so that no client is asked."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, data in files.items():
            entry = tarfile.TarInfo(f"{name}-1.0/{path}")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    data = buffer.getvalue()
    package = Package("pypi", name, "1.0", "MIT", hashlib.sha256(data).hexdigest())
    folder = cache / "archives" / f"{package.slug}-{package.sha256[:12]}"
    folder.mkdir(parents=True)
    (folder / f"{name}-1.0.tar.gz").write_bytes(data)
    return package


def lines(word: str, count: int = 20) -> bytes:
    return "".join(f"{word} {number}\n" for number in range(count)).encode()


def test_documents_are_the_text_files_of_the_packages(tmp_path: Path) -> None:
    one = archived(
        tmp_path,
        "one",
        {
            "src/main.py": lines("code"),
            "README.md": lines("read"),
            "picture.png": b"\x89PNG\0" + bytes(100),
            "latin.txt": lines("caf\xe9").replace(b"\xc3\xa9", b"\xe9"),
            "vendor/other.py": lines("vendored"),
            "short.txt": b"short",
        },
    )
    report = run(CorpusRecipe((one,)), tmp_path)
    rows = list(read_rows(tmp_path / "documents.jsonl.zst"))
    assert {(row["path"], row["language"]) for row in rows} == {
        ("one-1.0/src/main.py", "python"),
        ("one-1.0/README.md", "text"),
    }
    assert report.documents == 2 and report.packages == 1
    assert all(row["licence"] == "MIT" and row["split"] == split_of("one", 0.12) for row in rows)
    main = next(row for row in rows if row["language"] == "python")
    assert main["text"].encode() == lines("code") and main["sha256"] == hashlib.sha256(lines("code")).hexdigest()


def test_near_duplicates_of_other_packages_are_left_out(tmp_path: Path) -> None:
    nearly = lines("same", 60) + b"one more line\n"
    one = archived(tmp_path, "one", {"a.py": lines("same", 60)})
    two = archived(tmp_path, "two", {"b.py": nearly, "c.py": lines("different", 60)})
    report = run(CorpusRecipe((one, two)), tmp_path)
    paths = [row["path"] for row in read_rows(tmp_path / "documents.jsonl.zst")]
    assert paths == ["one-1.0/a.py", "two-1.0/c.py"]
    assert report.duplicates == 1


def test_excluded_folders_are_left_out(tmp_path: Path) -> None:
    one = archived(tmp_path, "one", {"static/components/other/a.js": lines("a"), "static/b.js": lines("b")})
    run(CorpusRecipe((one,), excluded_folders=("static/components",)), tmp_path)
    assert [row["path"] for row in read_rows(tmp_path / "documents.jsonl.zst")] == ["one-1.0/static/b.js"]


def test_one_package_and_one_language_do_not_dominate(tmp_path: Path) -> None:
    files = {f"{number}.py": lines(f"python{number}") for number in range(50)}
    files |= {f"{number}.go": lines(f"golang{number}") for number in range(3)}
    one = archived(tmp_path, "one", files)
    run(CorpusRecipe((one,), package_bytes=2000), tmp_path)
    rows = list(read_rows(tmp_path / "documents.jsonl.zst"))
    assert sum(len(row["text"]) for row in rows) <= 2000
    assert sum(row["language"] == "go" for row in rows) == 3


def test_a_second_run_takes_the_parts_and_writes_the_same_bytes(tmp_path: Path) -> None:
    recipe = CorpusRecipe(
        (archived(tmp_path, "one", {"a.py": lines("a")}), archived(tmp_path, "two", {"b.py": lines("b")}))
    )
    run(recipe, tmp_path)
    first = (tmp_path / "documents.jsonl.zst").read_bytes()
    for folder in (tmp_path / "unpacked").iterdir():
        for file in folder.rglob("*.py"):
            file.unlink()
    run(recipe, tmp_path)
    assert (tmp_path / "documents.jsonl.zst").read_bytes() == first


def test_another_digest_is_an_error_that_names_the_package(tmp_path: Path) -> None:
    archive = tmp_path / "one-1.0.tar.gz"
    archive.write_bytes(b"not what was pinned")
    with pytest.raises(InputError, match=r"package one 1\.0: .* recipe pins 0000"):
        check_digest(archive, Package("pypi", "one", "1.0", "MIT", "0" * 64))


def test_held_out_packages_and_packages_named_twice_are_errors(tmp_path: Path) -> None:
    tool = Package("npm", "Tool", "1.0", "MIT", "0" * 64)
    held_out = tmp_path / "held-out.txt"
    held_out.write_text("# held out\nOwner/Tool\n\n")
    with pytest.raises(ConfigError, match="held out.*Tool"):
        run(CorpusRecipe((tool,), held_out), tmp_path)
    with pytest.raises(ConfigError, match="missing"):
        run(CorpusRecipe((tool,), tmp_path / "missing.txt"), tmp_path)
    with pytest.raises(ConfigError, match="twice.*Tool"):
        run(CorpusRecipe((tool, tool)), tmp_path)
    with pytest.raises(ConfigError, match="at least one"):
        run(CorpusRecipe(()), tmp_path)
    with pytest.raises(ValueError, match="ecosystem 'cargo'"):
        Package("cargo", "tool", "1.0", "MIT", "0" * 64)


def test_the_recipe_names_many_packages_of_every_ecosystem_and_none_that_is_held_out() -> None:
    recipe = load_recipe(CorpusRecipe, RECIPES / "corpus.toml")
    assert len(recipe.packages) >= 80
    assert {package.ecosystem for package in recipe.packages} == {"pypi", "npm", "debian", "debian-binary"}
    assert not {package.name.lower() for package in recipe.packages} & {
        name.split("/")[-1] for name in read_held_out(recipe.held_out)
    }
    assert all(len(package.sha256) == 64 and package.version and package.licence for package in recipe.packages)
    splits = [split_of(package.name, recipe.validation_share) for package in recipe.packages]
    assert 0.05 < splits.count("validation") / len(splits) < 0.25


def test_a_repository_is_held_out_by_its_whole_name_and_by_that_of_a_package(tmp_path: Path) -> None:
    held_out = tmp_path / "held-out.txt"
    held_out.write_text("jroe/dotfiles\nflask\n")
    for name in ("jroe/dotfiles", "kroe/Flask"):
        with pytest.raises(ConfigError, match="held out"):
            check(CorpusRecipe((Package("git", name, "0" * 40),), held_out))
    check(CorpusRecipe((Package("git", "kroe/dotfiles", "0" * 40),), held_out))


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in RECIPES.glob("wild*.toml") if path.stem != "wild-windows")
)
def test_no_repository_of_a_recipe_is_held_out(name: str) -> None:
    check(load_recipe(CorpusRecipe, RECIPES / f"{name}.toml"))


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a/b.PY", "python"),
        ("CHANGES.rst", "changelog"),
        ("debian/copyright", "licence"),
        ("AUTHORS", "authors"),
        ("changes.py", "python"),
        (".github/workflows/build.yml", "ci"),
        ("config/app.yml", "yaml"),
        ("Dockerfile.prod", "dockerfile"),
        ("unknown.zzz", "text"),
        ("test/key.pem", "pem"),
    ],
)
def test_languages_are_told_from_the_name(path: str, language: str) -> None:
    assert language_of(path) == language


def test_a_file_of_rows_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.zst"

    def rows():
        yield {"n": 1}
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_rows(path, rows())
    assert list(tmp_path.iterdir()) == []
    assert write_rows(path, ({"n": n, "text": "é\u2028"} for n in range(3))) == 3
    assert [row["n"] for row in read_rows(path)] == [0, 1, 2]
    path.write_bytes(path.read_bytes()[:-6])
    with pytest.raises(InputError, match=r"rows\.jsonl\.zst"):
        list(read_rows(path))


def test_copies_of_held_out_packages_are_left_out() -> None:
    copies = copy_of(["tool", "bar", "jroe/widget"])
    for path in ("/lib/tool-1.2/src/x.c", "/apache-tool-10.1/doc.html", "/js/tool.min.js", "/css/bar.css"):
        assert copies.search(path), path
    for path in ("/tool/settings.yml", "/docker/toolbox-1.2/x.c", "/src/bar/x.py", "/js/toolbar.js", "/js/widget.js"):
        assert not copies.search(path), path
    assert not copy_of([]).search("/anything")
