"""The articles that an index stores; those seen last are remembered."""

from collections.abc import Iterable, Sequence

from search.articles.article import Article
from search.engines.opensearch.clauses import terms
from search.engines.opensearch.documents import article_of
from search.engines.opensearch.index import Answer, Index

# About 10 KB each.
_MOST_REMEMBERED = 1_000
# Articles that are asked for in one call.
_TOGETHER = 500


class StoredArticles:
    """The articles of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, Article] = {}

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """The articles, in the order asked; ids that are not there are left out."""
        known = self._known
        found = {name: known[name] for name in ids if name in known}
        unknown = [name for name in dict.fromkeys(ids) if name not in found]
        for at in range(0, len(unknown), _TOGETHER):
            some = unknown[at : at + _TOGETHER]
            body = {"query": terms("id", some), "size": len(some), "_source": ["article"]}
            (answer,) = self._index.search([body])
            found |= self.remember(answer["hits"]["hits"])
        return [found[name] for name in ids if name in found]

    def remember(self, hits: Iterable[Answer]) -> dict[str, Article]:
        """Keep the articles that came with hits, for they will be asked for."""
        told = (article_of(hit["_source"]["article"]) for hit in hits)
        found = {article.id: article for article in told}
        kept = self._known if len(self._known) + len(found) <= _MOST_REMEMBERED else {}
        self._known = kept | found
        return found
