"""Trends: lines, links and the file for spreadsheets."""

import csv
import re
from html import unescape
from io import StringIO

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.engines


def rows(client: FlaskClient, query: str) -> list[dict[str, str]]:
    response = client.get(f"/trends.csv?{query}")
    assert response.status_code == 200
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(StringIO(response.text.removeprefix("\ufeff"))))


def test_the_rates_are_articles_for_every_10000_words(client: FlaskClient) -> None:
    (year,) = [r for r in rows(client, "q=flood&period=year") if r["from"] == "2019-01-01"]
    assert (year["query"], year["to"], year["matching"]) == ("flood", "2019-12-31", "45")
    assert int(year["articles"]) == 45
    rate = 10_000 * 45 / int(year["words"])
    assert float(year["per_10000_words"]) == pytest.approx(rate, rel=1e-5)


def test_every_point_finds_as_many_articles_as_it_says(client: FlaskClient) -> None:
    page = client.get("/trends?q=flood&q=mayor&period=month").text
    points = re.findall(r'<a class="point [^>]*href="([^"]+)" aria-label="[^"]*: (\d+) art', page)
    assert len(points) > 10
    for link, count in points:
        assert f"of {count} article" in client.get(unescape(link)).text


def test_every_query_has_all_periods_of_the_archive(client: FlaskClient) -> None:
    found = rows(client, "q=flood&q=zeppelin")
    periods = [[r["from"] for r in found if r["query"] == q] for q in ("flood", "zeppelin")]
    assert periods[0] == periods[1] != []
    assert {r["matching"] for r in found if r["query"] == "zeppelin"} == {"0"}


def test_the_table_beside_the_picture_has_the_same_numbers(client: FlaskClient) -> None:
    page = client.get("/trends?q=flood&period=year").text
    assert '<th scope="row">2019</th>' in page
    assert 'href="/trends.csv?q=flood&amp;period=year"' in page


def test_a_query_of_the_shape_of_a_formula_stays_text_in_a_spreadsheet(
    client: FlaskClient,
) -> None:
    assert rows(client, "q=-flood")[0]["query"] == "'-flood"


@pytest.mark.parametrize(
    ("query", "told"),
    [("q=a&q=b&q=c&q=d&q=e&q=f", "at most 5 queries"), ("q=a&period=week", "month or year")],
)
def test_what_cannot_be_drawn_is_told(client: FlaskClient, query: str, told: str) -> None:
    response = client.get(f"/trends?{query}")
    assert response.status_code == 400
    assert told in response.text


def test_an_archive_without_articles_has_no_lines(empty: FlaskClient) -> None:
    assert empty.get("/trends?q=flood").status_code == 200
    assert rows(empty, "q=flood") == []
