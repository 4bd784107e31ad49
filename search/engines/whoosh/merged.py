"""The first hits of several segments as one list."""

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice, repeat
from typing import NamedTuple

import numpy as np

from search.engines.expansion import Expansion
from search.engines.whoosh.open_segment import Hits


class Ranked(NamedTuple):
    """The first hits of a request, by segment.

    :param total: of all that match, exactly
    :param cut: leaves of which not all words were looked for
    """

    total: int
    lists: Sequence[Hits]
    cut: tuple[Expansion, ...] = ()


class Place(NamedTuple):
    """A hit among those of several segments: what it is sorted by, lowest first.

    :param number: of the segment
    """

    key: float
    id: str
    score: float
    number: int


def page(lists: Sequence[Hits], start: int, end: int) -> tuple[list[str], list[float]]:
    """The ids and scores of the hits from number ``start`` of all to one before ``end``.

    :param lists: the first hits of each segment
    """
    if len(lists) == 1:
        own = lists[0]
        return own.segment.ids(own.docs[start:end]), own.scores[start:end].tolist()
    places = list(islice(_in_order(lists), start, end))
    return [place.id for place in places], [place.score for place in places]


def parted(lists: Sequence[Hits], count: int) -> tuple[list[Hits], list[Hits]]:
    """Those that are among the first of all, by segment, and the others."""
    counts = _counts(lists, count)
    first = [own.part(0, most) for own, most in zip(lists, counts, strict=True)]
    others = [own.part(most, len(own.docs)) for own, most in zip(lists, counts, strict=True)]
    return first, others


def lowest(lists: Sequence[Hits], count: int) -> float:
    """The score below which no hit is among the first ones any more."""
    if not lists:
        return 0.0
    scores = np.sort(np.concatenate([own.scores for own in lists]))
    return float(scores[-count]) if len(scores) >= count else 0.0


def _counts(lists: Sequence[Hits], most: int) -> list[int]:
    """How many hits of each segment are among the first of all."""
    if len(lists) == 1:
        return [most]
    counts = Counter(place.number for place in islice(_in_order(lists), most))
    return [counts[own.segment.number] for own in lists]


def _in_order(lists: Sequence[Hits]) -> Iterator[Place]:
    return merge(*map(_places, lists))


def _places(hits: Hits) -> Iterator[Place]:
    number = repeat(hits.segment.number)
    return map(Place, hits.keys.tolist(), hits.ids(), hits.scores.tolist(), number)
