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
    search_answer,
    similar_answer,
    suggest_answer,
)
from web.asking import ask
from web.citations import citation_response, find
from web.conditional import revalidated
from web.context import archive
from web.formats.known import JSON, SEARCH_FORMATS, ListFormat
from web.links import search_link
from web.lists import page_response
from web.metrics import count_search
from web.negotiation import by_accept, by_suffix
from web.parameters import read_similar, read_strictly, read_typing, refuse_parameters

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
@api.get("/search.<suffix>")
@revalidated
def search(suffix: str = "") -> Response:
    """A page of the articles that match."""
    format = _search_format(suffix)
    page = ask(archive(), read_strictly(request.args))
    count_search(page.total)
    if format:
        response = page_response(format, page, request.args)
    else:
        response = jsonify(search_answer(page, request.args))
    response.headers.extend(_neighbours(page))
    response.vary.add("Accept")
    return response


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


@api.get("/index")
@revalidated
def index() -> Response:
    """What the archive holds, and whether it can be read."""
    refuse_parameters(request.args)
    oldest, newest = (archive().search("", sort=s, per_page=1) for s in (Sort.OLDEST, Sort.NEWEST))
    return jsonify(index_answer(newest.snapshot, _day_of(oldest), _day_of(newest)))


@api.get("/articles/<path:article_id>")
@revalidated
def article(article_id: str) -> Response:
    """A whole article, or a reference to it."""
    refuse_parameters(request.args)
    return _whole(article_id)


def _whole(article_id: str) -> Response:
    found, format = find(article_id)
    if format:
        response = citation_response(found, format)
    else:
        response = jsonify(article_answer(found, archive().snapshot))
    response.vary.add("Accept")
    return response


def _search_format(suffix: str) -> ListFormat | None:
    if suffix == JSON[0]:
        return None
    return by_suffix(SEARCH_FORMATS, suffix) if suffix else by_accept(SEARCH_FORMATS)


def _neighbours(page: ResultPage) -> list[tuple[str, str]]:
    """The pages around this one as links (RFC 8288), for clients that do not read the answer."""
    numbers = {"next": page.next, "prev": page.previous}
    return [
        ("Link", f'<{search_link(request.args, {"page": number}, request.path)}>; rel="{relation}"')
        for relation, number in numbers.items()
        if number
    ]


def _day_of(page: ResultPage) -> date | None:
    return page.results[0].date if page.results else None
