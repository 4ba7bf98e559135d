"""A value that was found once is found wherever it stands near by."""

import time
from io import BytesIO

import pytest

from pii.finding.everywhere import CARRIED, REACH, everywhere
from pii.labels import Label
from pii.redactor import Redactor
from pii.shards.windows import WINDOW
from pii.spans import Span, disjoint
from pii.stream import redact_stream

SECRET = "hunter2-Zq9!x"
LABELS = (Label.KEY, Label.PASSWORD)


def found(text: str, value: str, label: str = Label.PASSWORD, reason: str = "", source: str = "rules.password") -> str:
    """The text with what is found masked, where the first place of the value tells that it is one."""
    start = text.index(value)
    spans = everywhere(text, [Span(start, start + len(value), label, 0.9, source, reason)], LABELS)
    assert disjoint(spans) and sorted(spans) == spans
    for span in reversed(spans):
        text = text[: span.start] + "*" + text[span.end :]
    return text


@pytest.mark.parametrize(
    ("after", "masked"),
    [
        (f"login({SECRET})", "login(*)"),
        (f"\u2028{SECRET}\u2028", "\u2028*\u2028"),
        (f"{SECRET}{SECRET}", f"{SECRET}{SECRET}"),
        (f"-p={SECRET};{SECRET}", "-p=*;*"),
        (f"x{SECRET}", f"x{SECRET}"),
        (f"{SECRET}y", f"{SECRET}y"),
        (f"é{SECRET}", f"é{SECRET}"),
        (SECRET.upper(), SECRET.upper()),
    ],
)
def test_a_whole_token_is_found(after: str, masked: str) -> None:
    assert found(f"{SECRET}\n{after}", SECRET) == f"*\n{masked}"


@pytest.mark.parametrize(
    "value", ["hunt3r!", "password", "password2", "12345678", "test_key_2", "_max_token_", "kube-proxy-x"]
)
def test_what_is_short_or_a_word_may_mean_something_else_elsewhere(value: str) -> None:
    assert found(f"{value} {value}", value) == f"* {value}"


@pytest.mark.parametrize(
    ("after", "masked"),
    [
        ('login("jroe", "larkmist")', 'login("jroe", "*")'),
        ("x == 'larkmist'", "x == 'larkmist'"),
        ("[('jroe', 'larkmist')]", "[('jroe', '*')]"),
        ("name = 'larkmist'", "name = 'larkmist'"),
        ('"queue": "larkmist"', '"queue": "larkmist"'),
        ("is(nick, 'larkmist'); nick => 'larkmist'", "is(nick, 'larkmist'); nick => 'larkmist'"),
        ("TO 'larkmist'@'%'", "TO 'larkmist'@'%'"),
        ("'larkmist\"", "'larkmist\""),
        ("`larkmist`", "`larkmist`"),
        ("'larkmist of'", "'larkmist of'"),
        ("larkmist", "larkmist"),
    ],
)
def test_a_password_that_is_a_word_is_found_alone_in_quotes_given_to_no_name(after: str, masked: str) -> None:
    assert found(f"password = larkmist\n{after}", "larkmist") == f"password = *\n{masked}"


@pytest.mark.parametrize("value", ["Password", "secret", "root", "abc"])
def test_words_that_come_to_mind_first_are_not(value: str) -> None:
    assert found(f"pw={value}; f('{value}')", value) == f"pw=*; f('{value}')"


def test_a_shorter_value_at_the_end_of_a_text_is_no_longer_one() -> None:
    text = "pw=hunter2x!mysql pw=hunter2x!\nhunter2x!"
    known = [Span(3, 17, Label.PASSWORD), Span(21, 30, Label.PASSWORD)]
    assert [(span.start, span.end) for span in everywhere(text, known, LABELS)] == [(3, 17), (21, 30), (31, 40)]


def test_what_is_let_stand_or_of_another_label_is_not_looked_for() -> None:
    text = f"{SECRET} {SECRET}"
    assert found(text, SECRET, reason="allowed") == found(text, SECRET, Label.EMAIL) == f"* {SECRET}"
    assert found(text, SECRET, source="hidden.base64.rules.password") == f"* {SECRET}"


def test_it_is_reported_as_such_with_label_and_score_of_the_nearest_place() -> None:
    text = f"{SECRET} {'.' * 100} {SECRET} {SECRET}"
    spans = [Span(0, len(SECRET), "PASSWORD", 0.5, "a"), Span(len(text) - len(SECRET), len(text), "KEY", 0.95, "b")]

    (new,) = (span for span in everywhere(text, spans, LABELS) if span not in spans)
    assert (new.label, new.score, new.source) == ("KEY", 0.95, "everywhere")


def carried(text: str, value: str, label: str) -> list[str]:
    """What stands around each further place of a value that is found, six characters to each side."""
    start = text.index(value)
    spans = everywhere(text, [Span(start, start + len(value), label, 0.95, "a")], CARRIED)
    return [text[max(0, span.start - 6) : span.end + 6] for span in spans if span.source == "everywhere"]


@pytest.mark.parametrize(
    ("value", "is_found"), [("Jane Roe", True), ("J. R. Smith", True), ("Jane", False), ("Qwrt Zxyzzq", False)]
)
def test_a_name_of_two_words_is_the_same_person_elsewhere(value: str, is_found: bool) -> None:
    assert (
        len(carried(f"by {value} <jroe@example.org>\n\nask {value}, not {value}son\n", value, Label.NAME)) == is_found
    )


