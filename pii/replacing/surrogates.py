"""Surrogates: made-up values of the same kind, derived from a key, so that the same value gets the same surrogate everywhere.

No table is needed: a surrogate is a function of the value, the key and the scope (HMAC-SHA256). Without the key it cannot be
reversed, and surrogates of other keys or scopes cannot be linked. With the key a surrogate is recognised and returned unchanged,
so that redacting twice changes nothing.

Names are mapped word by word and keep script, capitals and initials, so that a mail address or an account made of the same words
(`jane.roe`, `JaneRoe`) stays that person's. Mail addresses are at reserved domains (`.example`), IPv4 addresses in 240.0.0.0/4
and IPv6 addresses in fd00::/8, which are not routed; addresses with a common prefix keep one.
Credentials keep prefix, length, alphabet and checksum.
"""

import hmac
import unicodedata
import zlib
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address
from itertools import pairwise

from pii import expressions as re
from pii.labels import Label
from pii.replacing.addresses import parse_address

_CHECK = 64
"""One word in this many bears the mark of a surrogate: rare enough for real names, frequent enough to find one quickly."""
_SHORTEST_WORD = 6
"""Minimum letters of a surrogate: there are too few shorter ones."""

_SCRIPTS: dict[str, tuple[str, str]] = {
    "LATIN": ("bdfgklmnprstvz", "aeiou"),
    "CYRILLIC": ("бвгдзклмнпрст", "аеиоу"),
    "GREEK": ("βγδζκλμνπρστφ", "αεηιουω"),
    "ARMENIAN": ("բգդզկլմնպրստվ", "աեիոու"),
    "GEORGIAN": ("ბგდვზკლმნპრსტ", "აეიოუ"),
    "HEBREW": ("בגדזחטיכלמנספצקרשת", "אהוי"),
    "ARABIC": ("بتجحدرزسشطفقكلمن", "اوي"),
    "DEVANAGARI": ("कगचजटडतदनपबमयरलवसह", "कगचजटडतदनपबमयरलवसह"),
    "HIRAGANA": ("かきくけこさしすせそたちつてとなにぬねの", "あいうえおまみむめもらりるれろ"),
    "KATAKANA": ("カキクケコサシスセソタチツテトナニヌネノ", "アイウエオマミムメモラリルレロ"),
    "HANGUL": ("가강건경고광구규기김나남노다대도동라류마", "민박배백변상서석선성소송수승시신아안양영"),
    "CJK": (
        "安白包常陈程崔戴邓丁董杜范方冯高葛龚顾郭韩何贺洪侯胡黄江姜金",
        "明华强伟芳秀英静丽军平杰涛鹏辉玲娟艳洁波宁浩宇欣怡佳雪梅兰竹",
    ),
}
"""Alternating letters: consonants and vowels, or the first and second characters of a name."""
_SYLLABIC = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_CASELESS = (*_SYLLABIC, "HEBREW", "ARABIC", "DEVANAGARI")

_RUNS = re.compile(r"[^\W\d_]+|\d+")
_PREFIX = re.compile(r"(?:[a-z]{2,6}[-_](?:[a-z]{2,5}[-_](?=.{16}))?|AKIA|ASIA|AIza|SG\.|eyJ)(?=.{12})|")
_CRC_TOKEN = re.compile(r"(gh[pousr]_|npm_)(\w{30})(\w{6})")
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_HEX = re.compile(r"[0-9a-f]{16,}|[0-9A-F]{16,}")
_FRAME = re.compile(r"-----[A-Z ]+-----|\\[nr]")
_CLASSES = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_HEX_CLASSES = ("0123456789abcdef", "0123456789abcdef", "0123456789abcdef")
_CAPITAL_HEX_CLASSES = ("0123456789ABCDEF", "0123456789ABCDEF", "0123456789ABCDEF")


