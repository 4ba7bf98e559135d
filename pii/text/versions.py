"""Versions, object identifiers and numbered headings: four dotted numbers that are not an address."""

from functools import lru_cache

from pii import expressions as re
from pii.text.surroundings import line_after, line_before, text_before

_ENDS_BEFORE = r"(?<![^\W_].)"
"""Follows the first letter of a word that begins there or comes after an underscore."""
_SECTIONS = """
    abschnitt anhang anlage abbildung absatz kapitel tabelle teil ziffer punkt
    annexe chapitre paragraphe tableau anexo apartado capítulo capitulo párrafo sección tabla parágrafo seção secção tabela
    allegato capitolo paragrafo sezione tabella bijlage hoofdstuk paragraaf tabell avsnitt bilaga vedlegg kapittel
    rozdział tabela załącznik punkt kapitola příloha bölüm ek tablo bab lampiran tabel
    глава пункт раздел рисунок таблица таблицы приложение приложения розділ додаток
"""
"""Words for numbered parts of a document, in languages other than English."""
_VERSION_BEFORE = re.compile(
    "(?:"
    + re.any_case(
        (
            rf"v(?!(?<= /v):)(?:{_ENDS_BEFORE}|(?-i:(?<=[a-z]V)(?<!-[a-z]V)))(?:er(?:sions?|sao|sión|são)?)?",
            r"v(?<!conv)(?<!perv)(?<!subv)(?<!inv)(?<!div)(?<!rev)(?<!\bav)ersion\w*+",
            "oids?",
            "версия",
            *(
                word[0] + _ENDS_BEFORE + word[1:]
                for word in (
                    *(
                        "release[ds]?",
                        "rev(?:ision)?",
                        "sections?",
                        "sec",
                        "chapter",
                        "clause",
                        "appendix",
                        "figure",
                        "table",
                    ),
                    *_SECTIONS.split(),
                    "ec(?:[ _](?:number|no))?",  # of the Enzyme Commission
                    *("since", "updated?", "upgraded?", "build", "firmware", "driver"),
                    *(rf"{word}[^\n]{{1,30}} to" for word in "update upgrade bump patch firmware driver".split()),
                )
            ),
        )
    )
    + r"|§|版本号?|バージョン|버전)[\"'>}\])]*(?:[=:]>?|\.|(?i: to\b| of\b))?[\"'({\[ \t=:.]*$"
)
_BETWEEN = "\"'({[ \t=:.>}])"
"""Characters between that word and the numbers: checked first, since few numbers follow a word."""
_COMPARED = re.compile(r"(?:[\w()\"'] ?[=~<>!]=|~>|\^|[<>]|\( ?=) ?[\"']?$")
_PACKAGE_BEFORE = re.compile(
    r"[A-Za-z][-_](?:v|r)?$|^[ \t]*[\w.+-]+ \($|[A-Za-z0-9]/$|\.(?:so|dll|jar|whl|deb|rpm|exe)[.-]$"
)
_LONGEST_SIGN = 8
_PACKAGE_ENDS = tuple("-_vr(/.")
_HEADING_BEFORE = re.compile(r"^[+-]?#{1,4} \[?v?$")
"""Precedes a version in the heading of a changelog."""
_PRIVATE = re.compile(r"192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.")
"""Networks of RFC 1918, which no version looks like."""
_HOST_AFTER = re.compile(r"[ \t]+[a-z][\w.-]*(?:[ \t=]|\r?\n|$)")
"""Follows an address of 10.0.0.0/8 on a commented-out line of a hosts file or an inventory."""
_BUILD_AFTER = re.compile(r" \(build\b")
_ROW = 120
"""Characters of a table's row, whose last cell may be an archive with the same version in its name."""
_TOOL_BEFORE = re.compile(r"\bGeneratedCode(?:Attribute)?\(\"[^\"\n]*\", ?\"$")
"""Precedes the version of a tool that generated a .NET class."""
_MULTIADDRESS = re.compile(r"(?:ip4|ip6|ipcidr|ip|hosts?|/dev/(?:tcp|udp)|://[^\s/]*(?:/[^\s]*)?)/$", re.IGNORECASE)
"""Precedes an address in a path: of libp2p, a Bash socket, a URL."""
_RANGE_BEFORE = re.compile(r"(?:(?<![\d.])0\.0\.0\.0|[vV]ersion[\"' =:]{1,4}(?:\d{1,5}\.){3}\d{1,5}) ?- ?$")
_LOCKED_BEFORE = re.compile(r"^ {4}(?: {2})?[\w.-]+ \($")
_LOCKED_AFTER = re.compile(r"\)\r?(?:\n|$)")
_LOCK = "\n  specs:"
"""A gem in Bundler's lock file: four or six spaces, its name, its version in parentheses."""
_PINNED_BEFORE = re.compile(r"[A-Za-z0-9]==$")
"""`widgets==10.3.9.90`, as in PEP 508; comparisons have quotes or spaces."""
_BUILD_BEFORE = re.compile(r"(?:^|[\s\"'-])[A-Za-z][\w.-]*=$")
_BUILT_AFTER = re.compile(r"=\w+(?:$|[\s\"'])")
"""`widgets=4.10.0.84=py39_0` of conda."""
_COORDINATES_BEFORE = re.compile(
    r"(?:^|[\s\"'`|+=-])[a-z][\w-]*(?:\.[\w-]+)+:[A-Za-z][\w.-]*:(?:(?:jar|war|pom|aar|bundle):)?$"
)
"""Of Maven and Gradle: `org.example.widgets:widgets-core:2.8.11.6`."""
_OF_PIP = "Requirement already satisfied: "
_LONGEST_OF_PIP = 400
"""Characters of a line of pip's output up to the version."""
_NAMED_BEFORE = re.compile(r"(?:^|[\s\"'])[A-Za-z][\w.-]* $")
_LISTED_BEFORE = re.compile(r"^[ \t]*[A-Za-z][\w.-]*[ \t]{2,}$")
_HEAD_OF_LIST = re.compile(r"\bPackage {2,}Version\b")
_OTHER_SECTION = re.compile(
    r"(?<![\w.-])[A-Z](?:\.\d{1,3}){2,6}(?![\w.]*\w)"
    r"|(?i:\b(?:sub-?)?(?:section|clause|chapter|paragraph|annex|appendix|table|figure|fig|equation|eq)s?\b\.?|\u00a7)"
    r" ?\(?(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3}){1,5}(?![\w.]*\w)"
)
"""Another section's number on the same line: of an annex with its letter, or after the word for a section."""
_OF_NETWORK = re.compile(
    r"(?i)\b(?:ip(?:v[46])?|dns|hosts?|servers?|address(?:es)?|ping|gateway|subnet|router|resolvers?)\b|://"
)
_TAG_BEFORE = re.compile(r"/(?:tree|blob|tags?|archive|download|compare|raw|src/tag)/(?:refs/tags/)?v?$")
"""Precedes a repository's tag in the path of a code host."""
_REVISION_BEFORE = (".git@", ".git@v")
"""Ends a repository's URL before the revision that pip installs: `git+https://code.example.org/jroe/tool.git@0.2.7.1`."""
_LIST_AFTER = re.compile(r"[\"'`]?, ?[\"'`]?v?(?P<shorter>\d+(?:\.\d+)+)(?![.\w])")
"""`3.7.11.3, 3.7.11, 3.7`: the tags of an image, longest first."""
_AFTER = re.compile(
    r"[-+~](?:[A-Za-z]|\d{1,5}\))|-\d+(?:\.\d+){0,2}(?:[_~+]|ubuntu|\.el|\.fc)|\+\d{2}:?\d{2}\b"
    r"|\.(?:tar|tgz|zip|gz|jar|whl|egg|exe|msi|deb|rpm|dmg|apk|nupkg|dll|so|js|css|pdf|min)\b|(?:rc|beta|alpha|a|b|dev)\d"
)
_AT_LEAST = re.compile(r" (?:or|and) (?:higher|later|above|newer|greater|up|lower|older|below|earlier)\b")
_TO_VERSION = re.compile(r" to v?\d+\.\d+(?:\.\d+)?(?![.\d])")
"""`from 0.9.6.1 to 0.11.0`: two addresses would both have four numbers."""
_PORT = re.compile(r":\d")
_NUMBER = re.compile(r"\d{1,3}")
_LONGEST = 32
"""Maximum characters of four numbers."""
_HEADING = re.compile(r"\.?\s+[A-Z]")
_RELEASED = re.compile(
    r"(?:-[\w.+~]{1,16})?\) (?:stable|unstable|experimental|testing|\w+; urgency|\w+-(?:security|updates|backports))"
)
_DRAWN = re.compile(r"[ ,a-zA-Z]-?\.\d")
"""A number without its leading zero, common in SVG paths: `c.8.398 1.208.8.398 0 .69.267`."""
_WEB_BROWSER = re.compile(
    r"(?:Chrome|Chromium|Edge?|OPR|Safari|Version|Firefox|Mozilla|YaBrowser|Vivaldi|Trident)/$|(?<!\w)(?:rv:|MSIE )$"
)
"""Precedes a version in a user agent, and in a pattern for one; Gecko calls its version a revision."""
_WEB_BROWSER_ENDS = ("/", "rv:", "MSIE ")


