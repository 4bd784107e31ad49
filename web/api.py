"""The JSON API."""

from datetime import date

from flask import Blueprint, Response, jsonify, request

from search.engines.contract import Sort
from search.results.page import ResultPage
from web.answers import article_answer, index_answer, search_answer
from web.asking import ask
from web.citations import citation_response, find
from web.conditional import revalidated
from web.context import archive
from web.formats.known import JSON, SEARCH_FORMATS, ListFormat
from web.links import search_link
from web.lists import page_response
from web.metrics import count_search
from web.negotiation import by_accept, by_suffix
from web.parameters import read_strictly, refuse_parameters

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


@api.get("/index")
@revalidated
def index() -> Response:
    """What the archive holds, and whether it can be read."""
    refuse_parameters(request.args)
    oldest, newest = (archive().search("", sort=s, per_page=1) for s in (Sort.OLDEST, Sort.NEWEST))
    return jsonify(index_answer(newest.snapshot, _day_of(oldest), _day_of(newest)))


@api.get("/articles/<path:asked>")
@revalidated
def article(asked: str) -> Response:
    """A whole article, or a reference to it."""
    refuse_parameters(request.args)
    found, format = find(asked)
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
