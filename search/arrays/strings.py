"""The order of many strings."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.arrays.pieces import LONGEST_KEYED, keys


def order_of(text: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of different strings in the order of their bytes.

    :param text: the strings one behind the other, without NUL
    :param starts: where each begins, and where the last ends
    """
    padded = np.concatenate([text, np.zeros(LONGEST_KEYED, np.uint8)])
    first, second, third = (own.byteswap() for own in keys(padded, starts[:-1], starts[1:]))
    order: NDArray[np.int64] = np.lexsort((third, second, first))
    parts = (first[order], second[order], third[order])
    same = np.logical_and.reduce([own[1:] == own[:-1] for own in parts])
    for begin, end in _runs(same):
        alike = sorted(order[begin:end].tolist(), key=lambda n: _string(text, starts, n))
        order[begin:end] = alike
    return order


def _runs(same: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where elements begin, and end, of which each is the same as the one before it."""
    edges = np.flatnonzero(np.diff(same, prepend=False, append=False))
    return [(begin, end + 1) for begin, end in pairwise(edges.tolist())][::2]


def _string(text: NDArray[np.uint8], starts: NDArray[np.int64], number: int) -> bytes:
    return text[starts[number] : starts[number + 1]].tobytes()
