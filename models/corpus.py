"""The corpus: real source text of named, permissively licensed packages, as one file of documents.

Every package becomes a part file of its own, so that a killed run can resume; the parts are then joined without
near-duplicates (MinHash over lines). Files get their final names only when complete.
"""

import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.jsonl import read_rows, write_rows
from models.languages import language_of
from models.packages import Package, unpacked
from pii.errors import ConfigError

_PARTS_FORMAT = 1
"""Part of the name of every part file: increment it when the selection of files changes."""

_FOREIGN_FOLDERS = frozenset(
    {"vendor", "_vendor", "node_modules", "third_party", "thirdparty", "3rdparty", "external", "extern"}
)
"""Copies of other projects: their licence is not the package's, and evaluation data may come from them."""

_PERMUTATIONS = 64


@dataclass(frozen=True, slots=True)
class CorpusRecipe:
    """Which packages, and how much of each."""

    packages: tuple[Package, ...]
    held_out: Path | None = None
    """A file of packages and projects that evaluation data comes from, one per line; the recipe may use none of them."""
    excluded_folders: tuple[str, ...] = ()
    """Parts of paths, such as `static/components`, below which files are left out: copies of other projects."""
    mirrors: Path | None = None
    """A folder of bare git repositories, `<owner>+<name>/repo`; what it lacks comes from the code host."""
    suite: str = "bookworm"
    """The Debian release of the Debian packages."""
    package_bytes: int = 2_500_000
    """Most text of one package, spread over its languages."""
    file_bytes: int = 1_000_000
    """Larger files are left out."""
    duplicate_similarity: float = 0.8
    """Files count as near-duplicates if the estimated Jaccard similarity of their lines is at least this."""
    validation_share: float = 0.12
    """The share of packages, chosen by the digest of the name, whose documents are validation data."""


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What a run did."""

    packages: int
    documents: int
    characters: int
    duplicates: int
    by_language: dict[str, int]
    """Documents of each language."""
    by_split: dict[str, int]


def split_of(package: str, validation_share: float) -> str:
    """`train` or `validation`, determined by the package's name alone."""
    draw = int.from_bytes(hashlib.sha256(package.encode()).digest()[:8]) / 2**64
    return "validation" if draw < validation_share else "train"


def run(recipe: CorpusRecipe, out: Path) -> CorpusReport:
    """Writes `out/documents.jsonl.zst` and `out/report.json`; downloads and parts are kept below `out` for the next run.

    A row has id, text, package, ecosystem, version, path, language, licence, sha256 (of the file), split.

    Raises:
        ConfigError: no package, a package named twice, or one that is held out.
        InputError: a package cannot be obtained or its digest differs.
    """
    from rich.progress import track

    check(recipe)
    parts = [_part(package, recipe, out) for package in track(recipe.packages, "packages")]
    counts: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    splits: Counter[str] = Counter()

    copies = copy_of(read_held_out(recipe.held_out))

    def kept() -> Iterator[dict[str, Any]]:
        excluded = tuple(f"/{folder.strip('/')}/" for folder in recipe.excluded_folders)
        for row, duplicate in _marked(track(parts, "near-duplicates"), recipe.duplicate_similarity):
            if any(folder in f"/{row['path']}" for folder in excluded) or copies.search(f"/{row['path']}"):
                continue
            if duplicate:
                counts["duplicates"] += 1
                continue
            counts["documents"] += 1
            counts["characters"] += len(row["text"])
            languages[row["language"]] += 1
            splits[row["split"]] += 1
            yield row

    write_rows(out / "documents.jsonl.zst", kept())
    report = CorpusReport(
        len(parts),
        counts["documents"],
        counts["characters"],
        counts["duplicates"],
        dict(languages.most_common()),
        dict(splits),
    )
    (out / "report.json").write_text(json.dumps(asdict(report), indent=1) + "\n")
    return report


def read_held_out(path: Path | None) -> list[str]:
    """The names of a recipe's file `held_out`, in lower case; lines that begin with `#` are comments.

    Raises:
        ConfigError: the file cannot be read.
    """
    if path is None:
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"held_out {path}: {error}") from error
    return [line.strip().lower() for line in lines if line.strip() and not line.startswith("#")]


def copy_of(packages: Iterable[str]) -> re.Pattern[str]:
    """Matches paths that begin with a slash and lead to somebody's copy of one of the packages: `/lib/tool-1.2/x.c`,
    `/js/tool.min.js`."""
    # Debian puts a version into a name: tomcat10 is tomcat. Repositories are not libraries that others copy.
    names = {re.escape(entry.lower().rstrip("0123456789")) for entry in packages if "/" not in entry} - {""}
    if not names:
        return re.compile(r"(?!)")
    name = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?:/|-)(?:{name})[._-]v?\d[^/]*(?:/|$)|/(?:{name})(?:[.-](?:min|bundle|slim|core|all))*\.(?:js|css|map|php|py|rb|go)$",
        re.IGNORECASE,
    )


