"""An index that was written once is read by every later program of the same format."""

import shutil
from pathlib import Path

import pytest
import whoosh.index
from whoosh import query

from search import open_archive
from search.engines.whoosh import WHOOSH
from search.indexing.generations import current_generation
from search.settings import Settings

STORED = Path(__file__).parent / "stored_index_v1"


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A copy, so that nothing is ever written into the stored one."""
    return shutil.copytree(STORED, tmp_path / "index")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("flood", ["flood", "council"]),
        ('"after the flood"', ["council"]),
        ("headline:lodz", ["flood"]),
        ("cooperative", ["flood"]),
        ("libr*", ["library"]),
        ("by:reeve", ["flood"]),
        ("date:2019-03", ["council", "flood"]),
        ("nobody -council", ["library"]),
    ],
)
def test_a_stored_index_is_searched(stored: Path, typed: str, found: list[str]) -> None:
    hits = open_archive(stored).search(typed).results
    assert [hit.id for hit in hits] == found


def test_a_stored_index_gives_its_articles_back(stored: Path) -> None:
    article = open_archive(stored).article("flood")
    assert article.headline == "Flood shuts Łódź Street"
    assert article.bylines == ("Joan Pellew", "Tobias Reeve")


def test_a_stored_index_is_whole(stored: Path) -> None:
    assert open_archive(stored).check() == []


def test_a_stored_index_is_opened_by_whoosh(stored: Path) -> None:
    with whoosh.index.open_dir(str(current_generation(stored))).searcher() as searcher:
        hits = searcher.search(query.Phrase("headline", ["after", "the", "flood"]), limit=None)
        assert [hit["id"] for hit in hits] == ["council"]
        assert searcher.document(id="flood")["date"] == "2019-03-01"


def test_a_stored_index_is_built_on(stored: Path, tmp_path: Path) -> None:
    base = current_generation(stored)
    folder = tmp_path / "next"
    folder.mkdir()
    writer = WHOOSH.open_writer(folder, base, Settings())
    writer.remove("library")
    assert writer.commit() == 2
