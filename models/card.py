"""Write the card of a bundle: what it is, what it was trained on, how well it does on named data, and how to reproduce it.

Every figure is measured while the card is written, or counted in the files that it names.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.intervals import Estimated
from annotation.schema import Document
from annotation.score_intervals import intervals
from annotation.scoring import LabelScore, Score, score_document
from models.corpus import CorpusRecipe
from models.entities import Corpus, EntitiesRecipe
from models.gate_cost import gate_cost
from models.jsonl import read_rows
from models.recipe import load_recipe
from models.synthesis.template import pages
from pii.detectors import named
from pii.detectors.base import Detector
from pii.errors import ConfigError, InputError
from pii.labels import Label
from pii.network.bundle import CONFIG, LOOK, MODEL, TOKENIZER, load_bundle
from pii.redactor import Redactor
from pii.spans import Span

RULES: tuple[str, ...] = ("rules",)
EVERYTHING: tuple[str, ...] = (*RULES, "encoder")
SMALLEST_GROUP = 20
"""Minimum number of labelled spans for a language to get its own row."""
WEAKEST = 5
"""Languages that the card names as the weakest."""


@dataclass(frozen=True, slots=True)
class Group:
    """A language of a data set, with the counts of all its labels."""

    name: str
    counts: LabelScore


@dataclass(frozen=True, slots=True)
class Result:
    """The accuracy of a bundle on one dataset, compared with the detectors that need no model."""

    name: str
    documents: int
    packages: int
    score: Score
    without: Score
    """Of the detectors that need no model, alone."""
    intervals: Mapping[Label, Estimated | None]
    """F1 of each label, resampled over packages."""
    macro: Estimated | None
    weakest: Sequence[Group]
    """The languages with the largest share of open spans."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a model was trained on."""

    packages: int
    repositories: int
    """Git repositories, in addition to the packages."""
    ecosystems: Mapping[str, int]
    licences: Mapping[str, int]
    read_windows: int
    read_packages: int
    read_spans: Mapping[str, int]
    read_twice: int
    """Windows with a second, independent reading."""
    agreement: Score
    """The second readings, scored against the first."""
    pages: int
    """Pages with slots that were written for training."""
    verdicts: int
    """Marks in random files that were judged one by one."""
    entities: Sequence[Corpus]
    """Named-entity corpora."""
    corpus: Mapping[str, Any] | None
    """The corpus step's report, if it is at hand."""


def named_file(option: str) -> tuple[str, Path]:
    """The two parts of `NAME=FILE`."""
    name, separator, path = option.partition("=")
    if not (name and separator and path):
        raise ConfigError(f"data {option!r}: expected NAME=FILE, such as gold=windows.jsonl")
    return name, Path(path)


