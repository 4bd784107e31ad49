"""The columns of postings by compiled loops; the same as those of :mod:`.inverted`."""

import numpy as np

from search.arrays import compiled_inversion as loops
from search.arrays.packing import narrow, narrowest
from search.arrays.ragged import starts_of
from search.engines.whoosh.codec_v1.analysed import Occurrences
from search.engines.whoosh.codec_v1.inverted import PostingColumns, has_several_forms
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS
from search.engines.whoosh.codec_v1.vocabulary import SegmentDictionary

_NEVER = np.iinfo(np.int64).max


def inverted(batches: list[Occurrences], dictionary: SegmentDictionary) -> PostingColumns:
    """The postings of some batches, documents rising from each to the next."""
    terms = len(dictionary.terms)
    form_counts = np.zeros(len(dictionary.forms), np.int64)
    occurrences, postings = np.zeros(terms, np.int64), np.zeros(terms, np.int64)
    last_docs = np.full(terms, loops.NO_DOC, np.uint32)
    to_term = dictionary.form_of, dictionary.form_terms
    for batch in batches:
        loops.count(
            batch.forms, batch.docs, *to_term, form_counts, occurrences, postings, last_docs
        )
    posting_starts, occurrence_starts = starts_of(postings), starts_of(occurrences)
    several = has_several_forms(dictionary)
    forms_at_starts = starts_of(np.where(several, occurrences, 0))
    shifts = np.where(several, occurrence_starts[:-1] - forms_at_starts[:-1], _NEVER)
    greatest = max([int(batch.positions.max()) for batch in batches if len(batch.positions)] or [0])
    docs, frequencies, weights = np.zeros((3, int(posting_starts[-1])), np.uint32)
    total = int(occurrence_starts[-1])
    positions = np.empty(total, narrowest(greatest))
    forms_at = np.empty(int(forms_at_starts[-1]), dictionary.form_numbers.dtype)
    packed_capitals = np.zeros((total + 3) // 4, np.uint8)
    last_docs[:] = loops.NO_DOC
    ends = occurrence_starts[:-1].copy(), posting_starts[:-1].copy()
    for batch in batches:
        loops.invert(
            batch.forms, batch.docs, batch.fields, batch.positions, batch.capitals,
            *to_term, dictionary.form_numbers, FIELD_WEIGHTS, *ends, shifts, last_docs,
            docs, frequencies, weights, positions, forms_at, packed_capitals,
        )  # fmt: skip
    return PostingColumns(
        posting_starts=posting_starts,
        occurrence_starts=occurrence_starts,
        docs=docs,
        frequencies=narrow(frequencies),
        weights=narrow(weights),
        positions=positions,
        forms_at=forms_at,
        packed_capitals=packed_capitals,
        form_counts=form_counts.astype(np.uint32),
    )
