"""Private addresses for a document: distinct, neighbours kept, stable when done again, nothing of the value."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii.replacing.addresses import local_addresses, parse_address

NEAR = st.builds("93.184.{}.{}".format, st.integers(0, 3), st.integers(0, 255))
V4 = st.one_of(NEAR, st.ip_addresses(v=4).map(str))
V6 = st.one_of(st.builds("2a01:4f8:{:x}:{:x}::{:x}".format, *[st.integers(0, 3)] * 3), st.ip_addresses(v=6).map(str))
DOCUMENTS = st.lists(st.one_of(V4, V6), max_size=40)


@settings(max_examples=500)
@given(DOCUMENTS)
def test_distinct_addresses_get_distinct_private_ones_of_their_family(values: list[str]) -> None:
    new = local_addresses(values)

    assert new.keys() == set(values)
    assert len(set(new.values())) == len({ip_address(value) for value in values})
    for old, made in new.items():
        assert ip_address(made).is_private
        assert ip_address(made).version == ip_address(old).version


@settings(max_examples=500)
@given(DOCUMENTS)
def test_done_again_nothing_changes(values: list[str]) -> None:
    new = [local_addresses(values)[value] for value in values]

    assert [local_addresses(new)[value] for value in new] == new


@settings(max_examples=500)
@given(DOCUMENTS)
def test_who_shares_a_network_still_does_and_nobody_else(values: list[str]) -> None:
    new = local_addresses(values)

    def networks(value: str) -> list[object]:
        return [ip_network((value, length), strict=False) for length in ((16, 24) if "." in value else (48, 64))]

    v4 = [value for value in new if ip_address(value).version == 4]
    v6 = [value for value in new if ip_address(value).version == 6 and "." not in value]
    for family in (v4, v6):
        for one in family:
            for other in family:
                assert [a == b for a, b in zip(networks(one), networks(other), strict=True)] == [
                    a == b for a, b in zip(networks(new[one]), networks(new[other]), strict=True)
                ]


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("93.184.216.34", "10.100.1.1"),
        ("93.184.216.0/24", "10.100.1.0/24"),
        ("93.184.0.0/16", "10.100.0.0/16"),
        ("93.184.216.255", "10.100.1.255"),
        ("2a01:4f8:1:2::9", "fd00:0:1:1::1"),
        ("[2a01:4f8:1::9]", "[fd00:0:1::1]"),
        ("fe80::1%eth0", "fd00:0:1::1%eth0"),
        ("2a01:4f8:1::/48", "fd00:0:1::/48"),
    ],
)
def test_an_address_keeps_its_form(value: str, made: str) -> None:
    assert local_addresses([value]) == {value: made}


@pytest.mark.parametrize("value", ["", "x", "1.2.3", "010.1.1.1", "[", "%", "::g", "\ud800"])
def test_what_is_no_address_gets_none(value: str) -> None:
    assert parse_address(value) is None
    assert local_addresses([value]) == {}


def test_an_address_that_stands_is_not_given_to_another() -> None:
    new = local_addresses(["93.184.216.34", "93.184.216.35", "2a01:4f8:1::9"], ["10.100.1.1", "fd00:0:1::1", "none"])

    assert new == {"93.184.216.34": "10.100.1.2", "93.184.216.35": "10.100.1.3", "2a01:4f8:1::9": "fd00:0:1::1:0:1"}


@pytest.mark.parametrize("count", [300, 70_000])
def test_a_document_of_more_networks_than_there_are_private_ones_keeps_its_addresses_apart(count: int) -> None:
    values = [f"{1 + (n >> 16)}.{n >> 8 & 255}.{n & 255}.7" for n in range(0, count * 200, 200)]

    new = local_addresses(values)
    again = local_addresses(new.values())

    assert len(set(new.values())) == count
    assert all(made == again[made] for made in new.values())
