"""A folder of seeds, its index, and what is done with them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search import build, open_archive
from search.indexing import intake, scanning
from search.indexing.report import BuildReport


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    return tmp_path / "seeds"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def write(seeds: Path) -> Callable[[str, str], Path]:
    """Write a file below seeds."""

    def write(name: str, text: str) -> Path:
        path = seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def take_in(seeds: Path, index: Path) -> Callable[..., BuildReport]:
    """Build the index."""
    return lambda **options: build(seeds, index, **options)


@pytest.fixture
def found(index: Path) -> Callable[..., list[str]]:
    """The ids that a query finds, or all of them, as one who opens the index now sees them."""
    return lambda text="": sorted(
        article_id for article_id, _ in open_archive(index).rank(text, limit=10_000)
    )


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were written just now count as old enough to be told by their time stamps."""
    monkeypatch.setattr(scanning, "_SETTLED_NS", -(10**18))


@pytest.fixture(scope="module")
def unsafe() -> Iterator[None]:
    """What is written is not forced onto the disk, which takes most of the time of small builds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose bytes are read, as they are read."""
    names: list[str] = []

    def digest_of(path: Path) -> str:
        names.append(path.name)
        return scanning.digest_of(path)

    monkeypatch.setattr(intake, "digest_of", digest_of)
    return names
