"""Which format a client gets: by the ending of the address, or else by ``Accept``."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Protocol, TypeVar

from flask import request
from werkzeug.exceptions import NotFound

from web.formats.known import JSON
from web.problems import Problem, RefusedError


class Format(Protocol):
    """What is chosen among."""

    @property
    def suffix(self) -> str: ...

    @property
    def mimetype(self) -> str: ...


F = TypeVar("F", bound=Format)


def by_suffix(formats: Sequence[F], suffix: str) -> F:
    """The format of an ending.

    :raises NotFound: there is none
    """
    for format in formats:
        if format.suffix == suffix:
            return format
    raise NotFound


def by_accept(formats: Sequence[F]) -> F | None:
    """The format that the client likes best; None for JSON, which it also gets without a wish.

    :raises RefusedError: 406, none of them will do
    """
    accepted = request.accept_mimetypes
    names = [JSON[1], *(format.mimetype for format in formats)]
    best = accepted.best_match(names) if accepted else JSON[1]
    if best is None:
        raise _not_acceptable(names)
    return None if best == JSON[1] else next(f for f in formats if f.mimetype == best)


def _not_acceptable(names: list[str]) -> RefusedError:
    detail = f"this address speaks {', '.join(names)}; ask for one of them in Accept"
    status = HTTPStatus.NOT_ACCEPTABLE
    return RefusedError(
        Problem(status, "format", "No such format here", detail, {"available": names})
    )
