"""CSL-JSON, for citation processors and Zotero."""

from typing import Any

from web.formats.citation import Citation


def csl_item(citation: Citation) -> dict[str, Any]:
    """One item; names are literal, since bylines are not always of the form first name, last."""
    item: dict[str, Any] = {
        "id": citation.id,
        "type": "article-newspaper",
        "title": citation.title,
        "author": [{"literal": author} for author in citation.authors],
        "URL": citation.address,
    }
    if citation.newspaper:
        item["container-title"] = citation.newspaper
    if citation.date:
        day = citation.date
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return item
