"""The loops that numpy has no form for, compiled by Numba; kept on disk once they are compiled.

Importing this module takes a second, and the first time ever some more. What it does the numpy
forms (:mod:`search.arrays.bm25`, :mod:`search.arrays.sets`, :mod:`search.arrays.topk`) do too:
those are its oracle in the tests, and what a single search from the command line runs on.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from search.arrays.bounds import BLOCK, COARSE, STEPS

_BUCKETS = 1024
# Bounds are added up as float32, whose rounding may not make one too low.
_ROUNDING = 1.00001


@njit(cache=True, nogil=True)
def best_of_blocks(
    docs: NDArray[np.uint32],
    weights: NDArray[np.integer],
    norms: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    ranks: NDArray[np.uint32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    idfs: NDArray[np.float64],
    rows: NDArray[np.int32],
    bounds: NDArray[np.uint8],
    places: NDArray[np.uint32],
    looseness: float,
    need: int,
    count: int,
    least: float,
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """The best documents for a few terms by Block-Max Pruning: the same as scoring all.

    :param docs: postings of the segment; those of term t are ``starts[t]`` to ``ends[t]``
    :param weights: of the postings
    :param norms: K of each document
    :param allowed: bool[documents]: which may be found; empty for all
    :param ranks: decides between equal scores, the lower one first
    :param rows: row of each term in ``bounds`` and ``places``, -1 for none
    :param looseness: by what the stored bounds are to be multiplied
    :param need: how many of the terms a document must have: 1 for any, all of them for all
    :param count: how many documents at most
    :param least: scores below this are of no interest
    :returns: documents and scores, best first
    """
    documents = len(norms)
    blocks = (documents + BLOCK - 1) // BLOCK
    upper, having = _upper_bounds(
        docs, weights, norms, starts, ends, idfs, rows, bounds, looseness, blocks
    )
    greatest = 0.0
    for block in range(blocks):
        if having[block] < need:
            upper[block] = 0
        elif upper[block] > greatest:
            greatest = upper[block]
    best_docs = np.empty(count, np.uint32)
    best_scores = np.empty(count, np.float64)
    held = 0
    if greatest == 0:
        return best_docs[:0], best_scores[:0]
    order, bucket_starts = _by_falling_bound(upper, greatest)
    width = greatest / _BUCKETS
    scores = np.zeros(BLOCK, np.float64)
    counts = np.zeros(BLOCK, np.uint8)
    for bucket in range(_BUCKETS):
        # Bucket 0 holds the greatest bounds.
        ceiling = (_BUCKETS - bucket) * width * _ROUNDING
        if ceiling < least or (held == count and ceiling < best_scores[count - 1]):
            break
        for place in range(bucket_starts[bucket], bucket_starts[bucket + 1]):
            block = order[place]
            if upper[block] < least or (held == count and upper[block] < best_scores[count - 1]):
                continue
            _score_block(
                block, docs, weights, norms, starts, ends, idfs, rows, places, scores, counts
            )
            first = block * BLOCK
            for inner in range(min(BLOCK, documents - first)):
                if counts[inner] >= need:
                    doc = first + inner
                    if scores[inner] >= least and (len(allowed) == 0 or allowed[doc]):
                        held = _offer(doc, scores[inner], ranks, best_docs, best_scores, held)
                scores[inner] = 0
                counts[inner] = 0
    return best_docs[:held], best_scores[:held]


@njit(cache=True, nogil=True)
def _upper_bounds(
    docs: NDArray[np.uint32],
    weights: NDArray[np.integer],
    norms: NDArray[np.float32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    idfs: NDArray[np.float64],
    rows: NDArray[np.int32],
    bounds: NDArray[np.uint8],
    looseness: float,
    blocks: int,
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """What a document of each block can score at most, and how many terms occur in the block."""
    upper = np.zeros(blocks, np.float32)
    having = np.zeros(blocks, np.uint8)
    for term in range(len(starts)):
        if rows[term] >= 0:
            step = np.float32(idfs[term] * looseness * _ROUNDING / STEPS)
            row = bounds[rows[term]]
            for block in range(blocks):
                upper[block] += step * row[block]
                having[block] += row[block] > 0
            continue
        last, most = -1, 0.0
        for place in range(starts[term], ends[term]):
            block = docs[place] // BLOCK
            if block != last:
                if last >= 0:
                    upper[last] += np.float32(idfs[term] * most * _ROUNDING)
                    having[last] += 1
                last, most = block, 0.0
            weight = np.float64(weights[place])
            most = max(most, weight / (weight + norms[docs[place]]))
        if last >= 0:
            upper[last] += np.float32(idfs[term] * most * _ROUNDING)
            having[last] += 1
    return upper, having


@njit(cache=True, nogil=True)
def _by_falling_bound(
    upper: NDArray[np.float32], greatest: float
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The blocks with any bound, in buckets from the greatest bounds to the least."""
    starts = np.zeros(_BUCKETS + 2, np.int64)
    scale = _BUCKETS / greatest
    for bound in upper:
        if bound > 0:
            starts[max(_BUCKETS - 1 - int(bound * scale), 0) + 2] += 1
    for bucket in range(2, _BUCKETS + 2):
        starts[bucket] += starts[bucket - 1]
    order = np.empty(starts[_BUCKETS + 1], np.int32)
    for block in range(len(upper)):
        if upper[block] > 0:
            bucket = max(_BUCKETS - 1 - int(upper[block] * scale), 0) + 1
            order[starts[bucket]] = block
            starts[bucket] += 1
    return order, starts


