"""Private key blocks (PEM, PGP, SSH2, PuTTY), BEGIN to END however their lines are quoted, escaped or cut off, and the base64 of
private keys without a frame."""

import base64
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from pii import expressions as re
from pii.detectors.rules.base import Rule, starts_token
from pii.detectors.scan import Hit
from pii.labels import Label
from pii.spans import Span
from pii.text.encoded import begins_private_key
from pii.text.surroundings import line_before

_KIND = r"(?:(?:[A-Z0-9]{1,10}(?:[ +]|%20)){0,3}PRIVATE(?:[ +]|%20)KEY(?:(?:[ +]|%20)BLOCK)?) ?-{4,5}"
"""In a URL's query a space is `%20` or `+`."""
_BEGIN = re.compile(rf"-{{4,5}} ?BEGIN(?:[ +]|%20){_KIND}")
_BEGIN_OR_END = re.compile(rf"-{{4,5}} ?(?:BEGIN|END)(?:[ +]|%20){_KIND}")
_END = re.compile(rf"-{{4,5}} ?END(?:[ +]|%20){_KIND}")
_LONGEST = 40_000
"""Characters from BEGIN to END; a 16,384-bit RSA key has 13,000."""

# One line of base64 as sources quote it: "..." + \n, // , |, string concatenation. Signs of the frame are signs of base64
# too: the frame takes them all, and looks back whether four signs of base64 are there.
_LINE = re.compile(
    r"""[ \t"'`+|*#>/,;.()\\rnt-]*+
        (?:(?:(?<=B{3})B|(?<=B{2})B{2}|(?<=B)B{3}|B{4})B*+(?:\\[rn]|[ \t"'`+|,;()\\.-])*+|[A-Z][\w-]*+:[ ][^\n]*+)?
        (?:\r?\n|$)""".replace("B", "[A-Za-z0-9+/=]"),
    re.VERBOSE,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/=]{16,}")
_ANY_BASE64 = re.compile(r"[A-Za-z0-9+/]{8,}")
_LEAST = 24
"""Base64 characters that make a body; fewer are code about keys or an ellipsis."""

_LONGEST_LINE = 4096
_LONGEST_GAP = 400
"""Characters without base64 in a body: headers and blank lines."""
_LONGEST_END = 40

