"""Whole answers about the shipped articles: a cluster gives those of the embedded engine."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search import build, open_archive
from search.settings import Settings
from web import create_app

pytestmark = pytest.mark.cluster

FACETS = "facet=byline&facet=year&facet=timeline"
SEARCHES = (
    "",
    "q=flood",
    "q=bridge+council",
    "q=bridge+council&match=any",
    "q=council&byline=Joan+Pellew",
    "q=council&byline=joan+pellew&byline=nobody",
    "q=council&year=2021&year=2022",
    "q=council&from=2019-06&to=2021-03",
    "q=by%3Ajoan",
    "q=%22town+hall%22",
    "q=bridge+w/10+council",
    "q=flo*",
    "q=counsil~1",
    "q=date%3A01-26",
    "q=words%3A%3E300",
    "q=-council",
    "q=unheardof",
    "q=mayr+resings",
    "q=%22mayor+bridge%22",
    "q=council&sort=newest&per_page=50",
    "q=council&sort=oldest&page=2",
    "q=flood&broaden=true",
    "q=flood&recency=365",
    "q=council+bridge&explain=true",
)
TYPED = ("c", "co", "counc", "the", "bridge+co", "by%3Aj", "joan+p", "headline%3Abri", "fl", "zz")
PAGES = (
    "/about",
    "/trends?q=flood&q=bridge",
    "/trends?q=council&by=year",
    "/trends.csv?q=council&q=flood+OR+river",
    "/on-this-day/01-26",
    "/on-this-day/03-18",
    "/?q=council",
    "/?q=mayr+resings",
    "/feed.atom?q=council",
)

# What differs between any two builds: cursors, too, name the snapshot.
_SNAPSHOT = re.compile(r"\b\d{6}-[0-9a-f]{8}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^\"<]*|\b[\d.]+ (?:ms|s)\b|\d\d:\d\d")
_VOLATILE = {"took_ms", "index", "next_cursor"}


@pytest.fixture(scope="module")
def clients(
    cluster: Any, shipped_seeds: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, FlaskClient]:
    """Of an archive of the same articles on each engine."""
    engines = {"embedded": Settings().engine, "cluster": cluster.url("same")}
    made = {}
    for name, engine in engines.items():
        settings = Settings(engine=engine, rate_limit=0, shards=3, replicas=0, timeout=30)
        index = tmp_path_factory.mktemp(name)
        build(shipped_seeds, index, settings=settings)
        made[name] = create_app(open_archive(index, settings), settings).test_client()
    return made


@pytest.mark.parametrize("query", SEARCHES)
def test_a_search_and_its_facets_are_answered_alike(
    query: str, clients: dict[str, FlaskClient]
) -> None:
    here, there = asked(f"/api/v1/search?{query}&{FACETS}", clients)
    assert there == here


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_being_typed_is_completed_alike(
    typed: str, clients: dict[str, FlaskClient]
) -> None:
    here, there = asked(f"/api/v1/suggest?q={typed}&limit=20", clients)
    assert there == here


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same(path: str, clients: dict[str, FlaskClient]) -> None:
    here, there = (client.get(path) for client in clients.values())
    assert there.status_code == here.status_code == 200
    assert steady_text(there.text) == steady_text(here.text)


def asked(url: str, clients: dict[str, FlaskClient]) -> list[Any]:
    """What each engine answers, without what differs between any two builds.

    Where a score takes no part in the order, the cluster reckons it with four bytes: it is near
    enough to be the same.
    """
    here, there = (client.get(url) for client in clients.values())
    assert here.status_code == there.status_code == 200
    return [steady(here.json, lambda score: pytest.approx(score, rel=1e-4)), steady(there.json)]


def steady(answer: Any, score: Callable[[float], Any] = float) -> Any:
    match answer:
        case dict():
            return {k: steady(own, score) for k, own in answer.items() if k not in _VOLATILE}
        case list():
            return [steady(own, score) for own in answer]
        case float():
            return score(answer)
        case _:
            return answer


def steady_text(page: str) -> str:
    return _TIME.sub("", _SNAPSHOT.sub("", page))
