"""Namespaces, packages and modules that look like a person's name: `namespace Oliva\\Builder;`, `import Marie.Core`."""

from pii import expressions as re
from pii.decoys.base import line_around
from pii.spans import Span

_STATEMENT = re.compile(
    r"(?:<\?php )?(?:[ \t]*|(?:pub |export |@_?exported |global |unsafe )*)"
    r"(?:namespace|package|import(?: (?:qualified|static|function))?|use(?: (?:function|const))?|using(?: (?:static|namespace))?"
    r"|from|module|defmodule|alias|require|mod|open)[ \t]+"
    r"(?P<path>[\\:]{0,2}\w+(?:(?:\\{1,2}|\.|::|/)\w*)*+)(?P<after>.*)",
    re.ASCII,
)
"""Statements of PHP, Java, Perl, Rust, C#, Python, Haskell, Elixir, F# and similar languages."""
_DIVIDED = re.compile(r"[\\.:/]\w")
_ENDS = re.compile(r"[ \t]*(?:;|\{|do\b|as\b|where\b|import\b|exposing\b|qw\b|[(\r]|//|#|\Z)")
"""What follows the path in such a statement, but hardly a word of a sentence: `from J.Roe to K.Low`."""


def module(text: str, span: Span) -> bool:
    """Whether the span is a word of a path that a program's statement declares or imports."""
    before, after = line_around(text, span)
    statement = _STATEMENT.match(before + text[span.start : span.end] + after)
    if statement is None or not statement.start("path") <= len(before) <= statement.end("path") - len(span):
        return False
    closed = _ENDS.match(statement["after"]) is not None
    return closed and (_DIVIDED.search(statement["path"]) is not None or statement["after"].lstrip().startswith(";"))
