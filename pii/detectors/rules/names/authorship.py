"""Persons where a text says whose it is: copyright, author and maintainer lines, trailers, names with their address."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import AT, ENTRY, Rule, starts_token
from pii.detectors.rules.names.author_entry import is_role
from pii.detectors.rules.names.name_lists import FULL_NAME, after_gap, read_names
from pii.detectors.rules.names.own_label import LABELS
from pii.detectors.rules.names.person_cells import is_ordinary, known_words
from pii.detectors.rules.names.person_name import (
    ANY_NAME,
    NAME,
    NAME_IN_LINE,
    PARTICLES,
    WORD,
    is_person,
    starts_with_given_name,
)
from pii.detectors.rules.names.signature import is_own_account
from pii.detectors.scan import Hit
from pii.known.names import is_given_name
from pii.known.organisations import names_organisation
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import REACH, line_before, text_before

_ANY = re.compile(ANY_NAME)

_TELLS_TIME = r"[^<>{}%\n]{0,40}(?:year|date|time|now)[^<>{}%\n]{0,40}"
_THIS_YEAR = (
    rf"\$?\{{{{1,2}}{_TELLS_TIME}\}}{{1,2}}"  # literals of JavaScript; JSX, Jinja, Mustache
    r"|\{%[ -]*now[^{}%\n]{1,20}%\}"  # Django
    rf"|<\?(?:php|=){_TELLS_TIME}\?>|<%[=-]?{_TELLS_TIME}%>|@\(?DateTime(?:\.\w+){{1,3}}(?:\(\))?\)?"  # PHP, ERB, Razor
    r"|<script[^<>]{0,40}>\s*document\.write\([^<>{}\n]{0,60}\);?\s*</script>"
    r"|<(?:span|time)\b[^<>]{0,60}(?:year|date)[^<>]{0,40}>(?:\d{4})?</(?:span|time)>"
)
"""What a template or a script writes the current year with, behind `copyright`."""
_YEARS = (
    r"(?:[-–—,:;. \t\"'©]++|\(c\)|\\\(co|&copy;|&[mn]dash;|\d{4}|present|now|by|copyright|holders?|owner|is\b|held\b|=>|="
    rf"|{_THIS_YEAR})*+"
)
_AFTER_COPYRIGHT = re.compile(rf"(?:[^\w${{<@]++|{_THIS_YEAR}|\W|_holders?|s\b|holders?)*+{_YEARS}", re.IGNORECASE)

_FIELD = re.compile(
    r"s?(?:[_ -]?names?)?[\"'`]?\]?(?:\*\*|__)?[ \t]*(?:content=|[:=]+>?|\{|>|[ \t])[ \t]*"
    r"(?:\*\*)?(?:\[|\{|\(|new String\()*[ \t\r\n]*"
    r"(?:[\"']?name[\"']?[ \t]*[:=]>?[ \t]*)?[\"'`]?(?:by[ \t:]+)?",
    re.IGNORECASE,
)
"""Between the word author and the name: `": "`, ` = ["`, `}{`, `: [{name = "`."""

_BEFORE_ADDRESS = re.compile(
    rf"(?P<name>{ANY_NAME})(?:\\{{0,7}}[\"']|&quot;)?,?[ \t]+\(?(?:<|&lt;|\\u003c|\[|\()(?:mailto:)?$|(?P<bare>{NAME}),[ \t]+$"
)
_OPENING = re.compile(r"[ \t]\(?(?:<|&lt;|\\u003c|\[|\()(?:mailto:)?$|,[ \t]{1,8}$")
"""How the expression above ends: rare, and so looked for first."""
_LONGEST_OPENING = 24
_AFTER_ADDRESS = re.compile(rf"[ \t]+\((?P<name>{NAME})\)")
_PERSON_ELEMENT = re.compile(
    r"<(?:developer|contributor|author|maintainer|owner|creator|person)[^<>]*>\s*(?:<id>[^<]*</id>\s*)?$"
)
_ELEMENT = re.compile(rf"(?P<name>{ANY_NAME})</")
_NEXT_FIELD = re.compile(
    rf"(?P<name>{ANY_NAME})(?:[\"'][ \t]*,|</name>)\s*(?:\{{?\s*[\"']?(?:e-?mail|url)[\"']?\s*[:=]|<(?:e?mail|organization)>)",
    re.IGNORECASE,
)

_BESIDE = ("mail", "url", "<organization>")
"""What the expression above ends with."""

_OBJECT_BEFORE = re.compile(r"\{\s*\"?$")
_FAR = 600
_LISTED_BEFORE = re.compile(r"(?:authors|maintainers|contributors)[\"']?\s{0,3}[=:]\s{0,3}\[[^\[\]]*$")
"""Opens a list of persons, which has not been closed."""
_ALONE_IN_OBJECT = re.compile(rf"(?P<name>{NAME_IN_LINE})\"\s*\}}")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the names at the hits."""
    done = 0
    for hit in hits:
        if hit.start < done and hit.pattern != "at":
            continue
        for start, end in _FINDERS[hit.pattern](text, hit):
            done = max(done, end)
            yield Span(start, end, Label.NAME)


