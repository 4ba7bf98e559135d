"""The private numbers of RSA and EC keys, written one by one: `d: hex('5d2f…'), dmp1: hex('8e1d…')`, what
`openssl rsa -text` prints, keys of BIND, `new RSAPrivateKeySpec(new BigInteger(…), …)`. RFC 8017 (PKCS #1) and RFC 7518 name
them; the modulus and the public exponent are for everybody."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.jwt import pieces_behind
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import is_machine_made

_PAIRS = r"(?:[0-9A-Fa-f]{2}:\s{0,40}){15,2100}[0-9A-Fa-f]{2}"
"""Of hexadecimal digits, as OpenSSL and GnuTLS print them over several lines."""
_NUMBER = r"(?:(?:0x)?[0-9A-Fa-f]{32,5500}|[A-Za-z0-9+/_-]{22,2800}={0,2})(?![\w+/=.(-])"
_LITERAL = rf"(?:(?:new |\w+\.)?[\w.]{{1,30}}\(\s*|\(\s*)?(?:[brNL]?[\"'`])?(?P<number>{_NUMBER})"
"""A number as a program is given one: bare, in quotes, or read from text by a call."""
_GIVEN = rf"[\"']?\s{{0,8}}(?:=>|:?=|:)\s{{0,8}}(?:(?P<pairs>{_PAIRS})|{_LITERAL})"
_UNMISTAKABLE = (
    r"private[ _]?exponent|prime(?:[12]|[ _]?[pq])|exponent[12]|prime[ _]?exponent[ _]?[pq]|(?:crt[ _]?)?coeff(?:icient)?"
    r"|dmp1|dmq1|iqmp|q_?inv|inverse_?q"
)
_NAMED = re.compile(rf"(?i:{_UNMISTAKABLE}){_GIVEN}")
_PART = re.compile(rf"(?<![\w.$-])(?P<name>(?i:{_UNMISTAKABLE})|[Nn]|(?i:modulus)|[dDpPqQ]|[dD][pPqQ]|qi|qInv){_GIVEN}")
_PUBLIC = frozenset(("n", "modulus"))
_FEWEST = 3
"""Private numbers side by side that make a key of what single letters name."""
_REACH = 6_000
"""Characters to either side of a place in which the other numbers of a key of 8,192 bits stand."""
_BETWEEN = 200
"""Characters between two numbers of a key: the name, the call, the public exponent."""
_LISTED = re.compile(r"(?<![\w.])(?:[brNL]?[\"'`])?(?P<number>(?:0x)?[0-9A-Fa-f]{32,5500})(?![\w+/=.(-])")
_PRIVATE = re.compile(rf"priv:\s*(?P<pairs>{_PAIRS})")
_SCALAR = re.compile(
    r"(?<![\w.$-])(?:d|priv(?:ate)?(?:_?[kK]ey)?|secret|scalar)[\"']?\s?[:=]\s?(?:(?:new )?[\w.]{1,30}\(\s*)?b?[\"'`]"
    r"(?P<number>(?:0x)?(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{132})|[\w-]{43}|[\w-]{64}|[\w-]{88})[\"'`]"
)
_SIGHT = 300
"""Characters to either side of a curve's name in which its scalar stands."""
_VECTORS = re.compile(r"(?i)plain_?text|cipher_?text|test_?vector|\bnist\b|\bfips\b|\brfc ?\d")
_VECTOR_SIGHT = 600
"""Characters to either side in which one of those says that the key is a vector of an algorithm."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the numbers at the hits."""
    read: dict[str, int] = {}
    for hit in hits:
        if hit.start < read.get(hit.pattern, 0):
            continue
        numbers, read[hit.pattern] = _READERS[hit.pattern](text, hit, read.get(hit.pattern, 0))
        for match in numbers:
            group = "pairs" if match.groupdict().get("pairs") else "number"
            yield Span(*match.span(group), Label.KEY)
            if group == "number":
                for literal in pieces_behind(text, match.end(group)):
                    yield Span(*literal.span("more"), Label.KEY)


_Numbers = tuple[list[re.Match[str]], int]
"""The numbers that a reader finds at a hit, and up to where it has read for all later ones of its pattern."""


def _is_long(match: re.Match[str]) -> bool:
    """Whether a machine made the number, which a coefficient of another computation is too short for."""
    groups = match.groupdict()
    number = groups.get("number")
    if number is None:
        return bool(groups.get("pairs"))
    return number.isdigit() and len(set(number)) > 4 or is_machine_made(number)


