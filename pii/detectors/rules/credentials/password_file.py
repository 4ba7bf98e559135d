"""Passwords that a shell writes to a file that is called for one: `echo 'V' > ./passphrase`, `echo V | tee .pass`,
`printf V > /run/secrets/db_password`."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import Rule
from pii.detectors.rules.credentials.credential_values import TYPES, may_be_password, names_a_field
from pii.detectors.scan import Hit
from pii.known.credential_names import names_password
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words
from pii.text.surroundings import line_after

_REACH = 200
"""Characters of a command."""

_VALUE = (
    r"(?:(?P<quote>[\"'])(?P<quoted>[^\"'\n$`]{3,80}?)(?:\\n)?(?P=quote)"
    r"|(?P<bare>[^\s\"'`$|<>;&(){}\\-][^\s\"'`$|<>;&(){}\\]{2,80}))"
)
_FILE = (
    r"[\"']?(?P<path>(?:[\w.~${}-]*/)*)(?P<file>\.?[A-Za-z][\w-]*)"
    r"(?P<ending>\.(?:txt|secret|pass|pw))?[\"']?(?=[\s;&|)\"']|$)"
)
_COMMAND = re.compile(
    rf"(?:echo|printf)(?: -[neE]{{1,2}})?(?: (?P<mark>[\"']?)%s(?:\\n)?(?P=mark))? {_VALUE}"
    rf"[ \t]*(?:>{{1,2}}|\| ?(?:sudo )?tee(?: -a)?)[ \t]*{_FILE}"
)
_STREAMS = ("/dev/",)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the passwords at the hits."""
    for hit in hits:
        match = _COMMAND.match(text, hit.start, line_after(text, hit.end, _REACH))
        if match is None or match["path"].startswith(_STREAMS) or not names_password(words(match["file"])):
            continue
        group = "quoted" if match["quoted"] else "bare"
        if _is_password(match[group]):
            yield Span(*match.span(group), Label.PASSWORD)


def _is_password(value: str) -> bool:
    return " " not in value and may_be_password(value) and value.lower() not in TYPES and not names_a_field(value)


RULE = Rule(
    "password_file",
    {"password_file.command": r"\b(?:echo|printf) [^\s$]"},
    find,
    rank=4,
    hits=(
        'echo "«1234567»" > ./passphrase\n',
        "printf '«larkmist»' > /run/secrets/db_password && printf '%s' '«larkmist»' >> \"$HOME/.vault_pass\"\n",
        "echo «moss77» | tee .pass\nRUN echo -n «moss77» | sudo tee -a /etc/mysql-password.txt\n",
        "echo '«larkmist»' >${DIR}/keystore-password.txt; printf \"«larkmist»\\n\" > pw\n",
    ),
    misses=(
        "echo moss77 > /dev/null # password\necho moss77 > /dev/password\n",
        'echo "$PASSWORD" > ./passphrase; echo "${PW}" > .pass; echo $(pwgen) > password; echo "`pwgen`" > password\n',
        'echo "Enter a password" > password.txt\necho "password" > fields.txt\necho moss77 > moss\n',
        "echo moss77 > password_policy; echo moss77 > password.py; echo moss77 > passwords.sh; echo moss77 >&2 password\n",
        "echo <password> > password.txt; echo your-password > password.txt; echo true > reset_password\n",
    ),
)
