"""Which periods a count is made by, for an archive that has articles of some days."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.counts import first_of_month, first_of_year
from search.engines.counts import CountRequest, Period

Days = NDArray[np.integer]
"""Proleptic Gregorian ordinals from 1."""

_FIRST_DAYS: dict[Period, Callable[[Days], NDArray[np.int64]]] = {
    Period.DAY: lambda days: days.astype(np.int64),
    Period.MONTH: first_of_month,
    Period.YEAR: first_of_year,
}


class Reach(NamedTuple):
    """From which day to which periods are asked for; both are within the archive's days."""

    first: date
    last: date


def reach(request: CountRequest, days: Days, first: date | None, last: date | None) -> Reach | None:
    """What the periods of a request reach over; None where there are none.

    :param days: that the archive has articles of, rising
    :param first: of the matching articles; None where none has a date
    :param last: likewise
    """
    first, last = request.first or first, request.last or last
    if not request.most_periods or first is None or last is None or not len(days):
        return None
    ends = np.clip([first.toordinal(), last.toordinal()], days[0], days[-1])
    return Reach(*map(date.fromordinal, ends.tolist()))


def period_of(request: CountRequest, over: Reach | None) -> Period:
    """What a request is counted by."""
    if request.period or over is None:
        return request.period or Period.YEAR
    return _finest(over, request.most_periods)


def first_days(period: Period, days: Days) -> NDArray[np.int64]:
    """The first day of the period of each day."""
    return _FIRST_DAYS[period](days)


def in_periods(period: Period, days: Days, over: Reach) -> tuple[slice, NDArray[np.int64]]:
    """Which of the days are in the periods from that of one day to that of another.

    :returns: their places, and the first day of the period of each
    """
    groups = first_days(period, days)
    ends = np.array([over.first.toordinal(), over.last.toordinal()])
    first, last = first_days(period, ends)
    low, high = np.searchsorted(groups, [first, last + 1]).tolist()
    return slice(low, high), groups[low:high]


def _finest(over: Reach, most: int) -> Period:
    """The finest period of which at most so many reach from one day to another."""
    first, last = over
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if (last - first).days < most:
        return Period.DAY
    return Period.MONTH if months <= most else Period.YEAR