def _named(text: str, hit: Hit, _: int) -> _Numbers:
    """A number whose name nothing but a private key has."""
    match = _NAMED.match(text, hit.start)
    return [match] if match is not None and _is_long(match) else [], hit.end


def _lettered(text: str, hit: Hit, floor: int) -> _Numbers:
    """`d`, `p` and `q` of a key, of which another number lies at the hit or behind it."""
    parts: list[re.Match[str]] = []
    last = start = max(floor, hit.start - _REACH)
    end = hit.end + _REACH
    for part in _PART.finditer(text, start, end):
        if part.start() - last > _BETWEEN:
            if last > hit.start:
                end = last
                break
            parts.clear()
        last = part.end()
        if part["name"].lower() not in _PUBLIC and _is_long(part):
            parts.append(part)
    names = {part["name"].lower() for part in parts}
    whole = len(names) >= _FEWEST and not names.isdisjoint(("d", "privateexponent"))
    return parts if whole else [], end


_CLOSING = re.compile(r"[;}]|\n\n")


def _called(text: str, hit: Hit, _: int) -> _Numbers:
    """The numbers behind the modulus among the arguments of a call that makes a private key."""
    closing = _CLOSING.search(text, hit.end, hit.end + _REACH)
    end = closing.start() if closing else min(len(text), hit.end + _REACH)
    numbers = list(_LISTED.finditer(text, hit.end, end))
    whole = len(numbers) > 1 and numbers[0].start() - hit.end <= _BETWEEN
    return list(filter(_is_long, numbers[1:])) if whole else [], end


def _primes(text: str, hit: Hit, floor: int) -> _Numbers:
    """The primes of Go's `rsa.PrivateKey`, and its exponent before them."""
    closing = _CLOSING.search(text, hit.end, hit.end + _REACH)
    end = closing.start() if closing else min(len(text), hit.end + _REACH)
    primes = list(filter(_is_long, _LISTED.finditer(text, hit.end, end)))
    exponents = [
        part for part in _PART.finditer(text, max(floor, hit.start - _REACH), hit.start) if part["name"] == "D"
    ]
    primes += (part for part in exponents[-1:] if primes and hit.start - part.end() <= _BETWEEN)
    return primes, end


def _printed(text: str, hit: Hit, _: int) -> _Numbers:
    """`priv:` of a key on a curve, as OpenSSL prints it."""
    match = _PRIVATE.match(text, text.find("priv", hit.start))
    return [match] if match is not None else [], hit.end


def _scalar(text: str, hit: Hit, floor: int) -> _Numbers:
    """`d: '…'` beside the name of a curve, but for what a specification or its test gives."""
    end = hit.end + _SIGHT
    scalars = [
        match
        for match in _SCALAR.finditer(text, max(floor, hit.start - _SIGHT), end)
        if is_machine_made(match["number"])
    ]
    return [] if scalars and _is_test_vector(text, hit.start, hit.end) else scalars, end


def _is_test_vector(text: str, start: int, end: int) -> bool:
    """Whether what stands around says that a key is an example of its algorithm's specification or of a test of it."""
    return _VECTORS.search(text, max(0, start - _VECTOR_SIGHT), end + _VECTOR_SIGHT) is not None


_READERS = {
    "private_numbers.named": _named,
    "private_numbers.letter": _lettered,
    "private_numbers.call": _called,
    "private_numbers.primes": _primes,
    "private_numbers.printed": _printed,
    "private_numbers.curve": _scalar,
}

_HEX = "4f2a9c71e0b85d36" * 4
_OTHER = "8b1d0e5a7c93f246" * 2
_BASE = "hLS7WMDpzgw7uHdf1DIXIVgcH3fPkd6D5P1CDsy9WVZ2kuPraQqACMW8w=="
_LINES = "4f:2a:9c:71:e0:b8:5d:36:4f:2a:9c:71:e0:b8:5d:\n    36:8b:1d"

