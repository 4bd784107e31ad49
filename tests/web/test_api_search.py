"""GET /api/v1/search."""

from typing import Any

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.engines

SEARCH = "/api/v1/search"


def get(client: FlaskClient, query: str = "", path: str = SEARCH) -> dict[str, Any]:
    response = client.get(f"{path}?{query}" if query else path)
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    answer: dict[str, Any] = response.json
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [result["id"] for result in answer["results"]]


def test_an_answer_has_the_promised_keys_in_their_order(client: FlaskClient) -> None:
    answer = get(client, "q=tasker")
    assert list(answer) == [
        "query",
        "total",
        "page",
        "results",
        "facets",
        "suggestions",
        "took_ms",
        "index",
    ]
    assert list(answer["suggestions"]) == ["spellings", "without", "apart", "any_word"]
    assert list(answer["query"]) == ["text", "readback", "relaxed", "notes", "broadened"]
    assert list(answer["page"]) == [
        "number",
        "size",
        "count",
        "next",
        "previous",
        "next_cursor",
    ]
    assert list(answer["index"]) == ["snapshot", "documents", "built_at"]
    assert list(answer["results"][0]) == [
        "id",
        "url",
        "headline",
        "date",
        "byline",
        "bylines",
        "standfirst",
        "snippet",
        "score",
        "has_all_words",
    ]


def test_a_result_says_what_the_article_says(client: FlaskClient) -> None:
    answer = get(client, "q=tasker")
    (result,) = answer["results"]
    assert answer["total"] == {"value": 1, "relation": "eq", "with_all_words": 1}
    assert result["headline"] == "Mayor Roland Tasker resigns"
    assert result["date"] == "2021-03-18"
    assert result["byline"] == "Joan Pellew"
    assert result["bylines"] == ["Joan Pellew"]
    assert result["score"] > 0


def test_a_snippet_tells_the_matching_words_from_the_rest(client: FlaskClient) -> None:
    (result,) = get(client, "q=bribe")["results"]
    assert [span["text"] for span in result["snippet"] if span["match"]] == ["bribe"]
    assert all(list(span) == ["text", "match"] for span in result["snippet"])


def test_a_result_leads_to_its_page(client: FlaskClient) -> None:
    (result,) = get(client, "q=tasker")["results"]
    assert result["url"] == f"/article/{result['id']}"
    assert client.get(result["url"]).status_code == 200


@pytest.mark.parametrize("query", ["", "q=", "q=%20"])
def test_no_words_find_all_articles(client: FlaskClient, query: str) -> None:
    answer = get(client, query)
    assert answer["total"]["value"] == answer["index"]["documents"] == 48


def test_text_is_utf_8_as_it_is(client: FlaskClient) -> None:
    response = client.get(SEARCH, query_string={"q": "café"})
    assert "café".encode() in response.data
    assert response.json["total"]["value"] == 1


def test_the_next_and_previous_pages_are_addresses_that_keep_the_search(
    client: FlaskClient,
) -> None:
    first = get(client, "q=flood&from=2019&per_page=20&sort=oldest")
    second = get(client, path=first["page"]["next"])
    third = get(client, path=second["page"]["next"])
    assert first["page"]["previous"] is third["page"]["next"] is None
    assert get(client, path=second["page"]["previous"])["results"] == first["results"]
    assert [len(ids(page)) for page in (first, second, third)] == [20, 20, 5]
    assert len({*ids(first), *ids(second), *ids(third)}) == 45
    assert "from=2019" in first["page"]["next"]


def test_a_page_past_the_end_is_empty_and_knows_the_total(client: FlaskClient) -> None:
    answer = get(client, "q=flood&page=99")
    assert answer["results"] == []
    assert answer["total"]["value"] == 45
    assert answer["page"] == {
        "number": 99,
        "size": 20,
        "count": 0,
        "next": None,
        "previous": None,
        "next_cursor": None,
    }


def test_a_page_far_past_the_end_is_empty(client: FlaskClient) -> None:
    assert get(client, "q=flood&page=1000000000&per_page=100")["results"] == []


def test_per_page_is_how_many_come(client: FlaskClient) -> None:
    assert len(ids(get(client, "q=flood&per_page=7"))) == 7
    assert len(ids(get(client, "q=flood&per_page=100"))) == 45


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from=2021", 2),
        ("from=2021-03-18&to=2021-03-18", 1),
        ("from=2021-03-19&to=2021", 0),
        ("from=18/03/2021&to=2021-03", 1),
        ("to=2018", 1),
        ("from=&to=", 48),
    ],
)
def test_from_and_to_are_days_both_included(client: FlaskClient, query: str, found: int) -> None:
    assert get(client, query)["total"]["value"] == found


def test_newest_and_oldest_order_by_day(client: FlaskClient) -> None:
    newest = [result["date"] for result in get(client, "sort=newest")["results"]]
    oldest = [result["date"] for result in get(client, "sort=oldest")["results"]]
    assert newest == sorted(newest, reverse=True)
    assert oldest == sorted(oldest)
    assert (newest[0], oldest[0]) == ("2022-01-26", "2018-09-20")


