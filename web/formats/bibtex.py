"""BibTeX, for LaTeX and most reference managers."""

from collections.abc import Iterable, Iterator

from search.results.page import Result
from web.formats.citation import Citation, cite
from web.formats.listing import Listing

_ESCAPES = str.maketrans(
    {char: rf"\{char}" for char in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def bibtex_entry(citation: Citation) -> str:
    """One entry; it is an ``@article`` of the newspaper, or ``@misc`` where that has no name.

    The key is the article's id, with a colon for the tilde, which a key may not have and an id
    has no colon.
    """
    kind = "article" if citation.newspaper else "misc"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(citation))
    return f"@{kind}{{{citation.id.replace('~', ':')},\n{lines}}}\n"


def write_bibtex(listing: Listing, results: Iterable[Result]) -> Iterator[str]:
    """An entry for each result, with a blank line after it."""
    for result in results:
        address = listing.article_address(result.id)
        yield bibtex_entry(cite(result, listing.newspaper, address)) + "\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.authors:
        yield "author", " and ".join(_name(author) for author in citation.authors)
    # Braces of its own keep the capitals of a title as they were printed.
    yield "title", f"{{{_escaped(citation.title)}}}"
    if citation.newspaper:
        yield "journal", _escaped(citation.newspaper)
    if citation.date:
        yield "date", citation.date.isoformat()
        yield "year", str(citation.date.year)
        yield "month", str(citation.date.month)
        yield "day", str(citation.date.day)
    yield "url", citation.address


def _name(author: str) -> str:
    """A name; one that BibTeX would take apart stays whole in braces."""
    whole = "," in author or " and " in author.lower()
    return f"{{{_escaped(author)}}}" if whole else _escaped(author)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
