"""The postings of one leaf of a query in one segment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.arrays import occurrences
from search.arrays.occurrences import Keys
from search.arrays.packing import narrow
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.field_postings import fields_of
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.sentences import BYLINE


@dataclass(frozen=True, slots=True)
class LeafPostings:
    """Which documents have a leaf, and how weighty it stands in each.

    :param docs: uint32, rising
    :param weights: occurrences, each counted with the weight of its field
    """

    docs: Docs
    weights: NDArray[np.integer]


def of_term(columns: Columns, term: int | None) -> LeafPostings:
    """The postings of a plain word, deleted documents included."""
    own = slice(0, 0)
    if term is not None:
        own = slice(columns.posting_starts[term], columns.posting_starts[term + 1])
    return LeafPostings(columns.docs[own], columns.weights[own])


def of_places(columns: Columns, first: Keys, section: bytes) -> LeafPostings:
    """The postings of what stands at some places.

    :param first: keys of the first words, rising
    """
    first = first & ~BYLINE
    docs = occurrences.documents(first)
    starts = np.flatnonzero(np.diff(docs, prepend=-1))
    if not len(starts):
        return LeafPostings(np.empty(0, np.uint32), np.empty(0, np.uint8))
    weights = np.add.reduceat(FIELD_WEIGHTS[fields_of(columns, first, section)], starts)
    return LeafPostings(docs[starts].astype(np.uint32), narrow(weights))


def joined(parts: Sequence[LeafPostings]) -> LeafPostings:
    """Postings of documents behind one another as one."""
    return LeafPostings(
        np.concatenate([part.docs for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )
