"""The language of a document, from the ending of its name."""

_ENDINGS: dict[str, str] = {
    "Assembly": "s asm",
    "C": "c h",
    "C#": "cs",
    "C++": "cc cpp cxx hh hpp hxx",
    "CSS": "css scss less",
    "Clojure": "clj cljs",
    "Configuration": "cfg conf ini env properties",
    "CSV": "csv tsv",
    "Dart": "dart",
    "Elixir": "ex exs",
    "Erlang": "erl hrl",
    "Fortran": "f f90 f95",
    "Go": "go",
    "HTML": "html htm xhtml",
    "Haskell": "hs",
    "JSON": "json jsonl ndjson ipynb",
    "Java": "java",
    "JavaScript": "js jsx mjs cjs",
    "Julia": "jl",
    "Kotlin": "kt kts",
    "Log": "log",
    "Lua": "lua",
    "Markdown": "md markdown",
    "OCaml": "ml mli",
    "Objective-C": "m mm",
    "PHP": "php",
    "Perl": "pl pm",
    "PowerShell": "ps1",
    "Python": "py pyi pyx",
    "R": "r",
    "Ruby": "rb",
    "Rust": "rs",
    "SQL": "sql",
    "Scala": "scala",
    "Shell": "sh bash zsh",
    "Swift": "swift",
    "TOML": "toml",
    "TeX": "tex",
    "Terraform": "tf",
    "Text": "txt rst",
    "TypeScript": "ts tsx",
    "XML": "xml xsd",
    "YAML": "yml yaml",
}
_LANGUAGES: dict[str, str] = {ending: name for name, endings in _ENDINGS.items() for ending in endings.split()}

UNKNOWN = "unknown"


def language_of(name: str | None) -> str:
    """The language of a document, from the ending of its name; `unknown` without a name or a known ending.

    >>> language_of("src/app.py"), language_of("17")
    ('Python', 'unknown')
    """
    stem, dot, ending = (name or "").rpartition("/")[2].rpartition(".")
    return _LANGUAGES.get(ending.lower(), UNKNOWN) if dot and stem else UNKNOWN
