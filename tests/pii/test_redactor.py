"""`Redactor` with a small detector of our own and with the real ones: offsets, untouched text, invariance, settings."""

import inspect
import json
import os
import pickle
import random
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pii
from pii import Action, Encoder, Label, Policy, Redaction, Redactor, Replacement, Rules, Span
from pii.decoys import DECOYS, NOBODYS
from pii.detectors.base import Detector
from pii.errors import ConfigError, DetectorError
from pii.finding.resolve import Dropped
from pii.policies import PRESETS
from pii.redactor import DEFAULT_DETECTORS
from pii.terms import Terms

NAME, EMAIL, USERNAME, IP, KEY, PASSWORD = Label


@dataclass(frozen=True)
class Patterns:
    """A detector for text that is written for it: `k:…;` is a key, and so on; white space and any character may stand in it."""

    name: str = "patterns"

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        return [
            sorted(
                Span(*match.span(kind), label, 1.0, f"{self.name}.{kind}")
                for kind, label in {"k": KEY, "n": NAME, "p": PASSWORD, "e": EMAIL, "u": USERNAME, "i": IP}.items()
                for match in re.finditer(f"(?s){kind}:(?P<{kind}>[^;]+)(?=;)", text)
            )
            for text in texts
        ]

    def describe(self) -> Mapping[str, object]:
        return {"version": 1}


@dataclass(frozen=True)
class Given:
    """A detector that reports the spans it was made with."""

    spans: tuple[Span, ...]
    name: str = "given"

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        return [sorted(self.spans) for _ in texts]

    def describe(self) -> Mapping[str, object]:
        return {}


MADE_UP = b"a made-up key for tests"
KINDS = "knpeui"
FRAGMENTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["\r\n", "\n", "\0", "\ud800", "\udfff", "\U0001f600", "e\u0301", "\ufeff", "\u2028", ";", " "]),
    st.builds(
        "{}:{};".format, st.sampled_from(KINDS), st.text(st.characters(exclude_characters=";"), min_size=1, max_size=12)
    ),
)
TEXTS = st.lists(FRAGMENTS, max_size=8).map("".join)
POLICIES = st.builds(
    Policy,
    st.dictionaries(st.sampled_from(Label), st.sampled_from([a for a in Action if a is not Action.PRIVATE_IP])),
    st.sampled_from([(), tuple(DECOYS)]),
)


def patterns(policy: str | Policy = "tag", **options: object) -> Redactor:
    return Redactor(detectors=[Patterns()], policy=policy, key=MADE_UP, **options)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------- offsets and untouched text


@given(TEXTS, POLICIES)
def test_text_outside_spans_is_untouched_and_offsets_are_exact(text: str, policy: Policy) -> None:
    redactor = patterns(policy)

    redaction = redactor.redact(text)

    before = after = 0
    for replacement in redaction.replacements:
        span = replacement.span
        assert redaction.text[after : replacement.start] == text[before : span.start]
        if span.reason:
            assert redaction.text[replacement.start : replacement.end] == text[span.start : span.end]
        before, after = span.end, replacement.end
    assert redaction.text[after:] == text[before:]
    assert list(redaction.spans) == redactor.detect(text)


@given(TEXTS)
def test_keep_reports_and_changes_nothing(text: str) -> None:
    redaction = patterns("keep").redact(text)

    assert redaction.text == text
    assert all((r.start, r.end) == (r.span.start, r.span.end) for r in redaction.replacements)


@given(TEXTS)
def test_mask_changes_neither_length_nor_lines(text: str) -> None:
    masked = patterns("mask").redact(text).text

    assert len(masked) == len(text)
    assert [len(line) for line in masked.splitlines(keepends=True)] == [
        len(line) for line in text.splitlines(keepends=True)
    ]


