"""Which stretches are near each other, told pair by pair."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.arrays.spans import Rank, Reaching, Spans, distinct, near, pairs, ranks, united

Stretch = tuple[int, int, bool]
"""First word, last word, and whether words stand inside that are no part of it."""


@st.composite
def stretches(draw: st.DrawFn) -> list[Stretch]:
    """Up to eight in thirty words; single words and pairs side by side are not gappy."""
    found = {}
    for first, length, gappy in draw(
        st.lists(st.tuples(st.integers(0, 25), st.integers(0, 5), st.booleans()), max_size=8)
    ):
        found[first, first + length] = gappy and length > 1
    return [(*place, gappy) for place, gappy in found.items()]


def spans(several: list[Stretch]) -> Spans:
    first, last, gappy = zip(*several, strict=True) if several else ((), (), ())
    return distinct(np.array(first, np.int64), np.array(last, np.int64), np.array(gappy, bool))


def told(found: Spans) -> list[Stretch]:
    columns = found.first.tolist(), found.last.tolist(), found.gappy.tolist()
    return list(zip(*columns, strict=True))


def are_near(one: Stretch, other: Stretch, within: int, ordered: bool) -> bool:
    if 0 < other[0] - one[1] <= within:
        return True
    return not ordered and (
        0 < one[0] - other[1] <= within or is_inside(one, other) or is_inside(other, one)
    )


def is_inside(inner: Stretch, outer: Stretch) -> bool:
    return outer[2] and outer[0] < inner[0] and inner[1] < outer[1]


def together(one: Stretch, other: Stretch) -> Stretch:
    between = max(one[0], other[0]) - min(one[1], other[1]) > 1
    return min(one[0], other[0]), max(one[1], other[1]), one[2] or other[2] or between


@pytest.fixture(params=["numpy", "compiled"])
def rank(request: pytest.FixtureRequest) -> Rank:
    if request.param == "numpy":
        return ranks
    compiled: Rank = pytest.importorskip("search.arrays.compiled_spans").ranks
    return compiled


def test_a_stretch_is_near_a_gappy_one_that_it_stands_strictly_inside_of(rank: Rank) -> None:
    gappy, whole = spans([(0, 9, True)]), spans([(0, 9, False)])
    inside = spans([(0, 2, False), (1, 1, False), (4, 5, True), (8, 9, False)])
    nothing = np.zeros(4, bool)
    for outer, expected in ((gappy, [False, True, True, False]), (whole, nothing.tolist())):
        one, other = Reaching(inside, inside.last), Reaching(outer, outer.last)
        assert near(one, other, False, rank).tolist() == expected
        assert near(other, one, False, rank).tolist() == [any(expected)]
        assert not near(one, other, True, rank).any()


def test_a_pair_is_gappy_where_words_stand_between_its_parts(rank: Rank) -> None:
    one, other = spans([(3, 3, False)]), spans([(1, 1, False), (4, 4, False), (5, 5, False)])
    reaching = Reaching(one, one.last + 2), Reaching(other, other.last + 2)
    found = united(list(pairs(*reaching, False, rank)))
    assert told(found) == [(1, 3, True), (3, 4, False), (3, 5, True)]


@given(stretches(), stretches(), st.integers(1, 6), st.booleans())
def test_what_is_near_and_the_pairs_of_it(
    left: list[Stretch], right: list[Stretch], within: int, ordered: bool
) -> None:
    one, other = spans(left), spans(right)
    reaching = Reaching(one, one.last + within), Reaching(other, other.last + within)
    met = [(a, b) for a, b in product(told(one), told(other)) if are_near(a, b, within, ordered)]
    assert near(*reaching, ordered).tolist() == [a in dict(met) for a in told(one)]
    expected: dict[tuple[int, int], bool] = {}
    for first, last, gappy in (together(a, b) for a, b in met):
        expected[first, last] = gappy or expected.get((first, last), False)
    found = united(list(pairs(*reaching, ordered)))
    assert told(found) == [(*place, expected[place]) for place in sorted(expected)]
