"""Articles like an article: those that have the words which it has more than others."""

from collections.abc import Sequence
from math import inf

from search.arrays import bm25
from search.articles.article import Article
from search.engines.contract import Engine, Hit, Request
from search.query.joining import disjunction
from search.query.nodes import Boost
from search.ranking.vocabulary import vocabulary

WORDS = 25
"""Words of the article that are looked for, those of the greatest share of its text times idf."""

# Words of the article that are weighed against the archive.
_CANDIDATES = 100


def similar(engine: Engine, article: Article, limit: int, deadline: float = inf) -> Sequence[Hit]:
    """The hits of the articles most like one of the archive, without it.

    :param limit: articles at most, from 1
    :param deadline: as of :class:`~search.engines.contract.Request`
    :raises QueryTooSlowError: the deadline has passed
    """
    documents = engine.snapshot.documents
    told = vocabulary(engine, [(article, 1.0)], _CANDIDATES, deadline)
    told.sort(key=lambda own: -own.share * bm25.idf(documents, own.articles))
    if not told:
        return ()
    # The score multiplies each by its idf.
    most = max(own.share for own in told[:WORDS])
    tree = disjunction(Boost(own.word, own.share / most) for own in told[:WORDS])
    found = engine.search(Request(tree, limit=limit + 1, deadline=deadline))
    return [hit for hit in found.hits if hit.id != article.id][:limit]
