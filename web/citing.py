"""How an article's page tells what to cite: in words, to reference managers, to search engines."""

from typing import Any
from urllib.parse import urlencode

from web.formats.citation import Citation
from web.wording import long_day


def in_words(citation: Citation) -> str:
    """A reference as it stands in a footnote: who, what, where, when.

    What is not known is left out.
    """
    *others, last = citation.authors or ("",)
    parts = (
        f"{', '.join(others)} and {last}" if others else last,
        f"“{citation.title}”" if citation.title else "",
        citation.newspaper,
        long_day(citation.date) if citation.date else "",
        citation.address,
    )
    return f"{', '.join(part for part in parts if part)}."


def coins(citation: Citation) -> str:
    """The title of a COinS span (Z39.88-2004, journal format), which Zotero reads."""
    values = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", "article"),
        ("rft.atitle", citation.title),
        ("rft.jtitle", citation.newspaper),
        ("rft.date", citation.date.isoformat() if citation.date else ""),
        *(("rft.au", author) for author in citation.authors),
        ("rft_id", citation.address),
    ]
    return urlencode([(name, value) for name, value in values if value])


def news_article(citation: Citation) -> dict[str, Any]:
    """The article as schema.org has it, for JSON-LD."""
    known: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": citation.title,
        "url": citation.address,
        "identifier": citation.id,
    }
    if citation.date:
        known["datePublished"] = citation.date.isoformat()
    if citation.authors:
        known["author"] = [{"@type": "Person", "name": author} for author in citation.authors]
    if citation.newspaper:
        known["publisher"] = {"@type": "NewsMediaOrganization", "name": citation.newspaper}
    return known