def check(recipe: CorpusRecipe) -> None:
    """Raises ConfigError if the recipe names no package, one twice, or one that evaluation data comes from."""
    if not recipe.packages:
        raise ConfigError("a corpus recipe needs at least one package")
    twice = [name for name, count in Counter((p.ecosystem, p.name) for p in recipe.packages).items() if count > 1]
    if twice:
        raise ConfigError(f"packages named twice: {sorted(name for _, name in twice)}")
    held_out = read_held_out(recipe.held_out)
    taken = sorted(package.name for package in recipe.packages if _is_held_out(package, held_out))
    if taken:
        raise ConfigError(f"packages held out for evaluation cannot be training data: {taken}; remove them")


def _is_held_out(package: Package, held_out: Iterable[str]) -> bool:
    """Whether a package is one of those, or shares its last name: a repository of a package's name is likely a fork of it,
    a package of a repository's name made from it. Repositories of two owners often share a plain name."""
    name = package.name.lower()
    if package.ecosystem == "git":
        return not {name, name.split("/")[-1]}.isdisjoint(held_out)
    return any(name in (entry, entry.split("/")[-1]) for entry in held_out)


def _part(package: Package, recipe: CorpusRecipe, out: Path) -> Path:
    """The part file of a package, made unless it is there for the same digest and settings."""
    settings = f"{package.digest}-{recipe.package_bytes}-{recipe.file_bytes}-{recipe.validation_share}-{_PARTS_FORMAT}"
    part = out / "parts" / f"{package.slug}-{hashlib.sha256(settings.encode()).hexdigest()[:12]}.jsonl.zst"
    if not part.exists():
        folder = unpacked(package, out, recipe.suite, recipe.mirrors)
        write_rows(part, _documents(package, folder, recipe))
    return part


def _documents(package: Package, folder: Path, recipe: CorpusRecipe) -> Iterator[dict[str, Any]]:
    """Text files of a package, languages taking turns, until the package's share is used up."""
    by_language: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(
        folder.rglob("*"), key=lambda path: hashlib.sha256(str(path.relative_to(folder)).encode()).digest()
    ):
        parts = path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not _FOREIGN_FOLDERS.intersection(map(str.lower, parts[:-1])):
            by_language[language_of("/".join(parts).removesuffix(".gz"))].append(path)
    left = recipe.package_bytes
    seen: set[str] = set()
    queues = [iter(paths) for _, paths in sorted(by_language.items())]
    while queues and left > 0:
        remaining: list[Iterator[Path]] = []
        for queue in queues:
            path = next(queue, None)
            if path is None:
                continue
            remaining.append(queue)
            data = _content(path, recipe.file_bytes)
            if data is None or (digest := hashlib.sha256(data).hexdigest()) in seen or len(data) > left:
                continue
            seen.add(digest)
            left -= len(data)
            relative = path.relative_to(folder).as_posix()
            yield {
                "id": f"{package.slug}:{relative}",
                "text": data.decode("utf-8"),
                "package": package.name,
                "ecosystem": str(package.ecosystem),
                "version": package.version,
                "path": relative,
                "language": language_of(relative.removesuffix(".gz")),
                "licence": package.licence,
                "sha256": digest,
                "split": split_of(package.name, recipe.validation_share),
            }
        queues = remaining


def _content(path: Path, limit: int) -> bytes | None:
    """The bytes of a text file, gunzipped if necessary; nothing if it is not text, too short or too long."""
    try:
        size = path.stat().st_size
        if not 40 <= size <= limit:
            return None
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        if len(data) > limit or b"\0" in data:
            return None
        data.decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError):
        return None
    return data


def _marked(parts: Iterable[Path], similarity: float) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every row of the parts, and whether it is a near-duplicate of an earlier one."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=similarity, num_perm=_PERMUTATIONS)
    number = 0
    for part in parts:
        for row in read_rows(part):
            lines = {" ".join(line.split()) for line in row["text"].splitlines()} - {""}
            sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=_hash32)
            sketch.update_batch([line.encode() for line in lines])
            duplicate = bool(index.query(sketch))
            if not duplicate:
                index.insert(str(number), sketch)
                number += 1
            yield row, duplicate


def _hash32(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=4).digest())
