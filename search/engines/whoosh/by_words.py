"""The hits of any request by its words alone, worked out by numpy."""

from collections.abc import Iterator, Mapping, Sequence

from search.engines.contract import Request
from search.engines.whoosh.ages import Ages
from search.engines.whoosh.evaluation import Scores, SegmentSearch
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.merged import Ranked
from search.engines.whoosh.open_segment import OpenSegment
from search.engines.whoosh.searches import Searches
from search.engines.whoosh.trees import boosts
from search.query.nodes import Leaf


class ByWords:
    """Scores every matching document."""

    def __init__(self, segments: Sequence[OpenSegment], searches: Searches, ages: Ages) -> None:
        self._segments = segments
        self._searches = searches
        self._ages = ages

    def first(self, request: Request, depth: int) -> Ranked:
        """So many of the first hits of each segment."""
        searches, cut = self._searches.of(request)
        weights = boosts(request.tree)
        total = 0
        lists = []
        for segment, docs, scores in self.scored(request, searches, weights):
            total += len(docs)
            lists.append(segment.ranked(docs, scores, request.sort, bool(weights), depth))
        return Ranked(total, lists, cut)

    def scored(
        self, request: Request, searches: Sequence[SegmentSearch], weights: Mapping[Leaf, float]
    ) -> Iterator[tuple[OpenSegment, Docs, Scores]]:
        """All matching documents of each segment, rising, and their scores.

        :param weights: how many times the score of each leaf counts
        """
        leaves = tuple(weights)
        idfs = [
            weight * self._searches.idf(searches, request, leaf) for leaf, weight in weights.items()
        ]
        for segment, search in zip(self._segments, searches, strict=True):
            docs = search.matches(request.tree)
            scores = search.scores(docs, leaves, idfs)
            scores *= self._ages.factors(request.half_life, segment, docs)
            yield segment, docs, scores
