"""Cuttings as its users have it, on the engine that the settings name."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bench.articles import BenchArticle
from bench.engines.adapter import Adapter, Hits
from bench.queries import ANY, BenchQuery
from search import Archive, build, open_archive
from search.errors import QueryTooSlowError
from search.results.facets import FacetName
from search.settings import load_settings

PAGE = 20
GIVEN_UP = -1
_BEFORE_NUMBER = len("articles/")


class Engine(Adapter):
    """Ranks ids alone, or makes what the page shows: passages, the exact total and facets.

    A query that is given up finds :data:`GIVEN_UP` articles, in the time that it was given.
    """

    version = version("cuttings")
    about = "The front door, with whatever engine is behind it."

    _archive: Archive

    def build(self, seeds: Path, articles: Iterator[BenchArticle], folder: Path) -> None:
        build(seeds, folder, settings=load_settings())

    def open(self, folder: Path) -> None:
        self._archive = open_archive(folder, load_settings())

    def warm(self) -> None:
        self._archive.warm()

    def understands(self, query: BenchQuery) -> bool:
        return True

    def rank(self, query: BenchQuery, k: int) -> Hits:
        try:
            found = self._archive.rank(query.text, k, _match(query))
        except QueryTooSlowError:
            return []
        return [(int(article_id[_BEFORE_NUMBER:]), score) for article_id, score in found]

    def rank_and_count(self, query: BenchQuery, k: int) -> tuple[Hits, int]:
        try:
            page = self._archive.search(
                query.text, per_page=PAGE, match=_match(query), facet=tuple(FacetName)
            )
        except QueryTooSlowError:
            return [], GIVEN_UP
        return [(int(r.id[_BEFORE_NUMBER:]), r.score) for r in page.results], page.total


def _match(query: BenchQuery) -> str:
    return "any" if query.match == ANY else "all"
