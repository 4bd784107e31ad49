"""What a score has to know of all articles together."""

from typing import NamedTuple

from search.engines.opensearch.index import Index
from search.engines.opensearch.layout import PARAGRAPH_BEGINS
from search.fields import TEXT_FIELDS

# Every text begins with the mark of its first paragraph.
_WRITTEN = {name: {"term": {name: PARAGRAPH_BEGINS}} for name in (f.name for f in TEXT_FIELDS)}
_BODY = {
    "size": 0,
    "track_total_hits": True,
    "aggs": {
        "fields": {"filters": {"filters": _WRITTEN}},
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
    :param fields: those in which anything stands: in others nothing has to be looked for
    """

    articles: int
    mean: float
    oldest: int
    newest: int
    fields: tuple[str, ...]


def collection_of(articles: Index) -> Collection:
    """Ask the cluster."""
    (answer,) = articles.search([_BODY])
    count = int(answer["hits"]["total"]["value"])
    counted = answer["aggregations"].pop("fields")["buckets"]
    told = {name: own["value"] for name, own in answer["aggregations"].items()}
    fields = tuple(name for name, own in counted.items() if own["doc_count"])
    mean = told["length"] / max(count, 1) or 1.0
    return Collection(count, mean, int(told["oldest"] or 0), int(told["newest"] or 0), fields)
