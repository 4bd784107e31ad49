"""Spans of days in words, and in the shortest form that a query may have."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from enum import IntEnum

_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip


class _Unit(IntEnum):
    """What a span can be told in, from fine to coarse."""

    DAY = 0
    MONTH = 1
    YEAR = 2


def period(first: date | None, last: date | None) -> str:
    """A span as in "January 2022", "December 2021 to February 2022" or "from 2020 on"."""
    if first and last:
        return _span(first, last, _in_words, " to ")
    if first:
        return f"from {_in_words(first, _opened(first))} on"
    if last:
        unit = _closed(last)
        return f"up to {'the end of ' if unit else ''}{_in_words(last, unit)}"
    return "at any time"


def written(first: date | None, last: date | None) -> str:
    """A span as in "2022-01", "2021-12..2022-02" or "2020.."."""
    if first and last:
        return _span(first, last, _in_figures, "..")
    start = _in_figures(first, _opened(first)) if first else ""
    end = _in_figures(last, _closed(last)) if last else ""
    return f"{start}..{end}"


def _span(first: date, last: date, name: Callable[[date, _Unit], str], between: str) -> str:
    unit = min(_opened(first), _closed(last))
    start, end = name(first, unit), name(last, unit)
    return start if start == end else f"{start}{between}{end}"


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


def _in_words(day: date, unit: _Unit) -> str:
    words = (str(day.day), _MONTHS[day.month - 1], str(day.year))
    return " ".join(words[unit:])


def _in_figures(day: date, unit: _Unit) -> str:
    return day.isoformat()[: (10, 7, 4)[unit]]
