"""Accounts beside the hash of their password: `jroe:$apr1$…`, `jroe:$6$…:19000:`, `('jroe', '$2y$10$…')`, and users in YAML:
of AdGuard Home, Prometheus, Dex, Authelia."""

from pii.detectors.rules.accounts.account_forms import OTHER, THIRD, A, AccountFinder, Form
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule

_HASHES = (
    r"\${1,2}(?:apr1|2[abxy]|[156y]|argon2id?|argon2i|sha1|P|H|S)\$"
    r"|\{(?:SSHA|SHA|bcrypt|CRYPT|SSHA512|SHA512-CRYPT)\}|pbkdf2[:_]sha"
)

_NAME = r"(?:user_?name|user|name|login)"
_HASH = r"(?:password(?:_?hash)?|passwd|hash(?:ed_?password)?|bcrypt)"
_OF_HASH = rf"[\"']?(?:{_HASHES})"

_FIND = AccountFinder(
    "account_before_hash",
    {
        "line": Form(rf"\b[A-Za-z][\w.-]{{1,38}}:(?:{_HASHES})", rf"{A}:"),
        "item": Form(
            rf"\b{_NAME}: [\"']?[A-Za-z][\w.-]{{1,38}}[\"']?\r?\n[ \t]{{1,16}}{_HASH}: {_OF_HASH}",
            rf"\w+: [\"']?{A}[\"']?\r?\n",
        ),
        "item_hash": Form(
            rf"\b{_HASH}: {_OF_HASH}",
            rf"\w+: \S+\r?\n[ \t]+{_NAME}: [\"']?{A}[\"']?(?=\r?\n|$)",
        ),
        # The users of a web.yml, the same key for all of them.
        "map": Form(
            r"\bbasic_auth_users:[ \t]{0,4}\r?\n",
            rf"\w+:\s++(?:#[^\n]*+\s++)*+{A}: {_OF_HASH}(?:\S++\s++{OTHER}: {_OF_HASH})?(?:\S++\s++{THIRD}: {_OF_HASH})?",
        ),
        # What RabbitMQ and others export of their users.
        "object": Form(
            rf"\"{_NAME}\"\s{{0,2}}:\s{{0,2}}\"[A-Za-z][\w.-]{{1,38}}\",\s{{0,20}}\"(?:password_?[hH]ash|hashed_?[pP]assword)\"",
            rf"\"\w+\"\s*:\s*\"{A}\"",
        ),
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
        "users:\n  - name: «jroe»\n    password: $2y$05$abc\n  - hash: '$2a$10$abc'\n    username: \"«kroe»\"\n",
        "basic_auth_users:\n  # of the team\n  «jroe»: $2y$10$abc\n  «kroe»: '$2b$10$abc'\n  «lroe»: $2y$10$abc\n",
        "basicauth.users=«jroe»:$$apr1$$01234567$$x",
        '{"users": [{"name": "«jroe»", "password_hash": "x"}, {"username":"«kroe»",\n  "passwordHash":"x"}]}',
        "VALUES (1, '«jroe»', '$2y$10$abcdefghijklmnopqrstuv'), ('«kroe»','{SSHA}abcdefgh', 'x')",
    ),
    misses=(
        "root:$6$0123456789abcdef$0123:19000:0:99999:7:::\nhash:$x and jroe:x",
        "('admin', '$2y$10$abcdefghijklmnopqrstuv'), ('jroe', '$x'), ('password', '$2y$10$x')",
        "users:\n  - name: jroe\n    password: larkmist\n  - name: jroe\n    colour: $2y$05$abc\n"
        "  - name: admin\n    hash: $2y$05$abc\n",
        "basic_auth_users:\n  jroe: x\nother_users:\n  jroe: $2y$10$abc\n",
        '{"name": "guest", "password_hash": "x"}, {"name": "jroe", "password_policy": "x"}',
        '{"colour": "moss", "password_hash": "x"}',
        "('jroe@x', '$2y$10$x'), ('x.png', '$2y$10$x')",
    ),
)
