"""How numbers, days and names are written on the pages."""

from datetime import date

from flask import Flask

from search.results.explanation import sentences

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
    for rule in (grouped, articles, long_day, capitalize_first, sentences):
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


def capitalize_first(text: str) -> str:
    """A message as the beginning of a sentence; the rest, with its paths, stays as it is."""
    return text[:1].upper() + text[1:]
