"""Any engine, opened on some articles."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search.articles.article import Article
from search.engines.contract import Engine, Snapshot
from search.engines.whoosh import WHOOSH
from search.engines.whoosh.kernels import KERNELS
from search.settings import EMBEDDED, Settings
from search.shelves import open_shelf

NAME, BUILT_AT = "000001-00000001", datetime(2026, 1, 1, tzinfo=UTC)

Opened = Callable[[str, Sequence[Article]], Engine]


@pytest.fixture(scope="module")
def opened(engine: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Makes an engine that holds some articles; of each kind where a test is marked ``engines``."""

    def open_with(name: str, articles: Sequence[Article]) -> Engine:
        settings = Settings(engine=engine(name), shards=2, replicas=0)
        open_on = _in_a_folder if settings.engine == EMBEDDED else _on_a_cluster
        return open_on(tmp_path_factory.mktemp(name), articles, settings)

    return open_with


@pytest.fixture(scope="module", params=["interpreted", "compiled"])
def kernels(request: pytest.FixtureRequest) -> Iterator[None]:
    """Runs a test without the compiled loops and with them, whatever ran before."""
    for thread in threading.enumerate():
        if thread.name == "warm":
            thread.join()
    before = KERNELS.compiled
    KERNELS.compiled = None
    if request.param == "compiled":
        pytest.importorskip("numba")
        KERNELS.load()
    yield
    KERNELS.compiled = before


def _in_a_folder(folder: Path, articles: Sequence[Article], settings: Settings) -> Engine:
    with closing(WHOOSH.open_writer(folder, None, settings)) as writer:
        for article in articles:
            writer.add(article)
        return WHOOSH.open_engine(folder, Snapshot(NAME, writer.commit(), BUILT_AT), settings)


def _on_a_cluster(folder: Path, articles: Sequence[Article], settings: Settings) -> Engine:
    shelf = open_shelf(folder, settings)
    with closing(shelf.open_writer(folder, NAME, None)) as writer:
        for article in articles:
            writer.add(article)
        writer.publish(Snapshot(NAME, writer.commit(), BUILT_AT), ())
    return shelf.open(shelf.current())
