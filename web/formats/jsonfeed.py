"""JSON Feed 1.1, for feed readers that prefer it."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from search.results.page import Result, plain
from web.formats.atom import moment
from web.formats.feed_ids import feed_id
from web.formats.listing import Listing

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(listing: Listing, results: Iterable[Result]) -> Iterator[str]:
    """A feed with an item for each result."""
    feed: dict[str, Any] = {
        "version": _VERSION,
        "title": listing.title,
        "home_page_url": listing.page_address,
        "feed_url": listing.address,
        "authors": [{"name": listing.newspaper or "Cuttings"}],
        "items": [_item(listing, result) for result in results],
    }
    if listing.next_address:
        feed["next_url"] = listing.next_address
    yield orjson.dumps(feed).decode()


def _item(listing: Listing, result: Result) -> dict[str, Any]:
    return {
        "id": feed_id(listing.newspaper, result.id),
        "url": listing.article_address(result.id),
        "title": plain(result.headline) or result.id,
        "content_text": plain(result.snippet) or result.standfirst,
        "date_published": moment(result.date, listing.updated),
        "authors": [{"name": name} for name in result.bylines],
    }
