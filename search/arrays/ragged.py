"""Lists of unequal length laid end to end in one array."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def ranges(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> Ints:
    """The numbers ``starts[i], starts[i] + 1, ...`` (``counts[i]`` of them) for each i, in a row.

    >>> ranges(np.array([5, 20]), np.array([2, 3])).tolist()
    [5, 6, 20, 21, 22]
    """
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    shifts = np.asarray(starts, np.int64) - (ends - counts)
    return np.arange(total, dtype=np.int64) + np.repeat(shifts, counts)


def starts_of(counts: NDArray[np.integer]) -> Ints:
    """Where each list begins if lists of these lengths stand in a row; one more: the total."""
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
