"""From words in the order of the text to postings in the order of the terms."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.arrays.ragged import starts_of


@dataclass(frozen=True, slots=True)
class Inverted:
    """Postings grouped by term, documents rising within a term, positions within a posting.

    :param order: int64[occurrences]: which occurrence of the text stands at each place
    :param posting_starts: int64[terms + 1]: a term's postings in ``docs`` and ``frequencies``
    :param occurrence_starts: int64[terms + 1]: a term's occurrences in ``order``
    :param docs: uint32[postings]
    :param frequencies: int64[postings]: how many occurrences each posting has
    """

    order: NDArray[np.int64]
    posting_starts: NDArray[np.int64]
    occurrence_starts: NDArray[np.int64]
    docs: NDArray[np.uint32]
    frequencies: NDArray[np.int64]


def invert(terms: NDArray[np.uint32], docs: NDArray[np.uint32], term_count: int) -> Inverted:
    """Group occurrences by term.

    :param terms: uint32[occurrences], each less than ``term_count``
    :param docs: uint32[occurrences], rising
    """
    order = stable_order(terms, term_count)
    sorted_terms, sorted_docs = terms[order], docs[order]
    first = np.ones(len(order), bool)
    first[1:] = (sorted_terms[1:] != sorted_terms[:-1]) | (sorted_docs[1:] != sorted_docs[:-1])
    postings = np.flatnonzero(first)
    return Inverted(
        order=order,
        posting_starts=starts_of(np.bincount(sorted_terms[postings], minlength=term_count)),
        occurrence_starts=starts_of(np.bincount(terms, minlength=term_count)),
        docs=sorted_docs[postings],
        frequencies=np.diff(postings, append=len(order)),
    )


def stable_order(keys: NDArray[np.uint32], limit: int) -> NDArray[np.int64]:
    """The order that sorts the keys (each less than ``limit``), equal ones as they stand.

    numpy sorts 16 bits by counting: two such passes are several times quicker than one
    comparison sort of 32 bits.
    """
    order = np.argsort(keys.astype(np.uint16), kind="stable")
    if limit > 1 << 16:
        high = (keys >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
