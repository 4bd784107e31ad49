"""Lists of unequal length laid end to end in one array."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def ranges(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> Ints:
    """The numbers ``starts[i], starts[i] + 1, ...`` (``counts[i]`` of them) for each i, in a row.

    >>> ranges(np.array([5, 20]), np.array([2, 3])).tolist()
    [5, 6, 20, 21, 22]
    """
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    shifts = np.asarray(starts, np.int64) - (ends - counts)
    return np.arange(total, dtype=np.int64) + np.repeat(shifts, counts)


def starts_of(counts: NDArray[np.integer]) -> Ints:
    """Where each list begins if lists of these lengths stand in a row; one more: the total."""
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def put_lists(
    target: NDArray[np.generic],
    places: Ints,
    counts: Ints,
    values: NDArray[np.generic],
) -> None:
    """Put lists that stand in a row into their places, changing ``target``.

    :param places: where each list goes in ``target``
    :param counts: how long each is
    """
    target[ranges(places, counts)] = values


def places_within(
    starts: NDArray[np.integer],
    values: NDArray[np.integer],
    lists: NDArray[np.integer],
    wanted: NDArray[np.integer],
) -> Ints:
    """Where in ``values`` the last value stands that is not greater than a wanted one.

    >>> starts, values = np.array([0, 2, 4]), np.array([0, 7, 0, 3])
    >>> places_within(starts, values, lists=np.array([0, 1]), wanted=np.array([8, 2])).tolist()
    [1, 2]

    :param values: of all lists, rising within each; below 2**32
    :param lists: in which list to look for each wanted value; it holds one that is not greater
    """
    looked_at, number = np.unique(lists, return_inverse=True)
    firsts = starts[looked_at].astype(np.int64)
    counts = starts[looked_at + 1] - firsts
    places = ranges(firsts, counts)
    keys = (np.repeat(np.arange(len(looked_at), dtype=np.int64), counts) << 32) + values[places]
    found: Ints = places[np.searchsorted(keys, (number << 32) + wanted, side="right") - 1]
    return found
