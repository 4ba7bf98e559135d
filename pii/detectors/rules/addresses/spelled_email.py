"""E-mail addresses spelled out to hide them from robots: `jane at roe dot org`, `jane (arroba) roe (punto) es`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.addresses.domains import MAIL_PROVIDERS, TOP_LEVEL_DOMAINS
from pii.detectors.rules.base import Rule, as_bytes
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before

_FEWEST = 3
"""Characters of an account before a bare `at`."""

_DOT_WORD = r"(?:dot|punkt|punto|ponto|point|piste|punt|kropka|tečka|tecka|точка|nokta|pont|dott)"
_OPEN, _CLOSE = r"\s*[-*]?[\[({<]\s*[*]?", r"[*]?\s*[\])}>][-*]?\s*"
_SPELLED_DOT = rf"(?:{_OPEN}{_DOT_WORD}{_CLOSE}|\s+(?:dot|period)\s+|[ _-]dot[ _-]|\.)"
_SPELLED_DOMAIN = rf"(?P<domain>[A-Za-z0-9-]+(?:{_SPELLED_DOT}[A-Za-z0-9-]+)++)"
_SPELLED = re.compile(
    r"(?:(?<=\\)u00[0-7][0-9A-Fa-f])?(?P<local>[A-Za-z0-9][\w.+-]*)"
    rf"(?:{_OPEN}at{_CLOSE}\.?|\s+at\s+|[ _-]at[ _-]|[ \t]_at_[ \t]?|_at_[ \t]|\s*&lt;at&gt;\s*)" + _SPELLED_DOMAIN,
    re.ASCII | re.IGNORECASE,
)
_DOMAIN_AHEAD = re.compile(r"at[\s\])}>*_.-]+" + _SPELLED_DOMAIN, re.ASCII | re.IGNORECASE)
"""Hardly any `at` has it, and searching the whole line for an address takes far longer."""
_SPELLED_LOCAL_DOT = re.compile(
    r"(?:[A-Za-z0-9][\w+-]*(?:\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+))+$", re.ASCII | re.IGNORECASE
)
_DOT = re.compile(rf"\s*[\[({{<]\s?\.\s?[\])}}>]\s*|{_SPELLED_DOT}", re.IGNORECASE)
_WORD_FOR_DOT = re.compile(rf"\b{_DOT_WORD}\b|\bperiod\b", re.IGNORECASE)
_AT_WORDS = (
    *("ät", "arroba", "chez", "bei", "et", "klammeraffe", "äffchen", "affe", "chiocciola", "małpa", "malpa", "kukac"),
    *("zavináč", "zavinac", "snabel-a", "snabela", "krøllalfa", "собака", "apenstaartje", "apestaartje", "à", "a", "@"),
)
"""How an at sign is called where addresses are hidden from robots: Portuguese, French, German, Italian, Polish, Hungarian,
Czech, Swedish, Norwegian, Russian, Dutch."""
_SHORT_WORDS = frozenset(("a", "et", "à", "@"))
"""Those of them that other brackets hold, too."""
_IN_BRACKETS = rf"(?>\s?[\[({{<]\s?(?:{_DOT_WORD}|\.)\s?[\])}}>]\s?)"
_CALLED = re.compile(
    rf"(?P<local>[A-Za-z0-9][\w.+-]{{1,60}}+(?:{_IN_BRACKETS}[\w+-]{{1,40}}+){{0,3}}+)"
    rf"\s?[\[({{<]\s?(?:{'|'.join(map(re.escape, _AT_WORDS))})\s?[\])}}>]\s?"
    rf"(?P<domain>[A-Za-z0-9-]++(?:(?:{_IN_BRACKETS}|\s?\.)[A-Za-z0-9-]++){{1,4}}+)",
    re.IGNORECASE,
)
_HOST_AHEAD = re.compile(rf"\s?[A-Za-z0-9-]+(?:{_OPEN}(?:{_DOT_WORD}|\.){_CLOSE}|\s?\.)[A-Za-z0-9-]", re.IGNORECASE)
_NO_ACCOUNT = frozenset(
    """
    available hosted found look live see visit start started meet located documented mirrored released published posted
    site website page online over out here them us it is are was be me you that this listed maintained developed archived
    aimed work works working read more view info details only resides sources source project code homepage home example
    examples report reported bug bugs docs
    """.split()
)
"""Before `at` and a host these are words of a sentence."""
_LINE_OPENS = re.compile(r"[ \t]*(?:(?:[-*+•#;]|//)[ \t]+)?")
_LINE_CLOSES = re.compile(r"[ \t]*(?:\r?\n|$)")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the addresses around the hits."""
    done = 0
    for hit in hits:
        if hit.start + 1 > done:
            span = _called(text, hit) if hit.pattern == "spelled_email.called" else _spelled(text, hit)
            if span is not None:
                done = span.end
                yield span


