"""Decoys: named classes of values that look like personal data or a credential and need no masking.

One table serves rules, encoder and custom detectors. Policies enable classes by name; nothing is dropped without the name of the
class that dropped it.
"""

from collections.abc import Iterable
from functools import lru_cache

from pii.decoys.addresses import documentation, loopback, netmask, popular_dns, private_ip, unspecified
from pii.decoys.base import Decoy, Standing, line_around
from pii.decoys.currencies import currency
from pii.decoys.distinguished_names import distinguished_name
from pii.decoys.eponyms import eponym
from pii.decoys.field_names import named_otherwise
from pii.decoys.form_labels import ui_label
from pii.decoys.icons import icon
from pii.decoys.identifiers import digest, integrity, uuid
from pii.decoys.key_material import encoded_block, encrypted, key_frame, public_key
from pii.decoys.ledgers import ledger_address
from pii.decoys.menus import menu_step
from pii.decoys.messages import message
from pii.decoys.modules import module
from pii.decoys.organisations import organisation
from pii.decoys.other_fields import other_field
from pii.decoys.parameters import parameter
from pii.decoys.places import place
from pii.decoys.prompts import prompting_host
from pii.decoys.services import system_account
from pii.decoys.titles import title
from pii.decoys.unattributed import unattributed
from pii.errors import ConfigError
from pii.known.placeholders import is_placeholder_alone
from pii.labels import CREDENTIALS, Label
from pii.spans import Span
from pii.text.versions import is_version

__all__ = ["DECOYS", "NOBODYS", "NOT_PERSONAL", "Decoy", "Standing", "check_names", "decoy_class", "line_around"]

_NAME = frozenset({Label.NAME})
_ACCOUNT = frozenset({Label.USERNAME})
_PERSON = _NAME | _ACCOUNT
_ADDRESS = frozenset({Label.IP_ADDRESS})
_KEY = frozenset({Label.KEY})
_PASSWORD = frozenset({Label.PASSWORD})
_CREDENTIAL = frozenset(CREDENTIALS)
_RESERVED = frozenset({Label.EMAIL, *_ADDRESS, *_CREDENTIAL})
_VETOED, _NOBODYS, _CHOICE = Standing

