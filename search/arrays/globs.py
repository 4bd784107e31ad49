"""Which of many strings a pattern with ``*`` and ``?`` matches, all looked at together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Text = NDArray[np.uint8] | NDArray[np.uint32]

ANY, SOME = ord("?"), ord("*")


def matching(text: Text, begins: Ints, ends: Ints, pattern: Sequence[int]) -> Ints:
    """The numbers of the strings that the whole pattern matches, rising.

    :param text: characters of all strings, one number each
    :param begins: where each string begins in it, rising
    :param ends: one behind the last character of each
    :param pattern: ``*`` stands for any characters or none, ``?`` for exactly one
    """
    first, *others = _pieces(pattern)
    last = others.pop() if others else first
    # The end first: strings that are sorted and begin alike soon differ in it.
    chosen = _with(text, ends - len(last), last, np.arange(len(begins)))
    lengths = ends[chosen] - begins[chosen]
    if last is first:
        alone: Ints = chosen[lengths == len(first)]
        return alone
    chosen = chosen[lengths >= len(first) + len(last) + sum(map(len, others))]
    chosen = _with(text, begins, first, chosen)
    at, ends = begins[chosen] + len(first), ends[chosen] - len(last)
    for piece in filter(len, others):
        # Each piece is taken where it first stands: so most is left for those behind it.
        own, at = _next(at, ends, _everywhere(text, piece), len(piece))
        chosen, ends = chosen[own], ends[own]
    return chosen


def _pieces(pattern: Sequence[int]) -> list[list[int]]:
    pieces: list[list[int]] = [[]]
    for character in pattern:
        if character == SOME:
            pieces.append([])
        else:
            pieces[-1].append(character)
    return pieces


def _with(text: Text, places: Ints, piece: Sequence[int], chosen: Ints) -> Ints:
    """Those of the chosen strings that have a piece at their place.

    Where a string is too short for it, what stands before it or behind is looked at.
    """
    for offset in range(len(piece) - 1, -1, -1):
        if piece[offset] != ANY:
            # Places before the first string count from the end of the text, which does no harm.
            at = np.minimum(places[chosen] + offset, len(text) - 1)
            chosen = chosen[text[at] == piece[offset]]
    return chosen


def _next(at: Ints, ends: Ints, hits: Ints, width: int) -> tuple[Ints, Ints]:
    """Which strings have a hit behind where they are looked at, and where the first one ends.

    :param at: from where each string is looked at, rising
    :param hits: where a piece of so many characters begins, rising
    """
    if not len(at):
        return at, at
    hits = hits[np.searchsorted(hits, at[0]) :]
    own = np.searchsorted(at, hits, "right") - 1
    inside = hits + width <= ends[own]
    strings, first = np.unique(own[inside], return_index=True)
    return strings, hits[inside][first] + width


def _everywhere(text: Text, piece: Sequence[int]) -> Ints:
    """All places in the text at which a piece stands."""
    count = max(len(text) - len(piece) + 1, 0)
    stands = np.ones(count, bool)
    for offset, character in enumerate(piece):
        if character != ANY:
            stands &= text[offset : offset + count] == character
    return np.flatnonzero(stands)