@pytest.mark.parametrize(
    "place",
    [
        "jroe/lib.git",
        '"jroe/lib": 1',
        "@jroe for",
        "(https://badge.example/github/jroe/lib)",
        "//git.example/jroe/lib",
        "//jroe.github.io/lib",
        "[Jane][jroe],",
        "fix by jroe.",
        "thanks to `jroe`",
        "a fix (jroe)",
        "cd ~jroe/x",
    ],
)
def test_an_account_is_the_same_person_where_an_account_can_stand(place: str) -> None:
    assert len(carried(f"https://github.com/jroe\n\nsee {place}\n", "jroe", Label.USERNAME)) == 1


@pytest.mark.parametrize(
    "place",
    [
        "the jroe project",
        "jroe = 1",
        "/acme/jroe/issues",
        "x@jroe.example",
        "@jroe:443",
        "jroe/jroe",
        "jroe/",
        "my-jroe/lib",
        "f(jroe)",
        "by jroe.example",
        "a~jroe",
        "(jroe x)",
    ],
)
def test_elsewhere_an_account_is_any_word(place: str) -> None:
    assert carried(f"https://github.com/jroe\n\nsee {place}\n", "jroe", Label.USERNAME) == []


@pytest.mark.parametrize(
    ("value", "place", "is_found"),
    [
        ("jroe84", "ask jroe84 now", True),
        ("jroe84", "/x/jroe84/y", True),
        ("jroe84", "x.jroe84", False),
        ("jroe84", "jroe84.example", False),
        ("jroe84", "jroe84-x", False),
        ("jroe84", "jroe84(x)", False),
        ("janeRoe", "ask janeRoe now", True),
        ("janeRoe", '"janeRoe",', True),
        ("janeRoe", "janeRoe = 1", False),
        ("janeRoe", "{janeRoe}", False),
        ("janeRoe", "ask janeRoe: x", False),
    ],
)
def test_what_no_word_looks_like_is_an_account_nearly_anywhere(value: str, place: str, is_found: bool) -> None:
    assert len(carried(f"https://github.com/{value}\n\nsee {place}\n", value, Label.USERNAME)) == is_found


@pytest.mark.parametrize("value", ["jan", "v3.1"])
def test_a_short_word_or_a_version_is_no_account_elsewhere(value: str) -> None:
    assert carried(f"https://x.example/{value}\n\nsee {value}/lib\n", value, Label.USERNAME) == []


def test_what_a_judge_is_not_sure_of_stays_where_it_is() -> None:
    text = f"{SECRET} and {SECRET}"
    spans = [Span(0, len(SECRET), "PASSWORD", 0.89, "a")]

    assert everywhere(text, spans, LABELS) == spans


def test_a_span_that_is_there_is_left_alone() -> None:
    text = f"{SECRET} and {SECRET}"
    spans = [Span(0, len(SECRET), "PASSWORD"), Span(len(text) - 4, len(text), "NAME")]

    assert everywhere(text, spans, LABELS) == spans


@pytest.mark.parametrize(("gap", "is_found"), [(REACH - 20, True), (REACH, False)])
@pytest.mark.parametrize("first", [True, False])
def test_it_reaches_as_far_as_a_window_sees(gap: int, is_found: bool, first: bool) -> None:
    text = SECRET + " " * gap + SECRET
    start = 0 if first else len(text) - len(SECRET)

    assert len(everywhere(text, [Span(start, start + len(SECRET), "KEY")], LABELS)) == 1 + is_found


@pytest.mark.parametrize("kind", ["one word", "many values", "one value"])
def test_time_is_linear(kind: str) -> None:
    def seconds(count: int) -> float:
        values = {
            "one word": [f"{'-' * (number % 400)}secret{'+' * (number // 400)}9-" for number in range(count)],
            "many values": [f"value-{number:08}" for number in range(count)],
            "one value": [SECRET] * count,
        }[kind]
        size = sum(map(len, values))
        text, spans, position = " ".join([*values, *["secret"] * (size // 6), *values]), list[Span](), 0
        for value in values:
            spans.append(Span(position, position + len(value), "KEY"))
            position += len(value) + 1
        began = time.process_time()
        everywhere(text, spans, LABELS)
        return (time.process_time() - began) / len(text)

    seconds(100)
    assert seconds(8_000) < 5 * seconds(1_000) + 1e-6


def test_a_redactor_masks_what_it_masked_once_wherever_it_stands(rules: Redactor) -> None:
    text = f"password = '{SECRET}'\n\nconnect(host, {SECRET})  # see {SECRET}.\nmail roe@example.org\n"

    assert rules.redact(text).text.count("<PASSWORD>") == 3
    assert SECRET in Redactor(["rules"], everywhere=()).redact(text).text
    assert rules.describe()["everywhere"] == ["KEY", "NAME", "PASSWORD", "USERNAME"]
    assert {span.source for span in rules.detect(text)} >= {"everywhere"}


@pytest.mark.parametrize("glued", ["x{}x", "{}7", "_{}", "{}{}"])
def test_what_is_glued_to_a_value_makes_another_word(rules: Redactor, glued: str) -> None:
    word = glued.replace("{}", SECRET)
    assert word in rules.redact(f"password = '{SECRET}'\n\nsee {word} there\n").text


def test_where_a_text_is_cut_changes_nothing(rules: Redactor) -> None:
    lines = [f"x = {number % 97}\n" for number in range(WINDOW // 6)]
    for middle in range(0, len(lines), len(lines) // 60):
        lines[middle] = f"login({SECRET}{middle})\n"
        lines[min(len(lines) - 1, middle + 4_000)] = f"password = '{SECRET}{middle}'\n"
    text = "".join(lines)
    target = BytesIO()
    redact_stream(BytesIO(text.encode()), target, rules)

    assert WINDOW < len(text) and SECRET not in target.getvalue().decode()
    assert target.getvalue().decode() == rules.redact(text).text
