"""The API's description, for programs and for people."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request

from web.openapi.document import openapi_document
from web.openapi.reading import operations_of
from web.parameters import refuse_parameters

reference = Blueprint("reference", __name__)


@reference.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    refuse_parameters(request.args)
    return jsonify(_document())


@reference.get("/api/docs")
def page() -> str:
    """The same to be read, made on the server: no script is needed."""
    document = _document()
    return render_template("reference.html", document=document, operations=operations_of(document))


def _document() -> dict[str, Any]:
    return openapi_document(current_app)
