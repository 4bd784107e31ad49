"""The first hits of a search, scored by what stands in their articles."""

from collections.abc import Mapping, Sequence

import numpy as np

from search.arrays import recency
from search.engines.contract import NEAREST, Hit, Pair, Request, Sort
from search.engines.opensearch.collection import Collection
from search.engines.opensearch.frequencies import is_exact
from search.engines.whoosh.evaluation import Scores, SegmentSearch
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.nearness import nearness
from search.query.nodes import Leaf, Word

# What the cluster cannot score exactly it can order roughly: the best are among so many.
_ROUGHLY = 100


def size_of(request: Request, leaves: Sequence[Leaf], weight: float) -> int:
    """How many of the first hits have to be read to be put in their order.

    :param leaves: that add to the score
    :param weight: how much words near each other add
    """
    if request.sort is not Sort.RELEVANCE or not leaves:
        return 0
    if not all(map(is_exact, leaves)):
        return _ROUGHLY
    return NEAREST if request.neighbours and weight else 0


class Window:
    """Puts the first hits in their order.

    :param gains: of each leaf that adds to the score its idf, times what it is boosted by
    :param idfs: of the words that may be near each other
    """

    def __init__(
        self,
        request: Request,
        gains: Mapping[Leaf, float],
        idfs: Mapping[Word, float],
        collection: Collection,
        weight: float,
    ) -> None:
        self._request = request
        self._gains = gains
        self._idfs = idfs
        self._collection = collection
        self._weight = weight

    def in_order(self, search: SegmentSearch, ids: Sequence[str]) -> tuple[Hit, ...]:
        """The hits of some articles, the best first.

        :param search: of the articles, as documents in the order of the ids
        """
        docs = np.arange(len(ids), dtype=np.uint32)
        scores = search.scores(docs, tuple(self._gains), list(self._gains.values()))
        kept = self.ages(search, docs)
        scores *= kept
        order = _order(scores, ids)
        first = np.sort(np.array(order[:NEAREST], np.uint32))
        if self._request.neighbours and self._weight:
            scores[first] += self.near(search, docs[first]) * kept[first]
        among = sorted(order[:NEAREST], key=lambda doc: (-scores[doc], ids[doc]))
        return tuple(Hit(ids[doc], float(scores[doc])) for doc in [*among, *order[NEAREST:]])

    def others(self, search: SegmentSearch, docs: Docs) -> list[tuple[float, float]]:
        """What nearness adds to the score of each document, and how much of it age leaves."""
        near = self.near(search, docs).tolist()
        return list(zip(near, self.ages(search, docs).tolist(), strict=True))

    def near(self, search: SegmentSearch, docs: Docs) -> Scores:
        """What words near each other add to the score of each document."""
        pairs: tuple[Pair, ...] = self._request.neighbours
        return self._weight * nearness(search, docs, pairs, self._idfs)

    def ages(self, search: SegmentSearch, docs: Docs) -> Scores:
        """What the score of each document is multiplied by for its age."""
        if self._request.half_life is None:
            return np.ones(len(docs))
        own = self._collection
        days = search.columns.days[docs]
        return recency.factors(days, own.oldest, own.newest, self._request.half_life)


def _order(scores: Scores, ids: Sequence[str]) -> list[int]:
    return sorted(range(len(ids)), key=lambda doc: (-scores[doc], ids[doc]))
