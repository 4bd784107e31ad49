"""The embedded engine: one snapshot of a Whoosh index whose segments are arrays."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from heapq import merge as merge_sorted
from operator import neg
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.articles.article import Article
from search.engines.contract import Expansion, Found, Request, Snapshot, Sort
from search.engines.counts import CountRequest, Counts
from search.engines.whoosh.census import Census, take_census
from search.engines.whoosh.codec_v1.columns import open_columns
from search.engines.whoosh.codec_v1.lengths import weighted_lengths
from search.engines.whoosh.counting import Counting
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.evaluation import SegmentSearch, weigh
from search.engines.whoosh.expansion import expand
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.known_words import KnownWords
from search.engines.whoosh.leaves import Docs, is_plain
from search.engines.whoosh.open_segment import OpenSegment
from search.engines.whoosh.plain_words import (
    Best,
    PlainWords,
    best_of_list,
    best_of_words,
    plain_words,
)
from search.engines.whoosh.trees import boosts
from search.engines.whoosh.writer import read_segments
from search.query.nodes import Leaf, Node, Phrase
from search.settings import Settings

# The loops keep the list of the best in order by moving its elements: for long lists it is quicker
# to sort all scores.
_LONGEST_LIST = 500

# Names whose documents an engine remembers.
_MOST_SIGNERS = 1_000


class WhooshEngine:
    """One snapshot, open for reading; nothing in it changes, so that threads may share it."""

    def __init__(self, folder: Path, snapshot: Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self._signers: dict[str, Sequence[Docs]] = {}
        segments = read_segments(folder)
        columns = [open_columns(folder, s.segment_id()) for s in segments]
        live = [s.live() for s in segments]
        self._documents = sum(s.doc_count() for s in segments)
        lengths = [weighted_lengths(c) for c in columns]
        mean = _mean(lengths, live, self._documents)
        self._segments = [
            OpenSegment(c, alive, bm25.norms(own, mean, settings.k1, settings.b))
            for c, alive, own in zip(columns, live, lengths, strict=True)
        ]
        self._words = KnownWords(list(zip(columns, live, strict=True)), self._documents)

    def search(self, request: Request) -> Found:
        depth = request.offset + request.limit
        kernels = KERNELS.compiled
        quick = kernels and request.sort is Sort.RELEVANCE and 0 < depth <= _LONGEST_LIST
        words = plain_words(request.tree) if quick else None
        if kernels and words and not words.filter:
            return self._best_of_words(kernels, words, [], request.offset, depth)
        searches, cut = self._searches(request)
        if kernels and words:
            return self._best_of_words(kernels, words, searches, request.offset, depth)
        weights = boosts(request.tree)
        if kernels and quick and weights and isinstance(request.tree, Leaf):
            found = self._best_of_leaf(kernels, request.tree, searches, request.offset, depth)
            return found._replace(cut=cut)
        return self._by_arrays(request, searches, weights, depth)._replace(cut=cut)

    def count(self, requests: Sequence[CountRequest]) -> list[Counts]:
        countings = {
            tree: Counting(self._census, self._matches(tree), self._signed)
            for tree in dict.fromkeys(request.tree for request in requests)
        }
        return [countings[request.tree].counts(request) for request in requests]

    def articles(self, ids: Sequence[str]) -> list[Article]:
        found = (self._article(article_id) for article_id in ids)
        return [article for article in found if article is not None]

    def close(self) -> None:
        """Let go of the files; searches that still run keep what they use."""
        self._segments = []
        self._words = KnownWords([], 0)

    @cached_property
    def _census(self) -> Census:
        return take_census([(segment.columns, segment.live) for segment in self._segments])

    def _signed(self, name: str) -> Sequence[Docs]:
        """The documents of each segment that the byline finds; the same names are asked often."""
        if len(self._signers) > _MOST_SIGNERS:
            self._signers = {}
        if name not in self._signers:
            self._signers[name] = self._matches(Phrase(name, "byline"))
        return self._signers[name]

    def _matches(self, tree: Node) -> list[Docs]:
        """The matching documents of each segment."""
        searches, _ = self._searches(Request(tree))
        return [search.matches(tree) for search in searches]

    def _article(self, article_id: str) -> Article | None:
        for segment in self._segments:
            document = segment.columns.document(article_id)
            if document is not None and (segment.live is None or segment.live[document]):
                return segment.columns.articles.articles([document])[0]
        return None

    def _by_arrays(
        self,
        request: Request,
        searches: Sequence[SegmentSearch],
        weights: Mapping[Leaf, float],
        depth: int,
    ) -> Found:
        """The answer to any request, by numpy alone.

        :param weights: how many times the score of each leaf counts
        """
        leaves = tuple(weights)
        idfs = [weight * self._idf(searches, leaf) for leaf, weight in weights.items()]
        total = 0
        lists = []
        for segment, search in zip(self._segments, searches, strict=True):
            docs = search.matches(request.tree)
            total += len(docs)
            scores = search.scores(docs, leaves, idfs)
            lists.append(segment.ranked(docs, scores, request.sort, bool(leaves), depth))
        ranked = list(merge_sorted(*lists))[request.offset : depth]
        return Found(total, [name for _, name, _ in ranked], [score for *_, score in ranked])

    def _searches(self, request: Request) -> tuple[list[SegmentSearch], tuple[Expansion, ...]]:
        deadline = Deadline(request.deadline)
        columns = [segment.columns for segment in self._segments]
        forms, cut = expand(request.tree, columns, request.most_expansions, deadline)
        searches = [
            segment.search(own, deadline)
            for segment, own in zip(self._segments, forms, strict=True)
        ]
        weigh(request.tree, searches, self._documents)
        return searches, cut

    def _idf(self, searches: Sequence[SegmentSearch], leaf: Leaf) -> float:
        if is_plain(leaf):
            return self._words[leaf.text].idf
        return bm25.idf(self._documents, sum(len(s.postings(leaf).docs) for s in searches))

    def _best_of_words(
        self,
        kernels: ModuleType,
        query: PlainWords,
        searches: Sequence[SegmentSearch],
        offset: int,
        depth: int,
    ) -> Found:
        """The best for plain words.

        :param searches: of the segments, where there is a filter
        """
        words = [self._words[text] for text in query.texts]

        def best(number: int, segment: OpenSegment, least: float) -> Best:
            postings = segment.postings
            if query.filter:
                postings = postings._replace(allowed=searches[number].allowed(query.filter))
            return best_of_words(kernels, postings, words, number, query.every, depth, least)

        return self._best(best, offset, depth)

    def _best_of_leaf(
        self,
        kernels: ModuleType,
        leaf: Leaf,
        searches: Sequence[SegmentSearch],
        offset: int,
        depth: int,
    ) -> Found:
        idf = self._idf(searches, leaf)

        def best(number: int, segment: OpenSegment, least: float) -> Best:
            postings = segment.own_postings(searches[number].postings(leaf))
            return best_of_list(kernels, postings, idf, depth, least)

        return self._best(best, offset, depth)

    def _best(
        self, best_of: Callable[[int, OpenSegment, float], Best], offset: int, depth: int
    ) -> Found:
        """The best of all segments.

        :param best_of: gives those of one segment: asked with its number, and with the score below
            which none is of interest
        """
        total = 0
        ids: list[str] = []
        scores: list[float] = []
        for number, segment in enumerate(self._segments):
            least = scores[-1] if len(scores) == depth else 0.0
            docs, own_scores, found = best_of(number, segment, least)
            total += found
            ids += segment.ids(docs)
            scores += own_scores.tolist()
            if number:
                ids, scores = _first(depth, ids, scores)
        return Found(total, ids[offset:], scores[offset:])


def _first(count: int, ids: list[str], scores: list[float]) -> tuple[list[str], list[float]]:
    """The ids with the greatest scores, falling, equal ones by id; and their scores."""
    ranked = sorted(zip(map(neg, scores), ids, strict=True))[:count]
    return [name for _, name in ranked], [-key for key, _ in ranked]


def _mean(
    lengths: Sequence[NDArray[np.int64]],
    live: Sequence[NDArray[np.bool_] | None],
    documents: int,
) -> float:
    """The mean length of the articles that are there; 1 where none has any words."""
    kept = (own if alive is None else own[alive] for own, alive in zip(lengths, live, strict=True))
    return sum(int(own.sum()) for own in kept) / max(documents, 1) or 1.0
