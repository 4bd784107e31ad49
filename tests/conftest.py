"""Fixtures for all tests: archives that many of them ask, and the oracle."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

from search import Archive, build, open_archive
from search.settings import Settings, load_settings

# A test that is slow on a busy machine is not wrong.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PROJECT = Path(__file__).parent.parent
SERVE = (sys.executable, "-m", "gunicorn", "-c", "python:web.server", "web:create_app()")


EMBEDDED, ON_A_CLUSTER = "whoosh", "opensearch"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked ``engines`` is run once on each."""
    if "engine" in metafunc.fixturenames and metafunc.definition.get_closest_marker("engines"):
        on_a_cluster = pytest.param(ON_A_CLUSTER, marks=pytest.mark.cluster)
        metafunc.parametrize("engine", [EMBEDDED, on_a_cluster], indirect=True, scope="session")


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
def engine(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """What the setting ``engine`` takes for an archive of some name."""
    if getattr(request, "param", EMBEDDED) == EMBEDDED:
        return lambda _name: EMBEDDED
    cluster = request.getfixturevalue("cluster")
    return lambda name: cluster.url(name)


@pytest.fixture(scope="session")
def shipped_settings(engine: Callable[[str], str]) -> Settings:
    """Where the archive of the shipped articles is."""
    return Settings(engine=engine("shipped"))


@pytest.fixture(scope="session")
def shipped_index(
    shipped_seeds: Path, shipped_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    index = tmp_path_factory.mktemp("shipped") / "index"
    build(shipped_seeds, index, settings=shipped_settings)
    return index


@pytest.fixture(scope="session")
def shipped_archive(shipped_index: Path, shipped_settings: Settings) -> Archive:
    return open_archive(shipped_index, shipped_settings)


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


@contextmanager
def _serving(index: Path, **values: object) -> Iterator[str]:
    """A real gunicorn on a free port; it says its address once it takes requests."""
    given = {"index": index, "port": 0, "workers": 1, "rate_limit": 0} | values
    inherited = {k: v for k, v in os.environ.items() if k != "PROMETHEUS_MULTIPROC_DIR"}
    env = inherited | {f"CUTTINGS_{name.upper()}": str(v) for name, v in given.items()}
    with subprocess.Popen(SERVE, env=env, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            said = server.stdout.readline()
            assert said, "the server did not start; its own words are in the captured stderr"
            yield said.split()[-1]
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[str]]:
    """A server of an index, with settings by name."""
    return _serving


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


@pytest.fixture(scope="session")
def guard() -> ModuleType:
    """TLS and a password in front of a node."""
    return load(Path(__file__).parent / "cluster" / "guard.py")


@pytest.fixture(scope="session")
def histories() -> ModuleType:
    """Small archives with a history, for the cluster engine."""
    return load(Path(__file__).parent / "cluster" / "histories.py")
