"""Sets of numbers as sorted arrays without doubles."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.integer)


def member(values: NDArray[T], of: NDArray[T]) -> NDArray[np.bool_]:
    """For each value whether the other set has it."""
    if not len(of):
        return np.zeros(len(values), bool)
    found = np.searchsorted(of, values)
    found[found == len(of)] = 0
    equal: NDArray[np.bool_] = of[found] == values
    return equal


def intersection(a: NDArray[T], b: NDArray[T]) -> NDArray[T]:
    """What both sets have; the shorter one is looked up in the longer."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return short[member(short, long)]


def difference(a: NDArray[T], b: NDArray[T]) -> NDArray[T]:
    """What the first set has and the second has not."""
    return a[~member(a, b)]


def union(sets: Sequence[NDArray[T]]) -> NDArray[T]:
    """What at least one of the sets has; there must be at least one set."""
    if len(sets) == 1:
        return sets[0]
    return distinct(np.sort(np.concatenate(sets), kind="stable"))


def distinct(values: NDArray[T]) -> NDArray[T]:
    """Sorted numbers, each once."""
    first = np.ones(len(values), bool)
    first[1:] = values[1:] != values[:-1]
    return values[first]