class Surrogates:
    """Surrogates under a key, within a scope: a file, a repository, a run, or everything."""

    def __init__(self, key: bytes, scope: str = "all") -> None:
        self._key = hmac.digest(key, f"scope\0{scope}".encode("utf-8", "surrogatepass"), "sha256")
        self._word = lru_cache(maxsize=65_536)(self._make_word)

    def __call__(self, value: str, label: str) -> str:
        """Return the surrogate of a value; a surrogate is returned unchanged."""
        match label:
            case Label.NAME | Label.USERNAME:
                return self._words(value)
            case Label.EMAIL:
                return self._mail(value)
            case Label.IP_ADDRESS:
                return self._address(value)
            case Label.KEY:
                return self._key_like(value)
            case _:
                return self._same_classes(value, "value")

    def _bytes(self, kind: str, *parts: str) -> Iterator[int]:
        block = 0
        while True:
            message = "\0".join((kind, str(block), *parts)).encode("utf-8", "surrogatepass")
            yield from hmac.digest(self._key, message, "sha256")
            block += 1

    def _number(self, kind: str, *parts: str) -> int:
        stream = self._bytes(kind, *parts)
        return int.from_bytes(bytes(next(stream) for _ in range(16)))

    # ------------------------------------------------------------------------------------------------------------- words

    def _words(self, text: str) -> str:
        return _RUNS.sub(lambda run: "".join(map(self._part, _humps(run[0]))), text)

    def _part(self, part: str) -> str:
        if part.isdecimal():
            return self._same_classes(part, "digits")
        made = self._word(part.lower())
        if len(part) > 1 and all(map(str.isupper, part)):
            return made.upper()
        return made[:1].upper() + made[1:] if part[:1].isupper() else made

    def _make_word(self, word: str) -> str:
        script = _script(word)
        if len(word) == 1 and script != "CJK":
            return self._initial(word, "".join(_SCRIPTS[script]))
        if self._is_marked(word):
            return word
        length = max(len(word), 3 if script in _SYLLABIC else _SHORTEST_WORD)
        return self._drawn(word, script, length)

    def _initial(self, letter: str, letters: str) -> str:
        marked = [each for each in letters if self._number("initial", each) % 4 == 0] or [letters[0]]
        return letter if letter in marked else marked[self._number("initial", letter) % len(marked)]

    def _drawn(self, seed: str, script: str, length: int) -> str:
        """A word with the mark, determined by the seed."""
        alphabets = _SCRIPTS[script]
        made = ""
        for attempt in range(100 * _CHECK):
            stream = self._bytes("word", seed, str(attempt))
            made = "".join(alphabets[place % 2][_below(stream, len(alphabets[place % 2]))] for place in range(length))
            if made != seed and self._is_marked(made):
                break
        return made

    def _is_marked(self, word: str) -> bool:
        if not word:
            return False
        alphabets = _SCRIPTS[_script(word)]
        if any(letter not in alphabets[place % 2] for place, letter in enumerate(word)):
            return False
        return self._number("mark", word) % _CHECK == 0

    # ---------------------------------------------------------------------------------------------------- mail, accounts

    def _mail(self, value: str) -> str:
        local, at, domain = value.rpartition("@")
        if not at or not local:
            return self._words(value)
        name = domain.lower().removesuffix(".example")
        if "." not in name and domain.lower().endswith(".example") and self._is_marked(name):
            return f"{self._words(local)}@{domain}"
        return f"{self._words(local)}@{self._drawn(f'@{domain.lower()}', 'LATIN', 8)}.example"

    # --------------------------------------------------------------------------------------------------------- addresses

    def _address(self, value: str) -> str:
        parts = parse_address(value)
        if parts is None:
            return self._same_classes(value, "address")
        before, address, after = parts
        new = self._version4(address) if isinstance(address, IPv4Address) else self._version6(address)
        return f"{before}{new}{after}"

    def _version4(self, address: IPv4Address) -> IPv4Address:
        number = int(address)
        if number >> 28 == 15:
            return address
        # Twelve bits represent the first sixteen: 240.0.0.0/4 has no more.
        head = self._number("network", str(number >> 16)) % 4095  # never 255.255.x.x
        return IPv4Address(15 << 28 | head << 16 | self._flipped(number, 32, 16))

    def _version6(self, address: IPv6Address) -> IPv6Address:
        number = int(address)
        site = number >> 96 & 0xFFFFFF
        if number >> 120 == 0xFD and number >> 80 & 0xFFFF == self._number("site", str(site)) & 0xFFFF:
            return address
        site = self._number("network", str(number >> 80)) & 0xFFFFFF
        head = 0xFD << 40 | site << 16 | self._number("site", str(site)) & 0xFFFF
        return IPv6Address(head << 80 | self._flipped(number, 128, 80))

    def _flipped(self, number: int, width: int, low: int) -> int:
        """The low bits, each flipped depending on the bits before it, which preserves common prefixes."""
        made = 0
        for place in range(low - 1, -1, -1):
            bit = number >> place & 1
            made = made << 1 | bit ^ self._number("bit", str(width), str(place), str(number >> (place + 1))) & 1
        return made

    # -------------------------------------------------------------------------------------------------------- credentials

    def _key_like(self, value: str) -> str:
        token = _CRC_TOKEN.fullmatch(value)
        if token is not None:
            body = self._same_classes(token[2], "value")
            return f"{token[1]}{body}{token[3] if body == token[2] else _crc(body)}"
        prefix = _PREFIX.match(value)
        kept = prefix.end() if prefix else 0
        pieces: list[str] = [value[:kept]]
        position = kept
        for frame in _FRAME.finditer(value, kept):
            pieces += (self._same_classes(value[position : frame.start()], "value"), frame[0])
            position = frame.end()
        return "".join((*pieces, self._same_classes(value[position:], "value")))

    def _same_classes(self, value: str, kind: str) -> str:
        """Replace letters by letters, digits by digits. The last ones are derived from the others, which is the mark."""
        body = "".join(character for character in value if character.isalnum())
        classes = _classes_of(body)
        places = [
            (index, _class_of(character, classes)) for index, character in enumerate(value) if character.isalnum()
        ]
        if not places:
            places = [(index, classes[1]) for index in range(len(value))]
        marks = min(8, (len(places) + 1) // 2)
        free, last = places[:-marks], places[-marks:]
        if self._tail(kind, value, free, last) == [value[index] for index, _ in last]:
            return value
        made = list(value)
        stream = self._bytes(kind, value)
        for _ in range(100):  # until it is not hexadecimal by chance, which would get a different surrogate
            for index, alphabet in free:
                made[index] = alphabet[_below(stream, len(alphabet))]
            for (index, _), character in zip(last, self._tail(kind, "".join(made), free, last), strict=True):
                made[index] = character
            if classes is not _CLASSES or not _HEX.fullmatch("".join(filter(str.isalnum, made))):
                break
        return "".join(made)

    def _tail(self, kind: str, value: str, free: list[tuple[int, str]], last: list[tuple[int, str]]) -> list[str]:
        stream = self._bytes(f"{kind} mark", "".join(value[index] for index, _ in free), str(len(value)))
        return [alphabet[_below(stream, len(alphabet))] for _, alphabet in last]


def _below(stream: Iterator[int], most: int) -> int:
    return (next(stream) << 8 | next(stream)) % most


def _script(word: str) -> str:
    name = unicodedata.name(word[0], "LATIN").partition(" ")[0]
    return name if name in _SCRIPTS else "LATIN"


def _humps(run: str) -> list[str]:
    """The words of a run of letters or digits: `JaneRoe` has two, and so has `明Roe`. A surrogate has as many."""
    if run.isascii() or run.isdecimal():
        cuts = [place for place in range(1, len(run)) if run[place].isupper() and run[place - 1].islower()]
    else:
        kinds = list(map(_case, run))
        cuts = [
            place
            for place, (before, here) in enumerate(pairwise(kinds), start=1)
            if before != here and (before, here) != ("upper", "lower")
        ]
    return [run[start:end] for start, end in zip([0, *cuts], [*cuts, len(run)], strict=True)]


def _case(letter: str) -> str:
    """The case of a letter: upper, none (scripts without case), or lower for everything else."""
    return "upper" if letter.isupper() else "none" if _script(letter) in _CASELESS else "lower"


def _classes_of(body: str) -> tuple[str, str, str]:
    """The alphabets of digits, lower-case letters and capitals in a secret; a hexadecimal secret keeps its single case."""
    if not _HEX.fullmatch(body):
        return _CLASSES
    return _CAPITAL_HEX_CLASSES if any(map(str.isupper, body)) else _HEX_CLASSES


def _class_of(character: str, classes: tuple[str, str, str]) -> str:
    return classes[0] if character.isdigit() else classes[2] if character.isupper() else classes[1]


def _crc(body: str) -> str:
    """The checksum in the last six characters of GitHub's and npm's tokens."""
    number, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = _BASE62[digit] + digits
    return digits
