"""Any search as a feed, newest articles first: a feed reader is the alert."""

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from web.asking import ask
from web.conditional import revalidated
from web.context import archive
from web.formats.known import FEED_FORMATS
from web.links import changed
from web.lists import page_response
from web.metrics import count_search
from web.negotiation import by_suffix
from web.parameters import read_kindly

feeds = Blueprint("feeds", __name__)


@feeds.get("/feed.<any(atom,json):suffix>")
@revalidated
def feed(suffix: str) -> Response:
    """The newest articles that match; like a page it overlooks parameters it does not know."""
    args = MultiDict(changed(request.args, {"sort": "newest"}))
    page = ask(archive(), read_kindly(args))
    count_search(page.total)
    return page_response(by_suffix(FEED_FORMATS, suffix), page, args)
