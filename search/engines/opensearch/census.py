"""What is asked once of a snapshot, whatever is looked for in it: its days and its names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.opensearch.index import Answer, Body, Index
from search.engines.opensearch.layout import Kind, shortened

MOST_BUCKETS = 10_000
"""That are asked for in one answer; a cluster gives no more than 65,535."""


@dataclass(frozen=True, slots=True)
class Census:
    """The whole archive by day and by name.

    :param days: int64: proleptic Gregorian ordinals of the days that there are articles of, rising
    :param held: int64[days]: articles of each day
    :param words: int64[days]: the words in them, bylines not counted
    :param signers: each name as printed, and how many articles it signs
    :param names: the same names by how the cluster has them
    """

    days: NDArray[np.int64]
    held: NDArray[np.int64]
    words: NDArray[np.int64]
    signers: Mapping[str, int]
    names: Mapping[str, str]


def take_census(articles: Index, words: Index) -> Census:
    """Ask for all days and all names.

    :param words: the index of words
    """
    days = [
        (bucket["key"]["day"], bucket["doc_count"], bucket["words"]["value"])
        for bucket in _days(articles)
    ]
    table = np.array(days, np.int64).reshape(-1, 3)
    signers = dict(_signers(words))
    names = {shortened(name): name for name in signers}
    return Census(table[:, 0], table[:, 1], table[:, 2], signers, names)


def _days(articles: Index) -> Iterator[Answer]:
    """All days in their order: composite buckets are complete, and come a part at a time."""
    composite: Body = {"size": MOST_BUCKETS, "sources": [{"day": {"terms": {"field": "day"}}}]}
    words = {"sum": {"field": "length"}}
    while True:
        asked = {"days": {"composite": composite, "aggs": {"words": words}}}
        (answer,) = articles.search([{"size": 0, "aggs": asked}])
        found = answer["aggregations"]["days"]
        yield from found["buckets"]
        if "after_key" not in found:
            return
        composite = {**composite, "after": found["after_key"]}


def _signers(words: Index) -> Iterator[tuple[str, int]]:
    for hit in words.all_hits({"term": {"kind": Kind.NAME}}, sort="text"):
        name = hit["_source"]
        yield name.get("whole", name["text"]), name["articles"]
