"""Which of many strings a pattern with ``*`` and ``?`` matches, all looked at together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Text = NDArray[np.uint8] | NDArray[np.uint32]

_ANY = ord("?")


def matching(text: Text, begins: Ints, ends: Ints, pattern: str) -> Ints:
    """The numbers of the strings that the whole pattern matches, rising.

    :param text: characters of all strings, one number each
    :param begins: where each string begins in it, rising
    :param ends: one behind the last character of each
    :param pattern: ``*`` stands for any characters or none, ``?`` for exactly one
    """
    pieces = [np.array([ord(c) for c in piece], np.int64) for piece in pattern.split("*")]
    lengths = ends - begins
    if len(pieces) == 1:
        chosen = np.flatnonzero(lengths == len(pieces[0]))
        return chosen[_stands(text, begins[chosen], pieces[0])]
    first, *inner, last = pieces
    chosen = np.flatnonzero(lengths >= sum(map(len, pieces)))
    chosen = chosen[_stands(text, begins[chosen], first)]
    chosen = chosen[_stands(text, ends[chosen] - len(last), last)]
    return _with_inner(
        text, chosen, begins[chosen] + len(first), ends[chosen] - len(last),
        [piece for piece in inner if len(piece)],
    )  # fmt: skip


def _stands(text: Text, places: Ints, piece: Ints) -> NDArray[np.bool_]:
    """Whether a piece stands at each place; every place has room for it."""
    left = np.arange(len(places))
    # From the end, since a last letter tells words apart better than a first one where the
    # strings are sorted and all begin alike.
    for offset in range(len(piece) - 1, -1, -1):
        if piece[offset] != _ANY:
            left = left[text[places[left] + offset] == piece[offset]]
    stands = np.zeros(len(places), bool)
    stands[left] = True
    return stands


def _with_inner(text: Text, chosen: Ints, at: Ints, ends: Ints, pieces: Sequence[Ints]) -> Ints:
    """The strings that have the pieces one behind another; each is taken where it first stands."""
    for piece in pieces:
        hits = np.append(_everywhere(text, piece), len(text))
        found = hits[np.searchsorted(hits, at)] + len(piece)
        there = found <= ends
        chosen, at, ends = chosen[there], found[there], ends[there]
    return chosen


def _everywhere(text: Text, piece: Ints) -> Ints:
    """All places in the text at which a piece stands."""
    count = max(len(text) - len(piece) + 1, 0)
    stands = np.ones(count, bool)
    for offset, character in enumerate(piece.tolist()):
        if character != _ANY:
            stands &= text[offset : offset + count] == character
    return np.flatnonzero(stands)
