"""Builds that are started over HTTP."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search import open_archive
from search.indexing.generations import build_lock
from search.jobs import build_status, is_building
from search.settings import Settings
from web import create_app

BUILDS = "/api/v1/index/builds"
TOKEN = "open sesame"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ARTICLE = "date 2021-03-18 Headline {}\n\nA body about a flood.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article in seeds/ and no index."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(ARTICLE.format("a"))
    return tmp_path


@pytest.fixture
def keeper(folder: Path) -> FlaskClient:
    """A client of an application that lets those with the token build."""
    settings = Settings(
        seeds=folder / "seeds", index=folder / "index", build_token=TOKEN, rate_limit=0
    )
    return create_app(open_archive(settings.index, settings), settings).test_client()


def wait(index: Path) -> None:
    """Until the process of a build has ended, however it did."""
    lock = os.open(index / "builds" / "LOCK", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.close(lock)


def problem(response: TestResponse, status: int) -> str:
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    kind: str = response.json["type"]
    return kind.removeprefix("urn:problem-type:cuttings:")


def test_a_build_is_accepted_and_tells_what_came_of_it(keeper: FlaskClient, folder: Path) -> None:
    response = keeper.post(BUILDS, headers=BEARER)
    assert response.status_code == 202
    assert response.headers["Location"] == response.json["url"]
    assert (response.json["state"], response.json["report"]) == ("running", None)
    wait(folder / "index")
    status = keeper.get(response.headers["Location"], headers=BEARER).json
    assert (status["state"], status["detail"]) == ("done", "")
    assert status["files"] == {"done": 1, "of": 1}
    assert status["report"]["added"] == status["report"]["documents"] == 1
    answer = keeper.get("/api/v1/search?q=flood").json
    assert answer["total"]["value"] == 1
    assert answer["index"]["snapshot"] == status["report"]["snapshot"]


@pytest.mark.parametrize(("full", "unchanged"), [(False, 1), (True, 0)])
def test_a_build_takes_in_what_changed_or_everything(
    keeper: FlaskClient, folder: Path, full: bool, unchanged: int
) -> None:
    keeper.post(BUILDS, headers=BEARER)
    wait(folder / "index")
    (folder / "seeds" / "b.txt").write_text(ARTICLE.format("b"))
    response = keeper.post(BUILDS, headers=BEARER, json={"full": full})
    wait(folder / "index")
    report = keeper.get(response.headers["Location"], headers=BEARER).json["report"]
    assert (report["documents"], report["unchanged"]) == (2, unchanged)


def test_a_build_that_fails_says_why(keeper: FlaskClient, folder: Path) -> None:
    (folder / "seeds" / "a.txt").unlink()
    (folder / "seeds").rmdir()
    response = keeper.post(BUILDS, headers=BEARER)
    wait(folder / "index")
    status = keeper.get(response.headers["Location"], headers=BEARER).json
    assert status["state"] == "failed"
    assert "there is no folder" in status["detail"]
    assert status["ended_at"]


def test_a_build_that_was_killed_does_not_look_alive(keeper: FlaskClient, folder: Path) -> None:
    address = keeper.post(BUILDS, headers=BEARER).headers["Location"]
    wait(folder / "index")
    path = folder / "index" / "builds" / f"{address.rpartition('/')[2]}.json"
    path.write_text(path.read_text().replace('"done", "started', '"running", "started'))
    status = keeper.get(address, headers=BEARER).json
    assert status["state"] == "failed"
    assert "ended before it was done" in status["detail"]


def test_a_build_lives_on_when_the_server_ends(folder: Path, serving: Callable) -> None:
    index = folder / "index"
    with serving(index, seeds=folder / "seeds", build_token=TOKEN) as address:
        request = Request(f"{address}{BUILDS}", method="POST", headers=BEARER)
        with urlopen(request) as response:
            location = response.headers["Location"]
    wait(index)
    assert not is_building(index)
    status = build_status(index, location.rpartition("/")[2])
    assert status is not None
    assert (status.state, status.documents) == ("done", 1)


def test_a_second_build_has_to_wait(keeper: FlaskClient, folder: Path) -> None:
    with build_lock(folder / "index"):
        assert problem(keeper.post(BUILDS, headers=BEARER), 409) == "build"
    (folder / "index" / "builds").mkdir(exist_ok=True)
    lock = os.open(folder / "index" / "builds" / "LOCK", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    assert problem(keeper.post(BUILDS, headers=BEARER), 409) == "build"
    os.close(lock)
    assert keeper.post(BUILDS, headers=BEARER).status_code == 202
    wait(folder / "index")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic b3BlbjpzZXNhbWU="},
        {"Authorization": TOKEN},
        {"Authorization": f"Bearer {TOKEN}é"},
    ],
)
def test_nobody_builds_without_the_token(keeper: FlaskClient, headers: dict[str, str]) -> None:
    response = keeper.post(BUILDS, headers=headers)
    assert problem(response, 401) == "build"
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    problem(keeper.get(f"{BUILDS}/x", headers=headers), 401)


@pytest.mark.parametrize("headers", [{}, BEARER, {"Authorization": "Bearer "}])
def test_without_a_token_in_the_settings_nobody_builds(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    assert problem(client.post(BUILDS, headers=headers), 403) == "build"


def test_a_build_that_nobody_started_is_not_found(keeper: FlaskClient) -> None:
    for name in ("20260101T000000-00000000", "..%2F..%2FCURRENT", "x"):
        problem(keeper.get(f"{BUILDS}/{name}", headers=BEARER), 404)


def test_what_is_sent_must_be_a_small_object(keeper: FlaskClient) -> None:
    def post(**sent: object) -> TestResponse:
        return keeper.post(BUILDS, headers=BEARER, **sent)

    assert problem(post(data="full=1", content_type="text/plain"), 415) == "about:blank"
    assert problem(post(data="x" * 20_000, content_type="application/json"), 413) == "about:blank"
    for wrong in ("[", "[]", "1", '{"full": 1}', '{"fast": true}'):
        assert problem(post(data=wrong, content_type="application/json"), 400) == "parameter"
    assert problem(keeper.post(f"{BUILDS}?full=1", headers=BEARER), 400) == "parameter"
