"""Surrogates: the same for the same, of the same kind, nobody's, and never themselves."""

import ipaddress
import re
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pii import Redactor
from pii.errors import ConfigError
from pii.labels import Label
from pii.policies import PRESETS
from pii.replacing.replacements import replacements
from pii.replacing.surrogates import Surrogates

NAME, EMAIL, USERNAME, IP, KEY, PASSWORD = Label
MADE_UP = b"a made-up key for tests"
SURROGATES = Surrogates(MADE_UP)
OTHERS = Surrogates(b"another made-up key")
ELSEWHERE = Surrogates(MADE_UP, "elsewhere")

WORD = st.text("abcdefghijklmnoprstuvwyzéüłşığ", min_size=2, max_size=10)
NAMES = st.lists(WORD.map(str.title), min_size=1, max_size=3).map(" ".join)
CYRILLIC = st.text("абвгдежзиклмнопрстуфхцчшэюя", min_size=2, max_size=9).map(str.title)
MIXED = st.text("aAßıİéɅÉωΣςЖбՀქᲥ明々𠀀豈ｱアぁ가م٣²Ⅷ१ºǅﬁŉʼกक\u0301-. ", min_size=1, max_size=8)
VALUES = st.one_of(
    st.tuples(MIXED, st.sampled_from((NAME, USERNAME, EMAIL, PASSWORD))),
    st.tuples(st.one_of(NAMES, CYRILLIC), st.just(NAME)),
    st.tuples(st.from_regex(r"[a-z]{2,8}[._-]?[a-z]{0,8}[0-9]{0,3}", fullmatch=True), st.just(USERNAME)),
    st.tuples(st.from_regex(r"[a-z]{1,8}\.[a-z]{2,8}@[a-z]{3,9}\.(?:com|net|io)", fullmatch=True), st.just(EMAIL)),
    st.tuples(st.ip_addresses(v=4).map(str), st.just(IP)),
    st.tuples(st.ip_addresses(v=6).map(str), st.just(IP)),
    st.tuples(st.from_regex(r"(?:sk_live_|ghp_|AKIA)?[A-Za-z0-9]{16,40}", fullmatch=True), st.just(KEY)),
    st.tuples(st.text(min_size=4, max_size=20), st.just(PASSWORD)),
    st.tuples(st.from_regex(r"555-[0-9]{4}", fullmatch=True), st.just("PHONE")),
)


@settings(max_examples=2000)
@given(VALUES)
@example(("0D00000000000000", KEY))
def test_a_surrogate_is_the_same_everywhere_and_itself_when_made_again(case: tuple[str, str]) -> None:
    value, label = case

    made = SURROGATES(value, label)

    assert Surrogates(MADE_UP)(value, label) == made
    assert SURROGATES(made, label) == made


@settings(max_examples=2000)
@given(VALUES)
def test_a_surrogate_does_not_tell_the_value(case: tuple[str, str]) -> None:
    value, label = case

    made = SURROGATES(value, label)

    if sum(map(str.isalnum, value)) > 6 and label != "IP_ADDRESS":
        assert made != value
        assert value not in made


@pytest.mark.parametrize("other", [OTHERS, ELSEWHERE])
def test_other_keys_and_scopes_give_other_surrogates(other: Surrogates) -> None:
    values = [("Jane Roe", NAME), ("jane.roe@roe.org", EMAIL), ("93.184.216.34", IP), ("ghp_" + "q7Wm" * 9, KEY)]

    assert all(SURROGATES(*case) != other(*case) for case in values)


@settings(max_examples=500)
@given(NAMES)
def test_a_name_keeps_script_capitals_and_its_words(name: str) -> None:
    made = SURROGATES(name, NAME)

    assert re.sub(r"\w+", "w", made) == re.sub(r"\w+", "w", name)
    assert [word[0].isupper() for word in made.split()] == [word[0].isupper() for word in name.split()]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Иван Петров", "а-я"), ("李明", "\u4e00-\u9fff"), ("Νίκος", "α-ω"), ("محمد", "\u0600-\u06ff")],
)
def test_a_name_stays_in_its_script(name: str, letters: str) -> None:
    assert re.fullmatch(f"[{letters} ]+", SURROGATES(name, NAME).lower())


