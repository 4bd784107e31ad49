"""What a query marks in a text."""

from collections.abc import Callable

import pytest

from search.query.parser import parse
from search.results.marking import Marker


@pytest.fixture
def marks() -> Callable[..., list[str]]:
    """The pieces of a text that a query marks."""

    def marks(query: str, text: str, field: str = "body") -> list[str]:
        return [s.text for s in Marker(parse(query).tree).mark(text, field) if s.match]

    return marks
