"""What words of a query that stand near each other add to the scores of the best documents."""

from collections.abc import Mapping, Sequence
from types import ModuleType

import numpy as np

from search.arrays import bm25, occurrences, sets
from search.arrays.nearness import REACH
from search.arrays.nearness import frequencies as near_frequencies
from search.arrays.occurrences import Keys
from search.arrays.ragged import ranges
from search.engines.contract import Pair
from search.engines.whoosh.evaluation import Scores, SegmentSearch
from search.engines.whoosh.known_words import Numbers, WordTable
from search.engines.whoosh.leaves import Docs, is_plain, term_of
from search.engines.whoosh.open_segment import Hits, OpenSegment
from search.query.nodes import Word


def nearness_of_known(
    kernels: ModuleType, segment: OpenSegment, docs: Docs, table: WordTable, near: Numbers
) -> Scores:
    """As :func:`nearness`, to the last bit.

    :param near: the numbers of the words of each pair in the table
    """
    added = np.zeros(len(docs), np.float64)
    columns = segment.columns
    placed = columns.docs, columns.frequencies, columns.positions, segment.norms
    own = table.places[segment.number], table.idfs
    kernels.add_nearness(*placed, *own, near, REACH, docs, added)
    return added


def rank_by_nearness(
    kernels: ModuleType, hits: Hits, table: WordTable, near: Numbers, weight: float
) -> Hits:
    """Hits with what the pairs add to their scores, the best first."""
    segment = hits.segment
    columns = segment.columns
    docs, scores = hits.docs.copy(), hits.scores.copy()
    placed = columns.docs, columns.frequencies, columns.positions, segment.norms, segment.id_ranks
    own = table.places[segment.number], table.idfs
    kernels.rank_by_nearness(*placed, *own, near, REACH, weight, docs, scores)
    return Hits(segment, docs, -scores, scores)


def nearness(
    search: SegmentSearch, docs: Docs, pairs: Sequence[Pair], idfs: Mapping[Word, float]
) -> Scores:
    """float64 for each document: what the pairs add, for a weight of 1.

    :param docs: rising
    :param idfs: of the words that the archive has
    """
    known = [(left, right) for left, right in pairs if left in idfs and right in idfs]
    words = dict.fromkeys(word for pair in known for word in pair)
    places = {word: _places(search, word, docs) for word in words}
    added = np.zeros(len(docs), np.float64)
    for left, right in known:
        counts = near_frequencies(places[left], places[right], docs)
        some = counts > 0
        gains = bm25.saturation(counts[some], search.norms[docs[some]])
        added[some] += (idfs[left] + idfs[right]) * gains
    return added


def _places(search: SegmentSearch, word: Word, docs: Docs) -> Keys:
    """Where a word begins in a few documents, sorted, each place once."""
    if not is_plain(word):
        return search.occurrences(word, docs)
    columns, term = search.columns, term_of(search.columns, word)
    if term is None:
        return np.empty(0, np.int64)
    own = slice(columns.posting_starts[term], columns.posting_starts[term + 1])
    listed, frequencies = columns.docs[own], columns.frequencies[own]
    at = np.searchsorted(listed, docs)
    at = at[at < len(listed)]
    at = at[listed[at] == docs[: len(at)]]
    # The documents are few: only what stands before the last of them is added up, and once.
    before = [np.sum(own, dtype=np.int64) for own in np.split(frequencies, at)[:-1]]
    counts = frequencies[at].astype(np.int64)
    starts = columns.occurrence_starts[term] + np.cumsum(np.array(before, np.int64))
    positions = columns.positions[ranges(starts, counts)]
    return sets.distinct(occurrences.keys(listed[at], counts, positions))
