"""Addresses of searches and articles; a search's whole state is in its address."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

from web.parameters import NAMES

SEARCH_PAGE = "/"
SEARCH_API = "/api/v1/search"
EXPORT_API = "/api/v1/export"
DEFAULTS = {
    "sort": "relevance",
    "match": "auto",
    "broaden": "false",
    "page": "1",
    "per_page": "20",
    "explain": "false",
}

Change = str | int | Sequence[str] | None
"""A new value, several of them, or None to leave the parameter out."""

ALL_PAGES: dict[str, Change] = dict.fromkeys(("page", "per_page", "cursor", "explain", "facet"))
"""The change from a page of a search to the whole of it."""


def search_link(
    args: MultiDict[str, str],
    changes: Mapping[str, Change] | None = None,
    path: str = SEARCH_PAGE,
) -> str:
    """The address of the search in ``args`` with some parameters changed.

    What is blank, unknown or says what goes without saying is left out.
    """
    query = urlencode([*changed(args, changes or {}).items(multi=True)])
    return f"{path}?{query}" if query else path


def changed(args: MultiDict[str, str], changes: Mapping[str, Change]) -> MultiDict[str, str]:
    """The parameters of a search with some of them changed, each in its place."""
    return MultiDict(
        (name, value)
        for name in NAMES
        for value in (_values(changes[name]) if name in changes else args.getlist(name))
        if value.strip() and value != DEFAULTS.get(name)
    )


def article_path(article_id: str) -> str:
    """The path of an article's page."""
    return f"/article/{quote(article_id, safe='/')}"


def article_links(args: MultiDict[str, str]) -> Callable[[str], str]:
    """What gives the address of an article's page that knows the way back to the search."""
    search = search_link(args, path="")
    return lambda article_id: article_path(article_id) + search


def trends_link(texts: Sequence[str], period: str | None, path: str = "/trends") -> str:
    """The address of the trends of some queries."""
    given = [*(("q", text) for text in texts), *([("period", period)] if period else [])]
    return f"{path}?{urlencode(given)}" if given else path


def _values(change: Change) -> list[str]:
    if change is None:
        return []
    return [str(change)] if isinstance(change, str | int) else list(change)
