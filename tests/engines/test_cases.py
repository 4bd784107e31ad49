"""Every operator on every engine: an archive, typed queries, and what each finds."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from search.articles.article import Article
from search.engines.contract import Engine, Request
from search.query.matching import all_of
from search.query.parser import parse

pytestmark = pytest.mark.engines

FILES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
CASES = [(path.stem, case) for path in FILES for case in json.loads(path.read_text())["cases"]]


def _article(fields: dict) -> Article:
    day = fields.get("date")
    lists = {name: tuple(fields.get(name, ())) for name in ("bylines", "captions")}
    return Article(**{**fields, "date": day and date.fromisoformat(day), **lists})


@pytest.fixture(scope="module")
def engines(opened: Callable[..., Engine]) -> dict[str, Engine]:
    archives = {path.stem: json.loads(path.read_text())["archive"] for path in FILES}
    return {name: opened(name, list(map(_article, own))) for name, own in archives.items()}


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