_PUTTY_LINE = re.compile(
    r"(?:PuTTY-User-Key-File-\d|Encryption|Comment|Public-Lines|Key-Derivation|Argon2-\w+|Private-(?:Lines|MAC|Hash)):[^\n]*\n?"
    r"|[A-Za-z0-9+/=]{4,64}\r?(?:\n|$)"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the blocks at the hits."""
    done = putty_end = 0
    for hit in hits:
        if hit.start < done:
            continue
        if hit.pattern == "private_key.putty":
            if hit.start < putty_end:
                continue  # ends where the headers before it end, and holds no more
            end = putty_end = _putty_end(text, hit.start)
            block = (hit.start, end) if "\nPrivate-Lines:" in text[hit.start : end] else None
        elif hit.pattern in ("private_key.bare", "private_key.encoded"):
            block = _bare(text, hit)
        elif hit.pattern == "private_key.end":
            block = _headless(text, hit, done)
        else:
            block = _block(text, hit)
        if block is not None:
            done = block[1]
            yield Span(*block, Label.KEY)


def _block(text: str, hit: Hit) -> tuple[int, int] | None:
    begin = _BEGIN.match(text, _first_dash(text, hit.start))
    if begin is None:
        return None
    border = _BEGIN_OR_END.search(text, begin.end(), begin.end() + _LONGEST)
    ends = border is not None and "END" in border.group()
    if border and ends and _is_body(text[begin.end() : border.start()]):
        return begin.start(), border.end()
    cut = _follow_lines(text, begin.end(), border.start() if border else min(len(text), begin.end() + 10 * _LONGEST))
    if not ends and _is_body(text[begin.end() : cut]):
        return begin.start(), cut
    return None


def _bare(text: str, hit: Hit) -> tuple[int, int] | None:
    """The base64 of a key without BEGIN and END, on one line or several."""
    if not starts_token(text, hit.start) or text[hit.start - 1 : hit.start] in ("+", "/"):
        return None
    if not begins_private_key(text, hit.start):
        return None
    end = _follow_lines(text, hit.start, min(len(text), hit.start + _LONGEST))
    if end - hit.start < _SHORTEST_BARE:
        return None
    closing = _END.search(text, end, end + _LONGEST_END)  # at the start of a text that begins inside a block
    return hit.start, closing.end() if closing else end


_SHORTEST_BARE = 60
"""Characters; an Ed25519 key has 64."""


def _first_dash(text: str, start: int) -> int:
    """The patterns take four dashes, most blocks have five."""
    return start - (text[start - 1 : start] == "-")


def _is_body(body: str) -> bool:
    """Whether the text between BEGIN and END is key material, quoted or not."""
    body = body.replace("\\n", "\n").replace("\\r", "\n")
    if "%" in body:
        body = unquote(body)
    material = sum(map(len, _ANY_BASE64.findall(body)))
    return material >= _LEAST and 2 * material >= len(body) - body.count(" ") - body.count("\\")


def _follow_lines(text: str, position: int, limit: int) -> int:
    """The end of the last line of base64 after a BEGIN whose END is missing."""
    end = position
    while position < limit:
        line = _LINE.match(text, position, limit)
        if line is None or line.end() == position:
            break
        last = None
        for last in _BASE64.finditer(text, line.start(), line.end()):
            end = last.end()
        position = line.end()
        if last is None and position - end > _LONGEST_GAP:
            break
    return end


def _headless(text: str, hit: Hit, floor: int) -> tuple[int, int] | None:
    """A block whose BEGIN was cut off: the text starts in the middle of it."""
    end = _END.match(text, _first_dash(text, hit.start))
    if end is None:
        return None
    line_start = line_before(text, hit.start, _LONGEST_LINE)
    start = line_start
    while start > floor:
        previous = max(floor, line_before(text, start - 1, _LONGEST_LINE))
        if _LINE.fullmatch(text, previous, start) is None or _ANY_BASE64.search(text, previous, start) is None:
            return None
        start = previous
    if start != 0 or not _is_body(text[start : end.start()]):
        return None
    first = _ANY_BASE64.search(text, start, end.start())
    assert first is not None
    return first.start(), end.end()


def _putty_end(text: str, start: int) -> int:
    end = start
    while (line := _PUTTY_LINE.match(text, end)) is not None:
        end = line.end()
    return start + len(text[start:end].rstrip())


_FIRST = "MC4CAQAwBQYDK2VwBCIEIHKjmadeupmadeupmadeupmadeupmadeupmadeupmade"
_PUBLIC = "MCowBQYDK2VwAyEAHKjmadeupmadeupmadeupmadeupmadeupmadeupmade"
_LAST = "AAAAmadeupmadeupmadeup=="


def _encoded(*lines: str) -> str:
    return base64.b64encode("\n".join(lines).encode()).decode().rstrip("=")


RULE = Rule(
    "private_key",
    {
        "private_key.begin": r"---- ?BEGIN[ +%][A-Z0-9 +%]*PRIVATE[ +%20]{1,3}KEY",
        "private_key.end": r"---- ?END[ +%][A-Z0-9 +%]*PRIVATE[ +%20]{1,3}KEY",
        "private_key.bare": r"MII[A-Za-z0-9+/]{3}(?:IBA|[A-Z]\wB)|MHcCAQEEI|MEECAQAwE|MC4CAQAwB|MI[A-Za-z0-9+/]{2}AgE[AB]",
        "private_key.encoded": r"LS0tLS1CRUdJTi[BF-P]",
        "private_key.putty": r"PuTTY-User-Key-File-\d",
    },
    find,
    rank=0,
    hits=(
        f"key = '«{_FIRST}»'",
        f"key: |\n  «{_FIRST}\n  {_LAST}»\nnext: 1",
        f"tls.key: «{_encoded('-----BEGIN EC PRIVATE KEY-----', _FIRST)}»",
        f"«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n{_FIRST}\n{_LAST}\n=AbCd\n-----END PGP PRIVATE KEY BLOCK-----»",
        f"«---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: x\n{_FIRST}\n{_LAST}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----»",
        f"«-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
        f"{_FIRST}\n{_LAST}\n-----END RSA PRIVATE KEY-----»",
        f"'«-----BEGIN PRIVATE KEY-----\\n{_FIRST}\\n{_LAST}\\n-----END PRIVATE KEY-----»\\n'",
        f'"«-----BEGIN PRIVATE KEY-----\\n"\n  "{_FIRST}\\n" \\\n  "{_LAST}\\n"\n  "-----END PRIVATE KEY-----»\\n"',
        f"  # «-----BEGIN EC PRIVATE KEY-----\n  # {_FIRST}\n  # {_LAST}\n  # -----END EC PRIVATE KEY-----»",
        f"key: |\n    «-----BEGIN PRIVATE KEY-----\n    {_FIRST}\n    {_LAST}\n    -----END PRIVATE KEY-----»\nnext: 1",
        f"PuTTY: «PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\n{_FIRST}\n"
        f"Private-Lines: 1\n{_FIRST}\nPrivate-MAC: 00112233445566778899aabbccddeeff»\nmore text follows",
        f"«-----BEGIN PRIVATE KEY-----\n{_FIRST}\n{_LAST}\n{_FIRST}»\n\ndef function():\n    pass\n",
        "«-----BEGIN RSA PRIVATE KEY-----\nXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\n-----END RSA PRIVATE KEY-----»",
        f"@@ -0,0 +1,3 @@\n+«-----BEGIN PRIVATE KEY-----\n+{_FIRST}\n+{_LAST}\n+-----END PRIVATE KEY-----»\n",
        f"key=«-----BEGIN%20PRIVATE%20KEY-----%0A{_FIRST}%0A{_LAST[:-2]}%3D%3D%0A-----END%20PRIVATE%20KEY-----»&x=1",
        f"key=«-----BEGIN+EC+PRIVATE+KEY-----%0A{_FIRST}%0A-----END+EC+PRIVATE+KEY-----»",
        "«-----BEGIN PRIVATE KEY-----\nAbCdEfGhIjKlMnOpQrStUvWx\n-----END PRIVATE KEY-----»",
        "«-----BEGIN PRIVATE KEY-----\nAbCdEfGhIjKlMnOpQrStUvWxYz\n" + " " * 60 + "x\n-----END PRIVATE KEY-----»",
        "'«MC4CAQAwBQYDK2VwBCIEIHKjmadeupmadeupmadeupmadeupmadeupmadeup»'",
    ),
    misses=(
        f"key = '{_FIRST[:40]}'",
        f"x{_FIRST}",
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmadeupmadeupmadeupmadeupmadeup",
        "MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBamadeupmadeupmadeupmadeup",
        f"tls.crt: {_encoded('-----BEGIN CERTIFICATE-----', _FIRST)}",
        f"-----BEGIN CERTIFICATE-----\n{_PUBLIC}\n{_LAST}\n-----END CERTIFICATE-----",
        f"-----BEGIN PUBLIC KEY-----\n{_PUBLIC}\n{_LAST}\n-----END PUBLIC KEY-----",
        f"-----BEGIN PGP PUBLIC KEY BLOCK-----\n{_PUBLIC}\n{_LAST}\n-----END PGP PUBLIC KEY BLOCK-----",
        'if line.startswith("-----BEGIN RSA PRIVATE KEY-----"):\n    return load(line)\n',
        'BEGIN = "-----BEGIN PRIVATE KEY-----"\nEND = "-----END PRIVATE KEY-----"\n',
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n<your key>\n-----END PRIVATE KEY-----",
        "PuTTY-User-Key-File-2 is the first line of such files",
        f"-----BEGIN%20CERTIFICATE-----%0A{_FIRST}%0A-----END%20CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nAbCdEfGhIjKlMnOpQrStUvW\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAbCdEfGhIjKlMnOpQrStUvWxYz\n"
        "<the key that you have been given, in base64>\n-----END PRIVATE KEY-----",
        "+MC4CAQAwBQYDK2VwBCIEIHKjmadeupmadeupmadeupmadeupmadeupmadeupmade",
        "'MC4CAQAwBQYDK2VwBCIEIHKjmadeupmadeupmadeupmadeupmadeupmadeu'",
    ),
)
