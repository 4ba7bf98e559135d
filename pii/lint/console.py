"""Findings for people, as compilers show them: the place, what it is, and the line with the place underlined.

app/settings.py:12:15: PASSWORD *** (9) rules.password 1.00
   12 │ PASSWORD = "*********"
      │             ^^^^^^^^^
"""

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from pii.labels import Label
from pii.lint.baseline import mask
from pii.lint.shown import place, shown_value
from pii.shards.detect import Finding
from pii.text.visible import visible

STYLES: dict[str, str] = {
    Label.NAME: "blue",
    Label.EMAIL: "cyan",
    Label.USERNAME: "green",
    Label.IP_ADDRESS: "magenta",
    Label.KEY: "red",
    Label.PASSWORD: "yellow",
}
_WIDTH = 100
_LEAD = 30
"""Characters shown before the span, if its line is too long."""


class LineConsole(Console):
    """A console that leaves a closed pipe to the command line; Rich would exit with status 1."""

    def on_broken_pipe(self) -> None:
        """Let the command line handle it."""
        raise BrokenPipeError


def show(finding: Finding, console: Console, *, show_values: bool) -> None:
    """Print one finding."""
    span = finding.span
    style = STYLES.get(span.label, "white")
    head = Text(f"{place(finding)}: ", style="bold")
    head.append(str(span.label), style=f"bold {style}")
    head.append(f" {shown_value(finding, show_values=show_values)}", style="none")
    head.append(f" {visible(span.source)} {span.score:.2f}", style="dim")
    console.print(head, soft_wrap=True, highlight=False)
    before, marked, after = _line(finding, show_values=show_values)
    number = f"{finding.line:>5} │ "
    line = Text(number, style="dim")
    line.append(before, style="none").append(marked, style=style).append(after, style="none")
    under = Text(f"{'│':>{len(number) - 1}} ", style="dim").append(" " * cell_len(before))
    under.append("^" * max(1, cell_len(marked)), style=f"bold {style}")
    console.print(line, under, sep="\n", soft_wrap=True, highlight=False)


def _line(finding: Finding, *, show_values: bool) -> tuple[str, str, str]:
    """The first line of the span in three parts, before, in and after it, cut to a readable width."""
    excerpt = finding.excerpt
    text = excerpt.text if show_values else mask(finding)
    newline = text.find("\n", excerpt.start, excerpt.end)
    end = excerpt.end if newline < 0 else newline
    before = text[: excerpt.start].rpartition("\n")[2]
    after = "" if newline >= 0 else text[end:].partition("\n")[0]
    if len(before) > _LEAD + 1 and len(before) + (end - excerpt.start) > _WIDTH:
        before = f"…{before[-_LEAD:]}"
    marked = text[excerpt.start : end]
    room = max(0, _WIDTH - len(before))
    if len(marked) > room:
        marked, after = f"{marked[:room]}…", ""
    elif len(after) > room - len(marked) + 1:
        after = f"{after[: room - len(marked)]}…"
    before, marked, after = (_one_line(part) for part in (before.lstrip("\r"), marked, after.rstrip("\r")))
    return before, marked, after


def _one_line(text: str) -> str:
    return visible(text.replace("\t", " "))
