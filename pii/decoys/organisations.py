"""Companies, projects and programs, and accounts of theirs."""

from pii import expressions as re
from pii.decoys.base import line_around
from pii.known.names import FAMILY, GIVEN, kind_of, known_names
from pii.known.organisations import (
    LEGAL_FORMS,
    TRADES,
    is_company_named_in,
    is_known_organisation,
    is_organisation_account,
    is_project,
    names_organisation,
)
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import text_before

_LONGEST_NAME = 60
_SEVERAL = re.compile(r"[\n,;&/<]| and ")
"""Marks of more than a name: a list, an address, a sentence."""
_LEGAL_FORM_AFTER = re.compile(rf",?[ \t]+(?:{'|'.join(map(re.escape, LEGAL_FORMS))}|Corporation)\b")
"""After a company's name: `Roe & Sons`, Inc."""
_TRADE_AFTER = re.compile(
    rf" (?:{'|'.join(sorted(word.title() for word in TRADES))}|Orchestra|Quartet|Quintet|Ensemble"
    r"|Exporter|Importer|Converter|Generator|Compiler|Plugin)\b"
)
"""Words after a person's name that make the whole a band or workshop, Jane Roe Photography; the last word of a program's name."""
_MACHINE_AFTER = re.compile(r"[ \t][^\n<]{0,40}<(?:no-?reply@(?!users\.)|cursoragent@|[\w.+-]*\[bot\]@)|[ \t]?\[bot\]")
"""A no-reply address, which programs and companies sign with. `Co-Authored-By: Widget 4.7 <noreply@widget.example>`."""
_ADDRESS_AFTER = re.compile(
    r"[\"'*]{0,3}(?:,?\s{0,40}[\"']?(?:e-?mail|Email|author_email)[\"']?\s{0,4}(?:=>|[:=])\s{0,4}[\"']|[ \t]{1,4}\(?(?:<|&lt;))"
    r"(?:mailto:)?(?P<local>[\w.+-]{1,40})@(?P<host>[\w.-]{1,60})",
    re.ASCII,
)
_ROLES = frozenset(
    """
    support info contact contacts hello hi dev devs developer developers team admin admins sales mail office
    security opensource oss noreply no-reply code help helpdesk press webmaster discuss list lists packages
    packaging maintainer maintainers community feedback engineering integrations devteam devops api apis sdk tech it
    service services project marketing legal privacy partners open-source hostmaster postmaster root bot ci build
    releases release software development customercare customerservice onboarding
    """.split()
)
"""Mail accounts that belong to no person."""
_ROLES_OF_ONE = frozenset("mail hi hello contact".split())
"""Those of them that a person may use at a domain of their own: `Kore Nakamura <mail@kore-nakamura.example>`."""
_LETTER = re.compile(r"[a-z0-9]")
_HOST_BEFORE = re.compile(r"(?:[\w-]\.(?:com|org|io|net|in|co)[/:](?:@|users/|repos/)?|uses: [\"']?|(?:^|[\s(\[,])@)$")
_HOME_BEFORE = re.compile(r"[\\/](?:home\d{0,2}|[uU]sers|USERS|Documents and Settings)[\\/]{1,4}$")
"""A home folder belongs to a login, even one named like a company."""
_REPOSITORY_AFTER = re.compile(r"/([\w.-]+)", re.ASCII)


_TRAILER = re.compile(r"\b(?:co-authored|co-developed|assisted|generated)-by: ?\Z", re.IGNORECASE)
"""Trailers of a git message that credit contributors to a change."""
_LONGEST_TRAILER = 24
_ASSISTANTS = frozenset(
    """
    copilot codex gemini cursor cursoragent windsurf aider cline amp jules junie devin claude cody codegen sweep chatgpt gpt
    grok deepseek qwen kiro opencode openhands augment warp coderabbit coderabbitai dependabot renovate
    """.split()
)
"""Lower case; coding assistants that sign in a trailer. Elsewhere some of these are given names."""
_KINDS_OF_PROGRAM = re.compile(r"agent|ai|assistant|bot|cli|code|app|swe|opus|sonnet|haiku|pro|flash|\d+")
_WORDS = re.compile(r"[a-z]+|\d+")


_SEATS = (
    r"(?:Univ\.?|University|College|Institute|Academy|School|Faculty|Dept\.?|Department|Ministry|Museum|Bank|Church|Diocese"
    r"|State|City|Town|County|Port|Republic|Kingdom)[ \t]of[ \t](?:the[ \t])?"
)
"""Words of names derived from a location or a purpose."""
_SEAT_BEFORE = re.compile(rf"\b{_SEATS}(?:[A-Z][^\W\d_]+[ \t])?\Z")
_SEATED = re.compile(rf"{_SEATS}[A-Z]")
_LONGEST_SEAT = 48

_LONGEST_HOME = 28
"""Characters of the path of home folders, with its separator."""


