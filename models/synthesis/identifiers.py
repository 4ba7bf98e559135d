"""Names of variables, settings and classes."""

from models.synthesis.draw import Draw
from models.synthesis.words import english

_PASSWORDS = ("password", "password", "passwd", "pass", "pwd", "passphrase", "pw", "user password",
    "db password", "db pass", "admin password", "root password",
              "smtp password", "login password", "secret", "pin", "passcode", "mysql password", "redis password",
              "ldap bind password", "keystore password",
              "proxy password", "ssh password", "ftp pass", "default password", "test password", "auth password",
              "basic auth pass", "wifi passphrase", "key password")  # fmt: skip
_KEYS = ("api key", "apikey", "api token", "access key", "secret key", "secret access key", "access token",
    "auth token", "token", "client secret", "app secret",
         "consumer secret", "private key", "signing key", "encryption key", "refresh token", "bearer token",
         "webhook secret", "jwt secret", "session secret",
         "cookie secret", "license key", "service key", "oauth token", "master key", "hmac key", "bot token",
         "deploy key", "account key", "shared secret", "auth", "key")  # fmt: skip
_OWNERS = ("", "", "", "", "aws", "github", "gitlab", "stripe", "slack", "google", "azure", "sendgrid",
    "twitter", "heroku", "openai", "datadog", "npm", "telegram", "mailgun",
           "firebase", "app", "my", "prod", "dev", "test", "service", "maps", "dropbox", "facebook", "paypal",
           "sentry", "cloudflare", "jira", "docker", "remote")  # fmt: skip
_DIGESTS = ("sha256", "sha1", "md5", "checksum", "hash", "digest", "commit", "revision", "etag", "fingerprint",
    "content hash", "file hash", "expected digest", "sha512",
            "tree hash", "cache key", "build id", "md5sum", "git sha", "integrity", "public key", "nonce", "iv",
            "expected", "signature hex", "block hash", "rev", "crc")  # fmt: skip
_IDS = ("id", "uuid", "guid", "request id", "client id", "tenant id", "session id", "project id", "user id",
    "trace id", "object id", "key id", "device id", "build guid")  # fmt: skip
_CLIENTS = ("client", "conn", "session", "db", "server", "connection", "api", "handler", "driver", "transport")


def password_name(draw: Draw) -> tuple[str, ...]:
    """The words of a variable that holds a password."""
    return tuple(([draw.one(english())] if draw.chance(0.15) else []) + draw.one(_PASSWORDS).split())


def key_name(draw: Draw) -> tuple[str, ...]:
    """The words of a variable that holds a key."""
    return tuple(f"{draw.one(_OWNERS)} {draw.one(_KEYS)}".split())


def digest_name(draw: Draw) -> tuple[str, ...]:
    """The words of a variable that holds a digest, a revision or a public value."""
    return tuple(([draw.one(english())] if draw.chance(0.25) else []) + draw.one(_DIGESTS).split())


def identifier_name(draw: Draw) -> tuple[str, ...]:
    """The words of a variable that names a thing."""
    return tuple(draw.one(_IDS).split())


def client_name(draw: Draw) -> tuple[str, ...]:
    """The words of a variable that holds a connection."""
    return tuple(([draw.one(english())] if draw.chance(0.3) else []) + [draw.one(_CLIENTS)])


def word(draw: Draw) -> str:
    """A plain word."""
    return draw.one(english())


def class_name(draw: Draw) -> str:
    """A class, such as `CacheHandler`."""
    tail = [
        "Client",
        "Handler",
        "Manager",
        "Session",
        "Factory",
        "Service",
        "Parser",
        "Connection",
        "Test",
        "Provider",
        "Builder",
        "Error",
    ]
    return draw.one(english()).capitalize() + draw.one(["", draw.one(english()).capitalize()]) + draw.one(tail)


def styled(parts: tuple[str, ...], style: str) -> str:
    """The words as `snake`, `camel`, `upper` or `kebab` case.

    >>> styled(("db", "password"), "camel"), styled(("db", "password"), "upper")
    ('dbPassword', 'DB_PASSWORD')
    """
    match style:
        case "camel":
            return parts[0] + "".join(part.capitalize() for part in parts[1:])
        case "pascal":
            return "".join(part.capitalize() for part in parts)
        case "upper":
            return "_".join(parts).upper()
        case "kebab":
            return "-".join(parts)
        case _:
            return "_".join(parts)
