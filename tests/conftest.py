"""Fixtures for all tests: archives that many of them ask, and the oracle."""

import importlib.util
import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

from search import Archive, build, open_archive
from search.settings import load_settings

# A test that is slow on a busy machine is not wrong.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PROJECT = Path(__file__).parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks the cluster is marked so, to be left out or run alone."""
    for item in items:
        if "cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.cluster)


def load(path: Path) -> ModuleType:
    """A module beside the tests; test folders are no packages, and nothing can import from them."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    """The query language told slowly, to compare engines with."""
    return load(Path(__file__).parent / "oracle.py")


@pytest.fixture(scope="session")
def counted() -> ModuleType:
    """Counting told slowly."""
    return load(Path(__file__).parent / "counted.py")


@pytest.fixture(scope="session")
def shipped_seeds() -> Path:
    """The articles that come with Cuttings."""
    return PROJECT / "seeds"


@pytest.fixture(scope="session")
def shipped_index(shipped_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("shipped") / "index"
    build(shipped_seeds, index)
    return index


@pytest.fixture(scope="session")
def shipped_archive(shipped_index: Path) -> Archive:
    return open_archive(shipped_index)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real articles, which do not come with Cuttings."""
    folder = PROJECT / load_settings().corpora
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}: set CUTTINGS_CORPORA to a folder with real articles")
    return folder


@pytest.fixture(scope="session")
def archives() -> ModuleType:
    """Small archives with a history, for the embedded engine."""
    return load(Path(__file__).parent / "engines" / "whoosh" / "archives.py")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """A real OpenSearch cluster of three nodes; see ``tests/cluster/nodes.py``."""
    nodes = load(Path(__file__).parent / "cluster" / "nodes.py")
    try:
        with nodes.started() as cluster:
            yield cluster
    except nodes.NoClusterError as error:
        reason = f"the tests of the cluster engine need Java 17 and Maven: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


_ALIASES = count(1)


@pytest.fixture
def cluster_url(cluster: Any) -> Iterator[str]:
    """What ``CUTTINGS_ENGINE`` takes for an archive on the cluster that is not there yet."""
    alias = f"articles-{next(_ALIASES)}"
    yield cluster.url(alias)
    cluster.forget(alias)
