"""Upper bounds of what a term can add to a score, for every fixed range of documents.

A. Mallia, T. Suel, N. Tonellotto: Faster Learned Sparse Retrieval with Block-Max Pruning,
SIGIR 2024. The bounds of a query's terms are added up, block by block; blocks are visited by
falling bound, until no block that is left can hold a document among the best.
"""

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
"""Documents of one bound. Larger blocks were measured: their bounds are too loose to prune by."""

COARSE = 16
"""Blocks between two stored places of a posting list."""

STEPS = 255
"""A bound is stored in this many steps from 0 to 1."""


def block_count(documents: int) -> int:
    """How many blocks that many documents make."""
    return -(-documents // BLOCK)


def block_bounds(
    docs: NDArray[np.uint32], saturations: NDArray[np.float64], documents: int
) -> NDArray[np.uint8]:
    """uint8[blocks]: the greatest saturation in each block, in steps of 1/255, rounded up.

    :param docs: of one posting list, rising
    :param saturations: of its postings, from 0 to below 1
    """
    row = np.zeros(block_count(documents), np.uint8)
    blocks = docs // BLOCK
    first = np.flatnonzero(np.diff(blocks, prepend=np.uint32(0xFFFFFFFF)))
    if len(first):
        greatest = np.maximum.reduceat(saturations, first)
        row[blocks[first]] = np.ceil(greatest * STEPS).astype(np.uint8)
    return row


def coarse_places(docs: NDArray[np.uint32], documents: int) -> NDArray[np.uint32]:
    """Where in a posting list every sixteenth block begins; the last is the list's length."""
    width = BLOCK * COARSE
    count = -(-documents // width)
    edges = np.arange(1, count + 1, dtype=np.int64) * width
    return np.concatenate([[0], np.searchsorted(docs, edges)]).astype(np.uint32)