def is_version(text: str, start: int, end: int) -> bool:
    """Whether four dotted numbers, `text[start:end]`, are a version, a section or an object identifier in their context.

    >>> text = "openssl-1.0.2.1"
    >>> is_version(text, 8, 15), is_version("ping 1.0.2.1", 5, 12)
    (True, False)
    """
    before = text_before(text, start, 60).rpartition("\n")[2]
    word = before.rstrip(_BETWEEN)[-1:]
    if (word.isalpha() or word == "§") and _VERSION_BEFORE.search(before):
        return True
    if (
        before.endswith(("-", "- "))
        and _RANGE_BEFORE.search(before)
        or before.endswith(_WEB_BROWSER_ENDS)
        and _WEB_BROWSER.search(before)
    ):
        return True
    after = text[end : end + 24]
    if before.endswith('"') and _TOOL_BEFORE.search(before) or _is_heading(before, text[start:end], after):
        return True
    if before.endswith("+") and after.startswith("+"):
        return False  # spaces in form data, as browsers encode them
    if before.endswith("=") and (
        _PINNED_BEFORE.search(before) or _BUILT_AFTER.match(after) and _BUILD_BEFORE.search(before)
    ):
        return True
    if _is_told_by_pip(text, start, before, after) or _is_drawn(before, after):
        return True
    if _BUILD_AFTER.match(after) or f"-{text[start:end]}.jar" in text[end : end + _ROW]:
        return True
    if before.endswith(_REVISION_BEFORE) or before.endswith(("/", "/v")) and _TAG_BEFORE.search(before):
        return True
    listed = _LIST_AFTER.match(after) if after.startswith((",", '"', "'", "`")) else None
    if listed is not None and listed["shorter"].count(".") < 3 and text[start:end].startswith(listed["shorter"] + "."):
        return True
    if not _is_small(text[start:end]):
        return after.startswith("+") and _AFTER.match(after) is not None and after[1:3].isdigit()
    if _AT_LEAST.match(after) or before.endswith(("from ", "~")) and (before.endswith("~") or _TO_VERSION.match(after)):
        return True
    if before.endswith(":") and _COORDINATES_BEFORE.search(before) or _is_among_sections(text, start, end):
        return True
    if _COMPARED.search(before[-_LONGEST_SIGN:]) and not text[start:end].startswith(("10.", "127.")):
        return True
    if (
        before.endswith(_PACKAGE_ENDS)
        and _PACKAGE_BEFORE.search(before)
        and not _MULTIADDRESS.search(before)
        and not _PORT.match(after)
    ):
        return not before.endswith("(") or _RELEASED.match(after) is not None or _is_locked(text, before, after)
    return (
        _AFTER.match(after) is not None
        or _RELEASED.match(after) is not None
        or not before.strip(" \t/*#;%-")
        and _HEADING.match(after) is not None
        and max(_numbers(text[start:end]), default=0) < 30
    )


