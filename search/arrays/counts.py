"""How often each of many numbers occurs."""

import numpy as np
from numpy.typing import NDArray

from search.arrays.ragged import Ints, ranges, starts_of

_EPOCH = 719_163  # the proleptic Gregorian ordinal of 1 January 1970, where datetime64 begins


def tally(numbers: NDArray[np.integer], docs: NDArray[np.integer], size: int) -> Ints:
    """int64[size]: in how many of the documents each number stands.

    :param numbers: [documents]: one number below ``size`` for each document
    """
    return np.bincount(numbers[docs], minlength=size)


def tally_lists(
    starts: Ints, numbers: NDArray[np.integer], docs: NDArray[np.integer], size: int
) -> Ints:
    """int64[size]: in the lists of how many of the documents each number stands.

    :param starts: int64[documents + 1]: the list of document d is
        ``numbers[starts[d]:starts[d + 1]]``, without doubles
    """
    documents = len(starts) - 1
    if len(docs) * 4 > documents:  # then going through all lists is quicker: a third of the time
        wanted = np.zeros(documents, bool)
        wanted[docs] = True
        return np.bincount(numbers[np.repeat(wanted, np.diff(starts))], minlength=size)
    firsts = starts[docs]
    counts = starts[docs + 1] - firsts
    listed = counts > 0
    return np.bincount(numbers[ranges(firsts[listed], counts[listed])], minlength=size)


def without_doubles(starts: Ints, numbers: NDArray[np.integer]) -> tuple[Ints, NDArray[np.int64]]:
    """The same lists with each number once, rising: their starts, and the numbers."""
    documents = len(starts) - 1
    width = int(numbers.max()) + 1 if len(numbers) else 1
    lists = np.repeat(np.arange(documents), np.diff(starts))
    pairs = np.unique(lists * width + numbers)
    return starts_of(np.bincount(pairs // width, minlength=documents)), pairs % width


def sums(groups: NDArray[np.integer], values: NDArray[np.integer]) -> NDArray[np.int64]:
    """int64[different groups]: the sum of the values of each group, in the groups' order.

    :param groups: [values], rising
    """
    if not len(groups):
        return np.empty(0, np.int64)
    first = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))
    return np.add.reduceat(values, first, dtype=np.int64)


def first_of_month(days: NDArray[np.integer]) -> NDArray[np.int64]:
    """The first day of the month of each day; both are proleptic Gregorian ordinals from 1."""
    return _first_of(days, "datetime64[M]")


def first_of_year(days: NDArray[np.integer]) -> NDArray[np.int64]:
    """The first day of the year of each day; both are proleptic Gregorian ordinals from 1."""
    return _first_of(days, "datetime64[Y]")


def _first_of(days: NDArray[np.integer], unit: str) -> NDArray[np.int64]:
    dates = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    return dates.astype(unit).astype("datetime64[D]").astype(np.int64) + _EPOCH
