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

# Blocks are visited in levels of their bounds, as shares of the greatest bound.
_FIRST_FLOOR, _NEXT_FLOOR, _MOST_LEVELS = 0.9, 0.85, 16
# Blocks whose greatest bound is known together, so that most need no look.
_RANGE = 32
_LEAST_BOUND = 1e-30
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
    upper = _upper_bounds(docs, weights, norms, starts, ends, idfs, rows, bounds, looseness, need)
    best_docs = np.empty(count, np.uint32)
    best_scores = np.empty(count, np.float64)
    held = 0
    scores = np.zeros(BLOCK, np.float64)
    counts = np.zeros(BLOCK, np.uint8)
    cursors = np.empty(len(starts), np.int64)
    ceiling = np.inf
    summits = _summits(upper)
    floor = summits.max() * _FIRST_FLOOR if len(summits) else 0.0
    levels = 0
    # Level by level, blocks are gone through in the order of the documents, which costs less than
    # to sort them. The first levels fill the list; then one more holds all that can still count.
    while floor > 0:
        cursors[:] = starts
        for block in _blocks_from(summits, upper, floor):
            bound = upper[block]
            if bound >= ceiling or bound < least:
                continue
            if held == count and bound < best_scores[count - 1]:
                continue
            _score_block(
                block,
                docs,
                weights,
                norms,
                starts,
                ends,
                idfs,
                rows,
                bounds,
                places,
                cursors,
                scores,
                counts,
            )
            held = _offer_block(
                block, need, least, allowed, ranks, scores, counts, best_docs, best_scores, held
            )
        if floor <= _LEAST_BOUND or (held == count and floor <= best_scores[count - 1]):
            break
        ceiling = floor
        levels += 1
        if held == count:
            floor = best_scores[count - 1]
        else:
            floor = floor * _NEXT_FLOOR if levels < _MOST_LEVELS else _LEAST_BOUND
    return best_docs[:held], best_scores[:held]


@njit(cache=True, nogil=True)
def _summits(upper: NDArray[np.float32]) -> NDArray[np.float32]:
    """The greatest of every 32 bounds."""
    summits = np.zeros((len(upper) + _RANGE - 1) // _RANGE, np.float32)
    for block in range(len(upper)):
        if upper[block] > summits[block // _RANGE]:
            summits[block // _RANGE] = upper[block]
    return summits


@njit(cache=True, nogil=True)
def _blocks_from(
    summits: NDArray[np.float32], upper: NDArray[np.float32], floor: float
) -> NDArray[np.int64]:
    """The blocks whose bound is not below a floor, in order."""
    found = np.empty(len(upper), np.int64)
    held = 0
    for number in range(len(summits)):
        if summits[number] < floor:
            continue
        for block in range(number * _RANGE, min((number + 1) * _RANGE, len(upper))):
            if upper[block] >= floor:
                found[held] = block
                held += 1
    return found[:held]


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
    need: int,
) -> NDArray[np.float32]:
    """What a document of each block can score at most; 0 where too few of the terms occur."""
    blocks = (len(norms) + BLOCK - 1) // BLOCK
    upper = np.zeros(blocks, np.float32)
    having = np.zeros(blocks if need > 1 else 0, np.uint8)
    for term in range(len(starts)):
        if rows[term] >= 0:
            step = np.float32(idfs[term] * looseness * _ROUNDING / STEPS)
            row = bounds[rows[term]]
            for block in range(blocks):
                upper[block] += step * np.float32(row[block])
            if need > 1:
                for block in range(blocks):
                    having[block] += np.uint8(row[block] > 0)
            continue
        at = starts[term]
        while at < ends[term]:
            block = docs[at] // BLOCK
            most = 0.0
            while at < ends[term] and docs[at] // BLOCK == block:
                weight = np.float64(weights[at])
                most = max(most, weight / (weight + norms[docs[at]]))
                at += 1
            upper[block] += np.float32(idfs[term] * most * _ROUNDING)
            if need > 1:
                having[block] += 1
    if need > 1:
        for block in range(blocks):
            if having[block] < need:
                upper[block] = 0
    return upper


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
    bounds: NDArray[np.uint8],
    places: NDArray[np.uint32],
    cursors: NDArray[np.int64],
    scores: NDArray[np.float64],
    counts: NDArray[np.uint8],
) -> None:
    """Add up, in place, what each term gives the documents of a block, and count the terms.

    :param cursors: where the next posting of each term may stand; moved along
    """
    first = block * BLOCK
    for term in range(len(starts)):
        low, end = cursors[term], ends[term]
        if rows[term] >= 0:
            if bounds[rows[term], block] == 0:
                continue
            low = max(low, starts[term] + places[rows[term], block // COARSE])
        # Strides that double find the place in few steps, near or far.
        stride = 1
        while low + stride < end and docs[low + stride] < first:
            low += stride
            stride *= 2
        high = min(low + stride, end)
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
        cursors[term] = low


@njit(cache=True, nogil=True)
def _offer_block(
    block: int,
    need: int,
    least: float,
    allowed: NDArray[np.bool_],
    ranks: NDArray[np.uint32],
    scores: NDArray[np.float64],
    counts: NDArray[np.uint8],
    best_docs: NDArray[np.uint32],
    best_scores: NDArray[np.float64],
    held: int,
) -> int:
    """Offer the documents of a block that have enough of the terms, and clear its scores."""
    for inner in range(BLOCK):
        if counts[inner] >= need:
            doc = block * BLOCK + inner
            if scores[inner] >= least and (len(allowed) == 0 or allowed[doc]):
                held = _offer(doc, scores[inner], ranks, best_docs, best_scores, held)
        scores[inner] = 0
        counts[inner] = 0
    return held


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
