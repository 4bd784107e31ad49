"""What people come for, from the beginning to the end, in a real browser."""

import csv
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.engines]

BOX = "Search the archive"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(
        base_url=address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    ) as context:
        yield context.new_page()


def status(page: Page, text: str) -> None:
    expect(page.get_by_role("status").first).to_have_text(text)


def test_a_reporter_finds_narrows_reads_and_cites(page: Page) -> None:
    page.goto("/")
    page.keyboard.type("flood")
    status(page, "1 to 20 of 45 articles")
    expect(page).to_have_url(re.compile(r"/\?q=flood$"))
    expect(page.get_by_label(BOX)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("body.results")).to_be_visible()

    _brush(page, 1, 3)
    status(page, "1 to 12 of 12 articles")
    expect(page.get_by_role("link", name="from 2019-02")).to_be_visible()
    page.get_by_role("link", name="Piers Lowther").first.click()
    status(page, "1 to 12 of 12 articles")

    page.locator(".hits h2 a").first.click()
    hits = page.locator("#hit-at")
    count = page.locator(".cutting mark").count()
    expect(hits).to_have_text(f"{count} matches")
    page.get_by_role("button", name="Next match").click()
    expect(hits).to_have_text(f"Match 1 of {count}")
    page.keyboard.press("n")
    expect(hits).to_have_text(f"Match 2 of {count}")
    page.keyboard.press("p")
    expect(page.locator("mark.here")).to_be_focused()
    expect(page.get_by_text("Piers Lowther, “Flood notice")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").evaluate("link => (link.download = '', link.click())")
    assert "TY  - NEWS" in download.value.path().read_text("utf-8")

    page.get_by_role("link", name="Back to the articles").click()
    status(page, "1 to 12 of 12 articles")
    page.get_by_role("link", name="from 2019-02").click()
    page.get_by_role("link", name="to 2019-04").click()
    status(page, "1 to 20 of 45 articles")


def test_a_librarian_looks_for_a_phrase_and_takes_the_list_along(page: Page) -> None:
    page.goto("/")
    page.get_by_label(BOX).fill('"flood notice"')
    page.keyboard.press("Enter")
    status(page, "1 to 20 of 45 articles")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) >= 20
    assert all("Flood notice" in row["headline"] for row in rows)


def test_a_reader_on_a_phone(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_label(BOX).fill("mayor")
    phone.get_by_role("button", name="Search").tap()
    status(phone, "1 to 2 of 2 articles")
    expect(phone.get_by_role("heading", name="Year")).to_be_hidden()
    phone.get_by_text("Narrow the search").tap()
    phone.get_by_role("link", name="2021 1 article").tap()
    status(phone, "1 to 1 of 1 article")
    phone.get_by_role("link", name="Mayor Roland Tasker resigns").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mayor Roland Tasker resigns")
    phone.go_back()
    status(phone, "1 to 1 of 1 article")


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/?q=flood")
    page.keyboard.press("/")
    expect(page.get_by_label(BOX)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hits h2 a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label(BOX)).to_be_focused()

    page.locator(".chart .bar").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#brushed")).to_have_text("February 2019 to April 2019: 12 articles")
    page.keyboard.press("Enter")
    status(page, "1 to 12 of 12 articles")


def test_the_keys_are_listed_and_can_be_turned_off(page: Page) -> None:
    page.goto("/?q=flood")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Use the keys that are a single character").uncheck()
    page.keyboard.press("Escape")
    page.goto("/?q=mayor")
    page.keyboard.press("/")
    expect(page.get_by_label(BOX)).not_to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_what_is_offered_while_typing_can_be_walked_and_taken(page: Page) -> None:
    offered = {
        "words": [{"word": "mayor", "query": "mayor", "articles": 2}],
        "bylines": [{"name": "Mayra Toll", "articles": 1}],
        "headlines": [],
    }
    page.route("**/api/v1/suggest?*", lambda route: route.fulfill(json=offered))
    page.goto("/")
    page.keyboard.type("may")
    offers = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(offers).to_have_text(["mayor", "Mayra Toll byline"])
    page.keyboard.press("ArrowDown")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    expect(page.get_by_label(BOX)).to_be_focused()
    page.keyboard.press("Escape")
    expect(offers).to_have_count(0)
    page.keyboard.type("o")
    expect(offers).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    status(page, "1 to 2 of 2 articles")
    expect(page.get_by_label(BOX)).to_have_value("mayor")


def test_a_slash_in_the_box_is_a_slash(page: Page) -> None:
    page.goto("/")
    page.keyboard.type("and/or?")
    expect(page.get_by_label(BOX)).to_have_value("and/or?")


def test_the_back_button_goes_to_the_search_before_and_not_through_the_letters(page: Page) -> None:
    page.goto("/?q=flood")
    box = page.get_by_label(BOX)
    box.fill("mayor")
    status(page, "1 to 2 of 2 articles")
    box.press("Enter")
    box.press_sequentially(" -letter")
    status(page, "1 to 1 of 1 article")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?q=mayor\+-letter$"))
    page.go_back()
    status(page, "1 to 2 of 2 articles")
    expect(box).to_have_value("mayor")
    page.go_back()
    status(page, "1 to 20 of 45 articles")
    expect(box).to_have_value("flood")


def test_an_emptied_box_shows_the_front_page_again(page: Page) -> None:
    page.goto("/")
    page.keyboard.type("flood")
    status(page, "1 to 20 of 45 articles")
    page.get_by_label(BOX).fill("")
    expect(page.get_by_role("heading", name="How to ask")).to_be_visible()
    status(page, "")


def test_without_scripts_a_bar_narrows_and_nothing_is_promised(
    browser: Browser, address: str
) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/?q=flood")
        expect(page.get_by_role("button", name="Keys")).to_be_hidden()
        page.get_by_role("link", name="March 2019: 4 articles").click(force=True)
        status(page, "1 to 4 of 4 articles")
        page.locator(".hits h2 a").first.click()
        expect(page.get_by_role("button", name="Next match")).to_be_hidden()
        expect(page.get_by_role("link", name="BibTeX")).to_be_visible()


def _brush(page: Page, first: int, last: int) -> None:
    """Drag over bars, both included."""
    bars = page.locator(".chart .bar .reach")
    boxes = [bars.nth(number).bounding_box() for number in (first, last)]
    ends = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=5)
    page.mouse.up()
