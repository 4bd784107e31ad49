"""Dates and spans of dates as people write them."""

import re
from calendar import monthrange
from datetime import date

from search.query.nodes import DateRange

FORMS = "2022, 2022-01, 2022-01-26, 26/01/2022, 2021-12..2022-02, 2022.. or ..2022"
"""Every form that a date in a query may have, by example."""

_BETWEEN = ".."
_ISO = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?")
_BRITISH = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")


def parse_day(text: str, last: bool) -> date | None:
    """The first day, or the last, of a year, a month or a day; None where it is no date.

    >>> parse_day("2022-02", last=True)
    datetime.date(2022, 2, 28)
    """
    found = _ISO.fullmatch(text.strip()) or _BRITISH.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    try:
        return _day(year or 0, month, day, last)
    except ValueError:
        return None


def _day(year: int, month: int | None, day: int | None, last: bool) -> date:
    month = month if month is not None else (12 if last else 1)
    start = date(year, month, 1)
    if day is None:
        return start.replace(day=monthrange(year, month)[1]) if last else start
    return start.replace(day=day)


def parse_date_range(text: str) -> DateRange | None:
    """The days that a date or a span such as "2021-12..2022-02" covers, both ends included.

    A span the wrong way round is turned; None where it cannot be read, or is open at both ends.
    """
    if is_backwards(text):
        later, earlier = text.split(_BETWEEN)
        return _range(earlier, later)
    return _range(*_ends(text))


def is_backwards(text: str) -> bool:
    """Whether a span that can be read ends before it begins."""
    span = _range(*_ends(text))
    return bool(span and span.first and span.last and span.last < span.first)


def _ends(text: str) -> tuple[str, str]:
    start, between, end = text.strip().partition(_BETWEEN)
    return (start, end) if between else (start, start)


def _range(start: str, end: str) -> DateRange | None:
    first, last = parse_day(start, last=False), parse_day(end, last=True)
    unreadable = (start and not first) or (end and not last)
    return None if unreadable or first is last is None else DateRange(first, last)
