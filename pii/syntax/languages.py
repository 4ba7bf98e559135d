"""The language of a document: as specified, or from its path or first lines."""

from pathlib import PurePosixPath

from pii import expressions as re
from pii.errors import ConfigError
from pii.syntax.parsing import shape

_ENDINGS: dict[str, str] = {
    ending: language
    for language, endings in {
        "bash": "sh bash zsh ksh bats",
        "c": "c h",
        "cpp": "cc cpp cxx hh hpp hxx ino cu cuh",
        "csharp": "cs csx",
        "css": "css scss less",
        "csv": "csv",
        "dart": "dart",
        "dotenv": "env",
        "go": "go",
        "groovy": "groovy gradle",
        "html": "html htm xhtml vue",
        "ini": "ini cfg conf desktop service editorconfig gitconfig",
        "java": "java",
        "javascript": "js mjs cjs jsx",
        "json": "json webmanifest geojson jsonld har ipynb",
        "jsonl": "jsonl ndjson",
        "kotlin": "kt kts",
        "lua": "lua",
        "make": "mk mak cmake",
        "perl": "pl pm t",
        "php": "php phtml php5",
        "properties": "properties",
        "python": "py pyi pyw",
        "r": "r",
        "ruby": "rb rake gemspec",
        "rust": "rs",
        "scala": "scala sc",
        "sql": "sql ddl",
        "swift": "swift",
        "toml": "toml",
        "tsv": "tsv",
        "tsx": "tsx",
        "typescript": "ts mts cts",
        "xml": "xml xsd xsl xslt svg pom csproj wsdl plist rss atom jelly xaml resx nuspec",
        "yaml": "yaml yml",
    }.items()
    for ending in endings.split()
}
_NAMES: dict[str, str] = {
    ".bashrc": "bash",
    ".env": "dotenv",
    ".profile": "bash",
    ".zshrc": "bash",
    "cmakelists.txt": "make",
    "dockerfile": "make",
    "gemfile": "ruby",
    "jenkinsfile": "groovy",
    "makefile": "make",
    "pipfile": "toml",
    "pipfile.lock": "json",
    "poetry.lock": "toml",
    "cargo.lock": "toml",
    "rakefile": "ruby",
    "vagrantfile": "ruby",
}
LANGUAGES: tuple[str, ...] = tuple(sorted({*_ENDINGS.values(), "text"}))
"""The languages that can be named; `text` has no syntax to keep."""

_SHEBANG = re.compile(r"#![^\n]*?\b(python|bash|sh|zsh|ksh|node|ruby|perl|php)[\d.]*\b")
_INTERPRETERS = {"sh": "bash", "zsh": "bash", "ksh": "bash", "node": "javascript"}
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("php", re.compile(r"\s*+<\?php\b")),
    ("html", re.compile(r"\s*+<(?:!doctype\s+html|html)\b", re.I)),
    ("xml", re.compile(r"\s*+<\?xml\b")),
    ("yaml", re.compile(r"---[ \t]*+\n")),
    (
        "python",
        re.compile(
            r"(?:[ \t]*+(?:#[^\n]*+)?\n)*+(?:from [\w.]++ import |import \w++(?:\.\w++)*+(?: as \w++)?\n|\"\"\")"
        ),
    ),
)
_ELEMENT = re.compile(r"\s*+<([A-Za-z_][\w.:-]*+)(?:\s++[\w.:-]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+\s*+>")
_FENCE = 4096
"""Characters at the head of a document that are checked for its language."""


def language_of(text: str, path: str | None = None) -> str | None:
    """The language of a document, or None if unknown."""
    if path is not None:
        pure = PurePosixPath(path.replace("\\", "/").lower())
        found = _NAMES.get(pure.name) or _ENDINGS.get(pure.suffix.lstrip("."))
        if found is None and (pure.name.startswith(".env.") or pure.name.endswith(".env")):
            found = "dotenv"
        if found is not None:
            return found
        if pure.suffix and pure.suffix != ".txt":
            return _shebang(text)
    found = _shebang(text) or next((name for name, head in _HEADS if head.match(text, 0, _FENCE)), None)
    return found or _whole_document(text)


def _whole_document(text: str) -> str | None:
    """JSON or XML, if the end of the text agrees: prose may begin with a bracket."""
    first, last = text[:64].lstrip()[:1], text[-64:].rstrip()[-1:]
    if first + last in ("{}", "[]"):
        return "json" if shape("json", text) else "jsonl" if shape("jsonl", text) else None
    element = _ELEMENT.match(text, 0, _FENCE) if first + last == "<>" else None
    return "xml" if element is not None and text.rstrip().endswith(f"</{element[1]}>") else None


def _shebang(text: str) -> str | None:
    match = _SHEBANG.match(text, 0, 200)
    return None if match is None else _INTERPRETERS.get(match[1], match[1])


def check_language(name: str) -> str:
    """Return the given name of a language in lower case.

    Raises:
        ConfigError: it is not in `LANGUAGES`.
    """
    known = name.lower()
    if known not in LANGUAGES:
        raise ConfigError(f"language {name!r}: expected one of {', '.join(LANGUAGES)}")
    return known
