"""Stretches of one text in which something stands, and which of them are near each other."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from math import inf
from typing import NamedTuple


class Mark(NamedTuple):
    """What is to be marked: offsets in the text, and the number of the leaf that stands there."""

    start: int
    end: int
    leaf: int


class Stretch(NamedTuple):
    """From a first to a last word.

    :param first: position of the first word among the words of the text, from 0
    :param last: position of the last word
    :param gappy: whether other words stand among those that were looked for
    :param marks: of the words that were looked for, in order
    """

    first: int
    last: int
    gappy: bool
    marks: tuple[Mark, ...]

    @property
    def start(self) -> int:
        """Offset of its first letter."""
        return self.marks[0].start

    @property
    def end(self) -> int:
        """Offset behind its last letter."""
        return max([mark.end for mark in self.marks])


def distinct(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Each stretch once, in order, with all its marks; gappy if one of those equal to it is."""
    given = list(stretches)
    if len(given) <= 1:
        return given
    found: dict[tuple[int, int], Stretch] = {}
    for stretch in given:
        place = stretch.first, stretch.last
        found[place] = _both(found[place], stretch) if place in found else stretch
    return sorted(found.values())


def joined(left: Stretch, right: Stretch) -> Stretch:
    """Both as one, from the first to the last word of either."""
    ahead, behind = sorted((left, right))
    touching = behind.first - ahead.last == 1 and not (left.gappy or right.gappy)
    return Stretch(
        ahead.first, max(left.last, right.last), not touching, _together(left.marks, right.marks)
    )


class Order(IntEnum):
    """Where what is near has to stand."""

    BEFORE = -1
    ANYWHERE = 0
    BEHIND = 1


class NearInWords:
    """Finds the stretches that are at most so many words away."""

    def __init__(self, stretches: Sequence[Stretch], words: int, order: Order) -> None:
        self._stretches = stretches
        self._words, self._order = words, order
        self._firsts = [stretch.first for stretch in stretches]
        self._longest = max((stretch.last - stretch.first for stretch in stretches), default=0)

    def near(self, stretch: Stretch) -> Iterator[Stretch]:
        """Those near a stretch, those that begin closest first."""
        low = bisect_left(self._firsts, stretch.first - self._words - self._longest)
        high = bisect_right(self._firsts, stretch.last + self._words)
        for other in _outwards(
            self._stretches, bisect_left(self._firsts, stretch.first), low, high
        ):
            if _are_near(stretch, other, self._words, self._order):
                yield other


class NearInUnit:
    """Finds the stretches that stand in the same sentence or paragraph.

    :param starts: offsets at which these begin
    """

    def __init__(self, stretches: Sequence[Stretch], starts: Sequence[int], order: Order) -> None:
        self._starts, self._order = starts, order
        self._inside: dict[int | None, list[Stretch]] = defaultdict(list)
        for stretch in stretches:
            self._inside[self._unit(stretch)].append(stretch)

    def near(self, stretch: Stretch) -> Iterator[Stretch]:
        """Those near a stretch, those that begin closest first."""
        unit = self._unit(stretch)
        inside = self._inside.get(unit, []) if unit is not None else []
        middle = bisect_left(inside, stretch)
        for other in _outwards(inside, middle, 0, len(inside)):
            if _are_near(stretch, other, inf, self._order):
                yield other

    def _unit(self, stretch: Stretch) -> int | None:
        """The number of the unit that holds the whole stretch."""
        unit = bisect_right(self._starts, stretch.start)
        return unit if bisect_right(self._starts, stretch.end - 1) == unit else None


def _outwards(stretches: Sequence[Stretch], middle: int, low: int, high: int) -> Iterator[Stretch]:
    """Those from ``low`` to ``high`` - 1, beginning at the middle, by turns behind and before."""
    for step in range(max(high - middle, middle - low) + 1):
        if low <= middle + step < high:
            yield stretches[middle + step]
        if low <= middle - step - 1 < high:
            yield stretches[middle - step - 1]


def _are_near(stretch: Stretch, other: Stretch, words: float, order: Order) -> bool:
    behind, before = other.first - stretch.last, stretch.first - other.last
    match order:
        case Order.BEHIND:
            return 0 < behind <= words
        case Order.BEFORE:
            return 0 < before <= words
    apart = max(behind, before)
    return 0 < apart <= words or _holds(stretch, other) or _holds(other, stretch)


def _holds(outer: Stretch, inner: Stretch) -> bool:
    return outer.gappy and outer.first < inner.first and inner.last < outer.last


def _both(one: Stretch, other: Stretch) -> Stretch:
    marks = _together(one.marks, other.marks)
    return Stretch(one.first, one.last, one.gappy or other.gappy, marks)


def _together(some: tuple[Mark, ...], others: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(sorted({*some, *others}))
