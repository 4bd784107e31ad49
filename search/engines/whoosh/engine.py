"""The embedded engine: one snapshot of a Whoosh index whose segments are arrays."""

from collections.abc import Sequence
from heapq import merge as merge_sorted
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.arrays.topk import best
from search.articles.article import Article
from search.engines.contract import Found, Hit, Request, Snapshot, Sort
from search.engines.whoosh.codec_v1.builder import FIELD_WEIGHTS
from search.engines.whoosh.codec_v1.columns import Columns, open_columns
from search.engines.whoosh.evaluation import Scores, SegmentSearch, scoring_leaves
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.writer import read_segments

_K1, _B = 1.2, 0.75


class WhooshEngine:
    """One snapshot, open for reading; nothing in it changes, so that threads may share it."""

    def __init__(self, folder: Path, snapshot: Snapshot) -> None:
        segments = read_segments(folder)
        self._snapshot = snapshot
        self._columns = [open_columns(folder, s.segment_id()) for s in segments]
        self._live = [s.live() for s in segments]
        self._documents = sum(s.doc_count() for s in segments)
        self._norms = _norms(self._columns, self._live, self._documents)
        self._id_ranks = [_ranks(columns.id_order) for columns in self._columns]

    @property
    def snapshot(self) -> Snapshot:
        return self._snapshot

    def search(self, request: Request) -> Found:
        searches = list(map(SegmentSearch, self._columns, self._live, self._norms))
        leaves = scoring_leaves(request.tree)
        idfs = self._idfs(searches, leaves)
        depth = request.offset + request.limit
        total = 0
        lists = []
        for number, search in enumerate(searches):
            docs = search.matches(request.tree)
            total += len(docs)
            scores = search.scores(docs, leaves, idfs)
            lists.append(self._best(number, docs, scores, request.sort, bool(leaves), depth))
        hits = islice(merge_sorted(*lists), request.offset, depth)
        return Found(total, tuple(Hit(article_id, score) for _, article_id, score in hits))

    def articles(self, ids: Sequence[str]) -> list[Article]:
        found = (self._article(article_id) for article_id in ids)
        return [article for article in found if article is not None]

    def close(self) -> None:
        """Let go of the files; what still uses their arrays keeps them."""
        self._columns, self._live, self._norms, self._id_ranks = [], [], [], []

    def _article(self, article_id: str) -> Article | None:
        for columns, live in zip(self._columns, self._live, strict=True):
            document = columns.document(article_id)
            if document is not None and (live is None or live[document]):
                return columns.articles.articles([document])[0]
        return None

    def _idfs(self, searches: Sequence[SegmentSearch], leaves: Sequence[Leaf]) -> list[float]:
        counts = [sum(len(s.postings(leaf).docs) for s in searches) for leaf in leaves]
        return [bm25.idf(self._documents, count) for count in counts]

    def _best(
        self,
        segment: int,
        docs: NDArray[np.uint32],
        scores: Scores,
        sort: Sort,
        scored: bool,
        depth: int,
    ) -> list[tuple[float, str, float]]:
        """The first hits of a segment as (what to sort by, id, score), in their order."""
        days = self._columns[segment].days[docs].astype(np.float64)
        if sort is Sort.RELEVANCE and scored:
            ranked = scores
        elif sort is Sort.OLDEST:
            ranked = np.where(days > 0, -days, -np.inf)
        else:
            ranked = np.where(days > 0, days, -np.inf)
        places = best(ranked, self._id_ranks[segment][docs], depth)
        ids = self._columns[segment].ids
        return [
            (-float(ranked[place]), ids[int(docs[place])].decode(), float(scores[place]))
            for place in places.tolist()
        ]


def _norms(
    columns: Sequence[Columns], live: Sequence[NDArray[np.bool_] | None], documents: int
) -> list[NDArray[np.float32]]:
    lengths = [c.lengths @ _SCORED_WEIGHTS for c in columns]
    total = sum(
        int(own[alive].sum()) if alive is not None else int(own.sum())
        for own, alive in zip(lengths, live, strict=True)
    )
    mean = total / documents if total else 1.0
    return [bm25.norms(own, mean, _K1, _B) for own in lengths]


# Bylines are looked up, not read: they add nothing to an article's length.
_SCORED_WEIGHTS = FIELD_WEIGHTS * np.array([1, 1, 1, 1, 0])


def _ranks(order: NDArray[np.uint32]) -> NDArray[np.uint32]:
    ranks = np.empty(len(order), np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    return ranks
