"""Results and citations in every format, read back with the readers that others use."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import feedparser
import pytest
import rispy
from flask.testing import FlaskClient

from search import build, open_archive
from search.settings import Settings
from web import create_app

SEARCH = "/api/v1/search"
HEADLINE = r"""=SUM(A1) & 50% of {all} "money" _is_ $10 #1 <b> \o/ ~ ^"""
TRICKY = rf"""date 2020-02-29 {HEADLINE}

By Ann O'Neil Jr and The Press Association

-The body, with é and a comma.
"""


@pytest.fixture(scope="module")
def tricky(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an archive with one article, full of what formats trip over."""
    folder = tmp_path_factory.mktemp("tricky")
    (folder / "seeds" / "a~b").mkdir(parents=True)
    (folder / "seeds" / "a~b" / "leader.bib.txt").write_text(TRICKY, "utf-8")
    build(folder / "seeds", folder / "index")
    settings = Settings(newspaper="Lantern & Post", rate_limit=0)
    return create_app(open_archive(folder / "index"), settings).test_client()


def results(client: FlaskClient, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{SEARCH}?{query}").json["results"]
    return found


def read_csv(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def plain(spans: list[dict[str, Any]]) -> str:
    return "".join(span["text"] for span in spans)


@pytest.mark.parametrize(
    ("suffix", "mimetype"),
    [
        ("json", "application/json"),
        ("ndjson", "application/x-ndjson"),
        ("csv", "text/csv"),
        ("atom", "application/atom+xml"),
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
    ],
)
def test_a_format_is_asked_for_by_ending_or_by_accept(
    client: FlaskClient, suffix: str, mimetype: str
) -> None:
    by_ending = client.get(f"{SEARCH}.{suffix}?q=flood")
    by_accept = client.get(f"{SEARCH}?q=flood", headers={"Accept": mimetype})
    assert by_ending.mimetype == by_accept.mimetype == mimetype
    assert "Accept" in by_accept.headers["Vary"]
    assert by_ending.headers["ETag"] != by_accept.headers["ETag"]


@pytest.mark.parametrize(
    "accept", ["*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "application/*", ""]
)
def test_json_is_for_those_without_a_wish(client: FlaskClient, accept: str) -> None:
    assert client.get(SEARCH, headers={"Accept": accept}).mimetype == "application/json"


def test_the_best_liked_format_wins(client: FlaskClient) -> None:
    accept = "application/json;q=0.5, text/csv;q=0.9"
    assert client.get(SEARCH, headers={"Accept": accept}).mimetype == "text/csv"


@pytest.mark.parametrize("path", [SEARCH, "/api/v1/articles/2021/mayor-resigns"])
def test_a_format_nobody_speaks_is_not_acceptable(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.mimetype == "application/problem+json"
    assert response.json["type"] == "urn:problem-type:cuttings:format"
    assert "application/json" in response.json["available"]


def test_an_unknown_ending_is_not_found(client: FlaskClient) -> None:
    assert client.get(f"{SEARCH}.docx").status_code == 404


def test_a_line_of_ndjson_is_a_result_with_an_absolute_address(client: FlaskClient) -> None:
    lines = client.get(f"{SEARCH}.ndjson?q=flood").text.splitlines()
    expected = results(client, "q=flood")
    for result in expected:
        result["url"] = f"http://localhost{result['url']}"
    assert [json.loads(line) for line in lines] == expected


def test_csv_has_a_row_for_each_result(client: FlaskClient) -> None:
    rows = read_csv(client.get(f"{SEARCH}.csv?q=flood").text)
    for row, result in zip(rows, results(client, "q=flood"), strict=True):
        assert (row["id"], row["headline"], row["date"], row["byline"]) == tuple(
            result[key] for key in ("id", "headline", "date", "byline")
        )
        assert row["snippet"] == plain(result["snippet"])
        assert float(row["score"]) == pytest.approx(result["score"], rel=1e-5)


def test_csv_holds_no_formulas(tricky: FlaskClient) -> None:
    (row,) = read_csv(tricky.get(f"{SEARCH}.csv?q=body").text)
    assert row["headline"].startswith("'=SUM(A1)")
    assert row["snippet"].startswith("'-The body")


def test_a_feed_reader_reads_the_feed(client: FlaskClient) -> None:
    feed = feedparser.parse(client.get("/feed.atom?q=flood&per_page=5").data)
    assert not feed.bozo
    dates = [entry.published[:10] for entry in feed.entries]
    assert len(dates) == 5
    assert dates == sorted(dates, reverse=True)
    assert dates == [result["date"] for result in results(client, "q=flood&sort=newest&per_page=5")]
    assert feed.feed.title == 'Cuttings: Articles with "flood"'
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["alternate"] == "http://localhost/?q=flood&sort=newest&per_page=5"
    assert links["self"] == "http://localhost/feed.atom?q=flood&sort=newest&per_page=5"
    assert client.get(links["next"]).status_code == 200
    assert feed.entries[0].link.startswith("http://localhost/article/2019/notice-")
    assert feed.entries[0].authors[0].name == "Piers Lowther"


def test_an_article_keeps_its_id_in_every_feed(client: FlaskClient) -> None:
    atom = feedparser.parse(client.get("/feed.atom?q=tasker").data).entries[0].id
    search = feedparser.parse(client.get(f"{SEARCH}.atom?q=resigns").data).entries[0].id
    item = client.get("/feed.json?q=bribe").json["items"][0]["id"]
    elsewhere = client.get("/feed.atom?q=tasker", base_url="https://archive.example")
    assert atom == search == item == feedparser.parse(elsewhere.data).entries[0].id
    assert atom.startswith("urn:uuid:")


def test_the_json_feed_says_what_the_version_demands(client: FlaskClient) -> None:
    feed = client.get("/feed.json?q=flood&per_page=2")
    assert feed.mimetype == "application/feed+json"
    said = feed.json
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert len(said["items"]) == 2
    assert all(item["id"] and item["url"] and "content_text" in item for item in said["items"])
    assert client.get(said["next_url"]).status_code == 200


def test_a_feed_overlooks_what_a_newsletter_adds(client: FlaskClient) -> None:
    assert client.get("/feed.atom?q=flood&utm_source=x").status_code == 200


def test_a_feed_that_cannot_be_read_as_asked_is_a_problem(client: FlaskClient) -> None:
    response = client.get("/feed.atom?from=spring")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


def test_atom_is_well_formed_whatever_the_words(tricky: FlaskClient) -> None:
    feed = feedparser.parse(tricky.get("/feed.atom?q=body OR %00%08%0c").data)
    assert not feed.bozo
    assert feed.feed.title.startswith("Lantern & Post:")
    assert feed.entries[0].title == HEADLINE


def test_bibtex_is_read_back_as_it_was(tricky: FlaskClient) -> None:
    text = tricky.get(f"{SEARCH}.bib?q=body").text
    (entry,) = bibtexparser.parse_string(text).entries
    assert (entry.entry_type, entry.key) == ("article", "a:b/leader.bib")
    assert entry["journal"] == r"Lantern \& Post"
    assert (entry["date"], entry["year"], entry["month"]) == ("2020-02-29", "2020", "2")
    assert entry["url"] == "http://localhost/article/a~b/leader.bib"
    assert (
        r"\textbackslash{}o/ \textasciitilde{} \textasciicircum{}"
        in tricky.get(f"{SEARCH}.bib?q=body").text
    )


def test_all_results_are_in_the_bibliography(client: FlaskClient) -> None:
    library = bibtexparser.parse_string(client.get(f"{SEARCH}.bib?q=flood").text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [r["id"] for r in results(client, "q=flood")]
    assert {entry.entry_type for entry in library.entries} == {"misc"}


def test_ris_is_read_back_as_it_was(tricky: FlaskClient) -> None:
    (record,) = rispy.loads(tricky.get(f"{SEARCH}.ris?q=body").get_data(as_text=True))
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == HEADLINE
    assert record["authors"] == ["Ann O'Neil Jr", "The Press Association"]
    assert record["year"] == "2020"
    assert record["date"] == "2020/02/29/"
    assert record["secondary_title"] == "Lantern & Post"


def test_an_article_is_cited_by_its_ending_or_by_accept(client: FlaskClient) -> None:
    path = "/api/v1/articles/2021/mayor-resigns"
    (entry,) = bibtexparser.parse_string(client.get(f"{path}.bib").text).entries
    (record,) = rispy.loads(client.get(f"{path}.ris").text)
    (item,) = json.loads(client.get(f"{path}.csl.json").text)
    assert entry.key == record["id"] == item["id"] == "2021/mayor-resigns"
    assert item["author"] == [{"literal": "Joan Pellew"}]
    assert item["issued"] == {"date-parts": [[2021, 3, 18]]}
    assert item["URL"] == "http://localhost/article/2021/mayor-resigns"
    for suffix in ("bib", "ris", "csl.json"):
        named = client.get(f"{path}.{suffix}")
        accepted = client.get(path, headers={"Accept": named.mimetype})
        assert accepted.data == named.data


def test_an_id_that_ends_like_a_format_is_still_an_id(tricky: FlaskClient) -> None:
    path = "/api/v1/articles/a~b/leader.bib"
    assert tricky.get(path).json["id"] == "a~b/leader.bib"
    assert tricky.get(f"{path}.bib").mimetype == "application/x-bibtex"


def test_a_missing_article_is_named_as_it_was_asked(client: FlaskClient) -> None:
    response = client.get("/api/v1/articles/no-such.bib")
    assert response.status_code == 404
    assert "'no-such.bib'" in response.json["detail"]


def test_the_neighbours_stand_in_the_header(client: FlaskClient) -> None:
    response = client.get(f"{SEARCH}.csv?q=flood&page=2")
    following, before = response.headers.getlist("Link")
    assert before == f'<{SEARCH}.csv?q=flood>; rel="prev"'
    address = re.fullmatch(r'<(.+)>; rel="next"', following)[1]
    ids = [row["id"] for row in read_csv(client.get(address).text)]
    assert ids == [result["id"] for result in results(client, "q=flood&page=3")]


def test_addresses_follow_what_a_trusted_proxy_says(index: Path) -> None:
    said = {"X-Forwarded-Host": "archive.example", "X-Forwarded-Proto": "https"}
    for proxies, start in ((0, "http://localhost/"), (1, "https://archive.example/")):
        client = create_app(open_archive(index), Settings(proxies=proxies)).test_client()
        entry = feedparser.parse(client.get("/feed.atom?q=tasker", headers=said).data).entries[0]
        assert entry.link.startswith(start)
