"""Which page numbers are linked."""

from datetime import UTC, datetime

import pytest

from search.engines.contract import Snapshot
from search.results.facets import Facets
from search.results.page import QueryReading, ResultPage
from web.paging import page_numbers

pytestmark = pytest.mark.engines

SNAPSHOT = Snapshot("s", 1, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("number", "pages", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (4, 7, [1, 2, 3, 4, 5, 6, 7]),
        (5, 7, [1, 2, 3, 4, 5, 6, 7]),
        (10, 20, [1, None, 8, 9, 10, 11, 12, None, 20]),
        (20, 20, [1, None, 18, 19, 20]),
        (99, 3, [1, 2, 3]),
    ],
)
def test_the_ends_and_the_neighbours_are_shown(
    number: int, pages: int, numbers: list[int | None]
) -> None:
    total = pages * 10
    page = ResultPage(QueryReading("", ""), total, None, number, 10, (), Facets(), SNAPSHOT, 0.1)
    assert page_numbers(page) == numbers
