"""Occurrences put in the order of the terms, by compiled loops: no sorting, each is placed at once.

What they make is what :func:`search.arrays.inversion.invert` and the order it gives make, and what
:func:`search.arrays.ragged.put_lists` makes.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Places = NDArray[np.int64]
Bytes = NDArray[np.uint8]

NO_DOC = np.uint32(0xFFFFFFFF)

_compiled = njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def count(
    docs: Numbers, counts: Places, forms: Numbers, form_of: Numbers, form_terms: Numbers,
    form_counts: Places, occurrences: Places, postings: Places, last_docs: Numbers,
) -> None:  # fmt: skip
    """Count the occurrences and postings of each term.

    :param docs: of each text, rising
    :param counts: how many occurrences each text has
    :param forms: of each occurrence, as numbers in ``form_of``
    :param form_of: the exact form that each number stands for
    :param form_terms: the term of each form
    :param form_counts: occurrences of each form, to which these are added; ``occurrences`` and
        ``postings`` likewise for each term
    :param last_docs: the last document of each term so far, ``NO_DOC`` where there is none;
        changed in place
    """
    i = 0
    for text in range(len(docs)):
        doc = docs[text]
        for _ in range(counts[text]):
            form = form_of[forms[i]]
            term = form_terms[form]
            form_counts[form] += 1
            occurrences[term] += 1
            if last_docs[term] != doc:
                last_docs[term] = doc
                postings[term] += 1
            i += 1


@_compiled
def invert(
    docs: Numbers, fields: Bytes, counts: Places,
    forms: Numbers, positions: NDArray[np.int32], capitals: Bytes,
    form_of: Numbers, form_terms: Numbers, form_numbers: NDArray[np.integer],
    field_weights: Places,
    occurrence_ends: Places, posting_ends: Places, forms_at_shifts: Places, last_docs: Numbers,
    out_docs: Numbers, out_frequencies: NDArray[np.integer], out_weights: NDArray[np.integer],
    out_positions: NDArray[np.integer], out_forms: NDArray[np.integer], out_capitals: Bytes,
) -> None:  # fmt: skip
    """Put occurrences in their places.

    :param docs: as of :func:`count`, like what else has the same name
    :param fields: of each text
    :param form_numbers: the number of each form among those of its term
    :param field_weights: how much an occurrence in each field counts
    :param occurrence_ends: how far the occurrences of each term are, at first where they begin;
        changed in place, as ``posting_ends`` and ``last_docs``
    :param forms_at_shifts: from the place of an occurrence to its place in ``out_forms``, for each
        term; greater than the first where the term has but one form
    :param out_frequencies: 0 before, as ``out_weights`` and ``out_capitals``
    :param out_capitals: four to a byte
    """
    i = 0
    for text in range(len(docs)):
        doc, weight = docs[text], field_weights[fields[text]]
        for _ in range(counts[text]):
            form = form_of[forms[i]]
            term = form_terms[form]
            at = occurrence_ends[term]
            occurrence_ends[term] = at + 1
            if last_docs[term] != doc:
                last_docs[term] = doc
                out_docs[posting_ends[term]] = doc
                posting_ends[term] += 1
            posting = posting_ends[term] - 1
            out_frequencies[posting] += 1
            out_weights[posting] += weight
            out_positions[at] = positions[i]
            out_capitals[at >> 2] |= capitals[i] << ((at & 3) << 1)
            if forms_at_shifts[term] <= at:
                out_forms[at - forms_at_shifts[term]] = form_numbers[form]
            i += 1


@_compiled
def put_lists(
    target: NDArray[np.generic], places: Places, counts: Places, values: NDArray[np.generic]
) -> None:
    """Put lists that stand in a row into their places; see :mod:`search.arrays.ragged`."""
    at = 0
    for i in range(len(places)):
        place = places[i]
        for step in range(counts[i]):
            target[place + step] = values[at]
            at += 1
