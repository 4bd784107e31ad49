"""gunicorn as it is configured."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.error import HTTPError
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


def test_head_has_no_body(address: str) -> None:
    with urlopen(Request(f"{address}/", method="HEAD")) as response:
        assert (response.status, response.read()) == (200, b"")


def test_the_server_starts_before_there_is_an_index(
    tmp_path: Path, serving: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serving(tmp_path / "nowhere") as address, urlopen(f"{address}/favicon.ico") as icon:
        assert icon.status == 200
