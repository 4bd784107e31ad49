"""Which articles match a tree: what the cluster cannot say is read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from search.arrays import bm25
from search.articles.article import Article
from search.engines.opensearch.bounds import Bounds
from search.engines.opensearch.clauses import Clause, all_of, any_of, none_of, terms
from search.engines.opensearch.close_reading import Reader
from search.engines.opensearch.collection import Collection
from search.engines.opensearch.documents import article_of
from search.engines.opensearch.expansion import Expansions, Forms, taken
from search.engines.opensearch.index import Index
from search.engines.opensearch.places import Expanding
from search.engines.opensearch.translation import Translation
from search.engines.whoosh.evaluation import SegmentSearch
from search.engines.whoosh.trees import walk
from search.query.nodes import Boost, Node, Some

# Articles that are read together, and ids of articles that were read and are remembered.
_TOGETHER = 1_000
_MOST_REMEMBERED = 200_000
_MOST_COUNTS = 10_000


class Matcher:
    """Finds the articles of a snapshot that match trees.

    :param collection: all articles together
    """

    def __init__(
        self, articles: Index, expansions: Expansions, reader: Reader, collection: Collection
    ) -> None:
        self._articles = articles
        self._expansions = expansions
        self._reader = reader
        self._collection = collection
        self._counts: dict[tuple[Node, int], int] = {}
        self._known: dict[tuple[Node, int], list[str]] = {}

    def query(self, tree: Node, most: int, deadline: float) -> Clause:
        """The clause that exactly the matching articles match.

        :param most: words that a wildcard or a fuzzy word may stand for
        :raises QueryTooSlowError: the deadline has passed
        """
        forms = self.forms(tree, most, deadline)
        weights = self.weights(tree, most, deadline)
        bounds = Translation(taken(forms), weights, self._collection.fields).bounds(tree)
        if bounds.is_exact:
            return bounds.sure
        found = self._known.get((tree, most))
        if found is None:
            found = [
                articles[document].id
                for articles in self._unsure(bounds, deadline)
                for document in self._reader.read(articles, forms, weights, deadline).matches(tree)
            ]
            self._remember((tree, most), found)
        return any_of([bounds.sure, terms("id", found)])

    def read(
        self, articles: Sequence[Article], tree: Node, most: int, deadline: float
    ) -> SegmentSearch:
        """A search of a few articles, whose documents are numbered in their order."""
        forms, weights = self.forms(tree, most, deadline), self.weights(tree, most, deadline)
        return self._reader.read(articles, forms, weights, deadline)

    def forms(self, tree: Node, most: int, deadline: float) -> Mapping[Expanding, Forms]:
        """What each wildcard and fuzzy word of a tree stands for."""
        return self._expansions.of(tree, most, deadline)

    def counts(self, nodes: Iterable[Node], most: int, deadline: float) -> list[int]:
        """How many articles match each of some nodes; remembered."""
        asked = list(map(_unboosted, nodes))
        found = {node: self._counts.get(_key(node, most), -1) for node in asked}
        unknown = [node for node, count in found.items() if count < 0]
        bodies = [_counting(self.query(node, most, deadline)) for node in unknown]
        answers = self._articles.search(bodies, deadline)
        counts = [int(answer["hits"]["total"]["value"]) for answer in answers]
        found |= zip(unknown, counts, strict=True)
        if len(self._counts) > _MOST_COUNTS:
            self._counts = {}
        self._counts |= {_key(node, most): found[node] for node in unknown}
        return [found[node] for node in asked]

    def weights(self, tree: Node, most: int, deadline: float) -> dict[Node, float]:
        """The idfs of the parts of every Some in a tree; 0 of those that no article matches."""
        parts = weighed(tree)
        counts = self.counts(parts, most, deadline)
        return {
            part: bm25.idf(self._collection.articles, count) if count else 0.0
            for part, count in zip(parts, counts, strict=True)
        }

    def _unsure(self, bounds: Bounds, deadline: float) -> Iterator[Sequence[Article]]:
        """The articles that have to be read."""
        query = all_of([bounds.perhaps, none_of(bounds.sure)])
        body: dict[str, Any] = {
            "query": query, "sort": [{"id": "asc"}], "size": _TOGETHER,
            "_source": ["article"], "track_total_hits": False,
        }  # fmt: skip
        while True:
            (answer,) = self._articles.search([body], deadline)
            hits = answer["hits"]["hits"]
            if hits:
                yield [article_of(hit["_source"]["article"]) for hit in hits]
            if len(hits) < _TOGETHER:
                return
            body["search_after"] = hits[-1]["sort"]

    def _remember(self, key: tuple[Node, int], ids: list[str]) -> None:
        held = sum(map(len, self._known.values())) + len(self._known)
        if held + len(ids) > _MOST_REMEMBERED:
            self._known = {}
        self._known[key] = ids


def weighed(tree: Node) -> list[Node]:
    """The parts of every Some in a tree."""
    return [part for node in walk(tree) if isinstance(node, Some) for part in node.parts]


def _counting(query: Clause) -> Clause:
    return {"query": query, "size": 0, "track_total_hits": True}


def _key(node: Node, most: int) -> tuple[Node, int]:
    """What is remembered of a node: how many words are taken matters to some alone."""
    return node, most if any(isinstance(part, Expanding) for part in walk(node)) else 0


def _unboosted(node: Node) -> Node:
    return node.part if isinstance(node, Boost) else node
