"""Numbers by key, found and added for millions of keys at a time."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.pieces import Keys, mixed

_FULL = np.uint64((1 << 56) - 1)  # a greater number has eight bytes


class PieceTable:
    """Numbers by key in open addressing, looked up for millions of keys at a time."""

    def __init__(self) -> None:
        self._bits = 16
        self._held = 0
        self._clear()

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """The number of each key, -1 where it is not in the table.

        :param keys: of pieces without NUL, so that no first number is 0
        """
        found = np.full(len(keys[0]), -1, np.int32)
        slots = self._first_slots(keys)
        rest = np.arange(len(found))
        while len(rest):
            at = slots[rest]
            held = self._keys[0][at]
            same = held == keys[0][rest]
            # Only a key whose first number is full can have more.
            full = np.flatnonzero(same & (held > _FULL))
            for part in (1, 2):
                same[full] &= self._keys[part][at[full]] == keys[part][rest[full]]
            found[rest[same]] = self._values[at[same]]
            rest = rest[(held != 0) & ~same]
            slots[rest] = (slots[rest] + 1) & self._mask
        return found

    def add(self, keys: Keys, values: NDArray[np.int32]) -> None:
        """Put keys in; those that are there already, or twice among the new ones, count once."""
        values, first = np.unique(values, return_index=True)
        keys = chosen(keys, first)
        new = self.find(keys) < 0
        keys, values = chosen(keys, new), values[new]
        while (self._held + len(values)) * 3 > 1 << self._bits:
            self._grow()
        self._held += len(values)
        self._insert(keys, values)

    def _insert(self, keys: Keys, values: NDArray[np.int32]) -> None:
        slots = self._first_slots(keys)
        rest = np.arange(len(values))
        while len(rest):
            at = slots[rest]
            free = self._values[at] < 0
            # Of several that want one free slot the last gets it; the others go on looking.
            self._values[at[free]] = values[rest[free]]
            got = self._values[at] == values[rest]
            winners = rest[got]
            for own, key in zip(self._keys, keys, strict=True):
                own[slots[winners]] = key[winners]
            rest = rest[~got]
            slots[rest] = (slots[rest] + 1) & self._mask

    def _grow(self) -> None:
        filled = self._values >= 0
        keys, values = chosen(self._keys, filled), self._values[filled]
        self._bits += 1
        self._clear()
        self._insert(keys, values)

    def _clear(self) -> None:
        size = 1 << self._bits
        self._mask = size - 1
        self._values = np.full(size, -1, np.int32)
        self._keys: Keys = (
            np.zeros(size, np.uint64),
            np.zeros(size, np.uint64),
            np.zeros(size, np.uint64),
        )

    def _first_slots(self, keys: Keys) -> NDArray[np.int64]:
        return (mixed(keys) >> np.uint64(64 - self._bits)).astype(np.int64)


def chosen(keys: Keys, which: NDArray[Any]) -> Keys:
    """Some of the keys, by a mask or by their places."""
    return keys[0][which], keys[1][which], keys[2][which]
