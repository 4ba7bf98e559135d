"""Hard negatives: what looks like personal data or a credential and is none, in the lines in which it really stands.

Every decoy has a class, so that a table can say what a system falls for. Everything is generated from a seed; all values
are random or public by nature. A system passes a decoy when none of its predictions, of whatever label, touches it.
"""

import base64
import hashlib
import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotation.schema import Document
from pii.spans import Span

SEED = 20260
PER_CLASS = 50
DECOYS_PER_DOCUMENT = 10

Draw = random.Random
Line = tuple[str, str, str]
"""What stands before a decoy, the decoy, and what stands after it."""


@dataclass(frozen=True, slots=True)
class Decoy:
    """A place in a document that no prediction should touch."""

    document: str
    start: int
    end: int
    kind: str


def documents(per_class: int = PER_CLASS, seed: int = SEED) -> tuple[list[Document], list[Decoy]]:
    """The suite: documents of ten decoys of one class each, with filler lines of code between them."""
    found: list[Document] = []
    decoys: list[Decoy] = []
    for kind, make in KINDS.items():
        draw = Draw(f"{seed}/{kind}")
        lines = [make(draw) for _ in range(per_class)]
        for number, first in enumerate(range(0, per_class, DECOYS_PER_DOCUMENT)):
            name = f"{kind}-{number}"
            text = ""
            for before, value, after in lines[first : first + DECOYS_PER_DOCUMENT]:
                start = len(text) + len(before)
                text += f"{before}{value}{after}\n"
                decoys.append(Decoy(name, start, start + len(value), kind))
                text += draw.choice(FILLER)
            found.append(Document(name, text, meta={"kind": kind}))
    return found, decoys


def left_alone(decoys: Sequence[Decoy], predictions: Mapping[str, Sequence[Span]]) -> dict[str, tuple[int, int]]:
    """For each class, how many decoys no prediction touches, and how many there are."""
    counts = {kind: (0, 0) for kind in KINDS}
    for decoy in decoys:
        touched = any(span.start < decoy.end and span.end > decoy.start for span in predictions.get(decoy.document, ()))
        alone, total = counts[decoy.kind]
        counts[decoy.kind] = (alone + (not touched), total + 1)
    return counts


FILLER = (
    "\n",
    "    return result\n",
    "# see the manual for details\n",
    "  }\n\n",
    "for (i = 0; i < count; i++) {\n",
    "if not items:\n    continue\n",
    "- keep the order of the entries\n",
    "\n\n",
)

WORDS = tuple(
    "cache client config core data event file format graph handler http image index input item json layer list loader "
    "log map math message model net node object option output parser path plugin pool proxy query queue render "
    "report route runtime schema scope server session socket source storage stream string table task test text "
    "thread time token tree type util value vector view worker".split()
)
PRODUCTS = tuple("Orbit Falcon Copper Maple Atlas Beacon Harbor Summit Lantern Quartz Cedar Nimbus Pylon Raven".split())
EPONYMS = (
    "Dijkstra's algorithm", "Gaussian blur", "Bernoulli trial", "Huffman coding", "Levenshtein distance", "Bloom filter",
    "Fourier transform", "Laplace smoothing", "Markov chain", "Euler angles", "Bézier curve", "Boolean algebra",
    "Hamming distance", "Poisson process", "Newton's method", "Bayes' theorem", "Turing machine", "Voronoi diagram",
    "Kalman filter", "Jacobi rotation", "Hessian matrix", "Lagrange multiplier", "Nyquist rate", "Shannon entropy",
    "Knuth shuffle", "Cholesky decomposition", "Catmull-Rom spline", "Perlin noise", "Delaunay triangulation", "Gray code",
)  # fmt: skip
LICENCES = (
    "MIT License",
    "Apache License",
    "Mozilla Public License",
    "Creative Commons Attribution",
    "Boost Software License",
)


def _hex(draw: Draw, length: int) -> str:
    return "".join(draw.choices("0123456789abcdef", k=length))


