"""The API's answers: the shapes of results with the addresses that the web adds to them."""

from datetime import date

from werkzeug.datastructures import MultiDict

from search.articles.article import Article
from search.engines.contract import Snapshot
from search.results.counted_shapes import facets_shape
from search.results.page import Result, ResultPage, SimilarPage
from search.results.shapes import (
    Shape,
    advice_shape,
    article_shape,
    query_shape,
    result_shape,
    snapshot_shape,
    suggestions_shape,
    total_shape,
)
from search.results.suggestions import Headline, Suggestions
from web.cursors import Cursor, write_cursor
from web.links import SEARCH_API, article_path, search_link


def search_answer(page: ResultPage, args: MultiDict[str, str]) -> Shape:
    """A page of results.

    :param args: of the request, from which the addresses of the neighbouring pages are made
    """
    return {
        "query": query_shape(page.query),
        "total": total_shape(page.total, page.with_all),
        "page": _page(page, args),
        "results": [_with_address(result_shape(result), result) for result in page.results],
        "facets": facets_shape(page.facets),
        "suggestions": advice_shape(page.advice),
        "took_ms": round(page.took_ms, 3),
        "index": snapshot_shape(page.snapshot),
    }


def similar_answer(page: SimilarPage) -> Shape:
    """The articles most like one."""
    return {
        "results": [_with_address(result_shape(result), result) for result in page.results],
        "index": snapshot_shape(page.snapshot),
    }


def suggest_answer(found: Suggestions, took_ms: float, snapshot: Snapshot) -> Shape:
    """What may be typed next."""
    shape = suggestions_shape(found)
    headlines = zip(shape["headlines"], found.headlines, strict=True)
    return shape | {
        "headlines": [_with_address(own, headline) for own, headline in headlines],
        "took_ms": round(took_ms, 3),
        "index": snapshot_shape(snapshot),
    }


def article_answer(article: Article, snapshot: Snapshot) -> Shape:
    """A whole article."""
    shape = _with_address(article_shape(article), article)
    return shape | {"index": snapshot_shape(snapshot)}


def index_answer(snapshot: Snapshot, first: date | None, last: date | None) -> Shape:
    """What the archive holds.

    :param first: day of the oldest article, None where none is dated
    :param last: day of the newest
    """
    return snapshot_shape(snapshot) | {
        "first_date": first and first.isoformat(),
        "last_date": last and last.isoformat(),
        "health": "ok",
    }


def _with_address(shape: Shape, of: Article | Result | Headline) -> Shape:
    return {"id": of.id, "url": article_path(of.id)} | shape


def _page(page: ResultPage, args: MultiDict[str, str]) -> Shape:
    return {
        "number": page.number,
        "size": page.size,
        "count": len(page.results),
        "next": _neighbour(page.next, args),
        "previous": _neighbour(page.previous, args),
        "next_cursor": next_cursor(page, args),
    }


def next_cursor(page: ResultPage, args: MultiDict[str, str]) -> str | None:
    """Where a harvest goes on after this page, None at the end."""
    return write_cursor(Cursor(page.snapshot.name, page.next), args) if page.next else None


def _neighbour(number: int | None, args: MultiDict[str, str]) -> str | None:
    return search_link(args, {"page": number, "cursor": None}, SEARCH_API) if number else None
