"""The JSON API."""

import time

from flask import Blueprint, Response, jsonify, request

from search.errors import ArticleNotFoundError
from web.answers import article_answer, search_answer, similar_answer, suggest_answer
from web.asking import ask
from web.context import archive
from web.parameters import read_similar, read_strictly, read_typing, refuse_parameters

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
def search() -> Response:
    """A page of the articles that match."""
    page = ask(archive(), read_strictly(request.args))
    return jsonify(search_answer(page, request.args))


@api.get("/suggest")
def suggest() -> Response:
    """Words, names and headlines for what is being typed."""
    asked = read_typing(request.args)
    held = archive()
    started = time.perf_counter()
    found = held.suggest(asked.q, asked.limit)
    took_ms = (time.perf_counter() - started) * 1000
    return jsonify(suggest_answer(found, took_ms, held.snapshot))


@api.get("/articles/<path:article_id>/similar")
def similar(article_id: str) -> Response:
    """The articles most like one."""
    held = archive()
    try:
        found = held.similar(article_id, read_similar(request.args).limit)
    except ArticleNotFoundError:
        # An article's own id may end so.
        return jsonify(article_answer(held.article(f"{article_id}/similar"), held.snapshot))
    return jsonify(similar_answer(found))


@api.get("/articles/<path:article_id>")
def article(article_id: str) -> Response:
    """A whole article."""
    refuse_parameters(request.args)
    held = archive()
    return jsonify(article_answer(held.article(article_id), held.snapshot))
