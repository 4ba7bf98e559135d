"""Decoys: named classes of values that have the shape of personal data or of a credential and need no masking.

Each class is a function of the text and a span that says whether the span is such a decoy. Policies switch classes
on by name; nothing is dropped without the name of the class that dropped it.
"""

import ipaddress
import string
from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache

from pii import expressions as re
from pii.credential_names import PASSWORD_LABELS
from pii.encoded import LONGEST_KEY, begins_private_key, has_encoded_neighbour, is_encoded_line, token_header
from pii.encoded import line_around as line_of
from pii.errors import ConfigError
from pii.identifiers import words
from pii.labels import CREDENTIALS, Label
from pii.names import GIVEN, known_names
from pii.organisations import is_known_organisation, is_organisation_account, is_project, names_organisation
from pii.placeholders import is_placeholder_alone
from pii.places import is_only_place
from pii.randomness import is_uuid
from pii.spans import Span
from pii.surroundings import line_before, text_before
from pii.system_accounts import is_system_account
from pii.versions import is_version

Decoy = Callable[[str, Span], bool]


# RFC 2606 and RFC 6761 reserve these domains for documentation and tests.
_RESERVED_DOMAINS = tuple(
    f".{domain}"
    for domain in (
        *("example.com", "example.net", "example.org", "example.edu"),
        *("example", "test", "invalid", "localhost"),
    )
)
_DOCUMENTATION_NETWORKS = tuple(
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"))
)
_POPULAR_DNS = frozenset(
    map(
        ipaddress.ip_address,
        (
            *(
                "1.0.0.1",
                "1.1.1.1",
                "8.8.4.4",
                "8.8.8.8",
                "9.9.9.9",
                "149.112.112.112",
                "208.67.220.220",
                "208.67.222.222",
            ),
            *("4.2.2.1", "4.2.2.2", "64.6.64.6", "64.6.65.6", "77.88.8.1", "77.88.8.8", "94.140.14.14", "94.140.15.15"),
            *("8.26.56.26", "8.20.247.20", "84.200.69.80", "84.200.70.40", "114.114.114.114", "114.114.115.115"),
            *("119.29.29.29", "180.76.76.76", "185.228.168.9", "185.228.169.9", "223.5.5.5", "223.6.6.6"),
            *(
                "2001:4860:4860::8888",
                "2001:4860:4860::8844",
                "2606:4700:4700::1111",
                "2606:4700:4700::1001",
                "2620:fe::fe",
            ),
        ),
    )
)
_DIGEST_LENGTHS = frozenset((32, 40, 56, 64, 96, 128))  # md5, sha1, sha224, sha256, sha384, sha512 in hexadecimal
_HEX = re.compile(r"[0-9a-fA-F]+")
_DIGEST_WORD = re.compile(
    re.any_case(
        f"{word[0]}(?<![a-z].){word[1:]}(?![a-z])"
        for word in (
            *("md5", r"sha\d*", r"sha[-_]?(?:1|224|256|384|512)", r"blake\w*", "crc", "etag", "checksums?", "digests?"),
            *(
                "hash(?:es|sum)?",
                "commits?",
                "revision",
                "rev",
                "git",
                "blob",
                "tree",
                "fingerprint",
                "thumbprint",
                "oid",
            ),
            "integrity",
        )
    )
    + "|"
    + re.any_case((r"sha\d+[:=-]", "md5[:=]"))
)
# The first and last line of a private key without what belongs between them, as parsers and manuals quote them.
_KEY_FRAME = re.compile(
    r"-{4,5}\s?(?:BEGIN|END)[A-Z0-9 ]*-*|[A-Z ]{0,40}PRIVATE KEY[A-Z ]*-*|<[^<>]*>|\[[^\[\]]*\]|[^A-Za-z0-9+/=]"
)
_TOKEN_HEADER = frozenset(("alg", "typ", "kid", "cty"))
"""Of a JSON Web Token: what all tokens of a service have in common."""
_SHORTEST_KEY_BODY = 24
_LONGEST_PIECE = 4000
"""Characters; anything longer was not cut out of a block by mistake."""
_BASE64 = string.ascii_letters + string.digits + "+/_-"
"""Without the equals sign: what follows one is a whole value, as in `TOKEN=...`."""
_PUBLIC_KEY_BEFORE = re.compile(
    re.any_case(
        (
            *(
                rf"{word}[-_ ]?key\w*+[\"'\]]{{0,2}}\s*[:=(]+\s*[\"'\x60]?$"
                for word in (r"p(?<![^\W_].)ub(?:lic|lishable)?", r"v(?<![^\W_].)apid")
            ),
            r"data-cf-beacon=[\"'][^>\n]*\"token\": ?\"$",
            r"s(?<!\w.)sh-(?:rsa|dss|ed25519) +$",
            r"e(?<!\w.)cdsa-sha2-[\w-]++ +$",
        )
    )
    # What keyrings are asked for is the id of a public key: `gpg --recv-keys`, `pacman-key --lsign-key`.
    + r"|--(?:recv|l?sign|edit|delete|export|refresh|send|default|trusted|finger)-keys?[ =]+[\"'\x60]?(?:0x)?$"
)
_PUBLIC_KEY = ("AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh", "AQIAAA5mAAAApAAA")
"""How the base64 of OpenSSH's public keys begins, with the length and the name of the algorithm, and that of a key which Windows
encrypted with one."""
# What a literal is given to, and words of such a name that say that it is about credentials and holds none.
_NAME_BEFORE = re.compile(r"(?<![\w.-])[\d.-]*+([A-Za-z_][\w.-]*+)[\"'\]]{0,2}\s?(?::=|=>|[:=])\s?[\"'`]$")
_LONGEST_NAME_BEFORE = 120
"""Characters of the name that a value is given to, with the operator."""
_OTHERWISE = frozenset("code field hash header id input label message param parameter path prefix type url".split())
"""As the last word: what the thing is."""
_NO_KEY = frozenset({"event", "hashed", "storage"})
"""Anywhere in the name of a key."""
_SWITCH = re.compile(r"(?<=\d)[A-Za-z]|(?<=[A-Za-z])\d")
_INTEGRITY = re.compile(r"(?:sha(?:1|256|384|512)|md5)[-:=][A-Za-z0-9+/=_-]{20,}")
_CREDENTIAL_WORD = re.compile(re.any_case("key secret token passw pwd auth cred webhook".split()) + "|/(?i:hook)/")
_LONGEST_NAME = 60
_SEVERAL = re.compile(r"[\n,;&/<]| and ")
"""More than a name: a list, an address, a sentence."""
_LEGAL_FORM_AFTER = re.compile(
    r",?[ \t]+(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|Pvt|Pty|Corp|Corporation|Foundation|S\.A|B\.V|S\.r\.l|Sp\. z)\b"
)
"""After a company's name: `Roe & Sons`, Inc."""
_MACHINE_AFTER = re.compile(r"[ \t][^\n<]{0,40}<(?:no-?reply@(?!users\.)|cursoragent@|[\w.+-]*\[bot\]@)|[ \t]?\[bot\]")
"""An address that takes no reply: a program or a company signs so. `Co-Authored-By: Widget 4.7 <noreply@widget.example>`."""
_TOWN_AFTER = re.compile(r",?[ \t]+(?:[A-Z]{2},?[ \t]+\d{5}\b|County,)")
_STREET = re.compile(r" (?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Lane|Drive|Square|Hwy)\.?$")
_STREET_AFTER = re.compile(
    r"(?: [A-Z][a-z]+)? (?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Ln|Lane|Dr|Drive|Ct|Court|Hwy)\b"
)
_NUMBER_BEFORE = re.compile(r"\d[A-Za-z]?[ \t\n*#]+$")
_RULE_DAY = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?:Mo|Tu|We|Th|Fr|Sa|Su|Mon|Tue|Wed|Thu|Fri|Sat)"
)
_MONTH = re.compile(r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)")
_DAY_BEFORE = re.compile(r"\d[ -]$")
_HOST_BEFORE = re.compile(r"(?:[\w-]\.(?:com|org|io|net|in|co)[/:](?:@|users/|repos/)?|uses: [\"']?|(?:^|[\s(\[,])@)$")
_REPOSITORY_AFTER = re.compile(r"/([\w.-]+)", re.ASCII)
_EPONYM_AFTER = re.compile(
    r"(?:['’]s)? (?:algorithm|alphabet|approximation|automaton|bound|code|coefficient|complexity|condition"
    r"|conjecture|constant|correlation"
    r"|cipher|criterion|cube|curve|decomposition|diagram|distance|distribution|effect|elimination|equation|estimator|expansion|filter|formula|fractal"
    r"|function|graph|hash|heuristic|identity|index|inequality|integral|interpolation|kernel|key exchange|Law|law"
    r"|lemma|matrix|measure|method"
    r"|model|moment|network|noise|notation|number|operator|paradox|parity|path|plot|polynomial|prime|principle|problem|process|product|protocol"
    r"|quadrature|ratio|recurrence|representation|rule|score|search|sequence|series|set|similarity|smoothing|space|spline|statistic|stemmer|sum"
    r"|syndrome|test|theorem|transform|transformation|tree|triangulation|triangle|window)s?\b"
)
"""What persons lend their names to; the name itself points at nobody: Levenshtein distance."""


