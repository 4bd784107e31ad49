"""SQLite's FTS5, as the standard library has it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bench.articles import BenchArticle
from bench.engines.adapter import Adapter, Hits
from bench.queries import ANY, PHRASE, BenchQuery

_FILE = "articles.db"
_RANK = "SELECT rowid, rank FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?"
_COUNT = "SELECT count(*) FROM articles WHERE articles MATCH ?"


class Engine(Adapter):
    """A table without content: the index alone."""

    version = sqlite3.sqlite_version
    about = "C. Porter's older stemmer. Stores no text. A phrase matches stems."

    def build(self, seeds: Path, articles: Iterator[BenchArticle], folder: Path) -> None:
        base = sqlite3.connect(folder / _FILE)
        base.execute("PRAGMA cache_size = -256000")
        base.execute(
            "CREATE VIRTUAL TABLE articles USING fts5(text, content='', tokenize='porter')"
        )
        rows = ((article.number, article.text) for article in articles)
        base.executemany("INSERT INTO articles(rowid, text) VALUES (?, ?)", rows)
        base.execute("INSERT INTO articles(articles) VALUES ('optimize')")
        base.commit()
        base.close()

    def open(self, folder: Path) -> None:
        self._base = sqlite3.connect(f"file:{folder / _FILE}?mode=ro", uri=True)
        self._base.execute("PRAGMA cache_size = -256000")

    def understands(self, query: BenchQuery) -> bool:
        return True

    def rank(self, query: BenchQuery, k: int) -> Hits:
        found = self._base.execute(_RANK, (_expression(query), k))
        return [(number, -rank) for number, rank in found]

    def rank_and_count(self, query: BenchQuery, k: int) -> tuple[Hits, int]:
        (total,) = self._base.execute(_COUNT, (_expression(query),)).fetchone()
        return self.rank(query, k), total


def _expression(query: BenchQuery) -> str:
    words = [f'"{word}"' for word in query.words]
    joint = {ANY: " OR ", PHRASE: " + "}.get(query.match, " AND ")
    return joint.join(words)
