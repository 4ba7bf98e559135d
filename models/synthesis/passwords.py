"""Passwords as people choose them, and other values in a password's place."""

import string

from models.synthesis.draw import Draw
from models.synthesis.words import words

_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "qazwsxedc",
    "1qaz2wsx3edc",
    "poiuytrewq",
    "zaq12wsx",
    "qwer1234",
    "asdf1234",
)
_LEET = str.maketrans({"a": "@", "e": "3", "i": "1", "o": "0", "s": "$", "t": "7"})
_COMMON = (
    "secret password1 passw0rd P@ssw0rd letmein hunter2 changeme admin123 qwerty test test123 foobar "
    "guest root toor s3cret s3cr3t pass123 abc123 admin "
    "welcome1 monkey dragon iloveyou trustno1 sesame opensesame swordfish topsecret supersecret mysecret "
    "123456 12345678 1234 0000 foo bar baz "
    "tiger scott pencil xyzzy bogus t0ps3cr3t secret123 Passw0rd! Admin123! Welcome1 Password123 mypass "
    "mypassword dbpass dbpassword rootpw userpw "
    "postgres mysql redis123 rabbit vagrant ubuntu raspberry alpine calvin cisco public private default "
    "manager hello world s3kr1t sekrit passwd123"
).split()
_PLAIN = "password password password password secret secret pass passwd pwd changeme mypassword mysecret mypass".split()
"""The most common passwords of tests and manuals, themselves words for a password."""
_SAFE_MARKS = "-_.~!*"
_MARKS = "!@#$%^&*-_=+?.,;:~"


def password(draw: Draw, forbidden: str = "\"'`\\ \t") -> str:
    """A password without any of the `forbidden` characters."""
    allowed = [mark for mark in _MARKS if mark not in forbidden]
    if draw.chance(0.12):
        return draw.of_split(lambda: draw.one(_PLAIN))
    if draw.chance(0.12):
        return draw.of_split(lambda: draw.one([w for w in _COMMON if not set(w) & set(forbidden)]))
    return draw.of_split(lambda: _password(draw, allowed))


def passphrase(draw: Draw) -> str:
    """Several words with spaces."""
    return draw.of_split(lambda: " ".join(draw.one(words()) for _ in range(draw.number(3, 6))))


def _password(draw: Draw, marks: list[str]) -> str:  # noqa: C901 - a table of forms
    word, other = draw.one(words()), draw.one(words())
    mark = draw.one(marks) if marks else ""
    year = str(draw.number(1950, 2026))
    match draw.number(0, 17):
        case 0:
            return word.capitalize() + year + mark
        case 1:
            return word + draw.string(string.digits, draw.number(1, 4))
        case 2:
            leet = "".join(
                c if c in marks or c.isalnum() else o for o, c in zip(word, word.translate(_LEET), strict=True)
            )
            return leet + draw.one(["", mark, draw.string(string.digits, 2)])
        case 3:
            return word.capitalize() + other.capitalize() + str(draw.number(1, 99))
        case 4:
            return word + other
        case 5:
            return draw.one(["-", "_", "."]).join(draw.one(words()) for _ in range(draw.number(2, 4)))
        case 6:
            row = draw.one(_ROWS)
            return row[: draw.number(4, len(row))] + draw.one(["", mark, str(draw.number(1, 999))])
        case 7:
            return draw.string(string.digits, draw.number(4, 8))
        case 8:
            return f"{draw.number(1, 28):02}{draw.number(1, 12):02}{year}"
        case 9 | 10:
            return draw.string(string.ascii_letters + string.digits, draw.number(6, 14))
        case 11 | 12:
            body = list(
                draw.string(string.ascii_letters + string.digits, draw.number(7, 15))
                + draw.string("".join(marks) or "x", draw.number(1, 3))
            )
            draw.random.shuffle(body)
            return "".join(body)
        case 13:
            return word + draw.one(["pass", "pw", "pwd", "_pass", "-secret", "secret", "Pass", "123"])
        case 14:
            return (
                draw.one(["my", "super", "the", "top", "very", "new", "old", "test", "dev", "prod"])
                + draw.one(["", "-", "_"])
                + draw.one([word, "secret" + year[2:], word + "pw"])
            )
        case 15:
            return word
        case 16:
            return (
                draw.string("bcdfghklmnprstvz", 1).join(["", ""])
                + draw.one("aeiou").join(draw.string("bcdfgklmnprstvz", 4))
                + draw.string(string.digits, draw.number(0, 3))
            )
        case _:
            return word[:4].upper() + mark + draw.string(string.digits, 3) + other[:4]


def placeholder(draw: Draw) -> str:
    """Text that says that a password or key belongs here."""
    name = draw.one(
        "password passwd pass secret token api-key api_key db_pass access-token client-secret key credentials".split()
    )
    word = draw.one(["your", "the", "some", "enter-your", "insert", "YOUR"])
    joined = name.replace("-", "_")
    upper = joined.upper()
    named = [
        f"<{name}>",
        f"[{name}]",
        f"<your {name} here>",
        f"<insert {name}>",
        f"{word}-{name}",
        f"{{{joined}}}",
        f"@{joined}@",
    ]
    variables = [
        f"${{{upper}}}",
        f"${upper}",
        f"%{upper}%",
        f"{{{{ {joined} }}}}",
        f"{upper}_HERE",
        f"os.environ/{upper}",
    ]
    wished = [
        f"{word}_{joined}",
        f"{word.upper()}_{upper}",
        f"<{word.upper()}_{upper}>",
        word + joined.title().replace("_", ""),
    ]
    blanks = [
        "***",
        "********",
        "xxxxxxxx",
        "XXXX",
        "...",
        "<redacted>",
        "[REDACTED]",
        "<hidden>",
        "TODO",
        "REPLACE_ME",
        "%s",
        "null",
        "None",
        "",
    ]
    return draw.one(draw.one([named, variables, wished, blanks]))


def url_password(draw: Draw) -> str:
    """A password that needs no escapes in a URL."""
    return password(draw, forbidden="".join(mark for mark in _MARKS if mark not in _SAFE_MARKS) + "\"'`\\ /")