DECOYS: dict[str, Decoy] = {
    "documentation": Decoy(_RESERVED, _NOBODYS, "reserved for examples: `example.com`, `192.0.2.0/24`", documentation),
    "loopback": Decoy(_ADDRESS, _NOBODYS, "the machine itself: `127.0.0.1`", loopback),
    "unspecified": Decoy(_ADDRESS, _NOBODYS, "any address: `0.0.0.0`", unspecified),
    "netmask": Decoy(_ADDRESS, _NOBODYS, "which part of an address is the network: `255.255.255.0`", netmask),
    "private-ip": Decoy(_ADDRESS, _CHOICE, "of a private network, unreachable from outside: `10.0.0.5`", private_ip),
    "popular-dns": Decoy(_ADDRESS, _CHOICE, "a public resolver that everybody uses: `8.8.8.8`", popular_dns),
    "placeholder": Decoy(
        _CREDENTIAL,
        _VETOED,
        "stands for a value: `<password>`, `${TOKEN}`",
        lambda text, span: len(span) <= _LONGEST_PLACEHOLDER and is_placeholder_alone(text[span.start : span.end]),
    ),
    "key-frame": Decoy(_KEY, _VETOED, "a private key's first or last line, or a token's header, alone", key_frame),
    "encoded-block": Decoy(_KEY, _VETOED, "a line of a certificate or of another encoded file", encoded_block),
    "encrypted": Decoy(
        _CREDENTIAL, _VETOED, "encrypted text, worth nothing without its key: `ENC[AES256_GCM,…]`", encrypted
    ),
    "public-key": Decoy(_KEY, _VETOED, "made to be handed out", public_key),
    "named-otherwise": Decoy(
        _CREDENTIAL, _VETOED, 'names a field, or repeats its own name: `passwordField: "pass"`', named_otherwise
    ),
    "ui-label": Decoy(
        _NAME | _PASSWORD, _VETOED, 'a word of a form in some language: `"password": "Passwort"`', ui_label
    ),
    "digest": Decoy(
        _KEY,
        _VETOED,
        "hexadecimal of a digest's length beside a word for one, `md5`, `commit`; the digest of nothing",
        digest,
    ),
    "integrity": Decoy(_KEY, _VETOED, "a digest that names its algorithm: `sha256-…`", integrity),
    "uuid": Decoy(_KEY, _VETOED, "identifies something, unless its line speaks of credentials", uuid),
    "ledger-address": Decoy(
        _KEY, _VETOED, "where somebody is paid on a public ledger: `0x…` and 40 digits", ledger_address
    ),
    "version": Decoy(
        _ADDRESS,
        _VETOED,
        "four numbers that number a release or a section",
        lambda text, span: is_version(text, span.start, span.end),
    ),
    "organisation": Decoy(_PERSON, _VETOED, "a company, a project, a program, or an account of theirs", organisation),
    "system-account": Decoy(
        _ACCOUNT,
        _VETOED,
        "an account that every machine has, or that a program is run under: `root`",
        system_account,
    ),
    "prompting-host": Decoy(
        _ACCOUNT, _VETOED, "the machine behind an account in a shell's prompt: `jroe@web1:~$`", prompting_host
    ),
    "place": Decoy(_NAME, _VETOED, "a street, a town before its postal code, a country, its language, a day", place),
    "distinguished-name": Decoy(
        _NAME,
        _VETOED,
        "a place or an organisation in the subject of a certificate: `L=Falun, O=Fern`",
        distinguished_name,
    ),
    "menu-step": Decoy(
        _NAME, _VETOED, "a menu or a page to click: `**Portal** → **Users**`, an application", menu_step
    ),
    "eponym": Decoy(_NAME, _VETOED, "a thing named after a person: Levenshtein distance", eponym),
    "parameter": Decoy(
        _ACCOUNT, _VETOED, "a variable of SQL, an option of tmux, a key of BibTeX: `WHERE owner = @name`", parameter
    ),
    "icon": Decoy(
        _ACCOUNT | _PASSWORD, _VETOED, "the class of an icon: `user: 'bi-person-fill'`, `lock: 'fas-lock'`", icon
    ),
    "currency": Decoy(_NAME, _VETOED, "a unit of money called after a nation: `Danish Krone`", currency),
    "other-field": Decoy(
        _NAME, _VETOED, "of a field for streets, towns or currencies, behind a street in a row, a gender", other_field
    ),
    "title": Decoy(
        _NAME, _VETOED, "what a thing is called in a table of them: `INSERT INTO books (title) VALUES`", title
    ),
    "module": Decoy(
        _NAME,
        _VETOED,
        "a word of a namespace, a package or a module: `namespace Oliva\\Builder;`",
        module,
    ),
    "message": Decoy(_NAME, _VETOED, "what a program says and a catalogue translates: `__('Body Mass')`", message),
    "unattributed": Decoy(
        _PERSON,
        _VETOED,
        "a network's guess amid another language than English, in a bare list, or half of its words unknown, where the line says "
        "nothing of a person",
        unattributed,
    ),
    "one-word-name": Decoy(
        _NAME, _CHOICE, "points at nobody by itself", lambda text, span: len(text[span.start : span.end].split()) < 2
    ),
    "short-key": Decoy(_KEY, _CHOICE, "eight characters or fewer", lambda text, span: len(span) <= _LONGEST_SHORT_KEY),
}
"""Every class by name, in the order of checking. `one-word-name` and `short-key` are StarCoder's choices."""

_LONGEST_PLACEHOLDER = 80
_LONGEST_SHORT_KEY = 8

NOT_PERSONAL: tuple[str, ...] = tuple(name for name, decoy in DECOYS.items() if decoy.standing is Standing.VETOED)
"""The classes that are not personal data at all: masking them would only damage the text, and reporting them is noise."""

NOBODYS: tuple[str, ...] = tuple(name for name, decoy in DECOYS.items() if decoy.standing is Standing.NOBODYS)
"""The classes of genuine values that belong to nobody: reported, and kept by default."""


def check_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in a fixed order.

    Raises:
        ConfigError: a name is not one of `DECOYS`, or `names` is one string in place of a list.
    """
    if isinstance(names, str):
        raise ConfigError(f"decoys are a list of names, not the one string {names!r}")
    wanted = set(names)
    if unknown := sorted(wanted - DECOYS.keys()):
        raise ConfigError(f"unknown decoy class {', '.join(unknown)}; there are: {', '.join(DECOYS)}")
    return tuple(name for name in DECOYS if name in wanted)


@lru_cache(maxsize=256)
def _asked(label: str, names: tuple[str, ...]) -> tuple[tuple[str, Decoy], ...]:
    return tuple((name, DECOYS[name]) for name in names if label in DECOYS[name].labels)


def decoy_class(text: str, span: Span, names: Iterable[str]) -> str | None:
    """The first of the named classes that the span belongs to, if any."""
    for name, decoy in _asked(span.label, tuple(names)):
        if decoy.belongs(text, span):
            return name
    return None
