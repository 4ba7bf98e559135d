"""From overlapping spans to disjoint ones: invariants, a slow restatement, and the decided cases."""

import pickle
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii.decoys import DECOYS, NOT_PERSONAL
from pii.finding.resolve import Dropped, Resolution, rank, resolve
from pii.labels import Label
from pii.spans import Span, disjoint

NAME, EMAIL, USERNAME, IP, KEY, PASSWORD = Label

TEXT = "q7Wm2Kd9Rf" * 5
BY_RANK = (
    "rules.private_key",
    "rules.email",
    "rules.ip",
    "secrets.AWSKeyDetector",
    "encoder",
)
SOURCES = (*BY_RANK, "rules.key_formats", "rules.account_field", "secrets", "somebody.else", "")

SPANS = st.builds(
    lambda start, length, label, score, source: Span(start, min(start + length, len(TEXT)), label, score, source),
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 20),
    st.sampled_from(Label),
    st.sampled_from([0.25, 0.5, 1.0]),
    st.sampled_from(SOURCES),
)
ANY_TEXT = st.text(
    st.sampled_from(["1", "2", ".", "a", "x", "@", " ", "\n", "\r", "\0", "\ud800", "\U0001f600", ":", "<", ">"]),
    min_size=1,
    max_size=60,
)


@st.composite
def texts_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(ANY_TEXT)
    places = st.integers(0, len(text))
    spans = [
        Span(min(a, b), max(a, b), label, score, source)
        for a, b, label, score, source in draw(
            st.lists(
                st.tuples(places, places, st.sampled_from(Label), st.floats(0, 1), st.sampled_from(SOURCES)),
                max_size=12,
            )
        )
        if a != b
    ]
    return text, spans


def places(*spans: Span) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


@given(texts_and_spans(), st.sampled_from([(), NOT_PERSONAL, tuple(DECOYS)]))
def test_spans_are_disjoint_sorted_and_inside_the_text(case: tuple[str, list[Span]], decoys: tuple[str, ...]) -> None:
    text, spans = case

    found = resolve(text, spans, decoys).spans

    assert disjoint(found)
    assert list(found) == sorted(found)
    assert all(0 <= span.start < span.end <= len(text) for span in found)


@given(texts_and_spans(), st.randoms(use_true_random=False))
def test_the_order_of_the_detectors_changes_nothing(case: tuple[str, list[Span]], draw: random.Random) -> None:
    text, spans = case
    shuffled = spans.copy()
    draw.shuffle(shuffled)

    assert resolve(text, shuffled, tuple(DECOYS)) == resolve(text, spans, tuple(DECOYS))


@given(texts_and_spans(), st.sampled_from([(), NOT_PERSONAL, tuple(DECOYS)]))
def test_every_span_is_kept_or_clipped_or_dropped_with_a_reason(
    case: tuple[str, list[Span]], decoys: tuple[str, ...]
) -> None:
    text, spans = case

    found = resolve(text, spans, decoys)

    left = spans.copy()
    for gone in found.dropped:
        left.remove(gone.span)
        assert gone.reason.removeprefix("decoy:") in decoys or gone.reason.startswith("overlaps:")
    for survivor in found.spans:
        assert any(
            (span.label, span.score, span.source) == (survivor.label, survivor.score, survivor.source)
            and span.start <= survivor.start < survivor.end <= span.end
            for span in left
        )
    assert all(places(span) & places(*found.spans) for span in left)


