"""Hooks of MkDocs: the command-line page is generated from the commands themselves."""

import re
from collections.abc import Iterator
from typing import Any

import typer

from pii.cli import app

_MARK = "<!-- commands: pii -->"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by MkDocs for each page."""
    return markdown.replace(_MARK, command_pages()) if _MARK in markdown else markdown


def command_pages() -> str:
    """Every command with its arguments and options, as Markdown."""
    group: Any = typer.main.get_command(app)
    return "\n".join(line for name, command in group.commands.items() for line in _page(name, command))


def _page(name: str, command: Any) -> Iterator[str]:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    yield f"## pii {name}\n"
    given = " ".join(argument.name.upper() + "…" * (argument.nargs < 0) for argument in arguments)
    yield f"```text\npii {name} [OPTIONS] {given}\n```\n"
    yield f"{command.help}\n"
    yield "| option | |\n|---|---|"
    for argument in arguments:
        yield f"| {argument.name.upper()} | {_cell(argument.help)} |"
    for option in options:
        names = ", ".join(f"`{each}`" for each in (*option.opts, *option.secondary_opts))
        yield f"| {names} | {_cell(option.help)}{_choices(option)}{_default(option)} |"
    yield ""


def _cell(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").replace("|", "\\|").replace("[default:", "(default:")


def _default(option: Any) -> str:
    value = option.default
    if value is None or value is False or value in ("", [], ()):
        return ""
    return f" Default: `{getattr(value, 'value', value)}`."


def _choices(option: Any) -> str:
    shown = str(option.display_type or "").strip("<>")  # such as text|jsonl
    return f" One of {', '.join(f'`{each}`' for each in shown.split('|'))}." if "|" in shown else ""
