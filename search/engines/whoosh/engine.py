"""The embedded engine: one snapshot of a Whoosh index whose segments are arrays."""

from collections.abc import Sequence
from functools import cached_property
from heapq import merge as merge_sorted
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.arrays.topk import best
from search.articles.article import Article
from search.engines.contract import Found, Hit, Request, Snapshot, Sort
from search.engines.counts import CountRequest, Counts
from search.engines.whoosh.census import Census, take_census
from search.engines.whoosh.codec_v1.block_bounds import BlockBounds, open_block_bounds
from search.engines.whoosh.codec_v1.columns import Columns, open_columns
from search.engines.whoosh.codec_v1.lengths import weighted_lengths
from search.engines.whoosh.codec_v1.segment import ArraySegment
from search.engines.whoosh.counting import Counting
from search.engines.whoosh.evaluation import Docs, Scores, SegmentSearch, scoring_leaves
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.pruning import PlainWords, best_of_segment, plain_words
from search.engines.whoosh.writer import read_segments
from search.query.nodes import Node, Phrase, Word
from search.settings import Settings

# Words whose terms a segment remembers; about 200 bytes each.
_MOST_TERMS = 20_000

# Names whose documents an engine remembers.
_MOST_SIGNERS = 1_000

_Ranked = tuple[float, str, float]
"""What a hit is sorted by, its id and its score."""


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
        k1, b = settings.k1, settings.b
        self._segments = [
            _Segment(c, alive, bm25.norms(own, mean, k1, b), bounds, bounds.looseness(k1, b, mean))
            for c, alive, own, bounds in zip(
                columns, live, lengths, _open_bounds(columns, folder, segments), strict=True
            )
        ]

    def search(self, request: Request) -> Found:
        searches = [segment.search() for segment in self._segments]
        leaves = scoring_leaves(request.tree)
        idfs = self._idfs(searches, leaves)
        depth = request.offset + request.limit
        pruned = self._pruned(request, leaves, depth)
        if pruned is not None:
            ranked = self._best_of_words(searches, pruned, idfs, depth)
            total = self._total(searches, request.tree) if request.exact_total else len(ranked)
            return _found(total, ranked, request.offset, depth)
        total = 0
        lists = []
        for segment, search in zip(self._segments, searches, strict=True):
            docs = search.matches(request.tree)
            total += len(docs)
            scores = search.scores(docs, leaves, idfs)
            lists.append(segment.ranked(docs, scores, request.sort, bool(leaves), depth))
        return _found(total, list(merge_sorted(*lists)), request.offset, depth)

    def count(self, requests: Sequence[CountRequest]) -> list[Counts]:
        searches = [segment.search() for segment in self._segments]
        countings = {
            tree: Counting(self._census, [s.matches(tree) for s in searches], self._signed)
            for tree in dict.fromkeys(request.tree for request in requests)
        }
        return [countings[request.tree].counts(request) for request in requests]

    def articles(self, ids: Sequence[str]) -> list[Article]:
        found = (self._article(article_id) for article_id in ids)
        return [article for article in found if article is not None]

    def close(self) -> None:
        """Let go of the files; searches that still run keep what they use."""
        self._segments = []

    @cached_property
    def _census(self) -> Census:
        return take_census([(segment.columns, segment.live) for segment in self._segments])

    def _signed(self, name: str) -> Sequence[Docs]:
        """The documents of each segment that the byline finds; the same names are asked often."""
        if len(self._signers) > _MOST_SIGNERS:
            self._signers = {}
        if name not in self._signers:
            phrase = Phrase(name, "byline")
            self._signers[name] = [s.search().matches(phrase) for s in self._segments]
        return self._signers[name]

    def _article(self, article_id: str) -> Article | None:
        for segment in self._segments:
            document = segment.columns.document(article_id)
            if document is not None and (segment.live is None or segment.live[document]):
                return segment.columns.articles.articles([document])[0]
        return None

    def _idfs(self, searches: Sequence[SegmentSearch], leaves: Sequence[Leaf]) -> list[float]:
        counts = [sum(s.document_frequency(leaf) for s in searches) for leaf in leaves]
        return [bm25.idf(self._documents, count) for count in counts]

    def _pruned(self, request: Request, leaves: Sequence[Leaf], depth: int) -> PlainWords | None:
        """The query as words for Block-Max Pruning; None where it is none, or nothing compiled."""
        if KERNELS.compiled is None or request.sort is not Sort.RELEVANCE or not depth:
            return None
        if not all(segment.looseness > 0 for segment in self._segments):
            return None
        return plain_words(request.tree, leaves, depth)

    def _best_of_words(
        self,
        searches: Sequence[SegmentSearch],
        words: PlainWords,
        idfs: Sequence[float],
        depth: int,
    ) -> list[_Ranked]:
        assert KERNELS.compiled is not None
        ranked: list[_Ranked] = []
        for segment, search in zip(self._segments, searches, strict=True):
            least = ranked[depth - 1][2] if len(ranked) >= depth else 0.0
            docs, scores = best_of_segment(
                KERNELS.compiled, search, segment.bounds, segment.looseness, words, idfs,
                segment.id_ranks, depth, least,
            )  # fmt: skip
            own = zip(docs.tolist(), scores.tolist(), strict=True)
            more = [(-score, segment.id(document), score) for document, score in own]
            ranked = sorted([*ranked, *more])[:depth]
        return ranked

    def _total(self, searches: Sequence[SegmentSearch], tree: Node) -> int:
        return sum(len(search.matches(tree)) for search in searches)


