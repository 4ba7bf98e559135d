"""The language or kind of a file, from its name alone."""

from pathlib import PurePosixPath

_BY_SUFFIX: dict[str, str] = {
    suffix: language
    for language, suffixes in {
        "ada": "adb ads",
        "asciidoc": "adoc asciidoc",
        "assembly": "s asm",
        "awk": "awk",
        "batch": "bat cmd",
        "c": "c h xs",
        "c++": "cc cpp cxx hh hpp hxx ipp tcc",
        "c#": "cs",
        "changelog": "changes",
        "clojure": "clj cljs cljc edn",
        "cmake": "cmake",
        "config": "conf cnf cfg rc config in desktop service",
        "css": "css scss sass less styl",
        "csv": "csv tsv",
        "d": "d",
        "dart": "dart",
        "diff": "diff patch",
        "elixir": "ex exs eex heex",
        "elm": "elm",
        "emacs-lisp": "el",
        "env": "env",
        "erlang": "erl hrl app",
        "f#": "fs fsi fsx",
        "fortran": "f f90 f95",
        "gettext": "po pot",
        "go": "go",
        "graphql": "graphql gql",
        "groovy": "groovy gradle",
        "haskell": "hs lhs cabal",
        "html": "html htm xhtml erb ejs jinja j2 hbs mustache twig tmpl",
        "ini": "ini properties",
        "java": "java",
        "javascript": "js mjs cjs jsx",
        "json": "json json5 jsonc webmanifest map",
        "json-lines": "jsonl ndjson",
        "julia": "jl",
        "kotlin": "kt kts",
        "lisp": "lisp scm rkt",
        "log": "log out",
        "lua": "lua",
        "mail": "eml mbox",
        "man": "1 3 5 7 8 1m mdoc",
        "markdown": "md markdown rmd",
        "nix": "nix",
        "notebook": "ipynb",
        "objective-c": "m mm",
        "ocaml": "ml mli",
        "pascal": "pas dpr",
        "pem": "pem crt key pub cer csr asc",
        "perl": "pl pm t pod",
        "php": "php phpt inc",
        "powershell": "ps1 psm1 psd1",
        "prolog": "pro prolog",
        "protobuf": "proto thrift",
        "puppet": "pp epp",
        "python": "py pyi pyx",
        "r": "r rd",
        "rst": "rst",
        "ruby": "rb rake gemspec ru",
        "rust": "rs",
        "scala": "scala sbt",
        "shell": "sh bash zsh ksh fish",
        "smalltalk": "st",
        "solidity": "sol",
        "sql": "sql ddl",
        "svelte": "svelte",
        "swift": "swift",
        "tcl": "tcl",
        "terraform": "tf tfvars hcl",
        "tex": "tex bib sty",
        "text": "txt text",
        "toml": "toml lock",
        "typescript": "ts tsx mts cts",
        "vb": "vb vbs bas",
        "verilog": "v sv vhd",
        "vim": "vim",
        "vue": "vue",
        "xml": "xml xsd xsl xslt svg pom plist csproj wsdl rng resx storyboard xib",
        "yaml": "yaml yml",
        "zig": "zig",
    }.items()
    for suffix in suffixes.split()
}

_BY_NAME_PART: dict[str, str] = {
    "changelog": "changelog",
    "changes": "changelog",
    "history": "changelog",
    "news": "changelog",
    "release": "changelog",
    "authors": "authors",
    "contributors": "authors",
    "contributing": "authors",
    "credits": "authors",
    "maintainers": "authors",
    "thanks": "authors",
    "acknowledg": "authors",
    ".mailmap": "authors",
    "copyright": "licence",
    "licen": "licence",
    "copying": "licence",
    "notice": "licence",
    "dockerfile": "dockerfile",
    "makefile": "makefile",
    "cmakelists": "cmake",
    "jenkinsfile": "groovy",
    "gemfile": "ruby",
    "rakefile": "ruby",
    "vagrantfile": "ruby",
    "podfile": "ruby",
    "readme": "text",
}

_PLAIN_SUFFIXES = frozenset({"", "txt", "text", "in", "rst", "md", "markdown", "html", "pod", "1"})


def language_of(path: str) -> str:
    """The language of the file at `path` (POSIX), such as `python`, `yaml`, `changelog` or `licence`; `text` where unknown.

    >>> language_of("src/app/main.py"), language_of("debian/changelog"), language_of(".github/workflows/test.yml")
    ('python', 'changelog', 'ci')
    """
    pure = PurePosixPath(path.lower())
    suffix = pure.suffix.removeprefix(".")
    if suffix in _PLAIN_SUFFIXES or suffix not in _BY_SUFFIX:
        for part, language in _BY_NAME_PART.items():
            if pure.name.startswith(part):
                return language
    folders = set(pure.parts[:-1])
    if suffix in ("yml", "yaml") and (
        folders & {"workflows", ".circleci"} or "travis" in pure.name or "-ci" in pure.name
    ):
        return "ci"
    return _BY_SUFFIX.get(suffix, "text")
