"""The cluster engine: one snapshot in an index of an OpenSearch cluster."""

import time
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from math import inf

import numpy as np

from search.articles.article import Article
from search.engines.contract import Explanation, Found, Hit, Request, Snapshot
from search.engines.counts import CountRequest, Counts
from search.engines.opensearch.census import Census, take_census
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.close_reading import Reader
from search.engines.opensearch.collection import Collection, collection_of
from search.engines.opensearch.counting import Counting
from search.engines.opensearch.dictionary import Dictionary
from search.engines.opensearch.expansion import Expansions, cut
from search.engines.opensearch.index import Index
from search.engines.opensearch.layout import words_index
from search.engines.opensearch.matching import Matcher
from search.engines.opensearch.ordering import AT_ONCE, ClusterOrdering, hits_of
from search.engines.opensearch.ranking import Ranker, Ranking
from search.engines.opensearch.stored import StoredArticles
from search.engines.whoosh.explaining import ScoredLength, with_others
from search.errors import QueryTooSlowError
from search.query.nodes import Word
from search.settings import Settings

# Hits that come with their articles, since they will be shown.
_MOST_SHOWN = 100


class ClusterEngine:
    """One snapshot; nothing of it changes, so that threads may share it.

    :param name: of the index
    """

    def __init__(self, cluster: Cluster, name: str, snapshot: Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self._settings = settings
        self._index = Index(cluster, name)
        self._words = Index(cluster, words_index(name))
        self._stored = StoredArticles(self._index)

    def search(self, request: Request) -> Found:
        with _timed(request.deadline):
            return self._page(request)

    def order(self, request: Request) -> ClusterOrdering:
        """All hits of a request, whatever its offset and limit."""
        with _timed(request.deadline):
            return self._order(self._ranker.ranking(request))

    def explain(
        self, request: Request, ids: Sequence[str], near: Container[str] = ()
    ) -> list[Explanation]:
        ranking = self._ranker.ranking(request)
        articles = self.articles(list(dict.fromkeys(ids)))
        there = [article.id for article in articles]
        search = self._ranker.read(ranking, articles)
        docs = np.arange(len(there), dtype=np.uint32)
        others = ranking.window.others(search, docs)
        told = {
            own.id: with_others(own, request, added if own.id in near else None, kept)
            for own, (added, kept) in zip(
                self._ranker.explainer(request).explain(search, docs, there), others, strict=True
            )
        }
        return [told[name] for name in ids if name in told]

    def frequencies(self, words: Sequence[Word], deadline: float = inf) -> list[int]:
        return self._matcher.counts(words, 1, deadline)

    def count(self, requests: Sequence[CountRequest]) -> list[Counts]:
        counted = self._counting.count(requests)
        return [
            replace(own, cut=cut(self._matcher.forms(asked.tree, asked.most_expansions, inf)))
            for own, asked in zip(counted, requests, strict=True)
        ]

    @cached_property
    def dictionary(self) -> Dictionary:
        """The words, names and headlines of the snapshot."""
        return Dictionary(self._index, self._words, lambda: self._census, self.frequencies)

    def articles(self, ids: Sequence[str]) -> list[Article]:
        return self._stored.articles(ids)

    def close(self) -> None:
        """Nothing: connections are the cluster's, and searches that still run use them."""

    @cached_property
    def _collection(self) -> Collection:
        return collection_of(self._index)

    @cached_property
    def _census(self) -> Census:
        return take_census(self._index, self._words)

    @cached_property
    def _counting(self) -> Counting:
        return Counting(self._index, lambda: self._census, self._matcher.query)

    @cached_property
    def _matcher(self) -> Matcher:
        own, settings = self._collection, self._settings
        reader = Reader(ScoredLength(own.mean, settings.k1, settings.b))
        return Matcher(self._index, Expansions(self._words), reader, own)

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker(self._matcher, self._collection, self._settings)

    def _page(self, request: Request) -> Found:
        """The hits that a request asks for."""
        ranking = self._ranker.ranking(request)
        end = request.offset + request.limit
        if request.limit < 1:
            return Found(self._ranker.total(request), (), (), ranking.cut)
        if end > AT_ONCE:
            ordering = self._order(ranking)
            return _found(len(ordering), ordering.hits(request.offset, end), ranking)
        moves = request.offset < ranking.moving
        start, stop = (0, max(end, ranking.moving)) if moves else (request.offset, end)
        hits, total = self._hits(ranking, start, stop)
        if moves:
            hits = [*self._moved(ranking, hits[: ranking.moving]), *hits[ranking.moving :]]
            hits = hits[request.offset : end]
        return _found(total, hits, ranking)

    def _hits(self, ranking: Ranking, start: int, stop: int) -> tuple[list[Hit], int]:
        """Some hits in the cluster's order, and how many there are."""
        shown = stop - start <= _MOST_SHOWN
        told = ["id", "article"] if shown else ["id"]
        body = ranking.asked.body(stop - start, **{"from": start, "_source": told})
        body["track_total_hits"] = True
        (answer,) = self._index.search([body], ranking.request.deadline)
        found = answer["hits"]["hits"]
        if shown:
            self._stored.remember(found)
        return hits_of(found), int(answer["hits"]["total"]["value"])

    def _moved(self, ranking: Ranking, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The first hits, in the order that their articles give them."""
        articles = self.articles([hit.id for hit in hits])
        search = self._ranker.read(ranking, articles)
        return ranking.window.in_order(search, [article.id for article in articles])

    def _order(self, ranking: Ranking) -> ClusterOrdering:
        hits, total = self._hits(ranking, 0, max(ranking.moving, 1))
        first = self._moved(ranking, hits) if ranking.moving else ()
        request = ranking.request
        return ClusterOrdering(
            self._index, ranking.asked, total, request.deadline, first, ranking.cut
        )


def _found(total: int, hits: Sequence[Hit], ranking: Ranking) -> Found:
    return Found(total, [hit.id for hit in hits], [hit.score for hit in hits], ranking.cut)


@contextmanager
def _timed(deadline: float) -> Iterator[None]:
    """Say of what was given up how long all of it could take, not the last question of it."""
    seconds = deadline - time.monotonic()
    try:
        yield
    except QueryTooSlowError as error:
        raise QueryTooSlowError(seconds) from error
