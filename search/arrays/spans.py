"""Stretches of text as sorted numbers, and which of them stand near each other.

A key has the document in its high half and the position in the low one, as in
:mod:`search.arrays.occurrences`; its highest position bit may tell sections apart. A **reach** is
the last key at which a stretch that follows may begin to be near: so many words behind the
stretch, or the end of its sentence. It never falls from one stretch to another that ends later.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.arrays.ragged import ranges
from search.arrays.sets import member

Keys = NDArray[np.int64]
Mask = NDArray[np.bool_]
Rank = Callable[[Keys, Keys, bool], NDArray[np.int64]]
"""What does as :func:`ranks` does."""

MOST_PAIRS = 1 << 19
"""Pairs that are held at a time; about 40 bytes each."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches sorted by their first key, then their last, each once.

    :param first: int64, key of the first word
    :param last: int64, key of the last word, in the same document
    :param gappy: bool, whether words stand inside that are no part of it
    """

    first: Keys
    last: Keys
    gappy: Mask

    def __len__(self) -> int:
        return len(self.first)

    def where(self, chosen: Mask) -> "Spans":
        """Some of the stretches."""
        if chosen.all():
            return self
        return Spans(self.first[chosen], self.last[chosen], self.gappy[chosen])


@dataclass(frozen=True, slots=True)
class Reaching:
    """Stretches, and for each how far it reaches.

    :param reach: int64, rising with the last keys
    """

    spans: Spans
    reach: Keys


def ranks(values: Keys, wanted: Keys, right: bool) -> NDArray[np.int64]:
    """For each of the wanted keys how many values are less, or, at the right, not greater.

    :param values: rising
    """
    return np.searchsorted(values, wanted, "right" if right else "left")


def words(first: Keys, width: int = 1) -> Spans:
    """Stretches of so many words without gaps.

    :param first: rising, each once
    """
    return Spans(first, first + (width - 1), np.zeros(len(first), bool))


def united(parts: Sequence[Spans]) -> Spans:
    """All stretches of the parts, each once: gappy where it is so in any of them."""
    filled = [part for part in parts if len(part)]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        return words(np.empty(0, np.int64))
    return distinct(
        np.concatenate([part.first for part in filled]),
        np.concatenate([part.last for part in filled]),
        np.concatenate([part.gappy for part in filled]),
    )


def by_first(one: Spans, other: Spans) -> Spans:
    """All stretches of the one, and those of the other that begin elsewhere."""
    return united([one, other.where(~member(other.first, one.first))])


def distinct(first: Keys, last: Keys, gappy: Mask) -> Spans:
    """The stretches sorted, and equal ones once: gappy if any of them is."""
    order = np.lexsort((last, first))
    first, last, gappy = first[order], last[order], gappy[order]
    new = np.ones(len(first), bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    starts = np.flatnonzero(new)
    if len(starts) == len(first):
        return Spans(first, last, gappy)
    return Spans(first[starts], last[starts], np.logical_or.reduceat(gappy, starts))


def near(left: Reaching, right: Reaching, ordered: bool, rank: Rank = ranks) -> Mask:
    """For each left stretch whether one of the right is near.

    That is one which begins behind it within its reach; and, unless they are ordered, one before
    it that reaches it, one strictly inside it if it is gappy, or a gappy one strictly around it.
    """
    found = _followed(left, right.spans, rank)
    if not ordered:
        found |= _follows(left.spans, right, rank)
        if left.spans.gappy.any():
            found |= left.spans.gappy & _around(left.spans, right.spans, rank)
        if right.spans.gappy.any():
            found |= _inside(left.spans, right.spans.where(right.spans.gappy), rank)
    return found


def pairs(left: Reaching, right: Reaching, ordered: bool, rank: Rank = ranks) -> Iterator[Spans]:
    """Stretches from the first to the last word of each near pair, in parts of bounded size.

    A stretch may come in several parts.
    """
    yield from _side_by_side(left, right.spans, rank)
    if not ordered:
        yield from _side_by_side(right, left.spans, rank)
        for outer, inner in ((left.spans, right.spans), (right.spans, left.spans)):
            gappy = outer.where(outer.gappy)
            yield gappy.where(_around(gappy, inner, rank))


def _followed(left: Reaching, right: Spans, rank: Rank) -> Mask:
    """Whether a right stretch begins behind each left one, within its reach."""
    at = rank(right.first, left.spans.last, True)
    return _at(right.first, at, _GREATEST) <= left.reach


def _follows(left: Spans, right: Reaching, rank: Rank) -> Mask:
    """Whether each left stretch begins behind a right one, within the reach of that."""
    # Reaches rise with the last keys, so that sorting both keeps them together.
    lasts, reaches = np.sort(right.spans.last), np.sort(right.reach)
    at = rank(lasts, left.first, False) - 1
    return _at(reaches, at, -1) >= left.first


def _around(outer: Spans, inner: Spans, rank: Rank) -> Mask:
    """Whether each outer stretch has an inner one that neither begins nor ends with it."""
    earliest = np.minimum.accumulate(inner.last[::-1])[::-1]
    at = rank(inner.first, outer.first, True)
    return _at(earliest, at, _GREATEST) < outer.last


def _inside(inner: Spans, outer: Spans, rank: Rank) -> Mask:
    """Whether each inner stretch has an outer one around it."""
    latest = np.maximum.accumulate(outer.last)
    at = rank(outer.first, inner.first, False) - 1
    return _at(latest, at, -1) > inner.last


_GREATEST = np.iinfo(np.int64).max


def _at(values: Keys, places: NDArray[np.int64], otherwise: int) -> Keys:
    """The values at some places; ``otherwise`` for a place before the first or behind the last."""
    padded = np.append(values, otherwise)
    return padded[places]


def _side_by_side(left: Reaching, right: Spans, rank: Rank) -> Iterator[Spans]:
    begins = rank(right.first, left.spans.last, True)
    counts = rank(right.first, left.reach, True) - begins
    having = np.flatnonzero(counts > 0)
    begins, counts = begins[having], counts[having]
    totals = np.cumsum(counts)
    done = 0
    while done < len(having):
        before = totals[done - 1] if done else 0
        end = max(int(np.searchsorted(totals, before + MOST_PAIRS, "right")), done + 1)
        part = slice(done, end)
        a = np.repeat(having[part], counts[part])
        b = ranges(begins[part], counts[part])
        gappy = left.spans.gappy[a] | right.gappy[b]
        gappy |= right.first[b] - left.spans.last[a] > 1
        yield distinct(left.spans.first[a], right.last[b], gappy)
        done = end
