"""The picture of the README: a file before and after, as the default settings redact it.

python scripts/picture.py docs/redacted.svg
"""

import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from pii import Redactor, Span

TEXT = """\
# Written by Jane Roe <jane.roe@roe.org>
# TODO(jroe): rotate before the release
HOST = "10.20.30.40"
DB_PASSWORD = "correct-horse-7"
API_KEY = "q7Zt2mVxP9sLr4KwB8nJ6dYe"
VERSION = "3.14.1.2"  # not an address
CHECKSUM = "d41d8cd98f00b204e9800998ecf8427e"
"""
WIDTH, LINE, LEFT = 560, 24, 24
CHARACTER = 9.03  # width of one at this size, in the fonts named below

STYLE = """
text { font: 15px ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; fill: #1b1f24; white-space: pre; }
.head { font: 600 13px system-ui, sans-serif; fill: #57606a; } .page { fill: #f6f8fa; stroke: #d8dee4; }
.NAME { fill: #b6d4fb; } .EMAIL { fill: #a5e5dc; } .USERNAME { fill: #b7e3ba; }
.IP_ADDRESS { fill: #dfccff; } .KEY { fill: #fbc6c6; } .PASSWORD { fill: #f6dd9a; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } .head { fill: #9da7b3; } .page { fill: #171c23; stroke: #30363d; }
  .NAME { fill: #1d4a80; } .EMAIL { fill: #0d5850; } .USERNAME { fill: #255c2a; }
  .IP_ADDRESS { fill: #54398a; } .KEY { fill: #8a2b2b; } .PASSWORD { fill: #725210; }
}
"""


def picture(redactor: Redactor) -> str:
    """The picture as SVG."""
    redaction = redactor.redact(TEXT)
    replaced = [each for each in redaction.replacements if not each.span.reason]
    before = [(r.span.start, r.span.end, r.span) for r in replaced]
    after = [(r.start, r.end, r.span) for r in replaced]
    height = LINE * (TEXT.count("\n") + 2)
    body = [*page("settings.py", TEXT, before, 8), *page("redacted", redaction.text, after, height + 16)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {2 * height + 16}" role="img" '
        f'aria-label="A file before and after redaction"><style>{STYLE}</style>\n' + "\n".join(body) + "\n</svg>\n"
    )


def page(title: str, text: str, marks: Sequence[tuple[int, int, Span]], top: int) -> Iterator[str]:
    """A text with marks, from `top` down."""
    lines = text.split("\n")[:-1]
    yield f'<rect class="page" x="4" y="{top}" width="{WIDTH - 8}" height="{LINE * (len(lines) + 1) + 12}" rx="8"/>'
    yield f'<text class="head" x="{LEFT}" y="{top + 20}">{title}</text>'
    start = 0
    for number, line in enumerate(lines, 1):
        y = top + LINE * number
        for begin, end, span in marks:
            if start <= begin < start + len(line):
                x, width = LEFT + CHARACTER * (begin - start), CHARACTER * (end - begin)
                mark = f'x="{x - 2:.1f}" y="{y + 6}" width="{width + 4:.1f}" height="{LINE - 3}" rx="4"'
                yield f'<rect class="{span.label}" {mark}><title>{span.label}</title></rect>'
        length = f'textLength="{CHARACTER * len(line):.1f}"'  # so that marks fit in any font
        yield f'<text x="{LEFT}" y="{y + 22}" {length} lengthAdjust="spacingAndGlyphs">{escape(line)}</text>'
        start += len(line) + 1


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(Redactor()), encoding="utf-8")
