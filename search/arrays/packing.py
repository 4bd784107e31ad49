"""Numbers in the narrowest type that holds them."""

import numpy as np
from numpy.typing import NDArray

_UNSIGNED = (np.uint8, np.uint16, np.uint32, np.uint64)


def narrowest(greatest: int) -> np.dtype[np.generic]:
    """The narrowest unsigned type that holds 0 to ``greatest``."""
    return next(np.dtype(t) for t in _UNSIGNED if greatest <= np.iinfo(t).max)


def narrow(values: NDArray[np.integer]) -> NDArray[np.integer]:
    """The same numbers (none negative) in the narrowest unsigned type."""
    return values.astype(narrowest(int(values.max()) if values.size else 0))
