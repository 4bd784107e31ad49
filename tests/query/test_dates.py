from datetime import date

import pytest

from search.query.dates import Span, parse_day, parse_span
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
        "2022..x", "x..2022", "2021..2022..2023", "2021...2022",
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
