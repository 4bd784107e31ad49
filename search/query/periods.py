"""Spans of days in words, and in the shortest form that a query may have."""

from calendar import monthrange
from datetime import date
from enum import IntEnum

MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip


class _Unit(IntEnum):
    """What a span can be told in, from fine to coarse."""

    DAY = 0
    MONTH = 1
    YEAR = 2


def period(first: date | None, last: date | None) -> str:
    """A span as in "January 2022", "January to March 2022" or "from 2020 on"."""
    if first and last:
        return _between(first, last)
    if first:
        return f"from {_in_words(first, _opened(first))} on"
    if last:
        unit = _closed(last)
        return f"up to {'the end of ' if unit else ''}{_in_words(last, unit)}"
    return "at any time"


def day_of_year(month: int, day: int) -> str:
    """A day as in "26 January of any year"."""
    return f"{day} {MONTHS[month - 1]} of any year"


def written(first: date | None, last: date | None) -> str:
    """A span as in "2022-01", "2021-12..2022-02" or "2020.."."""
    if first and last:
        unit = min(_opened(first), _closed(last))
        start, end = _in_figures(first, unit), _in_figures(last, unit)
        return start if start == end else f"{start}..{end}"
    start = _in_figures(first, _opened(first)) if first else ""
    end = _in_figures(last, _closed(last)) if last else ""
    return f"{start}..{end}"


def _between(first: date, last: date) -> str:
    unit = min(_opened(first), _closed(last))
    end = _in_words(last, unit)
    if _in_words(first, unit) == end:
        return end
    return f"{_in_words(first, unit, _shared(first, last, unit))} to {end}"


def _shared(first: date, last: date, unit: _Unit) -> _Unit | None:
    """From which unit on two days are alike, so that it need be said of the later one alone."""
    if first.year != last.year:
        return None
    return _Unit.MONTH if first.month == last.month and unit is _Unit.DAY else _Unit.YEAR


def _opened(day: date) -> _Unit:
    """The longest unit that begins with this day."""
    if day.day > 1:
        return _Unit.DAY
    return _Unit.YEAR if day.month == 1 else _Unit.MONTH


def _closed(day: date) -> _Unit:
    """The longest unit that ends with this day."""
    if day.day < monthrange(day.year, day.month)[1]:
        return _Unit.DAY
    return _Unit.YEAR if day.month == 12 else _Unit.MONTH


def _in_words(day: date, unit: _Unit, end: _Unit | None = None) -> str:
    words = (str(day.day), MONTHS[day.month - 1], str(day.year))
    return " ".join(words[unit:end])


def _in_figures(day: date, unit: _Unit) -> str:
    return day.isoformat()[: (10, 7, 4)[unit]]
