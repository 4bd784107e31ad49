"""What the keepers of a server ask it."""

from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families as parse_metrics

from search.errors import ArchiveDamagedError
from web import create_app

Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


def figures(text: str) -> Figures:
    """The samples by their names and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in parse_metrics(text)
        for sample in family.samples
    }


def figure(found: Figures, name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


def test_a_server_is_alive_whatever_its_index(missing: FlaskClient) -> None:
    assert missing.get("/healthz").json == {"status": "alive"}


def test_a_server_is_ready_when_its_index_opens(client: FlaskClient) -> None:
    ready = client.get("/readyz").json
    assert (ready["status"], ready["index"]["documents"]) == ("ready", 48)


def test_a_server_without_an_index_is_not_ready(missing: FlaskClient) -> None:
    response = missing.get("/readyz")
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")


def test_the_index_says_what_it_holds(client: FlaskClient) -> None:
    answer = client.get("/api/v1/index").json
    assert (answer["documents"], answer["health"]) == (48, "ok")
    assert (answer["first_date"], answer["last_date"]) == ("2018-09-20", "2022-01-26")
    assert answer["snapshot"] == client.get("/readyz").json["index"]["snapshot"]


def test_an_empty_index_has_no_dates(empty: FlaskClient) -> None:
    answer = empty.get("/api/v1/index").json
    assert (answer["documents"], answer["first_date"], answer["last_date"]) == (0, None, None)


def test_searches_are_counted_and_those_that_find_nothing(client: FlaskClient) -> None:
    names = ("cuttings_searches_total", "cuttings_searches_without_result_total")
    before = figures(client.get("/metrics").text)
    for address in ("/?q=flood", "/?q=zeppelin", "/api/v1/search?q=zeppelin", "/feed.atom?q=flood"):
        assert client.get(address).status_code == 200
    after = figures(client.get("/metrics").text)
    assert [figure(after, name) - figure(before, name) for name in names] == [4, 2]


def test_requests_are_timed_by_route(client: FlaskClient) -> None:
    labels = {"route": "/api/v1/search", "method": "GET", "status": "400"}
    before = figures(client.get("/metrics").text)
    client.get("/api/v1/search?page=0")
    after = figures(client.get("/metrics").text)
    name = "cuttings_request_seconds_count"
    assert figure(after, name, **labels) - figure(before, name, **labels) == 1


def test_methods_that_do_not_exist_are_counted_as_one(client: FlaskClient) -> None:
    client.open("/", method="BREW")
    assert 'method="other"' in client.get("/metrics").text
    assert "BREW" not in client.get("/metrics").text


def test_the_index_is_measured(client: FlaskClient, missing: FlaskClient) -> None:
    found = figures(client.get("/metrics").text)
    assert figure(found, "cuttings_index_up") == 1
    assert figure(found, "cuttings_index_articles") == 48
    assert 0 < figure(found, "cuttings_index_age_seconds") < 86_400
    assert figure(figures(missing.get("/metrics").text), "cuttings_index_up") == 0


def test_a_damaged_index_is_down(index: Path) -> None:
    class Damaged:
        @property
        def snapshot(self) -> None:
            raise ArchiveDamagedError("torn")

    client = create_app(Damaged()).test_client()  # type: ignore[arg-type]
    assert client.get("/readyz").status_code == 503
    assert figure(figures(client.get("/metrics").text), "cuttings_index_up") == 0


def test_the_figures_of_all_processes_are_added_up(index: Path, serving: Callable) -> None:
    asked = 40
    with serving(index, workers=2) as address:

        def get(path: str) -> str:
            connection = HTTPConnection(urlsplit(address).netloc)
            connection.request("GET", path, headers={"Connection": "close"})
            text = connection.getresponse().read().decode()
            connection.close()
            return text

        for _ in range(asked):
            get("/api/v1/search?q=flood")
        found = figures(get("/metrics"))
    labels = {"route": "/api/v1/search", "method": "GET", "status": "200"}
    assert figure(found, "cuttings_request_seconds_count", **labels) == asked
    assert figure(found, "cuttings_searches_total") == asked
