"""Release a bundle: check everything that users rely on, then replace the one in the package."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotation.schema import Document
from models.card import EVERYTHING
from models.evaluate import score_documents
from models.folders import whole_folder
from pii.detectors import named
from pii.detectors.encoder import EncoderDetector
from pii.errors import ConfigError, ModelError
from pii.network.bundle import CONFIG, LOOK, MODEL, TOKENIZER, Bundle, default_path, load_bundle
from pii.redactor import Redactor

CARD = "README.md"
FILES = (MODEL, TOKENIZER, CONFIG, CARD, LOOK)
"""The files that a bundle may hold; the last only if it has a first look."""
POINTS = ("precision", "balanced", "recall")
MEGABYTES = 12.0
_BATCHES = (1, 2, 3, 7, 20)


@dataclass(frozen=True, slots=True)
class Release:
    """What was released, and what the checks found."""

    path: Path
    digest: str
    megabytes: float
    macro_f1: float
    """Of all detectors together on the guard documents."""


def release(
    bundle: Path,
    documents: Sequence[Document],
    floor: float,
    target: Path | None = None,
    megabytes: float = MEGABYTES,
) -> Release:
    """Checks a bundle and copies it to `target`, by default into the package.

    Args:
        bundle: folder of the bundle with its card.
        documents: labelled documents that guard the quality.
        floor: macro F1 of all detectors that the bundle must reach on them.
        target: folder that is replaced as a whole.
        megabytes: how large the bundle may be.

    Raises:
        ConfigError: there are no labelled spans to check the quality with, or the floor is not a share.
        ModelError: the bundle is damaged or fails a check; says which, and nothing is released.
    """
    target = target or default_path()
    if not any(document.spans for document in documents):
        raise ConfigError("the guard documents have no labelled span; give --data labelled documents")
    if not 0 < floor <= 1:
        raise ConfigError(f"floor {floor}: expected a macro F1 above 0 and at most 1")
    if bundle.resolve() == target.resolve():
        raise ConfigError(f"{bundle} is the released bundle itself; export to another folder first")
    read = load_bundle(bundle)
    checks: tuple[Callable[[], None], ...] = (
        lambda: _check_size(read, megabytes),
        lambda: _check_points(read),
        lambda: _check_card(read),
        lambda: _check_batches(read, documents),
    )
    for check in checks:
        check()
    score = score_documents(Redactor(named(EVERYTHING, model=bundle)), documents).macro_f1
    if score < floor:
        raise ModelError(
            f"bundle {bundle}: macro F1 {score:.4f} on {len(documents)} guard documents is below the floor {floor:.4f}"
        )
    with whole_folder(target) as partial:
        for name in (name for name in FILES if name != LOOK or read.look is not None):
            (partial / name).write_bytes((bundle / name).read_bytes())
        load_bundle(partial)
    return Release(target, read.digest, round(_megabytes(bundle), 2), score)


def _megabytes(folder: Path) -> float:
    return sum((folder / name).stat().st_size for name in FILES if (folder / name).exists()) / 1e6


def _check_size(bundle: Bundle, limit: float) -> None:
    size = _megabytes(bundle.path)
    if size > limit:
        raise ModelError(
            f"bundle {bundle.path} has {size:.2f} MB, allowed are {limit:g}; quantise it or train a smaller one"
        )


def _check_points(bundle: Bundle) -> None:
    if missing := [name for name in POINTS if name not in bundle.operating_points]:
        raise ModelError(
            f"bundle {bundle.path} lacks the operating points {', '.join(missing)}; `python -m models export` makes them"
        )


def _check_card(bundle: Bundle) -> None:
    path = bundle.path / CARD
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if bundle.digest[:16] not in text:
        state = "is of another bundle" if text else "is missing"
        raise ModelError(f"the card {path} {state}; write it with `python -m models card --bundle {bundle.path}`")


def _check_batches(bundle: Bundle, documents: Sequence[Document]) -> None:
    """Check that the spans of a document do not depend on the rest of its batch."""
    texts = [document.text for document in documents]
    expected = EncoderDetector(bundle.path).detect(texts)
    order = list(range(len(texts)))
    random.Random(0).shuffle(order)
    detector = EncoderDetector(bundle.path)
    draw = random.Random(1)
    while order:
        size = draw.choice(_BATCHES)
        batch, order = order[:size], order[size:]
        for index, spans in zip(batch, detector.detect([texts[i] for i in batch]), strict=True):
            if spans != expected[index]:
                raise ModelError(
                    f"bundle {bundle.path}: the result of document {documents[index].id} depends on the other documents of "
                    "its batch; is it quantised with dynamic activations, or does padding reach its tokens?"
                )
