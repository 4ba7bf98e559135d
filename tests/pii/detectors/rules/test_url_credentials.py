import pytest

from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://«jroe»:«s3cret!pw»@db.example.com:5432/app",
        "curl ftp://«jroe»:«hunter2»@203.0.113.7/x",
        '"redis://:«p4ss»@localhost:6379/0"',
        "mysql+pymysql://«jroe»:«a:b»@localhost/app",
        "http_proxy=http://«jroe»:«proxypass»@proxyhost:3128",
        "amqp://«jroe»:«p@ss»@mq.example.com",
        "https://«jroe»:«%3F%23x»@example.com",
        "imap[s]://«jroe»:«password»@host[:port]/folder",
        "smtp://root:«toor99»@mail.example.com",
        "ssh://«jroe»:«PASSWORD»@[2001:db8::1]/",
        "https://«jroe»:«pw%40x»@roe.org, https://«kroe»:«pw2»@roe.org",
    ],
)
def test_both_parts(finds, text: str) -> None:
    finds("url_credentials", text)


@pytest.mark.parametrize("user", ["oauth2", "x-access-token"])
def test_the_secret_of_a_token_account_is_a_key(finds, user: str) -> None:
    finds("url_credentials", f"https://{user}:«0123abcd4567efgh»@git.example.com/x.git", Label.KEY)


@pytest.mark.parametrize(
    "text",
    [
        "http://localhost:8080/@scope/package",
        "http://host:80/path?mail=jane@roe.org",
        "postgres://${USER}:${PASSWORD}@host/db",
        "postgres://{user}:{password}@host/db",
        "mysql://<user>:<password>@host",
        "mysql://${USER}:TOOL_DBPASS@controller/db",
        "redis://%s:%s@%s:%d",
        "https://jroe@roe.org/",
        r"re.compile('://[^:]+:[^@]+@')",
        "jdbc:oracle:thin:@host:1521:sid",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("url_credentials", text)
