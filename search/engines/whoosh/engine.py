"""The embedded engine: one snapshot of a Whoosh index whose segments are arrays."""

from collections.abc import Container, Sequence
from functools import cached_property
from math import inf
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.articles.article import Article
from search.engines.contract import Explanation, Found, Request, Snapshot
from search.engines.counts import CountRequest, Counts
from search.engines.expansion import Expansion
from search.engines.whoosh.census import Census, take_census
from search.engines.whoosh.codec_v1.columns import open_columns
from search.engines.whoosh.codec_v1.lengths import weighted_lengths
from search.engines.whoosh.counting import Counting
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.dictionary import Dictionary
from search.engines.whoosh.explaining import Explainer, ScoredLength, with_others
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.open_segment import OpenSegment
from search.engines.whoosh.ordering import ArrayOrdering
from search.engines.whoosh.ranker import Ranker
from search.engines.whoosh.trees import boosts
from search.engines.whoosh.writer import read_segments
from search.query.nodes import Phrase, Word
from search.settings import Settings

# Names whose documents an engine remembers.
_MOST_SIGNERS = 1_000

# Pages from here on are cut from the order of all hits; for earlier ones less has to be sorted.
_DEEP = 1_000


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
        self._length = ScoredLength(mean, k1, b)
        self._segments = [
            OpenSegment(number, own, alive, bm25.norms(length, mean, k1, b))
            for number, (own, alive, length) in enumerate(zip(columns, live, lengths, strict=True))
        ]
        self._ranker = Ranker(self._segments, self._documents, settings.nearness)

    def search(self, request: Request) -> Found:
        if request.offset >= _DEEP:
            return self._deep_page(request)
        return self._ranker.page(request)

    def explain(
        self, request: Request, ids: Sequence[str], near: Container[str] = ()
    ) -> list[Explanation]:
        searches, _ = self._ranker.searches.of(request)
        weights = boosts(request.tree)
        counts = self._ranker.searches.counts(searches, request, weights)
        explainer = Explainer(weights, counts, self._documents, self._length)
        told: dict[str, Explanation] = {}
        for segment, search in zip(self._segments, searches, strict=True):
            found = sorted((doc, name) for name in ids if (doc := segment.find(name)) is not None)
            docs = np.array([document for document, _ in found], np.uint32)
            others = self._ranker.others(request, segment, docs)
            for own, (added, kept) in zip(
                explainer.explain(search, docs, [name for _, name in found]), others, strict=True
            ):
                told[own.id] = with_others(own, request, added if own.id in near else None, kept)
        return [told[name] for name in ids if name in told]

    @cached_property
    def dictionary(self) -> Dictionary:
        """The words, names and headlines of the snapshot."""
        return Dictionary(self._segments, self.frequencies, lambda: self._census.signers)

    def frequencies(self, words: Sequence[Word], deadline: float = inf) -> list[int]:
        asked = Request(Word(""), deadline=deadline)
        searches, _ = self._ranker.searches.of(asked)
        return self._ranker.searches.counts(searches, asked, Deadline(deadline).each(words))

    def count(self, requests: Sequence[CountRequest]) -> list[Counts]:
        asked = [
            Request(own.tree, most_expansions=own.most_expansions, deadline=own.deadline)
            for own in requests
        ]
        # All are looked for before the census is taken: its time is not that of the search.
        found = {own: self._matches(own) for own in dict.fromkeys(asked)}
        countings = {
            own: Counting(self._census, docs, cut, self._signed)
            for own, (docs, cut) in found.items()
        }
        return [
            countings[own].counts(request) for own, request in zip(asked, requests, strict=True)
        ]

    def order(self, request: Request) -> ArrayOrdering:
        return self._ranker.order(request)

    def articles(self, ids: Sequence[str]) -> list[Article]:
        found: dict[str, Article] = {}
        for segment in self._segments:
            there = {name: doc for name in ids if (doc := segment.find(name)) is not None}
            found |= zip(there, segment.columns.articles.articles([*there.values()]), strict=True)
        return [found[name] for name in ids if name in found]

    def close(self) -> None:
        """Let go of the files; searches that still run keep what they use."""
        self._segments = []
        self._ranker = Ranker([], 0, 0.0)

    @cached_property
    def _census(self) -> Census:
        return take_census([(segment.columns, segment.live) for segment in self._segments])

    def _signed(self, name: str) -> Sequence[Docs]:
        """The documents of each segment that the byline finds; the same names are asked often."""
        if len(self._signers) > _MOST_SIGNERS:
            self._signers = {}
        if name not in self._signers:
            self._signers[name], _ = self._matches(Request(Phrase(name, "byline")))
        return self._signers[name]

    def _matches(self, request: Request) -> tuple[list[Docs], tuple[Expansion, ...]]:
        """The matching documents of each segment; and leaves that stand for more words."""
        searches, cut = self._ranker.searches.of(request)
        return [search.matches(request.tree) for search in searches], cut

    def _deep_page(self, request: Request) -> Found:
        ordering = self.order(request)
        hits = ordering.hits(request.offset, request.offset + request.limit)
        ids, scores = [hit.id for hit in hits], [hit.score for hit in hits]
        return Found(len(ordering), ids, scores, ordering.cut)


def _mean(
    lengths: Sequence[NDArray[np.int64]],
    live: Sequence[NDArray[np.bool_] | None],
    documents: int,
) -> float:
    """The mean length of the articles that are there; 1 where none has any words."""
    kept = (own if alive is None else own[alive] for own, alive in zip(lengths, live, strict=True))
    return sum(int(own.sum()) for own in kept) / max(documents, 1) or 1.0
