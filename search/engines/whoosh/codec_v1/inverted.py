"""Occurrences in the order of the text turned into the columns of postings."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.inversion import Inverted, invert
from search.arrays.packing import narrow, pack_pairs
from search.engines.whoosh.codec_v1.analysed import Occurrences
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS
from search.engines.whoosh.codec_v1.vocabulary import SegmentDictionary


class PostingColumns(NamedTuple):
    """The columns that hold the postings and occurrences; see :class:`.columns.Columns`."""

    posting_starts: NDArray[np.int64]
    occurrence_starts: NDArray[np.int64]
    docs: NDArray[np.uint32]
    frequencies: NDArray[np.integer]
    weights: NDArray[np.integer]
    positions: NDArray[np.integer]
    forms_at: NDArray[np.integer]
    packed_capitals: NDArray[np.uint8]
    form_counts: NDArray[np.uint32]


def inverted(batches: list[Occurrences], dictionary: SegmentDictionary) -> PostingColumns:
    """The postings of some batches, documents rising from each to the next."""
    form_at = dictionary.form_of[joined(batch.forms for batch in batches)]
    docs = joined(np.repeat(batch.docs, batch.counts) for batch in batches)
    fields = joined(np.repeat(batch.fields, batch.counts) for batch in batches)
    by_term = invert(dictionary.form_terms[form_at], docs, len(dictionary.terms))
    order = by_term.order
    counts = np.bincount(form_at, minlength=len(dictionary.forms))
    return PostingColumns(
        posting_starts=by_term.posting_starts,
        occurrence_starts=by_term.occurrence_starts,
        docs=by_term.docs,
        frequencies=narrow(by_term.frequencies),
        weights=narrow(_weights(by_term, fields)),
        positions=narrow(joined(batch.positions for batch in batches))[order],
        forms_at=_forms_at(dictionary, by_term, form_at),
        packed_capitals=pack_pairs(joined(batch.capitals for batch in batches)[order]),
        form_counts=counts.astype(np.uint32),
    )


def joined(parts: Iterable[NDArray[Any]]) -> NDArray[Any]:
    """Arrays one behind the other."""
    return np.concatenate(list(parts))


def has_several_forms(dictionary: SegmentDictionary) -> NDArray[np.bool_]:
    """bool[terms]: whether a term has more than one exact form."""
    several: NDArray[np.bool_] = (
        np.bincount(dictionary.form_terms, minlength=len(dictionary.terms)) > 1
    )
    return several


def _forms_at(
    dictionary: SegmentDictionary, by_term: Inverted, form_at: NDArray[np.uint32]
) -> NDArray[np.integer]:
    told = np.repeat(has_several_forms(dictionary), np.diff(by_term.occurrence_starts))
    return dictionary.form_numbers[form_at[by_term.order[told]]]


def _weights(by_term: Inverted, fields: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each posting its occurrences, each counted with the weight of its field."""
    if not len(by_term.order):
        return np.zeros(0, np.int64)
    firsts = np.cumsum(by_term.frequencies) - by_term.frequencies
    weights = FIELD_WEIGHTS.astype(np.uint32)[fields[by_term.order]]
    return np.add.reduceat(weights, firsts).astype(np.int64)
