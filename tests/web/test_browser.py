"""Journeys in a real browser, against a real server."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

FLOOD = "/?q=flood&from=2019&sort=oldest"
PATHS = ("/", FLOOD, f"{FLOOD}&page=2", "/?q=zeppelin", "/?q=flood&from=yesterday", "/nope")


@pytest.fixture(params=[True, False], ids=["with scripts allowed", "without scripts"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(browser: Browser, address: str) -> Iterator[Page]:
    """A page in which the test itself may measure."""
    context = browser.new_context(base_url=address)
    yield context.new_page()
    context.close()


def of_width(browser: Browser, address: str, width: int) -> BrowserContext:
    return browser.new_context(base_url=address, viewport={"width": width, "height": 740})


def test_a_search_is_narrowed_read_and_gone_back_to(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search the archive").fill("mayor")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 to 2 of 2 articles")

    page.get_by_label("From").fill("2021")
    page.get_by_label("To", exact=True).fill("2021")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("status")).to_have_text("1 to 1 of 1 article")

    page.get_by_role("link", name="Mayor Roland Tasker resigns").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mayor Roland Tasker resigns")
    expect(page.locator("mark").first).to_be_visible()

    page.get_by_role("link", name="Back to the articles").click()
    expect(page.get_by_label("From")).to_have_value("2021")
    expect(page.get_by_role("status")).to_have_text("1 to 1 of 1 article")

    page.get_by_role("link", name="from 2021").click()
    page.get_by_role("link", name="to 2021").click()
    expect(page.get_by_role("status")).to_have_text("1 to 2 of 2 articles")


@pytest.mark.parametrize(
    ("path", "is_for_typing"),
    [("/", True), ("/?q=zeppelin", True), ("/nope", True), ("/?q=flood", False)],
)
def test_a_page_begins_in_the_search_box_where_typing_is_the_next_step(
    page: Page, path: str, is_for_typing: bool
) -> None:
    page.goto(path)
    box = expect(page.get_by_label("Search the archive"))
    if is_for_typing:
        box.to_be_focused()
    else:
        box.not_to_be_focused()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/")
    # The front page begins in the search box, as soon as it is drawn.
    expect(page.get_by_label("Search the archive")).to_be_focused()
    page.keyboard.type("tasker")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 to 1 of 1 article")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    headline = page.get_by_role("link", name="Mayor Roland Tasker resigns")
    for _ in range(20):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.bounding_box(), "what has the focus cannot be seen"
        assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        if focused.inner_text() == headline.inner_text():
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mayor Roland Tasker resigns")


def test_a_date_that_cannot_be_read_is_told_and_can_be_mended(page: Page) -> None:
    page.goto("/?q=flood&from=yesterday")
    wrong = page.get_by_label("From")
    expect(wrong).to_have_value("yesterday")
    expect(wrong).to_have_accessible_description(re.compile("^Give a day, month or year"))
    wrong.fill("2019-02")
    wrong.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 to ")


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2560])
def test_no_width_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    with of_width(browser, address, width) as context:
        page = context.new_page()
        for path in (*PATHS, "/?q=" + "Donaudampfschifffahrtsgesellschaft" * 8):
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} px wide"


def test_a_phone_opens_the_filters_when_it_needs_them(browser: Browser, address: str) -> None:
    with of_width(browser, address, 360) as context:
        page = context.new_page()
        page.goto("/?q=flood")
        expect(page.get_by_label("From")).to_be_hidden()
        page.get_by_text("Narrow the search").click()
        page.get_by_label("From").fill("2020")
        page.get_by_role("button", name="Apply").click()
        expect(page.get_by_role("status")).to_have_text("No articles found")


def test_a_phone_has_room_for_a_finger(browser: Browser, address: str) -> None:
    with of_width(browser, address, 360) as context:
        page = context.new_page()
        page.goto(FLOOD)
        for target in page.locator("button, .paging a, .in-force a, .hits h2 a").all():
            box = target.bounding_box()
            assert box is None or box["height"] >= 24  # WCAG 2.2, 2.5.8


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_by_day_and_by_night(browser: Browser, address: str, scheme: str) -> None:
    with browser.new_context(base_url=address, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        backgrounds = []
        for path in (*PATHS, "/?q=tasker+weir", "/?q=mayor"):
            page.goto(path)
            backgrounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
            for text, ratio in page.evaluate(CONTRASTS):
                assert ratio >= 4.5, f"{path}: {text!r} has a contrast of {ratio:.1f}"
        is_dark = _luminance(backgrounds[0]) < 0.2
        assert is_dark == (scheme == "dark")


def test_marks_do_not_speak_by_colour_alone(scripted: Page) -> None:
    scripted.goto("/?q=mayor")
    mark = scripted.locator(".snippet mark").first
    assert mark.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    assert int(mark.evaluate("e => getComputedStyle(e).fontWeight")) >= 700


def test_nothing_is_refused_by_the_browser_or_missing(scripted: Page) -> None:
    said: list[str] = []
    scripted.on("console", lambda message: said.append(message.text))
    scripted.on("requestfailed", lambda request: said.append(request.url))
    for path in ("/", FLOOD):
        scripted.goto(path, wait_until="networkidle")
    assert said == []


def test_headings_go_down_one_level_at_a_time(scripted: Page) -> None:
    for path in PATHS:
        scripted.goto(path)
        levels = [int(name[1]) for name in scripted.evaluate(HEADINGS)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_field_has_a_name(scripted: Page) -> None:
    scripted.goto("/?q=flood&byline=A&byline=B")
    for field in scripted.locator("input, select, button").filter(visible=True).all():
        expect(field).to_have_accessible_name(re.compile(r"\w"))


def _luminance(colour: str) -> float:
    return sum(int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(",")) / 765


HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4')].map(e => e.tagName)"

# The contrast of every piece of text with what lies behind it, as WCAG 2.2 reckons it.
CONTRASTS = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text || !element.checkVisibility()) continue;
    const [a, b] = [parts(getComputedStyle(element).color), behind(element)].map(light);
    found.push([text, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
  }
  return found;
}"""
