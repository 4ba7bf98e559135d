"""Secrets made of words, `dev-secret-not-for-production`, where the place shows that they are what runs.

Elsewhere such words may as well tell what belongs there, and a judge decides. What an environment falls back to, what stands
before a command or is handed to a session or a framework is used as it is: `${JWT_SECRET:-V}`, Spring's
`${jwt.secret:V}`, `process.env.JWT_SECRET ?? 'V'`, `JWT_SECRET=V ./bin/x`, `session({ secret: 'V' })`, `app.secret_key = 'V'`.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import CREDENTIAL_WORD, Rule
from pii.detectors.rules.credentials import fallback_literal
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.known.placeholders import is_placeholder, is_placeholder_alone, looks_like_code
from pii.labels import Label
from pii.spans import Span

_REACH = 400
"""Characters from a place to the end of its value."""

_LITERAL = r"(?P<quote>[\"'])(?P<value>[^\"'\\\n]{12,120})(?P=quote)"
_COMMAND = r"(?=[ \t]+(?:\w+=\S+[ \t]+)*(?:[\w./~$][\w./~-]*)(?![\w=])|[ ]?(?:&&|;)[ ]?\w)"
"""Behind an assignment for one command, or for the next ones."""
_FORMS = {
    "running_phrase.command": re.compile(
        rf"(?P<name>[A-Z][A-Z0-9_]{{2,60}})=(?:{_LITERAL}|(?P<bare>[\w.-]{{12,120}})){_COMMAND}"
    ),
    "running_phrase.property": re.compile(r"\$\{(?P<name>[\w.-]{2,60}):(?P<value>[A-Za-z][^{}:$\"'\n]{11,119})\}"),
    "running_phrase.session": re.compile(
        rf"\w+\(\s*(?:[\w.]+,\s*)?\{{(?:[^{{}}]|\{{[^{{}}]*\}})*?\b(?P<name>secret(?:OrKey|_key|Key)?):\s*\[?{_LITERAL}\s*[,\]}}\r\n]"
    ),
    "running_phrase.framework": re.compile(
        rf"\W?(?P<name>secret_key)[\"']?\]?[ \t]*=[ \t]*{_LITERAL}[ \t]*(?:#|\r?\n|$)", re.IGNORECASE
    ),
}
_FALLBACKS = {
    name: fallback_literal.FORMS[name]
    for name in (
        f"fallback_literal.{form}"
        for form in ("shell", "environment", "block", "operator", "nullish", "flag", "filter")
    )
}
_OPERATORS = ("fallback_literal.operator", "fallback_literal.nullish")
_FROM_ENVIRONMENT = re.compile(r"(?i)\benv(?:iron(?:ment)?)?\b[\w.\[\](\"']*$")
"""Before a variable that is asked for: `process.env.`, `os.environ["`, `Deno.env.get("`."""

_LONGEST_LOOKUP = 80

_PHRASE = re.compile(r"[A-Za-z0-9]+(?:(?:[-_. ]|, )[A-Za-z0-9'!]+){2,14}[!.?]{0,3}")
_WORD = re.compile(r"[A-Za-z]{2,}")
_APART = re.compile(r"[^A-Za-z]+")
_SHORTEST = 12
_FEWEST_WORDS = 3
_INSTRUCTS = frozenset(
    """
    your change changeme changeit replace replaceme placeholder here insert generate generated todo fixme paste fill required
    missing invalid must should cannot failed error configured defined provided expected please enter unset undefined redacted
    set found available
    """.split()
)
"""Words of instructions and complaints, wherever they stand."""
_BEGINS_INSTRUCTION = frozenset(
    "set use see run put pick add choose need provide update edit get none load read from create some any".split()
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the secrets of words at the hits."""
    for hit in hits:
        form = _FORMS.get(hit.pattern) or _FALLBACKS[hit.pattern]
        match = form.match(text, hit.start, hit.end + _REACH)
        if match is None or hit.pattern in _OPERATORS and not _is_asked_for(text, match):
            continue
        group = next(group for group in ("quoted", "bare", "value") if match.groupdict().get(group))
        label = _label(hit.pattern, match["name"])
        if label is not None and _is_phrase(match[group]):
            yield Span(*match.span(group), label)


def _is_asked_for(text: str, match: re.Match[str]) -> bool:
    """Whether the variable before an operator is one of the environment's."""
    return _FROM_ENVIRONMENT.search(text, match.end("name") - _LONGEST_LOOKUP, match.end("name")) is not None


def _label(place: str, name: str) -> Label | None:
    return Label.KEY if place in ("running_phrase.session", "running_phrase.framework") else credential_of(name)


def _is_phrase(value: str) -> bool:
    """Whether the value is of three words or more, none of which tells somebody what to do or what went wrong."""
    if len(value) < _SHORTEST or not _PHRASE.fullmatch(value) or len(_WORD.findall(value)) < _FEWEST_WORDS:
        return False
    words = [word.lower() for word in _APART.split(value) if word]
    if not _INSTRUCTS.isdisjoint(words) or words[0] in _BEGINS_INSTRUCTION or value.isupper():
        return False
    return not (is_placeholder(value) or is_placeholder_alone(value) or looks_like_code(value))


RULE = Rule(
    "running_phrase",
    {
        "running_phrase.command": rf"\b[A-Z0-9_]{{0,40}}{CREDENTIAL_WORD.upper()}[A-Z0-9_]{{0,20}}=[\"'\w]",
        "running_phrase.property": rf"(?i)\$\{{[\w.-]{{0,40}}{CREDENTIAL_WORD}[\w.-]{{0,20}}:[a-z]",
        "running_phrase.session": (
            r"\b(?:[sS]ession|[jJ]wt|JWT|[aA]uth|cookieSession|JwtModule\.register|JwtStrategy|register)"
            r"\(\s?(?:[\w.]{1,40},\s?)?\{"
        ),
        "running_phrase.framework": r"(?i)\bsecret_key[\"']?\]?\s?=\s?[\"']",
    }
    | {name: fallback_literal.RULE.patterns[name] for name in _FALLBACKS},
    find,
    rank=3,
    hits=(
        "JWT_SECRET=«this-is-a-rather-secure-secret» ./bin/x\nA=b SESSION_SECRET='«moss and lark»' PORT=1 npm start\n",
        "export JWT_SECRET=«my-super-secret-phrase» && npm start\nSECRET_KEY=«not-so-secret-key» python manage.py x\n",
        'jwt:\n  secret: ${JWT_SECRET:«moss-lark-drum»}\n@Value("${app.jwt.secret:«moss-lark-drum»}")\n',
        "docker run -e JWT_SECRET=«moss-lark-drum» x\n",
        'JWT_SECRET: "${JWT_SECRET:-«dev-secret-not-for-production-min-32-chars»}"\n',
        "x = process.env.JWT_SECRET || '«fallback-secret-of-moss»'; y = process.env.JWT_SECRET ?? '«moss-lark-drum»'",
        "SECRET_KEY = os.getenv('SECRET_KEY', '«dev-secret-key-of-the-lark»')\n",
        "app.use(session({\n  store: new Store({ a: 1 }),\n  secret: '«keyboard cat of the moss»',\n  x: 1 }))",
        "app.secret_key = '«moss lark drum secret»'\napp.config['SECRET_KEY'] = \"«moss-lark-drum»\"  # x\n",
        "DB_PASSWORD: ${DB_PASSWORD:-«moss-lark-password»}",
    ),
    misses=(
        "JWT_SECRET=your-secret-here ./bin/x\nJWT_SECRET=moss-lark-drum\nJWT_SECRET=moss-lark-drum # x\n",
        "JWT_SECRET=moss-lark ./x\nos.getenv('CLIENT_SECRET', 'moss_client_secret.json')\n",
        "${JWT_SECRET:-generate-a-random-secret} ${JWT_SECRET:-change-me-in-production} ${APP_COLOR:-moss-lark-drum}",
        "process.env.JWT_SECRET || 'JWT secret is missing'; x = passwordHint || 'moss lark drum'; secret ?? 'moss lark drum'",
        "SECRET_KEY = os.getenv('SECRET_KEY', 'replace-with-a-long-secret')\nos.getenv('SECRET_NAME', 'moss-lark-drum')",
        "session({ secret: 'your session secret' }); session({ secret: SECRET }); form({ secret: 'Secret of your app' })",
        "${JWT_SECRET:your-secret-goes-here} ${jwt.secret.name:moss-lark-drum} ${TOKEN:0:12} ${app.color:moss-lark-drum}",
        "JWT_SECRET=not-set-yet ./x\nexport JWT_SECRET=moss-lark-drum\n",
        "secretName: app-jwt-secret\nsecret: 'moss lark drum'\nsecret_key = 'mosslarkdrum'\nsecret_key = 'moss-lark-drum' + x",
    ),
)