@pytest.mark.parametrize(
    ("text", "spans", "redacted"),
    [
        pytest.param("hunter2", [(0, 7)], "<KEY>", id="the whole text"),
        pytest.param("hunter2 is it", [(0, 7)], "<KEY> is it", id="at the start"),
        pytest.param("it is hunter2", [(6, 13)], "it is <KEY>", id="at the end"),
        pytest.param("hunter2swordfish", [(0, 7), (7, 16)], "<KEY><KEY>", id="touching"),
        pytest.param("a,hunter2swordfish,b", [(2, 9), (9, 18)], "a,<KEY><KEY>,b", id="touching in the middle"),
        pytest.param("abc", [(0, 1), (1, 2), (2, 3)], "<KEY><KEY><KEY>", id="touching throughout"),
        pytest.param("hunter2\nswordfish", [(0, 7), (8, 17)], "<KEY>\n<KEY>", id="a line break between"),
        pytest.param("\r\nhunter2\r\n", [(2, 9)], "\r\n<KEY>\r\n", id="CRLF"),
        pytest.param("\0hunter2\0", [(1, 8)], "\0<KEY>\0", id="NUL"),
        pytest.param("\ud800hunter2\udfff", [(1, 8)], "\ud800<KEY>\udfff", id="lone surrogates"),
        pytest.param("hunter\ud800", [(0, 7)], "<KEY>", id="a lone surrogate inside"),
        pytest.param("\U0001f600hunter2\U0001f600", [(1, 8)], "\U0001f600<KEY>\U0001f600", id="astral"),
        pytest.param("\ufeffhunter2", [(1, 8)], "\ufeff<KEY>", id="byte order mark"),
        pytest.param("e\u0301hunter2\u0301", [(2, 9)], "e\u0301<KEY>\u0301", id="combining"),
    ],
)
def test_nothing_is_inserted_beside_a_replacement(text: str, spans: list[tuple[int, int]], redacted: str) -> None:
    detector = Given(tuple(Span(start, end, KEY) for start, end in spans))

    redaction = Redactor([detector], decoys=[]).redact(text)

    assert redaction.text == redacted
    assert [redacted[r.start : r.end] for r in redaction.replacements] == ["<KEY>"] * len(spans)


def test_removal_closes_up_without_a_blank() -> None:
    redaction = Redactor([Given((Span(0, 7, KEY), Span(8, 15, KEY)))], "remove").redact("hunter2,sword15")

    assert redaction.text == ","
    assert [(r.start, r.end) for r in redaction.replacements] == [(0, 0), (1, 1)]


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([(4, 8), (0, 4)], id="not sorted"),
        pytest.param([(0, 5), (4, 8)], id="overlapping"),
        pytest.param([(0, 4), (0, 4)], id="twice the same"),
        pytest.param([(6, 11)], id="over the end"),
        pytest.param([(20, 21)], id="beyond the end"),
    ],
)
def test_spans_that_are_not_disjoint_sorted_and_inside_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"\d+\.\.\d+") as caught:
        patterns().replace("swordfish!", [Span(start, end, KEY) for start, end in spans])

    assert "sword" not in str(caught.value)


@pytest.mark.parametrize("text", ["", " ", "nothing here", "\0", "\ud800", "\r\n"])
def test_a_text_without_spans_is_given_back(text: str) -> None:
    assert patterns().redact(text) == Redaction(text, ())


# ------------------------------------------------------------------------------------------------------------- invariance


@given(st.lists(TEXTS, max_size=12), st.integers(1, 13), st.randoms(use_true_random=False))
def test_batches_of_any_size_and_order_give_what_single_texts_give(
    texts: list[str], size: int, draw: random.Random
) -> None:
    redactor = patterns("hash")
    order = list(range(len(texts)))
    draw.shuffle(order)

    found: dict[int, Redaction] = {}
    for first in range(0, len(order), size):
        batch = order[first : first + size]
        found |= zip(batch, redactor.redact_batch([texts[index] for index in batch]), strict=True)

    assert [found[index] for index in range(len(texts))] == [redactor.redact(text) for text in texts]


def test_an_empty_batch_is_no_work() -> None:
    assert patterns().redact_batch([]) == []
    assert patterns().detect_batch([]) == []


def test_every_detector_is_heard_and_losses_are_explained() -> None:
    text = "n:Jane Roe; p:your-password;"
    rival = Given((Span(2, 6, USERNAME, 0.5, "given"),))

    (resolution,) = Redactor([rival, Patterns()]).explain_batch([text])

    assert resolution.spans == (Span(2, 10, NAME, 1.0, "patterns.n"),)
    assert resolution.dropped == (
        Dropped(Span(2, 6, USERNAME, 0.5, "given"), "overlaps:patterns.n"),
        Dropped(Span(14, 27, PASSWORD, 1.0, "patterns.p"), "decoy:placeholder"),
    )


