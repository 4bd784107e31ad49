"""The embedded engine: one snapshot of a Whoosh index whose segments are arrays."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from heapq import merge as merge_sorted
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25, recency
from search.arrays.topk import best
from search.articles.article import Article
from search.engines.contract import (
    NEAREST,
    Expansion,
    Explanation,
    Found,
    Hit,
    Pair,
    Request,
    Snapshot,
    Sort,
)
from search.engines.whoosh.codec_v1.block_bounds import BlockBounds, open_block_bounds
from search.engines.whoosh.codec_v1.columns import Columns, open_columns
from search.engines.whoosh.codec_v1.lengths import weighted_lengths
from search.engines.whoosh.codec_v1.segment import ArraySegment
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.dictionary import Dictionary, Part
from search.engines.whoosh.evaluation import Scores, SegmentSearch, weigh
from search.engines.whoosh.expansion import Expanding, expand
from search.engines.whoosh.explaining import Explainer, ScoredLength
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.leaves import Docs, Forms
from search.engines.whoosh.nearness import nearness
from search.engines.whoosh.pruning import PlainWords, best_of_segment, plain_words
from search.engines.whoosh.trees import boosts, walk
from search.engines.whoosh.writer import read_segments
from search.query.nodes import Leaf, Node, Word
from search.settings import Settings

# Words whose terms a segment remembers; about 200 bytes each.
_MOST_TERMS = 20_000
# Leaves of which an engine remembers how many articles have them.
_MOST_COUNTS = 10_000
# Sets of wildcards and fuzzy words of which an engine remembers the forms, 8 bytes each.
_MOST_EXPANDED = 100

_NO_DAYS = np.empty(0, np.int32)


_Expanded = tuple[list[dict[Expanding, Forms]], tuple[Expansion, ...]]
"""For each segment and leaf the forms that it stands for, and the leaves that stand for more."""


class _Ranked(NamedTuple):
    """A hit: what it is sorted by, lowest first, and where it stands in its segment."""

    key: float
    id: str
    score: float
    segment: int
    document: int


class WhooshEngine:
    """One snapshot, open for reading; nothing in it changes, so that threads may share it."""

    def __init__(self, folder: Path, snapshot: Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        segments = read_segments(folder)
        columns = [open_columns(folder, s.segment_id()) for s in segments]
        live = [s.live() for s in segments]
        self._documents = sum(s.doc_count() for s in segments)
        lengths = [weighted_lengths(c) for c in columns]
        mean = _mean(lengths, live, self._documents)
        k1, b = settings.k1, settings.b
        self._length = ScoredLength(mean, k1, b)
        self._known: dict[tuple[Leaf, int], int] = {}
        self._expansions: dict[tuple[tuple[Expanding, ...], int], _Expanded] = {}
        self._segments = [
            _Segment(
                i, c, alive, bm25.norms(own, mean, k1, b), bounds, bounds.looseness(k1, b, mean)
            )
            for i, c, alive, own, bounds in zip(
                count(), columns, live, lengths, _open_bounds(columns, folder, segments)
            )
        ]
        self._nearness = settings.nearness

    def search(self, request: Request) -> Found:
        searches, cut = self._searches(request)
        weights = boosts(request.tree)
        idfs = dict(zip(weights, self._idfs(searches, request, weights), strict=True))
        depth = request.offset + request.limit
        # Articles change places among the first ones alone: a page behind them needs no looking.
        moves = request.sort is Sort.RELEVANCE and request.offset < NEAREST and request.limit > 0
        pairs = request.neighbours if moves and self._nearness else ()
        total, ranked = self._ranked(
            request, searches, idfs, max(depth, NEAREST) if pairs else depth
        )
        if pairs:
            plain = {leaf: idf / weights[leaf] for leaf, idf in idfs.items()}
            near = self._by_nearness(request, searches, pairs, plain, ranked[:NEAREST])
            ranked = [*near, *ranked[NEAREST:]]
        return _found(total, ranked, request.offset, depth, cut)

    def explain(
        self, request: Request, ids: Sequence[str], near: Container[str] = ()
    ) -> list[Explanation]:
        searches, _ = self._opened(request)
        weights = boosts(request.tree)
        counts = self._counts(searches, request, weights)
        explainer = Explainer(weights, counts, self._documents, self._length)
        idfs = dict(zip(weights, self._idfs(searches, request, weights), strict=True))
        told: dict[str, Explanation] = {}
        for segment, search in zip(self._segments, searches, strict=True):
            found = sorted((doc, name) for name in ids if (doc := segment.find(name)) is not None)
            docs = np.array([document for document, _ in found], np.uint32)
            others = self._others(request, segment, search, docs, idfs)
            for own, (added, kept) in zip(
                explainer.explain(search, docs, [name for _, name in found]), others, strict=True
            ):
                told[own.id] = _with_others(own, request, added if own.id in near else None, kept)
        return [told[name] for name in ids if name in told]

    def _others(
        self,
        request: Request,
        segment: "_Segment",
        search: SegmentSearch,
        docs: Docs,
        idfs: Mapping[Leaf, float],
    ) -> list[tuple[float, float]]:
        """What nearness adds to the score of each document, and how much of it age leaves."""
        added = np.zeros(len(docs), np.float64)
        if request.neighbours and self._nearness:
            added = self._nearness * nearness(search, docs, request.neighbours, idfs)
        kept = np.broadcast_to(self._recency(request, segment, docs), len(docs))
        return list(zip(added.tolist(), kept.tolist(), strict=True))

    @cached_property
    def dictionary(self) -> Dictionary:
        """The words, names and headlines of the snapshot."""
        parts = [Part(segment.columns, segment.live) for segment in self._segments]
        return Dictionary(parts, self._with_word)

    def frequencies(self, words: Sequence[Word]) -> list[int]:
        searches = [segment.search({}, Deadline()) for segment in self._segments]
        return [sum(search.document_frequency(word) for search in searches) for word in words]

    def articles(self, ids: Sequence[str]) -> list[Article]:
        found = (self._article(article_id) for article_id in ids)
        return [article for article in found if article is not None]

    def close(self) -> None:
        """Let go of the files; searches that still run keep what they use."""
        self._segments = []

    def _article(self, article_id: str) -> Article | None:
        for segment in self._segments:
            document = segment.find(article_id)
            if document is not None:
                return segment.columns.articles.articles([document])[0]
        return None

    def _with_word(self, word: Word) -> int:
        """How many articles have a word."""
        return self.frequencies([word])[0]

    def _searches(self, request: Request) -> tuple[list[SegmentSearch], tuple[Expansion, ...]]:
        searches, cut = self._opened(request)
        weigh(request.tree, searches, self._documents)
        return searches, cut

    def _opened(self, request: Request) -> tuple[list[SegmentSearch], tuple[Expansion, ...]]:
        """The searches of the segments, before anything is known of the parts of a Some."""
        deadline = Deadline(request.deadline)
        forms, cut = self._expanded(request, deadline)
        searches = [
            segment.search(own, deadline)
            for segment, own in zip(self._segments, forms, strict=True)
        ]
        return searches, cut

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

    def _idfs(
        self, searches: Sequence[SegmentSearch], request: Request, weights: Mapping[Leaf, float]
    ) -> list[float]:
        """What each leaf counts, with the weight that the tree gives it."""
        counts = self._counts(searches, request, weights)
        idfs = [bm25.idf(self._documents, count) for count in counts]
        return [idf * weight for idf, weight in zip(idfs, weights.values(), strict=True)]

    def _counts(
        self, searches: Sequence[SegmentSearch], request: Request, leaves: Iterable[Leaf]
    ) -> list[int]:
        """How many articles have each leaf; remembered, for a hit is explained after a search."""
        if len(self._known) > _MOST_COUNTS:
            self._known = {}
        known, most = self._known, request.most_expansions
        for leaf in leaves:
            if (leaf, most) not in known:
                known[leaf, most] = sum(search.document_frequency(leaf) for search in searches)
        return [known[leaf, most] for leaf in leaves]

    def _ranked(
        self,
        request: Request,
        searches: Sequence[SegmentSearch],
        idfs: Mapping[Leaf, float],
        depth: int,
    ) -> tuple[int, list[_Ranked]]:
        """The total, and the first hits by the words alone."""
        gains = list(idfs.values())
        pruned = self._pruned(request, tuple(idfs), depth)
        if pruned is not None:
            ranked = self._best_of_words(searches, pruned, gains, depth)
            return self._total(searches, request.tree), ranked
        total = 0
        lists = []
        for segment, search in zip(self._segments, searches, strict=True):
            docs = search.matches(request.tree)
            total += len(docs)
            scores = search.scores(docs, tuple(idfs), gains)
            scores *= self._recency(request, segment, docs)
            lists.append(segment.ranked(docs, scores, request.sort, bool(idfs), depth))
        return total, list(merge_sorted(*lists))

    def _by_nearness(
        self,
        request: Request,
        searches: Sequence[SegmentSearch],
        pairs: Sequence[Pair],
        idfs: Mapping[Leaf, float],
        ranked: Sequence[_Ranked],
    ) -> list[_Ranked]:
        """Hits with what words near each other add to their scores, the best first."""
        moved: list[_Ranked] = []
        for segment, search in zip(self._segments, searches, strict=True):
            own = sorted(
                (hit for hit in ranked if hit.segment == segment.number),
                key=lambda hit: hit.document,
            )
            docs = np.array([hit.document for hit in own], np.uint32)
            added = self._nearness * nearness(search, docs, pairs, idfs)
            added *= self._recency(request, segment, docs)
            scores = [hit.score + more for hit, more in zip(own, added.tolist(), strict=True)]
            moved += [
                hit._replace(key=-score, score=score)
                for hit, score in zip(own, scores, strict=True)
            ]
        return sorted(moved)

    def _recency(self, request: Request, segment: "_Segment", docs: Docs) -> Scores | float:
        """What the score of each document is multiplied by for its age."""
        if request.half_life is None:
            return 1.0
        return recency.factors(segment.columns.days[docs], *self._days, request.half_life)

    @cached_property
    def _days(self) -> tuple[int, int]:
        """The days of the oldest and the newest article; both 0 where none is dated."""
        days = np.concatenate([segment.live_days() for segment in self._segments] or [_NO_DAYS])
        dated = days[days > 0]
        return (int(dated.min()), int(dated.max())) if len(dated) else (0, 0)

    def _pruned(self, request: Request, leaves: Sequence[Leaf], depth: int) -> PlainWords | None:
        """The query as words for Block-Max Pruning; None where it is none, or nothing compiled."""
        if KERNELS.compiled is None or request.sort is not Sort.RELEVANCE or not depth:
            return None
        if request.half_life is not None:
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
            least = ranked[depth - 1].score if len(ranked) >= depth else 0.0
            docs, scores = best_of_segment(
                KERNELS.compiled, search, segment.bounds, segment.looseness, words, idfs,
                segment.id_ranks, depth, least,
            )  # fmt: skip
            more = segment.hits(docs, -scores, scores)
            ranked = sorted([*ranked, *more])[:depth]
        return ranked

    def _total(self, searches: Sequence[SegmentSearch], tree: Node) -> int:
        return sum(len(search.matches(tree)) for search in searches)


class _Segment:
    """What an engine keeps of one segment."""

    def __init__(
        self,
        number: int,
        columns: Columns,
        live: NDArray[np.bool_] | None,
        norms: NDArray[np.float32],
        bounds: BlockBounds,
        looseness: float,
    ) -> None:
        self.number = number
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

    def search(self, forms: Mapping[Expanding, Forms], deadline: Deadline) -> SegmentSearch:
        if len(self._terms) > _MOST_TERMS:
            self._terms = {}
        return SegmentSearch(self.columns, self.live, self.norms, self._terms, forms, deadline)

    def find(self, article_id: str) -> int | None:
        """The number of the document that is an article; None where it is not there."""
        document = self.columns.document(article_id)
        if document is None or (self.live is not None and not self.live[document]):
            return None
        return document

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
        return self.hits(docs[places], -keys[places], scores[places])

    def hits(self, docs: Docs, keys: Scores, scores: Scores) -> list[_Ranked]:
        """Some documents as hits, in their order."""
        return [
            _Ranked(key, self.id(document), score, self.number, document)
            for key, document, score in zip(
                keys.tolist(), docs.tolist(), scores.tolist(), strict=True
            )
        ]

    def live_days(self) -> NDArray[np.int32]:
        """The days of the articles that are there, 0 for no date."""
        return self.columns.days if self.live is None else self.columns.days[self.live]


def _with_others(
    told: Explanation, request: Request, near: float | None, kept: float
) -> Explanation:
    """An explanation with what nearness adds to the score, and what age takes."""
    others: list[tuple[str, float]] = []
    if near is not None and request.neighbours:
        others.append(("nearness", near))
    if request.half_life is not None:
        others.append(("recency", (told.score + (near or 0.0)) * (kept - 1)))
    return replace(told, others=tuple(others))


def _found(
    total: int,
    ranked: Sequence[_Ranked],
    offset: int,
    depth: int,
    cut: tuple[Expansion, ...],
) -> Found:
    hits = tuple(Hit(hit.id, hit.score) for hit in ranked[offset:depth])
    return Found(total, hits, cut)


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
