"""What a score has to know of all articles together."""

from typing import NamedTuple

from search.engines.opensearch.index import Index

_BODY = {
    "size": 0,
    "track_total_hits": True,
    "aggs": {
        "length": {"sum": {"field": "weighted_length"}},
        "oldest": {"min": {"field": "day"}},
        "newest": {"max": {"field": "day"}},
    },
}


class Collection(NamedTuple):
    """All articles of a snapshot.

    :param mean: of their weighted lengths; 1 where none has any words
    :param oldest: day, as an ordinal; 0 where none is dated
    :param newest: likewise
    """

    articles: int
    mean: float
    oldest: int
    newest: int


def collection_of(articles: Index) -> Collection:
    """Ask the cluster."""
    (answer,) = articles.search([_BODY])
    count = int(answer["hits"]["total"]["value"])
    told = {name: own["value"] for name, own in answer["aggregations"].items()}
    mean = told["length"] / max(count, 1) or 1.0
    return Collection(count, mean, int(told["oldest"] or 0), int(told["newest"] or 0))
