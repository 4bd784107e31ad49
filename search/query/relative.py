"""Days told from today, as in "yesterday", "last-month" or "last-7-days"."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

Days = tuple[date, date]
"""The first and the last day of a span, both included."""

_NAMED = re.compile(r"(?P<which>this|last)[ -](?P<unit>week|month|year)", re.ASCII)
_COUNTED = re.compile(r"last[ -](?P<count>[0-9]{1,5})[ -](?P<unit>day|week|month|year)s?", re.ASCII)


def relative_days(text: str, today: date | None = None) -> Days | None:
    """The days that a text in small letters names; None where it does not.

    Weeks begin on Monday. "last-week" is the whole week before this one; "last-7-days" are those
    up to today.

    :param today: the day on this machine if None
    """
    if found := _NAMED.fullmatch(text):
        return _named(found["which"], found["unit"], today or _today())
    if found := _COUNTED.fullmatch(text):
        return _counted(int(found["count"]), found["unit"], today or _today())
    if text not in ("today", "yesterday"):
        return None
    day = _earlier(today or _today(), int(text == "yesterday"))
    return (day, day)


def week_of(day: date) -> Days:
    monday = _earlier(day, day.weekday())
    return monday, _later(monday, 6)


def month_of(day: date) -> Days:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def year_of(day: date) -> Days:
    return date(day.year, 1, 1), date(day.year, 12, 31)


_OF = {"week": week_of, "month": month_of, "year": year_of}


def _named(which: str, unit: str, today: date) -> Days:
    days = _OF[unit](today)
    return days if which == "this" else _OF[unit](_earlier(days[0], 1))


def _counted(count: int, unit: str, today: date) -> Days | None:
    if not count:
        return None
    if unit in ("day", "week"):
        return _earlier(today, count * (7 if unit == "week" else 1) - 1), today
    same_day = _months_before(today, count * (12 if unit == "year" else 1))
    return min(_later(same_day, 1), today), today


def _months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month if it is shorter."""
    number = day.year * 12 + day.month - 1 - months
    if number < 12:
        return date.min
    start = date(number // 12, number % 12 + 1, 1)
    return start.replace(day=min(day.day, month_of(start)[1].day))


def _earlier(day: date, days: int) -> date:
    return day - timedelta(min(days, (day - date.min).days))


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()
