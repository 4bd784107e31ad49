"""Postings as one field has them; in the files all searched fields of an article share theirs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.arrays import occurrences
from search.arrays.occurrences import Keys
from search.arrays.ragged import starts_of
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """The postings that a row of terms has in one field; a term may have none.

    :param starts: int64[terms + 1]: a term's postings in ``docs`` and ``frequencies``
    :param docs: int64[postings], rising within a term
    :param frequencies: int64[postings], each at least 1
    :param position_starts: int64[postings + 1]: a posting's occurrences in ``positions``
    :param positions: int64[occurrences], counted from the start of the field
    """

    starts: NDArray[np.int64]
    docs: NDArray[np.int64]
    frequencies: NDArray[np.int64]
    position_starts: NDArray[np.int64]
    positions: NDArray[np.int64]


def field_postings(columns: Columns, field: str, terms: range) -> FieldPostings:
    """What some terms, one behind the other in the table, have in a field of their section."""
    number = layout.FIELDS.index(field)
    own = _between(columns.posting_starts, terms)
    keys = keys_of_terms(columns, terms)
    inside = fields_of(columns, keys, layout.SECTIONS[field]) == number
    counts = columns.frequencies[own].astype(np.int64)
    posting = np.repeat(np.arange(len(counts)), counts)
    frequencies = np.bincount(posting[inside], minlength=len(counts))
    occurs = frequencies > 0
    bounds = columns.posting_starts[terms.start : terms.stop + 1] - own.start
    docs, places = occurrences.documents(keys[inside]), occurrences.positions(keys[inside])
    return FieldPostings(
        starts=starts_of(occurs.astype(np.int8))[bounds],
        docs=columns.docs[own][occurs].astype(np.int64),
        frequencies=frequencies[occurs],
        position_starts=starts_of(frequencies[occurs]),
        positions=places - columns.field_starts[docs, number],
    )


def keys_of_terms(columns: Columns, terms: range) -> Keys:
    """All occurrences of some terms, one behind the other in the table."""
    own = _between(columns.posting_starts, terms)
    occurs = _between(columns.occurrence_starts, terms)
    return occurrences.keys(columns.docs[own], columns.frequencies[own], columns.positions[occurs])


def fields_of(columns: Columns, keys: Keys, section: bytes) -> NDArray[np.int64]:
    """For each occurrence the number of its field in ``layout.FIELDS``."""
    numbers = [i for i, name in enumerate(layout.FIELDS) if layout.SECTIONS[name] == section]
    docs, places = occurrences.documents(keys), occurrences.positions(keys)
    later = [places >= columns.field_starts[docs, number] for number in numbers[1:]]
    return numbers[0] + sum(later, np.zeros(len(keys), np.int64))


def _between(starts: NDArray[np.int64], terms: range) -> slice:
    return slice(int(starts[terms.start]), int(starts[terms.stop]))
