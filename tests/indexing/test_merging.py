"""Which segments are merged, for any sizes."""

from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.merge_policy import segments_to_merge

sizes = st.lists(st.integers(1, 10**7), max_size=30)


@given(sizes)
def test_what_is_left_alone_is_much_larger_than_all_that_is_smaller(counts: list[int]) -> None:
    merged = segments_to_merge(counts, [0.0] * len(counts))
    for number in {*range(len(counts))} - {*merged}:
        assert 4 * sum(n for n in counts if n < counts[number]) < counts[number]


@given(sizes)
def test_a_merge_takes_two_at_least_and_each_once(counts: list[int]) -> None:
    merged = segments_to_merge(counts, [0.0] * len(counts))
    assert merged == sorted(set(merged))
    assert len(merged) != 1


@given(st.lists(st.tuples(st.integers(1, 1000), st.floats(0, 1)), max_size=20))
def test_a_segment_of_which_much_is_deleted_is_rewritten(segments: list[tuple[int, float]]) -> None:
    merged = segments_to_merge([n for n, _ in segments], [share for _, share in segments])
    assert {i for i, (_, share) in enumerate(segments) if share > 1 / 4} <= set(merged)


@given(st.integers(1, 2000))
def test_adding_one_by_one_keeps_few_segments_and_rewrites_each_article_seldom(
    articles: int,
) -> None:
    counts: list[int] = []
    rewritten = 0
    for _ in range(articles):
        counts.append(1)
        if merged := segments_to_merge(counts, [0.0] * len(counts)):
            size = sum(counts[i] for i in merged)
            rewritten += size
            counts = [n for i, n in enumerate(counts) if i not in merged] + [size]
    levels = articles.bit_length()
    assert len(counts) <= levels
    assert rewritten <= articles * 6 * levels
