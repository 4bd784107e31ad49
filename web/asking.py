"""From a request's parameters to the archive's answer; the same for pages and programs."""

from search.archive import Archive
from search.results.harvest import Harvest
from search.results.page import ResultPage
from web.parameters import QueryParameters, SearchParameters


def ask(archive: Archive, asked: SearchParameters) -> ResultPage:
    """The page of results that was asked for."""
    return archive.search(
        asked.q,
        first=asked.first,
        last=asked.last,
        bylines=asked.byline,
        years=asked.year,
        sort=asked.sort,
        page=asked.page,
        per_page=asked.per_page,
        match=asked.match,
        recency=asked.recency,
        broaden=asked.broaden,
        without=asked.without,
        explain=asked.explain,
        facet=asked.facet,
    )


def ask_for_all(archive: Archive, asked: QueryParameters) -> Harvest:
    """All hits of what was asked for."""
    return archive.harvest(
        asked.q,
        first=asked.first,
        last=asked.last,
        bylines=asked.byline,
        years=asked.year,
        sort=asked.sort,
        match=asked.match,
        recency=asked.recency,
        broaden=asked.broaden,
        without=asked.without,
    )
