"""Salted password hashes: crypt, bcrypt, argon2, scrypt, PBKDF2 and the schemes of databases and frameworks."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span

_B64 = r"[A-Za-z0-9./+=_-]"
_MODULAR = (
    r"\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}",
    r"\$(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}",
    r"\$md5[,$][^\s\"'$]*\$[^\s\"'$]*\$[./A-Za-z0-9]{22}",
    r"\$5\$(?:rounds=\d+\$)?[^\s\"'$:]{1,16}\$[./A-Za-z0-9]{43}",
    r"\$6\$(?:rounds=\d+\$)?[^\s\"'$:]{1,16}\$[./A-Za-z0-9]{86}",
    r"\$(?:y|gy|7)\$[./A-Za-z0-9]+\$[./A-Za-z0-9]*\$[./A-Za-z0-9]{43}",
    r"\$sha1\$\d+\$[./A-Za-z0-9]{1,64}\$[./A-Za-z0-9]{28}",
    r"\$argon2(?:id|i|d)\$v=\d+\$[mtp=,\d]+\$" + _B64 + r"{8,}\$" + _B64 + r"{16,}",
    r"\$s(?:crypt|0)\$[\w=,]+\$" + _B64 + r"{8,}\$" + _B64 + r"{16,}",
    r"\$pbkdf2(?:-sha\d+)?\$\d+\$" + _B64 + r"{8,}\$" + _B64 + r"{16,}",
    r"\$bcrypt-sha256\$[\w=,]+\$[./A-Za-z0-9]{22}\$[./A-Za-z0-9]{31}",
    r"\$[PH]\$[./A-Za-z0-9]{31}",
    r"\$S\$[./A-Za-z0-9]{52}",
    r"\$[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43}",
)
_NAMED = (
    r"pbkdf2_sha(?:1|256|512)\$\d+\$[^\s\"'$]{4,}\$" + _B64 + r"{20,}",
    r"pbkdf2:sha\d+(?::\d+)?\$[^\s\"'$]{4,}\$[0-9a-f]{32,}",
    r"scrypt:\d+:\d+:\d+\$[^\s\"'$]{4,}\$[0-9a-f]{32,}",
    r"bcrypt(?:_sha256)?\$\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}",
    r"argon2\$argon2(?:id|i|d)\$v=\d+\$[mtp=,\d]+\$" + _B64 + r"{8,}\$" + _B64 + r"{16,}",
    r"(?:sha1|sha256|md5)\$[A-Za-z0-9]{4,32}\$[0-9a-f]{32,64}",
    r"SCRAM-SHA-(?:1|256|512)\$\d+:" + _B64 + r"{8,}\$" + _B64 + r"{20,}:" + _B64 + r"{20,}",
    r"grub\.pbkdf2\.sha512\.\d+\.[0-9A-F]{16,}\.[0-9A-F]{64,}",
    r"\{(?:SSHA(?:256|384|512)?|SMD5|PBKDF2[\w-]*|CRYPT|ARGON2[ID]*|BLF-CRYPT|SHA512-CRYPT|SHA256-CRYPT)\}[A-Za-z0-9+/.$=,_-]{20,}",
)
_HASH = re.compile("|".join(f"(?:{shape})" for shape in _MODULAR + _NAMED), re.IGNORECASE | re.ASCII)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the hashes at the hits, algorithm, cost and salt included."""
    done = 0
    for hit in hits:
        if hit.start < done:
            continue
        match = _HASH.match(text, hit.start)
        if match is None or text[match.end() : match.end() + 1].isalnum():
            continue
        done = match.end()
        yield Span(*match.span(), Label.KEY)


_HEX = "0123456789abcdef"

RULE = Rule(
    "password_hash",
    {
        "password_hash.modular": (
            r"\$(?:2[abxy]?|1|5|6|7|8|9|y|gy|P|H|S|s0|sha1|apr1|md5|argon2id|argon2i|argon2d|scrypt|pbkdf2|pbkdf2-sha\d+"
            r"|bcrypt-sha256)[$,][\w./=,-]"
        ),
        "password_hash.named": (
            r"(?:pbkdf2_sha\d+|scrypt:\d+:\d+:\d+|pbkdf2:sha\d+|pbkdf2:sha\d+:\d+|bcrypt|bcrypt_sha256|argon2|SCRAM-SHA-\d+)\$[\w$./+=-]"
        ),
        "password_hash.legacy": r"(?:sha1|sha256|md5)\$[A-Za-z0-9]+\$[0-9a-f]{8}",
        "password_hash.grub": r"grub\.pbkdf2\.sha512\.",
        "password_hash.ldap": r"\{(?:SSHA|SMD5|PBKDF2|CRYPT|ARGON2|BLF-CRYPT|SHA512-CRYPT|SHA256-CRYPT)[\w-]*\}[\w$+/.]",
    },
    find,
    rank=4,
    hits=(
        'check("«$2b$12$aB3./aB3./aB3./aB3./aB3./aB3./aB3./aB3./aB3./aB3./abc»", "x")',
        "jroe:«$2y$04$aB3./aB3./aB3./aB3./aB3./aB3./aB3./aB3./aB3./aB3./abc»:19000:0:99999",
        'check("«$1$abcd$aaaaaaaaaaaaaaaaaaaab/»", "x")',
        "jroe:«$apr1$abcdefgh$aaaaaaaaaaaaaaaaaaaab/»:19000:0:99999",
        'check("«$5$rounds=5000$goodsalt$Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.x»", "x")',
        "jroe:«$6$abcdefgh$Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.Xy9.zz»:19000:0:99999",
        'check("«$y$j9T$abcdefgh$Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.x»", "x")',
        "jroe:«$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.x»:19000:0:99999",
        'check("«$pbkdf2-sha256$29000$c2FsdHNhbHQ$Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.x»", "x")',
        "jroe:«pbkdf2_sha256$390000$saltsalt$Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.Ab.x=»:19000:0:99999",
        f'check("«scrypt:32768:8:1$saltsalt${_HEX * 8}»", "x")',
        "jroe:«sha1$a1b2c3$0123456789012345678901234567890123456789»:19000:0:99999",
        'check("«$P$B./abcdefgh./abcdefgh./abcdefgh»", "x")',
        "jroe:«{SSHA}bWFkZXVwbWFkZXVwbWFkZXVwbWFkZXVw»:19000:0:99999",
        "«$1$abcd$aaaaaaaaaaaaaaaaaaaab/», «$1$abcd$baaaaaaaaaaaaaaaaaaab/»",
    ),
    misses=(
        "d41d8cd98f00b204e9800998ecf8427e",
        "{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M=",
        "sha256$0000000000000000000000000000000000000000000000000000000000000000",
        "echo $1$2$5$abc $6",
        "$2b$12$short",
        "sed 's/$1$x$y/'",
        "{CRYPT}%s",
        "$1$abcd$aaaaaaaaaaaaaaaaaaaab/é jroe",
    ),
)
