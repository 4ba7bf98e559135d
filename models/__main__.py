"""From source packages to a released detector bundle, one command per step."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from annotation.schema import Document
from models.recipe import load_recipe
from pii.cli.options import Gate, GateSwitch
from pii.cli.running import HELP, run

app = typer.Typer(
    help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, context_settings=HELP
)
console = Console(stderr=True)

Recipe = Annotated[Path, typer.Argument(help="TOML file of the step's settings.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder to write to; a run that was stopped goes on there.")]
Bundle = Annotated[Path, typer.Option("--bundle", help="Folder of a model bundle.")]
Data = Annotated[list[Path], typer.Option("--data", help="Labelled documents; may be given several times.")]


@app.command()
def corpus(recipe: Recipe, out: Out) -> None:
    """Download the corpus: real source text of pinned, permissively licensed packages."""
    from models import corpus as step

    console.print(step.run(load_recipe(step.CorpusRecipe, recipe), out))


@app.command()
def names(
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write.")] = Path("pii/known/data/names.bin"),
    documents: Annotated[
        Path | None, typer.Option(help="A corpus: first write models/ordinary_words.txt anew after its files.")
    ] = None,
    cache: Annotated[Path, typer.Option(help="Where dictionaries of other scripts are kept.")] = Path("data/names"),
) -> None:
    """Pack the world's given and family names, which the encoder gets along with the text."""
    from models import gazetteer as step
    from models.jsonl import read_rows

    if documents:
        texts = (row["text"] for row in read_rows(documents) if row["split"] == "train")
        console.print(f"ordinary words: {step.write_ordinary_words(texts, cache=cache)}")
    console.print(f"names: {step.write_names(out, cache)}")


@app.command()
def windows(recipe: Recipe, out: Out) -> None:
    """Cut windows from the corpus, to be labelled by reading."""
    from models import windows as step

    console.print(step.run(load_recipe(step.WindowRecipe, recipe), out))


@app.command()
def publish(
    windows: Annotated[list[Path], typer.Option(help="Windows with their text; may be given several times.")],
    resolved: Annotated[list[Path], typer.Argument(help="Files of labels that were read, with offsets.")],
    out: Out = Path("models/labelled"),
) -> None:
    """Add labels from reading to the repository's pointers and offsets; no text is written."""
    from models import reading as step

    console.print(f"labelled windows: {step.publish(windows, resolved, out)}")


@app.command()
def read(recipe: Recipe, out: Out) -> None:
    """Join labels from reading with the corpus's text."""
    from models import reading as step

    console.print(step.run(load_recipe(step.ReadingRecipe, recipe), out))


@app.command()
def creddata(recipe: Recipe, out: Out) -> None:
    """Cut labelled windows from CredData's files, for keys and passwords."""
    from models import creddata as step

    console.print(step.run(load_recipe(step.CredDataRecipe, recipe), out))


@app.command("weak-label")
def weak_label(recipe: Recipe, out: Out) -> None:
    """Label the corpus with high-precision patterns."""
    from models import weak_labels as step

    console.print(step.run(load_recipe(step.WeakLabelRecipe, recipe), out))


@app.command()
def synthesize(recipe: Recipe, out: Out) -> None:
    """Replace real values with made-up ones, and plant more."""
    from models import synthesize as step

    console.print(step.run(load_recipe(step.SynthesisRecipe, recipe), out))


@app.command()
def snippets(recipe: Recipe, out: Out) -> None:
    """Cut unlabelled text where the gate looks, on which a student learns from its teacher."""
    from models import snippets as step

    console.print(f"snippets: {step.run(load_recipe(step.SnippetsRecipe, recipe), out)}")


@app.command()
def pretrain(recipe: Recipe, out: Out) -> None:
    """Pretrain an encoder on plain text."""
    from models import pretrain as step

    console.print(f"pretrained: {step.pretrain(load_recipe(step.PretrainRecipe, recipe), out)}")


