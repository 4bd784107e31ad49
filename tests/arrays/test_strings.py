"""Many strings put in order at once."""

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.arrays.strings import order_of

BEGINNINGS = st.sampled_from(("", "a" * 8, "a" * 24, "b" * 24))


@given(st.lists(st.tuples(BEGINNINGS, st.text("abé", max_size=3)).map("".join), unique=True))
def test_strings_are_ordered_by_their_bytes(strings: list[str]) -> None:
    encoded = [string.encode() for string in strings]
    text = np.frombuffer(b"".join(encoded), np.uint8)
    starts = np.array([0, *accumulate(map(len, encoded))], np.int64)
    assert [encoded[n] for n in order_of(text, starts)] == sorted(encoded)
