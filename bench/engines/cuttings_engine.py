"""Cuttings itself, through its front door."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bench.articles import BenchArticle
from bench.engines.adapter import Adapter, Hits
from bench.queries import ANY, BenchQuery
from search import archive
from search.engines.contract import Engine as SearchEngine
from search.engines.contract import Request
from search.engines.whoosh import WHOOSH
from search.indexing.description import read_description
from search.indexing.generations import current_generation
from search.query.matching import all_of, any_of
from search.query.parser import parse
from search.settings import Settings

_BEFORE_NUMBER = len("articles/")


class Engine(Adapter):
    """The build that users run, and ``Archive.rank``; its ids are ``articles/17``."""

    version = version("cuttings")
    about = (
        "Reads dates and bylines too. BM25F: a word in the headline counts four times. Stores"
        " whole articles and the exact forms of words; a phrase matches exact forms, not stems."
    )

    _archive: archive.Archive
    _engine: SearchEngine | None = None

    def build(self, seeds: Path, articles: Iterator[BenchArticle], folder: Path) -> None:
        archive.build(seeds, folder)

    def open(self, folder: Path) -> None:
        self._folder = folder
        self._archive = archive.open_archive(folder)

    def warm(self) -> None:
        self._archive.warm()

    def understands(self, query: BenchQuery) -> bool:
        return True

    def rank(self, query: BenchQuery, k: int) -> Hits:
        match = "any" if query.match == ANY else "all"
        found = self._archive.rank(query.text, limit=k, match=match)
        return [(_number(article_id), score) for article_id, score in found]

    def rank_and_count(self, query: BenchQuery, k: int) -> tuple[Hits, int]:
        tree = parse(query.text).tree
        wanted = any_of(tree) if query.match == ANY else all_of(tree)
        found = self._searched().search(Request(wanted, limit=k))
        return list(zip(map(_number, found.ids), found.scores, strict=True)), found.total

    def _searched(self) -> SearchEngine:
        if self._engine is None:
            folder = current_generation(self._folder)
            snapshot = read_description(folder).snapshot
            self._engine = WHOOSH.open_engine(folder, snapshot, Settings())
        return self._engine


def _number(article_id: str) -> int:
    return int(article_id[_BEFORE_NUMBER:])
