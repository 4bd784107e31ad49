"""A client that has an answer is told so, and no search is run."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search import build, open_archive
from search.archive import Archive
from search.settings import Settings
from web import create_app

ADDRESSES = [
    "/",
    "/?q=flood",
    "/article/2021/mayor-resigns?q=bribe",
    "/api/v1/search?q=flood&byline=Piers+Lowther&byline=Joan+Pellew",
    "/api/v1/articles/2021/mayor-resigns",
    "/api/v1/articles/2021/mayor-resigns/similar",
    "/api/v1/suggest?q=flo",
]


def tag(client: FlaskClient, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).headers["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_client_has_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-cache"
    assert {"Accept", "Accept-Encoding"} <= again.vary.as_set(preserve_casing=True)
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]


def test_no_search_is_run_for_what_a_client_has(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(open_archive(index)).test_client()
    known = tag(client, "/api/v1/search?q=flood")
    monkeypatch.setattr(Archive, "search", None)
    asked = {"If-None-Match": known}
    assert client.get("/api/v1/search?q=flood", headers=asked).status_code == 304


def test_the_order_of_the_parameters_makes_no_difference(client: FlaskClient) -> None:
    path = "/api/v1/search"
    assert tag(client, f"{path}?q=flood&page=2") == tag(client, f"{path}?page=2&q=flood")


def test_the_order_of_the_values_of_one_parameter_does(client: FlaskClient) -> None:
    one, other = "byline=Joan+Pellew&byline=Nobody", "byline=Nobody&byline=Joan+Pellew"
    assert tag(client, f"/?{one}") != tag(client, f"/?{other}")


def test_different_searches_have_different_tags(client: FlaskClient) -> None:
    addresses = ["/", "/?q=a", "/?q=b", "/?q=a&page=2", "/api/v1/search?q=a"]
    assert len({tag(client, address) for address in addresses}) == len(addresses)


def test_a_tag_holds_for_one_snapshot(tmp_path: Path) -> None:
    seeds, index = tmp_path / "seeds", tmp_path / "index"
    seeds.mkdir()
    build(seeds, index)
    before = tag(create_app(open_archive(index)).test_client(), "/api/v1/search")
    (seeds / "a.txt").write_text("date 2021-03-18 A headline\n\nA body.\n")
    build(seeds, index)
    after = create_app(open_archive(index)).test_client()
    response = after.get("/api/v1/search", headers={"If-None-Match": before})
    assert (response.status_code, response.json["total"]["value"]) == (200, 1)


def test_a_tag_holds_for_one_way_of_ranking(index: Path) -> None:
    tags = {
        tag(create_app(open_archive(index), Settings(k1=k1)).test_client(), "/api/v1/search")
        for k1 in (1.2, 2.0)
    }
    assert len(tags) == 2


def test_any_tag_stands_for_whatever_is_there(client: FlaskClient) -> None:
    anything = {"If-None-Match": "*"}
    assert client.get("/api/v1/search", headers=anything).status_code == 304
    assert client.get("/api/v1/search?colour=red", headers=anything).status_code == 400
    assert client.get("/api/v1/articles/no-such", headers=anything).status_code == 404


@pytest.mark.parametrize("address", ["/?from=x", "/api/v1/search?page=0", "/article/no-such"])
def test_an_error_has_no_tag(client: FlaskClient, address: str) -> None:
    assert "ETag" not in client.get(address).headers


def test_head_is_answered_alike(client: FlaskClient) -> None:
    first = client.head("/api/v1/search")
    again = client.head("/api/v1/search", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
