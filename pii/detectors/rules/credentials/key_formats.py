"""Keys that their prefix gives away: one scan for all prefixes, then the format of the vendor that owns the prefix."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule, starts_token
from pii.detectors.rules.credentials.vendors import FORMATS, KeyFormat
from pii.detectors.scan import Hit
from pii.known.placeholders import is_mask
from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import is_gibberish

_LONGEST_INNER = 300
"""Characters of an inner format behind its place."""
_UNPROVEN = 0.95
"""The score of a key whose format has a checksum that this key does not meet."""

_BY_PREFIX: dict[tuple[str, str], list[KeyFormat]] = {}
"""By marker and prefix."""
for _key_format in FORMATS:
    for _prefix in _key_format.prefixes:
        _BY_PREFIX.setdefault((_key_format.marker, _prefix), []).append(_key_format)

# Keys without a prefix of their own: a place inside them, and the whole.
_INNER: dict[str, re.Pattern[str]] = {
    # Telegram bot: number, colon, AA...
    r"\d:AA[\w-][\w-]": re.compile(r"(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])", re.ASCII),
    # Mailchimp: 32 hex digits and the data centre
    r"[0-9a-f]{32}-us\d": re.compile(r"(?<![0-9a-f])[0-9a-f]{32}-us\d{1,2}(?!\w)", re.ASCII),
    # Azure AD client secret
    r"[\w.~-]{3}\dQ~[\w.~-]": re.compile(r"(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])", re.ASCII),
    # Salesforce session
    r"00D[A-Za-z0-9]{12}": re.compile(r"(?<!\w)00D[A-Za-z0-9]{12,15}![\w.]{80,}", re.ASCII),
    # Terraform Cloud: user id, marker, secret
    r"[A-Za-z0-9]{14}\.atlasv1\.": re.compile(r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}(?![\w-])", re.ASCII),
    # Firebase messaging server key
    r"AAAA[\w-]{7}:APA91b": re.compile(r"AAAA[\w-]{7}:APA91b[\w-]{134,}", re.ASCII),
    # Asana: version, numbers of account and app
    r"[12]/\d{13}": re.compile(r"(?:(?<!\w)|(?<=\\[nrt]))[12]/\d{13,17}(?:/\d{13,17})?:[0-9a-f]{32}(?!\w)", re.ASCII),
    # Azure: the marks of its services stand near the end of keys
    r"AZDO[A-Za-z0-9]{4}": re.compile(r"(?:(?<!\w)|(?<=\\[nrt]))[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?!\w)", re.ASCII),
    r"\+ASt[A-Za-z0-9]": re.compile(r"(?:(?<![\w+/])|(?<=\\[nrt]))[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{6}==", re.ASCII),
    # Discord bot: user id in base64, time, signature
    r"[\w-]{24}\.[\w-]{6}\.[\w-]": re.compile(
        r"(?:(?<![\w-])|(?<=\\[nrt]))[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])", re.ASCII
    ),
}
_INNER_BY_NAME = {f"key_formats.inner{number}": regex for number, regex in enumerate(_INNER.values())}

_LOOKBACK = 80
"""Characters of an inner format before its place, at most."""


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the keys at the hits."""
    reached: dict[KeyFormat, int] = {}
    for hit in hits:
        inner = _INNER_BY_NAME.get(hit.pattern)
        if inner is not None:
            match = inner.search(text, hit.start - _LOOKBACK, hit.end + _LONGEST_INNER)
            if match and match.start() <= hit.start and hit.end <= match.end():
                yield Span(match.start(), match.end(), Label.KEY)
            continue
        marker, length = _MARKERS[hit.pattern]
        for key_format in _BY_PREFIX[marker, text[hit.start : hit.start + length]]:
            if key_format.endless and hit.start < reached.get(key_format, 0):
                break  # amid a key of this format, which ends where this one would
            span = _of_format(text, hit.start, hit.start + length, key_format)
            if span is not None:
                reached[key_format] = span.end
                yield span
                break
            yield from _divided(text, hit.start, hit.start + length, key_format)


def _of_format(text: str, start: int, prefix_end: int, key_format: KeyFormat) -> Span | None:
    rest = key_format.rest.match(text, prefix_end)
    if rest is None:
        return None
    end = rest.end()
    own = text[prefix_end:end]
    if is_mask(own) or own.isalpha() and own.isupper() and not is_gibberish(own):
        return None  # ghp_xxxxxxxxxxxx, ASIAANDOCEANIAREGION
    if key_format.vendor in _PREFIX_IS_A_NAME:
        start = prefix_end
    elif not starts_token(text, start) or prefix_end - start < 4 and text[start - 1 : start] in ("+", "/"):
        return None  # amid a longer word, or amid base64
    checked = key_format.checksum is None or key_format.checksum(text[start:end])
    return Span(start, end, Label.KEY, score=1.0 if checked else _UNPROVEN)


_QUOTES = ("'", '"', "`")
_JOINT = re.compile(r"[\"'`]\s{0,20}[+.&]\s{0,20}[\"'`]")
_LITERALS = re.compile(r"[\w.-]{2,200}(?:[\"'`]\s{0,20}[+.&]\s{0,20}[\"'`][\w.-]{2,200}){1,4}(?=[\"'`])", re.ASCII)


def _divided(text: str, start: int, prefix_end: int, key_format: KeyFormat) -> Iterator[Span]:
    """The literals of a key that code puts together of several, so that scanners do not see it: `"ghp_…" + "…"`."""
    if text[start - 1 : start] not in _QUOTES or (literals := _LITERALS.match(text, start)) is None:
        return
    joints = [joint.span() for joint in _JOINT.finditer(text, start, literals.end())]
    bounds = [start, *(bound for joint in joints for bound in joint), literals.end()]
    pieces = list(zip(bounds[::2], bounds[1::2], strict=True))
    whole = "".join(text[slice(*piece)] for piece in pieces)
    if key_format.rest.fullmatch(whole, prefix_end - start) is None or is_mask(whole[prefix_end - start :]):
        return
    for piece in pieces:
        if piece[1] > prefix_end:  # more than the prefix
            yield Span(*piece, Label.KEY)


_PREFIX_IS_A_NAME = frozenset({"Azure storage", "Slack webhook", "Discord webhook"})
"""Their prefix says what follows and is no part of the secret."""


_MARKERS: dict[str, tuple[str, int]] = {}
"""The marker and the length of the prefixes of each pattern."""


def _patterns() -> dict[str, str]:
    """Prefixes of one length and marker go into one pattern: of fixed width for Hyperscan, few passes for `re`."""
    groups: dict[tuple[str, int], list[str]] = {}
    for marker, prefix in _BY_PREFIX:
        groups.setdefault((marker, len(prefix)), []).append(re.escape(prefix))
    patterns: dict[str, str] = {}
    for number, (group, prefixes) in enumerate(sorted(groups.items())):
        name = f"key_formats.prefix{number}"
        _MARKERS[name] = group
        patterns[name] = f"(?:{'|'.join(sorted(prefixes))}){group[0]}"
    return patterns | dict(zip(_INNER_BY_NAME, _INNER, strict=True))


RULE = Rule("key_formats", _patterns(), find, rank=1)