def _spelled(text: str, hit: Hit) -> Span | None:
    ahead = text[hit.end : hit.end + REACH]
    if "." not in ahead and not _WORD_FOR_DOT.search(ahead):
        return None
    if _DOMAIN_AHEAD.match(text, hit.start + 1, hit.end + REACH) is None:
        return None
    line_start = line_before(text, hit.start)
    for match in _SPELLED.finditer(text, line_start, hit.end + REACH):
        if not match.start() <= hit.start < match.end():
            continue
        dots = _DOT.split(match["domain"])
        if dots[-1].lower() not in TOP_LEVEL_DOMAINS:
            return None
        separator = text[match.end("local") : match.start("domain")]
        plain_separator = separator.strip(" \t\r\n_-").lower() == "at" and not _WORD_FOR_DOT.search(match["domain"])
        if plain_separator and not _is_set_apart(text, match, separator):
            return None  # "look at roe.org"
        start = match.start("local")
        lead = _SPELLED_LOCAL_DOT.search(text, line_start, start)
        return Span(lead.start() if lead else start, match.end(), Label.EMAIL)
    return None


def _is_set_apart(text: str, match: re.Match[str], separator: str) -> bool:
    """Whether the words are no part of a sentence: in brackets, alone on their line, or with AT in capitals."""
    local, start, end = match["local"], match.start("local"), match.end()
    if text[start - 1 : start] + text[end : end + 1] == "<>":
        return True
    if separator != separator.strip() and separator.strip() == "_at_":
        return (local == "info" or local.lower() not in _NO_ACCOUNT) and len(local) >= _FEWEST
    if separator.strip().lower() != "at" or local.lower() in _NO_ACCOUNT or len(local) < _FEWEST:
        return False
    if "AT" in separator and not local.isupper() and not match["domain"].isupper():
        return True
    if _LINE_OPENS.fullmatch(text, line_before(text, start), start) and _LINE_CLOSES.match(text, end):
        return True
    opened = text[start - 1 : start] in ("(", "[")
    closed = text[end : end + 1] in (")", "]", ",") or text.startswith(" and ", end)
    marked = any(not character.isalpha() for character in local) or match["domain"].lower() in MAIL_PROVIDERS
    return opened and closed and (marked or _NAMED.search(text, start - REACH, start - 1) is not None)


_NAMED = re.compile(r"[A-Z][\w.'’-]+ [A-Z][\w.'’-]+ ?$")


def _called(text: str, hit: Hit) -> Span | None:
    """An at sign in another language's words, in brackets: `jane (arroba) roe (punto) es`."""
    if not _HOST_AHEAD.match(text, hit.end):
        return None  # as behind every `<a>` of HTML
    for match in _CALLED.finditer(text, line_before(text, hit.start), hit.end + REACH):
        if match.start() <= hit.start < match.end():
            dots = _DOT.split(match["domain"])
            between = text[match.end("local") : match.start("domain")]
            loose = between.strip(" ()[]{}<>").lower() in _SHORT_WORDS and any(map(str.isspace, between))
            if dots[-1].strip().lower() in TOP_LEVEL_DOMAINS and (not loose or _WORD_FOR_DOT.search(match["domain"])):
                return Span(match.start(), match.end(), Label.EMAIL)
            return None
    return None


RULE = Rule(
    "spelled_email",
    {
        "spelled_email.at": r"(?i)[ \[({<_-]at[ \])}>_-]",
        "spelled_email.called": rf"(?i)[\[({{<] ?(?:{as_bytes(_AT_WORDS)}) ?[\])}}>]",
    },
    find,
    rank=1,
    hits=(
        "by «hanne[.]roe[@]roe[.]org» and «abuse[@]roe[.]org», u=jane%2540roe.org",
        "\\\\u003c«jane at roe dot org»\\\\u003e",
        "«jane at roe dot org»",
        "(«jane DOT roe AT example DOT com»)",
        "«jane [at] roe [dot] org»",
        "«jane (at) roe.org»",
        "<«jane at roe.org»>",
        "look at b, at c, mail «jane (at) roe (dot) org»",
        "mail «jane at roe dot org» or «max at fry dot org»",
        " * Author: Jane Roe («jroe at example.com»)\n(«j.roe at example.com»)\n«jroe at example.org»\n",
        "«jroe at example period com»",
        "«jane (äffchen) roe-x (punkt) de», «jane (arroba) roe (punto) es», «jane[ät]roe.de»",
        "(«jroe AT example.org») and «jroe -[at]- example [*dot*] org» and %%j.roe@example.org or",
        "«jane at roe-at-x dot org», kim@roe.org",
        "«jane at roe dot org»@x.org",
        "«joe at roe.org»",
        "Kim Lo(«jroe at roe.org»)",
        "«jane (arroba) roe.es»",
        "Contact: «info_at_ orbis.example.org» or «jane _at_ roe.org», «kim_roe _at_roe.org».",
        "«jane[at] roe.org», «jane [at]roe.org»",
    ),
    misses=(
        "look at roe.org for dots",
        "(available at roe.org)\nhosted at roe.org\nsee (look at roe.org)",
        "at this point in time; at this period in time; x-at-roe.org",
        "<jane at roe.org and jane at roe.org>",
        "jroe at roe.org x\nx jroe at roe.org",
        "(jroe at roe.org)",
        "info_at_roe.org look _at_ roe.org x_at_ roe.org jane_at_ roe.notld",
    ),
)
