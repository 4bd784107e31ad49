"""What stands between the pieces of a text: whether a sentence or a paragraph may end there."""

import numpy as np
from numpy.typing import NDArray

from search.arrays.pieces import Offsets, keys
from search.text.sentences import GOES_ON, break_between

# Marks of up to so many bytes fit into one number, with their length in its last byte.
_LONGEST_COUNTED = 7
_LENGTH_SHIFT = np.uint64(8 * _LONGEST_COUNTED)


def breaks_before(printed: NDArray[np.uint8], starts: Offsets, ends: Offsets) -> NDArray[np.uint8]:
    """uint8[pieces]: what the marks between each piece and the one before it say.

    :param printed: the text with plain marks (:func:`search.arrays.pieces.plain_marks`)
    :returns: ``GOES_ON`` to ``ENDS_PARAGRAPH`` of :mod:`search.text.sentences`
    """
    breaks = np.full(len(starts), GOES_ON, np.uint8)
    # One blank alone ends nothing; it stands before most words.
    marked = np.flatnonzero(starts[1:] - ends[:-1] > 1) + 1
    firsts, lasts = ends[marked - 1], starts[marked]
    short = lasts - firsts <= _LONGEST_COUNTED
    breaks[marked[short]] = _short_breaks(printed, firsts[short], lasts[short])
    for place in np.flatnonzero(~short).tolist():
        between = printed[firsts[place] : lasts[place]].tobytes()
        breaks[marked[place]] = break_between(between.decode("ascii"))
    return breaks


def _short_breaks(printed: NDArray[np.uint8], firsts: Offsets, lasts: Offsets) -> NDArray[np.uint8]:
    """The same for marks of up to 7 bytes, each sort looked at once."""
    own = keys(printed, firsts, lasts)[0] | (lasts - firsts).astype(np.uint64) << _LENGTH_SHIFT
    _, some, number = np.unique(own, return_index=True, return_inverse=True)
    sorts = [
        break_between(printed[first:last].tobytes().decode("ascii"))
        for first, last in zip(firsts[some].tolist(), lasts[some].tolist(), strict=True)
    ]
    return np.array(sorts, np.uint8)[number]
