"""The first hits of a request in the order that words near each other give them."""

from collections.abc import Sequence

import numpy as np

from search.engines.contract import Request, Sort
from search.engines.whoosh.ages import Ages
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.evaluation import Scores
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.nearness import nearness, nearness_of_known, rank_by_nearness
from search.engines.whoosh.open_segment import Hits, OpenSegment
from search.engines.whoosh.plain_words import pairs_of_words
from search.engines.whoosh.searches import Searches


class ByNearness:
    """Moves the first hits.

    :ivar weight: how much words near each other add to a score
    """

    def __init__(self, searches: Searches, ages: Ages, weight: float) -> None:
        self._searches = searches
        self._ages = ages
        self.weight = weight

    def moves(self, request: Request) -> bool:
        """Whether the first hits may change places."""
        by_score = request.sort is Sort.RELEVANCE
        return by_score and self.weight > 0 and len(request.neighbours) > 0

    def moved(self, request: Request, lists: Sequence[Hits]) -> list[Hits]:
        """The first hits of each segment with what is added to their scores, the best first."""
        kernels, table = KERNELS.compiled, self._searches.words.table
        if kernels and request.half_life is None:
            near = pairs_of_words(request.neighbours, table)
            if near is not None:
                return [rank_by_nearness(kernels, own, table, near, self.weight) for own in lists]
        return [self._moved(request, own) for own in lists]

    def added(self, request: Request, segment: OpenSegment, docs: Docs) -> Scores:
        """What is added to the score of each document, whatever its age.

        :param docs: rising
        """
        kernels, pairs, table = KERNELS.compiled, request.neighbours, self._searches.words.table
        near = pairs_of_words(pairs, table) if kernels else None
        if kernels and near is not None:
            return self.weight * nearness_of_known(kernels, segment, docs, table, near)
        words = dict.fromkeys(word for pair in pairs for word in pair)
        idfs = {word: self._searches.word_idf(request, word) for word in words}
        search = segment.search({}, Deadline(request.deadline))
        return self.weight * nearness(search, docs, pairs, idfs)

    def _moved(self, request: Request, hits: Hits) -> Hits:
        segment, order = hits.segment, np.argsort(hits.docs)
        docs, scores = hits.docs[order], hits.scores[order]
        added = self.added(request, segment, docs)
        added *= self._ages.factors(request.half_life, segment, docs)
        scores += added
        keys = -scores
        order = np.lexsort((segment.id_ranks[docs], keys))
        return Hits(segment, docs[order], keys[order], scores[order])
