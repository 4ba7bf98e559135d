"""Accounts and passwords that a call puts into a message: `log.info("user={} password={}", "jroe", "Moss!Lane42")`.

The n-th argument belongs to the n-th placeholder, or to the one of its number, and what stands before the placeholder says what
it is: in `format` of Python, Rust and C#, in `printf` and its kin, in the messages of log4j and SLF4J.
"""

from collections.abc import Iterator, Sequence

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import OWN_PASSWORD, Rule
from pii.detectors.rules.credentials.credential_pair import PASSWORD
from pii.detectors.rules.credentials.credential_values import may_be_password, names_a_field, tells_itself
from pii.detectors.scan import Hit
from pii.known.account_names import ACCOUNT_LABELS, ACCOUNT_VARIABLES
from pii.labels import Label
from pii.spans import Span
from pii.text.surroundings import line_before

_LONGEST_MESSAGE = 240
_LONGEST_CALL = 400
"""Characters of the arguments."""
_LONGEST_LABEL = 40

_LITERAL = re.compile(r"(?P<quote>[\"'])(?P<message>(?:[^\\\n\"']|\\.|(?!(?P=quote))[\"'])*)(?P=quote)")
_PLACEHOLDER = re.compile(
    r"\{(?P<index>\d?)(?:![rsa])?(?::[^{}\n]{0,8})?\}"
    r"|%(?:(?P<position>[1-9])\$)?[-+#0 ]{0,2}\d{0,2}(?:\.\d{1,2})?[a-zA-Z](?![a-zA-Z])"
)
_CALLED = re.compile(r"\s*(?:,|\.(?:format|formatted)\(|%\s*\()\s*")
"""Between the message and its first argument."""
_ARGUMENT = re.compile(
    r"(?:[rub]?(?P<quote>[\"'`])(?P<value>[^\"'`\n\\]{1,80})(?P=quote)|[\w.$&*]+(?:\([^()\n]{0,40}\))?(?:\[[^\[\]\n]{0,20}\])?)\s*"
    r"(?P<end>,\s*|\))"
)
_BEHIND_LABEL = r"\w{0,3}[\"'`\]]?[ ]?(?:=>|->|[:=：])?[ ]?[\"'`(\[<]?$"
_PASSWORD_BEFORE = re.compile(rf"(?:(?<![^\W_])|(?=[\u0e00-\uffff])){PASSWORD}{_BEHIND_LABEL}", re.IGNORECASE)
_ACCOUNTS = "|".join(
    map(re.escape, sorted((*ACCOUNT_VARIABLES, *ACCOUNT_LABELS), key=lambda label: (-len(label), label)))
)
_ACCOUNT_BEFORE = re.compile(
    rf"(?:(?<![^\W_])|(?=[\u0e00-\uffff]))(?:user(?:[ _-]?name)?|login|account|usr|uid|{_ACCOUNTS}){_BEHIND_LABEL}",
    re.IGNORECASE,
)


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts and passwords among the arguments of messages at the hits."""
    done = 0
    for hit in hits:
        literal = _literal_around(text, hit.start) if hit.start >= done else None
        if literal is None or not (called := _CALLED.match(text, literal.end())):
            continue
        done = literal.end()
        for label, (start, end) in _given(literal["message"], _arguments(text, called.end())):
            if (_is_password if label is Label.PASSWORD else is_account)(text[start:end]):
                yield Span(start, end, label)


def _is_password(value: str) -> bool:
    """Whether the value may be a password and is no word, which would as often say something of one: `"password: %s", "weak"`."""
    if value.isalpha() or " " in value or names_a_field(value):
        return False
    return may_be_password(value) or tells_itself(value)


def _literal_around(text: str, position: int) -> re.Match[str] | None:
    start = line_before(text, position, _LONGEST_MESSAGE)
    for literal in _LITERAL.finditer(text, start, position + _LONGEST_MESSAGE):
        if literal.end() > position:
            return literal if literal.start() < position else None
    return None


_Place = tuple[int, int]


def _arguments(text: str, position: int) -> list[_Place | None]:
    """Where the literals among the arguments stand, in order; nothing for another argument, nor where the call goes on."""
    found: list[_Place | None] = []
    limit = position + _LONGEST_CALL
    while (argument := _ARGUMENT.match(text, position, limit)) is not None:
        found.append(argument.span("value") if argument["value"] else None)
        if argument["end"] == ")":
            return found
        position = argument.end()
    return []


def _given(message: str, arguments: Sequence[_Place | None]) -> Iterator[tuple[Label, _Place]]:
    """The literals among the arguments that are accounts or passwords by what the message says before their placeholders."""
    for nth, placeholder in enumerate(_PLACEHOLDER.finditer(message)):
        number = nth
        if placeholder["index"] or placeholder["position"]:
            number = int(placeholder["index"] or int(placeholder["position"]) - 1)
        place = arguments[number] if number < len(arguments) else None
        label = _label_before(message, placeholder.start())
        if place is not None and label is not None:
            yield label, place


def _label_before(message: str, position: int) -> Label | None:
    start = max(0, position - _LONGEST_LABEL)
    if _PASSWORD_BEFORE.search(message, start, position):
        return Label.PASSWORD
    return Label.USERNAME if _ACCOUNT_BEFORE.search(message, start, position) else None


RULE = Rule(
    "formatted_message",
    {
        **OWN_PASSWORD,
        "formatted_message.english": (
            r"(?i)(?:pass(?:word|wd|code|phrase)?|pwd|pw)[\"'`\]]?[ ]?(?:=>|->|[:=])?[ ]?[\"'`(\[<]?(?:\{\d?[}:!]|%\d?\$?s)"
        ),
    },
    find,
    rank=4,
    hits=(
        'log.debug("usuario={} senha={}", "«tfonseca»", "«cajueiro#81»")',
        'logger.info("user=%s password=%s", "«jroe»", "«Moss!Lane42»")',
        "print(\"login: {0}, pass: '{1}'\".format('«jroe»', '«Moss!Lane42»'))",
        'log.info("usuário: {}, host: {}, senha: {}", "«jroe»", "db1", "«cajueiro#81»");',
        'printf("user %s password %s\\n", "«jroe»", "«Moss!Lane42»");',
        'x = String.format("pwd=%2$s;user=%1$s", "«jroe»", "«Moss!Lane42»")',
        "'логин: %s, пароль: %s' % ('«jroe»', '«Moss!Lane42»')",
        'log.debug("用户名：{}，密码：{}", name,\n    "«Moss!Lane42»")'.replace("name", '"«jroe»"'),
        'log.debug("usuario={} senha={}", usuario, "«cajueiro#81»"); log.debug("user={} password={}", "«jroe»", password)',
        'println!("port {:>4} user {} password {}", 22, "«jroe»", "«Moss!Lane42»");',
    ),
    misses=(
        'log.debug("campo={} tamanho={}", "jroe", "cajueiro#81")',
        'log.debug("senha: ok, tamanho={}", "cajueiro#81"); log.debug("senha={}", senha, "cajueiro#81")',
        'log.debug("password={}", "********"); log.debug("password={}", "<hidden>"); log.debug("password {} of {}", 1, "moss")',
        'log.debug("password={}" + x, "Moss!Lane42"); log.debug("password={}"); log.debug("password={}", "Moss!Lane42" + x)',
        'log.debug("password={} for {}", "moss42", f(x)(y))',
        'log.debug("password_length={}", "twelve12"); log.debug("{} password", "Moss!Lane42")',
        'log.debug("password: {}, user: {}", "weak", "root"); log.debug("password: {}, user: {}", "not set", "none")',
    ),
)