def test_the_order_of_detectors_changes_nothing() -> None:
    text = "n:Jane Roe; k:q7Wm2Kd9;"
    rival = Given((Span(2, 6, USERNAME, 0.5, "given"), Span(12, 16, KEY, 0.5, "given")))

    assert Redactor([rival, Patterns()]).redact(text) == Redactor([Patterns(), rival]).redact(text)


def test_no_detectors_find_nothing() -> None:
    assert Redactor([]).redact("k:q7Wm2Kd9;") == Redaction("k:q7Wm2Kd9;")


def test_a_redactor_and_its_results_travel_between_processes() -> None:
    redactor = patterns("hash")
    text = "k:q7Wm2Kd9; n:Jane Roe;"

    copy = pickle.loads(pickle.dumps(redactor))

    assert copy.redact(text) == redactor.redact(text) == pickle.loads(pickle.dumps(redactor.redact(text)))
    assert copy.describe() == redactor.describe()


# --------------------------------------------------------------------------------------------------------------- settings


def test_the_policy_of_a_label_decides() -> None:
    policy = Policy({NAME: Action.REMOVE, KEY: Action.MASK, EMAIL: Action.KEEP, USERNAME: Action.HASH})

    redacted = (
        patterns(policy).redact("n:Jane Roe; k:q7Wm 2Kd9; e:jane@roe.org; u:jroe; p:hunter2; i:93.184.216.34;").text
    )

    assert re.fullmatch(
        r"n:; k:\*{4} \*{4}; e:jane@roe\.org; u:<USERNAME:[0-9a-f]{16}>; p:<PASSWORD>; i:<IP_ADDRESS>;", redacted
    )


def test_starcoder_leaves_what_bigcode_left() -> None:
    kept = "n:Jane; u:jroe; k:q7Wm2Kd9; i:10.0.0.7; i:8.8.8.8; i:127.0.0.1; i:192.0.2.1; e:jane@example.com; p:your-password;"
    gone = "n:Jane Roe; k:q7Wm2Kd9R; e:jane@roe.org; p:hunter2;"

    assert patterns("starcoder").redact(kept).text == kept
    assert patterns("starcoder").redact(gone).text == "n:<NAME>; k:<KEY>; e:<EMAIL>; p:<PASSWORD>;"


def test_by_default_what_is_nobodys_is_reported_and_stands() -> None:
    text = "i:10.0.0.7; i:8.8.8.8; i:127.0.0.1; i:192.0.2.1; i:0.0.0.0; e:jane@example.com; n:Jane; k:q7Wm;"

    redaction = patterns().redact(text)

    assert redaction.text == (
        "i:10.100.0.1; i:10.101.1.1; i:127.0.0.1; i:192.0.2.1; i:0.0.0.0; e:jane@example.com; n:<NAME>; k:<KEY>;"
    )
    assert [span.reason for span in redaction.spans] == [
        *("", "", "decoy:loopback", "decoy:documentation", "decoy:unspecified", "decoy:documentation", "", "")
    ]
    assert list(redaction.spans) == patterns().detect(text)


def test_by_default_what_is_no_secret_at_all_stays() -> None:
    text = "p:<password>; p:${DB_PASS}; k:YOUR_API_KEY; sha256 k:" + "5f3ab9c0" * 8 + ";"

    assert patterns().redact(text).text == text


def test_decoys_given_take_the_place_of_the_policys() -> None:
    text = "n:Jane; p:${DB_PASS};"

    assert patterns("starcoder", decoys=[]).redact(text).text == "n:<NAME>; p:<PASSWORD>;"
    assert patterns("tag", decoys=["one-word-name"]).redact(text).text == "n:Jane; p:<PASSWORD>;"
    with pytest.raises(ConfigError, match="teapot"):
        patterns(decoys=["teapot"])


@pytest.mark.parametrize("name", ["teapot", "Rules", ""])
def test_an_unknown_detector_is_named_with_those_that_exist(name: str) -> None:
    with pytest.raises(ConfigError, match=f"unknown detector {name!r}; there are: rules, secrets, encoder"):
        Redactor(detectors=[name])


