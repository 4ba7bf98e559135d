"""Patterns for credentials in source text: literals assigned to names of secrets, and connection strings."""

import re
from collections.abc import Iterator

from pii.labels import Label
from pii.spans import Span
from pii.text.randomness import entropy

_SOURCE = "weak"

_PASSWORD_NAME = (
    r"(?:password|passwd|passphrase|passwort|passcode|pwd|(?<![a-z])pass|pword|contrase(?:ñ|n)a|mot_?de_?passe)"
)
_KEY_NAME = (
    r"(?:api_?-?key|access_?-?key(?:_?-?id)?|secret_?-?key|private_?-?key|(?:encryption|master)_?-?key|auth_?-?(?:key|token)"
    r"|(?:client|app|consumer|shared|webhook|signing|jwt|session|cookie)_?-?secret|(?:access|refresh|bearer|oauth|api)_?-?token"
    r"|token|secret)"
)
_SEPARATOR = r"[\"'\])]*[ \t]*(?:=>|:=|===?|!==?|=|:|,|\()[ \t]*"
_LITERAL = r"(?P<q>\\?[\"'`])(?P<v>(?:(?!(?P=q)|[\r\n]).)*)(?P=q)"

_PASSWORD_LITERAL = re.compile(rf"(?i){_PASSWORD_NAME}\d?{_SEPARATOR}[ubr@]?{_LITERAL}")
_KEY_LITERAL = re.compile(rf"(?i){_KEY_NAME}\d?{_SEPARATOR}[ubr@]?{_LITERAL}")
_PASSWORD_BARE = re.compile(
    rf"(?im)^[ \t]*[\w.\"'-]*{_PASSWORD_NAME}[ \t]*[:=][ \t]*(?P<v>[^\s\"'`,;<>{{}}()$][^\s\"'`,;<>{{}}()]*)[ \t]*$"
)
_KEY_BARE = re.compile(
    rf"(?im)^[ \t]*[\w.\"'-]*{_KEY_NAME}[ \t]*[:=][ \t]*(?P<v>[^\s\"'`,;<>{{}}()$][^\s\"'`,;<>{{}}()]*)[ \t]*$"
)
_URL = re.compile(r"\b[a-zA-Z][\w+.-]{1,20}://(?P<u>[^\s/:@\"'<>{}()|,]*):(?P<p>[^\s/@\"'<>|]+)@(?=[\w\[{$-])")
_SALTED = re.compile(
    r"(?<![\w$])\$(?:1|5|6|2[abxy]?|y|apr1|argon2(?:id|i|d)|pbkdf2-sha\d+|scrypt)\$[\w./+=,$*-]{12,}"
    r"|(?:pbkdf2_sha\d+|bcrypt_sha256|argon2)\$[\w./+=,$-]{20,}|\{S(?:SHA|MD5|SHA256|SHA512)\}[A-Za-z0-9+/=]{16,}"
)
_JWT = re.compile(r"(?<![\w.-])eyJ[\w-]{8,}\.eyJ?[\w-]{8,}\.[\w-]{8,}(?![\w.-])")
_PLACEHOLDER = re.compile(
    r"(?i)^[<\[{(%$#*.]|[>\]})%]$|\*{3}|x{4,}|\.{3}|\$\{|\{\{|%\(|^[%:@&]\w+$|^\W+$|\\u|placeholder|redacted|removed|here$"
    r"|\byour\b|^(?:your|the|an?|some|enter|insert|replace|choose|type|put|set|new|old|no)[-_ .]"
    r"|^(?:password|passwd|pass(?:word|phrase|code)?\d?|pwd|secret[_-]?key|token)$|_(?:name|key|field|label)$"
)
_NAMES_ITSELF = re.compile(r"(?i)(?:password|passwd|passphrase|pwd)$")
_TYPE_WORDS = frozenset(
    """string str text varchar char required optional hidden input field boolean bool true false none null nil undefined object
    number int integer any void type bytes byte array list map function off on yes no md5 sha1 sha256 plain login username user
    email mail name host port default unknown invalid missing empty incorrect wrong forgot reset change confirm prompt file env
    stdin keyring vault basic bearer digest oauth oauth2 jwt apikey api_key access_token refresh_token token csrf""".split()
)