def _base64(draw: Draw, size: int) -> str:
    return base64.b64encode(draw.randbytes(size)).decode()


def _word(draw: Draw) -> str:
    return draw.choice(WORDS)


def _package(draw: Draw) -> str:
    return f"{_word(draw)}-{_word(draw)}"


def _version(draw: Draw, parts: int = 3) -> str:
    return ".".join(str(draw.randint(0, 30)) for _ in range(parts))


def _uuid(draw: Draw) -> str:
    return str(uuid.UUID(int=draw.getrandbits(128), version=4))


def _camel(draw: Draw, words: int = 2) -> str:
    return "".join(_word(draw).capitalize() for _ in range(words))


def _in(draw: Draw, value: str, *lines: str) -> Line:
    """The value in one of the lines; `@@` marks its place."""
    before, _, after = draw.choice(lines).partition("@@")
    return before, value, after


def _md5(draw: Draw) -> Line:
    value = hashlib.md5(draw.randbytes(8), usedforsecurity=False).hexdigest()
    return _in(draw, value, f"@@  {_package(draw)}.tar.gz", "MD5 (file.zip) = @@", 'etag: "@@"', "checksum_md5 = '@@'")


def _sha1(draw: Draw) -> Line:
    return _in(draw, _hex(draw, 40), f"@@  {_package(draw)}.whl", "sha1: @@", '"shasum": "@@",', "  sha1 '@@'")


def _sha256(draw: Draw) -> Line:
    lines = (
        "    --hash=sha256:@@ \\",
        '  sha256 "@@"',
        f"@@  {_package(draw)}.iso",
        'checksum = "@@"',
        "digest: sha256:@@",
    )
    return _in(draw, _hex(draw, 64), *lines)


def _sha512(draw: Draw) -> Line:
    return _in(draw, _hex(draw, 128), "sha512: @@", f"SHA512 ({_package(draw)}.tgz) = @@", "sha512sums='@@'")


def _crc(draw: Draw) -> Line:
    return _in(draw, f"0x{_hex(draw, 8)}", "crc32 = @@", "#define MAGIC @@U", "  if (checksum != @@)", "polynomial: @@")


def _integrity(draw: Draw) -> Line:
    size, name = draw.choice([(64, "sha512"), (48, "sha384"), (32, "sha256")])
    value = f"{name}-{_base64(draw, size)}"
    return _in(draw, value, '      "integrity": "@@",', '  integrity="@@" crossorigin="anonymous"', "  integrity @@")


def _go_sum(draw: Draw) -> Line:
    value = f"h1:{_base64(draw, 32)}"
    return _in(
        draw,
        value,
        f"example.com/{_word(draw)}/{_word(draw)} v{_version(draw)} @@",
        f"example.com/{_word(draw)} v0.1.0/go.mod @@",
    )


def _nix(draw: Draw) -> Line:
    value = "".join(draw.choices("0123456789abcdfghijklmnpqrsvwxyz", k=32))
    return _in(
        draw, value, f"/nix/store/@@-{_package(draw)}-{_version(draw)}", f'path = "/nix/store/@@-{_word(draw)}";'
    )


def _lock_file(draw: Draw) -> Line:
    value = f"https://registry.example.com/{_package(draw)}/-/{_word(draw)}-{_version(draw)}.tgz#{_hex(draw, 40)}"
    return _in(draw, value, '  resolved "@@"', '      "resolved": "@@",', "    tarball: @@")


def _uuid_line(draw: Draw) -> Line:
    lines = (
        '  "id": "@@",',
        "ProjectGuid={@@}",
        '[Guid("@@")]',
        "UUID=@@ /boot ext4 defaults 0 2",
        "request_id=@@",
        "xmpMM:DocumentID=@@",
    )
    return _in(draw, _uuid(draw), *lines)


def _commit(draw: Draw) -> Line:
    lines = ("commit @@", "git checkout @@", '  "gitHead": "@@",', "ref: @@", "index @@..0000000 100644", "rev: @@")
    return _in(draw, _hex(draw, 40), *lines)


