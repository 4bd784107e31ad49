"""Every error of the API is application/problem+json (RFC 9457)."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search.errors import (
    ArchiveDamagedError,
    ClusterAwayError,
    CuttingsError,
    QueryTooSlowError,
)
from web import create_app

MEMBERS = ["type", "title", "status", "detail", "instance"]


def problem(response: TestResponse, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    said: dict[str, Any] = response.json
    assert list(said)[:5] == MEMBERS
    assert said["status"] == status
    return said


class Broken:
    """An archive that raises whatever is asked of it."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    @property
    def snapshot(self) -> None:
        raise self.error

    def search(self, *_: object, **__: object) -> None:
        raise self.error

    article = marked = search


def broken(error: Exception) -> FlaskClient:
    return create_app(Broken(error)).test_client()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("colour=red", "colour", "red"),
        ("q=a&q=b", "q", "a, b"),
        ("page=1&page=2", "page", "1, 2"),
        ("page=0", "page", "0"),
        ("page=-1", "page", "-1"),
        ("page=99999999999999999999", "page", "99999999999999999999"),
        ("page=two", "page", "two"),
        ("page=1.0", "page", "1.0"),
        ("page=1_0", "page", "1_0"),
        ("page=%D9%A3", "page", "٣"),
        ("page=", "page", ""),
        ("per_page=0", "per_page", "0"),
        ("per_page=101", "per_page", "101"),
        ("sort=shortest", "sort", "shortest"),
        ("match=some", "match", "some"),
        ("from=yesterday", "from", "yesterday"),
        ("to=2021-13", "to", "2021-13"),
        ("from=2021-02-30", "from", "2021-02-30"),
        ("from=2022&to=2021", "from", "2022"),
        ("Q=flood", "Q", "flood"),
        ("first=2021", "first", "2021"),
        ("explain=1", "explain", "1"),
        ("explain=", "explain", ""),
    ],
)
def test_a_wrong_parameter_is_named_with_its_value_and_a_remedy(
    client: FlaskClient, query: str, parameter: str, value: str
) -> None:
    said = problem(client.get(f"/api/v1/search?{query}"), 400)
    assert (said["parameter"], said["value"]) == (parameter, value)
    assert said["remedy"]
    assert said["remedy"] in said["detail"]
    assert list(said) == [*MEMBERS, "parameter", "value", "remedy"]


def test_a_parameter_may_be_as_long_as_it_likes(client: FlaskClient) -> None:
    problem(client.get(f"/api/v1/search?page={'9' * 5000}"), 400)


def test_an_instance_is_the_address_that_was_asked(client: FlaskClient) -> None:
    said = problem(client.get("/api/v1/articles/caf%C3%A9?x=%C3%A9"), 400)
    assert said["instance"] == "/api/v1/articles/caf%C3%A9?x=%C3%A9"


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/nope", "/api/v2/search"])
def test_an_unknown_address_is_not_found(client: FlaskClient, path: str) -> None:
    assert problem(client.get(path), 404)["type"] == "about:blank"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient, method: str) -> None:
    response = client.open("/api/v1/search", method=method)
    problem(response, 405)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_an_error_of_ours_shows_no_trace() -> None:
    said = problem(broken(ZeroDivisionError("secret")).get("/api/v1/search"), 500)
    assert list(said) == MEMBERS
    assert "secret" not in str(said)
    assert "Traceback" not in str(said)


def test_an_unforeseen_error_of_the_family_shows_no_trace() -> None:
    assert "secret" not in str(problem(broken(CuttingsError("secret")).get("/api/v1/search"), 500))


def test_a_missing_index_is_unavailable_and_says_what_to_run(missing: FlaskClient) -> None:
    for path in ("/api/v1/search", "/api/v1/articles/a"):
        said = problem(missing.get(path), 503)
        assert said["type"] == "urn:problem-type:cuttings:missing"
        assert "cuttings build" in said["detail"]


def test_a_damaged_index_is_unavailable() -> None:
    said = problem(broken(ArchiveDamagedError("/srv/index is torn")).get("/api/v1/search"), 503)
    assert said["type"] == "urn:problem-type:cuttings:damaged"
    assert "/srv" not in str(said)


def test_a_search_that_takes_too_long_is_unavailable_and_says_what_to_narrow() -> None:
    said = problem(broken(QueryTooSlowError(2)).get("/api/v1/search?q=e*"), 503)
    assert said["type"] == "urn:problem-type:cuttings:slow"
    assert "2 seconds" in said["detail"]
    assert "narrower" in said["detail"]


def test_a_cluster_that_is_away_is_told_with_when_to_ask_again() -> None:
    client = broken(ClusterAwayError("node1:9200 cannot be reached"))
    response = client.get("/api/v1/search")
    said = problem(response, 503)
    assert said["type"] == "urn:problem-type:cuttings:away"
    assert "node1" not in said["detail"]
    assert int(response.headers["Retry-After"]) > 0
    page = client.get("/?q=flood", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
    assert "The archive cannot be reached" in page.text and "cuttings build" not in page.text
