"""Templates with slots, filled with made-up values of known extents."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from models.synthesis import addresses, decoys, identifiers, keys, passwords, people
from models.synthesis.draw import Draw
from pii.labels import Label
from pii.spans import Span

_FILE = Path(__file__).with_name("templates.txt")
_PAGES = Path(__file__).with_name("pages")
_SLOT = re.compile("«([A-Za-z0-9]+)(?:\\.([a-z]+))?»")
_SOURCE = "synthesis"

_ACCOUNTS = "root admin postgres user ubuntu guest test service app".split()


@dataclass(slots=True)
class Cast:
    """The persons of one snippet: a name, the e-mail address and the account after it mostly belong together."""

    draw: Draw
    _people: list[people.Person] = field(default_factory=list)

    def fresh(self) -> people.Person:
        """A new person."""
        self._people.append(people.person(self.draw))
        return self._people[-1]

    def last(self) -> people.Person:
        """Mostly the person named last."""
        return self._people[-1] if self._people and self.draw.chance(0.9) else self.fresh()


_Maker = Callable[[Draw, Cast], str]

LABELLED: Mapping[str, tuple[Label, _Maker]] = {
    "NAME": (Label.NAME, lambda draw, cast: cast.fresh().name),
    "GIVEN": (Label.NAME, lambda draw, cast: cast.last().given),
    "FAMILY": (Label.NAME, lambda draw, cast: cast.last().family),
    "EMAIL": (Label.EMAIL, lambda draw, cast: cast.last().email),
    "SPELLED": (Label.EMAIL, lambda draw, cast: people.spelled_out(draw, cast.last().email)),
    "USER": (Label.USERNAME, lambda draw, cast: cast.last().handle),
    "IP": (Label.IP_ADDRESS, lambda draw, cast: addresses.ip_address(draw)),
    "IP4": (Label.IP_ADDRESS, lambda draw, cast: addresses.ipv4(draw)),
    "IP6": (Label.IP_ADDRESS, lambda draw, cast: addresses.ipv6(draw)),
    "KEY": (Label.KEY, lambda draw, cast: keys.key(draw)),
    "JWT": (Label.KEY, lambda draw, cast: keys.jwt(draw)),
    "HASH": (Label.KEY, lambda draw, cast: keys.salted_hash(draw)),
    "BASIC": (Label.KEY, lambda draw, cast: keys.basic_pair(draw, cast.last().handle, passwords.password(draw))),
    "PEM": (Label.KEY, lambda draw, cast: keys.private_key(draw)),
    "PEM1": (Label.KEY, lambda draw, cast: keys.private_key(draw, "\\n")),
    "PASSWORD": (Label.PASSWORD, lambda draw, cast: passwords.password(draw)),
    "URLPASSWORD": (Label.PASSWORD, lambda draw, cast: passwords.url_password(draw)),
    "PHRASE": (Label.PASSWORD, lambda draw, cast: passwords.passphrase(draw)),
}
"""Slots whose value is a span."""

PLAIN: Mapping[str, Callable[[Draw], str]] = {
    "GENERICUSER": lambda draw: draw.one(_ACCOUNTS),
    "COMMITREF": lambda draw: "$GITHUB_SHA",
    "CERT": decoys.certificate,
    "EPONYM": decoys.eponym,
    "Class": identifiers.class_name,
    "b64": decoys.base64_image,
    "commit": decoys.commit,
    "commit7": lambda draw: decoys.commit(draw)[:7],
    "fp": decoys.fingerprint,
    "TOKEN16": lambda draw: draw.string("0123456789abcdef", 16),
    "UPPERID": lambda draw: draw.string("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10),
    "UUIDID": decoys.named_identifier,
    "hexlist": decoys.hexadecimal_table,
    "hextable": lambda draw: draw.string("0123456789abcdef", 2 * draw.number(16, 64)),
    "host": people.domain,
    "integrity": decoys.integrity,
    "isodate": decoys.iso_date,
    "mac": addresses.mac_address,
    "month": decoys.month,
    "netmask": addresses.netmask,
    "netmask0": lambda draw: "0.0.0.0",
    "num": lambda draw: str(draw.number(1, 99999)),
    "oid": addresses.dotted_number,
    "org": decoys.organisation,
    "place": decoys.place,
    "placeholder": passwords.placeholder,
    "port": lambda draw: str(draw.one([21, 22, 80, 443, 3306, 5432, 6379, 8080, 9200, draw.number(1024, 65535)])),
    "product": decoys.product,
    "pubkey": decoys.public_key,
    "rfcdate": decoys.rfc_date,
    "sentence": decoys.sentence,
    "sha": decoys.digest,
    "sha256": lambda draw: draw.string("0123456789abcdef", 64),
    "title": decoys.title,
    "two": lambda draw: f"{draw.number(0, 59):02}",
    "uuid": keys.uuid,
    "version": addresses.dotted_number,
    "word": identifiers.word,
    "year": lambda draw: decoys.years(draw),
}
"""Slots whose value is not a span."""

IDENTIFIERS: Mapping[str, Callable[[Draw], tuple[str, ...]]] = {
    "passvar": identifiers.password_name,
    "keyvar": identifiers.key_name,
    "digestvar": identifiers.digest_name,
    "idvar": identifiers.identifier_name,
    "client": identifiers.client_name,
}
"""Slots that are names of variables; what follows the dot is their style."""


@cache
def templates() -> dict[str, tuple[str, ...]]:
    """Templates by language; those of `any` fit everywhere."""
    found: dict[str, list[str]] = defaultdict(list)
    for head, body in _sections(_FILE):
        for language in head.split():
            found[language].append(body)
    return {language: tuple(bodies) for language, bodies in found.items()}


@dataclass(frozen=True, slots=True)
class Page:
    """A whole excerpt with slots, written to look like part of a real file, with near misses in between."""

    name: str
    """The file it is in, and its number there."""
    language: str
    kind: str
    body: str


@cache
def pages() -> tuple[Page, ...]:
    """All pages; a section's head has its languages and, after a bar, the kind of place it shows."""
    return tuple(
        Page(f"{path.stem}/{number}", head.split()[0], head.partition("|")[2].strip(), body)
        for path in sorted(_PAGES.glob("*.txt"))
        for number, (head, body) in enumerate(_sections(path))
    )


def _sections(path: Path) -> Iterator[tuple[str, str]]:
    for section in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
        head, body = section.split("\n", 1)
        yield head, body.rstrip("\n")


def fill(template: str, draw: Draw) -> tuple[str, list[Span]]:
    """The template with values in its slots, and the spans of those that have a label.

    Raises:
        ValueError: an unknown slot.
    """
    text = ""
    spans: list[Span] = []
    position = 0
    cast = Cast(draw)
    last = ""
    for slot in _SLOT.finditer(template):
        text += template[position : slot.start()]
        position = slot.end()
        name, style = slot[1], slot[2]
        if name in LABELLED:
            label, make = LABELLED[name]
            value = make(draw, cast)
            # An adjacent given and family name are one name.
            joined = {last, name} == {"GIVEN", "FAMILY"} and text[spans[-1].end :] in (" ", ", ")
            start = spans.pop().start if joined else len(text)
            spans.append(Span(start, len(text) + len(value), label, source=_SOURCE))
            last = name
        elif name in PLAIN:
            value = PLAIN[name](draw)
        elif name in IDENTIFIERS:
            value = identifiers.styled(IDENTIFIERS[name](draw), style or "snake")
        else:
            raise ValueError(f"a template has the unknown slot {name!r}")
        text += value
    return text + template[position:], spans
