from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles.dates import leading_date, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2022-01-26",
        "2022-01-26T15:01:01",
        "2022-01-26T15:01:01.250Z",
        "2022-01-26 15:01 +01:00",
        "26 January 2022",
        "January 26, 2022",
        "26 Jan 2022",
        "Wed 26th January 2022",
        "Wednesday, 26 JANUARY 2022, 10.30am",
        "26/01/2022",
        "2022/01/26",
        " 20220126 ",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert parse_date(text) == date(2022, 1, 26)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "2022", "January 2022", "2022-02-30", "31/04/2022", "01/26/2022",
        "20221326", "0000-01-01", "202201261", "26/01/22", "26 Janvier 2022", "2022-01-26 and on",
        "1/2022-01-26", "٢٠٢٢-٠١-٢٦",
    ],
)  # fmt: skip
def test_nothing_else_is_a_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-01-26 Mill reopens", (date(2022, 1, 26), "Mill reopens")),
        ("26 Jan 2022: Mill reopens", (date(2022, 1, 26), ": Mill reopens")),
        ("2022-01-26 1.25m at the fair", (date(2022, 1, 26), "1.25m at the fair")),
        ("2022-02-31 Mill reopens", (None, "Mill reopens")),
        ("Mill reopens", None),
    ],
)
def test_a_leading_date_is_cut_off(text: str, expected: object) -> None:
    assert leading_date(text) == expected


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    parse_date(text)
