"""`import`: answers of a crowd, and labelled data of other tools, to votes.parquet."""

import typer

app = typer.Typer(
    help="Read the answers of a crowd, or labelled data of another tool, into votes.parquet.", no_args_is_help=True
)


def register(root: typer.Typer) -> None:
    """Adds this module's commands."""
    root.add_typer(app, name="import")