@given(texts_and_spans())
def test_what_is_resolved_stays_as_it_is(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    found = resolve(text, spans, ())

    assert resolve(text, found.spans, ()) == Resolution(found.spans, ())


def plain(spans: list[Span]) -> list[Span]:
    """The definition with sets of positions: the strongest takes its characters, the next what is left of its own; an address,
    and what the network finds, is whole or nothing, but for its secrets around what is none."""
    owner: dict[int, Span] = {}
    for span in sorted(spans, key=lambda span: (rank(span), -len(span), -span.score, span)):
        free = places(span) - owner.keys()
        winners = {owner[place].label for place in places(span) & owner.keys()}
        secret = span.label in (KEY, PASSWORD) and not winners & {KEY, PASSWORD}
        whole = span.label in (EMAIL, IP) or span.source == "encoder" and not secret
        if whole and len(free) < len(span):
            continue
        if 2 * len(free) > len(span):
            owner |= dict.fromkeys(free, span)
    pieces: list[Span] = []
    for place in sorted(owner):
        span = owner[place]
        if place and owner.get(place - 1) is span:
            pieces[-1] = Span(pieces[-1].start, place + 1, span.label, span.score, span.source)
        else:
            pieces.append(Span(place, place + 1, span.label, span.score, span.source))
    return pieces


@given(st.lists(SPANS, max_size=14))
def test_ownership_equals_a_plain_restatement(spans: list[Span]) -> None:
    assert list(resolve(TEXT, spans, ()).spans) == plain(spans)


@pytest.mark.parametrize(("stronger", "weaker"), list(zip(BY_RANK, BY_RANK[1:], strict=False)))
def test_structure_decides_before_guesses(stronger: str, weaker: str) -> None:
    inside, around = Span(4, 10, EMAIL, 0.1, stronger), Span(3, 11, NAME, 1.0, weaker)

    found = resolve(TEXT, [around, inside])

    assert found == Resolution((inside,), (Dropped(around, f"overlaps:{stronger}"),))


def test_a_source_belongs_to_its_detector_unless_it_has_a_rank_of_its_own() -> None:
    assert rank(Span(0, 1, KEY, source="secrets.ArtifactoryDetector")) == rank(Span(0, 1, KEY, source="secrets"))
    assert rank(Span(0, 1, KEY, source="rules.account_field")) == rank(Span(0, 1, KEY, source="mine"))
    assert rank(Span(0, 1, KEY, source="encoder")) > rank(Span(0, 1, KEY, source="mine"))


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        pytest.param(Span(0, 10, NAME, 0.5), Span(0, 9, EMAIL, 0.9), id="the longer"),
        pytest.param(Span(0, 10, NAME, 0.9), Span(5, 15, EMAIL, 0.5), id="then the more certain"),
        pytest.param(Span(0, 10, NAME, 0.5), Span(5, 15, NAME, 0.5), id="then the first"),
        pytest.param(Span(0, 10, EMAIL, 0.5), Span(0, 10, NAME, 0.5), id="then the label by name"),
        pytest.param(Span(0, 10, NAME, 0.5), Span(0, 10, NAME, 0.5), id="the same twice"),
    ],
)
def test_within_a_rank(winner: Span, loser: Span) -> None:
    for spans in ([winner, loser], [loser, winner]):
        assert resolve(TEXT, spans) == Resolution((winner,), (Dropped(loser, "overlaps:"),))


def test_spans_that_touch_both_stay() -> None:
    spans = (Span(0, 5, NAME, source="encoder"), Span(5, 9, EMAIL, source="rules.email"))

    assert resolve(TEXT, spans) == Resolution(spans, ())


def test_touching_is_no_loss_and_leaves_white_space_alone() -> None:
    text = "ab \n cd"
    spans = (Span(0, 3, NAME), Span(3, 5, KEY), Span(5, 7, NAME))

    for given_first in spans:
        assert resolve(text, [given_first, *spans], ()).spans == spans


def test_a_span_that_loses_less_than_half_keeps_the_rest() -> None:
    secret, address = Span(0, 20, PASSWORD, 0.8, "encoder"), Span(15, 30, EMAIL, 1.0, "rules.email")

    assert resolve(TEXT, [secret, address]).spans == (Span(0, 15, PASSWORD, 0.8, "encoder"), address)


def test_a_span_that_loses_half_is_dropped() -> None:
    secret, address = Span(0, 20, PASSWORD, 0.8, "encoder"), Span(10, 30, EMAIL, 1.0, "rules.email")

    assert resolve(TEXT, [secret, address]) == Resolution((address,), (Dropped(secret, "overlaps:rules.email"),))


@pytest.mark.parametrize("start", [1, 5, 16, 25, 37])
def test_a_small_value_inside_a_large_secret_does_not_lay_the_secret_open(start: int) -> None:
    secret, address = Span(0, 40, KEY, 1.0, "secrets.Base64"), Span(start, start + 2, IP, 1.0, "rules.ip")

    found = resolve(TEXT, [secret, address])

    assert places(*found.spans) == places(secret)
    assert found.dropped == ()


