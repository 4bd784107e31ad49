"""Which other sites' scripts may read the answers for programs (the CORS protocol of Fetch)."""

from flask import Flask, Response, request

from web.context import settings
from web.problems import for_programs

_EXPOSED = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
_METHODS = "GET, HEAD"
_HEADERS = "Accept, If-None-Match"
_MAX_AGE = "86400"


def register(app: Flask) -> None:
    """Let the origins of the setting ``cors`` in; without it nothing is said."""
    app.after_request(_admit)


def _admit(response: Response) -> Response:
    admitted = settings().cors.split()
    if not admitted or not for_programs(request.path):
        return response
    if "*" not in admitted:
        response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if origin and ("*" in admitted or origin in admitted):
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in admitted else origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        if "Access-Control-Request-Method" in request.headers:
            _answer_preflight(response)
    return response


def _answer_preflight(response: Response) -> None:
    response.headers["Access-Control-Allow-Methods"] = _METHODS
    response.headers["Access-Control-Allow-Headers"] = _HEADERS
    response.headers["Access-Control-Max-Age"] = _MAX_AGE
