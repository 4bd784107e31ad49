"""Lists of unequal length put into their places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.arrays import ragged

compiled = pytest.importorskip("search.arrays.compiled_inversion")

TYPES = st.sampled_from((np.uint8, np.uint16, np.uint32))


@given(st.lists(st.integers(0, 5), max_size=10), st.data(), TYPES)
def test_both_ways_put_lists_where_they_belong(
    counts: list[int], data: st.DataObject, dtype: type
) -> None:
    order = data.draw(st.permutations(range(len(counts))))
    places = np.zeros(len(counts), np.int64)
    places[order] = np.cumsum([0, *(counts[n] for n in order)])[:-1]
    values = np.arange(1, sum(counts) + 1)
    parts = np.split(values, np.cumsum(counts)[:-1]) if counts else []
    expected = [int(value) for n in order for value in parts[n]]
    for put_lists in (ragged.put_lists, compiled.put_lists):
        target = np.zeros(sum(counts), dtype)
        put_lists(target, places, np.array(counts, np.int64), values)
        assert target.tolist() == expected