@app.command()
def encode(
    data: Data,
    tokenizer: Annotated[Path, typer.Option(help="The tokenizer.json of the network that will read them.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write: .npz.")],
    share: Annotated[float, typer.Option(min=0, max=1, help="Of the documents.")] = 1.0,
    window: Annotated[int, typer.Option(min=1, help="Tokens of a window at most.")] = 128,
    overlap: Annotated[int, typer.Option(min=0, help="Tokens that neighbouring windows share.")] = 8,
) -> None:
    """Encode labelled documents for training on a machine without the texts and the rules."""
    from models import data as step

    console.print(f"windows: {step.encode_files(data, tokenizer, share, window, overlap, out)}")


@app.command()
def catalogues(recipe: Recipe, out: Out) -> None:
    """Cut stretches of message catalogues: text in every language that names nobody."""
    from models import catalogues as step

    console.print(f"stretches: {step.run(load_recipe(step.CataloguesRecipe, recipe), out)}")


@app.command()
def entities(recipe: Recipe, out: Out) -> None:
    """Assemble sentences from named-entity corpora: people in running text in many languages."""
    from models import entities as step

    console.print(step.run(load_recipe(step.EntitiesRecipe, recipe), out))


@app.command()
def train(
    recipe: Recipe,
    out: Out,
    seed: Annotated[int | None, typer.Option(help="In place of the recipe's: another run of it, for a mean.")] = None,
) -> None:
    """Train a token classifier: any Hugging Face encoder, or a small one from the recipe."""
    from models import train as step

    settings = load_recipe(step.TrainRecipe, recipe)
    settings = settings if seed is None else replace(settings, seed=seed)
    console.print(f"trained: {step.train(settings, out)}")


@app.command()
def evaluate(
    data: Data,
    model: Annotated[Path | None, typer.Option(help="Folder of a bundle; the packaged one by default.")] = None,
    detectors: Annotated[str, typer.Option(help="Comma-separated detectors.")] = "rules,encoder",
    operating_point: Annotated[str, typer.Option(help="The encoder's thresholds.")] = "balanced",
    gate: GateSwitch = Gate.ON,
) -> None:
    """Score detectors on labelled documents."""
    from models import evaluate as step

    for path in data:
        result = step.evaluate(path, detectors.split(","), model, operating_point, gate=gate is Gate.ON)
        Console().print(step.table(result, f"{path.name}: {detectors}"))


@app.command()
def export(
    checkpoint: Annotated[Path, typer.Argument(help="Trained model, such as runs/starter/model.")],
    out: Out,
    data: Data,
    recipe: Annotated[Path, typer.Option(help="Recipe of the bundle.")] = Path("models/recipes/bundle.toml"),
    credential_data: Annotated[
        list[Path] | None, typer.Option(help="Labelled documents for the thresholds of KEY and PASSWORD alone.")
    ] = None,
    look: Annotated[Path | None, typer.Option(help="Trained first look, such as runs/look/model.")] = None,
) -> None:
    """Calibrate a trained model on labelled documents and export it as a bundle, with parity checked."""
    from models import bundle as step

    settings = load_recipe(step.BundleRecipe, recipe)
    console.print(step.table(step.make(settings, checkpoint, data, out, credential_data or (), look)))


@app.command()
def quantize(
    bundle: Annotated[Path, typer.Argument(help="Folder of a bundle in 32 bits.")],
    out: Out,
    data: Data,
    precision: Annotated[str, typer.Option(help="int8 for CPUs, fp16 for GPUs.")] = "int8",
    max_loss: Annotated[float, typer.Option(min=0, help="How much macro F1 may fall.")] = 0.005,
) -> None:
    """Make a smaller bundle; fails, leaving nothing, if rules and encoder lose more on the documents than allowed."""
    from models import quantize as step

    console.print(step.quantize(bundle, _documents(data), out, max_loss, precision))


@app.command()
def average(
    checkpoints: Annotated[list[Path], typer.Argument(help="Trained models of one origin.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the model to write.")],
) -> None:
    """Average the weights of trained models with a common origin."""
    from models import average as step

    console.print(f"averaged: {step.average(checkpoints, out)}")


