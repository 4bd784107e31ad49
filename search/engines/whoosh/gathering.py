"""The occurrences of words in some documents of a segment."""

import numpy as np
from numpy.typing import NDArray

from search.arrays import occurrences, sets
from search.arrays.occurrences import Keys
from search.arrays.ragged import ranges, starts_of
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.leaves import Docs, Row, Wanted

Ints = NDArray[np.int64]


def row_keys(columns: Columns, row: Row, docs: Docs) -> Keys:
    """Where the words of a row stand so: the occurrences of the first.

    :param docs: in which to look, rising
    """
    found = None
    for word, offset in sorted(
        zip(row.words, row.offsets, strict=True), key=lambda pair: frequency(columns, pair[0])
    ):
        keys = sets.distinct(keys_of(columns, word, docs)) - offset
        found = keys if found is None else sets.intersection(found, keys)
        # Moved by its offset, a word near the start of a document would begin in the one before.
        docs = occurrences.distinct_documents(found + offset)
    assert found is not None
    return found


def frequency(columns: Columns, wanted: Wanted) -> int:
    """How often the terms occur in the segment."""
    starts = columns.occurrence_starts
    return int((starts[wanted.terms + 1] - starts[wanted.terms]).sum())


def keys_of(columns: Columns, wanted: Wanted, docs: Docs) -> Keys:
    """The occurrences of what is wanted in some documents, rising.

    A compound and its first part may both be wanted: then their place comes twice.

    :param docs: in which to look, rising
    """
    keys = (
        _compiled(columns, wanted, docs) if KERNELS.spans else _interpreted(columns, wanted, docs)
    )
    return keys if len(wanted.terms) == 1 else np.sort(keys)


def _compiled(columns: Columns, wanted: Wanted, docs: Docs) -> Keys:
    assert KERNELS.spans is not None
    terms = wanted.terms
    forms_at = columns.forms_at_starts
    several = forms_at[terms] < forms_at[terms + 1]
    keys: Keys = KERNELS.spans.occurrences(
        columns.docs, columns.frequencies, columns.positions, columns.forms_at,
        columns.packed_capitals, _mask(docs, columns.document_count),
        columns.posting_starts[terms], columns.posting_starts[terms + 1],
        columns.occurrence_starts[terms], np.where(several, forms_at[terms], -1),
        wanted.form_starts, wanted.forms, wanted.capitals,
    )  # fmt: skip
    return keys


def _interpreted(columns: Columns, wanted: Wanted, docs: Docs) -> Keys:
    terms = wanted.terms
    own: slice | Ints
    firsts = columns.posting_starts[terms]
    counts = columns.posting_starts[terms + 1] - firsts
    if len(terms) == 1:
        own = slice(int(firsts[0]), int(firsts[0] + counts[0]))
        chosen = _places(columns.docs[own], docs)
    else:
        own = ranges(firsts, counts)
        chosen = np.flatnonzero(_mask(docs, columns.document_count)[columns.docs[own]])
    frequencies = columns.frequencies[own].astype(np.int64)
    # Where the occurrences of each posting begin, counted over all terms; then each term's are
    # moved to where they stand in the segment.
    begins = starts_of(frequencies)[:-1]
    starts = starts_of(counts)
    shifts = columns.occurrence_starts[terms] - np.append(begins, 0)[starts[:-1]]
    term = np.repeat(np.arange(len(terms)), counts)[chosen]
    frequencies = frequencies[chosen]
    at = ranges(begins[chosen] + shifts[term], frequencies)
    keys = occurrences.keys(columns.docs[own][chosen], frequencies, columns.positions[at])
    if len(wanted.forms):
        told = _in_forms(columns, wanted, np.repeat(term, frequencies), at)
        keys, at = keys[told], at[told]
    if wanted.capitals >= 0:
        keys = keys[_capitals(columns, at) == wanted.capitals]
    return keys


def _places(docs: Docs, wanted: Docs) -> Ints:
    """Where in a posting list the wanted documents stand that it has."""
    if len(wanted) < len(docs):
        at = np.searchsorted(docs, wanted)
        at = at[at < len(docs)]
        found: Ints = at[docs[at] == wanted[: len(at)]]
        return found
    return np.flatnonzero(sets.member(docs, wanted))


def _mask(docs: Docs, count: int) -> NDArray[np.bool_]:
    mask = np.zeros(count, bool)
    mask[docs] = True
    return mask


def _in_forms(columns: Columns, wanted: Wanted, term: Ints, at: Ints) -> NDArray[np.bool_]:
    """Whether each occurrence stands in a form that is wanted.

    :param term: number of its term in ``wanted.terms``
    :param at: its place in ``columns.positions``
    """
    starts = columns.forms_at_starts[wanted.terms]
    several = (columns.forms_at_starts[wanted.terms + 1] > starts)[term]
    inside = ~several
    some, own = np.flatnonzero(several), term[several]
    shifts = starts - columns.occurrence_starts[wanted.terms]
    numbers = columns.forms_at[at[some] + shifts[own]].astype(np.int64)
    places = wanted.form_starts[own] + numbers
    told = places < wanted.form_starts[own + 1]
    inside[some[told]] = wanted.forms[places[told]]
    return inside


def _capitals(columns: Columns, at: Ints) -> NDArray[np.uint8]:
    shifts = ((at & 3) << 1).astype(np.uint8)
    found: NDArray[np.uint8] = columns.packed_capitals[at >> 2] >> shifts & 3
    return found