_LATIN = frozenset(map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), 0x2019, 0xB7, 0x2010)))
_ATTRIBUTION = re.compile(
    re.any_case("author copyright maintain contribut translat creator written thanks signed reviewed credit".split())
    + r"|@|©|\([cC]\)|"
    + re.any_case((r"b(?<!\w.)y\b", r"n(?<!\w.)ame"))
)
_ADDRESS_BESIDE = re.compile(
    r"^[\"'*_]{0,3}[ \t]*[<(\[]?(?:mailto:)?[\w.+-]{1,64}@|^[\"'*_\])]{0,4}\(?[ \t]*[-–—:(<]{0,2}[ \t]*\[?https?://"
)
"""A mail address or a page right behind a name."""


def line_around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after the span on its line, at most 400 characters of each."""
    return line_of(text, span.start, span.end)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _address(text: str, span: Span) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if span.label is not Label.IP_ADDRESS:
        return None
    return _parsed(text[span.start : span.end])


@lru_cache(maxsize=4096)
def _parsed(value: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(value.split("%")[0].strip("[]"))
    except ValueError:
        return None


def _documentation(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if span.label is Label.EMAIL:
        return f".{value.rpartition('@')[2]}".lower().endswith(_RESERVED_DOMAINS)
    if span.label in CREDENTIALS:
        return value.upper().rstrip("=").endswith(("EXAMPLE", "EXAMPLEKEY"))
    address = _address(text, span)
    return address is not None and any(
        address.version == network.version and address in network for network in _DOCUMENTATION_NETWORKS
    )


def _loopback(text: str, span: Span) -> bool:
    address = _address(text, span)
    return address is not None and address.is_loopback


def _unspecified(text: str, span: Span) -> bool:
    address = _address(text, span)
    return address is not None and address.is_unspecified


def _netmask(text: str, span: Span) -> bool:
    address = _address(text, span)
    if address is None:
        return False
    inverted = int(address) ^ ((1 << address.max_prefixlen) - 1)
    return int(address) >> (address.max_prefixlen - 8) == 255 and inverted & (inverted + 1) == 0


def _private_ip(text: str, span: Span) -> bool:
    address = _address(text, span)
    if address is None or address.is_loopback or _documentation(text, span):
        return False
    return address.is_private or address.is_link_local


def _popular_dns(text: str, span: Span) -> bool:
    return _address(text, span) in _POPULAR_DNS


def _placeholder(text: str, span: Span) -> bool:
    return span.label in CREDENTIALS and len(span) <= 80 and is_placeholder_alone(text[span.start : span.end])


def _key_frame(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if span.label is not Label.KEY:
        return False
    if value.startswith("eyJ") and "." not in value:
        header = token_header(value).keys()
        return bool(header) and header <= _TOKEN_HEADER
    framed = "PRIVATE KEY" in value or value.startswith(("-----BEGIN", "-----END"))
    return framed and len(_KEY_FRAME.sub("", value)) < _SHORTEST_KEY_BODY


def _encoded_block(text: str, span: Span) -> bool:
    if span.label is not Label.KEY or len(span) > _LONGEST_PIECE:
        return False
    if "\x1b" in text[span.start : span.end]:
        return True  # ISO-2022 text: its escapes switch character sets, and what stands between looks random
    if "PRIVATE KEY" in text[span.start : span.end] or begins_private_key(text, span.start):
        return False
    before, after = line_around(text, span)
    beside = len(before) - len(before.rstrip(_BASE64)) + len(after) - len(after.lstrip(_BASE64))
    if beside and beside + len(span) > LONGEST_KEY:
        return True
    lines = (before + text[span.start : span.end] + after).split("\n")
    if not all(map(is_encoded_line, lines)):
        return False
    return len(lines) > 1 or has_encoded_neighbour(text, span.start - len(before), span.end + len(after))


def _public_key(text: str, span: Span) -> bool:
    if span.label is not Label.KEY:
        return False
    if text.startswith(_PUBLIC_KEY, span.start, span.end):
        return True
    return _PUBLIC_KEY_BEFORE.search(line_around(text, span)[0]) is not None


def _named_otherwise(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if span.source == "rules.hashed_password":
        return False  # to a column for the hash of what it is
    if span.label not in CREDENTIALS or len(value) > 60 or len(_SWITCH.findall(value)) > 2:
        return False
    if text[span.start - 1 : span.start] not in ('"', "'", "`"):
        return False
    before = text_before(text, span.start, _LONGEST_NAME_BEFORE)
    name = _NAME_BEFORE.search(before, before.rfind("\n") + 1)
    if name is None:
        return False
    given, named = words(value), words(name[1])
    if not named:
        return False
    if span.label is Label.KEY:
        return len(named) > 1 and given == named or named[-1] in _OTHERWISE or not _NO_KEY.isdisjoint(named)
    # DEVICE_PASSCODE = "DevicePasscode"
    return len(set(given).intersection(named)) > 1 or named[-1] in _OTHERWISE


def _ui_label(text: str, span: Span) -> bool:
    """A form's label in some language: `password = "Passwort"` in a catalogue of messages."""
    value = text[span.start : span.end].strip("\"' ")
    if span.label is not Label.PASSWORD or len(value) > _LONGEST_LABEL:
        return False
    if any(map(str.isdigit, value)):
        return " " in value and _ANDROID_STRING.search(line_around(text, span)[0]) is not None
    if not value.isascii() and not _ASCII_SIGNS.search(value):
        return True
    if (" " in value or value[:1].isupper()) and _LABEL.search(value):
        return True
    return _ANDROID_STRING.search(line_around(text, span)[0]) is not None


