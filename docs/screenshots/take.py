"""Pictures of the pages, day and night, on a phone, a laptop and a wide screen.

Builds a temporary index from seeds/, serves it, and writes <page>-<width>-<scheme>.png into all/,
which git ignores; a few of them also beside this, for the documents. Run it with
``make screenshots``.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from search import build

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGES = {
    "front": "/",
    "results": "/?q=flood+warning",
    "article": "/article/2020/tamble-floods-210-homes?q=flood+warning",
    "nothing": "/?q=zeppelin+bridge&from=2022&match=all",
    "trends": "/trends?q=flood&q=mayor&q=library",
    "on-this-day": "/on-this-day/01-26",
    "about": "/about",
    "help": "/help",
}
HEIGHTS = {360: 740, 1280: 800, 2200: 1240}
# What goes into git: enough to see what it looks like.
KEPT = {"front": (1280, "light"), "results": (1280, "light"), "article": (360, "dark"),
        "trends": (1280, "dark")}  # fmt: skip
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SERVE = (sys.executable, "-m", "gunicorn", "-c", "python:web.server", "web:create_app()")
# Without these Chromium asks its makers for updates while the pictures are taken.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def serving(index: Path) -> Iterator[str]:
    """The address of a server of an index, on a free port."""
    env = os.environ | {"CUTTINGS_INDEX": str(index), "CUTTINGS_PORT": "0", "CUTTINGS_WORKERS": "1"}
    with subprocess.Popen(SERVE, env=env, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().split()[-1]
        server.terminate()


def take(browser: Browser, address: str) -> None:
    """Every page in every size and scheme."""
    for width, height in HEIGHTS.items():
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            for name, path in PAGES.items():
                page.goto(address + path)
                picture = HERE / "all" / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=picture)
                if KEPT.get(name) == (width, scheme):
                    shutil.copy(picture, HERE)
            page.close()


def main() -> None:
    """Build, serve, take."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        index = Path(folder) / "index"
        build(ROOT / "seeds", index)
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        with serving(index) as address:
            take(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
