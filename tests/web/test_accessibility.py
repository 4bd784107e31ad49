"""WCAG 2.2 AA as far as axe-core can tell it, and what a program cannot: zoom, keys, names."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/?q=flood&from=2019&sort=oldest",
    "/?q=mayor&year=2021&byline=Joan+Pellew",
    "/?q=zeppelin",
    "/?q=flood&from=yesterday",
    "/article/2021/mayor-resigns?q=mayor",
    "/trends?q=flood&q=mayor",
    "/on-this-day/01-26",
    "/about",
    "/help",
    "/nope",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(params=["light", "dark"])
def schemed(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme: Literal["light", "dark"] = request.param
    with browser.new_context(base_url=address, color_scheme=scheme) as context:
        yield context.new_page()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address) as context:
        yield context.new_page()


def test_axe_finds_nothing_on_any_page(schemed: Page) -> None:
    found = []
    for path in PATHS:
        schemed.goto(path)
        told = Axe().run(schemed, options=RULES).response
        assert len(told["passes"]) > 20
        for violation in told["violations"]:
            places = [node["html"] for node in violation["nodes"]]
            found.append((path, violation["id"], violation["help"], places))
    assert found == []


def test_axe_finds_nothing_in_the_list_of_keys(schemed: Page) -> None:
    schemed.goto("/")
    schemed.get_by_role("button", name="Keys").click()
    assert Axe().run(schemed, options=RULES).response["violations"] == []


def test_a_page_zoomed_to_400_percent_scrolls_one_way_only(browser: Browser, address: str) -> None:
    viewport = {"width": 320, "height": 256}  # 1280 by 1024 at 400%
    with browser.new_context(base_url=address, viewport=viewport) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in PATHS:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 320, f"{path} is {wide} px wide"


def test_the_number_found_is_a_status_message(page: Page) -> None:
    page.goto("/?q=flood")
    expect(page.get_by_role("status")).to_have_text("1 to 20 of 45 articles")


def test_every_bar_says_its_period_and_number(page: Page) -> None:
    page.goto("/?q=flood")
    bars = page.locator(".chart .bar")
    assert bars.count() == 12
    expect(bars.first).to_have_accessible_name("January 2019: 3 articles")


def test_the_bars_are_one_stop_of_the_tab_key(page: Page) -> None:
    page.goto("/?q=flood")
    stops = page.locator(".chart .bar:not([tabindex='-1'])")
    assert stops.count() == 1


def test_the_points_of_a_line_are_walked_with_the_arrow_keys(page: Page) -> None:
    page.goto("/trends?q=flood&q=mayor&period=month")
    points = page.locator(".point.circle")
    points.first.focus()
    page.keyboard.press("ArrowRight")
    expect(points.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".point.square").first).to_be_focused()


def test_nothing_moves_when_results_come_while_typing(page: Page) -> None:
    page.goto("/")
    box = page.get_by_label("Search the archive")
    before = box.bounding_box()
    box.press_sequentially("flood")
    expect(page.get_by_role("status")).to_contain_text("of 45 articles")
    assert box.bounding_box() == before
