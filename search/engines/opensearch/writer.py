"""The next snapshot of an archive, written into an index of its own on the cluster."""

from collections.abc import Sequence

from search.articles.article import Article
from search.engines.opensearch.bulk import Bulk, put
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.documents import document
from search.engines.opensearch.layout import articles_body, index_name, shortened
from search.engines.opensearch.tokens import Analyser
from search.settings import Settings

# Characters that are analysed together.
_BATCH = 1 << 19
_PATIENCE = 120.0


class ClusterWriter:
    """Writes a snapshot into a new index.

    :param name: of the snapshot
    """

    def __init__(self, cluster: Cluster, name: str, settings: Settings) -> None:
        self._cluster = cluster
        self._settings = settings
        self.index = index_name(cluster.address.alias, name)
        self._bulk = Bulk(cluster, _PATIENCE)
        self._analyser = Analyser(settings.memory << 20)
        self._batch: list[Article] = []
        self._characters = 0
        cluster.ask("PUT", f"/{self.index}", articles_body(settings, name))

    def add(self, article: Article) -> None:
        self._batch.append(article)
        self._characters += _size(article)
        if self._characters >= _BATCH:
            self._send()

    def commit(self) -> int:
        self._send()
        self._bulk.finish()
        self._cluster.ask("POST", f"/{self.index}/_refresh")
        return int(self._cluster.ask("GET", f"/{self.index}/_count")["count"])

    def close(self) -> None:
        self._bulk.close()

    def _send(self) -> None:
        batch: Sequence[Article] = self._batch
        for article, terms in zip(batch, self._analyser.terms(batch), strict=True):
            self._bulk.add(put(self.index, shortened(article.id), document(article, terms)))
        self._batch, self._characters = [], 0


def _size(article: Article) -> int:
    texts = (article.headline, article.standfirst, article.body, *article.captions)
    return sum(map(len, texts))
