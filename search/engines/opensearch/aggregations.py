"""How the cluster is asked to count.

Every number is exact, however many shards the index has. A histogram gives all of its buckets.
Terms come from each shard as the most frequent of that shard; where as many are asked for as there
are in the archive, that is all of them. What may have more buckets than a cluster gives in one
answer is asked for in parts, each of them small enough.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

import numpy as np

from search.engines.counts import Period
from search.engines.opensearch.census import MOST_BUCKETS, Census
from search.engines.opensearch.index import Body
from search.engines.periods import first_days

Aggregations = Mapping[str, Body]

UNDATED, FIRST, LAST, NAMES, SIGNED = "undated", "first", "last", "names", "signed"

WHEN: Aggregations = {
    UNDATED: {"missing": {"field": "day"}},
    FIRST: {"min": {"field": "day"}},
    LAST: {"max": {"field": "day"}},
}
"""How many have no date, and the first and the last day of the others."""


def number_of(period: Period, day: date) -> int:
    """The number that an article of a day has in the field that is named like the period."""
    match period:
        case Period.DAY:
            return day.toordinal()
        case Period.MONTH:
            return day.year * 12 + day.month - 1
        case Period.YEAR:
            return day.year


def by_period(period: Period, census: Census) -> list[Aggregations]:
    """Articles of each period, in parts."""
    firsts = np.unique(first_days(period, census.days)).tolist()
    parts = [firsts[at : at + MOST_BUCKETS] for at in range(0, len(firsts), MOST_BUCKETS)]
    return [{period.value: {"histogram": _histogram(period, part)}} for part in parts]


def by_name(census: Census) -> list[Aggregations]:
    """Articles that each name signed, in parts."""
    parts = -(-2 * len(census.names) // MOST_BUCKETS)  # a part by digest may be the larger
    terms = {"field": "names", "size": len(census.names)}
    if parts == 1:
        return [{NAMES: {"terms": terms}}]
    return [
        {NAMES: {"terms": {**terms, "include": {"partition": at, "num_partitions": parts}}}}
        for at in range(parts)
    ]


def by_query(queries: Mapping[str, Body]) -> list[Aggregations]:
    """Articles that match each of some more queries, by the names of these."""
    return [{SIGNED: {"filters": {"filters": queries}}}] if queries else []


def bodies(query: Body, wanted: Sequence[Sequence[Aggregations]]) -> list[Body]:
    """What to ask about the matches of a query: as few searches as there are parts."""
    together = [
        {name: own for aggregations in parts for name, own in aggregations.items()}
        for parts in zip_longest(*wanted, fillvalue={})
    ]
    return [
        {"query": query, "size": 0, "track_total_hits": True, "aggs": aggregations}
        for aggregations in together
    ]


def _histogram(period: Period, firsts: Sequence[int]) -> dict[str, Any]:
    low, high = (number_of(period, date.fromordinal(firsts[at])) for at in (0, -1))
    bounds = {"min": low, "max": high}
    return {"field": period, "interval": 1, "min_doc_count": 1, "hard_bounds": bounds}
