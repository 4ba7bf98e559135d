"""Logins that SQL inserts beside an address or a password: `INSERT INTO users (login_users, email) VALUES ('Jules', …)`.

The column says what its cells are, be they spelt like a given name; what else tables hold is found by `table`."""

from collections.abc import Iterator, Sequence
from functools import cache

from pii import expressions as re
from pii.detectors.rules.accounts.account_setting import is_account
from pii.detectors.rules.base import Rule
from pii.detectors.rules.rows import declared_tables, insert_columns, insert_rows
from pii.detectors.scan import Hit
from pii.known.credential_names import credential_of
from pii.labels import Label
from pii.spans import Span
from pii.text.identifiers import words

_LOGINS = frozenset("login pseudo username nick nickname loginname".split())
_HOLDERS = frozenset(
    "user users member members account accounts player players utilisateur utilisateurs membre membres usuario usuarios".split()
)
"""Whose it is, as columns repeat their table's name: `user_login`, `login_users`, `pseudo_membre`."""
_WORD = re.compile(r"[^\W\d_][\w.-]{1,38}")
_MAIL = frozenset("email mail courriel correo".split())


def find(text: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Yields the accounts of the statements at the hits."""
    tables = cache(lambda: declared_tables(text))
    for hit in hits:
        columns, position = insert_columns(text, hit.start, tables)
        wanted = [number for number, column in enumerate(columns) if _holds_logins(column)]
        if not wanted or not any(map(_is_of_users, columns)):
            continue
        for row in insert_rows(text, position):
            for cell in (row[number] for number in wanted if number < len(row)):
                if cell is not None and _is_login(text[slice(*cell)]):
                    yield Span(*cell, Label.USERNAME)


def _holds_logins(column: str) -> bool:
    parts = words(column)
    if "".join(parts) in _LOGINS:
        return True
    return len(parts) == 2 and not _LOGINS.isdisjoint(parts) and not _HOLDERS.isdisjoint(parts)


def _is_of_users(column: str) -> bool:
    """Whether nothing but users has what the column holds."""
    return credential_of(column) is not None or not _MAIL.isdisjoint(words(column))


def _is_login(value: str) -> bool:
    """Whether the literal is somebody's account; a capital alone makes it no label here."""
    if _WORD.fullmatch(value) is None:
        return False
    return is_account(value.lower() if value.istitle() and value.isalpha() else value)


RULE = Rule(
    "inserted_account",
    {"table.insert": r"(?i)\b(?:insert {1,3}(?:or \w{1,9} {1,3}|ignore {1,3})?|replace {1,3})into "},
    find,
    rank=4,
    hits=(
        "INSERT INTO `users` (`id`, `login_users`, `email`) VALUES (1, '«Jules»', 'x@example.org'), (2, '«jroe»', 'y');",
        "INSERT INTO membres (pseudo_membre, mot_de_passe) VALUES ('«Moss»', 'x');",
        "replace into wp_users (ID, user_login, user_pass) values (1, '«jane»', 'x');",
        "CREATE TABLE users (\n  id int,\n  username text,\n  password text\n);\nINSERT INTO users VALUES (1, '«Jane»', 'x');",
    ),
    misses=(
        "INSERT INTO users (login_count, email) VALUES ('Jules', 'x');",
        "INSERT INTO users (first_name, email) VALUES ('Jules', 'x');",
        "INSERT INTO players (nickname, score) VALUES ('Jules', 7);",
        "INSERT INTO users (login, email) VALUES ('Admin', 'x'), ('root', 'y'), (NULL, 'z'), ('', 'z');",
        "INSERT INTO users (login, email) VALUES ('user', 'z'), ('Jane Roe', 'z'), ('j@example.org', 'z');",
        "INSERT INTO users (login, email) SELECT name, mail FROM old;",
    ),
)
