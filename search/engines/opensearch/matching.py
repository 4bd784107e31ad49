"""Which articles match a tree: what the cluster cannot say is read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from search.arrays import bm25
from search.articles.article import Article
from search.engines.opensearch.bounds import Bounds
from search.engines.opensearch.clauses import Clause, all_of, any_of, none_of, terms
from search.engines.opensearch.close_reading import Reader
from search.engines.opensearch.documents import article_of
from search.engines.opensearch.expansion import Expansions
from search.engines.opensearch.index import Index
from search.engines.opensearch.translation import Translation
from search.engines.whoosh.trees import walk
from search.query.nodes import Boost, Node, Some

# Articles that are read together, and ids of articles that were read and are remembered.
_TOGETHER = 1_000
_MOST_REMEMBERED = 1_000_000
_MOST_COUNTS = 10_000


class Matcher:
    """Finds the articles of a snapshot that match trees.

    :param documents: how many articles there are
    """

    def __init__(
        self, articles: Index, expansions: Expansions, reader: Reader, documents: int
    ) -> None:
        self._articles = articles
        self._expansions = expansions
        self._reader = reader
        self._documents = documents
        self._counts: dict[tuple[Node, int], int] = {}
        self._read: dict[tuple[Node, int], list[str]] = {}

    def query(self, tree: Node, most: int, deadline: float) -> Clause:
        """The clause that exactly the matching articles match.

        :param most: words that a wildcard or a fuzzy word may stand for
        :raises QueryTooSlowError: the deadline has passed
        """
        forms = self._expansions.of(tree, most, deadline)
        weights = self.weights(tree, most, deadline)
        taken = {leaf: own.taken for leaf, own in forms.items()}
        bounds = Translation(taken, weights).bounds(tree)
        if bounds.is_exact:
            return bounds.sure
        key = tree, most
        if key not in self._read:
            unsure = self._unsure(bounds, deadline)
            found = [
                articles[document].id
                for articles in unsure
                for document in self._reader.read(articles, forms, weights, deadline).matches(tree)
            ]
            self._remember(key, found)
            return any_of([bounds.sure, terms("id", found)])
        return any_of([bounds.sure, terms("id", self._read[key])])

    def counts(self, nodes: Iterable[Node], most: int, deadline: float) -> list[int]:
        """How many articles match each of some nodes; remembered."""
        asked = list(nodes)
        unknown = [node for node in dict.fromkeys(asked) if (node, most) not in self._counts]
        bodies = [_counting(self.query(node, most, deadline)) for node in unknown]
        answers = self._articles.search(bodies, deadline)
        if len(self._counts) > _MOST_COUNTS:
            self._counts = {}
        known = self._counts
        for node, answer in zip(unknown, answers, strict=True):
            known[node, most] = int(answer["hits"]["total"]["value"])
        missing = [node for node in asked if (node, most) not in known]
        if missing:
            return self.counts(asked, most, deadline)
        return [known[node, most] for node in asked]

    def weights(self, tree: Node, most: int, deadline: float) -> dict[Node, float]:
        """The idfs of the parts of every Some in a tree; 0 of those that no article matches."""
        parts = [part for node in walk(tree) if isinstance(node, Some) for part in node.parts]
        counts = self.counts(map(_unboosted, parts), most, deadline)
        return {
            part: bm25.idf(self._documents, count) if count else 0.0
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
        held = sum(map(len, self._read.values())) + len(self._read)
        if held + len(ids) > _MOST_REMEMBERED:
            self._read = {}
        self._read[key] = ids


def _unboosted(node: Node) -> Node:
    return node.part if isinstance(node, Boost) else node


def _counting(query: Clause) -> Clause:
    return {"query": query, "size": 0, "track_total_hits": True}
