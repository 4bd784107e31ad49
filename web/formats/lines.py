"""Newline-delimited JSON: a result a line, for programs that read on as it comes."""

from collections.abc import Iterable, Iterator

import orjson

from search.results.page import Result
from search.results.shapes import Shape, result_shape
from web.formats.listing import Listing


def write_lines(listing: Listing, results: Iterable[Result]) -> Iterator[str]:
    """A line for each result, with the keys that it has in a JSON answer."""
    for result in results:
        yield orjson.dumps(_shape(listing, result)).decode() + "\n"


def _shape(listing: Listing, result: Result) -> Shape:
    shape = {"id": result.id, "url": listing.article_address(result.id)} | result_shape(result)
    if not listing.snippets:
        del shape["snippet"]
    return shape
