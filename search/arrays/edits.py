"""Which of many strings are within a few edits of a word, all looked at together."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Text = NDArray[np.uint8] | NDArray[np.uint32]

_LETTERS = 64


def within(text: Text, begins: Ints, ends: Ints, word: str, edits: int) -> Ints:
    """The numbers of the strings at most so many edits away, rising.

    An edit puts a character in, leaves one out, changes one, or swaps two neighbours; nothing is
    edited twice (optimal string alignment: L. Boytsov, Indexing methods for approximate
    dictionary searching, JEA 2011).

    :param text: characters of all strings, one number each
    :param begins: where each string begins in it
    :param ends: one behind the last character of each
    """
    typed = np.array([ord(c) for c in word], np.int64)
    lengths = ends - begins
    close = np.flatnonzero(abs(lengths - len(typed)) <= edits)
    found = []
    for length in np.unique(lengths[close]).tolist():
        own = close[lengths[close] == length]
        letters = text[begins[own][:, np.newaxis] + np.arange(length)].astype(np.int64)
        alike = _bags_alike(letters, typed, edits)
        distances = _distances(np.ascontiguousarray(letters[alike].T), typed)
        found.append(own[alike][distances <= edits])
    return np.sort(np.concatenate(found)) if found else close


def _bags_alike(letters: Ints, typed: Ints, edits: int) -> NDArray[np.bool_]:
    """Whether so few edits could do, from which letters occur: each changes at most two."""
    having = np.bitwise_or.reduce(_bits(letters), axis=1, initial=0)
    wanted = np.bitwise_or.reduce(_bits(typed), initial=0)
    alike: NDArray[np.bool_] = np.bitwise_count(having ^ wanted) <= 2 * edits
    return alike


def _bits(letters: Ints) -> NDArray[np.uint64]:
    return np.uint64(1) << (letters % _LETTERS).astype(np.uint64)


def _distances(letters: Ints, typed: Ints) -> Ints:
    """The distance of each string of one length from the word.

    :param letters: int64[length, strings]
    """
    count = letters.shape[1]
    before = np.zeros((len(typed) + 1, count), np.int16)
    row = np.repeat(np.arange(len(typed) + 1, dtype=np.int16)[:, np.newaxis], count, axis=1)
    for number in range(1, len(letters) + 1):
        own = letters[number - 1]
        new = np.empty_like(row)
        new[0] = number
        for place in range(1, len(typed) + 1):
            character = typed[place - 1]
            changed = row[place - 1] + (own != character)
            new[place] = np.minimum(np.minimum(row[place], new[place - 1]) + 1, changed)
            if number > 1 and place > 1:
                swapped = (own == typed[place - 2]) & (letters[number - 2] == character)
                least = np.minimum(new[place], before[place - 2] + 1)
                new[place] = np.where(swapped, least, new[place])
        before, row = row, new
    distances: Ints = row[-1].astype(np.int64)
    return distances