def test_a_byline_finds_what_that_person_signed(client: FlaskClient) -> None:
    assert get(client, "byline=Joan+Pellew")["total"]["value"] == 2


def test_a_byline_of_nobody_finds_nothing(client: FlaskClient) -> None:
    assert get(client, "byline=Nobody+Atall")["total"]["value"] == 0


def test_byline_may_repeat(client: FlaskClient) -> None:
    both = get(client, "byline=Joan+Pellew&byline=Tobias+Reeve")["total"]["value"]
    assert both >= 1


def test_match_says_how_many_of_the_words_must_be_there(client: FlaskClient) -> None:
    asked = "q=tasker+weir"
    assert get(client, f"{asked}&match=all")["total"]["value"] == 0
    assert get(client, f"{asked}&match=any")["total"]["value"] == 46
    assert get(client, f"{asked}&match=auto")["query"]["relaxed"] is True


def test_articles_with_all_words_come_first_and_are_counted(client: FlaskClient) -> None:
    answer = get(client, "q=tasker+resigns+arch")
    assert answer["total"]["with_all_words"] == 0
    assert {result["has_all_words"] for result in answer["results"]} == {False}
    answer = get(client, "q=tasker+resigns")
    assert answer["total"]["with_all_words"] == answer["total"]["value"] == 1
    assert [result["has_all_words"] for result in answer["results"]] == [True]
    answer = get(client, "q=tasker+weir&match=any&per_page=1")
    assert answer["total"]["with_all_words"] is None
    assert answer["results"][0]["has_all_words"] is None


def test_broadening_says_what_was_added_and_takes_words_back(shipped: FlaskClient) -> None:
    answer = get(shipped, "q=flood&broaden=true")
    words = [added["word"] for added in answer["query"]["broadened"]]
    weights = [added["weight"] for added in answer["query"]["broadened"]]
    assert words and weights == sorted(weights, reverse=True)
    assert answer["total"]["value"] >= get(shipped, "q=flood")["total"]["value"]
    asked = f"q=flood&broaden=true&without={words[0]}&without=nothing"
    fewer = [added["word"] for added in get(shipped, asked)["query"]["broadened"]]
    assert fewer == words[1:]
    assert get(shipped, "q=flood&broaden=false")["query"]["broadened"] == []


def test_recency_brings_newer_articles_forward(client: FlaskClient) -> None:
    usual = get(client, "q=flood&per_page=100")
    newer = get(client, "q=flood&per_page=100&recency=1")
    assert newer["total"] == usual["total"]
    assert newer["results"][0]["date"] == max(r["date"] for r in usual["results"])
    scores = {result["id"]: result["score"] for result in usual["results"]}
    assert all(r["score"] <= scores[r["id"]] for r in newer["results"])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("recency=0", "recency"), ("recency=new", "recency"), ("broaden=yes", "broaden")],
)
def test_a_wrong_way_to_rank_is_refused(client: FlaskClient, query: str, parameter: str) -> None:
    response = client.get(f"{SEARCH}?q=flood&{query}")
    assert response.status_code == 400
    assert response.json["parameter"] == parameter


def test_a_very_long_query_is_cut_and_says_so(client: FlaskClient) -> None:
    answer = get(client, f"q={'flood+' * 1000}")
    assert answer["total"]["value"] == 45
    assert answer["query"]["notes"]


def test_head_answers_as_get_without_the_body(client: FlaskClient) -> None:
    response = client.head(f"{SEARCH}?q=flood")
    assert (response.status_code, response.data) == (200, b"")
    assert response.mimetype == "application/json"


def test_a_score_is_explained_where_that_is_asked(client: FlaskClient) -> None:
    (result,) = get(client, "q=tasker+bribe&match=all&explain=true")["results"]
    told = result["explanation"]
    assert list(told) == [
        "score", "sentences", "parts", "others", "headline", "length",
        "articles", "k1", "b", "norm",
    ]  # fmt: skip
    assert [part["query"] for part in told["parts"]] == ["tasker", "bribe"]
    assert told["parts"][0]["occurrences"] == {"headline": 1, "body": 1}
    added = [part["score"] for part in (*told["parts"], *told["others"])]
    assert sum(added) == pytest.approx(result["score"])
    assert "explanation" not in get(client, "q=tasker&explain=false")["results"][0]


def test_nothing_found_says_what_would_be_without_each_part(client: FlaskClient) -> None:
    told = get(client, "q=flood+notise&from=2020&match=all")["suggestions"]
    assert told["spellings"] == []
    assert told["without"] == [
        {"part": "flood", "parameters": ["q"], "query": "notise", "total": 0, "alone": 45},
        {"part": "notise", "parameters": ["q"], "query": "flood", "total": 0, "alone": 0},
        {
            "part": "date:2020..",
            "parameters": ["from"],
            "query": "flood notise",
            "total": 0,
            "alone": 2,
        },
    ]
    (spelling,) = get(client, "q=flood+notise&match=all")["suggestions"]["spellings"]
    assert spelling == {"query": "flood notice", "words": {"notise": "notice"}, "total": 45}
