"""RIS, for EndNote, Zotero and the catalogues of libraries."""

from collections.abc import Iterable, Iterator

from search.results.page import Result
from web.formats.citation import Citation, cite
from web.formats.listing import Listing


def ris_record(citation: Citation) -> str:
    """One record of the type NEWS; names stay as they were printed."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(citation))


def write_ris(listing: Listing, results: Iterable[Result]) -> Iterator[str]:
    """A record for each result, with a blank line after it."""
    for result in results:
        address = listing.article_address(result.id)
        yield ris_record(cite(result, listing.newspaper, address)) + "\r\n"


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", citation.id
    yield "TI", citation.title
    for author in citation.authors:
        yield "AU", " ".join(author.split())
    if citation.newspaper:
        yield "T2", citation.newspaper
    if citation.date:
        yield "PY", f"{citation.date.year:04}"
        yield "DA", f"{citation.date:%Y/%m/%d}/"
    yield "UR", citation.address
    yield "ER", ""