def _is_among_sections(text: str, start: int, end: int) -> bool:
    """Whether the line mentions another section of a standard, and no network: `// G.7.4.3.4 via 7.3.2.13`."""
    line = text[line_before(text, start) : line_after(text, end)]
    return _OTHER_SECTION.search(line) is not None and _OF_NETWORK.search(line) is None


def _is_heading(before: str, value: str, after: str) -> bool:
    """Whether the numbers are a changelog heading, not a private address, which may begin a comment."""
    if _HEADING_BEFORE.match(before) is None or _PRIVATE.match(value):
        return False
    return not (value.startswith("10.") and before == "# " and _HOST_AFTER.match(after))


def _is_told_by_pip(text: str, start: int, before: str, after: str) -> bool:
    """`Requirement already satisfied: x in path (from y) (1.13.1.3)`, `x 4.10.0.84 requires y>=2`, a row of `pip list`."""
    if after.startswith(" requires ") and _NAMED_BEFORE.search(before):
        return True
    if before.endswith(") (") and after.startswith(")"):
        return _OF_PIP in text_before(text, start, _LONGEST_OF_PIP).rpartition("\n")[2]
    return before.endswith(("  ", "\t")) and _LISTED_BEFORE.match(before) is not None and _holds_list_of_pip(text)


_TEXTS = 2
"""Number of texts whose properties are cached, since all rows of a text are checked in a row."""


@lru_cache(maxsize=_TEXTS)
def _holds_list_of_pip(text: str) -> bool:
    return _HEAD_OF_LIST.search(text) is not None


@lru_cache(maxsize=_TEXTS)
def _is_lock_file(text: str) -> bool:
    return _LOCK in text


def _is_drawn(before: str, after: str) -> bool:
    """Whether numbers of a drawn path are on both sides."""
    return before.endswith(" ") and _DRAWN.search(before) is not None and _DRAWN.search(after) is not None


def _is_locked(text: str, before: str, after: str) -> bool:
    locked = _LOCKED_AFTER.match(after) is not None and _LOCKED_BEFORE.match(before) is not None
    return locked and _is_lock_file(text)


def _is_small(value: str) -> bool:
    """Whether all numbers are small enough for a version."""
    numbers = _numbers(value)
    return bool(numbers) and (max(numbers) < 100 or numbers[0] < 10)


def _numbers(value: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(value, 0, _LONGEST)]
