import pytest

from pii.labels import Label

S22, S43, S53, S86 = "a" * 20 + "b/", "Ab." * 14 + "x", "aB3./" * 10 + "abc", "Xy9." * 21 + "zz"


@pytest.mark.parametrize(
    "value",
    [
        f"$2b$12${S53}",
        f"$2y$04${S53}",
        f"$1$abcd$${S22}".replace("$$", "$"),
        f"$apr1$abcdefgh${S22}",
        f"$5$rounds=5000$goodsalt${S43}",
        f"$6$abcdefgh${S86}",
        f"$y$j9T$abcdefgh${S43}",
        f"$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ${S43}",
        f"$pbkdf2-sha256$29000$c2FsdHNhbHQ${S43}",
        f"pbkdf2_sha256$390000$saltsalt${S43}=",
        f"scrypt:32768:8:1$saltsalt${'0123456789abcdef' * 8}",
        f"sha1$a1b2c3${'0123456789' * 4}",
        f"$P$B{'./abcdefgh' * 3}",
        "{SSHA}bWFkZXVwbWFkZXVwbWFkZXVwbWFkZXVw",
    ],
)
def test_salted_hashes(finds, value: str) -> None:
    finds("password_hash", f"jroe:«{value}»:19000:0:99999", Label.KEY)
    finds("password_hash", f'check("«{value}»", "x")', Label.KEY)


@pytest.mark.parametrize(
    "text",
    [
        "d41d8cd98f00b204e9800998ecf8427e",
        "{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M=",
        "sha256$" + "0" * 64,
        "echo $1$2$5$abc $6",
        "$2b$12$short",
        "sed 's/$1$x$y/'",
        "{CRYPT}%s",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("password_hash", text)
