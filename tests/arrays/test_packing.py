"""Numbers packed four to a byte."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.arrays.packing import pack_pairs, unpack_pairs

numbers = st.lists(st.integers(0, 3), max_size=30)


@given(numbers)
def test_a_number_is_in_its_two_bits_of_its_byte(values: list[int]) -> None:
    packed = pack_pairs(np.array(values, np.uint8))
    assert len(packed) == (len(values) + 3) // 4
    assert [packed[i // 4] >> 2 * (i % 4) & 3 for i in range(len(values))] == values


@given(numbers, st.integers(0, 30), st.integers(0, 30))
def test_any_stretch_is_unpacked_as_it_was(values: list[int], first: int, last: int) -> None:
    first, last = sorted((min(first, len(values)), min(last, len(values))))
    packed = pack_pairs(np.array(values, np.uint8))
    assert unpack_pairs(packed, first, last).tolist() == values[first:last]
