"""The compiled loops find, to the last bit, what scoring everything with numpy finds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from search.arrays import bm25, occurrences, sets
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


@given(lists(most=3), st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_rows_of_words(found: Lists, seed: int) -> None:
    rng = np.random.default_rng(seed)
    docs = found.postings.docs
    frequencies = rng.integers(1, 4, len(docs)).astype(np.uint8)
    occurs = np.cumsum([0, *frequencies.tolist()])
    # Rising within a posting, and twice the same where a compound and its part are one term.
    positions = np.cumsum(rng.integers(0, 3, occurs[-1]))
    positions -= np.repeat(positions[occurs[:-1]], frequencies) if len(docs) else 0
    positions = positions.astype(np.uint16)
    forms = rng.integers(0, 2, occurs[-1]).astype(np.uint8)
    wanted = rng.integers(-1, 2, len(found.asked))
    words = []
    for start, end, form in zip(*found.places, wanted.tolist(), strict=True):
        own = slice(occurs[start], occurs[end])
        keys = occurrences.keys(docs[start:end], frequencies[start:end], positions[own])
        words.append(keys[(forms[own] == form) | (form < 0)])
    edges = occurs[found.edges]
    rows = compiled.row_keys(
        docs, frequencies, positions, forms, found.edges, edges, edges, found.asked, wanted
    )
    assert rows.tolist() == sets.distinct(occurrences.sequence(words)).tolist()
