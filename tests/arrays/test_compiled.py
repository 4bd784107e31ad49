"""The compiled loops find, to the last bit, what scoring everything with numpy finds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from search.arrays import bm25, nearness, occurrences, sets
from search.arrays.postings import Postings
from search.arrays.topk import best

compiled = pytest.importorskip("search.arrays.compiled")

DOCUMENTS = 9_000  # several windows of documents


@dataclass(frozen=True)
class Lists:
    """Posting lists of a segment, one behind the other, and which of them are asked for.

    :param edges: int64[lists + 1]: where each begins, and the last ends
    :param asked: numbers of lists; one may be there twice
    """

    postings: Postings
    edges: NDArray[np.int64]
    asked: NDArray[np.int64]
    gains: NDArray[np.float64]
    worths: NDArray[np.float64]

    @property
    def places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self.edges[self.asked], self.edges[self.asked + 1]

    def summed(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
        """For each document its score, what its terms are worth, and how many it has."""
        scores, worth = np.zeros(DOCUMENTS), np.zeros(DOCUMENTS)
        having = np.zeros(DOCUMENTS, np.int64)
        for term, (start, end) in enumerate(zip(*self.places, strict=True)):
            docs, weights = self.postings.docs[start:end], self.postings.weights[start:end]
            scores[docs] += self.gains[term] * bm25.saturation(weights, self.postings.norms[docs])
            worth[docs] += self.worths[term]
            having[docs] += 1
        return scores, worth, having


@st.composite
def lists(draw: st.DrawFn, most: int = 6) -> Lists:
    """Lists from empty ones to those of every document, with few different weights and norms, so
    that many scores are equal."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    shares = draw(st.lists(st.sampled_from((0, 0.0005, 0.01, 0.2, 1)), min_size=1, max_size=5))
    docs = [np.flatnonzero(rng.random(DOCUMENTS) < share) for share in shares]
    edges = np.cumsum([0, *map(len, docs)])
    asked = np.array(draw(st.lists(st.integers(0, len(docs) - 1), min_size=1, max_size=most)))
    worths = 1 + asked / 3
    boosts = draw(st.lists(st.sampled_from((1.0, 0.25, 3.0)), min_size=most, max_size=most))
    postings = Postings(
        np.concatenate(docs).astype(np.uint32),
        rng.integers(1, 4, edges[-1]).astype(draw(st.sampled_from((np.uint8, np.uint16)))),
        rng.choice([0.4, 1.1, 1.7], DOCUMENTS).astype(np.float32),
        rng.random(DOCUMENTS) < 0.7 if draw(st.booleans()) else np.empty(0, bool),
        rng.permutation(DOCUMENTS).astype(np.uint32),
    )
    return Lists(postings, edges, asked, worths * boosts[: len(asked)], worths)


def expected(
    found: Lists, matching: NDArray[np.bool_], count: int, least: float
) -> tuple[list[int], list[float], int]:
    """The answer by scoring everything and sorting it."""
    scores, _, _ = found.summed()
    allowed = found.postings.allowed
    docs = np.flatnonzero(matching & allowed if len(allowed) else matching)
    places = best(scores[docs], found.postings.ranks[docs], count)
    places = places[scores[docs][places] >= least]
    return docs[places].tolist(), scores[docs][places].tolist(), len(docs)


def answered(
    loop: Callable[..., tuple[int, int]], found: Lists, *asked: object, count: int, least: float
) -> tuple[list[int], list[float], int]:
    """The answer of a compiled loop."""
    docs, scores = np.empty(count, np.uint32), np.empty(count, np.float64)
    held, total = loop(*found.postings, *asked, least, docs, scores)
    return docs[:held].tolist(), scores[:held].tolist(), total


COUNTS = st.sampled_from((1, 10, 50))
LEAST = st.sampled_from((0.0, 0.0, 0.5, 1.5))


@given(lists(), COUNTS, LEAST)
@settings(max_examples=200, deadline=None)
def test_documents_with_any_term(found: Lists, count: int, least: float) -> None:
    _, _, having = found.summed()
    asked = *found.places, found.gains, found.worths, 0.0
    answer = answered(compiled.best_of_any, found, *asked, count=count, least=least)
    assert answer == expected(found, having > 0, count, least)


@given(lists(), COUNTS, LEAST, st.floats(0.01, 1))
@settings(max_examples=200, deadline=None)
def test_documents_whose_terms_are_worth_enough(
    found: Lists, count: int, least: float, share: float
) -> None:
    _, worth, _ = found.summed()
    need = share * float(found.worths.sum())
    asked = *found.places, found.gains, found.worths, need
    answer = answered(compiled.best_of_any, found, *asked, count=count, least=least)
    assert answer == expected(found, worth >= need, count, least)


