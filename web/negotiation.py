"""Which format a client gets: by the ending of the address, or else by ``Accept``."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Protocol, TypeVar

from flask import request
from werkzeug.exceptions import NotFound

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


def by_accept(formats: Sequence[F]) -> F:
    """The format that the client likes best; the first for those without a wish.

    :raises RefusedError: 406, none of them will do
    """
    accepted = request.accept_mimetypes
    names = [format.mimetype for format in formats]
    best = accepted.best_match(names) if accepted else names[0]
    if best is None:
        raise _not_acceptable(names)
    return next(format for format in formats if format.mimetype == best)


def _not_acceptable(names: list[str]) -> RefusedError:
    detail = f"this address speaks {', '.join(names)}; ask for one of them in Accept"
    status = HTTPStatus.NOT_ACCEPTABLE
    return RefusedError(
        Problem(status, "format", "No such format here", detail, {"available": names})
    )
