"""What a first visit costs: bytes, requests, and what has to come before anything is drawn."""

import re

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

MOST_BYTES = 100_000
MODULES = re.compile(r'^import .* from "\./([^"]+)";', re.MULTILINE)
PAGES = ["/", "/?q=flood", "/article/2021/mayor-resigns?q=mayor", "/trends?q=flood&q=mayor"]


def compressed(client: FlaskClient, address: str) -> int:
    with client.get(address, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.status_code == 200
        return len(response.data)  # what is tiny is sent as it is


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_weighs_little(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    addresses = {*re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)}
    main = next(address for address in addresses if address.endswith("main.js"))
    with client.get(main) as response:
        modules = MODULES.findall(response.text)
    assert len(modules) > 3
    addresses |= {main.replace("main.js", name) for name in modules}
    assert sum(compressed(client, own) for own in {path, *addresses}) < MOST_BYTES


@pytest.mark.parametrize("path", PAGES)
def test_one_stylesheet_and_nothing_else_comes_before_the_first_paint(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path).text
    assert page.count('rel="stylesheet"') == 1
    for script in re.findall(r"<script[^>]*>", page):
        assert 'type="module"' in script or 'type="application/ld+json"' in script
    with client.get(re.findall(r'href="(/static/[^"]+css)"', page)[0]) as style:
        assert "@import" not in style.text


@pytest.mark.browser
def test_no_page_asks_another_host(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in PAGES:
            page.goto(path, wait_until="networkidle")
        assert len(asked) > len(PAGES)
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
