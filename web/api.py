"""The JSON API."""

from datetime import date

from flask import Blueprint, Response, jsonify, request

from search.engines.contract import Sort
from search.results.page import ResultPage
from web.answers import article_answer, index_answer, search_answer
from web.asking import ask
from web.conditional import revalidated
from web.context import archive
from web.metrics import count_search
from web.parameters import read_strictly, refuse_parameters

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
@revalidated
def search() -> Response:
    """A page of the articles that match."""
    page = ask(archive(), read_strictly(request.args))
    count_search(page.total)
    return jsonify(search_answer(page, request.args))


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
    """A whole article."""
    refuse_parameters(request.args)
    held = archive()
    return jsonify(article_answer(held.article(article_id), held.snapshot))


def _day_of(page: ResultPage) -> date | None:
    return page.results[0].date if page.results else None
