"""The pages, without a browser."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search import build, open_archive
from web import create_app

pytestmark = pytest.mark.engines

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """The text of a page, its links, and whether its tags match; as little as the tests need."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.ids: list[str] = []
        self.marks: list[str] = []
        self.words = ""
        self._open: list[str] = []
        self._link: str | None = None
        self.feed(html)
        assert not self._open, f"left open: {self._open}"
        assert len(self.ids) == len(set(self.ids)), f"the same id twice: {self.ids}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        if tag not in VOID:
            self._open.append(tag)
        if tag == "a":
            self._link, self._text = values["href"], ""

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "a" and self._link is not None:
            self.links.setdefault(" ".join(self._text.split()), self._link)
            self._link = None

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._link is not None:
            self._text += data
        if "mark" in self._open:
            self.marks.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def read(client: FlaskClient, path: str, status: int = 200) -> Page:
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.content_type == "text/html; charset=utf-8"
    return Page(response.text)


def linked(client: FlaskClient, page: Page, label: str) -> Page:
    """The page behind a link, which must lead somewhere."""
    found = next((link for text, link in page.links.items() if label in text), None)
    assert found, f"no link {label!r} in {list(page.links)}"
    return read(client, found)


def test_the_front_page_says_what_the_archive_holds(client: FlaskClient) -> None:
    assert "48 articles" in read(client, "/").text


def test_every_example_of_the_front_page_can_be_followed(client: FlaskClient) -> None:
    page = read(client, "/")
    examples = [link for link in page.links.values() if link.startswith("/?q=")]
    assert len(examples) > 4
    for link in examples:
        assert "mark" not in read(client, link).text


def test_a_bare_front_page_ignores_what_a_newsletter_adds(client: FlaskClient) -> None:
    assert "How to ask" in read(client, "/?utm_source=letter").text
    assert "1 to 20 of 45 articles" in read(client, "/?q=flood&utm_source=letter").text


def test_results_say_how_many_and_how_the_query_was_read(client: FlaskClient) -> None:
    page = read(client, "/?q=flood")
    readback = client.get("/api/v1/search?q=flood").json["query"]["readback"]
    assert "1 to 20 of 45 articles" in page.text
    assert readback in page.text
    assert 'role="status"' in client.get("/?q=flood").text


def test_an_empty_query_lists_all_articles(client: FlaskClient) -> None:
    assert "1 to 20 of 48 articles" in read(client, "/?q=").text


def test_a_single_result_is_counted_as_one(client: FlaskClient) -> None:
    assert "1 to 1 of 1 article" in read(client, "/?q=tasker").text


def test_matches_are_marked_in_headline_and_snippet(client: FlaskClient) -> None:
    assert {mark.lower() for mark in read(client, "/?q=resigned").marks} >= {"resigned"}


def test_a_day_is_written_out_and_machine_readable(client: FlaskClient) -> None:
    assert '<time datetime="2021-03-18">18 March 2021</time>' in client.get("/?q=tasker").text


def test_a_byline_leads_to_what_else_that_person_signed(client: FlaskClient) -> None:
    page = linked(client, read(client, "/?q=tasker"), "Joan Pellew")
    assert "by Joan Pellew" in page.text
    article = linked(client, read(client, "/?q=tasker"), "Mayor Roland Tasker resigns")
    assert "1 to 2 of 2 articles" in linked(client, article, "Joan Pellew").text


def test_paging_keeps_the_search(client: FlaskClient) -> None:
    second = linked(client, read(client, "/?q=flood&from=2019&sort=oldest"), "Next")
    assert "21 to 40 of 45 articles" in second.text
    third = linked(client, second, "Next")
    assert "41 to 45 of 45 articles" in third.text
    assert "Next" not in third.links
    assert "1 to 20 of 45 articles" in linked(client, second, "Previous").text
    assert "from 2019" in third.text


def test_a_page_past_the_end_leads_back_to_the_last(client: FlaskClient) -> None:
    page = read(client, "/?q=flood&page=9")
    assert "45 articles fill 3 pages" in page.text
    assert "41 to 45" in linked(client, page, "Go to the last page").text


def test_a_filter_in_force_can_be_taken_away(client: FlaskClient) -> None:
    page = read(client, "/?q=mayor&from=2022&byline=Joan+Pellew&page=1")
    without = linked(client, page, "from 2022")
    assert "from 2022" not in without.text
    assert "by Joan Pellew" in without.text


def test_blank_fields_do_not_clutter_links(client: FlaskClient) -> None:
    page = read(client, "/?q=flood&from=&to=&byline=&sort=relevance&match=auto")
    assert page.links["Next"] == "/?q=flood&page=2"