def _short_commit(draw: Draw) -> Line:
    return _in(
        draw, _hex(draw, draw.choice([7, 8, 10])), "* @@ Fix the build", "Reverts @@.", "see commit @@", "Merge: @@"
    )


def _version_line(draw: Draw) -> Line:
    value = f"{draw.randint(1, 9)}.{draw.randint(0, 30)}.{draw.randint(0, 30)}.{draw.randint(0, 30)}"
    lines = (
        'version = "@@"',
        "AssemblyVersion(@@)",
        "Chrome/@@ Safari/537.36",
        f"{_word(draw)}-@@.jar",
        "FileVersion: @@",
        "release @@",
    )
    return _in(draw, value, *lines)


def _oid(draw: Draw) -> Line:
    arc = f"1.{draw.randint(2, 3)}.{draw.choice([6, 840])}.{draw.choice([1, 113549])}"
    value = ".".join([arc, *(str(draw.randint(1, 40)) for _ in range(3))])
    return _in(draw, value, 'OID = "@@"', "oid: @@", 'ObjectIdentifier("@@")', "-- iso(1) @@", "snmpget public @@")


def _section(draw: Draw) -> Line:
    value = ".".join(str(draw.randint(1, 12)) for _ in range(4))
    return _in(
        draw,
        value,
        "see section @@ of the specification",
        "// RFC 9110, §@@",
        "@@ Requirements of the reader",
        "Figure @@: the state machine",
    )


def _cpp_path(draw: Draw) -> Line:
    names = [
        draw.choice([_word(draw), _camel(draw), "abc", "dead", "face", "bad", "cafe", "de"])
        for _ in range(draw.randint(2, 4))
    ]
    return _in(
        draw,
        "::".join(names),
        "using @@;",
        "auto value = @@(input);",
        "  return @@{};",
        "namespace @@ {",
        "::std::move(@@);",
    )


def _rust_path(draw: Draw) -> Line:
    names = ["crate", "std", "super", "self", "core", "fe", "ad"]
    value = "::".join([draw.choice(names), _word(draw), draw.choice([_camel(draw), _word(draw)])])
    return _in(
        draw, value, "use @@;", "let value = @@::new();", "impl @@ for Wrapper {", "    #[derive(@@)]", "-> Result<@@>"
    )


def _wildcard(draw: Draw) -> Line:
    return _in(
        draw,
        draw.choice(["0.0.0.0", "::", "[::]"]),
        "listen @@:8080;",
        'server.bind("@@", port)',
        "--host @@",
        "ListenAddress @@",
    )


def _netmask(draw: Draw) -> Line:
    bits = draw.randint(8, 30)
    mask = (0xFFFFFFFF << (32 - bits)) & 0xFFFFFFFF
    value = ".".join(str(mask >> shift & 255) for shift in (24, 16, 8, 0))
    return _in(draw, value, "netmask @@", "subnet-mask: @@", 'mask = "@@"', "option subnet-mask @@;")


def _mac(draw: Draw) -> Line:
    value = draw.choice(":-").join(_hex(draw, 2) for _ in range(6))
    return _in(
        draw, value, "hwaddr @@", "link/ether @@ brd ff:ff:ff:ff:ff:ff", "mac: '@@'", "HWaddr @@", "arp -s gateway @@"
    )


def _date(draw: Draw) -> Line:
    year, month, day = draw.randint(1990, 2030), draw.randint(1, 12), draw.randint(1, 28)
    clock = f"{draw.randint(0, 23):02}:{draw.randint(0, 59):02}:{draw.randint(0, 59):02}"
    value = draw.choice(
        [
            f"{year}-{month:02}-{day:02}T{clock}Z",
            f"{day:02}.{month:02}.{year} {clock}",
            f"{year}.{month}.{day}.{draw.randint(1, 9)}",
        ]
    )
    return _in(
        draw, value, "Date: @@", "released @@", 'created_at: "@@"', "* @@ first public version", "[@@] INFO started"
    )


