"""Small archives with a history, written to a real cluster."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from search.articles.article import Article
from search.engines.contract import Base, Engine, Snapshot
from search.settings import Settings
from search.shelves import open_shelf

ALIAS = "history"
BUILT_AT = datetime(2026, 1, 1, tzinfo=UTC)

Commit = tuple[frozenset[str], Sequence[Article]]


@contextmanager
def written(cluster: Any, history: Sequence[Commit], **values: Any) -> Iterator[Engine]:
    """Write each commit on top of the one before: what it takes out, then what it puts in.

    :param values: of settings
    """
    given = {"shards": 3, "replicas": 0} | values
    shelf = open_shelf(Path(), Settings(engine=cluster.url(ALIAS), **given))
    base = None
    try:
        for number, (removed, added) in enumerate(history, 1):
            name = f"{number:06}-{number:08}"
            with closing(shelf.open_writer(Path(), name, base)) as writer:
                for article_id in {*removed, *(article.id for article in added)}:
                    writer.remove(article_id)
                for article in added:
                    writer.add(article)
                snapshot = Snapshot(name, writer.commit(), BUILT_AT)
                writer.publish(snapshot, ())
            base = Base(Path(), snapshot)
        with closing(shelf.open(shelf.current())) as engine:
            yield engine
    finally:
        cluster.forget(ALIAS)
