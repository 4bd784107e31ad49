"""A small archive with known articles, and what asks it: a client, a server, a browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from search import Archive, build, open_archive
from search.settings import Settings
from web import create_app

MAYOR = """date 2021-03-18 Mayor Roland Tasker resigns

By Joan Pellew

Roland Tasker resigned as mayor this morning, weeks after the bribe came to light.

In a letter of four lines he said that he was leaving "to clear my name" & <b>"my family's"</b>.
"""
BRIDGE = """date 2022-01-26 Arch of the new bridge is lifted into place

By Joan Pellew and Tobias Reeve

The steel arch of the Northgate bridge was lifted into place at dawn by two cranes.

The mayor watched from the towpath with a flask of tea.
"""
LIBRARY = """date 2018-09-20 Library named on closure list

By Nia Catterall

Friar Street Library could close by next spring. The café in its cellar would stay.
"""
NOTICE = """date 2019-{month:02}-{day:02} Flood notice number {number}

By Piers Lowther

The river Tamble was high on this day and a flood notice was given at the weir.
"""
NOTICES = 45
UNLIMITED = Settings(rate_limit=0)  # tests ask more than people do
# Without these Chromium asks its makers for updates while the tests run.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="session")
def settings(engine: Callable[[str], str]) -> Settings:
    """Of the small archive."""
    return replace(UNLIMITED, engine=engine("small"))


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """The index of three stories and 45 notices, which say much the same."""
    folder = tmp_path_factory.mktemp("web")
    _write(folder / "seeds", "2021/mayor-resigns", MAYOR)
    _write(folder / "seeds", "2022/arch-lifted", BRIDGE)
    _write(folder / "seeds", "2018/library-on-list", LIBRARY)
    for number in range(1, NOTICES + 1):
        notice = NOTICE.format(number=number, month=1 + number % 12, day=1 + number % 28)
        _write(folder / "seeds", f"2019/notice-{number:02}", notice)
    build(folder / "seeds", folder / "index", settings=settings)
    return folder / "index"


@pytest.fixture(scope="session")
def app(index: Path, settings: Settings) -> Flask:
    return create_app(open_archive(index, settings), settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def shipped(shipped_archive: Archive) -> FlaskClient:
    """A client of an application with the articles that come with Cuttings."""
    return create_app(shipped_archive).test_client()


@pytest.fixture
def missing(tmp_path: Path) -> FlaskClient:
    """A client of an application whose index has not been built."""
    return create_app(open_archive(tmp_path / "nowhere")).test_client()


@pytest.fixture
def empty(tmp_path: Path) -> FlaskClient:
    """A client of an application whose index holds nothing."""
    (tmp_path / "seeds").mkdir()
    build(tmp_path / "seeds", tmp_path / "index")
    return create_app(open_archive(tmp_path / "index")).test_client()


@pytest.fixture(scope="session")
def address(
    index: Path, settings: Settings, serving: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of a server of the small archive."""
    with serving(index, engine=settings.engine) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        reason = "the browser tests need Chromium: sudo apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()
