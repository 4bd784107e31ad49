"""Conditional requests (RFC 9110, section 13): what a client already has is not made again.

An answer is decided by the snapshot, the address, the format that was agreed on, and the program
with its settings. A digest of these is its entity tag, known before the search is run. The tag is
weak: answers to it say the same, while their bytes differ in ``took_ms`` and in compression.
"""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import blake2b
from typing import ParamSpec
from urllib.parse import urlencode

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue

from search.settings import Settings
from web.context import archive, settings
from web.program import program_digest

P = ParamSpec("P")


def revalidated(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """A view that answers 304 to a client that has its answer; what it returns gets a tag."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        tag = entity_tag()
        if tag in request.if_none_match.as_set(include_weak=True):
            return _tagged(Response(status=304), tag)
        response = _tagged(make_response(view(*args, **kwargs)), tag)
        if not response.is_streamed:  # or all of it would be read for its length
            response.make_conditional(request)
        return response

    return answer


def entity_tag() -> str:
    """The tag of the answer to this request.

    The parameters are sorted by name; the values of one that is repeated keep their order.
    """
    address = urlencode(sorted(request.args.items(multi=True), key=lambda pair: pair[0]))
    asked = (archive().snapshot.name, request.path, address, request.headers.get("Accept", ""))
    return blake2b(repr(asked).encode(), digest_size=12, key=_answering(settings())).hexdigest()


@cache
def _answering(settings: Settings) -> bytes:
    """What answers, whatever is asked: the program and its settings."""
    return blake2b(program_digest() + repr(settings).encode(), digest_size=16).digest()


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return response