def test_several_small_values_inside_a_large_secret_neither() -> None:
    secret = Span(0, 40, KEY, 1.0, "secrets.Base64")
    inside = [Span(start, start + 3, IP, 1.0, "rules.ip") for start in (3, 12, 15, 37)]

    assert places(*resolve(TEXT, [secret, *inside]).spans) == places(secret)


def test_a_piece_starts_and_ends_with_no_white_space() -> None:
    text = "by Jane Roe the Elder\t jane@roe.org\r\n of Roe & Daughters"
    name = Span(3, len(text), NAME, 0.9, "mine")
    address = Span(text.index("jane@"), text.index("\r\n"), EMAIL, 1.0, "rules.email")

    found = resolve(text, [name, address]).spans

    assert [text[span.start : span.end] for span in found] == [
        "Jane Roe the Elder",
        "jane@roe.org",
        "of Roe & Daughters",
    ]


def test_pieces_of_a_name_around_a_nick_have_no_signs() -> None:
    text = 'Jane "Moss" Roe <jane@roe.org>'
    nick = Span(6, 10, USERNAME, 1.0, "rules.quoted_nick")

    found = resolve(text, [Span(0, 15, NAME, 0.9, "mine"), nick]).spans

    assert [text[span.start : span.end] for span in found] == ["Jane", "Moss", "Roe"]


def test_white_space_alone_is_no_piece() -> None:
    text = "Jane Roe, \n jane@roe.org"
    address = Span(text.index("jane@"), len(text), EMAIL, 1.0, "rules.email")
    comma = Span(text.index(","), text.index(",") + 1, NAME, 0.9, "rules.email")

    found = resolve(text, [Span(9 - 1, 12, NAME, 0.9, "encoder"), comma, address]).spans

    assert found == (comma, address)


def test_a_decoy_is_dropped_by_the_name_of_its_class() -> None:
    text = "password = your-password"
    span = Span(11, len(text), PASSWORD, 1.0, "rules.assignment")

    assert resolve(text, [span]) == Resolution((), (Dropped(span, "decoy:placeholder"),))
    assert resolve(text, [span], ()) == Resolution((span,), ())


def test_a_decoy_takes_no_characters_from_others() -> None:
    text = "v1.2.3.4"
    version, name = Span(1, 8, IP, 1.0, "rules.ip"), Span(0, 8, USERNAME, 0.6, "encoder")

    assert resolve(text, [version, name]) == Resolution((name,), (Dropped(version, "decoy:version"),))


def test_nothing_in_nothing_out() -> None:
    assert resolve("", []) == Resolution((), ())
    assert resolve(TEXT, iter([])) == Resolution((), ())


def test_what_is_given_may_be_an_iterator() -> None:
    assert resolve(TEXT, (Span(start, start + 2, NAME) for start in (5, 0))).spans == (
        Span(0, 2, NAME),
        Span(5, 7, NAME),
    )


def test_a_resolution_shows_no_values_and_travels_between_processes() -> None:
    text = "password = hunter2hunter2, your-password"
    found = resolve(text, [Span(11, 25, PASSWORD), Span(27, 40, PASSWORD), Span(20, 25, KEY)])

    assert "hunter2" not in repr(found)
    assert "your-password" not in repr(found)
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("around", [False, True], ids=["apart", "inside one large span"])
def test_very_many_spans_are_resolved_in_less_than_quadratic_time(around: bool) -> None:
    draw = random.Random(7)
    text = "x" * 800_000
    spans = [
        Span(start, start + draw.randint(1, 60), draw.choice(list(Label)), draw.random(), draw.choice(SOURCES))
        for start in range(0, len(text) - 60, 40)
    ]
    if around:
        spans.append(Span(0, len(text), KEY, 1.0, "secrets"))

    started = time.process_time()
    found = resolve(text, spans, ())

    assert disjoint(found.spans)
    assert time.process_time() - started < 5  # 20,000 spans; all pairs would be 400 million
