"""Sorted byte strings in two arrays: all bytes in a row, and where each string begins."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.arrays.packing import narrow
from search.arrays.ragged import ranges, starts_of

_SAMPLED = 16
# Strings whose numbers are remembered; about 150 bytes each.
_REMEMBERED = 20_000
_NOT_YET = -1


@dataclass(frozen=True)
class StringTable:
    """Strings by number.

    :param data: uint8, all strings without anything between
    :param starts: unsigned, one more than there are strings: string i is
        data[starts[i]:starts[i+1]]
    """

    data: NDArray[np.uint8]
    starts: NDArray[np.integer]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return self.data[self.starts[number] : self.starts[number + 1]].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.strings(0, len(self)))

    def strings(self, first: int, last: int) -> list[bytes]:
        """Strings ``first`` to ``last`` - 1."""
        begin = int(self.starts[first])
        data = self.data[begin : int(self.starts[last])].tobytes()
        starts = self.starts[first : last + 1] - begin
        return [data[a:b] for a, b in pairwise(starts.tolist())]

    def take(self, numbers: NDArray[np.int64]) -> "StringTable":
        """The strings of some numbers, in their order."""
        starts = self.starts.astype(np.int64)
        counts = starts[numbers + 1] - starts[numbers]
        return StringTable(self.data[ranges(starts[numbers], counts)], narrow(starts_of(counts)))

    def lower_bound(self, string: bytes) -> int:
        """The number of the first string that is not less; the strings must be sorted."""
        low = max(bisect_left(self._samples, string) - 1, 0) * _SAMPLED
        high = min(low + _SAMPLED, len(self))
        while low < high:
            middle = (low + high) // 2
            if self[middle] < string:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, string: bytes) -> int | None:
        """The number of the string; None where it is not in the table."""
        if len(self._found) >= _REMEMBERED:
            self._found.clear()
        number = self._found.get(string, _NOT_YET)
        if number == _NOT_YET:
            number = self._found[string] = self._look_up(string)
        return number

    def _look_up(self, string: bytes) -> int | None:
        number = self.lower_bound(string)
        return number if number < len(self) and self[number] == string else None

    def with_prefix(self, prefix: bytes) -> range:
        """The numbers of all strings that begin so."""
        following = next_after_prefix(prefix)
        last = len(self) if following is None else self.lower_bound(following)
        return range(self.lower_bound(prefix), last)

    @cached_property
    def _found(self) -> dict[bytes, int | None]:
        return {}

    @cached_property
    def _samples(self) -> list[bytes]:
        """Every 16th string, so that a look-up reads little of the file."""
        return [self[number] for number in range(0, len(self), _SAMPLED)]


def string_table(strings: Sequence[bytes]) -> StringTable:
    """A table of the strings in the order given."""
    starts = np.zeros(len(strings) + 1, np.int64)
    np.cumsum([len(s) for s in strings], out=starts[1:])
    return StringTable(np.frombuffer(b"".join(strings), np.uint8), narrow(starts))


def next_after_prefix(prefix: bytes) -> bytes | None:
    """The least string greater than all that begin with the prefix; None if there is none."""
    stem = prefix.rstrip(b"\xff")
    return stem[:-1] + bytes([stem[-1] + 1]) if stem else None