def _public_key(draw: Draw) -> Line:
    kind = draw.choice(["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ"])
    value = kind + _base64(draw, 48 if "ed25519" in kind else 192).replace("=", "")
    return _in(draw, value, "@@", 'public_key = "@@"', "authorized: @@", "    host_key: @@")


def _pem(label: str) -> Callable[[Draw], Line]:
    def make(draw: Draw) -> Line:
        # What DER starts with in base64, as in every real one.
        body = draw.choice(["MIIB", "MIIC", "MIID"]) + _base64(draw, draw.choice([219, 294, 600]))
        lines = "\n".join(body[first : first + 64] for first in range(0, len(body), 64))
        return _in(draw, f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----", "@@", "# for tests\n@@")

    return make


def _fingerprint(draw: Draw) -> Line:
    value = draw.choice([f"SHA256:{_base64(draw, 32).rstrip('=')}", ":".join(_hex(draw, 2).upper() for _ in range(20))])
    return _in(
        draw, value, "256 @@ host key (ED25519)", "SHA1 Fingerprint=@@", "key fingerprint: @@", "Fingerprint: @@"
    )


def _placeholder(draw: Draw) -> Line:
    values = (
        "<password>", "<your-api-key>", "${DB_PASSWORD}", "{{ secret_key }}", "YOUR_API_KEY", "your-password-here", "********",
        "xxxxxxxxxxxxxxxx", "$(cat token)", "%(password)s", "<TOKEN>", "INSERT_TOKEN_HERE", "{password}", "[REDACTED]",
        "#{ENV['KEY']}",
    )  # fmt: skip
    lines = ("password = @@", 'api_key: "@@"', "PASSWORD=@@", '"token": "@@",', "--password=@@", "secret_key = '@@'")
    return _in(draw, draw.choice(values), *lines)


def _reference(draw: Draw) -> Line:
    values = (
        "os.environ['API_KEY']", "getpass.getpass()", "config.password", "process.env.SECRET_TOKEN", "user.get_password()",
        "settings.SECRET_KEY", "self._token", "request.form['password']", "System.getenv(\"DB_PASSWORD\")", "vault.read(path)",
    )  # fmt: skip
    return _in(draw, draw.choice(values), "password = @@", "api_key = @@;", "token: @@,", "client.login(user, @@)")


def _prompt(draw: Draw) -> Line:
    values = (
        "Enter your password",
        "Password is required",
        "Forgot your password?",
        "password_hash",
        "passwordField",
        "Invalid token",
        "token_type",
        "secretName",
        "keyId",
        "password-input",
    )
    return _in(
        draw,
        draw.choice(values),
        'label = "@@"',
        "'password': '@@',",
        'placeholder="@@"',
        "password_message = '@@'",
        'password_name: "@@"',
    )


def _eponym(draw: Draw) -> Line:
    return _in(
        draw,
        draw.choice(EPONYMS),
        "# @@ over the grid",
        "// uses @@",
        "/* @@, see the text book */",
        "- add @@",
        '"""@@."""',
    )


def _organisation(draw: Draw) -> Line:
    values = (
        f"The {_camel(draw, 1)} Authors",
        f"{draw.choice(PRODUCTS)} Software Foundation",
        f"{draw.choice(PRODUCTS)} Systems, Inc.",
        f"{draw.choice(PRODUCTS)} GmbH",
        f"{draw.choice(PRODUCTS)} Technologies Ltd",
        f"University of {draw.choice(PRODUCTS)}",
    )
    year = draw.randint(1995, 2026)
    return _in(
        draw,
        draw.choice(values),
        f"# Copyright (c) {year} @@",
        f" * Copyright {year} @@. All rights reserved.",
        f"// Copyright © {year} @@",
        "author: @@",
        "@author @@",
    )


def _product(draw: Draw) -> Line:
    value = f"{draw.choice(PRODUCTS)} {draw.choice(['Server', 'Studio', 'Cloud', 'Desktop', 'Engine', 'Search', 'Mail', 'Base'])}"
    return _in(draw, value, "requires @@ 4 or later", "Works with @@.", 'name: "@@"', "# @@ support", "@@ integration")


def _heading(draw: Draw) -> Line:
    value = " ".join(_word(draw).capitalize() for _ in range(draw.randint(2, 3)))
    return _in(draw, value, "## @@", "@@\n" + "=" * 12, "<h2>@@</h2>", "=== @@ ===", "* [@@](#top)")


def _licence(draw: Draw) -> Line:
    return _in(draw, draw.choice(LICENCES), "# Licensed under the @@", "License: @@", "// SPDX, @@", '"license": "@@"')


def _class_name(draw: Draw) -> Line:
    return _in(
        draw,
        _camel(draw, 3),
        "class @@:",
        "new @@();",
        "public final class @@ {",
        "import { @@ } from './index';",
        "@@ instance = null;",
    )


def _decorator(draw: Draw) -> Line:
    values = (
        "pytest.fixture",
        "app.route",
        "property",
        "Override",
        "Autowired",
        f"{_word(draw)}.setter",
        "dataclass",
        "media",
        "param",
        "return",
        "deprecated",
        "Test",
        "Input",
        "click.command",
    )
    value = "@" + draw.choice(values)
    before = draw.choice(["", "    ", " * "])
    return before, value, ""


def _package_version(draw: Draw) -> Line:
    scope = draw.choice(["", f"@{_word(draw)}/"])
    value = f"{scope}{_package(draw)}@{draw.choice(['', '^', '~'])}{_version(draw)}"
    return _in(draw, value, "npm install @@", '"@@":', "  - @@", "added @@", "require @@")


def _retina(draw: Draw) -> Line:
    value = f"{_word(draw)}-{_word(draw)}@{draw.choice([2, 3])}x.{draw.choice(['png', 'jpg', 'webp'])}"
    return _in(draw, value, 'src="images/@@"', "background: url(@@);", "  assets/@@", "'@@',")


def _git_remote(draw: Draw) -> Line:
    value = f"git@{draw.choice(['git.example.com', 'code.example.org'])}"
    return _in(
        draw,
        value,
        f"git clone @@:{_word(draw)}/{_word(draw)}.git",
        f"url = @@:{_word(draw)}/{_word(draw)}.git",
        f"  git+ssh://@@/{_word(draw)}.git",
    )


def _generic_account(draw: Draw) -> Line:
    value = draw.choice(["root", "admin", "postgres", "www-data", "nobody", "ubuntu", "guest", "daemon"])
    return _in(draw, value, "user: @@", "chown -R @@ /srv/app", "USER @@", "sudo -u @@ make", "username = '@@'")


def _test_vector(draw: Draw) -> Line:
    lines = (
        "Nonce = @@",
        "IV: @@",
        "iv = bytes.fromhex('@@')",
        "Msg = @@",
        "# ciphertext @@",
        "PT = @@",
        "nonce: '@@'",
    )
    return _in(draw, _hex(draw, draw.choice([24, 32, 48, 64])), *lines)


def _image(draw: Draw) -> Line:
    head = draw.choice(
        [
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA",
            "data:font/woff2;base64,d09GMgABAAAAA",
            "data:image/gif;base64,R0lGODlhAQABAI",
        ]
    )
    return _in(
        draw,
        head + _base64(draw, draw.randint(90, 400)),
        'src="@@"',
        "background-image: url(@@);",
        'const icon = "@@";',
    )


def _minified(draw: Draw) -> Line:
    names = "abcdefghijklmnopqrstuvwxyz"

    def name() -> str:
        return draw.choice(names) + draw.choice(["", draw.choice(names), str(draw.randint(0, 9))])

    parts = [
        draw.choice([
            f"function {name()}({name()},{name()}){{return {name()}.{name()}({name()})}}", f"var {name()}={name()}||{{}};",
            f"!function({name()}){{{name()}={draw.randint(0, 999)}}}(this);",
            f"{name()}&&{name()}.push({name()}[{draw.randint(0, 99)}]),",
        ])
        for _ in range(draw.randint(5, 15))
    ]  # fmt: skip
    return _in(draw, "".join(parts), "@@", "/*! */@@", "<script>@@</script>")


def _mapping(draw: Draw) -> Line:
    value = "".join(
        draw.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/,;", k=draw.randint(60, 200))
    )
    return _in(draw, value, '{"version":3,"mappings":"@@"}', '"mappings": "@@",')


def _alphabet(draw: Draw) -> Line:
    values = (
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "0123456789abcdefghijklmnopqrstuvwxyz",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", "0123456789ABCDEF",
    )  # fmt: skip
    return _in(
        draw,
        draw.choice(values),
        'ALPHABET = "@@"',
        "const chars = '@@';",
        'static const char digits[] = "@@";',
        "key_chars = '@@'",
    )


def _number(draw: Draw) -> Line:
    value = draw.choice(
        [f"{draw.random():.16f}", str(draw.getrandbits(60)), f"{draw.random() * 1e9:.6e}", f"0x{_hex(draw, 16)}ULL"]
    )
    return _in(draw, value, "EPSILON = @@", "seed: @@", "{@@, 0},", "expect(value).toBe(@@)", "prime = @@")


def _resource(draw: Draw) -> Line:
    value = draw.choice(
        [
            f"arn:aws:s3:::{_package(draw)}-bucket",
            f"UA-{draw.randint(10**6, 10**8)}-1",
            f"G-{_hex(draw, 10).upper()}",
            f"projects/{_package(draw)}/locations/global",
            f"vpc-{_hex(draw, 17)}",
            f"ami-{_hex(draw, 17)}",
        ]
    )
    return _in(draw, value, 'Resource: "@@"', "id = '@@'", 'gtag("config", "@@");', "image: @@")


def _path(draw: Draw) -> Line:
    value = "/" + "/".join([draw.choice(["usr", "var", "opt", "etc"]), *(_word(draw) for _ in range(3))])
    return _in(
        draw,
        f"{value}/{_camel(draw)}{draw.randint(1, 99)}.{draw.choice(['so', 'py', 'conf', 'java'])}",
        "open('@@')",
        "include @@",
        'PATH="@@"',
        "key_file = @@",
    )


def _identifier(draw: Draw) -> Line:
    value = "_".join(_word(draw) for _ in range(draw.randint(3, 5))) + draw.choice(["", "_key", "_token", "_password"])
    return _in(draw, value, "def @@(self):", "key = @@", "token_name = '@@'", 'password_setting: "@@"', "#define @@ 1")


KINDS: dict[str, Callable[[Draw], Line]] = {
    "md5": _md5,
    "sha1": _sha1,
    "sha256": _sha256,
    "sha512": _sha512,
    "crc and magic numbers": _crc,
    "integrity hash": _integrity,
    "go.sum": _go_sum,
    "nix store path": _nix,
    "lock file url": _lock_file,
    "uuid": _uuid_line,
    "commit id": _commit,
    "short commit id": _short_commit,
    "four-part version": _version_line,
    "oid": _oid,
    "section number": _section,
    "c++ path": _cpp_path,
    "rust path": _rust_path,
    "wildcard address": _wildcard,
    "netmask": _netmask,
    "mac address": _mac,
    "date": _date,
    "ssh public key": _public_key,
    "pem public key": _pem("PUBLIC KEY"),
    "certificate": _pem("CERTIFICATE"),
    "fingerprint": _fingerprint,
    "placeholder": _placeholder,
    "reference to a secret": _reference,
    "prompt or field name": _prompt,
    "eponym": _eponym,
    "organisation": _organisation,
    "product name": _product,
    "title case heading": _heading,
    "licence name": _licence,
    "class name": _class_name,
    "decorator": _decorator,
    "package@version": _package_version,
    "retina file name": _retina,
    "git remote": _git_remote,
    "generic account": _generic_account,
    "nonce or test vector": _test_vector,
    "base64 image or font": _image,
    "minified code": _minified,
    "source map": _mapping,
    "alphabet": _alphabet,
    "number": _number,
    "resource id": _resource,
    "path": _path,
    "identifier": _identifier,
}
