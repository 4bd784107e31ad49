"""The best few of many scores."""

import numpy as np
from numpy.typing import NDArray


def best(scores: NDArray[np.floating], ties: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    """The places of the ``count`` greatest scores, falling; equal scores by rising ``ties``.

    :param ties: a number for each score, no two alike, so that there is one answer only
    """
    if count <= 0:
        return np.empty(0, np.int64)
    places = np.arange(len(scores))
    if count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= least)
    order = np.lexsort((ties[places], -scores[places]))
    return places[order[:count]]
