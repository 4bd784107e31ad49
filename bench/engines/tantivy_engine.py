"""Tantivy, through tantivy-py."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.articles import BenchArticle
from bench.engines.adapter import Adapter, Hits, NotInstalledError
from bench.queries import ALL, BenchQuery

try:
    import tantivy
except ImportError:
    raise NotInstalledError("tantivy is missing: pip install -e .[bench]") from None

_HEAP = 256_000_000


class Engine(Adapter):
    """One writer thread; its query parser; the id from a fast field, the quickest way to it."""

    version = version("tantivy")
    about = (
        "Rust; Block-Max WAND. One writer thread with a heap of 256 MB. Stores the text. A phrase"
        " matches stems."
    )

    def build(self, seeds: Path, articles: Iterator[BenchArticle], folder: Path) -> None:
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for article in articles:
            writer.add_document(tantivy.Document(number=article.number, text=article.text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def understands(self, query: BenchQuery) -> bool:
        return True

    def rank(self, query: BenchQuery, k: int) -> Hits:
        return self._hits(self._searcher.search(self._parsed(query), k, count=False))

    def rank_and_count(self, query: BenchQuery, k: int) -> tuple[Hits, int]:
        found: Any = self._searcher.search(self._parsed(query), k, count=True)
        return self._hits(found), found.count

    def _parsed(self, query: BenchQuery) -> "tantivy.Query":
        return self._index.parse_query(
            query.text, ["text"], conjunction_by_default=query.match == ALL
        )

    def _hits(self, found: "tantivy.SearchResult") -> Hits:
        numbers: list[Any] = self._searcher.fast_field_values(
            "number", [where for _, where in found.hits]
        )
        scores = [score for score, _ in found.hits]
        return list(zip(map(int, numbers), scores, strict=True))


def _schema() -> "tantivy.Schema":
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", fast=True)
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    return builder.build()