def test_the_form_keeps_what_was_typed(client: FlaskClient) -> None:
    html = client.get("/?q=%22a%22+%3Cb%3E&from=2019&sort=oldest&match=any").text
    assert 'value="&#34;a&#34; &lt;b&gt;"' in html
    assert 'value="2019"' in html
    assert '<input type="hidden" name="sort" value="oldest" form="search">' in html
    assert '<option value="any" selected>' in html


def test_an_article_is_shown_whole_with_its_marks(client: FlaskClient) -> None:
    page = linked(client, read(client, "/?q=mayor+letter"), "Mayor Roland Tasker resigns")
    assert {"Mayor", "mayor", "letter"} == set(page.marks)
    assert """that he was leaving "to clear my name" & <b>"my family's"</b>.""" in page.text


def test_an_article_leads_back_to_the_same_page_of_the_search(client: FlaskClient) -> None:
    search = "/?q=flood&from=2019&sort=oldest&page=2"
    results = read(client, search)
    article = linked(client, results, "Flood notice")
    back = next(link for text, link in article.links.items() if "Back to" in text)
    assert dict(p.split("=") for p in back[2:].split("&")) == {
        "q": "flood",
        "from": "2019",
        "sort": "oldest",
        "page": "2",
    }
    assert read(client, back).text == results.text


def test_an_article_by_itself_has_no_marks_and_leads_to_the_search(client: FlaskClient) -> None:
    url = client.get("/api/v1/search?q=tasker").json["results"][0]["url"]
    page = read(client, url)
    assert page.marks == []
    assert page.links["← Search the archive"] == "/"


def test_no_article_with_all_words_shows_the_nearest_and_says_so(client: FlaskClient) -> None:
    page = read(client, "/?q=tasker+weir")
    assert "No article has all of these words; these have some." in page.text
    # Nearly every article has "weir": by itself it is no answer.
    assert "1 to 1 of 1 article" in page.text


def test_the_page_says_how_many_articles_have_all_the_words(client: FlaskClient) -> None:
    page = read(client, "/?q=mayor+resigns+arch")
    assert "No article has all of these words" in page.text
    page = read(client, "/?q=mayor+resigns+notice")
    assert "No article has all of these words" in page.text
    page = read(client, "/?q=mayor+resigns")
    assert "these have some" not in page.text


def test_words_looked_for_too_can_be_taken_back_one_by_one(shipped: FlaskClient) -> None:
    page = linked(shipped, read(shipped, "/?q=flood"), "Look for related words too")
    assert "Looked for too:" in page.text
    added = [text for text in page.links if "(remove)" in text]
    assert added
    fewer = linked(shipped, page, added[0])
    assert added[0] not in fewer.links
    assert set(added[1:]) <= set(fewer.links)
    plain = linked(shipped, fewer, "Only what was typed")
    assert "Looked for too" not in plain.text


def test_notes_are_shown(client: FlaskClient) -> None:
    (note, *_) = client.get(f"/api/v1/search?q={'flood+' * 1000}").json["query"]["notes"]
    assert f"{note[0].upper()}{note[1:]}." in read(client, f"/?q={'flood+' * 1000}").text


def test_nothing_found_suggests_only_searches_that_find_something(client: FlaskClient) -> None:
    page = read(client, "/?q=tasker+zeppelin&from=2022&match=all")
    assert "No articles found" in page.text
    suggested = {t: link for t, link in page.links.items() if t.startswith(("Search", "Take"))}
    assert not suggested
    page = read(client, "/?q=tasker+bribe&from=2022&match=all")
    assert "Search without “from 2022” (1 article)" in page.text
    assert "1 to 1 of 1 article" in linked(client, page, "Search without").text


def test_nothing_found_suggests_fewer_words(client: FlaskClient) -> None:
    page = read(client, "/?q=tasker+zeppelin&match=all")
    assert "1 to 1 of 1 article" in linked(client, page, "Search without “zeppelin”").text


def test_nothing_found_in_quotation_marks_suggests_the_words_alone(client: FlaskClient) -> None:
    page = read(client, '/?q="tasker+bribe"')
    assert "1 to 1 of 1 article" in linked(client, page, "Search for tasker bribe").text


def test_nothing_found_in_some_years_suggests_all_of_them(client: FlaskClient) -> None:
    page = read(client, "/?q=tasker&year=2018&year=2019")
    assert "1 to 1 of 1 article" in linked(client, page, "Search without “2018 or 2019”").text


