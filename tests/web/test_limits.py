"""Rate limits as a client meets them."""

import re
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from search import open_archive
from search.settings import Settings
from web import create_app
from web.assets import static_path
from web.limits import client_of

SEARCH = "/api/v1/search"


@pytest.fixture
def limited(index: Path) -> Callable[..., FlaskClient]:
    """A client of an application with these settings."""
    return lambda **values: create_app(open_archive(index), Settings(**values)).test_client()


def test_every_answer_says_how_much_is_left(limited: Callable) -> None:
    client = limited(rate_limit=3)
    left = []
    for address in (SEARCH, "/?q=flood", f"{SEARCH}?page=0"):
        headers = client.get(address).headers
        assert headers["RateLimit-Policy"] == '"client";q=3;w=60'
        left.append(re.fullmatch(r'"client";r=(\d+);t=(\d+)', headers["RateLimit"]).groups())
    assert [remaining for remaining, _ in left] == ["2", "1", "0"]
    assert left[0][1] == "20"


def test_more_than_the_limit_is_refused_with_the_time_to_wait(limited: Callable) -> None:
    client = limited(rate_limit=1)
    client.get(SEARCH)
    response = client.get(SEARCH)
    assert response.status_code == 429
    assert response.mimetype == "application/problem+json"
    assert response.json["type"] == "urn:problem-type:cuttings:rate"
    assert response.json["violated-policies"] == ["client"]
    assert 58 <= int(response.headers["Retry-After"]) <= 60
    assert "RateLimit" in response.headers


def test_a_person_is_told_on_a_page(limited: Callable) -> None:
    client = limited(rate_limit=1)
    client.get("/")
    page = client.get("/")
    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert "too many requests" in page.text


@pytest.mark.parametrize("path", [f"{static_path()}/style.css", "/healthz", "/readyz", "/metrics"])
def test_what_a_page_brings_along_and_what_keepers_ask_is_free(
    limited: Callable, path: str
) -> None:
    client = limited(rate_limit=1)
    for _ in range(3):
        with client.get(path) as response:
            assert response.status_code == 200
            assert "RateLimit" not in response.headers


def test_all_server_processes_count_together(index: Path, serving: Callable) -> None:
    statuses = []
    with serving(index, workers=2, rate_limit=5) as address:
        for _ in range(12):
            connection = HTTPConnection(urlsplit(address).netloc)
            connection.request("GET", SEARCH)
            statuses.append(connection.getresponse().status)
            connection.close()
    assert statuses == [200] * 5 + [429] * 7


def test_there_may_be_no_limit(limited: Callable) -> None:
    assert "RateLimit" not in limited(rate_limit=0).get(SEARCH).headers


def test_nobody_gets_more_by_claiming_to_be_forwarded(limited: Callable) -> None:
    client = limited(rate_limit=1)
    client.get(SEARCH, headers={"X-Forwarded-For": "192.0.2.1"})
    assert client.get(SEARCH, headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 429


def test_behind_a_proxy_the_address_it_saw_counts(limited: Callable) -> None:
    client = limited(rate_limit=1, proxies=1)
    seen = [
        client.get(SEARCH, headers={"X-Forwarded-For": said}).status_code
        for said in ("192.0.2.1", "192.0.2.2", "198.51.100.9, 192.0.2.1")
    ]
    assert seen == [200, 200, 429]


def test_a_customer_with_a_whole_network_is_one_client() -> None:
    assert client_of("2001:db8::1") == client_of("2001:db8::ffff:2")
    assert client_of("2001:db8::1") != client_of("2001:db8:0:1::1")
    assert client_of("192.0.2.1") == "192.0.2.1"
