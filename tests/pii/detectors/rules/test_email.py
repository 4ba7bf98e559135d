import pytest

from pii.labels import Label


@pytest.mark.parametrize(
    "text",
    [
        "Contact «jane@roe.org».",
        '"Report-Msgid-Bugs-To: «tool@lists.example.org»\\n"',
        r"written by Jane Roe \fI«jane@lists\.example\.org»\fR",
        "«jane.roe+lists@mail.roe.org», «info@example.com»; «x_y-z%w@a-b.example.co.uk»",
        "Jane Roe <«jane@roe.org»>",
        '"author": "Jane <«jane@roe.org»>"',
        "mailto:«jane@roe.org»?subject=x",
        "http://lists.example.org/lists/«ant@example.com»/held",
        "emailAddress=«me@myhost.example»",
        'print("hello\\n«jane@roe.org»")',
        "\\u003c«jane@roe.org»\\u003e",
        "href=3D«jane@roe.org»",
        "to=%3C«jane@roe.org»%3E",
        "q=«jane%40roe.org»&x=1",
        "«jane&#64;roe.org»",
        'my $m = "«jane\\@roe.org»";',
        "@email{«jane@@roe.org»}",
        "«JANE@ROE.ORG»",
        "Ask «jane@roe.org».Then wait.",
        "«jane at roe dot org»",
        "(«jane DOT roe AT example DOT com»)",
        "«jane [at] roe [dot] org»",
        "«jane (at) roe.org»",
        "<«jane at roe.org»>",
        "foo='«foo@bar.com»'",
    ],
)
def test_addresses(finds, text: str) -> None:
    finds("email", text, Label.EMAIL)


@pytest.mark.parametrize(
    "text",
    [
        "git clone git@github.com:example/tool.git",
        "url = git@gitlab.example.com/tool",
        "npm install lodash@4.17.21 react@next pkg@1.2.3-beta.com1",
        "uses: actions/checkout@v4.1",
        "[jane@host ~]$ ls",
        "scp jane@host.example.org:/tmp/x .",
        "@decorator.call",
        "x = a@b.T + q@w.shape",
        "y = x@weights.to(device)",
        "return@forEach.apply",
        "this@Activity.name",
        '<img src="icon@2x.png">',
        "https://jane:secret@roe.org/",
        "ftp://jane@roe.org/",
        "Message-ID: <20240102030405.1234@mail.example.com>",
        "In-Reply-To: <abc@mail.example.com>",
        "<20240102.123456.78@mail.example.com>",
        "aes256-gcm@openssh.com",
        "principal jane@EXAMPLE.ORG",
        "krbtgt/EXAMPLE.ORG@EXAMPLE.ORG",
        "memcpy@@GLIBC_2.14 call foo@plt.got",
        "echo $user@example.com ${user}@example.com %s@example.com",
        "look at roe.org for dots",
        "at 10 dot 5",
        "getty@tty1.service",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("email", text)
