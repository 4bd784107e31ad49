"""The one place that turns errors into responses: RFC 9457 for programs, a page for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from search.errors import (
    ArchiveDamagedError,
    ArchiveMissingError,
    ArticleNotFoundError,
    ClusterAwayError,
    CuttingsError,
    ParameterError,
    QueryTooSlowError,
)
from web.form import read_form

_TYPE = "urn:problem-type:cuttings:"
_FOR_PROGRAMS = ("api", "feed", "healthz", "metrics", "readyz")
PAGES = ("/api/docs",)
_UNAVAILABLE = HTTPStatus.SERVICE_UNAVAILABLE
# Not the errors' own words, which name folders of the server; those go to its log.
_BUILD = "nothing can be searched until the index is made from the article files: cuttings build"
_BUILD_ANEW = "it has to be made anew from the article files: cuttings build --full"
_AWAY = "the cluster that holds the archive cannot answer now; nothing is lost, so try again soon"
# Seconds: a cluster that lost a node has found itself again by then.
_AWAY_FOR = "10"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, without the form in which it is said.

    :param kind: the end of the problem's type; "" where the status says all (``about:blank``)
    :param members: what RFC 9457 calls extension members
    """

    status: HTTPStatus
    kind: str
    title: str
    detail: str
    members: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, instance: str) -> dict[str, Any]:
        """The members of the JSON object."""
        return {
            "type": f"{_TYPE}{self.kind}" if self.kind else "about:blank",
            "title": self.title,
            "status": self.status.value,
            "detail": self.detail,
            "instance": instance,
            **self.members,
        }


class RefusedError(Exception):
    """A request that the web itself turns down.

    :param headers: of the answer, besides those that every answer has
    """

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.headers = headers or {}


def register(app: Flask) -> None:
    """Let the application answer every error in this way."""
    app.register_error_handler(RefusedError, _answer_refusal)
    app.register_error_handler(CuttingsError, _answer_ours)
    app.register_error_handler(HTTPException, _answer_http)


def _answer_ours(error: CuttingsError) -> ResponseReturnValue:
    problem = _describe(error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s: %s", request.path, error)
    response = _respond(problem, error)
    if isinstance(error, ClusterAwayError):
        response.headers["Retry-After"] = _AWAY_FOR
    return response


def _answer_refusal(refusal: RefusedError) -> ResponseReturnValue:
    response = _respond(refusal.problem, refusal)
    response.headers.update(refusal.headers)
    return response


def _answer_http(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    response = _respond(Problem(status, "", status.phrase, _sentence(status)), error)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def _describe(error: CuttingsError) -> Problem:
    match error:
        case ParameterError(name=name, value=value, remedy=remedy):
            members = {"parameter": name, "value": value, "remedy": remedy}
            return Problem(
                HTTPStatus.BAD_REQUEST, "parameter", "A parameter is wrong", str(error), members
            )
        case ArticleNotFoundError():
            return Problem(HTTPStatus.NOT_FOUND, "article", "No such article", str(error))
        case ArchiveMissingError():
            return Problem(_UNAVAILABLE, "missing", "There is no index yet", _BUILD)
        case ArchiveDamagedError():
            return Problem(_UNAVAILABLE, "damaged", "The index is damaged", _BUILD_ANEW)
        case ClusterAwayError():
            return Problem(_UNAVAILABLE, "away", "The archive cannot be reached", _AWAY)
        case QueryTooSlowError():
            return Problem(_UNAVAILABLE, "slow", "The search took too long", str(error))
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return Problem(status, "", status.phrase, _sentence(status))


def _sentence(status: HTTPStatus) -> str:
    match status:
        case HTTPStatus.NOT_FOUND:
            return "nothing is at this address"
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return f"this address does not take {request.method}"
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return f"send no more than {current_app.config['MAX_CONTENT_LENGTH']} bytes"
        case HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
            return "send JSON, as Content-Type: application/json"
        case HTTPStatus.INTERNAL_SERVER_ERROR:
            return "something broke here; the server's log says what"
    return status.description or status.phrase


def for_programs(path: str) -> bool:
    """Whether programs ask at this path, and never people; what is there speaks no HTML."""
    first = path.removeprefix("/").partition("/")[0].partition(".")[0]
    return first in _FOR_PROGRAMS and path not in PAGES


def _respond(problem: Problem, error: Exception) -> Response:
    accepted = request.accept_mimetypes
    if for_programs(request.path) or (accepted and not accepted.accept_html):
        return _as_json(problem)
    return _as_page(problem, error)


def _as_json(problem: Problem) -> Response:
    body = current_app.json.dumps(problem.answer(_address()), separators=(",", ":"))
    return Response(f"{body}\n", problem.status, mimetype="application/problem+json")


def _address() -> str:
    query = request.query_string.decode("ascii", "replace")
    return quote(request.path, safe="/") + (f"?{query}" if query else "")


def _as_page(problem: Problem, error: Exception) -> Response:
    refused = error if isinstance(error, ParameterError) else None
    page = render_template("problem.html", problem=problem, form=read_form(request.args, refused))
    return Response(page, problem.status)
