"""Large builds, whose segments are made in a thread, come to the same as small ones."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from search import build, open_archive
from search.articles.article import Article
from search.engines.whoosh import segment_thread, writer
from search.engines.whoosh.codec_v1.methods import Method

Write = Callable[[str, str], Path]


@pytest.fixture
def some(write: Write) -> None:
    """Articles in two files, and a line that is no article."""
    lines = [
        json.dumps({"id": n, "headline": f"Flood {n}", "body": f"The flood of {n % 7}. " * (n % 5)})
        for n in range(40)
    ]
    write("wire.jsonl", "\n".join([*lines, "{"]))
    write("council.txt", "Council meets\n\nBy Jo Marsh\n\nThe council met in 1987.")


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few articles are a large build, and fill several segments."""
    monkeypatch.setattr(writer, "_LARGE", 1000)
    monkeypatch.setattr(writer, "_LARGE_MERGE", 0)
    monkeypatch.setattr(writer, "_LOT", 2000)
    fastest = segment_thread.fastest

    def soon_full() -> Method:
        return fastest()._replace(batch=1200, bytes_a_word=1 << 20)

    monkeypatch.setattr(segment_thread, "fastest", soon_full)


def found(index: Path) -> list[tuple[str, float]]:
    archive = open_archive(index)
    assert archive.check() == []
    hits = [hit for query in ("", "flood", '"flood of"', "by:marsh", "flo*")
            for hit in archive.search(query, per_page=100).results]  # fmt: skip
    return [(hit.id, pytest.approx(hit.score)) for hit in hits]


@pytest.mark.usefixtures("some")
def test_a_large_build_finds_the_same(
    seeds: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    report = build(seeds, small)
    request.getfixturevalue("soon")
    assert build(seeds, large).documents == report.documents == 41
    assert found(large) == found(small)


@pytest.mark.usefixtures("some", "soon")
def test_a_segment_that_cannot_be_written_ends_the_build(
    seeds: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(seeds, index)
    before = found(index)

    def full(*_: object) -> Article:
        raise OSError(28, "No space left on device", "index")

    monkeypatch.setattr(segment_thread, "spilled", full)
    with pytest.raises(OSError, match="No space left"):
        build(seeds, index, full=True)
    assert found(index) == before
