"""What words of a query that stand near each other add to the scores of the best documents."""

from collections.abc import Mapping, Sequence

import numpy as np

from search.arrays import bm25
from search.arrays.nearness import frequencies
from search.engines.contract import Pair
from search.engines.whoosh.evaluation import Scores, SegmentSearch
from search.engines.whoosh.leaves import Docs
from search.query.nodes import Word


def nearness(
    search: SegmentSearch, docs: Docs, pairs: Sequence[Pair], idfs: Mapping[Word, float]
) -> Scores:
    """float64 for each document: what the pairs add, for a weight of 1.

    :param docs: rising
    :param idfs: of the words that the archive has
    """
    known = [(left, right) for left, right in pairs if left in idfs and right in idfs]
    words = dict.fromkeys(word for pair in known for word in pair)
    places = {word: search.occurrences(word, docs) for word in words}
    added = np.zeros(len(docs), np.float64)
    for left, right in known:
        counts = frequencies(places[left], places[right], docs)
        some = counts > 0
        gains = bm25.saturation(counts[some], search.norms[docs[some]])
        added[some] += (idfs[left] + idfs[right]) * gains
    return added
