"""A page of results as a response in one of the formats."""

from urllib.parse import urljoin

from flask import Response, request
from werkzeug.datastructures import MultiDict

from search.engines.contract import Snapshot
from search.results.page import ResultPage
from web.context import settings
from web.formats.known import ListFormat
from web.formats.listing import Listing
from web.links import article_path, search_link

FILE_NAME = "cuttings"
_SAVED = ("csv", "bib", "ris", "ndjson")


def absolute(path: str) -> str:
    """An address that also says the host, by which the client reached this server."""
    return urljoin(request.root_url, path)


def article_address(article_id: str) -> str:
    """The absolute address of an article's page."""
    return absolute(article_path(article_id))


def page_listing(page: ResultPage, args: MultiDict[str, str]) -> Listing:
    """What a format is told of a page of results.

    :param args: of the search, from which the addresses are made
    """
    following = search_link(args, {"page": page.next}, request.path) if page.next else None
    return Listing(
        title=title_of(page.query.readback),
        newspaper=settings().newspaper,
        address=absolute(search_link(args, path=request.path)),
        page_address=absolute(search_link(args)),
        next_address=absolute(following) if following else None,
        updated=page.snapshot.built_at,
        article_address=article_address,
    )


def export_listing(readback: str, snapshot: Snapshot, args: MultiDict[str, str]) -> Listing:
    """What a format is told of all hits of a search, which have no snippets."""
    return Listing(
        title=title_of(readback),
        newspaper=settings().newspaper,
        address=absolute(search_link(args, path=request.path)),
        page_address=absolute(search_link(args)),
        next_address=None,
        updated=snapshot.built_at,
        article_address=article_address,
        snippets=False,
    )


def title_of(readback: str) -> str:
    """The title of a list: how the query was read, after the newspaper's name."""
    return f"{settings().newspaper or 'Cuttings'}: {readback or 'all articles'}"


def page_response(format: ListFormat, page: ResultPage, args: MultiDict[str, str]) -> Response:
    """A page of results in a format."""
    body = "".join(format.write(page_listing(page, args), page.results))
    response = Response(body, mimetype=format.mimetype)
    name_file(response, format)
    return response


def name_file(response: Response, format: ListFormat) -> None:
    """Let a browser save what it cannot show."""
    if format.suffix in _SAVED:
        name = f"{FILE_NAME}.{format.suffix}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
