"""The loops on occurrences and stretches, compiled by Numba; see :mod:`search.arrays.compiled`.

Their numpy forms are in :mod:`search.arrays.spans` and :mod:`search.engines.whoosh.gathering`.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_compiled = njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def ranks(values: Ints, wanted: Ints, right: bool) -> Ints:
    """As :func:`search.arrays.spans.ranks`, in little time where the wanted ones nearly rise."""
    found = np.empty(len(wanted), np.int64)
    at = np.int64(0)
    for number in range(len(wanted)):
        key = wanted[number]
        if right:
            key += 1
        # Strides that double find the place in few steps, near or far, on either side.
        stride = np.int64(1)
        if at < len(values) and values[at] < key:
            low = at + 1
            while low + stride < len(values) and values[low + stride] < key:
                low += stride
                stride *= 2
            high = min(low + stride, np.int64(len(values)))
        else:
            high = at
            while high - stride >= 0 and values[high - stride] >= key:
                high -= stride
                stride *= 2
            low = max(high - stride, np.int64(0))
        while low < high:
            middle = (low + high) // 2
            if values[middle] < key:
                low = middle + 1
            else:
                high = middle
        at = low
        found[number] = at
    return found


@_compiled
def occurrences(
    docs: NDArray[np.uint32],
    frequencies: NDArray[np.integer],
    positions: NDArray[np.integer],
    forms_at: NDArray[np.integer],
    packed_capitals: NDArray[np.uint8],
    allowed: NDArray[np.bool_],
    postings: Ints,
    posting_ends: Ints,
    places: Ints,
    form_places: Ints,
    form_starts: Ints,
    forms: NDArray[np.bool_],
    capitals: int,
) -> Ints:
    """The occurrences of some terms, term by term, in the order of the documents.

    :param allowed: bool[documents]: in which to look
    :param postings: where the postings of each term begin, and ``posting_ends`` where they end
    :param places: where the positions of each term begin
    :param form_places: where its forms begin in ``forms_at``; -1 for a term of one form
    :param form_starts: where the forms of each term begin in ``forms``; one more
    :param forms: whether each form is wanted; empty for all
    :param capitals: how the words have to be printed, -1 where that does not matter
    """
    most = 0
    for term in range(len(postings)):
        for posting in range(postings[term], posting_ends[term]):
            if allowed[docs[posting]]:
                most += frequencies[posting]
    found = np.empty(most, np.int64)
    held = 0
    for term in range(len(postings)):
        at = places[term]
        told = len(forms) > 0 and form_places[term] >= 0
        first, width = form_starts[term], form_starts[term + 1] - form_starts[term]
        for posting in range(postings[term], posting_ends[term]):
            end = at + frequencies[posting]
            if allowed[docs[posting]]:
                key = np.int64(docs[posting]) << 32
                for place in range(at, end):
                    if told:
                        form = forms_at[form_places[term] + place - places[term]]
                        if form >= width or not forms[first + form]:
                            continue
                    printed = (packed_capitals[place >> 2] >> ((place & 3) << 1)) & 3
                    if capitals >= 0 and printed != capitals:
                        continue
                    found[held] = key | np.int64(positions[place])
                    held += 1
            at = end
    return found[:held]


def warm() -> None:
    """Run each loop once on next to nothing, for the types that segments have."""
    one, bounds = np.zeros(1, np.int64), np.zeros(2, np.int64)
    ranks(one, one, True)
    for kind in (np.uint8, np.uint16):
        for positions in (np.uint16, np.uint32):
            occurrences(
                _read_only(np.zeros(1, np.uint32)), _read_only(np.ones(1, kind)),
                _read_only(np.ones(1, positions)), _read_only(np.zeros(1, np.uint8)),
                _read_only(np.zeros(1, np.uint8)), np.ones(1, np.bool_), one, one + 1, one,
                one - 1, bounds, np.zeros(0, np.bool_), -1,
            )  # fmt: skip


def _read_only(values: NDArray[Any]) -> NDArray[Any]:
    """As arrays mapped from files are, which Numba compiles for as a type of their own."""
    values.flags.writeable = False
    return values
