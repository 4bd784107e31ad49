"""Counting the matching documents of all segments by day, month, year and byline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from search.arrays.counts import (
    first_of_month,
    first_of_year,
    sums,
    tally,
    tally_lists,
    without_doubles,
)
from search.arrays.ragged import Ints
from search.arrays.topk import best
from search.engines.counts import BylineCount, CountRequest, Counts, Period, PeriodCount
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.string_table import StringTable
from search.engines.whoosh.evaluation import Docs
from search.fields import SEARCHED_FIELDS

T = TypeVar("T", bound=np.generic)

_READ = np.array([name in SEARCHED_FIELDS for name in layout.FIELDS])

_FIRST_DAYS: dict[Period, Callable[[NDArray[np.integer]], Ints]] = {
    Period.DAY: lambda days: days.astype(np.int64),
    Period.MONTH: first_of_month,
    Period.YEAR: first_of_year,
}


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A segment in the numbers of the whole snapshot.

    :param days: int32[documents]: places in the calendar; its length for undated documents
    :param name_starts: int64[documents + 1]
    :param names: int32: each name of a document once
    """

    days: NDArray[np.int32]
    name_starts: Ints
    names: NDArray[np.int32]


class Counter:
    """What is worked out once for a snapshot, so that a count is no more than adding up.

    :param segments: their columns, with bool[documents] that tells which are not deleted, or None
    """

    def __init__(self, segments: Sequence[tuple[Columns, NDArray[np.bool_] | None]]) -> None:
        self._calendar = _calendar([_kept(columns.days, live) for columns, live in segments])
        self._names = sorted({name for columns, _ in segments for name in columns.names})
        self._number = {name: number for number, name in enumerate(self._names)}
        self._parts = [self._numbers(columns) for columns, _ in segments]
        self._held = np.zeros(len(self._calendar) + 1, np.int64)
        self._words = np.zeros(len(self._calendar) + 1, np.int64)
        for (columns, live), part in zip(segments, self._parts, strict=True):
            days, lengths = _kept(part.days, live), _kept(columns.lengths, live)
            self._held += np.bincount(days, minlength=len(self._held))
            # Sums in float64 are exact below 2**53 words.
            words = np.bincount(days, lengths[:, _READ].sum(axis=1), len(self._words))
            self._words += words.astype(np.int64)

    def count(self, request: CountRequest, docs: Sequence[Docs]) -> Counts:
        """The numbers asked for.

        :param docs: the matching documents of each segment
        """
        by_day = self._by_day(docs)
        period, periods = self._periods(request, by_day)
        by_name = self._by_name(docs) if request.bylines or request.names else None
        return Counts(
            total=sum(map(len, docs)),
            undated=int(by_day[-1]),
            period=period,
            periods=periods,
            bylines=() if by_name is None else self._bylines(request, by_name),
            names=0 if by_name is None else int(np.count_nonzero(by_name)),
        )

    def _numbers(self, columns: Columns) -> _Numbers:
        days = np.searchsorted(self._calendar, columns.days).astype(np.int32)
        days[columns.days == 0] = len(self._calendar)
        starts, names = without_doubles(columns.byline_starts, columns.byline_names)
        return _Numbers(days, starts, self._renumbered(columns.names)[names])

    def _renumbered(self, names: StringTable) -> NDArray[np.int32]:
        return np.array([self._number[name] for name in names], np.int32)

    def _by_day(self, docs: Sequence[Docs]) -> Ints:
        """int64[calendar + 1], the undated ones last."""
        total = np.zeros(len(self._calendar) + 1, np.int64)
        for part, own in zip(self._parts, docs, strict=True):
            total += tally(part.days, own, len(total))
        return total

    def _by_name(self, docs: Sequence[Docs]) -> Ints:
        total = np.zeros(len(self._names), np.int64)
        for part, own in zip(self._parts, docs, strict=True):
            total += tally_lists(part.name_starts, part.names, own, len(total))
        return total

    def _periods(
        self, request: CountRequest, by_day: Ints
    ) -> tuple[Period, tuple[PeriodCount, ...]]:
        found = np.flatnonzero(by_day[:-1])
        if not request.most_periods or not len(found):
            return request.period or Period.YEAR, ()
        earliest, latest = self._calendar[[0, -1]]
        first = request.first.toordinal() if request.first else self._calendar[found[0]]
        last = request.last.toordinal() if request.last else self._calendar[found[-1]]
        ends = np.clip(np.array([first, last]), earliest, latest)
        period = request.period or _finest(ends, request.most_periods)
        return period, self._listed(_FIRST_DAYS[period], ends, by_day)

    def _listed(
        self, first_day: Callable[[NDArray[np.integer]], Ints], ends: Ints, by_day: Ints
    ) -> tuple[PeriodCount, ...]:
        """The periods from that of one day to that of another."""
        groups = first_day(self._calendar)
        first, last = first_day(ends)
        low, high = np.searchsorted(groups, [first, last + 1])
        inside, groups = slice(low, high), groups[low:high]
        rows = zip(
            np.unique(groups),
            sums(groups, by_day[:-1][inside]),
            sums(groups, self._held[:-1][inside]),
            sums(groups, self._words[:-1][inside]),
            strict=True,
        )
        return tuple(
            PeriodCount(date.fromordinal(int(day)), int(matching), int(held), int(words))
            for day, matching, held, words in rows
        )

    def _bylines(self, request: CountRequest, by_name: Ints) -> tuple[BylineCount, ...]:
        numbers = np.arange(len(by_name))
        first = [n for n in best(by_name.astype(float), numbers, request.bylines) if by_name[n]]
        asked = [self._number.get(name.encode()) for name in request.names]
        behind = [n for n in dict.fromkeys(asked) if n is not None and n not in first]
        return tuple(
            BylineCount(self._names[n].decode(), int(by_name[n])) for n in (*first, *behind)
        )


def _kept(values: NDArray[T], live: NDArray[np.bool_] | None) -> NDArray[T]:
    """The rows of documents that are not deleted."""
    return values if live is None else values[live]


def _calendar(days: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    """The days that the archive has articles of, rising."""
    distinct = np.unique(np.concatenate([*days, np.empty(0, np.int32)]))
    return distinct[distinct > 0]


def _finest(ends: Ints, most: int) -> Period:
    """The finest period of which at most so many reach from one day to another."""
    first, last = (date.fromordinal(int(day)) for day in ends)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if int(ends[1] - ends[0]) < most:
        return Period.DAY
    return Period.MONTH if months <= most else Period.YEAR
