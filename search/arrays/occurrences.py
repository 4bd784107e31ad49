"""Occurrences of words as sorted numbers: the document in the high half, the position in the low.

Sets of them are sets of numbers (see :mod:`search.arrays.sets`), and "the next word" is plus one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.arrays.sets import distinct, intersection

Keys = NDArray[np.int64]

_SHIFT = 32
_POSITION = (1 << _SHIFT) - 1


def keys(
    docs: NDArray[np.uint32], frequencies: NDArray[np.integer], positions: NDArray[np.integer]
) -> Keys:
    """The occurrences of a posting list."""
    return (np.repeat(docs.astype(np.int64), frequencies) << _SHIFT) + positions


def documents(occurrences: Keys) -> NDArray[np.int64]:
    """The document of each occurrence."""
    return occurrences >> _SHIFT


def positions(occurrences: Keys) -> NDArray[np.int64]:
    """The position of each occurrence."""
    return occurrences & _POSITION


def distinct_documents(occurrences: Keys) -> NDArray[np.uint32]:
    """The documents that occurrences, which must be sorted, stand in, each once."""
    return distinct(documents(occurrences).astype(np.uint32))


def sequence(words: Sequence[Keys]) -> Keys:
    """Where the words stand one behind the other: the occurrences of the first of each row."""
    moved = sorted((k - place for place, k in enumerate(words)), key=len)
    found = moved[0]
    for other in moved[1:]:
        found = intersection(found, other)
    return found
