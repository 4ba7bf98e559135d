"""Credentials that stand in where the environment has none: `${DB_PASSWORD:-"V"}`, `os.environ.get('SECRET_KEY', 'V')`,
`$apiKey ?? 'V'`, `process.env.PASSWORD || 'V'`, what a flag is unless given: `flag.String("password", "V", "")`,
what a block gives: `ENV.fetch("DB_PASSWORD") { "V" }`, and what a template falls back to: `.Values.db.password | default "V"` of
Helm and Jinja, `coalesce(var.password, "V")` of Terraform."""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.base import CREDENTIAL_WORD, Rule
from pii.detectors.rules.credentials.credential_values import TYPES, credential
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.known.placeholders import is_placeholder
from pii.labels import Label
from pii.spans import Span

_REACH = 260
"""Characters from a name to the end of its value."""

_LITERAL = r"(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote))[^\\\n]){3,200})(?P=quote)"
FORMS = {
    "fallback_literal.shell": re.compile(
        r"\$\{(?P<name>\w{2,60}):?[-=](?:(?P<quote>\\?[\"'])(?P<quoted>[^\"'\\${}\n]{3,120})(?P=quote)"
        r"|(?P<value>[a-z]{4}(?: [a-z]{4}){3}|[^\s\"'\\${}]{3,120}))\}"
    ),
    "fallback_literal.environment": re.compile(
        rf"\w+(?:\.\w+)?[(\[]\s?[\"'](?P<name>\w{{2,60}})[\"']\s?,\s*(?:default\s?=\s?)?{_LITERAL}\s*,?\s*[)\]]"
    ),
    "fallback_literal.block": re.compile(
        rf"\w+\.fetch\([\"'](?P<name>\w{{2,60}})[\"']\) ?(?:\{{|do) ?{_LITERAL} ?(?:\}}|end)", re.IGNORECASE
    ),
    "fallback_literal.operator": re.compile(
        r"(?P<name>[\w.-]+)[\"'\])]{0,3}\s?(?:\|\||\?\?|or)\s?(?P<quote>[\"'`])(?P<value>[^\"'`\n]{3,80})(?P=quote)",
        re.IGNORECASE,
    ),
    "fallback_literal.flag": re.compile(
        rf"\.\w+\((?:&?[\w.]+,\s*)?\"(?P<name>[\w.-]{{2,60}})\",\s*(?:\"\w?\",\s*)?{_LITERAL}\s*,\s*(?:\"|$)",
        re.MULTILINE,
    ),
    "fallback_literal.nullish": re.compile(rf"(?P<name>\w{{2,60}})[\"'\])]{{0,3}} \?\? {_LITERAL}"),
    "fallback_literal.filter": re.compile(rf"(?P<name>[\w-]+) ?\| ?default(?: |\( ?){_LITERAL}"),
    "fallback_literal.default": re.compile(rf"default {_LITERAL} \(?[\w.$]*?(?P<name>[A-Za-z][\w-]*)(?![\w.-])"),
    "fallback_literal.first": re.compile(rf"\w+\((?:\w+\.)*(?P<name>\w+),\s*{_LITERAL}\s*[,)]", re.IGNORECASE),
}
_LITERALS = frozenset(f"fallback_literal.{form}" for form in ("shell", "flag", "block", "filter", "default", "first"))
"""Where no variable can stand."""
_MIXED = re.compile(r"(?=(?:\D*\d){2})(?=(?:[^A-Za-z]*[A-Za-z]){2})[\w+/=.-]{8,}")
_APP = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
"""A password that Google makes for one application."""
_SIGNS = re.compile(r"\s|^[/.<{\[(]|^https?:|:/")
_IDENTIFIER = re.compile(r"[A-Za-z_.:-]+|(?=[A-Z0-9]*_)[A-Z0-9_]+")


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the literals at the hits."""
    for hit in hits:
        match = FORMS[hit.pattern].match(text, hit.start, hit.end + _REACH)
        if match is None:
            continue
        group = "quoted" if match.groupdict().get("quoted") else "value"
        label = _label(hit.pattern, match["name"], match[group])
        if label:
            yield Span(*match.span(group), label)


def _label(place: str, name: str, value: str) -> Label | None:
    if value == name:
        return None
    if place == "fallback_literal.operator":
        return credential(name, value)
    label = credential_of(name)
    return label if label and _is_literal(value, label, place in _LITERALS) else None


def _is_literal(value: str, label: Label, literal: bool) -> bool:
    """Whether the value is a credential; `literal` says that no variable can stand there."""
    if value.lower() in TYPES or is_placeholder(value) or _SIGNS.search(value) and not _APP.fullmatch(value):
        return False
    if label is Label.PASSWORD:
        return literal and not (value.isupper() and "_" in value) or not _IDENTIFIER.fullmatch(value)
    return _MIXED.fullmatch(value) is not None or len(value) > 24 and not _IDENTIFIER.fullmatch(value)


RULE = Rule(
    "fallback_literal",
    {
        "fallback_literal.shell": rf"(?i)\$\{{\w{{0,40}}{CREDENTIAL_WORD}\w{{0,20}}:?[-=][^}}\s]",
        "fallback_literal.environment": (
            rf"(?i)\b(?:environ\.get|getenv|env|env\.str|config|setdefault)[(\[]\s?[\"']\w{{0,40}}{CREDENTIAL_WORD}\w{{0,20}}[\"']\s?,\s?"
        ),
        "fallback_literal.block": rf"(?i)\benv\.fetch\([\"']\w{{0,40}}{CREDENTIAL_WORD}\w{{0,20}}[\"']\) ?(?:\{{|do) ?[\"']",
        "fallback_literal.operator": (
            r"(?i)\w{0,40}(?:passw\w{0,5}|secret\w{0,8}|_token|_key|_pass|_pwd)[\"'\])]{0,3}\s?(?:\|\||\?\?|\bor\b)\s?[\"'`]"
        ),
        "fallback_literal.flag": (
            rf"(?i)\.string(?:var)?p?\((?:&?[\w.]{{1,40}}, ?)?\"[\w.-]{{0,30}}{CREDENTIAL_WORD}[\w.-]{{0,20}}\", ?\""
        ),
        "fallback_literal.filter": rf"(?i)\w{{0,40}}{CREDENTIAL_WORD}\w{{0,20}} ?\| ?default(?: |\( ?)[\"']",
        "fallback_literal.default": r"\bdefault [\"'][^\"'\n]{3,40}[\"'] \(?[.$]",
        "fallback_literal.first": (
            rf"(?i)\b(?:coalesce|try|nvl|ifnull)\((?:\w{{1,20}}\.){{0,2}}\w{{0,20}}{CREDENTIAL_WORD}\w{{0,20}},\s?[\"']"
        ),
        "fallback_literal.nullish": rf"(?i)\w{{0,30}}{CREDENTIAL_WORD}\w{{0,20}}[\"'\])]{{0,3}} \?\? [\"']",
    },
    find,
    rank=4,
    proves=False,
    hits=(
        "MAIL_PASSWORD: ${MAIL_PASSWORD:-«qvbn rtlm wxkd pzfh»}",
        "value: {{ .Values.db.replicaPassword | default \"«tortue-41»\" | b64enc }}; {{ .db_password|default('«larkmist»') }}",
        'value: {{ default "«larkmist»" .Values.auth.password | quote }}; x = coalesce(var.db_password, "«tortue-41»")',
        'ENV.fetch("SMTP_PASSWORD") { "«larkmist»" }; ENV.fetch("API_TOKEN") do "«9xRqOCj8M7gyzCB6dSeJ»" end',
        "MYSQL_PASSWORD: ${MYSQL_PASSWORD:-«userpass»}",
        'PASSWORD=${FTP_PASSWORD:-"«Moss1907**»"}',
        ": ${DB_PASS:=«larkmist»}",
        "SECRET_KEY = os.environ.get('SHOP_SECRET_KEY', '«local-#ex(*quw^ch7ip*)lq$cq38-aijfo@un7&r$»')",
        "password = os.getenv('DB_PASSWORD', '«tulip77»')",
        "$this->apiKey = $apiKey ?? '«4bd97a31»';",
        "$config['password'] ?? '«tulip77»'",
        'PASSWORD = os.environ.get("PASSWORD") or "«tin-Drum_77»"',
        "password: process.env.DB_PASSWORD || '«tin-Drum_77»'",
        "getenv('API_TOKEN', '«larkmistlarkmistlarkmist7»')",
        "${DB_PASSWORD:-«LARKMIST»} ${DB_PASSWORD:-«lark_mist»}",
        'flag.String("password", "«admin»", "Password"); f.StringVarP(&pw, "db-password", "p", "«lark_mist»", "of the database")',
    ),
    misses=(
        "MAIL_PASSWORD: ${MAIL_PASSWORD:-qvbn rtlm wxkd}; ${MAIL_SUBJECT:-qvbn rtlm wxkd pzfh}",
        'ENV.fetch("SMTP_PASSWORD") { "your-password" }; ENV.fetch("SMTP_PASSWORD") { |x| raise "no x" }',
        "${DB_PASSWORD:-$OTHER} ${DB_PASSWORD:-} ${DB_PASSWORD_FILE:-/run/secrets/db} ${DB_PASSWORD:-<password>}",
        "${MONKEY_SIZE:-larkmist}",
        'x: {{ .Values.secretPasswordKey | default "redis-password" }} {{ .Values.password | default (randAlphaNum 16) }}',
        'x: {{ required "auth.adminPassword is required" .Values.auth.adminPassword }} {{ .Values.name | default "larkmist" }}',
        'x: {{ default "larkmist" .Values.name }} {{ default "password" .Values.password }} coalesce(var.name, "larkmist")',
        "os.environ.get('SECRET_KEY', 'change-me')",
        "os.environ.get('DB_PASSWORD', 'password')",
        "$x['password'] ?? 'password'; $apiKey ?? 'none'; $apiKey ?? 'default'",
        "config('key', '12ab34cd')",
        "process.env.DB_PASSWORD || 'your-password'",
        "os.getenv('TOKEN_URL', 'https://example.org/12ab34cd')",
        "getenv('API_TOKEN', 'larkmistlarkmistlarkmis7') getenv('API_TOKEN', 'larkmist_larkmist_larkmist')",
        "${DB_PASSWORD:-LARK_MIST}",
        'flag.String("password", "", "Password"); x.String("password", "larkmist")',
    ),
)