def organisation(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if len(span) <= _LONGEST_NAME and _is_assistant(text, span, value):
        return True
    if span.label is Label.NAME:
        if len(span) > _LONGEST_NAME:
            return False
        if _SEAT_BEFORE.search(text, span.start - _LONGEST_SEAT, span.start) or _SEATED.match(value):
            return True
        if (
            _TRADE_AFTER.match(text, span.end)
            or _is_spoken_to(text, span, value)
            or _is_program(value)
            or _is_affiliation(text, span, value)
        ):
            return True
        machine = _MACHINE_AFTER.match(text, span.end) is not None
        incorporated = _LEGAL_FORM_AFTER.match(text, span.end) and not any(
            kind & GIVEN for *_, kind in known_names(value)
        )
        known = names_organisation(value) or machine or incorporated or _has_address_of_all(text, span, value)
        return bool(known) and not _SEVERAL.search(value)
    if _HOME_BEFORE.search(text, span.start - _LONGEST_HOME, span.start):
        return False
    if _LEGAL_FORM_AFTER.match(text, span.end) or is_company_named_in(text, value):
        return True
    before, after = text_before(text, span.start, 24), text[span.end : span.end + 60]
    if not _HOST_BEFORE.search(before):
        return is_known_organisation(value)
    repository = _REPOSITORY_AFTER.match(after)
    return is_organisation_account(value, owner=repository is not None) or bool(
        repository and is_project(value, repository[1])
    )


def _is_spoken_to(text: str, span: Span, value: str) -> bool:
    """Whether a voice assistant is addressed: `Hey Siri`, `ask Alexa`; without that context two of these are given names."""
    if value not in _LISTENING:
        return False
    if value in _NOBODYS_NAMES or _WAKES.search(text_before(text, span.start, _LONGEST_WAKING)):
        return True
    before, after = line_around(text, span)
    return _OF_MACHINES.search(before) is not None or _OF_MACHINES.search(after) is not None


_NOBODYS_NAMES = frozenset(("Cortana", "Bixby"))
_LISTENING = _NOBODYS_NAMES | {"Siri", "Alexa"}
_WAKES = re.compile(r"\b(?:hey|hi|ok|okay|ask|tell|hallo|hola|oye|dis|ehi|hé),? [\"'`]?\Z", re.IGNORECASE)
_LONGEST_WAKING = 12
_OF_MACHINES = re.compile(
    r"(?i:\b(?:voice|assistants?|skills?|homepod|homekit|smart (?:home|speakers?)|speech|wake word|shortcuts?))\b"
    r"|\b(?:Siri|Alexa|Cortana|Bixby|Echo|Amazon|Apple|iPhone|iOS|Google)\b"
)


def _is_program(value: str) -> bool:
    """Whether the last word says what a program does: `Moss Mesh Converter`. A given name alone before it is a person's."""
    words = value.split()
    if len(words) < 2 or words[-1] not in _PROGRAMS:
        return False
    return len(words) > 2 or not kind_of(words[0]) & GIVEN


_PROGRAMS = frozenset(
    """
    Exporter Importer Converter Generator Builder Compiler Plugin Wizard Parser Optimizer Optimiser Packer Unpacker
    Installer Downloader Uploader Viewer Renderer Scanner Crawler Scraper Formatter Minifier Bundler Assembler Disassembler
    Decompiler Debugger Emulator Simulator Transpiler Preprocessor Processor Extractor Analyzer Analyser Scheduler Launcher
    Updater Wrapper Toolkit Toolbox
    """.split()
)


_LEARNED = (
    "Harvard|Stanford|Smithsonian|Yale|Princeton|Cornell|Caltech|Oxford|Cambridge|Berkeley|Dartmouth|Purdue|Rutgers|Vanderbilt"
    "|Tulane|Johns Hopkins|Carnegie Mellon|Georgia Tech|Virginia Tech|Lawrence Livermore|Lawrence Berkeley|Los Alamos|Oak Ridge"
    "|Brookhaven|Argonne|Tsinghua|Sorbonne|Fraunhofer|Max[- ]Planck|Helmholtz|Leibniz|Weizmann|Pasteur"
)
"""Universities and institutes known by the name of a person or a town alone."""
_AFFILIATION = re.compile(rf"(?:{_LEARNED})(?: [A-Z]{{2,6}})?")
_AFFILIATED = re.compile(
    rf"(?:[A-Z][\w'’.-]* [A-Z][\w'’.-]*(?:,[ \t]+|[ \t]*[(|][ \t]*)|[a-z] \| ?|\b(?:{_LEARNED}) (?:&|and|/|\|) )\Z"
)
"""After a full name, after a vertical bar, or next to another of them."""
_NOT_NAMED_ON = re.compile(r"(?! [A-Z]|[\w-])")
_LONGEST_BEFORE = 40


def _is_affiliation(text: str, span: Span, value: str) -> bool:
    """Whether a university follows its member: `Jane Roe, Harvard`, `Center for Astrophysics | Harvard & Smithsonian`."""
    if _AFFILIATION.fullmatch(value) is None or _NOT_NAMED_ON.match(text, span.end) is None:
        return False
    return _AFFILIATED.search(text_before(text, span.start, _LONGEST_BEFORE)) is not None


def _has_address_of_all(text: str, span: Span, value: str) -> bool:
    """Whether the address that follows is a role's, or its host matches the span and no word of the span is a given name."""
    address = _ADDRESS_AFTER.match(text, span.end, span.end + 160)
    if address is None or any(kind & GIVEN for *_, kind in known_names(value.title())):
        return False
    joined = "".join(_LETTER.findall(value.lower()))
    hosts = [label.replace("-", "") for label in address["host"].lower().split(".")[:-1]]
    *others, last = value.split()
    if address["local"].lower() in _ROLES:
        own = address["local"].lower() in _ROLES_OF_ONE and len(others) == 1 and joined in hosts
        return not (own and kind_of(last) & FAMILY)
    if others:
        return False
    return any(len(host) > 3 and (joined == host or host.startswith(joined) and len(joined) > 4) for host in hosts)


def _is_assistant(text: str, span: Span, value: str) -> bool:
    """Whether a program signs in a trailer, by its name or that with its kind and version: `Co-authored-by: Copilot`."""
    if _TRAILER.search(text_before(text, span.start, _LONGEST_TRAILER)) is None:
        return False
    words = _WORDS.findall(value.lower())
    others = [word for word in words if word not in _ASSISTANTS]
    return len(others) < len(words) and all(map(_KINDS_OF_PROGRAM.fullmatch, others))
