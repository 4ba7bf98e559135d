"""Passwords in the instructions of a Dockerfile that set variables, of which one line holds several: `ENV passwd=V APP_ENV=prod`,
`ARG PROXY_PSW="V"`. Whatever stands there without a dollar sign is a literal."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, is_prose, may_be_password, names_a_field
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words

_REACH = 1_000
"""Characters of an instruction, at most."""

_INSTRUCTION = re.compile(r"[ \t]*(?:ENV|ARG)", re.IGNORECASE)
_PAIR = re.compile(
    r"(?:[ \t]|\\\r?\n(?:[ \t]*#[^\n]*\n)*)+(?P<name>[A-Za-z_][\w.-]{0,60})="
    r"(?:\"(?P<double>[^\"\\$\n]*)\"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s\"'\\$`#]*))(?=\s|$)"
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords of the instructions at the hits."""
    for hit in hits:
        instruction = _INSTRUCTION.match(text, hit.start)
        position, limit = instruction.end() if instruction else hit.end, hit.end + _REACH
        while pair := _PAIR.match(text, position, limit):
            position = pair.end()
            value = pair.lastgroup or 0
            if credential_of(pair["name"]) is Label.PASSWORD and _is_password(pair["name"], pair[value]):
                yield Span(*pair.span(value), Label.PASSWORD)


def _is_password(name: str, value: str) -> bool:
    if not may_be_password(value) or value.lower() in TYPES or names_a_field(value) or value.lower() in words(name):
        return False
    return " " not in value or not is_prose(value) or value[-1].isdigit()


RULE = Rule(
    "image_setting",
    {"image_setting.instruction": r"(?m)^[ \t]{0,8}(?:ENV|ARG|env|arg)[ \t]{1,8}[A-Za-z_][\w.-]{0,40}="},
    find,
    rank=4,
    hits=(
        'FROM x\nARG PROXY_PSW="«lark & mist 3»"\nRUN x\n',
        "ENV passwd=«larkmist» APP_ENV=prod\nENV A=b passwd=«moss»\n",
        "ENV A=b \\\n    DB_PASSWORD='«lark mist»' \\\n    # of the mail\n    mail_password=«mossdrum»\n",
    ),
    misses=(
        "ENV passwd=$PASS APP_ENV=prod\nARG PROXY_PSW\nARG PROXY_PSW=\nENV PASSWORD_FILE=/run/x A=b\nENV DB_PASSWORD=/run/x\n",
        'ARG PASSWORD="enter your password"\nENV PASSWORD=password\nENV PASSWORD=<password>\n',
        "ENV A=b\npasswd=larkmist in the text\nenvironment passwd=larkmist\nENV = passwd=larkmist\n",
    ),
)
