"""Accounts right before the hash of their password: `jroe:$apr1$…`, `jroe:$6$…:19000:`, `('jroe', '$2y$10$…')`."""

from pii.detectors.rules.account_forms import A, AccountFinder, Form
from pii.detectors.rules.account_setting import is_account
from pii.detectors.rules.base import Rule

_HASHES = (
    r"\${1,2}(?:apr1|2[abxy]|[156y]|argon2id?|argon2i|sha1|P|H|S)\$"
    r"|\{(?:SSHA|SHA|bcrypt|CRYPT|SSHA512|SHA512-CRYPT)\}|pbkdf2[:_]sha"
)

_FIND = AccountFinder(
    "account_before_hash",
    {
        "line": Form(rf"\b[A-Za-z][\w.-]{{1,38}}:(?:{_HASHES})", rf"{A}:"),
        "cell": Form(rf"[\"'][A-Za-z][\w.-]{{1,38}}[\"'] ?, ?N?[\"'](?:{_HASHES})", rf"[\"']{A}[\"']"),
    },
    is_somebody=is_account,
)

RULE = Rule(
    "account_before_hash",
    _FIND.patterns,
    _FIND,
    rank=4,
    proves=False,
    hits=(
        "«jroe»:$6$0123456789abcdef$0123:19000:0:99999:7:::\n«kroe7»:$apr1$01234567$0123",
        "basicauth.users=«jroe»:$$apr1$$01234567$$x",
        "VALUES (1, '«jroe»', '$2y$10$abcdefghijklmnopqrstuv'), ('«kroe»','{SSHA}abcdefgh', 'x')",
    ),
    misses=(
        "root:$6$0123456789abcdef$0123:19000:0:99999:7:::\nhash:$x and jroe:x",
        "('admin', '$2y$10$abcdefghijklmnopqrstuv'), ('jroe', '$x'), ('password', '$2y$10$x')",
        "('jroe@x', '$2y$10$x'), ('x.png', '$2y$10$x')",
    ),
)
