"""Values in disguise: found at their places in the text as given, and replaced in their own encoding."""

import base64
import json
import time
import unicodedata
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii import Redactor
from pii.detectors.rules import RuleDetector
from pii.labels import Label
from pii.spans import Span
from pii.text.hidden import merged, views, views_batch

RULES = Redactor(["rules"])


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SECRET = "kind: Secret\ndata:\n  user: {}\n  password: {}\n"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (SECRET.format(encoded("x"), encoded("Tr0ub4dor")), SECRET.format(encoded("x"), encoded("<PASSWORD>"))),
        (
            f"curl -H 'Authorization: Basic {encoded('jroe:Hq7xW2m9Kd')}'",
            f"curl -H 'Authorization: Basic {encoded('<USERNAME>:<PASSWORD>')}'",
        ),
        (json.dumps({"auth": encoded("jroe:Hq7xW2m9Kd")}), json.dumps({"auth": encoded("<USERNAME>:<PASSWORD>")})),
        (f"_auth={encoded('jroe:Hq7xW2m9Kde')}\n", f"_auth={encoded('<USERNAME>:<PASSWORD>')}\n"),
        (f'config = "{encoded("mail jane@roe.org at 1")}"', f'config = "{encoded("mail <EMAIL> at 1")}"'),
        ("https://roe.net/?mail=jane%40roe.org&x=1", "https://roe.net/?mail=%3CEMAIL%3E&x=1"),
        (r'{"m": "jane\u0040roe.org"}', '{"m": "<EMAIL>"}'),
        (r"m = 'jane\x40roe.org'", "m = '<EMAIL>'"),
        (
            r'{"a": "{\"b\": \"{\\\"password\\\": \\\"hunter2z\\\"}\"}"}',
            r'{"a": "{\"b\": \"{\\\"password\\\": \\\"<PASSWORD>\\\"}\"}"}',
        ),
        (
            "Encoding: quoted-printable\n\njane=40roe.org M=C3=BCller",
            "Encoding: quoted-printable\n\n<EMAIL> M=C3=BCller",
        ),
        ("Encoding: quoted-printable\n\nto jane@r=\noe.org.", "Encoding: quoted-printable\n\nto <EMAIL>."),
        ("to ｊａｎｅ＠ｒｏｅ．ｏｒｇ now", "to <EMAIL> now"),
        ("to ja\u200bne@roe.org now", "to <EMAIL> now"),
        (r'"# \u5bc6\u7801\uff1aLarkmist_7\n"', r'"# \u5bc6\u7801\uff1a<PASSWORD>\n"'),
        (r'"\u30d1\u30b9\u30ef\u30fc\u30c9: Larkmist_7"', r'"\u30d1\u30b9\u30ef\u30fc\u30c9: <PASSWORD>"'),
        ("user＝x，password＝Larkmist_7；x", "user＝x，password＝<PASSWORD>；x"),
        ("password：Larkmist_7", "password：<PASSWORD>"),
        (
            unicodedata.normalize("NFD", "# Người viết: chị Nguyễn Thị Hồng Vân"),
            unicodedata.normalize("NFD", "# Người viết: chị ") + "<NAME>",
        ),
        ("translation: Ren&#233;e Lacombe", "translation: <NAME>"),
        ("por «Jos&eacute; Luis Ib&aacute;&ntilde;ez» y «Bego&ntilde;a Uriarte»", "por «<NAME>» y «<NAME>»"),
        (
            "&#1040;&#1074;&#1090;&#1086;&#1088;: &#1048;&#1074;&#1072;&#1085; &#1055;&#1077;&#1090;&#1088;&#1086;&#1074;",
            "&#1040;&#1074;&#1090;&#1086;&#1088;: <NAME>",
        ),
        (
            "INSERT INTO staff (name, note) VALUES ('Nuala O''Hegarty', '');",
            "INSERT INTO staff (name, note) VALUES ('<NAME>', '');",
        ),
        ("סיסמה\u200f= 'Larkmist_7'", "סיסמה\u200f= '<PASSWORD>'"),
        (
            "\x1b[36mpassword=\x1b[0m\x1b[1;33mLarkmist_7\x1b[0m",
            "\x1b[36mpassword=\x1b[0m\x1b[1;33m<PASSWORD>\x1b[0m",
        ),
        (r".B DB_PASSWORD=\(dqLark\-mist7\(dq x \-y", r".B DB_PASSWORD=\(dq<PASSWORD>\(dq x \-y"),
        (r"password = \[aq]Larkmist_7\[aq]", r"password = \[aq]<PASSWORD>\[aq]"),
        ("I260316 1 x.go:1 [n1] password=‹Larkmist_7› ok", "I260316 1 x.go:1 [n1] password=‹<PASSWORD>› ok"),
        (
            r"\x1b[36mpassword\x1b[0m = \033[33m'Larkmist_7'\033[0m",
            r"\x1b[36mpassword\x1b[0m = \033[33m'<PASSWORD>'\033[0m",
        ),
        (
            "x [36mpassword=[0m[33mLarkmist_7[39m",
            "x [36mpassword=[0m[33m<PASSWORD>[39m",
        ),
    ],
)
def test_a_hidden_value_is_replaced_in_its_own_encoding(text: str, redacted: str) -> None:
    redaction = RULES.redact(text)

    assert redaction.text == redacted
    assert RULES.redact(redacted).text == redacted
    assert '\\"' in text or all(span.source.startswith("hidden.") for span in redaction.spans)
    assert list(redaction.spans) == RULES.detect(text)


