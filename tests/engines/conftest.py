"""Any engine, opened on some articles."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search.articles.article import Article
from search.engines.contract import Backend, Engine, Snapshot
from search.engines.whoosh import WHOOSH
from search.engines.whoosh.kernels import KERNELS
from search.settings import Settings

Opened = Callable[[str, Sequence[Article]], Engine]


@pytest.fixture(scope="module", params=[WHOOSH], ids=lambda backend: backend.format)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Makes an engine of each kind that holds some articles."""
    backend: Backend = request.param

    def open_with(name: str, articles: Sequence[Article]) -> Engine:
        folder: Path = tmp_path_factory.mktemp(name)
        writer = backend.open_writer(folder, None, Settings())
        for article in articles:
            writer.add(article)
        snapshot = Snapshot("000001-test", writer.commit(), datetime(2026, 1, 1, tzinfo=UTC))
        return backend.open_engine(folder, snapshot, Settings())

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