_LONGEST_LABEL = 200
_ASCII_SIGNS = re.compile(r"[#$%&*+<=>@\\^_`{|}~]")
_LABEL = re.compile(re.any_case(map(re.escape, PASSWORD_LABELS)))
_ANDROID_STRING = re.compile(r"<string name=\"[^\"<>]*\"[^<>]*>[^<>]*$")


def _digest(text: str, span: Span) -> bool:
    if span.label is not Label.KEY or len(span) not in _DIGEST_LENGTHS:
        return False
    if not _HEX.fullmatch(text[span.start : span.end]):
        return False
    before, after = line_around(text, span)
    # The nearer word decides: `git token: …` is a token, `key fingerprint: …` a fingerprint.
    digest, credential = _last(_DIGEST_WORD, before), _last(_CREDENTIAL_WORD, before)
    return digest > credential or (credential == 0 and bool(_DIGEST_WORD.search(after)))


def _integrity(text: str, span: Span) -> bool:
    before = text_before(text, span.start, 8)
    return span.label is Label.KEY and bool(_INTEGRITY.search(before + text[span.start : span.end]))


def _uuid(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if span.label is not Label.KEY or not is_uuid(value):
        return False
    return not any(map(_CREDENTIAL_WORD.search, line_around(text, span)))


def _version(text: str, span: Span) -> bool:
    return span.label is Label.IP_ADDRESS and is_version(text, span.start, span.end)


def _organisation(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if span.label is Label.NAME:
        if len(span) > _LONGEST_NAME:
            return False
        machine = _MACHINE_AFTER.match(text, span.end) is not None
        incorporated = _LEGAL_FORM_AFTER.match(text, span.end) and not any(
            kind & GIVEN for *_, kind in known_names(value)
        )
        return bool(names_organisation(value) or machine or incorporated) and not _SEVERAL.search(value)
    if span.label is not Label.USERNAME:
        return False
    before, after = text_before(text, span.start, 24), text[span.end : span.end + 60]
    if not _HOST_BEFORE.search(before):
        return is_known_organisation(value)
    repository = _REPOSITORY_AFTER.match(after)
    return is_organisation_account(value, owner=repository is not None) or bool(
        repository and is_project(value, repository[1])
    )


def _place(text: str, span: Span) -> bool:
    """A street, a town before its postal code, a country; a day of a time zone's rule (`Mar Su>=15`)."""
    if span.label is not Label.NAME:
        return False
    value = " ".join(text[span.start : span.end].split())
    if is_only_place(value) or _TOWN_AFTER.match(text, span.end) or _RULE_DAY.fullmatch(value):
        return True
    if _MONTH.fullmatch(value):
        return _DAY_BEFORE.search(text, span.start - 4, span.start) is not None
    numbered = (_STREET.search(value) or _STREET_AFTER.match(text, span.end)) and _NUMBER_BEFORE.search(
        text, span.start - 12, span.start
    )
    return numbered is not None


def _system_account(text: str, span: Span) -> bool:
    return span.label is Label.USERNAME and is_system_account(text[span.start : span.end])


def _eponym(text: str, span: Span) -> bool:
    if span.label is not Label.NAME:
        return False
    last = text[span.start : span.end].rpartition(" ")[2]
    return bool(_EPONYM_AFTER.match(text, span.end) or last.islower() and _EPONYM_AFTER.fullmatch(f" {last}"))


def _unattributed(text: str, span: Span) -> bool:
    """A network takes words of languages and scripts that it has seldom read for names and accounts; there a line must say that
    it is about a person."""
    at = span.label is Label.USERNAME and text[span.start - 1 : span.start] == "@"
    if at and (span.source == "rules.at_sign" or not span.source.startswith("rules.")) and _is_parameter(text, span):
        return True
    if span.label not in (Label.NAME, Label.USERNAME) or span.source.startswith("rules."):
        return False
    if text_before(text, span.start, 2) == "\\@":
        return True  # a command of TeX
    if span.label is Label.NAME and (_says_else(text, span) or _NO_NAME_AFTER.match(text, span.end)):
        return True
    if span.label is Label.NAME and text.startswith("KPX ", line_before(text, span.start, 40)):
        return True  # glyphs of a font
    value = text[span.start : span.end]
    if span.label is Label.NAME and span.score < _HALF_KNOWN[_AT_MOST] and _is_half_known(value, span.score):
        return not _is_among_persons(text, span)
    before, after = line_around(text, span)
    if _ATTRIBUTION.search(before) is not None:
        return False
    known_script = value.isascii() or all(character in _LATIN or character.isascii() for character in value)
    listed = _is_bare_list(text, span)
    if known_script and not listed and not _is_foreign(text, span):
        return False
    if span.label is Label.USERNAME and (
        before[-1:] in tuple("@/\\~" if listed else "@/\\~(") or _ACCOUNT_WORD.search(before)
    ):
        return False
    return _ADDRESS_BESIDE.search(after) is None


_HALF_KNOWN = {True: 0.5, False: 0.8}
"""What a name needs of which some words are known as names and others are not, by whether one is a given name: of 38 found in
random files with less, 33 were labels of forms, dishes and places."""
_AT_MOST = False
_PARTICLES = frozenset("st le la de di da du del den der van von mc jr sr".split())
_WORDS_OF_NAME = re.compile(r"[^\W\d_]{2,}")


_NO_NAME_AFTER = re.compile(r"['’](?:T|t|LL|ll|RE|re|VE|ve|M|m)\b")
"""A word of a sentence: I'M, DON'T."""


def _is_half_known(value: str, score: float) -> bool:
    known = list(known_names(value))
    if not known or score >= _HALF_KNOWN[any(kind & GIVEN for *_, kind in known)]:
        return False
    return any(
        word[0].lower() not in _PARTICLES
        and not any(start <= word.start() and word.end() <= end for start, end, _ in known)
        for word in _WORDS_OF_NAME.finditer(value)
    )


def _is_among_persons(text: str, span: Span) -> bool:
    """Whether the line says that it is about persons: behind a year, as holders of a copyright stand, or beside other names."""
    before, after = line_around(text, span)
    if _ATTRIBUTION.search(before) or _ADDRESS_BESIDE.search(after) or _YEARS_BEFORE.fullmatch(before):
        return True
    beside = before[-_BESIDE:] if _JOINS_BEFORE.search(before) else ""
    beside += after[:_BESIDE] if _JOINS_AFTER.match(after) else ""
    return any(kind & GIVEN for *_, kind in known_names(beside))


_YEARS_BEFORE = re.compile(r"\W*\d{4}[\d ,–-]*")
_JOINS_BEFORE = re.compile(r"(?:,|;|\band|&)[ \t]+$")
_JOINS_AFTER = re.compile(r"[,;][ \t]|[ \t](?:and|&)[ \t]")
_BESIDE = 40
"""Characters in which another name may stand."""


def _says_else(text: str, span: Span) -> bool:
    """Whether a field, or a street earlier in a row of literals, says that a place stands there, or the value is a gender."""
    value = text[span.start : span.end]
    if value.lower() in _GENDERS or _is_in_field_of_places(text, span.start):
        return True
    given = " " in value and any(kind & GIVEN for _, _, kind in known_names(value))
    before = text_before(text, span.start, _SIGHT).rpartition("\n")[2]
    street = _STREET_BEFORE.search(before)
    return street is not None and not (given and street["behind"])


_GENDERS = frozenset(
    "laki-laki perempuan homme femme hombre mujer donna weiblich männlich masculino femenino feminino male female other".split()
)
_STREET_BEFORE = re.compile(
    r"[\"']\d{1,4}(?:bis)?,? [^\W\d_][^\"'\n\d@]{2,60}(?P<behind>[\"'] ?, ?(?:[\"'][^\"'\n@]{0,40}[\"'] ?, ?){0,3}[\"'])?$"
)
"""A number and a street, whose name may be a person's, and up to three literals behind."""


def _is_in_field_of_places(text: str, start: int) -> bool:
    """Whether the literal in which a span starts is given to what is named for a place or a currency."""
    before = text_before(text, start, _PLACE_SIGHT)
    opened = max(map(before.rfind, "\"'`"))
    return opened >= 0 and _PLACE_FIELD.search(before, opened - _LONGEST_PLACE_FIELD) is not None


def _is_parameter(text: str, span: Span) -> bool:
    """Whether `@name` stands where a variable or parameter of SQL does, and SQL is near."""
    before = text_before(text, span.start, 40)
    declared = before.rpartition("\n")[2].strip() == "@" and _TYPE_AFTER.match(text, span.end, span.end + 20)
    if not declared and not _OPERAND_BEFORE.search(before):
        return False
    return _SQL.search(text, span.start - _SQL_REACH, span.end + _SQL_REACH) is not None


_OPERAND_BEFORE = re.compile(
    r"(?:[=(,<>+*/\"'%-]|\b(?:INTO|RETURN|DECLARE|IF|SET|AND|OR|EXEC|EXECUTE|WHERE|BY|IN|LIKE|THEN|ELSE|WHEN|SELECT|BETWEEN|VALUES|PRINT))"
    r"\s{0,8}@$"
)
_TYPE_AFTER = re.compile(
    r" (?:AS )?(?:n?(?:var)?char|int|bigint|bit|date|datetime|decimal|money|float|text|uniqueidentifier)\b", re.I
)
_STATEMENTS = ("SELECT", "INSERT INTO", "UPDATE", "DELETE FROM", "VALUES", "DECLARE", "CREATE", "ALTER")
_SQL = re.compile(
    # Every branch begins with a letter, and the border of the word comes behind it: `re` leaps from one to the next.
    "|".join(rf"{word[0]}(?<!\w{word[0]}){word[1:]} [\[@(\w*]" for word in _STATEMENTS)
    + r"|SqlCommand|AddWithValue|CommandText|ParameterName|RETURNS? @"
)
_SQL_REACH = 1500
_PLACE_FIELD = re.compile(
    "(?:"
    + re.any_case(
        "street calle strasse straße rue ulica address adresse direcci[oó]n endere[cç]o city town ville ciudad cidade"
        " district province provincia country pays pa[ií]s land currency moneda waehrung venue region department alamat kota"
        " bairro".split()
    )
    + r")[\"'`]?\]?\s?(?:=>|:=|[:=])\s?[\"'`][^\"'`\n]{0,70}$"
)
"""A field or column named for a place or a currency, with its value up to the span."""
_PLACE_SIGHT = 100
_LONGEST_PLACE_FIELD = 16
"""Characters from such a name to the quote behind it."""
_ACCOUNT_WORD = re.compile(re.any_case("user login account owner nick uid sudo ssh".split()))


def _is_foreign(text: str, span: Span) -> bool:
    """Whether running text of another language than English stands around: words in small letters, hardly one of them English
    or a word of programs. Tables and lists of values have too few words to tell."""
    around = text_before(text, span.start, _SIGHT) + " " + text[span.end : span.end + _SIGHT]
    found = _SMALL_WORDS.findall(around)
    return len(found) >= _ENOUGH_WORDS and sum(map(_ENGLISH.__contains__, found)) < _ENGLISH_SHARE * len(found)


def _is_bare_list(text: str, span: Span) -> bool:
    """Whether the span stands in a line of a few words between others: languages, countries and dishes stand so, too. Two words
    of which one is a given name are a person's all the same."""
    before, after = line_around(text, span)
    value = text[span.start : span.end]
    if not _FEW_WORDS.fullmatch((before + value + after).strip()):
        return False
    given = any(kind & GIVEN for _, _, kind in known_names(value))
    if " " in value and given:
        return False
    if not given and value.isalpha() and not before.strip() and not after.strip(" \t\r,;"):
        return True  # one word that is nobody's name has the line for itself, whatever the others hold
    start, end = span.start - len(before), span.end + len(after)
    above = text[max(0, start - _SIGHT) : max(0, start - 1)].split("\n")[-2:]
    below = text[end + 1 : end + _SIGHT].split("\n")[:2]
    beside = [line.strip() for line in (*above, *below) if line.strip()]
    return len(beside) >= 2 and all(_FEW_WORDS.fullmatch(line) for line in beside)


_FEW_WORDS = re.compile(r"[¨(]?[^\W\d_][^\W\d_]*+(?:['’.-]{1,2}[^\W\d_]*+|\)?[,;]? \(?[^\W\d_]++){0,4}\)?[,;.]?")
_SIGHT = 240
"""Characters to each side whose language is judged."""
_ENOUGH_WORDS = 8
_ENGLISH_SHARE = 0.1
"""English prose has three such words in ten, source code two."""
_SMALL_WORDS = re.compile(r"[a-z\xdf-\u024f](?<![^\W_].)[a-z\xdf-\u024f]++(?![^\W_])", re.S)
_ENGLISH = frozenset(
    """
    the of and to for with this that are by from or not if can will has have which when using should must be it on as is you your
    was were all any but file name value list type class function return new self const let def import string int void public
    private static null true false none get set user error key code var end else then begin include str args echo export url
    http https html div span href src text font width height color id style link script meta
    """.split()
)


def _one_word_name(text: str, span: Span) -> bool:
    return span.label is Label.NAME and len(text[span.start : span.end].split()) < 2


def _short_key(text: str, span: Span) -> bool:
    return span.label is Label.KEY and len(span) <= 8


DECOYS: dict[str, Decoy] = {
    "documentation": _documentation,
    "loopback": _loopback,
    "unspecified": _unspecified,
    "netmask": _netmask,
    "private-ip": _private_ip,
    "popular-dns": _popular_dns,
    "placeholder": _placeholder,
    "key-frame": _key_frame,
    "encoded-block": _encoded_block,
    "public-key": _public_key,
    "named-otherwise": _named_otherwise,
    "ui-label": _ui_label,
    "digest": _digest,
    "integrity": _integrity,
    "uuid": _uuid,
    "version": _version,
    "organisation": _organisation,
    "system-account": _system_account,
    "place": _place,
    "eponym": _eponym,
    "unattributed": _unattributed,
    "one-word-name": _one_word_name,
    "short-key": _short_key,
}
"""Every class by name. `placeholder` to `eponym` are no personal data at all and dropped; the others are real values that a
policy may let stand, and reported; the last two are StarCoder's choices."""

NOT_PERSONAL: tuple[str, ...] = (
    "placeholder",
    "key-frame",
    "encoded-block",
    "public-key",
    "named-otherwise",
    "ui-label",
    "digest",
    "integrity",
    "uuid",
    "version",
    "organisation",
    "system-account",
    "place",
    "eponym",
    "unattributed",
)
"""The classes that are no personal data at all: masking those would only damage the text, and reporting them is noise."""

NOBODYS: tuple[str, ...] = ("documentation", "loopback", "unspecified", "netmask")
"""Values that are what they seem and belong to nobody: reported, and let stand unless told otherwise."""


def check_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names in a fixed order.

    Raises:
        ConfigError: a name is not one of `DECOYS`, or `names` is one string in place of a list.
    """
    if isinstance(names, str):
        raise ConfigError(f"decoys are a list of names, not the one string {names!r}")
    wanted = set(names)
    if unknown := sorted(wanted - DECOYS.keys()):
        raise ConfigError(f"unknown decoy class {', '.join(unknown)}; there are: {', '.join(DECOYS)}")
    return tuple(name for name in DECOYS if name in wanted)


_OF: Mapping[str, Container[str]] = {
    "documentation": {Label.EMAIL, Label.IP_ADDRESS, *CREDENTIALS},
    **dict.fromkeys(
        ("loopback", "unspecified", "netmask", "private-ip", "popular-dns", "version"), (Label.IP_ADDRESS,)
    ),
    **dict.fromkeys(("placeholder", "named-otherwise"), CREDENTIALS),
    **dict.fromkeys(
        ("key-frame", "encoded-block", "public-key", "digest", "integrity", "uuid", "short-key"), (Label.KEY,)
    ),
    "ui-label": (Label.PASSWORD,),
    **dict.fromkeys(("organisation", "unattributed"), (Label.NAME, Label.USERNAME)),
    "system-account": (Label.USERNAME,),
    **dict.fromkeys(("place", "eponym", "one-word-name"), (Label.NAME,)),
}
"""The labels that a class has spans of."""


@lru_cache(maxsize=256)
def _asked(label: str, names: tuple[str, ...]) -> tuple[tuple[str, Decoy], ...]:
    return tuple((name, DECOYS[name]) for name in names if label in _OF[name])


def decoy_class(text: str, span: Span, names: Iterable[str]) -> str | None:
    """The first of the named classes that the span belongs to, if any."""
    for name, belongs in _asked(span.label, tuple(names)):
        if belongs(text, span):
            return name
    return None
