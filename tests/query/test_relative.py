from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.nodes import DateRange
from search.query.parser import parse
from search.query.relative import relative_days

WEDNESDAY = date(2022, 1, 26)
UNITS = ("day", "week", "month", "year")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", date(2022, 1, 26), date(2022, 1, 26)),
        ("yesterday", date(2022, 1, 25), date(2022, 1, 25)),
        ("this-week", date(2022, 1, 24), date(2022, 1, 30)),
        ("last-week", date(2022, 1, 17), date(2022, 1, 23)),
        ("last week", date(2022, 1, 17), date(2022, 1, 23)),
        ("this-month", date(2022, 1, 1), date(2022, 1, 31)),
        ("last-month", date(2021, 12, 1), date(2021, 12, 31)),
        ("this-year", date(2022, 1, 1), date(2022, 12, 31)),
        ("last-year", date(2021, 1, 1), date(2021, 12, 31)),
        ("last-7-days", date(2022, 1, 20), date(2022, 1, 26)),
        ("last-1-day", date(2022, 1, 26), date(2022, 1, 26)),
        ("last-2-weeks", date(2022, 1, 13), date(2022, 1, 26)),
        ("last-3-months", date(2021, 10, 27), date(2022, 1, 26)),
        ("last-10-years", date(2012, 1, 27), date(2022, 1, 26)),
    ],
)
def test_days_are_told_from_today(text: str, first: date, last: date) -> None:
    assert relative_days(text, WEDNESDAY) == (first, last)


def test_a_month_before_the_last_of_march_is_the_last_of_february() -> None:
    assert relative_days("last-1-month", date(2022, 3, 31)) == (date(2022, 3, 1), date(2022, 3, 31))


@pytest.mark.parametrize("text", ["", "last", "last-days", "last-0-days", "next-week", "a week"])
def test_what_is_not_told_from_today_is_none(text: str) -> None:
    assert relative_days(text, WEDNESDAY) is None


@given(
    st.one_of(st.dates(), st.sampled_from([date.min, date.max])),
    st.sampled_from(["this", "last", *(f"last-{n}" for n in (1, 7, 400, 99_999))]),
    st.sampled_from(UNITS),
)
def test_days_told_from_any_day_begin_before_they_end(today: date, which: str, unit: str) -> None:
    days = relative_days(f"{which}-{unit}", today)
    assert days is None or date.min <= days[0] <= days[1] <= date.max
    assert days is not None or unit == "day"


def test_a_relative_date_is_read_as_the_days_it_means() -> None:
    tree = parse("date:last-month", today=WEDNESDAY).tree
    assert tree == DateRange(date(2021, 12, 1), date(2021, 12, 31))
    assert str(tree) == "date:2021-12"


def test_without_a_day_given_today_is_asked_of_the_clock() -> None:
    today = parse("date:today").tree
    assert isinstance(today, DateRange)
    assert today.first == today.last