def test_one_name_in_place_of_a_list_is_refused_as_such() -> None:
    with pytest.raises(ConfigError, match="list.*'rules'"):
        Redactor(detectors="rules")


def test_two_detectors_of_one_name_are_refused() -> None:
    with pytest.raises(ConfigError, match="'patterns'.*twice"):
        Redactor(detectors=[Patterns(), Patterns()])


def test_one_text_in_place_of_a_batch_is_refused() -> None:
    with pytest.raises(TypeError, match="batch"):
        patterns().redact_batch("k:q7Wm2Kd9;")


@pytest.mark.parametrize("policy", ["hash", Policy({NAME: Action.HASH})])
def test_hash_without_a_key_is_refused_before_the_first_text(
    policy: str | Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigError, match="key has 5 bytes; expected at least 16"):
        Redactor([Patterns()], policy, key=b"short")
    with pytest.raises(ConfigError, match="key has 2 different bytes; expected at least 8"):
        Redactor([Patterns()], policy, key=b"ab" * 16)
    for set_key in (lambda: monkeypatch.delenv("PII_KEY", raising=False), lambda: monkeypatch.setenv("PII_KEY", "")):
        set_key()
        for key in (None, b""):
            with pytest.raises(ConfigError, match="PII_KEY"):
                Redactor([Patterns()], policy, key=key)


def test_the_key_comes_from_the_environment_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "n:Jane Roe;"
    monkeypatch.setenv("PII_KEY", "one key of sixteen bytes")
    from_environment = Redactor([Patterns()], "hash").redact(text)
    monkeypatch.setenv("PII_KEY", "two keys of sixteen bytes")

    assert Redactor([Patterns()], "hash", key=b"one key of sixteen bytes").redact(text) == from_environment
    assert Redactor([Patterns()], "hash").redact(text) != from_environment


@pytest.mark.skipif(os.name == "nt", reason="the environment is text on Windows")
def test_a_key_of_any_bytes_can_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environb, b"PII_KEY", bytes(range(248, 256)) * 2)

    assert Redactor([Patterns()], "hash").redact("n:Jane Roe;") == Redactor(
        [Patterns()], "hash", key=bytes(range(248, 256)) * 2
    ).redact("n:Jane Roe;")


# ------------------------------------------------------------------------------ labels of one's own, lists, thresholds, masks


@dataclass(frozen=True)
class Phones:
    """A detector that brings a label of its own."""

    name: str = "phones"
    labels: tuple[str, ...] = ("PHONE",)

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        return [
            [Span(*match.span(), "PHONE", 0.6, "phones") for match in re.finditer(r"\b555-\d{4}\b", text)]
            for text in texts
        ]

    def describe(self) -> Mapping[str, object]:
        return {}


CALL = "call 555-0142 or jane@roe.org"


def test_a_label_of_ones_own_goes_all_the_way() -> None:
    redaction = Redactor([Rules(), Phones()]).redact(CALL)

    assert redaction.text == "call <PHONE> or <EMAIL>"
    assert [(span.label, span.source) for span in redaction.spans] == [("PHONE", "phones"), ("EMAIL", "rules.email")]
    assert Redactor(["rules", Phones()], Policy({"PHONE": "number"})).redact(CALL).text == "call <PHONE_1> or <EMAIL>"
    assert Redactor([Phones()], "mask").redact(CALL).text == "call ******** or jane@roe.org"


def test_a_policy_for_a_label_that_nothing_finds_is_a_mistake_where_all_detectors_say_what_they_find() -> None:
    policy = Policy({"PONE": "mask"})

    with pytest.raises(ConfigError, match="no detector finds PONE; labels are EMAIL, .*PHONE"):
        Redactor(["rules", Phones()], policy)
    with pytest.raises(ConfigError, match="no detector finds PONE"):  # rather than that there is no key
        Redactor(["rules"], Policy({"PONE": "hash"}))
    assert Redactor([Patterns()], policy).redact("n:Jane Roe;").text == "n:<NAME>;"


