"""Which of many strings are within a few edits of a word, all looked at together.

An edit puts a character in, leaves one out, changes one, or swaps two neighbours; nothing is
edited twice (optimal string alignment: L. Boytsov, Indexing methods for approximate dictionary
searching, JEA 2011).
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Letters = NDArray[np.uint64]
Text = NDArray[np.uint8] | NDArray[np.uint32]

_BITS = 64


def letters(text: NDArray[np.uint8], begins: Ints) -> Letters:
    """Which letters each string has, as bits of one number.

    :param text: all strings in UTF-8 without anything between
    :param begins: where each string begins in it; none is empty
    """
    # The last byte tells characters of one script apart.
    last = np.append(text[1:] >> 6 != 0b10, [True] * (len(text) > 0))
    bits = np.where(last, np.uint64(1) << (text % _BITS).astype(np.uint64), np.uint64(0))
    return np.bitwise_or.reduceat(bits, begins) if len(begins) else bits[:0]


def alike(strings: Letters, word: str, edits: int) -> Ints:
    """The numbers of the strings that so few edits may make of the word, judged by letters alone.

    An edit takes at most one letter away and brings one.
    """
    typed = np.frombuffer(word.encode(), np.uint8)
    own = letters(typed, np.zeros(min(len(typed), 1), np.int64))
    wanted = own[0] if len(own) else np.uint64(0)
    return np.flatnonzero(np.bitwise_count(strings ^ wanted) <= 2 * edits)


def within(text: Text, begins: Ints, ends: Ints, word: str, edits: int) -> Ints:
    """The numbers of the strings at most so many edits away, rising.

    :param text: characters of all strings, one number each
    :param begins: where each string begins in it
    :param ends: one behind the last character of each
    """
    typed = np.array([ord(character) for character in word], np.int64)
    lengths = ends - begins
    close = np.flatnonzero(abs(lengths - len(typed)) <= edits)
    found = [close[:0]]
    for length in np.unique(lengths[close]).tolist():
        own = close[lengths[close] == length]
        characters = text[begins[own] + np.arange(length)[:, np.newaxis]]
        found.append(own[_distances(characters, typed) <= edits])
    return np.sort(np.concatenate(found))


def _distances(characters: Text, typed: Ints) -> NDArray[np.int16]:
    """The distance of each string of one length from the word.

    :param characters: [length, strings]
    """
    row = np.empty((len(typed) + 1, characters.shape[1]), np.int16)
    row[:] = np.arange(len(typed) + 1)[:, np.newaxis]
    before = row
    for number, own in enumerate(characters):
        new = np.empty_like(row)
        new[0] = number + 1
        for place, character in enumerate(typed, 1):
            changed = row[place - 1] + (own != character)
            best = np.minimum(np.minimum(row[place], new[place - 1]) + 1, changed)
            if number and place > 1:
                swapped = (own == typed[place - 2]) & (characters[number - 1] == character)
                best = np.where(swapped, np.minimum(best, before[place - 2] + 1), best)
            new[place] = best
        before, row = row, new
    distances: NDArray[np.int16] = row[-1]
    return distances
