"""Matching articles over time: one bar a year, month or day, without holes between them.

Years without holes may be very many, where one article is dated far from all others: then a bar
is a decade, or a century. Nothing is left out, and a bar leads to the years in it.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from search.engines.counts import Counts, PeriodCount

# A period in which the archive has no more than this share of what it has on average is a gap:
# few matches there say little.
_THIN = 0.1


class Stretch(StrEnum):
    """What a bar is, from fine to coarse; engines count by the first three."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


YEARS = {Stretch.DECADE: 10, Stretch.CENTURY: 100}
"""How many years each of the longest is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period.

    :param matching: articles that match
    :param held: articles of the archive, whatever they are about
    :param thin: whether those are so few that there may be no match for that reason alone
    """

    first: date
    last: date
    matching: int
    held: int
    thin: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Periods side by side of which the archive has hardly anything."""

    first: date
    last: date
    held: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """All periods from the first to the last.

    :param undated: matching articles without a date, which stand in no bar
    """

    period: Stretch
    bars: tuple[Bar, ...]
    undated: int

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Longest first."""
        runs = [list(run) for thin, run in groupby(self.bars, lambda bar: bar.thin) if thin]
        gaps = [Gap(run[0].first, run[-1].last, sum(bar.held for bar in run)) for run in runs]
        return tuple(sorted(gaps, key=lambda gap: gap.first - gap.last))


def timeline(counts: Counts, most: int) -> Timeline:
    """The counted periods, with those between them of which the archive has nothing.

    :param most: years, or decades, that are shown one by one
    """
    counted, period = counts.periods, Stretch(counts.period)
    if not counted:
        return Timeline(period, (), counts.undated)
    first, last = counted[0].first, last_day(counted[-1].first, period)
    if period is Stretch.YEAR:
        period = _fitting(first.year, last.year, most)
    bars = list(_bars(_added_up(counted, period), period))
    # The first decade and the last are those of their years that were counted.
    bars[0] = replace(bars[0], first=first)
    bars[-1] = replace(bars[-1], last=last)
    return Timeline(period, tuple(bars), counts.undated)


def last_day(first: date, period: Stretch) -> date:
    """The last day of the period that begins with a day.

    >>> last_day(date(2024, 2, 1), Stretch.MONTH)
    datetime.date(2024, 2, 29)
    """
    match period:
        case Stretch.DAY:
            return first
        case Stretch.MONTH:
            return first.replace(day=monthrange(first.year, first.month)[1])
        case Stretch.YEAR:
            return first.replace(month=12, day=31)
        case Stretch.DECADE | Stretch.CENTURY:
            years = YEARS[period]
            return date(first.year // years * years + years - 1, 12, 31)


def _fitting(first: int, last: int, most: int) -> Stretch:
    """The finest in which no more than so many reach from one year to another."""
    if last - first < most:
        return Stretch.YEAR
    return Stretch.DECADE if last // 10 - first // 10 < most else Stretch.CENTURY


def _added_up(counted: Sequence[PeriodCount], period: Stretch) -> Sequence[PeriodCount]:
    """Years added up to decades or centuries, if the period is one; there is no year 0."""
    size = YEARS.get(period)
    if size is None:
        return counted
    together = groupby(counted, lambda year: year.first.year // size)
    return tuple(_sum(date(max(number * size, 1), 1, 1), list(own)) for number, own in together)


def _sum(first: date, years: Sequence[PeriodCount]) -> PeriodCount:
    return PeriodCount(
        first,
        sum(year.matching for year in years),
        sum(year.held for year in years),
        sum(year.words for year in years),
    )


def _bars(periods: Sequence[PeriodCount], period: Stretch) -> Iterator[Bar]:
    held = {one.first: one for one in periods}
    firsts = list(_firsts(periods[0].first, periods[-1].first, period))
    thin = _THIN * sum(one.held for one in periods) / len(firsts)
    for first in firsts:
        one = held.get(first) or PeriodCount(first, 0, 0, 0)
        yield Bar(first, last_day(first, period), one.matching, one.held, one.held <= thin)


def _firsts(first: date, last: date, period: Stretch) -> Iterable[date]:
    while True:
        yield first
        if first >= last:
            return
        first = last_day(first, period) + timedelta(days=1)
