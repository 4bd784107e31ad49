"""A page of results, or all of them, as a response in one of the formats."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from flask import Response, request
from werkzeug.datastructures import MultiDict

from search.engines.contract import Snapshot
from search.results.harvest import Harvest
from search.results.page import QueryReading, ResultPage
from web.context import settings
from web.formats.known import ListFormat
from web.formats.listing import Listing
from web.links import article_path, search_link

_FILE_NAME = "cuttings"
_WORTH_SENDING = 1 << 15
_SAVED = ("csv", "bib", "ris", "ndjson")


def absolute(path: str) -> str:
    """An address that also says the host, by which the client reached this server."""
    return request.host_url.removesuffix("/") + path


def article_addresses() -> Callable[[str], str]:
    """What gives the absolute address of an article's page, also after the request has ended."""
    host = absolute("")
    return lambda article_id: host + article_path(article_id)


def page_listing(page: ResultPage, args: MultiDict[str, str]) -> Listing:
    """What a format is told of a page of results.

    :param args: of the search, from which the addresses are made
    """
    changes = {"page": page.next, "cursor": None}
    following = search_link(args, changes, request.path) if page.next else None
    return replace(
        _listing(page.query, page.snapshot, args),
        next_address=absolute(following) if following else None,
        snippets=True,
    )


def _listing(query: QueryReading, snapshot: Snapshot, args: MultiDict[str, str]) -> Listing:
    newspaper = settings().newspaper
    return Listing(
        title=f"{newspaper or 'Cuttings'}: {query.readback or 'all articles'}",
        newspaper=newspaper,
        address=absolute(search_link(args, path=request.path)),
        page_address=absolute(search_link(args, {"cursor": None})),
        next_address=None,
        updated=snapshot.built_at,
        article_address=article_addresses(),
        snippets=False,
    )


def page_response(format: ListFormat, page: ResultPage, args: MultiDict[str, str]) -> Response:
    """A page of results in a format."""
    body = "".join(format.write(page_listing(page, args), page.results))
    return _named(Response(body, mimetype=format.mimetype), format)


def harvest_response(format: ListFormat, harvest: Harvest, args: MultiDict[str, str]) -> Response:
    """All hits in a format, as a stream."""
    listing = _listing(harvest.query, harvest.snapshot, args)
    pieces = _larger(format.write(listing, harvest.results()))
    begun = chain([next(pieces)], pieces)  # what fails at once can still be told as a problem
    return _named(Response(begun, mimetype=format.mimetype), format)


def _larger(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in pieces that are worth sending."""
    gathered: list[str] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= _WORTH_SENDING:
            yield "".join(gathered)
            gathered, size = [], 0
    yield "".join(gathered)


def _named(response: Response, format: ListFormat) -> Response:
    """Let a browser save what it cannot show."""
    if format.suffix in _SAVED:
        name = f"{_FILE_NAME}.{format.suffix}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