@njit(cache=True, nogil=True)
def _score_block(
    block: int,
    docs: NDArray[np.uint32],
    weights: NDArray[np.integer],
    norms: NDArray[np.float32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    idfs: NDArray[np.float64],
    rows: NDArray[np.int32],
    places: NDArray[np.uint32],
    scores: NDArray[np.float64],
    counts: NDArray[np.uint8],
) -> None:
    """Add up, in place, what each term gives the documents of a block, and count the terms."""
    first = block * BLOCK
    for term in range(len(starts)):
        low, high = starts[term], ends[term]
        if rows[term] >= 0:
            coarse = block // COARSE
            high = low + places[rows[term], coarse + 1]
            low += places[rows[term], coarse]
        end = high
        while low < high:
            middle = (low + high) // 2
            if docs[middle] < first:
                low = middle + 1
            else:
                high = middle
        while low < end and docs[low] < first + BLOCK:
            weight = np.float64(weights[low])
            inner = docs[low] - first
            scores[inner] += idfs[term] * (weight / (weight + norms[docs[low]]))
            counts[inner] += 1
            low += 1


@njit(cache=True, nogil=True)
def _offer(
    doc: int,
    score: float,
    ranks: NDArray[np.uint32],
    best_docs: NDArray[np.uint32],
    best_scores: NDArray[np.float64],
    held: int,
) -> int:
    """Put a document into the list of the best if it belongs there; gives the list's length."""
    count = len(best_docs)
    place = held
    while place > 0 and (
        best_scores[place - 1] < score
        or (best_scores[place - 1] == score and ranks[best_docs[place - 1]] > ranks[doc])
    ):
        place -= 1
    if place == count:
        return held
    last = min(held, count - 1)
    for later in range(last, place, -1):
        best_docs[later] = best_docs[later - 1]
        best_scores[later] = best_scores[later - 1]
    best_docs[place] = doc
    best_scores[place] = score
    return last + 1


@njit(cache=True, nogil=True)
def row_keys(
    docs: NDArray[np.uint32],
    frequencies: NDArray[np.integer],
    positions: NDArray[np.integer],
    forms_at: NDArray[np.integer],
    postings: NDArray[np.int64],
    posting_ends: NDArray[np.int64],
    occurrences: NDArray[np.int64],
    forms_starts: NDArray[np.int64],
    wanted: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Where words stand one behind the other, as :func:`search.arrays.occurrences.sequence`.

    :param postings: where the postings of each word begin, and ``posting_ends`` where they end
    :param occurrences: where the positions of each word begin
    :param forms_starts: where the forms of each word begin in ``forms_at``
    :param wanted: the number that the form of each word has to have, -1 for any
    :returns: int64, the occurrences of the first word of each row
    """
    count = len(postings)
    at = postings.copy()
    place = np.zeros(count, np.int64)
    found = np.empty(frequencies[postings[0] : posting_ends[0]].sum(), np.int64)
    held = 0
    doc = np.uint32(0)
    while True:
        agreed = 0
        word = 0
        while agreed < count:
            while at[word] < posting_ends[word] and docs[at[word]] < doc:
                place[word] += frequencies[at[word]]
                at[word] += 1
            if at[word] == posting_ends[word]:
                return found[:held]
            if docs[at[word]] > doc:
                doc = docs[at[word]]
                agreed = 0
            agreed += 1
            word = (word + 1) % count
        first = occurrences[0] + place[0]
        for own in range(first, first + frequencies[at[0]]):
            if wanted[0] >= 0 and forms_at[forms_starts[0] + own - occurrences[0]] != wanted[0]:
                continue
            stands = True
            for word in range(1, count):
                target = positions[own] + word
                start = occurrences[word] + place[word]
                stands = False
                for other in range(start, start + frequencies[at[word]]):
                    if positions[other] == target and (
                        wanted[word] < 0
                        or forms_at[forms_starts[word] + other - occurrences[word]] == wanted[word]
                    ):
                        stands = True
                        break
                if not stands:
                    break
            key = (np.int64(doc) << 32) | np.int64(positions[own])
            # A compound and its first part may be forms of one term: that is one place.
            if stands and (held == 0 or found[held - 1] != key):
                found[held] = key
                held += 1
        doc += np.uint32(1)


def warm() -> None:
    """Run each loop once on next to nothing, for the types that segments have."""
    docs = np.zeros(1, np.uint32)
    norms = np.ones(1, np.float32)
    ends = np.ones(1, np.int64)
    for kind in (np.uint8, np.uint16):
        best_of_blocks(
            _read_only(docs), _read_only(np.ones(1, kind)), norms, np.ones(1, np.bool_), docs,
            ends - 1, ends, np.ones(1), np.full(1, -1, np.int32),
            _read_only(np.zeros((1, 1), np.uint8)), _read_only(np.zeros((1, 2), np.uint32)),
            1.0, 1, 1, 0.0,
        )  # fmt: skip
        for positions in (np.uint16, np.uint32):
            row_keys(
                _read_only(docs), _read_only(np.ones(1, kind)), _read_only(np.ones(1, positions)),
                _read_only(np.ones(1, np.uint8)), ends - 1, ends, ends - 1, ends - 1, ends - 2,
            )  # fmt: skip


def _read_only(values: NDArray[Any]) -> NDArray[Any]:
    """As arrays mapped from files are, which Numba compiles for as a type of their own."""
    values.flags.writeable = False
    return values
