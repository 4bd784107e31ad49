"""The hits of a request in their order, over all segments of a snapshot."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from search.engines.contract import NEAREST, Found, Request, Sort
from search.engines.whoosh.ages import Ages
from search.engines.whoosh.by_nearness import ByNearness
from search.engines.whoosh.by_words import ByWords
from search.engines.whoosh.evaluation import Scores
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.merged import Ranked, page, parted
from search.engines.whoosh.open_segment import OpenSegment
from search.engines.whoosh.ordering import ArrayOrdering, Ranks, SegmentHits, ordered, ranks_of_ids
from search.engines.whoosh.quick import Quick
from search.engines.whoosh.searches import Searches
from search.engines.whoosh.trees import boosts


class Ranker:
    """Ranks the articles of a snapshot.

    :param weight: how much words near each other add to a score
    :ivar searches: of the segments of the snapshot
    """

    def __init__(self, segments: Sequence[OpenSegment], documents: int, weight: float) -> None:
        self._segments = segments
        self.searches = Searches(segments, documents)
        self._ages = Ages(segments)
        self._quick = Quick(segments, documents, self.searches, weight)
        self._by_words = ByWords(segments, self.searches, self._ages)
        self._by_nearness = ByNearness(self.searches, self._ages, weight)

    def page(self, request: Request) -> Found:
        """The hits that a request asks for."""
        start, end = request.offset, request.offset + request.limit
        # Articles change places among the first ones alone: a page behind them needs no looking.
        moving = start < NEAREST and request.limit > 0 and self._by_nearness.moves(request)
        depth = max(end, NEAREST) if moving else end
        found = self._quick.page(request, depth, moving)
        if found is not None:
            return found
        ranked = self._quick.first(request, depth) or self._by_words.first(request, depth)
        if moving:
            return self._moved_page(request, ranked, start, end)
        return Found(ranked.total, *page(ranked.lists, start, end), ranked.cut)

    def order(self, request: Request) -> ArrayOrdering:
        """All hits, whatever the offset and limit."""
        searches, cut = self.searches.of(request)
        weights = boosts(request.tree)
        parts = [
            self._part(segment, docs, scores, request.sort, bool(weights))
            for segment, docs, scores in self._by_words.scored(request, searches, weights)
        ]
        ordering = ordered(parts, cut)
        if not self._by_nearness.moves(request):
            return ordering
        first = [ordering.first_of(segment, NEAREST) for segment in self._segments]
        near = [
            self._part(own.segment, own.docs, own.scores, request.sort, scored=True)
            for own in self._by_nearness.moved(request, first)
        ]
        return ordering.begun_by(ordered(near, cut))

    def others(
        self, request: Request, segment: OpenSegment, docs: Docs
    ) -> list[tuple[float, float]]:
        """What nearness adds to the score of each document, and how much of it age leaves.

        :param docs: rising
        """
        added = np.zeros(len(docs), np.float64)
        if self._by_nearness.moves(request):
            added = self._by_nearness.added(request, segment, docs)
        kept = np.broadcast_to(self._ages.factors(request.half_life, segment, docs), len(docs))
        return list(zip(added.tolist(), kept.tolist(), strict=True))

    def _moved_page(self, request: Request, ranked: Ranked, start: int, end: int) -> Found:
        first, others = parted(ranked.lists, NEAREST)
        ids, scores = page(self._by_nearness.moved(request, first), start, min(end, NEAREST))
        if end > NEAREST:
            more_ids, more_scores = page(others, 0, end - NEAREST)
            ids, scores = ids + more_ids, scores + more_scores
        return Found(ranked.total, ids, scores, ranked.cut)

    def _part(
        self, segment: OpenSegment, docs: Docs, scores: Scores, sort: Sort, scored: bool
    ) -> SegmentHits:
        keys = segment.keys(docs, scores, sort, scored)
        ranks = self._id_ranks[segment.number][docs]
        return SegmentHits(segment.columns, docs, keys, ranks, scores)

    @cached_property
    def _id_ranks(self) -> list[Ranks]:
        if len(self._segments) == 1:
            return [self._segments[0].id_ranks]
        return ranks_of_ids([segment.columns for segment in self._segments])
