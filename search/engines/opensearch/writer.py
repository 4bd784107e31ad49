"""The next snapshot of an archive, written into indices of its own on the cluster."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice

import orjson

from search.articles.article import Article
from search.articles.skipped import Skipped
from search.engines.contract import Refused, Snapshot
from search.engines.opensearch.bulk import Action, Bulk, drop, put
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.documents import article_of, document
from search.engines.opensearch.indices import Indices
from search.engines.opensearch.layout import FORMAT, index_name, shortened, words_index
from search.engines.opensearch.skipped import new_skipped
from search.engines.opensearch.tokens import Analyser
from search.engines.opensearch.vocabulary import Vocabulary, changed_words, new_words
from search.errors import BuildRunningError, ClusterAwayError, ClusterRefusedError
from search.settings import Settings

# Characters that are analysed together.
_BATCH = 1 << 19
# Articles of the snapshot before that are fetched at a time.
_FETCHED = 100
_PATIENCE = 60.0
# A build that was given up waits no longer to clear up behind it; the next does that too.
_PATIENCE_AT_THE_END = 5.0

_REFUSED = "the cluster refused it (once that is mended, take it in with: cuttings build --full)"


class ClusterWriter:
    """Writes a snapshot into new indices; none are made before there is something to write.

    :param name: of the snapshot
    :param before: the index in use, None for none
    :param base: whether to build on that
    """

    def __init__(
        self, cluster: Cluster, name: str, before: str | None, base: bool, settings: Settings
    ) -> None:
        self._cluster = cluster
        self._settings = settings
        self._indices = Indices(cluster, settings)
        self._name = name
        self._before = before
        self._base = before if base else None
        self._index: str | None = None
        self._published = False
        self._bulk = Bulk(cluster, _PATIENCE, self._refuse)
        self._analyser = Analyser(settings.memory << 20)
        self._vocabulary = Vocabulary()
        self._batch: list[Article] = []
        self._characters = 0
        self._removed: set[str] = set()
        self._replaced: set[str] = set()
        self._refused: list[Refused] = []

    def remove(self, article_id: str) -> None:
        if self._base is not None:
            self._removed.add(article_id)

    def add(self, article: Article) -> None:
        if article.id in self._removed:
            self._replaced.add(article.id)
        self._batch.append(article)
        self._characters += _size(article)
        if self._characters >= _BATCH:
            self._send()

    def commit(self) -> int:
        self._send()
        self._bulk.finish()
        index = self._open_index()
        words = words_index(index)
        self._take_out(index)
        changes = self._vocabulary.changes()
        if self._base is None:
            self._do(new_words(words, changes))
        else:
            self._do(changed_words(self._indices, words, changes))
        self._indices.refresh(index)
        about = self._indices.about(index) or {}
        if about.get("snapshot") != self._name:
            raise BuildRunningError(f"another build has removed {index}: try again")
        return self._indices.count(index)

    @property
    def refused(self) -> Sequence[Refused]:
        return self._refused

    def publish(self, snapshot: Snapshot, skipped: Sequence[Skipped]) -> None:
        index = self._open_index()
        self._do(new_skipped(self._cluster, words_index(index), skipped))
        self._indices.refresh(index)
        about = {
            "snapshot": snapshot.name,
            "documents": snapshot.documents,
            "words": self._indices.count(words_index(index)),
            "built_at": snapshot.built_at.isoformat(),
            "format": FORMAT,
            "before": self._before,
        }
        self._indices.describe(index, about)
        self._indices.finish(index)
        self._indices.switch(self._before, index)
        self._published = True
        # The one before stays until the next build, for searches that have it open. What cannot be
        # removed now, the next build removes.
        with suppress(ClusterAwayError):
            self._indices.remove_all_but({index, self._before})

    def close(self) -> None:
        self._bulk.close()
        self._vocabulary.close()
        if self._index is None or self._published:
            return
        # Not for long: what stays now is removed by the next build.
        cluster = Cluster(self._cluster.address, 1, _PATIENCE_AT_THE_END)
        with suppress(ClusterAwayError, ClusterRefusedError):
            Indices(cluster, self._settings).remove(self._index)

    def _open_index(self) -> str:
        """The index that is written, made when it is first asked for."""
        if self._index is None and self._base is not None:
            self._index = index_name(self._cluster.address.alias, self._name)
            self._indices.clone(self._base, self._name)
        elif self._index is None:
            self._index = self._indices.create(self._name)
        return self._index

    def _send(self) -> None:
        """Send the articles of the batch."""
        index, batch = self._open_index(), self._batch
        for article, terms in zip(batch, self._analyser.terms(batch), strict=True):
            self._vocabulary.add(article, terms)
            self._bulk.add(put(index, shortened(article.id), document(article, terms)))
        self._batch, self._characters = [], 0

    def _take_out(self, index: str) -> None:
        """Take out the articles that go, and of all that go or are replaced the words."""
        removed = iter(sorted(self._removed))
        while ids := list(islice(removed, _FETCHED)):
            base = self._indices.documents(str(self._base), list(map(shortened, ids)))
            found = [article_of(own["article"]) for own in base if own is not None]
            for article, terms in zip(found, self._analyser.terms(found), strict=True):
                self._vocabulary.take(article, terms)
            gone = [article.id for article in found if article.id not in self._replaced]
            self._do(drop(index, shortened(article_id)) for article_id in gone)

    def _do(self, actions: Iterable[Action]) -> None:
        for action in actions:
            self._bulk.add(action)
        self._bulk.finish()

    def _refuse(self, action: Action, reason: str) -> None:
        """Note an article that the cluster will not take."""
        content = orjson.loads(action.lines.splitlines()[-1])
        if "article" not in content:
            raise ClusterRefusedError(
                f"{self._cluster.address} refused {action.document}: {reason}", 400
            )
        article = article_of(content["article"])
        (terms,) = self._analyser.terms([article])
        self._vocabulary.take(article, terms)
        self._refused.append(
            Refused(article.id, f"{_REFUSED}: {reason}", article.id in self._replaced)
        )
        self._replaced.discard(article.id)


def _size(article: Article) -> int:
    texts = (article.headline, article.standfirst, article.body, *article.captions)
    return sum(map(len, texts))
