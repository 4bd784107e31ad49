"""Where several words stand close together, in whatever order."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from search.arrays import sets
from search.arrays.spans import Keys, Spans

_NEVER = np.iinfo(np.int64).max


def close_together(
    words: Sequence[Keys], counts: Sequence[int], limit: int, check: Callable[[], None]
) -> Spans:
    """The shortest stretch from each place at which one begins.

    :param words: occurrences of different words, rising, each once
    :param counts: how often each has to stand in a stretch, every time at a place of its own
    :param limit: how many positions the last word may stand behind the first
    :param check: called now and then while it takes long; may raise
    """
    starts = sets.union(words)
    ends = np.zeros(len(starts), np.int64)
    for own, count in zip(words, counts, strict=True):
        padded = np.append(own, [_NEVER] * count)
        ends = np.maximum(ends, padded[np.searchsorted(own, starts) + count - 1])
    ends = np.where(ends - starts <= limit, ends, _NEVER)
    for number in _unsure(words, starts, ends).tolist():
        check()
        window = range(int(starts[number]), int(starts[number]) + limit + 1)
        ends[number] = next(_filled(words, counts, window), _NEVER)
    found = ends < _NEVER
    first, last = starts[found], ends[found]
    return Spans(first, last, last - first >= sum(counts))


def _unsure(words: Sequence[Keys], starts: Keys, ends: Keys) -> NDArray[np.int64]:
    """The stretches in which two words share a position, of which one can have it only.

    A compound and its first part do: "co-op" is co, op and coop.
    """
    everything = np.sort(np.concatenate(words))
    shared = everything[1:][everything[1:] == everything[:-1]]
    at = np.append(shared, _NEVER)[np.searchsorted(shared, starts)]
    return np.flatnonzero((ends < _NEVER) & (at <= ends))


def _filled(words: Sequence[Keys], counts: Sequence[int], window: range) -> Iterator[int]:
    """The keys at which all words have their places, going through a stretch from its start."""
    choices: dict[int, list[int]] = {}
    for word, own in enumerate(words):
        inside = own[np.searchsorted(own, window.start) : np.searchsorted(own, window.stop)]
        for key in inside.tolist():
            choices.setdefault(key, []).append(word)
    held: list[list[int]] = [[] for _ in words]
    for key in sorted(choices):
        _place(key, choices, counts, held, set())
        if all(len(own) == count for own, count in zip(held, counts, strict=True)):
            yield key


def _place(
    key: int,
    choices: dict[int, list[int]],
    counts: Sequence[int],
    held: list[list[int]],
    tried: set[int],
) -> bool:
    """Give a place to a word that lacks one, moving others if need be (Kuhn's algorithm)."""
    for word in choices[key]:
        if word in tried:
            continue
        tried.add(word)
        if len(held[word]) < counts[word]:
            held[word].append(key)
            return True
        for number, other in enumerate(held[word]):
            if _place(other, choices, counts, held, tried):
                held[word][number] = key
                return True
    return False
