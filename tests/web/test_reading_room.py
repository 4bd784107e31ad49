"""Ways in without a search, and what browsers and reference managers are told."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from search import build, open_archive
from search.settings import Settings
from web import create_app

TASKER = "/article/2021/mayor-resigns"


def test_a_day_has_its_articles_of_all_years(client: FlaskClient) -> None:
    page = client.get("/on-this-day/01-26").text
    assert "<h1>On 26 January</h1>" in page
    assert "Arch of the new bridge is lifted into place" in page
    assert "1 article of this day" in page


def test_the_days_are_a_ring(client: FlaskClient) -> None:
    assert 'href="/on-this-day/12-31"' in client.get("/on-this-day/01-01").text
    assert 'href="/on-this-day/01-01"' in client.get("/on-this-day/12-31").text
    assert client.get("/on-this-day/02-29").status_code == 200


def test_today_leads_to_its_own_address(client: FlaskClient) -> None:
    assert re.fullmatch(r"/on-this-day/\d\d-\d\d", client.get("/on-this-day").location)
    assert client.get("/on-this-day?day=03-18").location == "/on-this-day/03-18"


@pytest.mark.parametrize("day", ["13-01", "02-30", "tomorrow", "1-2-3"])
def test_what_is_no_day_is_told(client: FlaskClient, day: str) -> None:
    response = client.get(f"/on-this-day/{day}")
    assert response.status_code == 400
    assert "a month and a day, as in 01-26" in response.text


@pytest.mark.engines
def test_a_day_with_many_articles_has_pages(tmp_path: Path, engine: Callable[[str], str]) -> None:
    lines = [{"headline": f"Story {n}", "date": f"{2000 + n}-05-06"} for n in range(45)]
    (tmp_path / "seeds").mkdir()
    text = "\n".join(map(json.dumps, lines))
    (tmp_path / "seeds" / "all.jsonl").write_text(text, "utf-8")
    settings = Settings(engine=engine("days"))
    build(tmp_path / "seeds", tmp_path / "index", settings=settings)
    client = create_app(open_archive(tmp_path / "index", settings)).test_client()
    assert "Story 44" in client.get("/on-this-day/05-06").text
    last = client.get("/on-this-day/05-06?page=3").text
    assert "Story 0<" in last
    assert 'href="/on-this-day/05-06?page=2"' in last


@pytest.mark.engines
def test_the_archive_tells_what_it_holds_and_what_is_left_out(
    tmp_path: Path, engine: Callable[[str], str]
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("date 2021-03-18 Story\n\nBy Jo Lee\n\nText.\n")
    (tmp_path / "seeds" / "b.txt").write_text("")
    settings = Settings(engine=engine("holdings"))
    build(tmp_path / "seeds", tmp_path / "index", settings=settings)
    archive = open_archive(tmp_path / "index", settings)
    page = create_app(archive).test_client().get("/about").text
    assert archive.snapshot.name in page
    assert "<code>b.txt</code>" in page
    assert 'href="/?year=2021"' in page
    assert 'href="/?byline=Jo+Lee"' in page or 'href="/?byline=Jo%20Lee"' in page


@pytest.mark.engines
def test_each_year_and_name_leads_to_as_many_articles_as_it_says(client: FlaskClient) -> None:
    page = client.get("/about").text
    rows = re.findall(r'<a href="(/\?[^"]+)">[^<]+</a></th>\s*<td>([\d,]+)</td>', page)
    assert len(rows) > 5
    for link, count in rows:
        assert f"of {count} article" in client.get(unescape(link)).text


@pytest.mark.parametrize("path", ["/about", "/on-this-day/01-26", "/trends"])
def test_an_archive_that_holds_nothing_or_is_not_there_says_so(
    empty: FlaskClient, missing: FlaskClient, path: str
) -> None:
    assert empty.get(path).status_code == 200
    assert "cuttings build" in missing.get(path).text


def test_a_browser_is_told_how_to_search(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    urls = ElementTree.fromstring(response.text).findall("o:Url", space)
    assert len(urls) == 3
    for url in urls:
        address = url.get("template", "").replace("{searchTerms}", "flood")
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, url.get("type"))


def test_an_article_can_be_cited_in_words(client: FlaskClient) -> None:
    page = client.get(TASKER).text
    cited = f"Joan Pellew, “Mayor Roland Tasker resigns”, 18 March 2021, http://localhost{TASKER}."
    assert cited in unescape(page)


def test_every_format_of_a_reference_can_be_had(client: FlaskClient) -> None:
    page = client.get(TASKER).text
    links = re.findall(r'href="(/api/v1/articles/[^"]+)"', page)
    assert len(links) == 3
    for link in links:
        assert "Mayor Roland Tasker resigns" in client.get(link).text


def test_reference_managers_and_search_engines_are_told_what_the_page_is(
    client: FlaskClient,
) -> None:
    page = client.get(TASKER).text
    (coins,) = re.findall(r'<span class="Z3988" title="([^"]+)">', page)
    fields = parse_qs(unescape(coins))
    assert fields["rft.atitle"] == ["Mayor Roland Tasker resigns"]
    assert fields["rft.au"] == ["Joan Pellew"]
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    known = json.loads(data)
    assert known["@type"] == "NewsArticle"
    assert known["datePublished"] == "2021-03-18"
    assert f'<link rel="canonical" href="http://localhost{TASKER}">' in page


def test_no_headline_can_end_the_data_about_it(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text("Headline: </script><b>Bold\n\nText.\n", "utf-8")
    build(tmp_path / "more", tmp_path / "other")
    client = create_app(open_archive(tmp_path / "other")).test_client()
    page = client.get("/article/a").text
    assert "</script><b>" not in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data)["headline"] == "</script><b>Bold"
