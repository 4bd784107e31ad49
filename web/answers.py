"""The shapes of the API's answers; their keys and the order of these are a promise."""

from typing import Any

from werkzeug.datastructures import MultiDict

from search.articles.article import Article
from search.engines.contract import Snapshot
from search.results.page import QueryReading, Result, ResultPage, Spans, plain
from web.links import SEARCH_API, article_path, search_link

Json = dict[str, Any]


def search_answer(page: ResultPage, args: MultiDict[str, str]) -> Json:
    """A page of results.

    :param args: of the request, from which the addresses of the neighbouring pages are made
    """
    return {
        "query": _query(page.query),
        "total": {"value": page.total, "relation": "eq"},
        "page": _page(page, args),
        "results": [_result(result) for result in page.results],
        "facets": {},
        "took_ms": round(page.took_ms, 3),
        "index": _index(page.snapshot),
    }


def article_answer(article: Article, snapshot: Snapshot) -> Json:
    """A whole article."""
    return {
        "id": article.id,
        "url": article_path(article.id),
        "headline": article.headline,
        "date": article.date and article.date.isoformat(),
        "byline": article.byline,
        "bylines": list(article.bylines),
        "standfirst": article.standfirst,
        "body": article.body,
        "captions": list(article.captions),
        "index": _index(snapshot),
    }


def _query(query: QueryReading) -> Json:
    return {
        "text": query.text,
        "readback": query.readback,
        "relaxed": query.relaxed,
        "notes": list(query.notes),
    }


def _page(page: ResultPage, args: MultiDict[str, str]) -> Json:
    return {
        "number": page.number,
        "size": page.size,
        "count": len(page.results),
        "next": _neighbour(page.next, args),
        "previous": _neighbour(page.previous, args),
    }


def _neighbour(number: int | None, args: MultiDict[str, str]) -> str | None:
    return search_link(args, {"page": number}, SEARCH_API) if number else None


def _result(result: Result) -> Json:
    return {
        "id": result.id,
        "url": article_path(result.id),
        "headline": plain(result.headline),
        "date": result.date and result.date.isoformat(),
        "byline": result.byline,
        "bylines": list(result.bylines),
        "standfirst": result.standfirst,
        "snippet": _spans(result.snippet),
        "score": result.score,
    }


def _spans(spans: Spans) -> list[Json]:
    return [{"text": span.text, "match": span.match} for span in spans]


def _index(snapshot: Snapshot) -> Json:
    return {
        "snapshot": snapshot.name,
        "documents": snapshot.documents,
        "built_at": snapshot.built_at.isoformat(),
    }
