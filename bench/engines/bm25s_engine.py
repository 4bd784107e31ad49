"""bm25s: scores worked out beforehand, added up with numpy."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np

from bench.articles import BenchArticle
from bench.engines.adapter import Adapter, Hits, NotInstalledError
from bench.queries import ANY, BenchQuery

try:
    import bm25s
    import Stemmer
    from bm25s.tokenization import Tokenizer
except ImportError:
    raise NotInstalledError("bm25s is missing: pip install -e .[bench]") from None


class Engine(Adapter):
    """Tokens with PyStemmer, the index mapped from disk."""

    version = version("bm25s")
    about = (
        "numpy. Has neither phrases nor 'all words', keeps no positions, stores no text, and"
        " holds all tokens in memory while it builds. Scores every article."
    )

    def build(self, seeds: Path, articles: Iterator[BenchArticle], folder: Path) -> None:
        tokenizer = _tokenizer()
        texts = [article.text for article in articles]
        ids = tokenizer.tokenize(texts, return_as="tuple", show_progress=False)
        retriever = bm25s.BM25(k1=1.2, b=0.75)
        retriever.index(ids, show_progress=False)
        retriever.save(folder, show_progress=False)
        tokenizer.save_vocab(folder)

    def open(self, folder: Path) -> None:
        self._retriever = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        self._tokenizer = _tokenizer()
        self._tokenizer.load_vocab(folder)

    def understands(self, query: BenchQuery) -> bool:
        return query.match == ANY or len(query.words) == 1

    def rank(self, query: BenchQuery, k: int) -> Hits:
        tokens = self._tokens(query)
        places, scores = self._retriever.retrieve(tokens, k=k, show_progress=False)
        found = zip(places[0].tolist(), scores[0].tolist(), strict=True)
        return [(place + 1, score) for place, score in found if score > 0]

    def rank_and_count(self, query: BenchQuery, k: int) -> tuple[Hits, int]:
        scores = self._retriever.get_scores_from_ids(self._tokens(query)[0])
        return self.rank(query, k), int(np.count_nonzero(scores))

    def _tokens(self, query: BenchQuery) -> list[list[int]]:
        found: list[list[int]] = self._tokenizer.tokenize(
            [query.text], update_vocab=False, return_as="ids", show_progress=False
        )
        return found


def _tokenizer() -> "Tokenizer":
    return Tokenizer(
        splitter=r"(?u)\b\w+\b", stopwords=[], stemmer=Stemmer.Stemmer("english").stemWord
    )
