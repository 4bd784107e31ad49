"""The hits of a request by its words alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import NamedTuple

from search.engines.contract import Expansion, Request, Sort
from search.engines.whoosh.ages import Ages
from search.engines.whoosh.evaluation import Scores, SegmentSearch
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.merged import lowest
from search.engines.whoosh.open_segment import Hits, OpenSegment
from search.engines.whoosh.plain_words import (
    Best,
    PlainWords,
    best_of_list,
    best_of_words,
    plain_words,
)
from search.engines.whoosh.searches import Searches
from search.engines.whoosh.trees import boosts
from search.query.nodes import Leaf

# The loops keep the list of the best in order by moving its elements: for long lists it is quicker
# to sort all scores.
_LONGEST_LIST = 500


class Ranked(NamedTuple):
    """The first hits of a request, by segment.

    :param total: of all that match, exactly
    :param cut: leaves of which not all words were looked for
    """

    total: int
    lists: Sequence[Hits]
    cut: tuple[Expansion, ...] = ()


class ByWords:
    """Ranks by the words alone: with the compiled loops what they can do, with numpy the rest."""

    def __init__(self, segments: Sequence[OpenSegment], searches: Searches, ages: Ages) -> None:
        self._segments = segments
        self._searches = searches
        self._ages = ages

    def first(self, request: Request, depth: int) -> Ranked:
        """So many of the first hits of each segment."""
        kernels = KERNELS.compiled if _is_quick(request, depth) else None
        words = plain_words(request.tree) if kernels else None
        if kernels and words and not words.filter:
            return self._best_of_words(kernels, words, [], depth)
        searches, cut = self._searches.of(request)
        weights = boosts(request.tree)
        if kernels and words:
            ranked = self._best_of_words(kernels, words, searches, depth)
        elif kernels and weights and isinstance(request.tree, Leaf):
            ranked = self._best_of_leaf(kernels, request, request.tree, searches, depth)
        else:
            ranked = self._by_arrays(request, searches, weights, depth)
        return ranked._replace(cut=cut)

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

    def _by_arrays(
        self,
        request: Request,
        searches: Sequence[SegmentSearch],
        weights: Mapping[Leaf, float],
        depth: int,
    ) -> Ranked:
        """The answer to any request, by numpy alone."""
        total = 0
        lists = []
        for segment, docs, scores in self.scored(request, searches, weights):
            total += len(docs)
            lists.append(segment.ranked(docs, scores, request.sort, bool(weights), depth))
        return Ranked(total, lists)

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
        words = [(self._searches.words[text], times) for text, times in query.times.items()]

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
        leaf: Leaf,
        searches: Sequence[SegmentSearch],
        depth: int,
    ) -> Ranked:
        idf = self._searches.idf(searches, request, leaf)

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
                least = lowest(lists, depth)
            docs, scores, found = best_of(number, segment, least)
            total += found
            lists.append(Hits(segment, docs, -scores, scores))
        return Ranked(total, lists)


def _is_quick(request: Request, depth: int) -> bool:
    """Whether the compiled loops can do it: for scores that nothing is multiplied by."""
    by_score = request.sort is Sort.RELEVANCE and request.half_life is None
    return by_score and 0 < depth <= _LONGEST_LIST
