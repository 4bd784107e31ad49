"""All hits of a search: page after page by cursor, or at once as a stream."""

import csv
import io
import json
import tracemalloc
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search import build, open_archive
from search.archive import Archive
from search.engines.whoosh.engine import WhooshEngine
from search.settings import Settings
from web import create_app

SEARCH = "/api/v1/search"
EXPORT = "/api/v1/export"


def pages(client: FlaskClient, query: str) -> Iterator[dict[str, Any]]:
    """The answers from the first to the last, by cursor."""
    cursor = ""
    while cursor is not None:
        answer = client.get(f"{SEARCH}?{query}&cursor={cursor}").json
        yield answer
        cursor = answer["page"]["next_cursor"]


def ids(answers: Iterator[dict[str, Any]]) -> list[str]:
    return [result["id"] for answer in answers for result in answer["results"]]


@pytest.mark.engines
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_cursors_lead_through_every_hit_once_in_order(client: FlaskClient, sort: str) -> None:
    query = f"q=flood&sort={sort}"
    whole = client.get(f"{SEARCH}?{query}&per_page=100").json
    found = ids(pages(client, f"{query}&per_page=7"))
    assert found == [result["id"] for result in whole["results"]]
    assert len(set(found)) == whole["total"]["value"] == 45


def test_a_cursor_is_one_page_whatever_its_number(client: FlaskClient) -> None:
    second = list(pages(client, "q=flood&per_page=20"))[1]
    assert second["page"]["number"] == 2
    assert client.get(second["page"]["next"]).json["page"]["number"] == 3


@pytest.mark.parametrize("query", ["q=bridge", "q=flood&per_page=8", "q=flood&from=2020"])
def test_a_cursor_is_for_the_search_it_came_from(client: FlaskClient, query: str) -> None:
    cursor = client.get(f"{SEARCH}?q=flood").json["page"]["next_cursor"]
    response = client.get(f"{SEARCH}?{query}&cursor={cursor}")
    assert response.status_code == 400
    assert response.json["parameter"] == "cursor"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "*",
        "é",
        "bm8",
        *(urlsafe_b64encode(t).decode() for t in (b"{}", b"[1,2]", b'["a",{},3]')),
    ],
)
def test_what_is_no_cursor_is_refused(client: FlaskClient, cursor: str) -> None:
    response = client.get(SEARCH, query_string={"cursor": cursor})
    assert response.status_code == 400
    assert response.json["parameter"] == "cursor"


def test_a_page_number_and_a_cursor_do_not_go_together(client: FlaskClient) -> None:
    cursor = client.get(f"{SEARCH}?q=flood").json["page"]["next_cursor"]
    response = client.get(f"{SEARCH}?q=flood&page=2&cursor={cursor}")
    assert (response.status_code, response.json["parameter"]) == (400, "page")


@pytest.fixture
def growing(tmp_path: Path, engine: Callable[[str], str]) -> Iterator[tuple[FlaskClient, Any]]:
    """A client of an archive of 30 articles, and what adds another."""
    seeds, index = tmp_path / "seeds", tmp_path / "index"
    settings = Settings(engine=engine("growing"), rate_limit=0)
    seeds.mkdir()

    def add(name: str) -> None:
        (seeds / f"{name}.txt").write_text(f"date 2021-03-18 Flood {name}\n\nA flood.\n")
        build(seeds, index, settings=settings)

    for number in range(29):
        (seeds / f"{number}.txt").write_text(f"date 2021-03-18 Flood {number}\n\nA flood.\n")
    add("last")
    yield create_app(open_archive(index, settings), settings).test_client(), add