def test_detectors_are_objects_with_settings_of_their_own() -> None:
    never = Encoder(thresholds=dict.fromkeys(Label, 1.0), gate=False)
    text = "# Written by Jane Marlowe"

    assert [span.label for span in Redactor([Encoder(operating_point="recall")]).detect(text)] == [NAME]
    assert Redactor([never]).detect(text) == []
    assert pickle.loads(pickle.dumps(never)).describe() == never.describe()
    with pytest.raises(ConfigError, match="thresholds for PHONE: the bundle finds NAME, "):
        Encoder(thresholds={"PHONE": 0.5})


def test_labels_and_scores_that_are_not_wanted_are_not_reported() -> None:
    assert Redactor([Rules(), Phones()], only=["PHONE"]).redact(CALL).text == "call <PHONE> or jane@roe.org"
    assert Redactor([Rules(), Phones()], thresholds={"PHONE": 0.7}).redact(CALL).text == "call 555-0142 or <EMAIL>"
    assert Redactor([Rules(), Phones()], thresholds={"PHONE": 0.6}).redact(CALL).text == "call <PHONE> or <EMAIL>"
    (resolution,) = Redactor([Rules(), Phones()], only=["EMAIL"]).explain_batch([CALL])
    assert [loss.reason for loss in resolution.dropped] == ["label"]


def test_what_is_allowed_stands_and_is_reported_as_such() -> None:
    redactor = Redactor([Rules(), Phones()], allow=["jane@roe.org"])

    redaction = redactor.redact(CALL)

    assert redaction.text == "call <PHONE> or jane@roe.org"
    assert [span.reason for span in redaction.spans] == ["", "allowed"]
    assert Redactor([Rules()], allow=Terms(patterns=(r".*@roe\.org",))).redact(CALL).text == CALL


def test_what_is_denied_is_found_whatever_the_detectors_say() -> None:
    redactor = Redactor([Rules()], deny={"PROJECT": ["Falcon"], "EMAIL": Terms(patterns=(r"\bjane\b",))})

    redaction = redactor.redact("Falcon, Falconry, jane; jane@roe.org")

    assert redaction.text == "<PROJECT>, Falconry, <EMAIL>; <EMAIL>"
    assert redaction.spans[0].source == "deny"
    assert json.dumps(redactor.describe()).count("Falcon") == 0


MASKED = [
    "password = '<PASSWORD>'",
    "password: ********",
    "password = '[REDACTED]'",
    "token: {{SECRET}}",
    "Written by <PERSON> <&lt;EMAIL_ADDRESS&gt;>",
    "api_key = '__KEY__'",
    "n:<NAME_12>; k:<KEY:0123456789abcdef>; p:***REMOVED***; u:[USERNAME_1]; e:%3CEMAIL%3E;",
]


@pytest.mark.parametrize("text", MASKED)
def test_masks_whosever_are_left_alone(text: str) -> None:
    assert Redactor(["rules", Patterns()], decoys=[]).redact(text).text == text


def test_what_stands_beside_a_mask_is_still_masked() -> None:
    text = "p:<NAME>hunter2; p:hunter2<KEY_1>; p:****hunter2;"

    assert patterns(decoys=[]).redact(text).text == "p:<NAME><PASSWORD>; p:<PASSWORD><KEY_1>; p:<PASSWORD>;"


@settings(max_examples=2000)
@given(TEXTS, st.sampled_from(["tag", "number", "mask", "hash", "surrogate", "remove", "keep", "starcoder"]))
def test_redacting_again_changes_nothing(text: str, policy: str) -> None:
    # A surrogate of a name that mixes rare ideographs with Latin letters is not yet told from a name.
    assume(policy != "surrogate" or max(map(ord, text), default=0) < 0x10000)
    # Without the vetoes: some look at what stands around a value, which is another after the first time.
    redactor = patterns(policy, decoys=NOBODYS)
    redacted = redactor.redact(text).text

    assert redactor.redact(redacted).text == redacted


# ------------------------------------------------------------------------------------------------ description and secrecy


KEY_BYTES = b"0123456789-made-up-key"


def test_the_description_is_complete_json() -> None:
    told = json.loads(json.dumps(patterns("starcoder", decoys=["uuid"]).describe()))

    assert told["detectors"] == {"patterns": {"version": 1}}
    assert told["policy"] == replace(PRESETS["starcoder"], decoys=("uuid",)).describe()


