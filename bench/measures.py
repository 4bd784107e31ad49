"""How good a ranking is, as trec_eval defines it, and whether two rankings differ by chance.

A *ranking* is a list of article ids, best first; *grades* are the judged articles of a query with
how relevant each is, 0 for not at all. All rankings are cut at 1,000.
"""

from collections.abc import Mapping, Sequence
from math import log2
from typing import NamedTuple

import numpy as np

DEPTH = 1000
PERMUTATIONS = 10_000

Grades = Mapping[str, int]


class Measures(NamedTuple):
    """All measures of one ranking.

    :param found: 1 where anything was found at all, else 0
    """

    map: float
    ndcg: float
    p10: float
    mrr: float
    found: int


def measures(ranking: Sequence[str], grades: Grades) -> Measures:
    """How good a ranking is; the means over queries are MAP, nDCG@10, P@10 and MRR."""
    return Measures(
        average_precision(ranking, grades),
        ndcg(ranking, grades),
        precision(ranking, grades),
        reciprocal_rank(ranking, grades),
        int(bool(ranking)),
    )


def average_precision(ranking: Sequence[str], grades: Grades) -> float:
    """The mean over all relevant articles of the precision at each, 0 for one not found."""
    precisions: list[float] = []
    for rank, article in enumerate(ranking[:DEPTH], 1):
        if grades.get(article, 0) > 0:
            precisions.append((len(precisions) + 1) / rank)
    return sum(precisions) / _relevant(grades)


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Grades discounted by log2(rank + 1), of what the best ranking has (``ndcg_cut``)."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(a, 0) for a in ranking[:depth]]) / _gain(best[:depth])


def precision(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """The relevant among the first ``depth``; of a shorter ranking too, it is a part of those."""
    return sum(grades.get(article, 0) > 0 for article in ranking[:depth]) / depth


def reciprocal_rank(ranking: Sequence[str], grades: Grades) -> float:
    """1 / rank of the first relevant article; 0 where there is none."""
    ranks = (r for r, article in enumerate(ranking[:DEPTH], 1) if grades.get(article, 0) > 0)
    return 1 / next(ranks, float("inf"))


def randomisation(differences: Sequence[float], seed: int = 1) -> float:
    """How often chance alone gives a mean difference as great: a paired test, two-sided.

    The sign of each query's difference is drawn 10,000 times (Fisher's randomisation test, see
    M. Smucker and others: A Comparison of Statistical Significance Tests, CIKM 2007).
    """
    values = np.array(differences, np.float64)
    draws = np.random.default_rng(seed).choice((-1.0, 1.0), (PERMUTATIONS, len(values)))
    as_great = np.abs(draws @ values) >= abs(values.sum()) - 1e-12
    return float((as_great.sum() + 1) / (PERMUTATIONS + 1))


def _relevant(grades: Grades) -> int:
    count = sum(grade > 0 for grade in grades.values())
    if not count:
        raise ValueError("a query without relevant articles says nothing: leave it out")
    return count


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, 1))
