"""Whatever goes wrong, a program gets problem+json, and no failure tells how it came about."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search import open_archive
from search.errors import ArchiveDamagedError, ClusterAwayError, ClusterRefusedError
from search.settings import Settings
from web import create_app

MEMBERS = ["type", "title", "status", "detail", "instance"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FOR_PROGRAMS = ["/api/v1/search", "/api/v1/export", "/feed.atom", "/readyz"]


class Failing:
    """An archive in which everything fails."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Any:
        raise self.error


def failing(error: Exception) -> FlaskClient:
    settings = Settings(rate_limit=0)
    return create_app(Failing(error), settings).test_client()  # type: ignore[arg-type]


def check(response: TestResponse, status: int) -> None:
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert list(response.json)[:5] == MEMBERS
    assert response.json["status"] == status
    for secret in ("Traceback", "secret", "/srv"):
        assert secret not in response.text


@pytest.mark.parametrize("accept", ["*/*", BROWSER, "application/json", "text/html", ""])
@pytest.mark.parametrize("path", ["/api", "/api/v9", "/api/v1/search.docx", "/feed.rss", "/feed"])
def test_an_unknown_address_below_the_api_is_never_html(
    client: FlaskClient, path: str, accept: str
) -> None:
    check(client.get(path, headers={"Accept": accept}), 404)


@pytest.mark.parametrize("path", FOR_PROGRAMS)
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ZeroDivisionError("secret"), 500),
        (MemoryError("secret"), 500),
        (ArchiveDamagedError("/srv/index"), 503),
        (ClusterAwayError("/srv/cluster"), 503),
        (ClusterRefusedError("/srv/cluster", 400), 500),
    ],
)
def test_a_failure_shows_nothing_of_the_inside(path: str, error: Exception, status: int) -> None:
    check(failing(error).get(path), status)


def test_a_program_that_wants_json_gets_it_for_any_address(client: FlaskClient) -> None:
    check(client.get("/nope", headers={"Accept": "application/json"}), 404)
    assert client.get("/nope", headers={"Accept": BROWSER}).mimetype == "text/html"
    assert client.get("/nope").mimetype == "text/html"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", [*FOR_PROGRAMS, "/metrics", "/api/v1/openapi.json"])
def test_a_wrong_method_is_a_problem_that_names_the_right_ones(
    client: FlaskClient, path: str, method: str
) -> None:
    response = client.open(path, method=method)
    check(response, 405)
    assert "GET" in response.headers["Allow"]


def test_a_body_that_is_too_long_is_not_read(client: FlaskClient, index: Path) -> None:
    app = create_app(open_archive(index), Settings(index=index, build_token="t", rate_limit=0))
    headers = {"Authorization": "Bearer t"}
    check(app.test_client().post("/api/v1/index/builds", data=b"x" * 10**6, headers=headers), 413)
    assert client.get("/api/v1/search", data=b"x" * 10**6).status_code == 200


def test_what_breaks_on_a_page_is_told_on_a_page() -> None:
    page = failing(ZeroDivisionError("secret")).get("/?q=flood", headers={"Accept": BROWSER})
    assert (page.status_code, page.mimetype) == (500, "text/html")
    assert "secret" not in page.text


def test_a_stream_that_fails_at_once_is_a_problem(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.results.harvest.unmarked_result", _break)
    client = create_app(open_archive(index), Settings(rate_limit=0)).test_client()
    check(client.get("/api/v1/export.csv?q=flood"), 500)


def test_a_stream_that_breaks_off_does_not_end_as_if_it_were_whole(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.lists._WORTH_SENDING", 1)
    client = create_app(open_archive(index), Settings(rate_limit=0)).test_client()
    with client.get("/api/v1/export.csv?q=flood", buffered=False) as response:
        pieces = iter(response.response)
        next(pieces)
        monkeypatch.setattr("web.formats.table.plain", _break)
        with pytest.raises(OSError, match="torn"):
            list(pieces)


def _break(*_: object) -> None:
    raise OSError("torn")