def test_an_article_leads_to_others_like_it(shipped: FlaskClient) -> None:
    page = read(shipped, "/article/2021/mayor-resigns")
    assert "Similar articles" in page.text
    other = linked(shipped, page, "Former mayor charged with bribery")
    assert "Former mayor charged with bribery" in other.text


def test_another_spelling_is_one_click_away(client: FlaskClient) -> None:
    page = read(client, "/?q=flood+notise&match=all")
    assert "Did you mean flood notice (45 articles)?" in page.text
    assert "1 to 20 of 45 articles" in linked(client, page, "flood notice").text


def test_a_word_that_no_article_has_is_named(client: FlaskClient) -> None:
    assert "No article has zeppelin." in read(client, "/?q=tasker+zeppelin&match=all").text


def test_each_article_says_why_it_is_here(client: FlaskClient) -> None:
    page = read(client, "/?q=tasker")
    assert "Why is this here?" in page.text
    assert "“tasker” stands" in page.text.replace('"tasker"', "“tasker”")
    assert "Why is this here?" not in read(client, "/?from=2022").text


@pytest.mark.parametrize(
    ("query", "field"),
    [("from=yesterday", "from"), ("to=2021-13", "to"), ("from=2022&to=2021", "from")],
)
def test_a_wrong_filter_is_told_at_its_field(client: FlaskClient, query: str, field: str) -> None:
    response = client.get(f"/?q=flood&{query}")
    assert response.status_code == 400
    assert f'aria-describedby="{field}-wrong"' in response.text
    assert f'id="{field}-wrong">Give a day' in response.text
    assert 'value="flood"' in response.text
    Page(response.text)


@pytest.mark.parametrize("query", ["page=abc", "page=0", "sort=odd", "match=odd", "per_page=1000"])
def test_any_other_wrong_parameter_is_named(client: FlaskClient, query: str) -> None:
    page = read(client, f"/?q=flood&{query}", 400)
    name, value = query.split("=")
    assert f"{name.capitalize()} cannot be “{value}”." in page.text


def test_an_unknown_article_has_a_page_with_a_search_box(client: FlaskClient) -> None:
    page = read(client, "/article/2021/nope?q=flood", 404)
    assert "No such article" in page.text
    assert "q" in page.ids


def test_an_unknown_address_has_a_page(client: FlaskClient) -> None:
    assert "Nothing is at this address" in read(client, "/nope", 404).text


def test_an_empty_archive_says_how_to_fill_it(empty: FlaskClient) -> None:
    for path in ("/", "/?q=flood"):
        page = read(empty, path)
        assert "The archive is empty" in page.text
        assert "cuttings build" in page.text


def test_a_missing_index_says_what_to_run(missing: FlaskClient) -> None:
    for path in ("/", "/?q=flood", "/article/a"):
        assert "cuttings build" in read(missing, path, 503).text


def test_a_wrong_method_has_a_page_and_is_told_the_right_ones(client: FlaskClient) -> None:
    response = client.post("/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert "does not take POST" in response.text


def test_every_page_has_its_language_title_landmarks_and_one_heading(client: FlaskClient) -> None:
    url = client.get("/api/v1/search?q=tasker").json["results"][0]["url"]
    for path in ("/", "/?q=flood", "/?q=zeppelin", "/?from=x", "/nope", url):
        html = client.get(path).text
        assert '<html lang="en">' in html
        assert re.search(r"<title>.*Cuttings</title>", html)
        assert html.count("<main") == html.count("<h1") == 1
        assert 'href="#main"' in html


def test_the_icon_is_there_for_those_who_ask_without_reading(client: FlaskClient) -> None:
    with client.get("/favicon.ico") as response:
        assert (response.status_code, response.mimetype) == (200, "image/svg+xml")


def test_a_date_far_off_is_drawn_in_centuries_that_lead_to_their_years(tmp_path: Path) -> None:
    dates = ("0001-05-01", "1987-05-01", "1988-05-01")
    lines = [f'{{"headline": "Flood {day}", "date": "{day}"}}' for day in dates]
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "flood.jsonl").write_text("\n".join(lines), "utf-8")
    build(tmp_path / "seeds", tmp_path / "index")
    client = create_app(open_archive(tmp_path / "index")).test_client()
    page = client.get("/?q=flood").text
    assert "By century" in page
    assert "The longest stretch is 100 to 1899: the archive holds 0 articles." in page
    links = [unescape(link) for link in re.findall(r'class="bar" href="([^"]*)"', page)]
    assert links == ["/?q=flood&from=0001&to=0099", "/?q=flood&from=1900&to=1988"]
    assert "By year" in client.get(links[1]).text
