"""gunicorn as it is configured."""

import json
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest


def test_the_server_says_where_it_is_and_answers_there(address: str) -> None:
    with urlopen(f"{address}/api/v1/search?q=flood") as response:
        assert response.status == 200


def test_a_query_of_two_thousand_emoji_gets_through(address: str) -> None:
    with urlopen(f"{address}/?q={'%F0%9F%8C%8A' * 2000}") as response:
        assert response.status == 200


def test_an_address_without_end_is_refused(address: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{address}/?q={'a' * 100_000}")
    refused.value.close()
    assert 400 <= refused.value.code < 500


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"NO SUCH LINE", 400),
        (b"GET / HTTP/9.9", 400),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1", 414),
        (b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 70_000, 431),
        ("GET / HTTP/1.1\r\nÄ: 1".encode("latin-1"), 400),
    ],
    ids=["line", "version", "address", "header", "name"],
)
def test_what_the_server_refuses_by_itself_is_told_as_a_problem_too(
    address: str, request_line: bytes, status: int
) -> None:
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=30) as client:
        client.sendall(request_line + b"\r\n\r\n")
        response = HTTPResponse(client)
        response.begin()
        problem = json.loads(response.read())
    assert response.status == problem["status"] == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (problem["type"], problem["title"]) == ("about:blank", response.reason)
    assert problem["detail"]


def test_head_has_no_body(address: str) -> None:
    with urlopen(Request(f"{address}/", method="HEAD")) as response:
        assert (response.status, response.read()) == (200, b"")


def test_the_server_starts_before_there_is_an_index(
    tmp_path: Path, serving: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serving(tmp_path / "nowhere") as address, urlopen(f"{address}/favicon.ico") as icon:
        assert icon.status == 200


def test_a_process_with_nothing_to_do_takes_what_another_has_no_thread_for(
    shipped_index: Path, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    with serving(shipped_index, workers=2, threads=1) as address:
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port), timeout=30) as unfinished:
            unfinished.sendall(b"GET / HTTP/1.1\r\n")
            for _ in range(20):
                with urlopen(f"{address}/healthz", timeout=30) as response:
                    assert response.status == 200