@given(lists(), COUNTS, LEAST)
@settings(max_examples=200, deadline=None)
def test_documents_with_all_terms(found: Lists, count: int, least: float) -> None:
    _, _, having = found.summed()
    asked = *found.places, found.gains
    answer = answered(compiled.best_of_all, found, *asked, count=count, least=least)
    assert answer == expected(found, having == len(found.asked), count, least)


@given(lists(most=1), COUNTS, LEAST)
@settings(max_examples=100, deadline=None)
def test_documents_with_one_term(found: Lists, count: int, least: float) -> None:
    _, _, having = found.summed()
    (start,), (end,) = found.places
    asked = int(start), int(end), float(found.gains[0])
    answer = answered(compiled.best_of_one, found, *asked, count=count, least=least)
    assert answer == expected(found, having > 0, count, least)


@dataclass(frozen=True)
class Placed:
    """What stands where in the postings of some lists.

    :param edges: int64[postings + 1]: where the positions of each begin, and the last end
    :param positions: rising within a posting; twice the same where a compound and its part are
        forms of one term
    """

    frequencies: NDArray[np.uint8]
    edges: NDArray[np.int64]
    positions: NDArray[np.uint16]


def placed(rng: np.random.Generator, postings: int, gap: int) -> Placed:
    """Positions, one at most ``gap`` behind the other."""
    frequencies = rng.integers(1, 4, postings).astype(np.uint8)
    edges = np.cumsum([0, *frequencies.tolist()])
    positions = np.cumsum(rng.integers(0, gap + 1, edges[-1]))
    positions -= np.repeat(positions[edges[:-1]], frequencies) if postings else 0
    return Placed(frequencies, edges, positions.astype(np.uint16))


def is_even(values: list[int]) -> bool:
    return len(values) % 2 == 0


@given(lists(), st.data(), st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_words_near_each_other(found: Lists, data: st.DataObject, seed: int) -> None:
    rng = np.random.default_rng(seed)
    docs, norms = found.postings.docs, found.postings.norms
    own = placed(rng, len(docs), gap=12)
    words = st.integers(0, len(found.asked) - 1)
    near = np.array(data.draw(st.lists(words, min_size=2, max_size=10).filter(is_even)))
    starts, ends = found.places
    table = np.array([starts, ends, own.edges[starts]]).T.copy(), rng.random((len(starts), 2))
    scored = np.unique(rng.integers(0, DOCUMENTS, 20)).astype(np.uint32)
    keys = []
    for start, end in zip(*found.places, strict=True):
        inside = slice(own.edges[start], own.edges[end])
        places = docs[start:end], own.frequencies[start:end], own.positions[inside]
        every = sets.distinct(occurrences.keys(*places))
        keys.append(every[np.isin(occurrences.documents(every), scored)])
    expected = np.zeros(len(scored))
    for left, right in near.reshape(-1, 2).tolist():
        counts = nearness.frequencies(keys[left], keys[right], scored)
        some = counts > 0
        gain = table[1][left, 0] + table[1][right, 0]
        expected[some] += gain * bm25.saturation(counts[some], norms[scored[some]])
    postings = docs, own.frequencies, own.positions, norms
    asked = *table, near, nearness.REACH
    added = np.zeros(len(scored))
    compiled.add_nearness(*postings, *asked, scored, added)
    assert added.tolist() == expected.tolist()
    # Few different scores, so that many are equal in the end too.
    before, weight = rng.integers(0, 2, len(scored)) * 0.3, 1.7
    after = before + weight * expected
    moved = rng.permutation(len(scored))
    best_docs, best_scores = scored[moved], before[moved]
    ranks = found.postings.ranks
    compiled.rank_by_nearness(*postings, ranks, *asked, weight, best_docs, best_scores)
    order = best(after, ranks[scored], len(scored))
    assert best_docs.tolist() == scored[order].tolist()
    assert best_scores.tolist() == after[order].tolist()


@given(lists(most=3), st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_rows_of_words(found: Lists, seed: int) -> None:
    rng = np.random.default_rng(seed)
    docs = found.postings.docs
    own = placed(rng, len(docs), gap=2)
    frequencies, occurs, positions = own.frequencies, own.edges, own.positions
    forms = rng.integers(0, 2, occurs[-1]).astype(np.uint8)
    wanted = rng.integers(-1, 2, len(found.asked))
    words = []
    for start, end, form in zip(*found.places, wanted.tolist(), strict=True):
        inside = slice(occurs[start], occurs[end])
        keys = occurrences.keys(docs[start:end], frequencies[start:end], positions[inside])
        words.append(keys[(forms[inside] == form) | (form < 0)])
    edges = occurs[found.edges]
    rows = compiled.row_keys(
        docs, frequencies, positions, forms, found.edges, edges, edges, found.asked, wanted
    )
    in_a_row: NDArray[np.int64] = reduce(
        np.intersect1d, [keys - place for place, keys in enumerate(words)]
    )
    assert rows.tolist() == np.unique(in_a_row).tolist()
