"""BM25F with the field weights inside the saturation.

S. Robertson, H. Zaragoza, M. Taylor: Simple BM25 Extension to Multiple Weighted Fields, CIKM 2004.
For a document d and a query term t::

    f(t, d) = sum over fields of  weight(field) * occurrences of t in that field of d
    l(d)    = sum over fields of  weight(field) * words in that field of d
    K(d)    = k1 * (1 - b + b * l(d) / mean of l)
    score   = sum over terms of   idf(t) * f(t, d) / (f(t, d) + K(d))
    idf(t)  = ln(1 + (N - n(t) + 0.5) / (n(t) + 0.5))

The idf is Lucene's, never negative; N is the number of documents and n(t) how many have t.
Like Lucene since 8.0 it leaves out the constant factor k1 + 1, which changes no order.
"""

import math

import numpy as np
from numpy.typing import NDArray


def idf(documents: int, with_term: int) -> float:
    """How much one term says, from how rare it is."""
    return math.log(1 + (documents - with_term + 0.5) / (with_term + 0.5))


def norms(lengths: NDArray[np.integer], mean: float, k1: float, b: float) -> NDArray[np.float32]:
    """K of each document.

    :param lengths: weighted lengths
    :param mean: of the weighted lengths of all documents, greater than 0
    """
    return (k1 * (1 - b + b * (lengths / mean))).astype(np.float32)


def saturation(weights: NDArray[np.integer], norms: NDArray[np.float32]) -> NDArray[np.float64]:
    """f / (f + K) for each posting: from 0 towards 1 as a word occurs more often."""
    frequencies = weights.astype(np.float64)
    return frequencies / (frequencies + norms)
