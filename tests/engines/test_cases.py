"""Every operator on every engine: an archive, typed queries, and what each finds."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from search.articles.article import Article
from search.engines.contract import Backend, Engine, Request, Snapshot
from search.engines.whoosh import WHOOSH
from search.query.matching import all_of
from search.query.parser import parse
from search.settings import Settings

FILES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
CASES = [(path.stem, case) for path in FILES for case in json.loads(path.read_text())["cases"]]


def _article(fields: dict) -> Article:
    day = fields.get("date")
    lists = {name: tuple(fields.get(name, ())) for name in ("bylines", "captions")}
    return Article(**{**fields, "date": day and date.fromisoformat(day), **lists})


def _opened(backend: Backend, articles: list[Article], folder: Path) -> Engine:
    writer = backend.open_writer(folder, None, Settings())
    for article in articles:
        writer.add(article)
    snapshot = Snapshot("000001-test", writer.commit(), datetime(2026, 1, 1, tzinfo=UTC))
    return backend.open_engine(folder, snapshot, Settings())


@pytest.fixture(scope="module", params=[WHOOSH], ids=lambda backend: backend.format)
def engines(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Engine]]:
    opened = {}
    for path in FILES:
        articles = [_article(fields) for fields in json.loads(path.read_text())["archive"]]
        opened[path.stem] = _opened(request.param, articles, tmp_path_factory.mktemp(path.stem))
    yield opened
    for engine in opened.values():
        engine.close()


@pytest.mark.parametrize(
    ("name", "case"), CASES, ids=[f"{name}: {case['query']}" for name, case in CASES]
)
def test_a_typed_query_finds_the_articles_of_its_case(
    name: str, case: dict, engines: dict[str, Engine]
) -> None:
    parsed = parse(case["query"])
    assert parsed.notes == tuple(case.get("notes", ()))
    found = engines[name].search(Request(all_of(parsed.tree), limit=100))
    assert sorted(hit.id for hit in found.hits) == sorted(case["finds"])
    assert found.total == len(case["finds"])
