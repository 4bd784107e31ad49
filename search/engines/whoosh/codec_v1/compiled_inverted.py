"""The columns of postings by compiled loops; the same as those of :mod:`.inverted`."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays import compiled_inversion as loops
from search.arrays.packing import narrow, narrowest
from search.arrays.ragged import starts_of
from search.engines.whoosh.codec_v1.analysed import Occurrences
from search.engines.whoosh.codec_v1.inverted import PostingColumns, has_several_forms
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS
from search.engines.whoosh.codec_v1.vocabulary import SegmentDictionary

put_lists = loops.put_lists

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
            batch.docs, batch.counts, batch.forms, *to_term,
            form_counts, occurrences, postings, last_docs,
        )  # fmt: skip
    posting_starts, occurrence_starts = starts_of(postings), starts_of(occurrences)
    several = has_several_forms(dictionary)
    forms_at_starts = starts_of(np.where(several, occurrences, 0))
    shifts = np.where(several, occurrence_starts[:-1] - forms_at_starts[:-1], _NEVER)
    # Few types, since the loops are compiled for each: what is narrower is made so at the end.
    total, longest = int(occurrence_starts[-1]), _greatest(batch.positions for batch in batches)
    docs = np.empty(int(posting_starts[-1]), np.uint32)
    # A word and a compound that it is part of may be of one term.
    heaviest = 2 * (longest + 1) * int(FIELD_WEIGHTS.max())
    frequencies, weights = np.zeros((2, len(docs)), _type(heaviest))
    positions = np.empty(total, _type(longest))
    form_numbers = dictionary.form_numbers.astype(_type(_greatest([dictionary.form_numbers])))
    forms_at = np.empty(int(forms_at_starts[-1]), form_numbers.dtype)
    packed_capitals = np.zeros((total + 3) // 4, np.uint8)
    last_docs[:] = loops.NO_DOC
    ends = occurrence_starts[:-1].copy(), posting_starts[:-1].copy()
    for batch in batches:
        loops.invert(
            batch.docs, batch.fields, batch.counts, batch.forms, batch.positions, batch.capitals,
            *to_term, form_numbers, FIELD_WEIGHTS, *ends, shifts, last_docs,
            docs, frequencies, weights, positions, forms_at, packed_capitals,
        )  # fmt: skip
    return PostingColumns(
        posting_starts=posting_starts,
        occurrence_starts=occurrence_starts,
        docs=docs,
        frequencies=narrow(frequencies),
        weights=narrow(weights),
        positions=narrow(positions),
        forms_at=forms_at.astype(dictionary.form_numbers.dtype),
        packed_capitals=packed_capitals,
        form_counts=form_counts.astype(np.uint32),
    )


def _greatest(parts: Iterable[NDArray[np.integer]]) -> int:
    return max((int(part.max()) for part in parts if len(part)), default=0)


def _type(greatest: int) -> np.dtype[Any]:
    return np.promote_types(narrowest(greatest), np.uint16)
