"""How many requests one client may send (draft-ietf-httpapi-ratelimit-headers-10)."""

import time
from http import HTTPStatus
from ipaddress import ip_network
from math import ceil

from flask import Flask, Response, g, request

from search.settings import Settings
from web.problems import Problem, RefusedError
from web.shared_buckets import Allowance, SharedBuckets

_WINDOW = 60.0
_POLICY = "client"
# What a page brings along, and what the server's keepers ask.
_FREE = frozenset({"static", "operations.health", "operations.ready", "operations.metrics"})


def register(app: Flask, settings: Settings) -> None:
    """Count requests by client, in memory that is shared by all processes forked from now on."""
    if not settings.rate_limit:
        return
    buckets = SharedBuckets(settings.rate_limit, _WINDOW)
    policy = f'"{_POLICY}";q={settings.rate_limit};w={_WINDOW:.0f}'

    def count() -> None:
        if request.endpoint in _FREE:
            return
        g.allowance = buckets.take(client_of(request.remote_addr or ""), time.monotonic())
        if not g.allowance.granted:
            raise _too_many(g.allowance)

    def tell(response: Response) -> Response:
        if "allowance" in g:
            response.headers["RateLimit-Policy"] = policy
            response.headers["RateLimit"] = _left(g.allowance)
        return response

    app.before_request(count)
    app.after_request(tell)


def client_of(address: str) -> str:
    """Who is behind an address: of IPv6 one customer has a whole network of 64 bits."""
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


def _left(allowance: Allowance) -> str:
    return f'"{_POLICY}";r={allowance.remaining};t={ceil(allowance.full_in)}'


def _too_many(allowance: Allowance) -> RefusedError:
    wait = max(1, ceil(allowance.wait))
    detail = f"this address has sent too many requests; the next is answered in {wait} s"
    problem = Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "rate",
        "Too many requests",
        detail,
        {"violated-policies": [_POLICY]},
    )
    return RefusedError(problem, {"Retry-After": str(wait)})
