"""What is counted for Prometheus, over all server processes.

The names and what they count are listed in ``docs/http-api.md``.
"""

import os
import shutil
import time
from atexit import register as at_exit
from collections.abc import Iterable
from tempfile import mkdtemp

from flask import Flask, Response, g, request

from search.archive import Archive
from search.errors import CuttingsError
from web.context import archive

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def _share_folder() -> None:
    """Give the processes a folder to add up in, unless whoever runs them has."""
    if _FOLDER in os.environ:
        return
    owner, folder = os.getpid(), mkdtemp(prefix="cuttings-metrics-")
    os.environ[_FOLDER] = folder
    at_exit(_remove_folder, owner, folder)


def _remove_folder(owner: int, folder: str) -> None:
    if os.getpid() == owner:  # forked processes end too, and leave it to the first
        shutil.rmtree(folder, ignore_errors=True)


_share_folder()

# The library looks for the folder when it is imported.
from prometheus_client import (  # noqa: E402
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402
from prometheus_client.registry import Collector  # noqa: E402

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_REQUESTS = Histogram(
    "cuttings_request_seconds",
    "Time from a request to its answer",
    ["route", "method", "status"],
    buckets=_BUCKETS,
)
_SEARCHES = Counter("cuttings_searches", "Searches that were run")
_FRUITLESS = Counter("cuttings_searches_without_result", "Searches that found nothing")


def register(app: Flask) -> None:
    """Time every request of the application."""
    app.before_request(_start)
    app.after_request(_observe)


def count_search(total: int) -> None:
    """Note a search that a client asked for.

    :param total: articles that it found
    """
    _SEARCHES.inc()
    if not total:
        _FRUITLESS.inc()


def exposition() -> Response:
    """All figures in Prometheus's text format."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_IndexCollector(archive()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _IndexCollector(Collector):
    """What the index says of itself, looked up when it is asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def collect(self) -> Iterable[Metric]:
        try:
            snapshot = self._archive.snapshot
        except CuttingsError:
            yield GaugeMetricFamily("cuttings_index_up", "1 where the index can be read", 0)
            return
        age = time.time() - snapshot.built_at.timestamp()
        articles = snapshot.documents
        yield GaugeMetricFamily("cuttings_index_up", "1 where the index can be read", 1)
        yield GaugeMetricFamily("cuttings_index_articles", "Articles in the index", articles)
        yield GaugeMetricFamily("cuttings_index_age_seconds", "Time since the last build", age)


def _start() -> None:
    g.started = time.perf_counter()


def _observe(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "none"
    method = request.method if request.method in _METHODS else "other"  # it may be any word
    labels = (route, method, str(response.status_code))
    _REQUESTS.labels(*labels).observe(time.perf_counter() - g.started)
    return response
