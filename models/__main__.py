"""`python -m models`: from source packages to a released bundle, one command a step."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from models.recipe import load_recipe
from pii.errors import PiiError

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
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
def windows(recipe: Recipe, out: Out) -> None:
    """Cut windows of the corpus to be labelled by reading."""
    from models import windows as step

    console.print(step.run(load_recipe(step.WindowRecipe, recipe), out))


@app.command()
def publish(
    windows: Annotated[list[Path], typer.Option(help="Windows with their text; may be given several times.")],
    resolved: Annotated[list[Path], typer.Argument(help="Files of labels that were read, with offsets.")],
    out: Out = Path("models/labelled"),
) -> None:
    """Add labels that were read to the repository's pointers and offsets; no text is written."""
    from models import reading as step

    console.print(f"labelled windows: {step.publish(windows, resolved, out)}")


@app.command()
def read(recipe: Recipe, out: Out) -> None:
    """Join the labels that were read with the corpus's text."""
    from models import reading as step

    console.print(step.run(load_recipe(step.ReadingRecipe, recipe), out))


@app.command("weak-label")
def weak_label(recipe: Recipe, out: Out) -> None:
    """Label the corpus with patterns that are sure of what they find."""
    from models import weak_labels as step

    console.print(step.run(load_recipe(step.WeakLabelRecipe, recipe), out))


@app.command()
def synthesize(recipe: Recipe, out: Out) -> None:
    """Put made-up values in the places of real ones, and plant more."""
    from models import synthesize as step

    console.print(step.run(load_recipe(step.SynthesisRecipe, recipe), out))


@app.command()
def pretrain(recipe: Recipe, out: Out) -> None:
    """Pretrain an encoder on plain text."""
    from models import pretrain as step

    console.print(f"pretrained: {step.pretrain(load_recipe(step.PretrainRecipe, recipe), out)}")


@app.command()
def train(recipe: Recipe, out: Out) -> None:
    """Train a token classifier: any Hugging Face encoder, or a small one from the recipe."""
    from models import train as step

    console.print(f"trained: {step.train(load_recipe(step.TrainRecipe, recipe), out)}")


@app.command()
def evaluate(
    data: Data,
    model: Annotated[Path | None, typer.Option(help="Folder of a bundle; the packaged one by default.")] = None,
    detectors: Annotated[str, typer.Option(help="Comma-separated detectors.")] = "rules,secrets,encoder",
    operating_point: Annotated[str, typer.Option(help="The encoder's thresholds.")] = "balanced",
) -> None:
    """Score detectors on labelled documents."""
    from models import evaluate as step

    for path in data:
        result = step.evaluate(path, detectors.split(","), model, operating_point)
        Console().print(step.table(result, f"{path.name}: {detectors}"))


@app.command()
def export(
    checkpoint: Annotated[Path, typer.Argument(help="Trained model, such as runs/starter/model.")],
    out: Out,
    data: Data,
    recipe: Annotated[Path, typer.Option(help="Recipe of the bundle.")] = Path("models/recipes/bundle.toml"),
) -> None:
    """Calibrate a trained model on labelled documents and export it as a bundle, with parity checked."""
    from models import bundle as step

    console.print(step.make(load_recipe(step.BundleRecipe, recipe), checkpoint, data, out))


def main() -> None:
    """Runs the command line; an error of ours is one line and exit status 2."""
    try:
        app()
    except PiiError as error:
        console.print(f"error: {error}", style="red", highlight=False, markup=False)
        sys.exit(2)


if __name__ == "__main__":
    main()
