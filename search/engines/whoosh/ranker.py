"""The hits of a request in their order, over all segments of a snapshot."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25, recency
from search.engines.contract import NEAREST, Found, Request, Sort
from search.engines.expansion import Expansion
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.evaluation import Scores, SegmentSearch, weigh
from search.engines.whoosh.expansion import Expanding, expand
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.known_words import KnownWords
from search.engines.whoosh.leaves import Docs, Forms, is_plain
from search.engines.whoosh.nearness import (
    known_pairs,
    nearness,
    nearness_of_known,
    rank_by_nearness,
)
from search.engines.whoosh.open_segment import Hits, OpenSegment, in_order
from search.engines.whoosh.ordering import ArrayOrdering, Ranks, SegmentHits, ordered, ranks_of_ids
from search.engines.whoosh.plain_words import (
    Best,
    PlainWords,
    best_of_list,
    best_of_words,
    plain_words,
)
from search.engines.whoosh.trees import boosts, walk
from search.query.nodes import Leaf, Word

# The loops keep the list of the best in order by moving its elements: for long lists it is quicker
# to sort all scores.
_LONGEST_LIST = 500
# Leaves of which it is remembered how many articles have them.
_MOST_COUNTS = 10_000
# Sets of wildcards and fuzzy words of which the forms are remembered, 8 bytes each.
_MOST_EXPANDED = 100

_NO_DAYS = np.empty(0, np.int32)

_Expanded = tuple[list[dict[Expanding, Forms]], tuple[Expansion, ...]]
"""For each segment and leaf the forms that it stands for, and the leaves that stand for more."""


class Ranked(NamedTuple):
    """The first hits of a request, by segment.

    :param total: of all that match, exactly
    :param cut: leaves of which not all words were looked for
    """

    total: int
    lists: Sequence[Hits]
    cut: tuple[Expansion, ...] = ()


class Ranker:
    """Ranks the articles of a snapshot.

    :param weight: how much words near each other add to a score
    """

    def __init__(self, segments: Sequence[OpenSegment], documents: int, weight: float) -> None:
        self._segments = segments
        self._documents = documents
        self._weight = weight
        self._words = KnownWords([(own.columns, own.live) for own in segments], documents)
        self._known: dict[tuple[Leaf, int], int] = {}
        self._expansions: dict[tuple[tuple[Expanding, ...], int], _Expanded] = {}

    def page(self, request: Request) -> Found:
        """The hits that a request asks for."""
        start, end = request.offset, request.offset + request.limit
        # Articles change places among the first ones alone: a page behind them needs no looking.
        if not (start < NEAREST and request.limit > 0 and self._moves(request)):
            total, lists, cut = self._by_words(request, end)
            return Found(total, *_page(lists, start, end), cut)
        total, lists, cut = self._by_words(request, max(end, NEAREST))
        counts = _counts(lists, NEAREST)
        first = [own.part(0, count) for own, count in zip(lists, counts, strict=True)]
        near = self._by_nearness(request, first)
        ids, scores = _page(near, start, min(end, NEAREST))
        if end > NEAREST:
            others = [own.part(count, end) for own, count in zip(lists, counts, strict=True)]
            more_ids, more_scores = _page(others, 0, end - NEAREST)
            return Found(total, ids + more_ids, scores + more_scores, cut)
        return Found(total, ids, scores, cut)

    def order(self, request: Request) -> ArrayOrdering:
        """All hits, whatever the offset and limit."""
        searches, cut = self.searches(request)
        weights = boosts(request.tree)
        parts = [
            self._part(segment, docs, scores, request.sort, bool(weights))
            for segment, docs, scores in self._scored(request, searches, weights)
        ]
        ordering = ordered(parts, cut)
        if not self._moves(request):
            return ordering
        first = [ordering.first_of(segment, NEAREST) for segment in self._segments]
        near = [
            self._part(own.segment, own.docs, own.scores, request.sort, scored=True)
            for own in self._by_nearness(request, first)
        ]
        return ordering.begun_by(ordered(near, cut))

    def searches(self, request: Request) -> tuple[list[SegmentSearch], tuple[Expansion, ...]]:
        """The searches of the segments."""
        deadline = Deadline(request.deadline)
        forms, cut = self._expanded(request, deadline)
        searches = [
            segment.search(own, deadline)
            for segment, own in zip(self._segments, forms, strict=True)
        ]
        weigh(request.tree, searches, self._documents)
        return searches, cut

    def counts(
        self, searches: Sequence[SegmentSearch], request: Request, leaves: Iterable[Leaf]
    ) -> list[int]:
        """How many articles have each leaf; remembered, for a hit is explained after a search."""
        return [self._count(searches, leaf, request.most_expansions) for leaf in leaves]

    def others(
        self, request: Request, segment: OpenSegment, docs: Docs
    ) -> list[tuple[float, float]]:
        """What nearness adds to the score of each document, and how much of it age leaves.

        :param docs: rising
        """
        added = np.zeros(len(docs), np.float64)
        if request.neighbours and self._weight:
            added = self._near(request, segment, docs)
        kept = np.broadcast_to(self._recency(request, segment, docs), len(docs))
        return list(zip(added.tolist(), kept.tolist(), strict=True))

    def _by_words(self, request: Request, depth: int) -> Ranked:
        """The first hits by the words alone."""
        kernels = KERNELS.compiled if self._is_quick(request, depth) else None
        words = plain_words(request.tree) if kernels else None
        if kernels and words and not words.filter:
            return self._best_of_words(kernels, words, [], depth)
        searches, cut = self.searches(request)
        weights = boosts(request.tree)
        if kernels and words:
            ranked = self._best_of_words(kernels, words, searches, depth)
        elif kernels and weights and isinstance(request.tree, Leaf):
            ranked = self._best_of_leaf(kernels, request, searches, depth)
        else:
            ranked = self._by_arrays(request, searches, weights, depth)
        return ranked._replace(cut=cut)

    def _is_quick(self, request: Request, depth: int) -> bool:
        """Whether the compiled loops can do it: for scores that nothing is multiplied by."""
        by_score = request.sort is Sort.RELEVANCE and request.half_life is None
        return by_score and 0 < depth <= _LONGEST_LIST

    def _by_arrays(
        self,
        request: Request,
        searches: Sequence[SegmentSearch],
        weights: Mapping[Leaf, float],
        depth: int,
    ) -> Ranked:
        """The answer to any request, by numpy alone.

        :param weights: how many times the score of each leaf counts
        """
        total = 0
        lists = []
        for segment, docs, scores in self._scored(request, searches, weights):
            total += len(docs)
            lists.append(segment.ranked(docs, scores, request.sort, bool(weights), depth))
        return Ranked(total, lists)

    def _part(
        self, segment: OpenSegment, docs: Docs, scores: Scores, sort: Sort, scored: bool
    ) -> SegmentHits:
        keys = segment.keys(docs, scores, sort, scored)
        ranks = self._id_ranks[segment.number][docs]
        return SegmentHits(segment.columns, docs, keys, ranks, scores)

    def _scored(
        self,
        request: Request,
        searches: Sequence[SegmentSearch],
        weights: Mapping[Leaf, float],
    ) -> Iterator[tuple[OpenSegment, Docs, Scores]]:
        """The matching documents of each segment, rising, and their scores by the words alone."""
        leaves = tuple(weights)
        idfs = [weight * self._idf(searches, request, leaf) for leaf, weight in weights.items()]
        for segment, search in zip(self._segments, searches, strict=True):
            docs = search.matches(request.tree)
            scores = search.scores(docs, leaves, idfs)
            scores *= self._recency(request, segment, docs)
            yield segment, docs, scores

    def _best_of_words(
        self,
        kernels: ModuleType,
        query: PlainWords,
        searches: Sequence[SegmentSearch],
        depth: int,
    ) -> Ranked:
        """The best for plain words.

        :param searches: of the segments, where there is a filter
        """
        words = [(self._words[text], times) for text, times in query.times.items()]

        def best(number: int, segment: OpenSegment, least: float) -> Best:
            postings = segment.postings
            if query.filter:
                postings = postings._replace(allowed=searches[number].allowed(query.filter))
            return best_of_words(kernels, postings, words, number, query.share, depth, least)

        return self._best(best, depth)

    def _best_of_leaf(
        self,
        kernels: ModuleType,
        request: Request,
        searches: Sequence[SegmentSearch],
        depth: int,
    ) -> Ranked:
        leaf = request.tree
        assert isinstance(leaf, Leaf)
        idf = self._idf(searches, request, leaf)

        def best(number: int, segment: OpenSegment, least: float) -> Best:
            postings = segment.own_postings(searches[number].postings(leaf))
            return best_of_list(kernels, postings, idf, depth, least)

        return self._best(best, depth)

    def _best(self, best_of: Callable[[int, OpenSegment, float], Best], depth: int) -> Ranked:
        """The best of all segments.

        :param best_of: gives those of one segment: asked with its number, and with the score below
            which none is of interest
        """
        total, least = 0, 0.0
        lists: list[Hits] = []
        for number, segment in enumerate(self._segments):
            if lists:
                least = _lowest(lists, depth)
            docs, scores, found = best_of(number, segment, least)
            total += found
            lists.append(Hits(segment, docs, -scores, scores))
        return Ranked(total, lists)

    def _moves(self, request: Request) -> bool:
        """Whether the first hits may change places for nearness."""
        by_score = request.sort is Sort.RELEVANCE
        return by_score and self._weight > 0 and len(request.neighbours) > 0

    def _by_nearness(self, request: Request, lists: Sequence[Hits]) -> list[Hits]:
        """The first hits of each segment with what words near each other add, the best first."""
        kernels, weight = KERNELS.compiled, self._weight
        if kernels and request.half_life is None:
            pairs = known_pairs(request.neighbours, self._words)
            if pairs:
                return [rank_by_nearness(kernels, own, pairs, weight) for own in lists]
        return [self._moved(request, own) for own in lists]

    def _moved(self, request: Request, hits: Hits) -> Hits:
        """Hits of one segment with what words near each other add, the best first."""
        segment, order = hits.segment, np.argsort(hits.docs)
        docs, scores = hits.docs[order], hits.scores[order]
        added = self._near(request, segment, docs)
        added *= self._recency(request, segment, docs)
        scores += added
        keys = -scores
        order = np.lexsort((segment.id_ranks[docs], keys))
        return Hits(segment, docs[order], keys[order], scores[order])

    def _near(self, request: Request, segment: OpenSegment, docs: Docs) -> Scores:
        pairs = request.neighbours
        known = known_pairs(pairs, self._words) if KERNELS.compiled else None
        if KERNELS.compiled and known:
            return self._weight * nearness_of_known(KERNELS.compiled, segment, docs, known)
        idfs = {word: self._word_idf(request, word) for pair in pairs for word in pair}
        search = segment.search({}, Deadline(request.deadline))
        return self._weight * nearness(search, docs, pairs, idfs)

    def _word_idf(self, request: Request, word: Word) -> float:
        if is_plain(word):
            return self._words[word.text].idf
        deadline = Deadline(request.deadline)
        return self._idf([own.search({}, deadline) for own in self._segments], request, word)

    def _recency(self, request: Request, segment: OpenSegment, docs: Docs) -> Scores | float:
        """What the score of each document is multiplied by for its age."""
        if request.half_life is None:
            return 1.0
        return recency.factors(segment.columns.days[docs], *self._days, request.half_life)

    @cached_property
    def _id_ranks(self) -> list[Ranks]:
        if len(self._segments) == 1:
            return [self._segments[0].id_ranks]
        return ranks_of_ids([segment.columns for segment in self._segments])

    @cached_property
    def _days(self) -> tuple[int, int]:
        """The days of the oldest and the newest article; both 0 where none is dated."""
        days: NDArray[np.int32] = np.concatenate(
            [_NO_DAYS, *(segment.live_days() for segment in self._segments)]
        )
        dated = days[days > 0]
        return (int(dated.min()), int(dated.max())) if len(dated) else (0, 0)

    def _idf(self, searches: Sequence[SegmentSearch], request: Request, leaf: Leaf) -> float:
        return bm25.idf(self._documents, self._count(searches, leaf, request.most_expansions))

    def _count(self, searches: Sequence[SegmentSearch], leaf: Leaf, most: int) -> int:
        if is_plain(leaf):
            return self._words[leaf.text].articles
        if len(self._known) > _MOST_COUNTS:
            self._known = {}
        known = self._known
        if (leaf, most) not in known:
            known[leaf, most] = sum(len(search.postings(leaf).docs) for search in searches)
        return known[leaf, most]

    def _expanded(self, request: Request, deadline: Deadline) -> _Expanded:
        """What the wildcards and fuzzy words of a tree stand for; remembered, since one search
        asks several trees that have the same."""
        leaves = (node for node in walk(request.tree) if isinstance(node, Expanding))
        key = tuple(dict.fromkeys(leaves)), request.most_expansions
        found = self._expansions.get(key)
        if found is None:
            columns = [segment.columns for segment in self._segments]
            found = expand(request.tree, columns, request.most_expansions, deadline)
            if len(self._expansions) >= _MOST_EXPANDED:
                self._expansions = {}
            self._expansions[key] = found
        return found


def _lowest(lists: Sequence[Hits], depth: int) -> float:
    """The score below which no hit is among the first ones any more."""
    scores = np.sort(np.concatenate([own.scores for own in lists]))
    return float(scores[-depth]) if len(scores) >= depth else 0.0


def _page(lists: Sequence[Hits], start: int, end: int) -> tuple[list[str], list[float]]:
    """The ids and scores of some hits of all segments."""
    if len(lists) == 1:
        own = lists[0].part(start, end)
        return own.ids(), own.scores.tolist()
    places = list(islice(in_order(lists), start, end))
    return [place.id for place in places], [place.score for place in places]


def _counts(lists: Sequence[Hits], most: int) -> list[int]:
    """How many hits of each segment are among the first of all."""
    if len(lists) == 1:
        return [most]
    counts = Counter(place.number for place in islice(in_order(lists), most))
    return [counts[own.segment.number] for own in lists]