@app.command()
def prune(
    checkpoint: Annotated[Path, typer.Argument(help="Trained model of the type recurrent.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the model to write.")],
    data: Data,
    hidden: Annotated[int, typer.Option(min=1, help="Units a direction that are left.")] = 80,
    embedding: Annotated[int, typer.Option(min=1, help="Numbers per token that are left.")] = 64,
) -> None:
    """Make a network narrower, to continue training with the wide one as its teacher."""
    from models import prune as step

    console.print(f"pruned: {step.prune(checkpoint, _documents(data), hidden, embedding, out)}")


@app.command()
def widen(
    checkpoint: Annotated[Path, typer.Argument(help="Trained model of the type recurrent.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the model to write.")],
    hidden: Annotated[int, typer.Option(min=1, help="Units a direction that it shall have.")] = 144,
) -> None:
    """Make a network wider; its output is the same until it is trained further."""
    from models import widen as step

    console.print(f"widened: {step.widen(checkpoint, hidden, out)}")


@app.command()
def spell(
    checkpoint: Annotated[Path, typer.Argument(help="Trained model of ours: a network or a first look.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the model to write.")],
    data: Data,
    characters: Annotated[int, typer.Option(min=0, help="New tokens at most.")] = 6000,
    least: Annotated[int, typer.Option(min=1, help="Times that a character must occur.")] = 5,
) -> None:
    """Give a network tokens for characters that it reads as bytes, to continue training."""
    from models import characters as step

    console.print(f"spelt: {step.spell(checkpoint, _documents(data), characters, least, out)}")


@app.command("pseudo-label")
def pseudo_label(
    documents: Annotated[Path, typer.Argument(help="Documents; labels they have are replaced, unless they are kept.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write: .jsonl or .jsonl.zst.")],
    model: Annotated[list[Path], typer.Option(help="Folder of a bundle; several make an ensemble.")],
    threshold: Annotated[float, typer.Option(help="Mean score from which on a span counts.")] = 0.8,
    keep_labels: Annotated[
        bool, typer.Option("--keep-labels", help="Keep the documents' own spans; ignore what is found beside them.")
    ] = False,
) -> None:
    """Label documents with trained bundles: what all find becomes a span, what only some find is ignored."""
    from models import pseudo_label as step

    number = step.run(model, documents, out, threshold, keep_labels=keep_labels)
    console.print(f"labelled documents: {number}")


@app.command()
def card(
    bundle: Bundle,
    data: Annotated[list[str], typer.Option(help="NAME=FILE of labelled documents; may be given several times.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write, such as BUNDLE/README.md.")],
    corpus_recipe: Annotated[Path, typer.Option(help="Recipe of the corpus.")] = Path("models/recipes/corpus.toml"),
    corpus_report: Annotated[Path | None, typer.Option(help="The corpus's report.json.")] = None,
    gate_data: Annotated[
        list[str] | None, typer.Option(help="NAME=FILE of documents on which only the gate's cost is measured.")
    ] = None,
) -> None:
    """Write a bundle's card: figures measured on labelled documents, training data, uses and failures."""
    from models import card as step

    named, gated = (
        {name: _documents([path]) for name, path in map(step.named_file, options)}
        for options in (data, gate_data or [])
    )
    step.write(step.card(bundle, named, corpus_recipe, corpus_report=corpus_report, gate_data=gated), out)
    console.print(f"card: {out}")


@app.command()
def release(
    bundle: Annotated[Path, typer.Argument(help="Folder of a bundle with its card.")],
    data: Data,
    floor: Annotated[float, typer.Option(help="Macro F1 of all detectors that it must reach.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder to replace; the package's by default.")
    ] = None,
    megabytes: Annotated[float, typer.Option(help="How large it may be.")] = 12.0,
) -> None:
    """Check a bundle and put it into the package atomically."""
    from models import release as step

    console.print(step.release(bundle, _documents(data), floor, out, megabytes))


def _documents(paths: list[Path]) -> list[Document]:
    from models.data import read_documents

    return [document for path in paths for document in read_documents(path)]


def main() -> NoReturn:
    """Runs the command line; `pii.cli.running` decides the exit status."""
    run(app, "models")


if __name__ == "__main__":
    main()
