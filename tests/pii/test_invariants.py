"""What holds for any text at all, tried on arbitrary Unicode mixed with what real texts are made of.

`pytest tests/pii/test_invariants.py --hypothesis-profile thorough` tries fifty times as much.
"""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pii.redaction import Redaction
from pii.redactor import Redactor
from pii.spans import disjoint

FRAGMENTS = (
    "jane.roe@example.org",
    "Jane Roe <jane@roe.org>",
    "# Written by Jané O’Roe",
    "Copyright (c) 2024 J. R. Roe",
    "TODO(jroe): ",
    "@jroe ",
    "/home/jroe/src",
    "https://jroe:hunter2x!@db.example.org/x?token=Zm9vYmFyYmF6cXV4",
    "198.51.100.7",
    "2001:db8::8:800:200c:417a",
    "1.2.3.4.5",
    "password = 'hunter2x!'",
    "PASSWORD=hunter2x!",
    "hunter2x!",
    "api_key: AKIAQYLPMN5HFIQR7XYA",
    "AKIAQYLPMN5HFIQR7XYA",
    "mysql -u root -phunter2x!",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu\n",
    "-----END RSA PRIVATE KEY-----",
    "Authorization: Basic amFuZTpodW50ZXIyeCE=",
    "kind: Secret\ndata:\n  password: aHVudGVyMnghCg==\n",
    "jane%40roe.org",
    "\\u006aane@roe.org",
    "ｊane@roe.org",
    "<NAME>",
    "****",
    "[REDACTED]",
    '{"user": "',
    '"}',
    "<a href='mailto:",
    "def f(x):\n    return ",
)
PUNCTUATION = (
    "\n",
    "\r\n",
    "\u2028",
    "\t",
    " ",
    ", ",
    "=",
    ": ",
    "'",
    '"',
    "\\",
    "\\n",
    "(",
    ")",
    "%",
    "\0",
    "\u200b",
    "\ufeff",
    "e\u0301",
)

POLICIES = ("tag", "number", "mask", "hash", "surrogate", "remove", "keep", "starcoder")

texts = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(PUNCTUATION), st.text(max_size=12)), max_size=14
).map("".join)
lines = st.lists(
    st.one_of(
        st.sampled_from([fragment for fragment in FRAGMENTS if "RSA PRIVATE" not in fragment]), st.text(max_size=20)
    ),
    max_size=8,
).map("\n".join)
"""What stands in a line of its own: what a mask does to its neighbours in one word is another matter."""
examples = settings(
    max_examples=12 * settings().max_examples,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def redactors() -> dict[str, Redactor]:
    """One of each policy, with all but the network, which reads 100 times as long."""
    return {policy: Redactor(["rules", "secrets"], policy, key=b"sixteen bytes or more") for policy in POLICIES}


def check(text: str, redaction: Redaction) -> None:
    """Spans are disjoint, sorted and inside; outside them the text is as given, and offsets say where."""
    spans = redaction.spans
    assert disjoint(spans) and list(spans) == sorted(spans) and all(0 <= s.start < s.end <= len(text) for s in spans)
    ends = [(0, 0), *((r.span.end, r.end) for r in redaction.replacements)]
    starts = [*((r.span.start, r.start) for r in redaction.replacements), (len(text), len(redaction.text))]
    for (old, new), (old_stop, new_stop) in zip(ends, starts, strict=True):
        assert text[old:old_stop] == redaction.text[new:new_stop]
    assert all(a.end <= b.start for a, b in pairwise(redaction.replacements))
    for each in redaction.replacements:
        if each.span.reason:
            assert redaction.text[each.start : each.end] == text[each.span.start : each.span.end]


@examples
@given(st.lists(texts, min_size=1, max_size=4), st.sampled_from(POLICIES))
def test_offsets_are_exact_the_rest_is_untouched_and_a_batch_is_its_texts(
    redactors: dict[str, Redactor], batch: list[str], policy: str
) -> None:
    redactor = redactors[policy]
    together = redactor.redact_batch(batch)
    for text, redaction in zip(batch, together, strict=True):
        check(text, redaction)
    assert [redactor.redact(text) for text in reversed(batch)] == together[::-1]
    assert redactor.detect_batch(batch) == [redactor.detect(text) for text in batch]


@examples
@given(lines, st.sampled_from(["tag", "number", "mask", "hash", "keep"]))
def test_redacting_twice_changes_no_more_than_once(redactors: dict[str, Redactor], text: str, policy: str) -> None:
    once = redactors[policy].redact(text).text
    assert redactors[policy].redact(once).text == once