@pytest.mark.parametrize(
    "text",
    [
        "nothing is hidden here, 100% sure",
        r'"\u7248\u672c\uff1aLarkmist_7\n \u2026 \ud83d\ude00 \u5bc6\u7801"',
        "版本＝Larkmist_7，password：必填",
        "Caf&eacute; au lait &#8212; &Uuml;ber uns, Ren&eacute; &#8230;&#8230;&#8230;",
        "SELECT 'it''s', '', 'O' FROM x",
        "גרסה\u200f= 'Larkmist_7'",
        unicodedata.normalize("NFD", "# Người viết: không rõ"),
        "a %40 sign alone and \\u0041 letter",
        "\x1b[36mpassword=\x1b[0m\x1b[33m***\x1b[39m",
        r"x \x1b[36mpasses=\x1b[0m\x1b[33mLarkmist_7\x1b[39m",
        "I260316 1 x.go:1 [n1] client=‹x› password=‹×›",
        r".B x \(dqLark\-mist7\(dq x \-y, password \-Larkmist_7",
        "‹Larkmist_7› is the password",
        "password=[33m]Larkmist_7 rate(x[0m])",
        "const hash = 'q83vEjRWeJCrze8SNFZ4kA==';",
        f"picture = '{base64.b64encode(bytes(range(256))).decode()}'",
        f"kind: Secret\ndata:\n  colour: {encoded('blue')}\n",
        "x = y = z == 0 and aaaaaaaaaaaaaaaaaaaaaaaaa== b",
    ],
)
def test_what_hides_nothing_is_left_alone(text: str) -> None:
    assert [span for span in RULES.detect(text) if span.source.startswith("hidden")] == []


@pytest.mark.parametrize("policy", ["mask", "hash", "number", "remove", "surrogate"])
def test_every_policy_works_below_the_surface_and_once(policy: str) -> None:
    redactor = Redactor(["rules"], policy, key=b"a made-up key for tests")
    text = f"m = '{encoded('to jane@roe.org, now')}' # https://roe.net/?m=jane%40roe.org"

    redacted = redactor.redact(text).text

    assert "jane" not in base64.b64decode(redacted.split("'")[1]).decode()
    assert "jane" not in unquote(redacted)
    assert redactor.redact(redacted).text == redacted


def test_the_same_value_has_the_same_number_wherever_it_is_hidden() -> None:
    text = f"jane@roe.org '{encoded('to jane@roe.org, now')}' https://roe.net/?m=jane%40roe.org"

    redacted = Redactor(["rules"], "number").redact(text).text

    assert redacted == f"<EMAIL_1> '{encoded('to <EMAIL_1>, now')}' https://roe.net/?m=%3CEMAIL_1%3E"


