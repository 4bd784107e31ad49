"""The JSON API."""

import time
from datetime import date

from flask import Blueprint, Response, jsonify, request

from search.engines.contract import Sort
from search.errors import ArticleNotFoundError
from search.results.page import ResultPage
from web.answers import (
    article_answer,
    index_answer,
    next_cursor,
    search_answer,
    similar_answer,
    suggest_answer,
)
from web.asking import ask, ask_for_all
from web.citations import citation_response, find
from web.conditional import revalidated
from web.context import archive
from web.cursors import read_cursor
from web.formats.known import (
    EXPORT_FORMATS,
    SEARCH_FORMATS,
    CitationFormat,
    ListFormat,
)
from web.links import Change, search_link
from web.lists import harvest_response, page_response
from web.metrics import count_search
from web.negotiation import by_accept, by_suffix
from web.parameters import (
    SearchParameters,
    read_query,
    read_similar,
    read_strictly,
    read_typing,
    refuse_parameters,
)

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
@api.get("/search.<suffix>")
@revalidated
def search(suffix: str = "") -> Response:
    """A page of the articles that match."""
    format = by_suffix(SEARCH_FORMATS, suffix) if suffix else by_accept(SEARCH_FORMATS)
    page = _asked_page(read_strictly(request.args))
    count_search(page.total)
    if isinstance(format, ListFormat):
        response = page_response(format, page, request.args)
    else:
        response = jsonify(search_answer(page, request.args))
    response.headers.extend(_neighbours(page))
    return response


@api.get("/export")
@api.get("/export.<suffix>")
@revalidated
def export(suffix: str = "") -> Response:
    """All articles that match, however many, as a stream."""
    format = by_suffix(EXPORT_FORMATS, suffix) if suffix else by_accept(EXPORT_FORMATS)
    harvest = ask_for_all(archive(), read_query(request.args))
    count_search(harvest.total)
    return harvest_response(format, harvest, request.args)


@api.get("/index")
@revalidated
def index() -> Response:
    """What the archive holds, and whether it can be read."""
    refuse_parameters(request.args)
    oldest, newest = (archive().search("", sort=s, per_page=1) for s in (Sort.OLDEST, Sort.NEWEST))
    return jsonify(index_answer(newest.snapshot, _day_of(oldest), _day_of(newest)))


@api.get("/suggest")
@revalidated
def suggest() -> Response:
    """Words, names and headlines for what is being typed."""
    asked = read_typing(request.args)
    held = archive()
    started = time.perf_counter()
    found = held.suggest(asked.q, asked.limit)
    took_ms = (time.perf_counter() - started) * 1000
    return jsonify(suggest_answer(found, took_ms, held.snapshot))


@api.get("/articles/<path:article_id>/similar")
@revalidated
def similar(article_id: str) -> Response:
    """The articles most like one."""
    asked = read_similar(request.args)
    try:
        return jsonify(similar_answer(archive().similar(article_id, asked.limit)))
    except ArticleNotFoundError:
        # An article's own id may end so.
        return _whole(f"{article_id}/similar")


@api.get("/articles/<path:article_id>")
@revalidated
def article(article_id: str) -> Response:
    """A whole article, or a reference to it."""
    refuse_parameters(request.args)
    return _whole(article_id)


def _whole(article_id: str) -> Response:
    found, format = find(article_id)
    if isinstance(format, CitationFormat):
        return citation_response(found, format)
    return jsonify(article_answer(found, archive().snapshot))


def _asked_page(asked: SearchParameters) -> ResultPage:
    if not asked.cursor:
        return ask(archive(), asked)
    cursor = read_cursor(asked.cursor, request.args)
    page = ask(archive(), asked.model_copy(update={"page": cursor.page}))
    cursor.require(page.snapshot)
    return page


def _neighbours(page: ResultPage) -> list[tuple[str, str]]:
    """The pages around this one as links (RFC 8288), for clients that do not read the answer.

    The next one goes by a cursor, so that a build on the way does not go unnoticed.
    """
    changes: list[tuple[str, dict[str, Change]]] = []
    if page.next:
        changes.append(("next", {"page": None, "cursor": next_cursor(page, request.args)}))
    if page.previous:
        changes.append(("prev", {"page": page.previous, "cursor": None}))
    return [
        ("Link", f'<{search_link(request.args, change, request.path)}>; rel="{relation}"')
        for relation, change in changes
    ]


def _day_of(page: ResultPage) -> date | None:
    return page.results[0].date if page.results else None
