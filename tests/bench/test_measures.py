"""The measures against examples worked by hand."""

from math import log2

import pytest

from bench.measures import (
    average_precision,
    measures,
    ndcg,
    precision,
    randomisation,
    reciprocal_rank,
)

GRADES = {"a": 1, "b": 3, "c": 2, "x": 0}


def test_average_precision_counts_what_was_not_found_as_nothing() -> None:
    # Relevant at the ranks 1 and 3; the third relevant article is missing.
    assert average_precision(["a", "x", "b", "y"], GRADES) == pytest.approx((1 / 1 + 2 / 3) / 3)


def test_an_article_graded_nought_is_not_relevant() -> None:
    assert average_precision(["x", "a"], {"a": 1, "x": 0}) == 0.5
    assert reciprocal_rank(["x", "y", "c"], GRADES) == pytest.approx(1 / 3)
    assert precision(["x", "a"], GRADES, 2) == 0.5


def test_ndcg_discounts_grades_by_the_rank() -> None:
    best = 3 + 2 / log2(3) + 1 / 2
    assert ndcg(["a", "y", "b"], GRADES) == pytest.approx((1 + 3 / 2) / best)
    assert ndcg(["b", "c", "a"], GRADES) == 1
    assert ndcg(["y"] * 10 + ["b"], GRADES) == 0


def test_the_best_possible_ndcg_is_cut_at_the_same_rank() -> None:
    assert ndcg(["b"], GRADES, depth=1) == 1


def test_precision_divides_by_the_rank_even_where_fewer_were_found() -> None:
    assert precision(["a"], GRADES) == 0.1


def test_nothing_found_is_nothing_gained() -> None:
    assert measures([], GRADES) == (0, 0, 0, 0, 0)
    assert measures(["a"], {"a": 1}) == (1, 1, 0.1, 1, 1)


def test_a_query_without_relevant_articles_is_refused() -> None:
    with pytest.raises(ValueError, match="leave it out"):
        average_precision(["a"], {"a": 0})


def test_chance_explains_no_difference_and_not_a_constant_one() -> None:
    assert randomisation([0.0] * 20) == 1
    assert randomisation([0.1] * 20) < 0.001
    assert randomisation([0.1, -0.1] * 10) > 0.9


def test_few_queries_never_prove_much() -> None:
    # Of four signs, two of sixteen draws are as great.
    assert randomisation([0.1] * 4) == pytest.approx(2 / 16, abs=0.02)
