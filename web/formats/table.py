"""CSV (RFC 4180), for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator

from search.results.page import Result, plain
from web.formats.listing import Listing

_MARK = "\ufeff"  # by which Excel knows UTF-8
_COLUMNS = ("id", "url", "headline", "date", "byline", "standfirst", "score")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def write_table(listing: Listing, results: Iterable[Result]) -> Iterator[str]:
    """A line of column names and one for each result."""
    line = csv.writer(_Echo()).writerow
    yield _MARK + str(line((*_COLUMNS, "snippet") if listing.snippets else _COLUMNS))
    for result in results:
        texts = [
            result.id, listing.article_address(result.id), plain(result.headline),
            result.date.isoformat() if result.date else "", result.byline, result.standfirst,
        ]  # fmt: skip
        snippet = [harmless(plain(result.snippet))] if listing.snippets else []
        yield str(line([*map(harmless, texts), f"{result.score:.6g}", *snippet]))


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
