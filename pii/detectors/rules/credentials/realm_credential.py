"""Passwords of users in Keycloak's realms and in what its REST interface is sent (CredentialRepresentation):
`"credentials": [{"type": "password", "value": "V", "temporary": false}]`. The value is the password, whatever word it is."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.scan import Hit
from pii.known.placeholders import is_mask, is_template
from pii.labels import Label
from pii.spans import Span

_LONGEST = 300
"""Characters of a credential before and behind its type."""

_KEY = r"\\{0,3}[\"']?%s\\{0,3}[\"']?\s*:\s*"
_VALUE = re.compile(_KEY % "value" + r"\\{0,3}(?P<quote>[\"'])(?P<value>[^\"'\\\n]{1,80})\\{0,3}(?P=quote)")
_TEMPORARY = re.compile(_KEY % "temporary" + r"(?:true|false)")
_LISTED = re.compile(_KEY % "credentials" + r"\[\s*(?:\{[^{}]*\}\s*,\s*)*$")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        start = text.rfind("{", max(0, hit.start - _LONGEST), hit.start)
        end = text.find("}", hit.end, hit.end + _LONGEST)
        if min(start, end) < 0 or "}" in text[start : hit.start] or not _is_credential(text, start, end):
            continue
        value = _VALUE.search(text, start, end)
        if value is not None and not is_mask(value["value"]) and not is_template(value["value"]):
            yield Span(*value.span("value"), Label.PASSWORD)


def _is_credential(text: str, start: int, end: int) -> bool:
    """Whether the object says whether the password is a temporary one, or stands in a list of credentials."""
    if _TEMPORARY.search(text, start, end) is not None:
        return True
    return _LISTED.search(text, max(0, start - _LONGEST), start) is not None


RULE = Rule(
    "realm_credential",
    {"realm_credential.type": r"\btype\\{0,3}[\"']?\s{0,4}:\s{0,4}\\{0,3}[\"']password\\{0,3}[\"']"},
    find,
    rank=3,
    hits=(
        '"credentials": [\n  {\n    "type": "password",\n    "value": "«password»"\n  }\n]',
        '{"type":"password","value":"«test»","temporary":false}, {"temporary": true, "value": "«changeme»", "type": "password"}',
        '-d \'{\\"type\\": \\"password\\", \\"value\\": \\"«string»\\", \\"temporary\\": false}\'',
        "credentials: [{ type: 'otp', x: 1 }, { type: 'password', value: '«larkmist»' }]",
    ),
    misses=(
        '{"type": "password", "value": "password"}, "credentials": [{"type": "otp", "value": "larkmist"}]',
        '{"type": "password", "value": "${PASSWORD}", "temporary": false}',
        '{"type": "password", "value": "****", "temporary": true}',
        '{"type": "text", "value": "larkmist", "temporary": false}, {"type": "password", "temporary": false}',
        '{"type": "password", "value": "", "temporary": false}, {"type": "password", "value": password, "temporary": false}',
    ),
)
