"""Places and organisations in the distinguished names of X.500: `/C=SE/ST=Dalarna/L=Falun/O=Fern Larsson/CN=Jane Roe`.

Covers the syntax of certificates, directories, keytool (RFC 4514), OpenSSL's settings and JSON requests (cfssl).
"""

from pii import expressions as re
from pii.spans import Span
from pii.text.surroundings import line_above, line_after, line_before, text_before

_SHORT = "C|ST|S|L|O|OU|DC|STREET"
_LONG = re.any_case(
    "countryName stateOrProvinceName localityName organizationName organizationalUnitName domainComponent streetAddress".split()
)
_GIVEN = r"(?:_default)?[\"']?[ \t]{0,24}[=:][ \t]?[\"'\\]{0,2}"
"""Between an attribute and its value, also in OpenSSL's settings and in JSON."""
_VALUE_BEFORE = rf"{_GIVEN}[^=/+;,:\"'\n]{{0,40}}$"
_ATTRIBUTE = re.compile(rf"(?:^|[\s/,;+\"'({{=])(?:{_SHORT}|{re.any_case(_SHORT.lower().split('|'))}){_VALUE_BEFORE}")
_FULL_ATTRIBUTE = re.compile(rf"(?<![A-Za-z])(?:{_LONG}){_VALUE_BEFORE}")
_OTHER_ATTRIBUTE = re.compile(
    rf"(?:^|[\s/,;+\"'({{=])(?:{_SHORT}|CN|UID|SN|GN|[Ee]mailAddress|ou|cn|uid|dc){_GIVEN}[^\s=]", re.MULTILINE
)
"""One letter before an equals sign may be a variable; two such pairs are not."""
_SIGHT = 90
"""Maximum characters from an attribute to a span in its value."""
_REACH = 160


def distinguished_name(text: str, span: Span) -> bool:
    """Whether the span is in the value of an attribute for a country, place, organisation or organisational unit."""
    before = text_before(text, span.start, _SIGHT)
    if "=" not in before and ":" not in before:
        return False
    if _FULL_ATTRIBUTE.search(before):
        return True
    attribute = _ATTRIBUTE.search(before)
    if attribute is None:
        return False
    start = span.start - len(before) + attribute.start()
    above = line_above(text, line_before(text, start, _REACH), _REACH)
    below = line_after(text, line_after(text, span.end, _REACH) + 1, _REACH)
    return any(
        _OTHER_ATTRIBUTE.search(text, first, last) is not None
        for first, last in ((above, start), (span.end, max(span.end, below)))
    )