@pytest.mark.engines
def test_a_cursor_of_a_snapshot_that_has_gone_says_so(
    growing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, add = growing
    cursor = client.get(f"{SEARCH}?q=flood").json["page"]["next_cursor"]
    add("new")
    monkeypatch.setattr("search.archive._LOOK_EVERY", 0)
    response = client.get(f"{SEARCH}?q=flood&cursor={cursor}")
    assert response.status_code == 410
    assert response.json["type"] == "urn:problem-type:cuttings:snapshot"
    assert "without a cursor" in response.json["detail"]


def test_a_stream_stays_with_its_snapshot(growing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, add = growing
    monkeypatch.setattr("search.archive._LOOK_EVERY", 0)
    stream = client.get(f"{EXPORT}.ndjson?q=flood")
    add("new")
    add("newer")
    assert len(stream.text.splitlines()) == 30
    assert len(client.get(f"{EXPORT}.ndjson?q=flood").text.splitlines()) == 32


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.engines
@pytest.mark.parametrize(
    "query",
    [
        "q=flood",
        "q=%22flood+notice%22&sort=oldest",
        "",
        "q=zeppelin",
        "q=tasker+weir",
        "q=tasker+mayor",
        "q=mayor+flood+weir&match=any",
        "q=mayor+letter&year=2021&year=2022",
        "q=flood&recency=10",
        "q=mayor&broaden=true&without=bribe",
    ],
)
def test_an_export_has_every_hit_once_in_order(client: FlaskClient, query: str) -> None:
    whole = client.get(f"{SEARCH}?{query}&per_page=100").json["results"]
    expected = [(result["id"], result["headline"]) for result in whole]
    table = rows(client.get(f"{EXPORT}.csv?{query}").text)
    lines = [json.loads(line) for line in client.get(f"{EXPORT}.ndjson?{query}").text.splitlines()]
    assert [(row["id"], row["headline"]) for row in table] == expected
    assert [(line["id"], line["headline"]) for line in lines] == expected
    for key in ("score", "has_all_words"):
        assert [line[key] for line in lines] == [result[key] for result in whole]


def test_an_export_is_a_file_for_a_browser(client: FlaskClient) -> None:
    response = client.get(f"{EXPORT}?q=flood")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="cuttings.csv"'


def test_an_export_that_takes_too_long_to_order_is_given_up(index: Path) -> None:
    impatient = open_archive(index, Settings(timeout=1e-9))
    client = create_app(impatient, Settings(rate_limit=0)).test_client()
    response = client.get(f"{EXPORT}?q=flood+w/5+notice")
    assert response.status_code == 503
    assert response.json["type"] == "urn:problem-type:cuttings:slow"


@pytest.mark.parametrize(
    "query", ["page=2", "per_page=5", "cursor=x", "explain=true", "facet=year", "limit=3"]
)
def test_an_export_has_no_pages(client: FlaskClient, query: str) -> None:
    response = client.get(f"{EXPORT}?q=flood&{query}")
    assert response.status_code == 400
    assert response.json["parameter"] == query.partition("=")[0]


def test_articles_are_read_as_they_are_sent(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.results.harvest._BATCH", 10)
    monkeypatch.setattr("web.lists._WORTH_SENDING", 1)
    read: list[int] = []
    articles = WhooshEngine.articles
    monkeypatch.setattr(
        WhooshEngine, "articles", lambda self, ids: read.append(len(ids)) or articles(self, ids)
    )
    client = create_app(open_archive(index), Settings(rate_limit=0)).test_client()
    with client.get(f"{EXPORT}.ndjson?q=flood", buffered=False) as response:
        pieces = iter(response.response)
        next(pieces)
        assert read == [10]
        assert len(list(pieces)) == 45  # 44 articles, and an empty end
    assert read == [10, 10, 10, 10, 5]


def test_a_longer_export_holds_no_more_than_the_order_of_its_hits(
    archive_of_copies: Archive,
) -> None:
    client = create_app(archive_of_copies, Settings(rate_limit=0)).test_client()

    def export(query: str) -> tuple[int, int]:
        """Bytes that were sent, and the most that was held meanwhile."""
        tracemalloc.start()
        with client.get(f"{EXPORT}.ndjson?{query}", buffered=False) as response:
            sent = sum(len(piece) for piece in response.response)
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return sent, held

    archive_of_copies.warm()  # or a thread may load the loops meanwhile, which is counted too
    export("q=early")  # opens what stays open
    some, everything = export("q=early"), export("q=flood")
    assert everything[0] > 7 * some[0]
    while_sorting = 64
    assert everything[1] - some[1] < 7000 * while_sorting


@pytest.fixture(scope="module")
def archive_of_copies(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """8,000 articles about a flood, of which 1,000 say that they are early."""
    folder = tmp_path_factory.mktemp("copies")
    (folder / "seeds").mkdir()
    lines = (
        json.dumps(
            {
                "id": str(number),
                "headline": f"Flood {number}",
                "body": f"{'An early' if number % 8 == 0 else 'A'} flood. {'Rain fell. ' * 20}",
            }
        )
        for number in range(8000)
    )
    (folder / "seeds" / "wire.jsonl").write_text("\n".join(lines))
    build(folder / "seeds", folder / "index")
    return open_archive(folder / "index")