@settings(max_examples=200)
@given(
    st.from_regex(r"ja[a-z]{1,6}@[a-z]{3,8}\.(?:com|org)", fullmatch=True), st.sampled_from(["url", "json", "base64"])
)
def test_the_span_is_where_the_value_stands(mail: str, form: str) -> None:
    hidden = {
        "url": mail.replace("@", "%40"),
        "json": mail.replace("@", "\\u0040"),
        "base64": base64.b64encode(f"{mail} {'.' * (2 - len(mail) % 3)}x".encode()).decode(),
    }[form]
    text = f'v = "{hidden}"'

    spans = RULES.detect(text)

    if form != "base64" or hidden.endswith("="):
        assert [text[span.start : span.end] for span in spans] == [hidden]


@pytest.mark.parametrize(
    "text",
    [
        "A" * 5_000_000 + "=",
        "%40" * 500_000,
        "\\u0040" * 300_000,
        "kind: Secret\ndata:\n" + "  a: " + "QUJD" * 500_000 + "\n",
        "quoted-printable\n" + "=40" * 500_000,
        "＠" * 500_000,
        "kind: Secret\ndata:\n" + "  a: QUJDQUJD\n" * 50_000,
        "=" * 1_000_000,
        "aaaaaaaaaaaa=\n" * 100_000,
    ],
    ids=range(9),
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()  # of a busy machine the clock says nothing
    shown = views(text)
    assert sum(map(len, shown)) < 4_000_000
    assert time.process_time() - start < 8


def test_the_scan_of_the_rules_tells_where_something_may_be_hidden() -> None:
    texts = [
        SECRET.format(encoded("jane"), encoded("Tr0ub4dor")),
        f"Authorization: Basic {encoded('jane:Tr0ub4dor')}",
        "jane%40roe.org",
        "jane\\u0040roe.org",
        "jane＠roe.org",
        f"x = {encoded('password: Tr0ub4dor')}",
        "nothing",
    ]
    scanned = views_batch(texts, RuleDetector().scan_places(texts))
    shown = [[view.text for view in each] for each in scanned]
    assert shown == [[view.text for view in each] for each in views_batch(texts)]
    assert [bool(each) for each in shown] == [True] * 6 + [False]


SPANS = st.lists(
    st.builds(lambda start, length: Span(start, start + length, "KEY"), st.integers(0, 40), st.integers(1, 8)),
    max_size=8,
)


@given(SPANS, SPANS)
def test_merging_gives_disjoint_spans_that_cover_what_both_cover(some: list[Span], hidden: list[Span]) -> None:
    disjoint = merged([], some)

    both = merged(disjoint, hidden)

    assert all(one.end <= other.start for one, other in zip(both, both[1:], strict=False))
    covered = {place for span in both for place in range(span.start, span.end)}
    assert covered >= {place for span in disjoint for place in range(span.start, span.end)}


def test_what_reads_a_url_reads_the_replacement() -> None:
    assert unquote(RULES.redact(f"?m={quote('jane@roe.org')}").text) == "?m=<EMAIL>"


@pytest.mark.parametrize(
    ("before", "label"), [("authorization: [Basic ", Label.KEY), ("kind: Secret\ndata:\n  password: ", Label.PASSWORD)]
)
def test_base64_of_a_pair_is_a_key_and_that_of_a_password_is_one(before: str, label: str) -> None:
    value = encoded("jroe:Hq7xW2m9Kd" if label == Label.KEY else "Hq7xW2m9Kd")
    (span,) = RULES.detect(f"{before}{value}\n")

    assert (span.label, span.source.startswith("hidden.base64.")) == (label, True)


def test_a_view_of_a_long_line_is_not_cut_inside_a_word() -> None:
    text = "%40 " + "words " * 200 + "%40"
    assert all(set(view.text.split()) <= {"@", "words"} for view in views(text))
