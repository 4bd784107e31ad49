"""Counting the matching documents of all segments by day, month, year and byline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.arrays.counts import sums, tally, tally_lists
from search.arrays.ragged import Ints
from search.arrays.topk import best
from search.engines.counts import BylineCount, CountRequest, Counts, Period, PeriodCount
from search.engines.expansion import Expansion
from search.engines.periods import Reach, in_periods, period_of, reach
from search.engines.whoosh.census import Census, Numbers
from search.engines.whoosh.leaves import Docs


@dataclass(frozen=True)
class Counting:
    """Matching documents, counted in whatever ways are asked for; each way once.

    :param docs: of each segment, rising
    :param cut: leaves of which not all words were looked for
    :param signed: the documents of each segment that a name in quotation marks finds by byline
    """

    census: Census
    docs: Sequence[Docs]
    cut: tuple[Expansion, ...]
    signed: Callable[[str], Sequence[Docs]]

    def counts(self, request: CountRequest) -> Counts:
        """The numbers asked for."""
        period, periods = self._periods(request)
        named = bool(request.bylines or request.names)
        return Counts(
            total=sum(map(len, self.docs)),
            undated=int(self._by_day[-1]),
            period=period,
            periods=periods,
            bylines=self._bylines(request) if named else (),
            names=int(np.count_nonzero(self._by_name)) if named else 0,
            cut=self.cut,
        )

    @cached_property
    def _by_day(self) -> Ints:
        """int64[days + 1], the undated ones last."""
        size = len(self.census.held)
        return self._added(self.census.held, lambda part, docs: tally(part.days, docs, size))

    @cached_property
    def _by_name(self) -> Ints:
        """int64[names]"""
        size = len(self.census.signed)
        return self._added(
            self.census.signed,
            lambda part, docs: tally_lists(part.name_starts, part.names, docs, size),
        )

    def _added(self, whole: Ints, tally_of: Callable[[Numbers, Docs], Ints]) -> Ints:
        """The sum over all segments.

        :param whole: what comes out for all documents. Where most of them match it is quicker to
            count the others.
        """
        is_most = 2 * sum(map(len, self.docs)) > int(self.census.held.sum())
        counted = self._others if is_most else self.docs
        total = np.zeros(len(whole), np.int64)
        for part, docs in zip(self.census.parts, counted, strict=True):
            total += tally_of(part, docs)
        return whole - total if is_most else total

    @cached_property
    def _others(self) -> list[Docs]:
        """The documents that do not match."""
        return [
            np.flatnonzero(~wanted if part.live is None else part.live & ~wanted).astype(np.uint32)
            for part, wanted in zip(self.census.parts, self._wanted, strict=True)
        ]

    def _periods(self, request: CountRequest) -> tuple[Period, tuple[PeriodCount, ...]]:
        over = reach(request, self.census.days, *self._ends())
        period = period_of(request, over)
        return period, self._listed(period, over) if over else ()

    def _ends(self) -> tuple[date | None, date | None]:
        """The first and the last day of the matching documents."""
        found = np.flatnonzero(self._by_day[:-1])
        if not len(found):
            return None, None
        first, last = map(date.fromordinal, self.census.days[found[[0, -1]]].tolist())
        return first, last

    def _listed(self, period: Period, over: Reach) -> tuple[PeriodCount, ...]:
        own, groups = in_periods(period, self.census.days, over)
        columns = (self._by_day, self.census.held, self.census.words)
        added = [sums(groups, column[:-1][own]).tolist() for column in columns]
        days = map(date.fromordinal, np.unique(groups).tolist())
        return tuple(map(PeriodCount, days, *added))

    def _bylines(self, request: CountRequest) -> tuple[BylineCount, ...]:
        numbers = np.arange(len(self._by_name))
        most = best(self._by_name.astype(np.float64), numbers, request.bylines)
        names = [self.census.names[n].decode() for n in most if self._by_name[n]]
        counts = [BylineCount(name, self._signed(name)) for name in names]
        asked = [BylineCount(name, self._signed(name)) for name in request.names]
        return (*sorted(counts, key=lambda own: (-own.matching, own.name)), *asked)

    def _signed(self, name: str) -> int:
        return sum(
            int(np.count_nonzero(wanted[own]))
            for wanted, own in zip(self._wanted, self.signed(name), strict=True)
        )

    @cached_property
    def _wanted(self) -> list[NDArray[np.bool_]]:
        """bool[documents] of each segment: which match."""
        wanted = [np.zeros(len(part.days), bool) for part in self.census.parts]
        for own, docs in zip(wanted, self.docs, strict=True):
            own[docs] = True
        return wanted
