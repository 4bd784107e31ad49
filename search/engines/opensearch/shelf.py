"""The generations of an archive on a cluster, and which of them is in use."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from search.articles.skipped import Skipped
from search.engines.contract import Base, Engine, Snapshot, Writer
from search.engines.opensearch.address import parse_address
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.health import problems, remarks
from search.engines.opensearch.index import Index
from search.engines.opensearch.indices import Indices
from search.engines.opensearch.layout import FORMAT, index_name, words_index
from search.engines.opensearch.skipped import read_skipped
from search.engines.opensearch.writer import ClusterWriter
from search.errors import ArchiveDamagedError, ArchiveMissingError
from search.settings import Settings

OpenEngine = Callable[[Cluster, str, Snapshot, Settings], Engine]
"""Opens the index of a snapshot, by its name, for searches."""

# Beside one connection for each request that is answered at a time.
_FURTHER_CONNECTIONS = 4
_PATIENCE_OF_A_BUILD = 60.0


class ClusterShelf:
    """What an archive has on the cluster that the setting ``engine`` names.

    :raises UsageError: that is no address
    """

    format = FORMAT

    def __init__(self, settings: Settings, open_engine: OpenEngine) -> None:
        self._settings = settings
        self._open_engine = open_engine
        self._address = parse_address(settings.engine)
        connections = settings.threads + _FURTHER_CONNECTIONS
        self._cluster = Cluster(self._address, connections, settings.timeout)
        self._indices = Indices(self._cluster, settings)

    def current(self) -> str:
        index = self._indices.current()
        if index is None:
            raise ArchiveMissingError(
                f"there is no archive at {self._address}; make one with: cuttings build"
            )
        return index

    def open(self, name: str) -> Engine:
        about = self._indices.about(name)
        if about is None or about.get("format") != FORMAT or "built_at" not in about:
            raise ArchiveDamagedError(
                f"{name} at {self._address} is gone, or has not the format {FORMAT!r}; make the "
                "archive anew with: cuttings build --full"
            )
        built_at = datetime.fromisoformat(about["built_at"])
        snapshot = Snapshot(about["snapshot"], about["documents"], built_at)
        return self._open_engine(self._cluster, name, snapshot, self._settings)

    def skipped(self, name: str) -> tuple[Skipped, ...]:
        return tuple(read_skipped(Index(self._cluster, words_index(name))))

    def check(self) -> list[str]:
        index = self.current()
        return problems(self._cluster, index, self._indices.about(index) or {})

    def remarks(self) -> list[str]:
        return remarks(self._cluster, self.current())

    def has(self, base: Base) -> bool:
        return self._indices.current() == index_name(self._address.alias, base.snapshot.name)

    def open_writer(self, folder: Path, name: str, base: Base | None) -> Writer:
        # A cluster that is not there at all is told at once.
        before = self._indices.current()
        cluster = Cluster(self._address, 2, _PATIENCE_OF_A_BUILD)
        indices = Indices(cluster, self._settings)
        about = (indices.about(before) or {}) if before else {}
        indices.remove_all_but({before, about.get("before")})
        return ClusterWriter(cluster, name, before, base is not None, self._settings)

    def warm(self) -> None:
        """Nothing: what makes searches quick is the cluster's own affair."""
