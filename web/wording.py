"""How numbers, days and names are written on the pages."""

from datetime import date, timedelta

from flask import Flask

from search.query.periods import period
from search.results.explanation import sentences
from search.results.timeline import Gap

# Not strftime, whose names follow the locale of the server.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def register(app: Flask) -> None:
    """Give the templates these as filters."""
    for rule in (
        grouped,
        articles,
        long_day,
        day_of_year,
        other_day,
        span_of_days,
        capitalize_first,
        sentences,
    ):
        app.add_template_filter(rule)


def grouped(number: int) -> str:
    """1204 as "1,204"."""
    return f"{number:,}"


def articles(number: int) -> str:
    """1 as "1 article", 1204 as "1,204 articles"."""
    return f"{number:,} article{'' if number == 1 else 's'}"


def long_day(day: date) -> str:
    """26 January 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_of_year(day: date) -> str:
    """26 January."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def other_day(day: date, days: int) -> str:
    """The day so many days later as "01-26"; 31 December and 1 January are neighbours."""
    return f"{day + timedelta(days):%m-%d}"


def span_of_days(gap: Gap) -> str:
    """1974 to 1976."""
    return period(gap.first, gap.last)


def capitalize_first(text: str) -> str:
    """A message as the beginning of a sentence; the rest, with its paths, stays as it is."""
    return text[:1].upper() + text[1:]
