"""Dates as newspapers and machines write them."""

import re
from datetime import date
from functools import lru_cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_REMEMBERED = 50_000  # days of an archive
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TIME = (
    r"(?:(?:t|,?\s+(?:at\s+)?)(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?|\d{1,2}[.]\d{2}(?=\s?[ap]m))"
    r"(?:\s?[ap]m|\s?(?:z|gmt|bst|utc)|\s?[+-]\d{2}:?\d{2})?)?"
)
_FORMS = [
    re.compile(_WEEKDAY + form + _TIME + r"(?![\w/]|-\d)", re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"{_DAY}\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",  # British: the day comes first
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    )
]


@lru_cache(maxsize=_REMEMBERED)
def parse_date(text: str) -> date | None:
    """The date that a text is, perhaps with a time; None for anything else.

    >>> parse_date("Wed 26th January 2022")
    datetime.date(2022, 1, 26)
    """
    found = leading_date(text)
    return found[0] if found and not found[1] else None


def leading_date(text: str) -> tuple[date | None, str] | None:
    """The date with which a text begins, and the rest of it; None where none begins it.

    The date is None where it is written like one but is on no calendar: "31/02/2022".
    """
    text = text.strip()
    for form in _FORMS:
        if match := form.match(text):
            return _on_the_calendar(match), text[match.end() :].strip()
    return None


def _on_the_calendar(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    name = parts.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
