"""Matching articles over time: one bar a year, month or day, without holes between them."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from search.engines.counts import Counts, Period, PeriodCount

# A period in which the archive has no more than this share of what it has on average is a gap:
# few matches there say little.
_THIN = 0.1


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

    period: Period
    bars: tuple[Bar, ...]
    undated: int

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Longest first."""
        runs = [list(run) for thin, run in groupby(self.bars, lambda bar: bar.thin) if thin]
        gaps = [Gap(run[0].first, run[-1].last, sum(bar.held for bar in run)) for run in runs]
        return tuple(sorted(gaps, key=lambda gap: gap.first - gap.last))


def timeline(counts: Counts) -> Timeline:
    """The counted periods, with those between them of which the archive has nothing."""
    return Timeline(counts.period, tuple(_bars(counts.periods, counts.period)), counts.undated)


def last_day(first: date, period: Period) -> date:
    """The last day of the period that begins with a day.

    >>> last_day(date(2024, 2, 1), Period.MONTH)
    datetime.date(2024, 2, 29)
    """
    match period:
        case Period.DAY:
            return first
        case Period.MONTH:
            return first.replace(day=monthrange(first.year, first.month)[1])
        case Period.YEAR:
            return first.replace(month=12, day=31)


def _bars(periods: Sequence[PeriodCount], period: Period) -> Iterator[Bar]:
    if not periods:
        return
    held = {one.first: one for one in periods}
    firsts = list(_firsts(periods[0].first, periods[-1].first, period))
    thin = _THIN * sum(one.held for one in periods) / len(firsts)
    for first in firsts:
        one = held.get(first) or PeriodCount(first, 0, 0, 0)
        yield Bar(first, last_day(first, period), one.matching, one.held, one.held <= thin)


def _firsts(first: date, last: date, period: Period) -> Iterable[date]:
    while True:
        yield first
        if first >= last:
            return
        first = last_day(first, period) + timedelta(days=1)
