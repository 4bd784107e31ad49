"""What stands behind ``date:``, ``before:``, ``after:`` and ``words:``, read as a filter."""

import re
from datetime import date, timedelta

from search.fields import DATE_FIELD
from search.query.dates import FORMS, FORMS_WITH_YEAR, parse_day_of_year, parse_days, parse_span
from search.query.nodes import DateRange, DayOfYear, Length

Filter = DateRange | DayOfYear | Length

NUMBER_FORMS = ">800, >=800, <300, 200..800 or 800"

_MOST_WORDS = 1_000_000_000
_AROUND = " ,;:!?"
_COMPARED = re.compile(r"(?P<sign>[<>]=?)(?P<value>.*)")
_NUMBERS = re.compile(r"(?P<least>[0-9,]*)(?P<between>\.\.|[-–+])?(?P<most>[0-9,]*)", re.ASCII)

_BACKWARDS = "ends before it begins; read the other way round"


def read_filter(field: str, typed: str, today: date | None) -> tuple[Filter | None, str]:
    """A filter, if there is one in the text, and a remark where it was read otherwise, or "".

    :param field: one of :data:`search.fields.FILTER_FIELDS`
    """
    text = typed.strip(_AROUND)
    if field == "words":
        return _length(text)
    if field == DATE_FIELD:
        return _dated(text, today)
    return _compared(">" if field == "after" else "<", text, today)


def _dated(text: str, today: date | None) -> tuple[Filter | None, str]:
    if compared := _COMPARED.fullmatch(text):
        return _compared(compared["sign"], compared["value"], today)
    if span := parse_span(text, today):
        return DateRange(span.first, span.last), _BACKWARDS if span.backwards else ""
    day = parse_day_of_year(text)
    return day, "" if day else f"is not a date and was left out; give {FORMS}"


def _compared(sign: str, text: str, today: date | None) -> tuple[Filter | None, str]:
    """The days before or after those of a date, and with them where the sign has a "="."""
    days = parse_days(text, today)
    if not days:
        return None, f"is not a date with a year and was left out; give {FORMS_WITH_YEAR}"
    first, last = days
    match sign:
        case ">=":
            return DateRange(first, None), ""
        case "<=":
            return DateRange(None, last), ""
        case ">" if last < date.max:
            return DateRange(last + timedelta(1), None), ""
        case "<" if first > date.min:
            return DateRange(None, first - timedelta(1)), ""
    return None, "has no day before or after it and was left out"


def _length(text: str) -> tuple[Filter | None, str]:
    compared = _COMPARED.fullmatch(text)
    found = _NUMBERS.fullmatch(compared["value"].strip() if compared else text)
    least, most = (_number(found[side]) for side in ("least", "most")) if found else (None, None)
    if compared and found and not found["between"] and least is not None:
        least, most = _bounds(compared["sign"], least)
    elif compared or not found:
        least = most = None
    elif not found["between"]:
        most = least
    return _between(least, most)


def _bounds(sign: str, number: int) -> tuple[int | None, int | None]:
    """The least and the most that a comparison with a number allows."""
    match sign:
        case ">":
            return number + 1, None
        case ">=":
            return number, None
        case "<":
            return None, number - 1
    return None, number


def _between(least: int | None, most: int | None) -> tuple[Filter | None, str]:
    if least is not None and most is not None and most < least:
        return Length(most or None, least), _BACKWARDS
    if (not least and most is None) or (most is not None and most < 0):
        return None, f"is not a number of words and was left out; give {NUMBER_FORMS}"
    return Length(least or None, most), ""


def _number(figures: str) -> int | None:
    digits = figures.replace(",", "")
    return min(int(digits), _MOST_WORDS) if digits else None
