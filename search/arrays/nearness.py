"""How often two words stand near each other, and what that adds to a score.

A simple form of the pairs of D. Metzler and W. B. Croft: A Markov Random Field Model for Term
Dependencies, SIGIR 2005: for words s and t that stand side by side in a query, and a document d::

    f(s, t, d) = how often s stands in d with a t at most REACH words before or behind it,
                 and once more where a t is the next word
    added      = weight * (idf(s) + idf(t)) * f(s, t, d) / (f(s, t, d) + K(d))

idf and K are those of :mod:`search.arrays.bm25`.
"""

import numpy as np
from numpy.typing import NDArray

from search.arrays.occurrences import Keys, documents

REACH = 8


def near(left: Keys, right: Keys) -> NDArray[np.int64]:
    """How much each occurrence of the left word counts: 0, 1 near a right one, 2 just before it.

    A place that both stand at, as inflections of one word do, is not near itself.

    :param left: sorted
    :param right: sorted
    """
    if not len(right):
        return np.zeros(len(left), np.int64)
    before = np.searchsorted(right, left, "left")
    behind = np.searchsorted(right, left, "right")
    back = left - right[np.maximum(before - 1, 0)]
    ahead = right[np.minimum(behind, len(right) - 1)] - left
    precedes = (before > 0) & (back <= REACH)
    follows = (behind < len(right)) & (ahead <= REACH)
    counts: NDArray[np.int64] = (precedes | follows) + np.int64(1) * (follows & (ahead == 1))
    return counts


def frequencies(left: Keys, right: Keys, docs: NDArray[np.uint32]) -> NDArray[np.int64]:
    """f of each document.

    :param left: as of :func:`near`, in some of the documents
    :param docs: rising
    """
    counts = np.zeros(len(docs), np.int64)
    np.add.at(counts, np.searchsorted(docs, documents(left)), near(left, right))
    return counts
