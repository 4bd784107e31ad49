"""Real articles, where there are any: see the setting ``corpora``."""

import lzma
from pathlib import Path

import pytest

from search import build, open_archive
from search.articles.reading import article_files

QUERIES = ('"hero driver"', "petition charged", "byline:barnett", "date:2022-01")


@pytest.mark.parametrize("query", QUERIES)
def test_the_article_of_a_user_is_found(query: str, corpora: Path, tmp_path: Path) -> None:
    report = build(corpora / "seeds", tmp_path / "index")
    assert (report.documents, report.skipped) == (1, ())
    page = open_archive(tmp_path / "index").search(query)
    assert (page.total, page.query.relaxed) == (1, False)
    (path,) = article_files(corpora / "seeds")
    assert page.results[0].id == path.stem
    assert page.results[0].bylines == ("Sophie Barnett",)


def test_a_year_of_newswire_is_built_and_searched(corpora: Path, tmp_path: Path) -> None:
    packed = corpora / "corpora" / "reuters21578.jsonl.xz"
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / packed.name).symlink_to(packed.resolve())
    report = build(tmp_path / "seeds", tmp_path / "index")
    assert (report.documents, len(report.skipped)) == (21_577, 1)
    archive = open_archive(tmp_path / "index")
    cocoa = archive.search("cocoa buffer stock", per_page=100)
    assert cocoa.total > 10 and not cocoa.query.relaxed
    with lzma.open(packed) as lines:
        cocoas = sum(b"cocoa" in line.lower() for line in lines)
    assert 0 < archive.search("cocoa").total <= cocoas
    assert build(tmp_path / "seeds", tmp_path / "index").snapshot == report.snapshot