def credential_spans(text: str, language: str, spans: list[Span], ignored: list[Span]) -> None:
    """Add passwords and keys revealed by their context to `spans`, and doubtful ones to `ignored`."""
    if language in ("gettext", "licence"):
        return
    for start, end, label, sure in _candidates(text, language):
        (spans if sure else ignored).append(Span(start, end, label, source=_SOURCE))


def _candidates(text: str, language: str) -> Iterator[tuple[int, int, Label, bool]]:
    for match in _PASSWORD_LITERAL.finditer(text):
        verdict = password_verdict(match["v"], text[match.start() : match.start("v")])
        if verdict is not None:
            yield *match.span("v"), Label.PASSWORD, verdict
    for match in _KEY_LITERAL.finditer(text):
        verdict = _key(match["v"])
        if verdict is not None and "public" not in text[max(0, match.start() - 12) : match.start()].lower():
            yield *match.span("v"), Label.KEY, verdict
    if language in _CONFIGURATION:
        yield from _bare_candidates(text, language)
    for match in _URL.finditer(text):
        if not _PLACEHOLDER.search(match["p"]) and not match["p"].isdigit() and "$" not in match["p"]:
            yield *match.span("p"), Label.PASSWORD, True
        elif match["p"].lower() in ("password", "pass", "passwd", "pwd"):
            yield *match.span("p"), Label.PASSWORD, True
        else:
            continue
        # Generic words are examples here, not accounts.
        if match["u"]:
            yield *match.span("u"), Label.USERNAME, False
    for pattern in (_SALTED, _JWT):
        for match in pattern.finditer(text):
            yield *match.span(), Label.KEY, True


def _bare_candidates(text: str, language: str) -> Iterator[tuple[int, int, Label, bool]]:
    for match in _PASSWORD_BARE.finditer(text):
        verdict = password_verdict(match["v"], "")
        if verdict is not None:
            sure = verdict and (language in _SETTINGS or any(map(str.isdigit, match["v"])))
            yield *match.span("v"), Label.PASSWORD, sure
    for match in _KEY_BARE.finditer(text):
        verdict = _key(match["v"])
        if verdict is not None:
            yield *match.span("v"), Label.KEY, verdict


_SETTINGS = frozenset("ini env toml".split())
_CONFIGURATION = frozenset("config ini yaml toml env shell text ci dockerfile markdown rst man log".split())


def password_verdict(value: str, before: str) -> bool | None:
    """Whether a literal where a password is expected is one: yes (True), perhaps (False), no (None)."""
    if value.lower() in ("password", "passwd", "pass"):
        return False
    if len(value) < 3 or value.lower() in _TYPE_WORDS or _PLACEHOLDER.search(value):
        return None
    if " " in value or len(value) > 64:
        return None if value[:1].isupper() or value.endswith((":", ".", "?")) else False
    if before.rstrip("\"'`\\ \t").endswith((",", "(")):
        # In a call's arguments, what follows the name may be its value or something else.
        return any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and not value.startswith(("http", "--"))
    if _NAMES_ITSELF.search(value):
        return False
    if re.fullmatch(r"(?:[A-Za-z]+[._])+[A-Za-z]+|[/.\\~].*|\w+://.*|[a-z]+(?:[A-Z][a-z]+)+|--?[\w-]+", value):
        return False
    return True


def _key(value: str) -> bool | None:
    """Whether a literal where a key is expected is one: yes (True), perhaps (False), no (None)."""
    if (
        len(value) < 6
        or value.lower() in _TYPE_WORDS
        or _PLACEHOLDER.search(value)
        or " " in value
        or "://" in value
        or value.startswith("urn:")
    ):
        return None
    if not re.fullmatch(r"[\w+/=.~:!@#$%^&*-]+", value, re.ASCII):
        return None
    digits = sum(map(str.isdigit, value))
    if len(value) >= 16 and digits >= 2 and entropy(value) >= 3.2 and not re.fullmatch(r"[\d.:-]+", value):
        return True
    return False if digits or len(value) >= 16 else None
