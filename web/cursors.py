"""Where a harvest goes on: a place in the hits of one search in one snapshot."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from urllib.parse import urlencode

import orjson
from werkzeug.datastructures import MultiDict

from search.engines.contract import Snapshot
from search.errors import ParameterError
from web.problems import Problem, RefusedError

_PLACE = ("page", "cursor")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A page of the hits.

    :param snapshot: name of the one that the hits are from
    :param page: its number, from 1
    """

    snapshot: str
    page: int

    def require(self, snapshot: Snapshot) -> None:
        """Raise RefusedError, 410, if the hits are now those of another snapshot."""
        if snapshot.name != self.snapshot:
            detail = (
                "the archive has changed since this cursor was given; start again without a cursor"
            )
            problem = Problem(HTTPStatus.GONE, "snapshot", "The snapshot has gone", detail)
            raise RefusedError(problem)


def write_cursor(cursor: Cursor, args: MultiDict[str, str]) -> str:
    """The cursor as text that means nothing to anybody else.

    :param args: of the search, with which alone it can be used
    """
    values = orjson.dumps([cursor.snapshot, cursor.page, _digest(args)])
    return urlsafe_b64encode(values).decode().rstrip("=")


def read_cursor(text: str, args: MultiDict[str, str]) -> Cursor:
    """What ``write_cursor`` wrote.

    :raises ParameterError: nobody wrote this, or for another search
    """
    try:
        values = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        snapshot, page, digest = values
        cursor = Cursor(str(snapshot), int(page))
    except (ValueError, TypeError) as error:
        raise ParameterError("cursor", text, "a cursor as an answer gave it") from error
    if digest != _digest(args) or cursor.page < 1:
        raise ParameterError("cursor", text, "the cursor with the parameters it was given for")
    return cursor


def _digest(args: MultiDict[str, str]) -> str:
    pairs = [pair for pair in args.items(multi=True) if pair[0] not in _PLACE]
    text = urlencode(sorted(pairs, key=lambda pair: pair[0]))
    return blake2b(text.encode(), digest_size=6).hexdigest()
