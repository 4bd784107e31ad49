"""Builds that are started over HTTP, by who knows the token."""

from hashlib import sha256
from hmac import compare_digest
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from pydantic import StrictBool
from werkzeug.exceptions import NotFound, UnsupportedMediaType

from search.errors import BuildRunningError, ParameterError
from search.jobs import BuildStatus, State, build_status, start_build
from search.results.shapes import Shape
from web.context import settings
from web.parameters import NoParameters, read_values, refuse_parameters
from web.problems import Problem, RefusedError

builds = Blueprint("builds", __name__, url_prefix="/api/v1/index/builds")

_NO_TOKEN = "builds over HTTP are off: whoever keeps the server can set build_token"
_WRONG_TOKEN = "send the server's build_token: Authorization: Bearer TOKEN"


class BuildRequest(NoParameters):
    """What may be said about a build.

    :param full: take every file in anew
    """

    full: StrictBool = False


@builds.before_request
def authorise() -> None:
    """Let nobody through without the token.

    :raises RefusedError: 403 where there is no token, 401 where another or none was sent
    """
    token = settings().build_token
    if not token:
        raise RefusedError(
            _problem(HTTPStatus.FORBIDDEN, "No build can be started here", _NO_TOKEN)
        )
    sent = request.authorization
    given = (sent.token or "") if sent and sent.type == "bearer" else ""
    # Digests, since a comparison of texts tells by its time how long the token is.
    if not compare_digest(sha256(given.encode()).digest(), sha256(token.encode()).digest()):
        problem = _problem(HTTPStatus.UNAUTHORIZED, "The token is missing or wrong", _WRONG_TOKEN)
        raise RefusedError(problem, {"WWW-Authenticate": 'Bearer realm="cuttings"'})


@builds.post("")
def start() -> Response:
    """Let a process of its own bring the index up to date."""
    refuse_parameters(request.args)
    asked = _read_body()
    try:
        status = start_build(settings().seeds, settings().index, full=asked.full)
    except BuildRunningError as error:
        detail = "a build of this index is running; try again when it has ended"
        raise RefusedError(_problem(HTTPStatus.CONFLICT, "A build is running", detail)) from error
    response = jsonify(build_answer(status))
    response.status_code = HTTPStatus.ACCEPTED
    response.headers["Location"] = _address(status)
    return response


@builds.get("/<build_id>")
def show(build_id: str) -> Response:
    """How far a build is, or what came of it."""
    refuse_parameters(request.args)
    status = build_status(settings().index, build_id)
    if status is None:
        raise NotFound
    response = jsonify(build_answer(status))
    response.headers["Cache-Control"] = "no-store"
    return response


def build_answer(status: BuildStatus) -> Shape:
    """How a build stands."""
    done = status.state is State.DONE
    return {
        "id": status.id,
        "url": _address(status),
        "state": status.state.value,
        "started_at": status.started_at,
        "ended_at": status.ended_at or None,
        "files": {"done": status.done, "of": status.of},
        "detail": status.detail,
        "report": _report(status) if done else None,
    }


def _report(status: BuildStatus) -> Shape:
    names = ("added", "changed", "removed", "unchanged", "skipped", "documents", "snapshot")
    return {name: getattr(status, name) for name in names}


def _address(status: BuildStatus) -> str:
    return f"{builds.url_prefix}/{status.id}"


def _problem(status: HTTPStatus, title: str, detail: str) -> Problem:
    return Problem(status, "build", title, detail)


def _read_body() -> BuildRequest:
    data = request.get_data()
    if not data:
        return BuildRequest()
    if not request.is_json:
        raise UnsupportedMediaType
    values = request.get_json(silent=True)
    if not isinstance(values, dict):
        raise ParameterError(
            "body", data[:80].decode("utf-8", "replace"), 'an object: {"full": true}'
        )
    return read_values(BuildRequest, values)
