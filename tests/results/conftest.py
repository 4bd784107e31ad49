"""What a query marks in a text."""

from collections.abc import Callable

import pytest

from search.articles.article import Article
from search.query.matching import all_of
from search.query.nodes import Node
from search.query.parser import parse
from search.results.marking import MarkedText, Marker


def _read(query: str | Node, text: str, field: str) -> MarkedText:
    tree = all_of(parse(query).tree) if isinstance(query, str) else query
    parts = {"captions": {"captions": (text,)}, "byline": {"bylines": (text,)}}
    article = Article("a", **parts.get(field, {field: text}))
    return Marker(tree).read(article)[field][0]


@pytest.fixture(scope="session")
def read() -> Callable[..., MarkedText]:
    """A text in which a query, typed or as a tree, is marked."""
    return lambda query, text, field="body": _read(query, text, field)


@pytest.fixture(scope="session")
def marks(read: Callable[..., MarkedText]) -> Callable[..., list[str]]:
    """The pieces of a text that a query marks."""
    return lambda *asked: [span.text for span in read(*asked).spans() if span.match]
