"""What a segment's documents are scored by, held together so that loops are called with little."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Postings(NamedTuple):
    """Posting lists in a row, and what is known of each document.

    :param docs: uint32[postings], rising within a list
    :param weights: unsigned[postings], at least 1, see :mod:`search.arrays.bm25`
    :param norms: float32[documents]: K of each
    :param allowed: bool[documents]: which may be found; empty for all
    :param ranks: uint32[documents]: decides between equal scores, the lower one first
    """

    docs: NDArray[np.uint32]
    weights: NDArray[np.integer]
    norms: NDArray[np.float32]
    allowed: NDArray[np.bool_]
    ranks: NDArray[np.uint32]
