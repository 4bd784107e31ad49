"""The JSON API."""

from flask import Blueprint, Response, jsonify, request

from web.answers import article_answer, search_answer
from web.asking import ask
from web.conditional import revalidated
from web.context import archive
from web.parameters import read_strictly, refuse_parameters

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
@revalidated
def search() -> Response:
    """A page of the articles that match."""
    page = ask(archive(), read_strictly(request.args))
    return jsonify(search_answer(page, request.args))


@api.get("/articles/<path:article_id>")
@revalidated
def article(article_id: str) -> Response:
    """A whole article."""
    refuse_parameters(request.args)
    held = archive()
    return jsonify(article_answer(held.article(article_id), held.snapshot))