def test_settings_that_change_the_result_change_the_description() -> None:
    redactors = [
        Redactor([Patterns()]),
        Redactor([Patterns("other")]),
        Redactor([Patterns()], "mask"),
        Redactor([Patterns()], decoys=[]),
        Redactor([Patterns()], "hash", key=b"one key of sixteen bytes"),
        Redactor([Patterns()], "hash", key=b"two keys of sixteen bytes"),
    ]

    assert len({json.dumps(redactor.describe()) for redactor in redactors}) == len(redactors)


def test_an_empty_key_is_no_key() -> None:
    assert Redactor([Patterns()], key=b"").describe() == Redactor([Patterns()], key=None).describe()


@pytest.mark.parametrize("policy", ["tag", "hash"])
def test_the_key_is_nowhere_to_be_read(policy: str) -> None:
    redactor = Redactor([Patterns()], policy, key=KEY_BYTES)

    shown = repr(redactor) + str(redactor) + json.dumps(redactor.describe())

    assert KEY_BYTES.decode() not in shown
    assert KEY_BYTES.hex() not in shown


@given(TEXTS)
def test_no_repr_shows_a_value(text: str) -> None:
    secret = "hunter2swordfish"
    redactor = patterns()
    text = f"{text};k:{secret};"

    results = redactor.redact(text), redactor.detect(text), redactor.explain_batch([text]), redactor

    assert not any(part in repr(result) for result in results for part in (secret, secret[:6], secret[-6:]))


def test_a_redaction_tells_its_size_only() -> None:
    assert repr(patterns().redact("n:Jane Roe; and Jim Roe")) == "Redaction(21 characters, 1 replacements)"
    assert repr(Replacement(Span(0, 4, NAME), 0, 6)).startswith("Replacement(span=Span(start=0, end=4, ")


# ------------------------------------------------------------------------------------------------------ the real detectors

SOURCE = """\
# Author: jane@roe.org, home /home/jroe
HOST = "93.184.216.34"  # not 1.2.3 and not std::vector
url = "postgres://jroe:Hq7xW2m9Kd@db.roe.org/app"
github_token = "ghp_q7Wm2Kd9RfTz4LxNb8Vc3JhGs6Yp1Ae5Uo0i"
version = "1.2.3.4"
password = "${DB_PASS}"
"""
HARD = [
    "",
    "\0",
    "\ud800jane@roe.org\udfff",
    "\U0001f600 jane@roe.org \U0001f600\r\nroe: 93.184.216.34\r\n",
    "jane@roe.org",
    "jane@roe.org,jim@roe.org",
    "\ufeffjane@roe.org\0\0\0",
    "a" * 5000 + " jane@roe.org " + "\ud83d" * 50,
    "\u2028jane@roe.org\u2029\x85\x0b\x0c\x1c",
    SOURCE,
    SOURCE.replace("\n", "\r\n"),
    SOURCE.replace("\n", " "),
]


@pytest.fixture(scope="module")
def real() -> Redactor:
    return Redactor()


def test_all_detectors_are_the_default(real: Redactor) -> None:
    assert DEFAULT_DETECTORS == ("rules", "encoder")
    assert [detector.name for detector in real.detectors] == ["rules", "encoder"]
    assert all(isinstance(detector, Detector) for detector in real.detectors)
    assert inspect.signature(Redactor).parameters["detectors"].default == DEFAULT_DETECTORS


def test_a_source_file_under_the_default_settings(real: Redactor) -> None:
    redaction = real.redact(SOURCE)

    found = {(str(r.span.label), SOURCE[r.span.start : r.span.end]) for r in redaction.replacements}
    assert found >= {
        ("EMAIL", "jane@roe.org"),
        ("USERNAME", "jroe"),
        ("IP_ADDRESS", "93.184.216.34"),
        ("PASSWORD", "Hq7xW2m9Kd"),
        ("KEY", "ghp_q7Wm2Kd9RfTz4LxNb8Vc3JhGs6Yp1Ae5Uo0i"),
    }
    assert 'version = "1.2.3.4"\npassword = "${DB_PASS}"\n' in redaction.text
    assert "# not 1.2.3 and not std::vector\n" in redaction.text