def card(
    bundle: Path,
    data: Mapping[str, Sequence[Document]],
    corpus_recipe: Path = Path("models/recipes/corpus.toml"),
    labelled: Path = Path("models/labelled"),
    corpus_report: Path | None = None,
    gate_data: Mapping[str, Sequence[Document]] | None = None,
) -> str:
    """The Markdown text of a bundle's card.

    Args:
        bundle: folder of the bundle.
        data: labelled documents to measure on, by their name in the card.
        corpus_recipe: the packages that the training text came from.
        labelled: the folder of the windows labelled by reading.
        corpus_report: `report.json` of the corpus, for its size and languages.
        gate_data: further documents on which only the gate's cost is measured.

    Raises:
        ConfigError: no data is named, or the recipe cannot be read.
        InputError: a data set has no labelled span, or a file cannot be read.
        ModelError: the bundle is missing or damaged.
    """
    if not data:
        raise ConfigError("a card needs figures: give --data NAME=FILE at least once")
    from jinja2 import Environment, PackageLoader, StrictUndefined

    read = load_bundle(bundle)
    config = json.loads((bundle / CONFIG).read_text(encoding="utf-8"))
    environment = Environment(
        loader=PackageLoader("models", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("card.md.j2").render(
        labels=list(Label),
        digest=read.digest,
        megabytes={
            name: (bundle / name).stat().st_size / 1e6
            for name in (MODEL, LOOK, TOKENIZER, CONFIG)
            if (bundle / name).exists()
        },
        operators=_operators(bundle),
        config=config,
        provenance=config["provenance"],
        quantization=config["provenance"].get("quantization"),
        # No score is above 1: such a threshold turns the encoder's own spans of a label off.
        points={
            name: {label: "off" if limit > 1 else f"{limit:.2f}" for label, limit in limits.items()}
            for name, limits in read.operating_points.items()
        },
        material=material(corpus_recipe, labelled, corpus_report),
        results=[measure(bundle, name, documents) for name, documents in data.items()],
        gates=[gate_cost(bundle, name, documents) for name, documents in {**data, **(gate_data or {})}.items()]
        if read.gate["patterns"]
        else [],
    )


def write(text: str, path: Path) -> None:
    """Write a card, which gets its final name only when complete."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def measure(bundle: Path, name: str, documents: Sequence[Document]) -> Result:
    """How good a bundle is on labelled documents."""
    if not any(document.spans for document in documents):
        raise InputError(f"data {name!r} has no labelled span to measure with")
    scores = _scores(EVERYTHING, documents, bundle)
    packages = _summed(scores, [str(document.meta.get("package", document.id)) for document in documents])
    languages = _summed(scores, [str(document.meta.get("language", "")) for document in documents])
    groups = [Group(language, each.total) for language, each in languages.items() if language]
    large = [group for group in groups if group.counts.gold >= SMALLEST_GROUP and group.counts.left_open]
    total = sum(scores, Score())
    found = intervals(packages)
    return Result(
        name,
        len(documents),
        len(packages),
        total,
        sum(_scores(RULES, documents, None), Score()),
        {label: found[label] if total[label].gold else None for label in Label},
        found["macro"],
        sorted(large, key=lambda group: -group.counts.open)[:WEAKEST],
    )


def _scores(detectors: Sequence[str | Detector], documents: Sequence[Document], model: Path | None) -> list[Score]:
    """The score of each document."""
    found = Redactor(named(detectors, model=model)).detect_batch([document.text for document in documents])
    return [
        score_document(document.spans, document.ignored, spans, asked=document.asked)
        for document, spans in zip(documents, found, strict=True)
    ]


def _summed(scores: Sequence[Score], keys: Sequence[str]) -> dict[str, Score]:
    sums: defaultdict[str, Score] = defaultdict(Score)
    for key, each in zip(keys, scores, strict=True):
        sums[key] += each
    return dict(sums)


_WILD = ("wild", "wild-more", "lot-3", "lot-4", "lot-5")
"""Recipes of git repositories, and the folders of their labelled windows."""


def material(corpus_recipe: Path, labelled: Path, corpus_report: Path | None) -> Material:
    """What a model was trained on, counted from the recipe, the labels and the corpus's report."""
    packages = load_recipe(CorpusRecipe, corpus_recipe).packages
    recipes = [recipe for name in _WILD if (recipe := corpus_recipe.with_name(f"{name}.toml")).exists()]
    repositories = [package for recipe in recipes for package in load_recipe(CorpusRecipe, recipe).packages]
    folders = [labelled, *(labelled / name for name in _WILD)]
    folders = [folder for folder in folders if (folder / "labels.jsonl").exists()]
    pointers = [row for folder in folders for row in read_rows(folder / "windows.pointers.jsonl")]
    first = {row["id"]: row["spans"] for folder in folders for row in read_rows(folder / "labels.jsonl")}
    twice = labelled / "second.jsonl"
    second = {row["id"]: row["spans"] for row in read_rows(twice)} if twice.exists() else {}
    try:
        report = json.loads(corpus_report.read_text(encoding="utf-8")) if corpus_report else None
    except (OSError, ValueError) as error:
        raise InputError(f"corpus report {corpus_report}: {error}") from error
    return Material(
        len(packages),
        len(repositories),
        dict(Counter(str(package.ecosystem) for package in packages).most_common()),
        dict(Counter(package.licence for package in packages).most_common()),
        len(pointers),
        len({(row["ecosystem"], row["package"]) for row in pointers}),
        dict(Counter(span["label"] for spans in first.values() for span in spans).most_common()),
        len(second),
        sum((score_document(_spans(first[key]), (), _spans(rows)) for key, rows in second.items()), Score()),
        len(pages()),
        sum(1 for path in (labelled / "verdicts").glob("*/labels.jsonl") for _ in read_rows(path)),
        load_recipe(EntitiesRecipe, corpus_recipe.with_name("entities.toml")).corpora,
        report,
    )


def _spans(rows: Sequence[Mapping[str, Any]]) -> list[Span]:
    return [Span(row["start"], row["end"], Label(row["label"])) for row in rows]


def _operators(bundle: Path) -> Mapping[str, int]:
    """Counts of the graph's operators that reveal the kind of network."""
    import onnx

    telling = ("LSTM", "MatMul", "Gemm", "MatMulIntegerToFloat", "QuantizeLinear", "LayerNormalization")
    counts = Counter(node.op_type for node in onnx.load(bundle / MODEL).graph.node)
    return {name: counts[name] for name in telling if counts[name]}