RULE = Rule(
    "private_numbers",
    {
        "private_numbers.named": rf"(?i)\b(?:{_UNMISTAKABLE})[\"']?\s{{0,8}}(?:=>|:?=|:)\s{{0,8}}[\w\"'`(]",
        "private_numbers.letter": r"\b(?:[dD][pPqQ]|qi|qInv|dmp1|dmq1|iqmp|coeff)[\"']?\s{0,4}(?:=>|[:=])",
        "private_numbers.call": (
            r"\b(?:rsa\.PrivateKey|RSA\.construct|RSAPrivate(?:Crt)?KeySpec|R[Ss][Aa]PrivateCrtKeyParameters)\("
        ),
        "private_numbers.primes": r"\bPrimes:\s{1,8}\[\]\*big\.Int ?\{",
        "private_numbers.printed": r"(?m)^[ \t]{0,8}priv:[ \t]{0,4}\r?\n",
        "private_numbers.curve": r"\b(?:secp\d{3}[kr]1|prime256v1|P-?(?:256|384|521)|[Ee]d25519|[Xx]25519)\b",
    },
    find,
    rank=3,
    hits=(
        f"key.importKey({{ n: hex('{_HEX}'), e: 65537,\n d: hex('«{_HEX}»'),\n p: hex('«{_OTHER}»'), q: hex('«{_OTHER}»'),\n"
        f" dmp1: hex('«{_OTHER}»'), dmq1: hex('«{_OTHER}»'), coeff: hex('«{_OTHER}»') }}, 'components');",
        f"modulus:\n    {_LINES}\npublicExponent: 65537 (0x10001)\nprivateExponent:\n    «{_LINES}»\nprime1:\n    «{_LINES}»\n"
        f"exponent2:\n    «{_LINES}»\ncoefficient:\n    «{_LINES}»\n",
        f"Private-Key: (256 bit)\npriv:\n    «{_LINES}»\npub:\n    {_LINES}\nASN1 OID: prime256v1\n",
        f"Modulus: {_BASE}\nPublicExponent: AQAB\nPrivateExponent: «{_BASE}»\nPrime2: «{_BASE}»\nCoefficient: «{_BASE}»\n",
        f'new RSAPrivateKeySpec(new BigInteger("{_HEX}", 16),\n  new BigInteger("«{_HEX}»", 16));',
        f"rsa.PrivateKey(0x{_HEX}, 65537, «0x{_HEX}», «0x{_OTHER}», «0x{_OTHER}»)\n\nx = 0x{_HEX}",
        f"dp = 1\n{'x' * 300}\n"
        f"RSAPrivateNumbers(d=«0x{_HEX}», p=«0x{_OTHER}», q=«0x{_OTHER}», dmp1=«0x{_OTHER}», iqmp=«0x{_OTHER}»)",
        f'N: fromBase16("{_HEX}"), E: 65537}},\nD: fromBase16("«{_HEX}»"),\n'
        f'Primes: []*big.Int{{\n  fromBase16("«{_OTHER}»"),\n}}',
        f"{{ n: '{_BASE}', e: 'AQAB', d: '«{_BASE}»', p: '«{_BASE}»', q: '«{_BASE}»', dp: '«{_BASE}»', dq: '«{_BASE}»' }}",
        f'"privateExponent": "«{_HEX}»"\n+ "x"; private_exponent = "«{_HEX}»"\n  "«{_HEX}»"',
        f"const key = {{ crv: 'secp256k1', x: '{_HEX}', d: '«{_HEX}»' }}",
    ),
    misses=(
        f"{{ n: hex('{_HEX}'), e: 65537 }} modulus:\n    {_LINES}\nmodulus = 0x{_HEX}",
        "d = 12; p = 0x1f; q = 0x2e; dp = [0] * n; dq = deque(); coeff = 0.25; prime1 = 7; coefficient: 0.123456789012345678",
        f"p = 0x{_HEX}\nq = 0x{_OTHER}\ng = 2  # of Diffie and Hellman",
        f"d = '{_HEX}'; dp = 1; x: '{_HEX}'",
        "privateExponent: BigInteger, prime1: bigint, coefficient = the_coefficient_of_the_first_term_of_it",
        f'new RSAPublicKeySpec(new BigInteger("{_HEX}", 16), e); new RSAPrivateKeySpec(new BigInteger("{_HEX}", 16), d);',
        f"pub:\n    {_LINES}\nASN1 OID: prime256v1\nprivate:\n    {_LINES}\n",
        f"RFC 6979: curve P-256, d = '{_HEX}'; secp256k1, x: '{_HEX}'",
        "Primes: []*big.Int{p, q}, D: d",
    ),
)
