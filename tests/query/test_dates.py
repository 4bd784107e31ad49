from datetime import date

import pytest

from search.query.dates import Span, parse_day, parse_day_of_year, parse_span
from search.query.nodes import DateRange, DayOfYear, Everything
from search.query.parser import parse
from search.query.periods import period, written


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-01-26", date(2022, 1, 26), date(2022, 1, 26)),
        ("26/01/2022", date(2022, 1, 26), date(2022, 1, 26)),
        ("26/1/2022", date(2022, 1, 26), date(2022, 1, 26)),
        (" 2022 ", date(2022, 1, 1), date(2022, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
        ("q4-2021", date(2021, 10, 1), date(2021, 12, 31)),
        ("January-2022", date(2022, 1, 1), date(2022, 1, 31)),
        ("sept 2022", date(2022, 9, 1), date(2022, 9, 30)),
        ("26 January 2022", date(2022, 1, 26), date(2022, 1, 26)),
        ("26-jan-2022", date(2022, 1, 26), date(2022, 1, 26)),
        ("January 26, 2022", date(2022, 1, 26), date(2022, 1, 26)),
    ],
)
def test_a_date_stands_for_its_first_day_and_its_last(text: str, first: date, last: date) -> None:
    assert parse_day(text, last=False) == first
    assert parse_day(text, last=True) == last
    assert parse_span(text) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "..", "x", "2022-13", "2022-00", "2022-02-30", "2022-01-00", "0000", "0000-01",
        "22", "20222", "30/02/2022", "01/26/2022", "2022-1-1-1", "2022/01/26", "-2022", "٢٠٢٢",
        "2022..x", "x..2022", "2022-Q5", "q0-2022",
        "30-February-2022", "Smarch-2022", "2021..2022..2023", "2021...2022",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_day(text, last=True) is None
    assert parse_span(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-12..2022-02", date(2021, 12, 1), date(2022, 2, 28)),
        ("2022..", date(2022, 1, 1), None),
        ("..2022", None, date(2022, 12, 31)),
        ("01/12/2021..2022", date(2021, 12, 1), date(2022, 12, 31)),
        ("2022-06..2022", date(2022, 6, 1), date(2022, 12, 31)),
        ("2021-2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("2021–2022", date(2021, 1, 1), date(2022, 12, 31)),
    ],
)
def test_a_span_includes_both_its_ends(text: str, first: date | None, last: date | None) -> None:
    assert parse_span(text) == Span(first, last)


def test_a_span_that_ends_before_it_begins_is_turned() -> None:
    assert parse_span("2022..2021") == Span(date(2021, 1, 1), date(2022, 12, 31), backwards=True)


@pytest.mark.parametrize(
    ("span", "words", "figures"),
    [
        ("2022", "2022", "2022"),
        ("2022-01", "January 2022", "2022-01"),
        ("2022-01-26", "26 January 2022", "2022-01-26"),
        ("2022-01-01", "1 January 2022", "2022-01-01"),
        ("2021-12..2022-02", "December 2021 to February 2022", "2021-12..2022-02"),
        ("2021..2022", "2021 to 2022", "2021..2022"),
        ("2020..", "from 2020 on", "2020.."),
        ("2020-05-02..", "from 2 May 2020 on", "2020-05-02.."),
        ("..2022-02", "up to the end of February 2022", "..2022-02"),
        ("..2022-02-27", "up to 27 February 2022", "..2022-02-27"),
    ],
)
def test_a_span_is_told_in_its_longest_units(span: str, words: str, figures: str) -> None:
    days = parse_span(span)
    assert days
    assert period(days.first, days.last) == words
    assert written(days.first, days.last) == figures


@pytest.mark.parametrize("text", ["01-26", "1-26", "26/01", "26/1", "26-January", "jan 26"])
def test_a_day_of_any_year_has_no_year(text: str) -> None:
    assert parse_day_of_year(text) == DayOfYear(1, 26)


def test_the_last_of_february_is_a_day_of_some_years() -> None:
    assert parse_day_of_year("02-29") == DayOfYear(2, 29)


@pytest.mark.parametrize("text", ["02-30", "13-01", "00-01", "01-00", "26", "January", "1-1-1"])
def test_what_is_no_day_of_the_year_is_none(text: str) -> None:
    assert parse_day_of_year(text) is None


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("before:2022", DateRange(None, date(2021, 12, 31))),
        ("before:2022-02", DateRange(None, date(2022, 1, 31))),
        ("before:2022-02-02", DateRange(None, date(2022, 2, 1))),
        ("after:2022", DateRange(date(2023, 1, 1), None)),
        ("after:2022-02", DateRange(date(2022, 3, 1), None)),
        ("date:>2022", DateRange(date(2023, 1, 1), None)),
        ("date:>=2022", DateRange(date(2022, 1, 1), None)),
        ("date:<2022", DateRange(None, date(2021, 12, 31))),
        ("date:<=2022", DateRange(None, date(2022, 12, 31))),
    ],
)
def test_before_and_after_leave_out_what_they_name(typed: str, days: DateRange) -> None:
    assert parse(typed).tree == days


@pytest.mark.parametrize("typed", ["before:0001", "after:9999"])
def test_where_there_is_no_day_before_or_after_a_note_says_so(typed: str) -> None:
    assert parse(typed).tree == Everything()
    assert "has no day before or after it" in parse(typed).notes[0]
