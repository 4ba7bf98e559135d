"""Damage of every kind to bytes, for the tests of what reads files that somebody else has made."""

from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from pii.errors import PiiError

CANARY = "hunter2-Zq9"
"""A value that no message may repeat."""

Edit = tuple[float, int, bytes]
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=8),
            st.sampled_from(
                [b"[" * 3_000, b"9" * 5_001, b"\n", b"\t", b'"', b"{", b"null", b"-1", b"1e999", b"\\ud800"]
            ),
        ),
    ),
    min_size=1,
    max_size=4,
)
"""Places as a share of the length, how many bytes go there, and what comes in their stead."""


def examples(factor: float = 2) -> settings:
    """So many times the examples of the profile: fifty times as many with `--hypothesis-profile thorough`."""
    return settings(
        max_examples=max(1, int(factor * settings().max_examples)),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


def damaged(data: bytes, edits: list[Edit]) -> bytes:
    """The bytes with these edits made one after the other."""
    for place, length, new in edits:
        at = int(place * len(data))
        data = data[:at] + new + data[at + length :]
    return data


def refused(read: Callable[[], object], kind: type[PiiError]) -> None:
    """Read it, or be refused in one line that repeats no value."""
    try:
        read()
    except kind as error:
        assert "\n" not in str(error) and CANARY not in str(error)
