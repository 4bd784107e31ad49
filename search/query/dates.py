"""Dates and spans of dates as people write them."""

import re
from datetime import date
from typing import NamedTuple

from search.query.nodes import DayOfYear
from search.query.periods import MONTHS
from search.query.relative import Days, month_of, relative_days, year_of

FORMS = "2022, 2022-01, 2022-01-26, 26/01/2022, 2021-12..2022-02, 2022.., last-week or 01-26"
"""The forms that a date in a query may have, by example."""

FORMS_WITH_YEAR = "2022, 2022-01, 2022-01-26, 26/01/2022 or last-week"
"""The same for what other dates are compared with."""

_BETWEEN = ".."
_YEARS = re.compile(r"([0-9]{4})[-–]([0-9]{4})", re.ASCII)
_NAMES = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_NAME = f"(?P<name>{'|'.join([*MONTHS, 'sept', *_NAMES])})"
_DAY = r"(?P<day>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4})"
_MONTH = r"(?P<month>[0-9]{1,2})"


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.ASCII | re.IGNORECASE) for pattern in patterns)


_DATES = _forms(
    rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?",
    rf"{_DAY}/{_MONTH}/{_YEAR}",
    rf"(?:{_DAY}[ -])?{_NAME}[ -]{_YEAR}",
    rf"{_NAME}[ -]{_DAY}(?:, ?|[ -]){_YEAR}",
)
_DAYS_OF_YEAR = _forms(
    rf"{_MONTH}-{_DAY}", rf"{_DAY}/{_MONTH}", rf"{_DAY}[ -]{_NAME}", rf"{_NAME}[ -]{_DAY}"
)
_DECADE = re.compile(r"([0-9]{3})0s", re.ASCII)
_QUARTERS = _forms(rf"{_YEAR}[ -]?q(?P<quarter>[1-4])", rf"q(?P<quarter>[1-4])[ -]?{_YEAR}")
_LEAP_YEAR = 2000


class Span(NamedTuple):
    """A span of days; None is open.

    :param backwards: whether it was typed the wrong way round
    """

    first: date | None
    last: date | None
    backwards: bool = False


def parse_day(text: str, last: bool) -> date | None:
    """The first day, or the last, of a year, a month or a day; None where it is no date.

    >>> parse_day("2022-02", last=True)
    datetime.date(2022, 2, 28)
    """
    days = _absolute_days(text.strip())
    return days[last] if days else None


def parse_span(text: str, today: date | None = None) -> Span | None:
    """The days of a date or a span such as "2021-12..2022-02" or "2021-2022", ends included.

    A span the wrong way round is turned; None where it cannot be read, or is open at both ends.

    :param today: what "yesterday" is the day before; the day on this machine if None
    """
    spread = _YEARS.sub(rf"\1{_BETWEEN}\2", text.strip())
    start, between, end = spread.partition(_BETWEEN)
    opening = parse_days(start, today)
    closing = parse_days(end, today) if between else opening
    if (start and not opening) or (end and not closing) or not (opening or closing):
        return None
    if opening and closing and closing[1] < opening[0]:
        return Span(closing[0], opening[1], backwards=True)
    return Span(opening[0] if opening else None, closing[1] if closing else None)


def parse_days(text: str, today: date | None = None) -> Days | None:
    """The first and the last day of a year, a quarter, "last-week" and the like."""
    return _absolute_days(text.strip()) or relative_days(text.strip().lower(), today)


def parse_day_of_year(text: str) -> DayOfYear | None:
    """A day without a year, as in "01-26", "26/01" or "26-January"."""
    found = _first_match(_DAYS_OF_YEAR, text.strip())
    if not found:
        return None
    day = _day_of(_LEAP_YEAR, _month(found), int(found["day"]))
    return DayOfYear(day.month, day.day) if day else None


def _absolute_days(text: str) -> Days | None:
    if found := _first_match(_DATES, text):
        return _days(int(found["year"]), _month(found), found.groupdict().get("day"))
    if found := _first_match(_QUARTERS, text):
        year, quarter = int(found["year"]), int(found["quarter"])
        return _between(_days(year, 3 * quarter - 2, None), _days(year, 3 * quarter, None))
    if found := _DECADE.fullmatch(text):
        start = 10 * int(found[1])
        return _between(_days(start or 1, None, None), _days(start + 9, None, None))
    return None


def _first_match(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.fullmatch(text) for pattern in patterns)), None)


def _month(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if groups.get("name"):
        return _NAMES[groups["name"][:3].lower()]
    return int(groups["month"]) if groups.get("month") else None


def _days(year: int, month: int | None, day: str | None) -> Days | None:
    if day:
        only = _day_of(year, month, int(day))
        return (only, only) if only else None
    start = _day_of(year, 1 if month is None else month, 1)
    if not start:
        return None
    return year_of(start) if month is None else month_of(start)


def _day_of(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None


def _between(start: Days | None, end: Days | None) -> Days | None:
    return (start[0], end[1]) if start and end else None
