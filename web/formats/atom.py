"""Atom (RFC 4287), for feed readers."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from xml.sax.saxutils import escape, quoteattr

from search.results.page import Result, plain
from web.formats.feed_ids import feed_id
from web.formats.listing import Listing

# XML 1.0 has no way to write these.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_atom(listing: Listing, results: Iterable[Result]) -> Iterator[str]:
    """A feed with an entry for each result."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield _text("title", listing.title)
    yield _text("id", listing.address)
    yield _text("updated", listing.updated.isoformat())
    yield _person(listing.newspaper or "Cuttings")
    yield _link("self", listing.address)
    yield _link("alternate", listing.page_address)
    if listing.next_address:
        yield _link("next", listing.next_address)
    for result in results:
        yield f"<entry>\n{''.join(_entry(listing, result))}</entry>\n"
    yield "</feed>\n"


def moment(day: date | None, otherwise: datetime) -> str:
    """The beginning of a day as RFC 3339 has it."""
    return datetime.combine(day, time(), UTC).isoformat() if day else otherwise.isoformat()


def _entry(listing: Listing, result: Result) -> Iterator[str]:
    day = moment(result.date, listing.updated)
    yield _text("title", plain(result.headline) or result.id)
    yield _text("id", feed_id(listing.newspaper, result.id))
    yield _text("published", day)
    yield _text("updated", day)
    yield _link("alternate", listing.article_address(result.id))
    yield from map(_person, result.bylines)
    yield _text("summary", plain(result.snippet) or result.standfirst)


def _text(name: str, text: str) -> str:
    return f"<{name}>{escape(_NO_XML.sub('', text))}</{name}>\n"


def _person(name: str) -> str:
    return f"<author>\n{_text('name', name)}</author>\n"


def _link(relation: str, address: str) -> str:
    return f'<link rel="{relation}" href={quoteattr(address)}/>\n'