class _Segment:
    """What an engine keeps of one segment."""

    def __init__(
        self,
        columns: Columns,
        live: NDArray[np.bool_] | None,
        norms: NDArray[np.float32],
        bounds: BlockBounds,
        looseness: float,
    ) -> None:
        self.columns = columns
        self.live = live
        self.norms = norms
        self.bounds = bounds
        self.looseness = looseness
        self._terms: dict[Word, int | None] = {}

    @cached_property
    def id_ranks(self) -> NDArray[np.uint32]:
        """uint32[documents]: the place of each among the ids of the segment in order."""
        order = self.columns.id_order
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        return ranks

    def search(self) -> SegmentSearch:
        if len(self._terms) > _MOST_TERMS:
            self._terms = {}
        return SegmentSearch(self.columns, self.live, self.norms, self._terms)

    def id(self, document: int) -> str:
        return self.columns.ids[document].decode()

    def ranked(
        self, docs: Docs, scores: Scores, sort: Sort, scored: bool, depth: int
    ) -> list[_Ranked]:
        """The first hits, in their order; by date, newest first, where nothing is scored."""
        days = self.columns.days[docs].astype(np.float64)
        if sort is Sort.RELEVANCE and scored:
            keys = scores
        else:
            keys = np.where(days > 0, -days if sort is Sort.OLDEST else days, -np.inf)
        places = best(keys, self.id_ranks[docs], depth)
        return [
            (-float(keys[place]), self.id(int(docs[place])), float(scores[place]))
            for place in places.tolist()
        ]


def _found(total: int, ranked: Sequence[_Ranked], offset: int, depth: int) -> Found:
    return Found(total, tuple(Hit(name, score) for _, name, score in ranked[offset:depth]))


def _open_bounds(
    columns: Sequence[Columns], folder: Path, segments: Sequence[ArraySegment]
) -> list[BlockBounds]:
    return [
        open_block_bounds(own, folder, segment.segment_id())
        for own, segment in zip(columns, segments, strict=True)
    ]


def _mean(
    lengths: Sequence[NDArray[np.int64]],
    live: Sequence[NDArray[np.bool_] | None],
    documents: int,
) -> float:
    """The mean length of the articles that are there; 1 where none has any words."""
    kept = (own if alive is None else own[alive] for own, alive in zip(lengths, live, strict=True))
    return sum(int(own.sum()) for own in kept) / max(documents, 1) or 1.0
