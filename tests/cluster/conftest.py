"""An archive on the cluster: its articles, its settings, and a cluster to be mistreated."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from search import build
from search.settings import Settings

FILES, IN_EACH = 20, 40


@pytest.fixture
def settings(cluster_url: str) -> Settings:
    """Of an archive whose shards have one copy each."""
    return Settings(engine=cluster_url, shards=3, replicas=1)


@pytest.fixture
def write() -> Callable[..., set[str]]:
    """Write a file of notices, each with a number and a flood; gives their ids."""

    def write(seeds: Path, number: int, sentences: int = 1) -> set[str]:
        name = f"f{number:02}"
        notices = (
            {
                "id": f"n{at}",
                "date": f"2019-{1 + number % 12:02}-{1 + at % 28:02}",
                "headline": f"Notice {at} of {number}",
                "body": f"The flood reached mark {at} of {number}. " * sentences,
            }
            for at in range(IN_EACH)
        )
        seeds.mkdir(exist_ok=True)
        (seeds / f"{name}.jsonl").write_text("\n".join(map(json.dumps, notices)), "utf-8")
        return {f"{name}/n{at}" for at in range(IN_EACH)}

    return write


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return tmp_path / "seeds"


@pytest.fixture
def notices(seeds: Path, write: Callable[..., set[str]]) -> set[str]:
    """The ids of all articles in ``seeds``."""
    return {article_id for number in range(FILES) for article_id in write(seeds, number)}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def built(seeds: Path, notices: set[str], index: Path, settings: Settings) -> Path:
    """The index of the notices."""
    assert build(seeds, index, settings=settings).documents == len(notices)
    return index


@pytest.fixture
def nodes(cluster: Any) -> Iterator[Any]:
    """The cluster, to be mistreated: afterwards all its nodes are there again."""
    yield cluster
    cluster.start()
