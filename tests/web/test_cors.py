"""Which sites' scripts may read the API."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search import open_archive
from search.settings import Settings
from web import create_app

ASKING = {"Origin": "https://library.example"}
PREFLIGHT = ASKING | {"Access-Control-Request-Method": "GET"}


@pytest.fixture
def admitting(index: Path) -> Callable[[str], FlaskClient]:
    """A client of an application with this setting."""
    return lambda cors: create_app(open_archive(index), Settings(cors=cors)).test_client()


def test_nobody_is_let_in_without_the_setting(client: FlaskClient) -> None:
    for headers in (ASKING, PREFLIGHT):
        headers_sent = client.options("/api/v1/search", headers=headers).headers
        assert not [name for name, _ in headers_sent if name.startswith("Access-Control")]


def test_an_origin_of_the_setting_is_let_in(admitting: Callable) -> None:
    response = admitting("https://a.example https://library.example").get(
        "/api/v1/search", headers=ASKING
    )
    assert response.headers["Access-Control-Allow-Origin"] == "https://library.example"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert "Origin" in response.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_another_origin_is_not(admitting: Callable) -> None:
    response = admitting("https://a.example").get("/api/v1/search", headers=ASKING)
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Origin" in response.headers["Vary"]


def test_a_star_lets_everyone_in(admitting: Callable) -> None:
    response = admitting("*").get("/api/v1/search", headers=ASKING)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_preflight_is_told_what_may_be_sent(admitting: Callable) -> None:
    response = admitting("*").options("/api/v1/search", headers=PREFLIGHT)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


def test_errors_can_be_read_too(admitting: Callable) -> None:
    response = admitting("*").get("/api/v1/search?page=0", headers=ASKING)
    assert response.status_code == 400
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_pages_are_for_people_only(admitting: Callable) -> None:
    assert "Access-Control-Allow-Origin" not in admitting("*").get("/", headers=ASKING).headers
