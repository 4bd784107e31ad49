"""Whoosh as it comes, on whose segments Cuttings builds."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from whoosh import index
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.qparser import AndGroup, OrGroup, QueryParser
from whoosh.query import Query

from bench.articles import BenchArticle
from bench.engines.adapter import Adapter, Hits
from bench.queries import ANY, BenchQuery


class Engine(Adapter):
    """Its stock codec, scorer (BM25F) and collector."""

    version = version("Whoosh")
    about = "Python. One process, 256 MB to write with. Stores no text. A phrase matches stems."

    def build(self, seeds: Path, articles: Iterator[BenchArticle], folder: Path) -> None:
        analyzer = StemmingAnalyzer(stoplist=None, minsize=1)
        schema = Schema(number=STORED, text=TEXT(analyzer=analyzer, phrase=True))
        writer = index.create_in(str(folder), schema).writer(limitmb=256)
        for article in articles:
            writer.add_document(number=article.number, text=article.text)
        writer.commit()

    def open(self, folder: Path) -> None:
        opened = index.open_dir(str(folder))
        self._searcher = opened.searcher()
        self._parsers = {
            group: QueryParser("text", opened.schema, group=group) for group in (AndGroup, OrGroup)
        }

    def understands(self, query: BenchQuery) -> bool:
        return True

    def rank(self, query: BenchQuery, k: int) -> Hits:
        found = self._searcher.search(self._parsed(query), limit=k)
        return [(hit["number"], hit.score) for hit in found]

    def rank_and_count(self, query: BenchQuery, k: int) -> tuple[Hits, int]:
        found = self._searcher.search(self._parsed(query), limit=k)
        return [(hit["number"], hit.score) for hit in found], len(found)

    def _parsed(self, query: BenchQuery) -> "Query":
        group = OrGroup if query.match == ANY else AndGroup
        return self._parsers[group].parse(query.text)