@pytest.mark.parametrize("policy", ["tag", "mask", "remove", "keep", "starcoder", "hash"])
@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_hard_texts_keep_everything_outside_their_spans(text: str, policy: str) -> None:
    redaction = Redactor(policy=policy, key=MADE_UP).redact(text)

    before = after = 0
    for r in redaction.replacements:
        assert redaction.text[after : r.start] == text[before : r.span.start]
        before, after = r.span.end, r.end
    assert redaction.text[after:] == text[before:]


@pytest.mark.parametrize("text", [text for text in HARD if "@" in text], ids=str)
def test_the_address_in_a_hard_text_is_found_at_its_place(text: str, real: Redactor) -> None:
    found = [text[span.start : span.end] for span in real.detect(text) if span.label is EMAIL]

    assert "jane@roe.org" in found
    assert "jane@roe.org" not in real.redact(text).text


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_batch_size_and_order_change_nothing_for_the_real_detectors(size: int, real: Redactor) -> None:
    texts = HARD * 3
    order = random.Random(size).sample(range(len(texts)), len(texts))

    found: dict[int, Redaction] = {}
    for first in range(0, len(order), size):
        batch = order[first : first + size]
        found |= zip(batch, real.redact_batch([texts[index] for index in batch]), strict=True)

    assert [found[index] for index in range(len(texts))] == [real.redact(text) for text in texts]


def test_the_default_redactor_travels_between_processes(real: Redactor) -> None:
    copy = pickle.loads(pickle.dumps(real))

    assert copy.redact_batch(HARD) == real.redact_batch(HARD)
    assert json.loads(json.dumps(copy.describe())) == json.loads(json.dumps(real.describe()))


def test_two_processes_agree(real: Redactor) -> None:
    code = "import sys, pii; sys.stdout.buffer.write(pii.redact(sys.stdin.buffer.read().decode()).text.encode())"

    seen = [
        subprocess.run(
            [sys.executable, "-c", code],
            input=SOURCE.encode(),
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    ]

    assert seen == [real.redact(SOURCE).text] * 2


def test_the_two_functions_are_the_default_redactor(real: Redactor) -> None:
    assert pii.redact(SOURCE) == real.redact(SOURCE)
    assert pii.detect(SOURCE) == real.detect(SOURCE)


@given(st.text(max_size=200))
def test_any_text_at_all_is_redacted(text: str) -> None:
    redaction = pii.redact(text)

    assert [r.span for r in redaction.replacements] == pii.detect(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('"aws_access_key_id": "AKIAMADEUP234567ABCD",', "AKIAMADEUP234567ABCD"),
        ('{"auths": {"example.org": {"auth": "ajpsYXJrbWlzdA=="}}}', "ajpsYXJrbWlzdA=="),
    ],
)
def test_a_key_whose_form_tells_stands_under_any_name(text: str, key: str) -> None:
    spans = Redactor(detectors=["rules"]).detect(text)
    assert [(text[span.start : span.end], span.label) for span in spans] == [(key, "KEY")]


@dataclass(frozen=True)
class Careless:
    """A detector that gives the same lists whatever the texts."""

    lists: tuple[tuple[Span, ...], ...]
    name: str = "mine"

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        return [list(spans) for spans in self.lists]

    def describe(self) -> Mapping[str, object]:
        return {}


@pytest.mark.parametrize("others", [(), ("rules",)])
@pytest.mark.parametrize("count", [0, 2])
def test_a_detector_that_gives_too_few_lists_or_too_many_is_named(others: tuple[str, ...], count: int) -> None:
    with pytest.raises(DetectorError, match=rf"'mine' gave {count} lists for 1 texts"):
        Redactor(detectors=[*others, Careless(((),) * count)]).redact("by Jane Roe")


@pytest.mark.parametrize("place", [(0, 12), (11, 12)])
def test_a_detector_that_gives_a_span_outside_its_text_is_named(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"'mine' gave a span from .* of a text of 11 characters"):
        Redactor(detectors=[Careless(((Span(*place, NAME),),))]).redact("by Jane Roe")
