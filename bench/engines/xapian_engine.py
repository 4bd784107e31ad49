"""Xapian, as Debian packs it for the system's Python."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.articles import BenchArticle
from bench.engines.adapter import Adapter, Hits, NotInstalledError
from bench.queries import ALL, BenchQuery

_DEBIAN = "/usr/lib/python3/dist-packages"
# Articles between two flushes; its default of 10,000 makes large builds slower.
os.environ.setdefault("XAPIAN_FLUSH_THRESHOLD", "100000")

try:
    sys.path.append(_DEBIAN)
    import xapian
except ImportError:
    raise NotInstalledError(
        f"xapian is missing, or for another Python than {sys.version_info.major}."
        f"{sys.version_info.minor}: apt-get install python3-xapian"
    ) from None
finally:
    sys.path.remove(_DEBIAN)


class Engine(Adapter):
    """Term generator and query parser with the English stemmer, as its guide has them."""

    version = xapian.version_string()
    about = (
        "C++. Indexes words with positions and, beside them, stems. Stores no text. A phrase"
        " matches exact forms."
    )

    def build(self, seeds: Path, articles: Iterator[BenchArticle], folder: Path) -> None:
        database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OVERWRITE)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("english"))
        for article in articles:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(article.text)
            # Its ids count from 1 as ours do.
            assert database.add_document(document) == article.number
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        self._database = xapian.Database(str(folder))
        self._enquire = xapian.Enquire(self._database)
        self._all = self._database.get_doccount()

    def understands(self, query: BenchQuery) -> bool:
        return True

    def rank(self, query: BenchQuery, k: int) -> Hits:
        return self._ranked(query, k, 0)[0]

    def rank_and_count(self, query: BenchQuery, k: int) -> tuple[Hits, int]:
        return self._ranked(query, k, self._all)

    def _ranked(self, query: BenchQuery, k: int, counted: int) -> tuple[Hits, int]:
        parser = xapian.QueryParser()
        parser.set_stemmer(xapian.Stem("english"))
        parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        parser.set_database(self._database)
        parser.set_default_op(xapian.Query.OP_AND if query.match == ALL else xapian.Query.OP_OR)
        self._enquire.set_query(parser.parse_query(query.text))
        found = self._enquire.get_mset(0, k, counted)
        return [(hit.docid, hit.weight) for hit in found], found.get_matches_estimated()
