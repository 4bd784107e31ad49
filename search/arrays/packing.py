"""Numbers in the narrowest type that holds them, or four to a byte."""

import numpy as np
from numpy.typing import NDArray

_PAIR_SHIFTS = np.array([0, 2, 4, 6], np.uint8)
_UNSIGNED = (np.uint8, np.uint16, np.uint32, np.uint64)


def narrowest(greatest: int) -> np.dtype[np.generic]:
    """The narrowest unsigned type that holds 0 to ``greatest``."""
    return next(np.dtype(t) for t in _UNSIGNED if greatest <= np.iinfo(t).max)


def narrow(values: NDArray[np.integer]) -> NDArray[np.integer]:
    """The same numbers (none negative) in the narrowest unsigned type."""
    return values.astype(narrowest(int(values.max()) if values.size else 0))


def pack_pairs(values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Numbers from 0 to 3 packed four to a byte: number i in the bits 2 * (i % 4) of byte i // 4.

    :returns: uint8[ceil(numbers / 4)], the bits behind the last number 0
    """
    padded = np.zeros(-(-len(values) // 4) * 4, np.uint8)
    padded[: len(values)] = values
    packed: NDArray[np.uint8] = np.bitwise_or.reduce(padded.reshape(-1, 4) << _PAIR_SHIFTS, axis=1)
    return packed


def unpack_pairs(packed: NDArray[np.uint8], first: int, last: int) -> NDArray[np.uint8]:
    """Numbers ``first`` to ``last`` - 1 of those that ``pack_pairs`` packed."""
    begin = first // 4
    own = packed[begin : -(-last // 4)]
    numbers: NDArray[np.uint8] = (own[:, np.newaxis] >> _PAIR_SHIFTS) & np.uint8(3)
    return numbers.reshape(-1)[first - begin * 4 : last - begin * 4]
