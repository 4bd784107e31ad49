"""What it takes to rank the articles that a request finds."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from search.arrays import bm25
from search.articles.article import Article
from search.engines.contract import Request
from search.engines.expansion import Expansion
from search.engines.opensearch.collection import Collection
from search.engines.opensearch.expansion import cut, taken
from search.engines.opensearch.matching import Matcher, weighed
from search.engines.opensearch.ordering import Asked
from search.engines.opensearch.scoring import Scorer, order_of
from search.engines.opensearch.window import Window, size_of
from search.engines.whoosh.evaluation import SegmentSearch
from search.engines.whoosh.explaining import Explainer, ScoredLength
from search.engines.whoosh.trees import boosts
from search.query.nodes import Leaf
from search.settings import Settings

_L = TypeVar("_L", bound=Leaf)


class Ranking(NamedTuple):
    """A request, and how its hits are ranked.

    :param moving: how many of the first hits change places when they are read
    :param window: what puts these in their order
    :param cut: leaves of which not all words are looked for
    """

    request: Request
    asked: Asked
    moving: int
    window: Window
    cut: tuple[Expansion, ...]


class Ranker:
    """Ranks the articles of a snapshot."""

    def __init__(self, matcher: Matcher, collection: Collection, settings: Settings) -> None:
        self._matcher = matcher
        self._collection = collection
        self._settings = settings
        self._scorer = Scorer(collection, settings)

    def ranking(self, request: Request) -> Ranking:
        """How the hits of a request are ranked.

        :raises QueryTooSlowError: the deadline has passed
        """
        tree, most, deadline = request.tree, request.most_expansions, request.deadline
        weights = boosts(tree)
        near = dict.fromkeys(chain.from_iterable(request.neighbours))
        # All that is not known yet is counted in one call.
        self._matcher.counts([*weights, *near, *weighed(tree)], most, deadline)
        gains = {leaf: weights[leaf] * idf for leaf, idf in self._idfs(weights, request).items()}
        forms = self._matcher.forms(tree, most, deadline)
        matching = self._matcher.query(tree, most, deadline)
        query = self._scorer.ranked(matching, gains, taken(forms), request.half_life)
        return Ranking(
            request,
            Asked(query, order_of(request, bool(weights)), bool(weights)),
            size_of(request, list(weights), self._settings.nearness),
            Window(
                request, gains, self._idfs(near, request), self._collection, self._settings.nearness
            ),
            cut(forms),
        )

    def total(self, request: Request) -> int:
        """How many articles match."""
        most, deadline = request.most_expansions, request.deadline
        return self._matcher.counts([request.tree], most, deadline)[0]

    def read(self, ranking: Ranking, articles: Sequence[Article]) -> SegmentSearch:
        """A search of some of the hits."""
        request = ranking.request
        return self._matcher.read(articles, request.tree, request.most_expansions, request.deadline)

    def explainer(self, request: Request) -> Explainer:
        """What explains the scores of a request."""
        weights = boosts(request.tree)
        counts = self._matcher.counts(weights, request.most_expansions, request.deadline)
        own, settings = self._collection, self._settings
        length = ScoredLength(own.mean, settings.k1, settings.b)
        return Explainer(weights, counts, own.articles, length)

    def _idfs(self, leaves: Iterable[_L], request: Request) -> dict[_L, float]:
        asked = list(leaves)
        counts = self._matcher.counts(asked, request.most_expansions, request.deadline)
        articles = self._collection.articles
        return {leaf: bm25.idf(articles, n) for leaf, n in zip(asked, counts, strict=True)}
