import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.label_schema import load
from annotation.repair import Rule, repair
from annotation.schema import CrowdSpan

BASE = load("bigcode").base


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`ab«cd»` as `abcd` with the span 2..4."""
    plain, spans, starts = "", [], []
    for character in text:
        if character == "«":
            starts.append(len(plain))
        elif character == "»":
            spans.append((starts.pop(), len(plain)))
        else:
            plain += character
    return plain, spans


@pytest.mark.parametrize(
    ("rule", "label", "before", "after"),
    [
        ("trim", "EMAIL", "a« jane@example.com\n»b", "a «jane@example.com»\nb"),
        ("trim", "PASSWORD", "p = «'hunter;'»", "p = '«hunter;»'"),
        ("trim", "PASSWORD", "p = «'hunter»'", "p = «'hunter»'"),
        ("trim", "EMAIL", "by «<jane@example.com>,»", "by <«jane@example.com»>,"),
        ("trim", "NAME", "«Jane Doe (JD)»", "«Jane Doe (JD)»"),
        ("trim", "NAME", "(«Jane Doe)»", "(«Jane Doe»)"),
        ("trim", "NAME", "«Sammy Davis Jr.»", "«Sammy Davis Jr.»"),
        ("trim", "IP_ADDRESS", "at «::1», «fe80::»", "at «::1», «fe80::»"),
        ("trim", "KEY", "x« \t»y", "x \ty"),
        ("title", "NAME", "«Dr. Jane Doe»", "Dr. «Jane Doe»"),
        ("title", "NAME_LICENSE", "«Ms Doe»", "Ms «Doe»"),
        ("title", "NAME", "«Drew Doe»", "«Drew Doe»"),
        ("title", "NAME", "«Dr.»", "«Dr.»"),
        ("title", "USERNAME", "«Dr. Jane»", "«Dr. Jane»"),
        ("port", "IP_ADDRESS", "«192.0.2.7:8000»", "«192.0.2.7»:8000"),
        ("port", "IP_ADDRESS", "«192.0.2.0/24»", "«192.0.2.0»/24"),
        ("port", "IP_ADDRESS", "«[2001:db8::1]:443»", "[«2001:db8::1»]:443"),
        ("port", "IP_ADDRESS", "«2001:db8::/32»", "«2001:db8::»/32"),
        ("port", "IP_ADDRESS", "«2001:db8::1»", "«2001:db8::1»"),
        ("port", "IP_ADDRESS", "«999.0.2.7:80»", "«999.0.2.7:80»"),
        ("port", "KEY", "«192.0.2.7:8000»", "«192.0.2.7:8000»"),
        ("regrow", "USERNAME", "ask @«janedoe» now", "ask «@janedoe» now"),
        ("regrow", "USERNAME_EXAMPLE", "@«janedoe»", "«@janedoe»"),
        ("regrow", "USERNAME", "mail jane@«janedoe»", "mail jane@«janedoe»"),
        ("regrow", "NAME", "@«janedoe»", "@«janedoe»"),
        ("regrow", "KEY", "k = '«QUJDRA»=='", "k = '«QUJDRA==»'"),
        ("regrow", "KEY", "k = '_-«QUJDRA»-'", "k = '«_-QUJDRA-»'"),
        ("regrow", "KEY", "«QUJDRA»-tail", "«QUJDRA»-tail"),
        ("regrow", "KEY", "sk_«QUJDRA»;", "sk_«QUJDRA»;"),
        ("regrow", "PASSWORD", "'«QUJDRA»=='", "'«QUJDRA»=='"),
        ("split", "EMAIL", "«a@example.com, b@example.org»", "«a@example.com», «b@example.org»"),
        ("split", "IP_ADDRESS", "«192.0.2.1 192.0.2.2;2001:db8::1»", "«192.0.2.1» «192.0.2.2»;«2001:db8::1»"),
        ("split", "EMAIL", "«a at example.com»", "«a at example.com»"),
        ("split", "EMAIL", "«Jane a@example.com»", "«Jane a@example.com»"),
        ("split", "NAME", "«Jane, Jim»", "«Jane, Jim»"),
    ],
)
def test_rule(rule: str, label: str, before: str, after: str) -> None:
    text, places = marked(before)
    same, expected = marked(after)
    assert text == same
    spans, changes = repair(text, [CrowdSpan(*place, label) for place in places], BASE, {Rule(rule)})
    assert [(span.start, span.end) for span in spans] == expected
    assert {change.rule for change in changes} == ({Rule(rule)} if expected != places else set())
    assert all(rule in span.repairs for span in spans) is (places != expected) or not spans
    assert repair(text, [CrowdSpan(*place, label) for place in places], BASE, set())[1] == []


def test_a_span_that_was_cut_around_another_is_one_again() -> None:
    parts = [CrowdSpan(0, 1, "EMAIL"), CrowdSpan(1, 5, "NAME"), CrowdSpan(5, 17, "EMAIL")]
    spans, changes = repair("xjane@example.com", parts, BASE, {Rule.SANDWICH})
    assert spans == [CrowdSpan(0, 17, "EMAIL", ("sandwich",))]
    assert [str(change) for change in changes] == ["sandwich EMAIL 0..1 1..5 5..17 -> 0..17"]
    apart = [parts[0], CrowdSpan(1, 4, "NAME"), parts[2]]
    assert repair("xjane@example.com", apart, BASE, {Rule.SANDWICH}) == (apart, [])


def test_rules_run_in_turn() -> None:
    text = '"192.0.2.7:80"'
    spans, changes = repair(text, [CrowdSpan(0, len(text), "IP_ADDRESS")], BASE)
    assert spans == [CrowdSpan(1, 10, "IP_ADDRESS", ("trim", "port"))]
    assert [str(change) for change in changes] == ["trim IP_ADDRESS 0..14 -> 1..13", "port IP_ADDRESS 1..13 -> 1..10"]


def test_a_span_does_not_grow_into_its_neighbour() -> None:
    text = "'ABC=='"
    spans, _ = repair(text, [CrowdSpan(1, 4, "KEY"), CrowdSpan(5, 6, "PASSWORD")], BASE, {Rule.REGROW})
    assert spans[0] == CrowdSpan(1, 5, "KEY", ("regrow",))


@given(
    st.text("a1@=-_ .,:;'\"()[]/\n", min_size=1, max_size=40),
    st.sampled_from(sorted(load("bigcode").labels)),
    st.data(),
)
def test_repairs_stay_in_the_text_keep_order_and_are_stable(text: str, label: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    given_spans = [CrowdSpan(a, b, label) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    spans, _ = repair(text, given_spans, BASE)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_spans_come_out_in_order_whatever_the_order_they_were_marked_in() -> None:
    spans = [CrowdSpan(0, 3, "NAME"), CrowdSpan(0, 2, "KEY"), CrowdSpan(0, 2, "EMAIL")]
    for rules in (frozenset(Rule), frozenset[Rule]()):
        assert repair("abc", spans, BASE, rules)[0] == sorted(spans)
