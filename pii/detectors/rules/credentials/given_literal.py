"""Any literal given to the name of a credential: too weak to stand by itself, a question to the judge."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials import key_assignment, password
from pii.detectors.rules.credentials.assignments import Assignment, Form, read_assignment
from pii.detectors.rules.credentials.credential_values import TYPES, is_version
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of, takes_password
from pii.known.placeholders import is_template
from pii.labels import Label
from pii.spans import Span

_LONGEST = 200
_KEYWORD = re.compile(r"(?i)pass(?:w(?:or)?d|phrase|code)?|pwd|secret|token|credential|keys?|auth|p(?:s)?w")
_WORDS = re.compile(r"\s")
_CODE = re.compile(r"[\w.]*[.(\[]\w*[A-Za-z_]\w*[(\[.]|::|->|^[@$&*/\\<{%]|://|[{}<>]")
"""Calls, members, paths, addresses, templates."""
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.]*")
_PATTERNS = {
    place: pattern
    for place, pattern in {**password.RULE.patterns, **key_assignment.RULE.patterns}.items()
    if place not in ("key_assignment.header", "key_assignment.query", "key_assignment.plain")
}


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals at the hits."""
    done = 0
    for hit in hits:
        keyword = _KEYWORD.search(text, hit.start, hit.end)
        if hit.start < done or keyword is None:
            continue
        assignment = read_assignment(text, *keyword.span())
        if assignment and key_assignment.RESOURCE.search(assignment.line):
            continue
        label = _label(assignment) if assignment else None
        if assignment and label and _may_be_given(text[assignment.start : assignment.end], assignment, label):
            done = assignment.start
            yield Span(assignment.start, assignment.end, label)


def _label(assignment: Assignment) -> Label | None:
    if assignment.form is Form.ARGUMENT:
        return Label.PASSWORD if takes_password(assignment.name) else None
    return None if key_assignment.names_component(assignment.name) else credential_of(assignment.name)


def _may_be_given(value: str, assignment: Assignment, label: Label) -> bool:
    """Whether the value has the form of a literal that a person or a machine chose."""
    if not 3 <= len(value) <= _LONGEST or not any(map(str.isalnum, value)) or value.lower() in TYPES:
        return False
    if is_template(value) or is_version(value) or _CODE.search(value) or value == assignment.name:
        return False
    if _WORDS.search(value):
        return label == Label.PASSWORD and assignment.form is Form.QUOTED and value.count(" ") < 5
    return assignment.form is not Form.BARE or not _IDENTIFIER.fullmatch(value) or any(map(str.isdigit, value))


RULE = Rule(
    "given_literal",
    _PATTERNS,
    find,
    rank=5,
    proves=False,
    asks=True,
    hits=(
        "client_secret_key = '«secret»'",
        "clientSecret: '«FAKE_SECRET»'",
        '"password": «123456»,',
        'assert box.params.password == "«secret»"',
        "pass: '«userpass»'",
        "consumerKey: '«abc»'",
        '<x data-api-key="«moss9»"></x>',
        'password = "«your password»"',
        "password = '«a b c d e»'",
    ),
    misses=(
        "password = get_password()",
        "password: config.password",
        "token = '${TOKEN}'",
        '<x data-hydrate-key="moss9"></x>',
        "password = ''",
        "password: string",
        "api_key = 'https://example.org/key'",
        "sort_key = 'ab'",
        "clientSecret: mysecret",
        "set_token('hunter two')",
        "password = 'a b c d e f'; api_key = 'two words'",
        "clientSecret: 'ab'; clientSecret: '----'; clientSecret: 'string'",
        'x = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:moss-client-Xy12Zq"',
    ),
)