def test_name_mail_and_account_stay_one_persons() -> None:
    first, last = SURROGATES("Jane Roe", NAME).lower().split()

    assert SURROGATES("jane.roe@roe.org", EMAIL).startswith(f"{first}.{last}@")
    assert SURROGATES("jane_roe", USERNAME) == f"{first}_{last}"
    assert SURROGATES("JaneRoe", USERNAME).lower() == first + last
    assert SURROGATES("J. Roe", NAME)[0].lower() == SURROGATES("j.roe@roe.org", EMAIL)[0]


@settings(max_examples=500)
@given(st.from_regex(r"[a-z]{2,8}@[a-z]{3,9}\.(?:com|org)", fullmatch=True))
def test_mail_goes_nowhere(value: str) -> None:
    assert re.fullmatch(r"[a-z]+@[a-z]+\.example", SURROGATES(value, EMAIL))


def test_who_shares_a_domain_still_does() -> None:
    one, other, third = (
        SURROGATES(mail, EMAIL).partition("@")[2] for mail in ("a.b@roe.org", "c@roe.org", "a.b@roe.net")
    )

    assert one == other != third


@settings(max_examples=500)
@given(st.ip_addresses(v=4), st.integers(0, 32))
def test_addresses_are_routed_nowhere_and_keep_their_prefixes(address: ipaddress.IPv4Address, length: int) -> None:
    neighbour = ipaddress.IPv4Address(int(address) ^ (1 << (31 - length) if length < 32 else 0))
    one, other = (ipaddress.IPv4Address(SURROGATES(str(each), IP)) for each in (address, neighbour))

    assert one in ipaddress.ip_network("240.0.0.0/4")
    if length >= 16 and int(address) >> 28 != 15:
        assert (int(one) ^ int(other)).bit_length() == 32 - length


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_addresses_of_the_sixth_version_too(address: ipaddress.IPv6Address, host: int) -> None:
    neighbour = ipaddress.IPv6Address(int(address) >> 64 << 64 | host)
    one, other = (ipaddress.IPv6Address(SURROGATES(str(each), IP)) for each in (address, neighbour))

    assert one in ipaddress.ip_network("fd00::/8")
    assert int(one) >> 64 == int(other) >> 64


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("AKIA" + "Q7WM2KD9RFTZ4LXN", r"AKIA[0-9A-Z]{16}"),
        ("sk_live_51HxYzAbCdEfGhIjKlMnOp", r"sk_live_\d\d[A-Z][a-z][A-Z][a-z][A-Za-z]{16}"),
        ("5f3ab9c0d1e2f4a6b7c8d9e0f1a2b3c4", r"[0-9a-f]{32}"),
        ("-----BEGIN KEY-----\nq7Wm2Kd9Rf==\n-----END KEY-----", r"-----BEGIN KEY-----\n\w{10}==\n-----END KEY-----"),
    ],
)
def test_a_key_keeps_prefix_length_and_alphabet(value: str, pattern: str) -> None:
    assert re.fullmatch(pattern, SURROGATES(value, KEY))


def test_a_token_keeps_a_checksum_that_holds() -> None:
    made = SURROGATES("ghp_" + "q7Wm2Kd9RfTz4LxNb8Vc3JhGs6Yp1Ae5Uo0i", KEY)

    number = 0
    for digit in made[-6:]:
        number = number * 62 + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".index(digit)
    assert number == zlib.crc32(made[4:-6].encode())


def test_few_of_many_people_get_the_same_name() -> None:
    people = {
        f"{first}{a} {last}{b}" for first in ("Jan", "Kim") for last in ("Roe", "Doe") for a in "aeiou" for b in "knst"
    }

    assert len({SURROGATES(name, NAME) for name in people}) == len(people)


def test_the_action_needs_a_key() -> None:
    with pytest.raises(ConfigError, match="'surrogate' needs a key"):
        replacements(PRESETS["surrogate"], [("Jane Roe", NAME)])
    with pytest.raises(ConfigError, match="'surrogate' needs a key"):
        Redactor(["rules"], "surrogate", key=b"")


def test_a_scope_may_be_the_file() -> None:
    redactor = Redactor(["rules"], "surrogate", key=MADE_UP, scope="file")
    text = "# Author: Jane Roe"

    assert redactor.redact(text, "a.py").text != redactor.redact(text, "b.py").text
    assert redactor.redact(text, "a.py").text == redactor.redact(text, "a.py").text
    with pytest.raises(ConfigError, match="scope 'file'.*path"):
        redactor.redact(text)
