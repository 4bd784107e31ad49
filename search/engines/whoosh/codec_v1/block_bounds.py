"""The block bounds of a segment's frequent terms, beside its columns."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25, bounds
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.array_file import (
    create_array,
    open_array,
    release_array,
    seal_array,
    write_array,
)
from search.engines.whoosh.codec_v1.columns import Columns, release_columns, segment_file
from search.engines.whoosh.codec_v1.lengths import weighted_lengths

# A term with fewer postings than this, or than one in so many documents, has no stored bounds: to
# read its whole list takes less than to read the bounds of all blocks.
_LEAST_POSTINGS = 128
_ONE_IN = 64

# Rows after which the memory of what was read and written is given back.
_RELEASE_EVERY = 100


@dataclass(frozen=True, slots=True)
class BlockBounds:
    """Bounds of the frequent terms.

    :param rows: int32[terms]: the row of each term, -1 where it is not frequent
    :param bounds: uint8[rows, blocks], see :mod:`search.arrays.bounds`
    :param places: uint32[rows, blocks / 16 + 1]
    :param k1: with which the bounds were made
    :param b: likewise
    :param mean: mean weighted length with which they were made
    """

    rows: NDArray[np.int32]
    bounds: NDArray[np.uint8]
    places: NDArray[np.uint32]
    k1: float
    b: float
    mean: float

    def looseness(self, k1: float, b: float, mean: float) -> float:
        """By what the bounds have to be multiplied to hold for other parameters.

        f / (f + K) grows by at most the factor by which K falls, and K falls by at most the
        factor by which the mean length grows; 0 stands for "they say nothing": k1 or b differ.
        """
        if (k1, b) != (self.k1, self.b):
            return 0.0
        return max(1.0, mean / self.mean)


def write_block_bounds(columns: Columns, folder: Path, segment: str, k1: float, b: float) -> None:
    """Work out and write the bounds of a segment, from all its documents."""
    documents = columns.document_count
    lengths = weighted_lengths(columns)
    mean = float(lengths.mean()) or 1.0
    norms = bm25.norms(lengths, mean, k1, b)
    frequencies = np.diff(columns.posting_starts)
    terms = np.flatnonzero(frequencies >= max(_LEAST_POSTINGS, documents // _ONE_IN))
    blocks = bounds.block_count(documents)
    coarse = -(-blocks // bounds.COARSE) + 1

    row_path = segment_file(folder, segment, layout.BOUNDS)
    place_path = segment_file(folder, segment, layout.BOUND_PLACES)
    rows = create_array(row_path, np.dtype(np.uint8), len(terms) * blocks)
    places = create_array(place_path, np.dtype(np.uint32), len(terms) * coarse)
    for row, term in enumerate(terms.tolist()):
        own = slice(columns.posting_starts[term], columns.posting_starts[term + 1])
        docs = columns.docs[own]
        saturations = bm25.saturation(columns.weights[own], norms[docs])
        rows[row * blocks : (row + 1) * blocks] = bounds.block_bounds(docs, saturations, documents)
        places[row * coarse : (row + 1) * coarse] = bounds.coarse_places(docs, documents)
        if row % _RELEASE_EVERY == 0:
            release_array(rows)
            release_columns(columns)
    del rows, places
    seal_array(row_path)
    seal_array(place_path)
    write_array(segment_file(folder, segment, layout.BOUND_TERMS), terms.astype(np.uint32))
    parameters = np.array([k1, b, mean], np.float64)
    write_array(segment_file(folder, segment, layout.BOUND_PARAMETERS), parameters)


def open_block_bounds(columns: Columns, folder: Path, segment: str) -> BlockBounds:
    """Map the bounds of a segment.

    :raises ArchiveDamagedError: a file is missing or not as it was written
    """
    terms, flat, places, parameters = (_open(folder, segment, name) for name in layout.BOUND_FILES)
    blocks = bounds.block_count(columns.document_count)
    rows = np.full(len(columns.terms), -1, np.int32)
    rows[terms.astype(np.int64)] = np.arange(len(terms))
    k1, b, mean = parameters.tolist()
    return BlockBounds(
        rows,
        flat.reshape(len(terms), blocks),
        places.reshape(len(terms), -1) if len(terms) else places.reshape(0, 1),
        k1,
        b,
        mean,
    )


def _open(folder: Path, segment: str, name: str) -> NDArray[Any]:
    return open_array(segment_file(folder, segment, name))