def _copyright(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    behind = hit.start if text[hit.start] == "©" else hit.end
    gap = _AFTER_COPYRIGHT.match(text, behind, behind + REACH)
    assert gap is not None
    if shortened := _with_initial(text, gap.end()):
        yield shortened
        return
    for start, end in read_names(text, gap.end()):
        value = text[start:end]
        if value.isupper() and "." not in value and not starts_with_given_name(value):
            return  # a licence in capitals
        yield start, end
    if text.startswith(":", behind):
        yield from _holders(text, behind)


def _with_initial(text: str, start: int) -> tuple[int, int] | None:
    """A given name and the initial of the family: `Copyright 2020 Manik R.`; without the full stop the name must be known."""
    match = _SHORTENED.match(text, start, start + REACH)
    if match is None or not is_person(match["given"]) or names_organisation(match["given"]):
        return None
    known = is_given_name(match["given"]) and not is_ordinary(match["given"])
    return match.span("name") if match["stop"] or known else None


_SHORTENED = re.compile(
    rf"(?P<name>(?P<given>{WORD}) [^\W\d_a-zß-ÿ](?P<stop>\.)?)(?=[ \t]*(?:\r?\n|$|[<(,;|]|\*/|All [Rr]ights|https?:))"
)
"""The initial ends the notice: behind another word it would be in the middle of a name."""
_MOST_HOLDERS = 100
_LONGEST_HOLDER = 240
"""Characters to the end of the next holder's line."""


def _holders(text: str, position: int) -> Iterator[tuple[int, int]]:
    """The further holders of a field `Copyright:`, one to an indented line."""
    for _ in range(_MOST_HOLDERS):
        line = _HOLDER.search(text, position, position + _LONGEST_HOLDER)
        if line is None:
            return
        value = line["name"]
        if value and is_person(value) and (not value.isupper() or starts_with_given_name(value)):
            yield line.span("name")
        position = line.end()


_HOLDER = re.compile(
    rf"(?<!\n)\r?\n[ \t]+(?=\S)(?:(?:©|\([cC]\))?[ \t]*(?:\d{{4}}[\d, \t–-]*)?(?P<name>{NAME_IN_LINE})(?=[ \t]*(?:[\r\n<,(]|$))"
    r"|(?=[^\n]))(?=([^\n]*))"
)


def _field(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`author = "Jane Roe"`, `@author Jane Roe`, `\\\\author{Jane Roe}`."""
    before = text[hit.start - 1 : hit.start]
    gap = _FIELD.match(text, hit.end, hit.end + REACH)
    if gap is None or before.isalpha():
        return
    tagged = before in ("@", "\\", "_", "<", ":", ".") or any(sign in gap.group() for sign in ":=\"'>{")
    for number, place in enumerate(read_names(text, gap.end(), _ANY if tagged else FULL_NAME)):
        value = text[place[0] : place[1]]
        if number == 0 and value in _LABELS:
            return  # the translation of the label
        if number == 0 and not FULL_NAME.fullmatch(value):
            closed = text[place[1] : place[1] + 1] in ('"', "'", "<", "\n", "\r", "}", "") or text[
                place[1] : place[1] + 2
            ] in (" <", " (")
            quoted = text[place[0] - 1] in "\"'>" and text[place[1] : place[1] + 1] in ('"', "'", "<")
            if quoted and not starts_with_given_name(value):
                return  # a word of a translation, a nickname
            if not closed or gap.group().strip() in ("", "(") and before != "@" or value.isupper():
                return
        yield place


_LABELS = frozenset(label for row in LABELS.values() for label in row.split())
"""What authors are called in other languages."""


def _trailer(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Signed-off-by: Jane Roe`."""
    if text_before(text, hit.start, len("/managed")) == "/managed":
        return  # a label of Kubernetes
    for number, place in enumerate(read_names(text, after_gap(text, hit.end - 1), _ANY)):
        if number == 0 and not FULL_NAME.fullmatch(text[place[0] : place[1]]) and not _ENDS.match(text, place[1]):
            return
        yield place


_ENDS = re.compile(r"\s*$| [<(]", re.MULTILINE)
"""After a single word that is a name: the line's end or an address."""


def _licence(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Neither the name of Jane Roe nor the names of its contributors`."""
    if text[hit.start] == "E":
        match = _LIABLE.match(text, hit.end - 1, hit.end + REACH)
        name = match["name"].title() if match is not None and match["name"].isupper() else ""
        if match is not None and name and is_person(name) and known_words(name)[0] > 0:
            yield match.span("name")
        return
    yield from read_names(text, hit.end - 1)


_LIABLE = re.compile(rf"(?P<name>{NAME_IN_LINE})(?= BE LIABLE|,? (?:OR|NOR|AND) )")


def _address(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`Jane Roe <jane@roe.org>`, `jane@roe.org (Jane Roe)`, `-- Jane Roe <...>`."""
    window = text_before(text, hit.start)
    local_start = hit.start - len(window) + len(window.rstrip(_LOCAL))
    head = text[line_before(text, local_start) : local_start]
    head = head[head.rfind("@") + 1 :]  # no name holds an at sign
    if (shown := _DISPLAYED.search(head)) and known_words(shown["name"])[0] and is_person(shown["name"]):
        yield local_start - len(head) + shown.start("name"), local_start - len(head) + shown.end("name")
    elif _OPENING.search(head, len(head) - _LONGEST_OPENING) and (match := _BEFORE_ADDRESS.search(head)):
        group = "name" if match["name"] else "bare"
        start, end = local_start - len(head) + match.start(group), local_start - len(head) + match.end(group)
        start = _without_lead(text, start, end)
        if " " not in text[start:end] and (family := _FAMILY_BEFORE.search(text, local_start - len(head), start)):
            start = family.start("family")  # Roe, Jane <jane@roe.org>
        value = text[start:end]
        single = " " not in value
        # BooK <book@roe.org>, Qroe <qroe@roe.org>
        account = single and (not value.istitle() or is_own_account(value, text[local_start : hit.start + 1]))
        if head.lstrip().startswith('"Language-Team') or head.startswith("Language-Team"):
            return
        cut = text[start - 1 : start].isascii() and not starts_token(text, start)  # the end of a host
        if head[: start - local_start + len(head)].endswith(" of "):
            return  # University of a town
        if (
            is_person(value)
            and not account
            and not cut
            and not (
                single
                and (len(value) < 3 or text[start - 1 : start] == "." or is_role(text[local_start : hit.start + 1]))
            )
        ):
            yield start, end
    domain_end = _DOMAIN.match(text, hit.end - 1)
    if domain_end and (after := _AFTER_ADDRESS.match(text, domain_end.end())) and is_person(after["name"]):
        yield after.span("name")


_DISPLAYED = re.compile(
    rf"[\"'](?P<name>(?:(?:{'|'.join(sorted(PARTICLES))}) )*{WORD}(?: {WORD})?, {WORD}(?: {WORD}| [^\W\d_a-z]\.)?)"
    r" ?[(\[|/–-][^\"\n]{1,60}\\{0,7}[\"'][ \t]+(?:<|&lt;)(?:mailto:)?$"
)
"""A name as directories of companies show it, with what tells it from others: `"Roe, Jane (platform)" <`."""
_FAMILY_BEFORE = re.compile(rf"(?:^|[\"'>*|]|\bby)[ \t]*(?P<family>{WORD}, )$", re.MULTILINE)
_LOCAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"
_DOMAIN = re.compile(r"[\w.-]+", re.ASCII)
_LEAD = re.compile(
    r"(?:(?:Authors?|Maintainers?|Uploaders|Contact|From|To|Cc|By|Mr|Mrs|Ms|Dr|Prof|Copyright|Written|Patch|Thanks|Reported"
    r"|Original|Modified|Email|Name|Signed|Portions|Fix|Based|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?"
    r"[ \t]*+(?:(?:by|to|:)[ \t]*+)?)+"
)


def _without_lead(text: str, start: int, end: int) -> int:
    """Where the name starts behind capitalised words of the sentence: `Written by`, `Dr.`."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead and lead.end() < end else start


def _entry(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """`"name": "Jane Roe", "email": ...`, `<name>Jane Roe</name> <email>`."""
    beside = text[hit.end : hit.end + REACH].lower()
    match = _NEXT_FIELD.match(text, hit.end - 1, hit.end + REACH) if any(map(beside.__contains__, _BESIDE)) else None
    if match is None and text[hit.start] == "<" and _PERSON_ELEMENT.search(text, hit.start - REACH, hit.start):
        match = _ELEMENT.match(text, hit.end - 1, hit.end + REACH)
    if match is None and _OBJECT_BEFORE.search(text, hit.start - REACH, hit.start):
        alone = _ALONE_IN_OBJECT.match(text, hit.end - 1, hit.end + REACH)
        listed = alone is not None and _LISTED_BEFORE.search(text, hit.start - _FAR, hit.start) is not None
        match = alone if alone and (listed or starts_with_given_name(alone["name"])) else None
    if match and is_person(match["name"]):
        yield match.span("name")


_FINDERS = {
    "authorship.copyright": _copyright,
    "authorship.field": _field,
    "authorship.trailer": _trailer,
    "authorship.licence": _licence,
    "authorship.entry": _entry,
    "at": _address,
}

RULE = Rule(
    "authorship",
    AT
    | ENTRY
    | {
        "authorship.copyright": r"[Cc]opyright|COPYRIGHT|\([cC]\) |&copy;|\xc2\xa9(?:[^\xc2]|\xc2[^\xa9])",
        "authorship.field": (
            r"[Aa]uthor|AUTHOR|[Mm]aintainer|MAINTAINER|[Uu]ploader|[Cc]ontributor|CONTRIBUTOR|[Dd]eveloper|[Tt]ranslator|[Pp]rogrammer"
            r"|[Pp]ackager|[Cc]ommitter|[Cc]reator|[Cc]redits|copyright.holder"
        ),
        "authorship.trailer": r"-[Bb]y: ",
        "authorship.licence": r"either the name of [A-Z]|EVENT SHALL [A-Z]",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        '"«Roe, Jane» <jane@roe.org>", "«Kay, Lee» <lee@example.org>"',
        '<meta name="author" content="«Ren&eacute; Roe»">',
        'To: "«Roe, Jane» (platform)" <jane@roe.org>, "«van Kay, Lee Ann» [Ext]" <lee@example.org>',
        r'{"cc": "\"«Roe, Jane» - Ulm\" <jane@roe.org>"}',
        "# Copyright (c) 2011-2015 «Jane Roe»",
        "copyright: `Copyright 2016–${new Date().getFullYear()} «Jane Roe»`,\n<p>&copy; {{ year }} «Jane Roe»</p>\n",
        "<p>&copy; {new Date().getFullYear()} «Jane Roe»</p>\n<p>&copy; 2016 - {% now 'Y' %} «Jane Roe»</p>\n",
        '<p>&copy; <?php echo date("Y") ?> «Jane Roe»</p>\n<p>&copy; <%= Time.now.year %> «Jane Roe»</p>\n',
        "<p>© @DateTime.Now.Year «Jane Roe»</p>\n<p>© <script>document.write(new Date().getFullYear())</script> «Jane Roe»\n",
        '<p>&copy; <span id="year"></span> «Jane Roe». All rights reserved.</p>\n',
        "Copyright 1995-2009, «Jane Q. Roe» and «John van Roe». All rights reserved.",
        "© 2020 «Jürgen Röe»",
        "// Copyright 2020 «Manik R.»\n# © 2021 «Jane R»\n/* Copyright (c) 2020 «Manik R.», MIT */\n",
        "// Author: «Jane Roe»\n// Date: today",
        " * @author «Jane Roe» <jane@roe.org>",
        "Author: «Jane Roe» (JR)\n# Author Contact: x",
        "Author:   «Roethemes»\n\tPrimary use: x",
        '"author": "«Jane Roe» <jane@roe.org>",',
        '__author__ = "«Jane Roe»"',
        'authors = ["«Jane Roe» <jane@roe.org>", "«John Roe»"]',
        "  author_name: «Jane»",
        r"\author{«Jane Roe»}",
        "<developer><name>«Jane Roe»</name></developer>",
        '{ "name": "«Jane Roe»", "email": "jane@roe.org" }',
        "Signed-off-by: «Jane Roe» <jane@roe.org>",
        "Acked-by: «Giulia dell'Oro»\nReviewed-by: «Jean d’Ormes» <jean@roe.org>\n",
        "Co-authored-by: «Jean-Paul O'Roe» <jp@roe.org>",
        " -- «Jane Roe» <jane@roe.org>  Fri, 21 Feb 2020 10:00:00 +0000",
        "2003-01-02  «Jane Roe» <jane@roe.org>",
        "Contact jane@roe.org («Jane Roe»)",
        "IN NO EVENT SHALL «JANE SMITH» BE LIABLE FOR ANY",
        'authors = [\n  { name = "«Adam Brixo»" },\n]',
        "Maintainer: «Jane Maria de Roe» <jane@roe.org>",
        "Neither the name of «Jane Roe» nor the names of its contributors may",
        "Copyright: 2009 «Jane Roe» <jane@roe.org>\n           2013-2014 «John Roe»\n           «Ann Roe»\nLicense: X",
        '"author": "«Evan May»",',
        '"maintainers": [{\n "name": "«Jane Roe»"\n}]',
        "«Zed» <zed@example.org>",
        'author = JR\nauthor = "«Jane Roe»"',
        "Author: «Jane»\n@author «Max»",
        "Author: «Jane» <jane@roe.org>",
        "Author: «Jane» (jr)",
        'author = "«Jane»", "Moss"',
        'author = "«Jane Roe»", "Moss"',
        'author = "«Jane Roe»" and Moss, Max Fry',
        "\\author{«Jane»}",
        "«Jan» <jan@roe.org>",
        "Written by «Jane» <jane@roe.org>",
        r'{"x": "{\"m\": \"«Jane Roe» <jane@roe.org>\"}"}',
        r'{"m": "\"«Jane Roe»\" <jane@roe.org>"}',
        "&quot;«Jane Roe»&quot; &lt;jane@roe.org&gt;",
        r"By \"«Osten Roe» <osten@roe.org>",
        "<developer><id>x</id> <name>«Jane Roe»</name>",
        "Copyright:\n «Jane Roe»\n 2020 «Max Fry» <m@roe.org>\n moss\n «Ann Lee»",
        "Copyright: x\n «JANE ASHDOWN»\n BRIXO FERN\n",
        'author = "«Roethemes» <x@roe.org>"',
        "Signed-off-by: «Jane Roe»\nReviewed-by: «Jane»\n",
        "由«Jane Roe» <jane@roe.org>",
        "jane@h («Jane Roe»)",
        '{"name": "«Jane Roe»"}',
        "x\\n«Jane Roe» <jane@roe.org>",
        "Copyright: 2005 Roe Inc., «Jane Roe» <jane@roe.org>\n 2006 «Max Fry»\n",
        "Authors: «Jane Roe», «Kim Low», moss, Eva Moe\n\n\n\nAuthors: «Jane Roe», «Kim Low», «Ann Poe», moss, «Eva Moe»\n",
        "# Author: «Jane»\n# Roe: x\n// Author: «Jane Roe»\n// Kim Low\n# Author: «Jane Roe». Kim\n# Author: «Jane Roe»- x\n",
    ),
    misses=(
        "Copyright (c) 2020 Example Software Foundation",
        "Copyright 2019 The Tool Authors. All rights reserved.",
        "Copyright (c) 2011 Acme Corporation",
        "Copyright (C) 2011 Example Universiteit Town",
        "Maintainer: Debian Tool Team <tool@lists.example.org>",
        'MAIL_FROM="Moss <no-reply@mail.example.org>"\n(c) 2007 Moss-Fern <info@moss-fern.example>',
        '"author": "Example Inc."',
        "author = models.ForeignKey(User)",
        "Copyright (c) 2013, ISP RAS",
        "Neither the name of Example Corporation nor the names",
        '"Language-Team: Finnish <fi@lists.example.org>\\n"',
        "jroe <jroe@example.org>",
        '"Larkmist, Brixo (platform)" <x@example.org>',
        '"Roe, Jane (platform)" <x>',
        '"Team, Jane (platform)" <x@example.org>',
        '"name": "Jane Tool", "version": "1"',
        "@author",
        '{"name": "Fancy Widget"}',
        '"translators": "Tərcüməçilər"',
        "Created by IntelliJ IDEA",
        "Author: Roedesigner\nAuthor URI: x",
        '<string name="credits">Zasluge</string>',
        "'ENTRY_CREDIT_CARD_OWNER' => 'Credit Card Owner:'",
        "THE COPYRIGHT HOLDERS AND CONTRIBUTORS; DU COPYRIGHT ET LES CONTRIBUTEURS",
        "xauthor: Jane Roe",
        "Author: Jane, Max",
        "author: JANE",
        "Author: Moss and Max Fry",
        "Signed-off-by: Jane, Max Fry",
        "app.example.org/managed-by: Helm",
        "Copyright: x\n INCLUDING\n LOST PROFITS, ARISING\n",
        "Reviewed-by: Jane of Roe",
        "Reviewed-by: Jane d'accord\nCopyright 2010 Université d'Orsay\nReviewed-by: Brixo dell'amico\n",
        ".Jane <jane@roe.org> Jo <jo@roe.org> JanR <jan@roe.org>",
        "Jane of University of Moss, [jane@roe.org](mailto:jane@roe.org)",
        "from a.FERN.CMOSSU.Edu (root@example.org)",
        "Mr. <jane@roe.org> Written by <jane@roe.org>",
        "<name>Jane Roe</name>",
        "author: Penulis\nauthor: Автор\n",
        '{"name": "Moss Fern"}',
        '{"x": 1, "name": "Jane Roe"}',
        "neither the name of Moss nor",
        "IN NO EVENT SHALL THE AUTHORS BE LIABLE; EVENT SHALL BRIXO WIDGET BE LIABLE",
        "\\xJane Roe <jane@roe.org> x\\xnJane <jane@roe.org>",
        "# Author: Jane Roe.parse\n# Author: Jane Roe7\n# Author: Jane Roe(x)\n# Author: Jane Roe->x\n",
        "# Author: Jane Roe::x\n# Author: Jane Roe_x\n# Author: Jane Roe/x\n# Author: Jane Roe=x\n# Author: Jane Roe@x\n",
    ),
)
